"""The form of a text within a schedule: HTML, or what counts as Markdown."""

from __future__ import annotations

import re

from sphinx_summit.notes.draft import Pen
from sphinx_summit.notes.readers.html.blocks import BlockWriter
from sphinx_summit.notes.readers.html.tree import Tree

_HTML = re.compile(r"(?i)<(?:/(?:p|li|a|ul|ol|h[1-6]|strong|em|b|i|code|pre|blockquote|div|span)|br\s*/?)>")


def looks_like_html(text: str) -> bool:
    """Whether a text has elements of HTML that are closed, or line breaks of it."""
    return bool(_HTML.search(text))


def rewrite_html(text: str) -> Pen:
    """A fragment of HTML as Markdown."""
    pen = Pen(text)
    tree = Tree(text)
    BlockWriter(tree, pen, {}).write(tree.root)
    return pen
