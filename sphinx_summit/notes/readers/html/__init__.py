"""HTML: a saved page, a blog's index with several posts, a fragment, a slide export; perhaps after front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sphinx_summit.notes.draft import Pen
from sphinx_summit.notes.outline import Outline, Reading
from sphinx_summit.notes.readers.front_matter import read_front_matter
from sphinx_summit.notes.readers.html.addresses import address_of
from sphinx_summit.notes.readers.html.article import (
    Page,
    begins_with_heading,
    fates_around,
    notes_of,
    permalink_of,
    published_in,
    survey,
    title_of,
)
from sphinx_summit.notes.readers.html.blocks import BlockWriter
from sphinx_summit.notes.readers.html.decks import slides_in, write_as_it_stands, write_slides
from sphinx_summit.notes.readers.html.part import MARKDOWN
from sphinx_summit.notes.readers.html.phrases import Phrase
from sphinx_summit.notes.readers.html.tokens import Token
from sphinx_summit.notes.readers.html.tree import BLOCKS, Node, Tree, nodes, walk
from sphinx_summit.notes.readers.html.words import Passage
from sphinx_summit.notes.readers.lines import split_lines
from sphinx_summit.notes.readers.markdown import MarkdownReader, read_markdown
from sphinx_summit.notes.readers.slides import read_slides
from sphinx_summit.notes.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_summit.notes.outline import Fate

_PAGE = re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?P<name>[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PATH = re.compile(r"/[A-Za-z0-9._/-]{1,200}")
_SOLE = 0.9
"""A fragment of HTML has nearly all its words in elements; a Markdown note with some HTML has not."""


def is_html(source: str) -> bool:
    """Whether a text is HTML, by its content alone."""
    start = _body_start(source)
    if _PAGE.match(source, start):
        return True
    tag = _TAG.match(source, start)
    if not tag or tag["name"].lower() not in BLOCKS:
        return False
    tree = Tree(source, start)
    share = _words_in_elements(tree)
    tree.forget()
    return share >= _SOLE


def _words_in_elements(tree: Tree) -> float:
    """Which share of the words stands in elements; none of it counts when some of them are Markdown."""
    held = loose = 0
    above: list[str] = [""]
    for begins, child in walk(tree.root):
        if isinstance(child, Node):
            above.append(child.name) if begins else above.pop()
        elif child.kind == "text" and above[-1] not in {"pre", "code"}:
            text = tree.source[child.start : child.end]
            if MARKDOWN.search(text):
                return 0
            words = len(text.split())
            held, loose = (held + words, loose) if above[-1] else (held, loose + words)
    return held / max(held + loose, 1)


def may_be_html(source: str) -> bool:
    """Whether a file that is named like HTML holds some."""
    return bool(_TAG.search(source))


def _body_start(source: str) -> int:
    """Where HTML would begin: after front matter, white space and comments."""
    start = _front_matter_end(source)
    while True:
        while start < len(source) and (source[start].isspace() or source[start] == "\ufeff"):
            start += 1
        end = source.find("-->", start) if source.startswith("<!--", start) else -1
        if end < 0:
            return start
        start = end + 3


def _front_matter_end(source: str) -> int:
    """Where the front matter between fences ends; without fences, words are words of the page."""
    metadata = read_front_matter(source) if source.startswith(("---", "+++")) else None
    return metadata.run.end if metadata else 0


def read_html(source: str) -> Reading:
    """The notes of a page."""
    start = _front_matter_end(source)
    tree = Tree(source, start)
    drafts, fates = _drafts(tree, start)
    tree.forget()
    outlines = tuple(draft.pen.read(draft.reader, stem=draft.stem) for draft in drafts)
    return Reading(outlines, (*fates, *(fate for draft in drafts for fate in draft.pen.fates)))


@dataclass(frozen=True)
class _Draft:
    """One note of a page, written with a pen; how it is to be read, and a name for its page."""

    pen: Pen
    reader: Callable[[str], Outline]
    stem: str = ""


def _drafts(tree: Tree, start: int) -> tuple[list[_Draft], list[Fate]]:
    """The notes of a page, which begins after its front matter, and why the rest is left out."""
    slides = slides_in(tree)
    if slides:
        pen = Pen(tree.source)
        pen.keep(0, start)
        write_slides(tree, pen, slides)
        return [_Draft(pen, read_slides)], []
    page = survey(tree)
    whole = any(node.name in {"html", "body"} for node in nodes(tree.root))
    notes = notes_of(page) if whole else (tree.root,)
    fates = list(fates_around(page, notes)) if whole else []
    return [_draft(page, note, start, alone=len(notes) == 1, whole=whole) for note in notes], fates


def _read_body(draft: str) -> Outline:
    """The outline of a draft in which no words are front matter."""
    return Outline(draft, "markdown", tuple(MarkdownReader(split_lines(draft)).read()))


def _draft(page: Page, note: Node, start: int, *, alone: bool, whole: bool) -> _Draft:
    """One note of the page."""
    source = page.tree.source
    text = _sole_text(page, note)
    if text:
        pen = Pen(source)
        write_as_it_stands(page.tree, pen, text)
        return _Draft(pen, read_text)
    own = None if alone else permalink_of(note)
    if not alone:
        pen = _pen_with_address(page.tree, own)
    elif whole and not start:
        pen = _pen_with_day(page)
    else:
        pen = Pen(source)
        pen.keep(0, start)
    reader = read_markdown if pen.length else _read_body
    if alone and whole and not start:
        _write_title(page, note, pen)
    BlockWriter(page.tree, pen, page.dropped, own).write(note)
    return _Draft(pen, reader, _stem(page.tree, own))


def _sole_text(page: Page, note: Node) -> list[Token]:
    """The text of a page that is nothing else: how browsers save a file of plain text."""
    boxes = [node for node in nodes(note) if node.name == "pre"]
    if len(boxes) != 1 or any(isinstance(child, Node) for child in boxes[0].children):
        return []
    if not page.words[note] or page.words[boxes[0]] < page.words[note]:
        return []
    return [child for child in boxes[0].children if isinstance(child, Token) and child.kind == "text"]


def _pen_with_day(page: Page) -> Pen:
    """A pen that has written the day of publication as front matter."""
    day = published_in(page)
    pen = Pen(page.tree.source)
    if day:
        pen.say("---\ndate: ")
        pen.keep(day.start, day.end)
        pen.say("\n---\n\n")
    return pen


def _write_title(page: Page, note: Node, pen: Pen) -> None:
    """The page's title, where the note has none."""
    title = title_of(page)
    passage = Passage()
    if title and not begins_with_heading(page, note):
        passage.text(page.tree.source, title.start, title.end)
    lines = passage.take()
    if lines:
        pen.say("# ")
        Phrase(pen, "heading").write(lines)
        pen.say("\n\n")


def _pen_with_address(tree: Tree, own: Node | None) -> Pen:
    """A pen that has written the address that a post of an index had on its site."""
    pen = Pen(tree.source)
    address = address_of(tree.source, own.token.attributes, "href") if own else None
    if address and _PATH.fullmatch(tree.source, address.start, address.end):
        pen.say("---\npermalink: ")
        pen.keep(address.start, address.end)
        pen.say("\n---\n")
    elif address:
        pen.drop(address.start, address.end, "the address of the post's own page")
    return pen


def _stem(tree: Tree, own: Node | None) -> str:
    """A name for the page of a post: the end of its address."""
    try:
        path = urlsplit(tree.attribute(own, "href") or "").path if own else ""
    except ValueError:
        return ""
    return re.sub(r"\.x?html?$", "", unquote(path).rstrip("/").rsplit("/", 1)[-1])
