"""HTML within a note of another form: lists, tables and headings become those of the draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.draft import Pen
from sphinx_summit.notes.readers.html.blocks import BlockWriter
from sphinx_summit.notes.readers.html.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.readers.lines import Line

_BOXES = "table|ul|ol|dl|h[1-6]|blockquote|div|section|article|center|main"
_BOX = re.compile(rf"<(?P<ends>/?)(?:{_BOXES})\b[^<>]*>", re.IGNORECASE)
_SHAPED = re.compile(r"<(?:table|ul|ol|dl|h[1-6])\b", re.IGNORECASE)
# After a blank line Markdown goes on, even within an element.
MARKDOWN = re.compile(r"\n[ \t]*\n {0,3}(?:#{1,6} +\S|[-*+] +\S|```|~~~)|\]\((?:https?:|/|\.)")
_UNCLOSED = 20
"""After so many elements without an end no other is looked for."""


def write_part(pen: Pen, start: int, end: int) -> None:
    """Write the HTML in `source[start:end]` as blocks of Markdown."""
    part = pen.source[start:end]
    inner, tree = Pen(part), Tree(part)
    BlockWriter(tree, inner, {}).write(tree.root)
    tree.forget()
    pen.paste(inner, start)


def has_shape(part: str) -> bool:
    """Whether some HTML has a list, a table or a heading in it."""
    return bool(_SHAPED.search(part))


def parts_in(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The lines, from one to before another, of elements that have a shape and no Markdown in them."""
    number = unclosed = 0
    while number < len(lines) and unclosed < _UNCLOSED:
        end = _end(lines, number) if _begins(lines[number]) else number
        unclosed += end is None
        if end is not None and end > number:
            part = lines[0].source[lines[number].start : lines[end - 1].end]
            if has_shape(part) and not MARKDOWN.search(part):
                yield number, end
                number = end
                continue
        number += 1


def _begins(line: Line) -> bool:
    return line.indent <= 3 and bool(_BOX.match(line.source, line.body, line.stop))


def _end(lines: Sequence[Line], number: int) -> int | None:
    """The line after the one in which what begins has ended."""
    depth = 0
    for end in range(number, len(lines)):
        line = lines[end]
        for tag in _BOX.finditer(line.source, line.start, line.end):
            depth += -1 if tag["ends"] else 1
        if depth <= 0:
            return end + 1
    return None
