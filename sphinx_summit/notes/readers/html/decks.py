"""Pages that hold slides written in Markdown, which a script in them would show: remark and reveal.js."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import LINE_END
from sphinx_summit.notes.readers.html.phrases import REFERENCE
from sphinx_summit.notes.readers.html.tokens import chunks
from sphinx_summit.notes.readers.html.tree import Node, nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.draft import Pen
    from sphinx_summit.notes.readers.html.tokens import Token
    from sphinx_summit.notes.readers.html.tree import Tree

_HOLDERS = frozenset({"textarea", "script"})


def slides_in(tree: Tree) -> list[Token]:
    """The Markdown of the slides; none when the page is no such deck."""
    found = [node for node in nodes(tree.root) if node.name in _HOLDERS and _holds_slides(tree, node)]
    return [child for node in found for child in node.children if not isinstance(child, Node) and child.kind == "raw"]


def _holds_slides(tree: Tree, node: Node) -> bool:
    names = {each.name for each in node.token.attributes}
    if node.name == "textarea" and (tree.attribute(node, "id") == "source" or "data-template" in names):
        return True
    above = node.parent
    return bool(above and any(each.name == "data-markdown" for each in above.token.attributes))


def write_slides(tree: Tree, pen: Pen, slides: Sequence[Token]) -> None:
    """The Markdown of each piece, a rule between two."""
    for number, slide in enumerate(slides):
        pen.say("\n---\n\n" if number else "")
        write_as_it_stands(tree, pen, [slide])


def write_as_it_stands(tree: Tree, pen: Pen, texts: Sequence[Token]) -> None:
    """Lines as they stand, less the indentation that all of them have, and blank ones before the first."""
    for token in texts:
        margin = _margin(tree.source[token.start : token.end])
        start = _first_line(tree.source, token)
        for match in LINE_END.finditer(tree.source, start, token.end):
            _write_line(tree, pen, min(start + margin, match.start()), match.start())
            pen.say("\n")
            start = match.end()
        _write_line(tree, pen, min(start + margin, token.end), token.end)
        pen.say("\n")


def _write_line(tree: Tree, pen: Pen, start: int, end: int) -> None:
    for chunk in chunks(tree.source, start, end):
        if chunk.text == tree.source[chunk.start : chunk.end]:
            pen.keep(chunk.start, chunk.end)
        else:
            pen.change(chunk.start, chunk.end, chunk.text, REFERENCE)


def _first_line(source: str, token: Token) -> int:
    """Where the first line begins that is not blank."""
    start = token.start
    for match in LINE_END.finditer(source, token.start, token.end):
        if source[start : match.start()].strip():
            break
        start = match.end()
    return start


def _margin(text: str) -> int:
    """How many spaces begin every line that is not blank."""
    lines = [line for line in LINE_END.split(text) if line.strip()]
    return min((len(line) - len(line.lstrip(" \t")) for line in lines), default=0)
