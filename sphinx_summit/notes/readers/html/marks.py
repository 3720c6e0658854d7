"""Which marks of a line Markdown would read as they are meant; the others are left out, and their words stay."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile
from typing import TYPE_CHECKING, TypeGuard

from sphinx_summit.notes.readers.html.words import Closing, Item, Line, Mark, Opening, Picture, Said, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAME = "the address, which the words repeat"
PICTURE = "the address behind a picture"
UNFIT = "emphasis that Markdown does not show here"
URL = r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
_LINK = re.compile(URL)
_EMPHASIS = {"em": "*", "strong": "**"}
_TEXTS = (Word, Said)
_EDGES = (Opening, Closing)


def settle(line: Line) -> tuple[Line, list[Mark]]:
    """The line without the marks that are left out, and those marks.

    A picture in a link goes before it, as Markdown has no such links.
    """
    if all(isinstance(item, _TEXTS) for item in line):
        return line, []
    line = list(_without_pictures_in_links(line))
    for mark, inner in _linked(line):
        if len(inner) == 1 and isinstance(inner[0], Word) and mark.address and _is_address(inner[0], mark.address.text):
            mark.hidden = SAME
    _settle_code(line)
    _settle_emphasis(line)
    hidden = [item.mark for item in line if isinstance(item, Opening) and item.mark.hidden]
    return [item for item in line if not isinstance(item, _EDGES) or not item.mark.hidden], hidden


def raw(item: Item) -> str:
    """About what an item looks like in Markdown: as long as its words, with its first and last character."""
    if isinstance(item, _TEXTS):
        return item.text
    if isinstance(item, Picture):
        return "!)"
    if item.mark.hidden:
        return ""
    link = "[" if isinstance(item, Opening) else "\x00"
    return _EMPHASIS.get(item.mark.kind) or (link if item.mark.kind == "link" else "`")


def _without_pictures_in_links(line: Line) -> Iterator[Item]:
    held: Line | None = None
    for item in line:
        if isinstance(item, Opening) and item.mark.kind == "link":
            held = [item]
        elif held is None:
            yield item
        elif isinstance(item, Closing) and item.mark.kind == "link":
            yield from _parted([*held, item])
            held = None
        else:
            held.append(item)
    yield from held or ()


def _parted(link: Line) -> Iterator[Item]:
    """A link, its pictures before it."""
    pictures = [item for item in link if isinstance(item, Picture)]
    opening = link[0]
    alone = not any(isinstance(item, Word) for item in link)
    if pictures and alone and isinstance(opening, Opening):
        opening.mark.hidden = PICTURE
    for picture in pictures:
        yield picture
        if not alone:
            yield Said(" ")
    yield from (item for item in link if not isinstance(item, Picture))


def _linked(line: Line) -> Iterator[tuple[Mark, Line]]:
    """Each link of a line, and what is in it."""
    start = 0
    for number, item in enumerate(line):
        if isinstance(item, Opening) and item.mark.kind == "link":
            start = number + 1
        elif isinstance(item, Closing) and item.mark.kind == "link":
            yield item.mark, line[start:number]


def _is_address(word: Word, address: str) -> bool:
    return word.text == address and bool(_LINK.fullmatch(address)) and address[-1].isalnum() | (address[-1] == "/")


def _settle_code(line: Line) -> None:
    """The fences of spans of code. A backtick right before would be part of one, also when no emphasis is between."""
    before = ""
    for number, item in enumerate(line):
        if isinstance(item, Opening) and item.mark.kind == "code":
            item.mark.fence = _fence(line, number)
            # Three backticks where a block begins would be no span but a fenced block.
            item.mark.hidden = UNFIT if before.endswith("`") or item.mark.fence.startswith("```") else ""
        if not _is_emphasis(item):
            before = raw(item) or before


def _fence(line: Line, number: int) -> str:
    """More backticks than any run of them in the code, and a space where they would touch."""
    inner = (line[n] for n in range(number + 1, len(line)))
    text = "".join(raw(item) for item in takewhile(lambda item: not isinstance(item, Closing), inner))
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * (longest + 1) + (" " if text.startswith("`") or text.endswith("`") else "")


def _settle_emphasis(line: Line) -> None:
    """CommonMark 0.31, 6.2: what may open and close emphasis; and of two marks that touch, only the outer one."""
    before: Opening | Closing | None = None
    for item in line:
        if not _is_emphasis(item):
            before = None if raw(item) else before
            continue
        if before is not None:
            (before if isinstance(item, Closing) else item).mark.hidden = UNFIT
        before = item if not item.mark.hidden else None
    for number, item in enumerate(line):
        if _is_emphasis(item):
            around = (
                _neighbour(line, range(number - 1, -1, -1))[-1:],
                _neighbour(line, range(number + 1, len(line)))[:1],
            )
            outer, inner = around if isinstance(item, Opening) else reversed(around)
            if "*" in around or not _may_mark(inner, outer):
                item.mark.hidden = UNFIT


def _is_emphasis(item: Item) -> TypeGuard[Opening | Closing]:
    return isinstance(item, _EDGES) and item.mark.kind in _EMPHASIS and not item.mark.hidden


def _neighbour(line: Sequence[Item], numbers: range) -> str:
    return next((text for number in numbers if (text := raw(line[number]))), " ")


def _may_mark(inner: str, outer: str) -> bool:
    """Whether a run of stars between two characters opens (or closes) emphasis of what is inside."""
    if inner.isspace():
        return False
    return not _may_be_punctuation(inner) or outer.isspace() or _is_punctuation(outer)


def _may_be_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" or char == "\x00"


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" or char == "\x00"
