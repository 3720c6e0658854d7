"""Lists, as both shapes have them: any bullet, any unit of indentation, blank lines in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Item, Listing, Paragraph
from sphinx_summit.notes.readers.lines import Bullet, Line, bullet_of, text_of

if TYPE_CHECKING:
    from sphinx_summit.notes.readers.blocks import BlockReader

# Markdown parsers give up on deeper nesting than about ten lists.
DEEPEST = 8


@dataclass
class _Open:
    """An item being read; `column` is where its bullet stands."""

    column: int
    bullet: Bullet
    lines: list[Line]
    blocks: list[Block | _Open] = field(default_factory=list)
    at: int = 0


class ListReader:
    """Reads one list from a line on. Depth comes from comparing indents, so the unit does not matter."""

    def __init__(self, reader: BlockReader, number: int) -> None:
        self.reader = reader
        self.number = number
        self.root: list[Block | _Open] = []
        self.open: list[_Open] = []

    def read(self) -> tuple[list[Block], int]:
        """The list (several, where ordered and unordered alternate), and the number of the line after it."""
        lines = self.reader.lines
        end = self.number
        gap = False
        while self.number < len(lines):
            line = lines[self.number]
            if line.blank:
                gap = True
                self.number += 1
                continue
            if not self._take(line, gap=gap):
                break
            end, gap = self.number, False
        return _close(self.root, self.reader.markdown), end

    def _take(self, line: Line, *, gap: bool) -> bool:
        """Whether the line (and perhaps some after it) belongs to the list."""
        if self.open and self.reader.interrupts(line):
            return False
        bullet = bullet_of(line, markdown=self.reader.markdown)
        if bullet and not self.reader.is_heading_mark(self.number):
            self._start_item(line, bullet)
            self.number += 1
            return True
        inside = [item for item in self.open if item.column < line.indent]
        if not gap and self._continues(line):
            item = self.open[-1]
            if item.blocks:
                return self._nest(item)
            item.lines.append(line)
            self.number += 1
            return True
        return self._nest(inside[-1]) if inside else False

    def _start_item(self, line: Line, bullet: Bullet) -> None:
        while self.open and (self.open[-1].column >= line.indent or len(self.open) >= DEEPEST):
            self.open.pop()
        item = _Open(line.indent, bullet, [] if bullet.rest.blank else [bullet.rest], at=line.body)
        (self.open[-1].blocks if self.open else self.root).append(item)
        self.open.append(item)

    def _continues(self, line: Line) -> bool:
        """Whether a line right after an item goes on with it. Without blank lines, only an indented one does."""
        if self.reader.opens_block(line):
            return False
        return self.reader.spaced or line.indent > self.open[-1].column

    def _nest(self, item: _Open) -> bool:
        """A paragraph or a code block that belongs to an item, perhaps after a list nested in it."""
        while self.open[-1] is not item:
            self.open.pop()
        blocks, number = self.reader.read_nested(self.number)
        item.blocks += blocks
        self.number = number
        return True


def _close(parts: list[Block | _Open], markdown: bool) -> list[Block]:
    """The blocks of a list; a bullet with nothing after it is no item."""
    blocks: list[Block] = []
    items: list[Item] = []
    for part in [*parts, None]:
        ordered = isinstance(part, _Open) and bool(part.bullet.number)
        if items and (not isinstance(part, _Open) or ordered != bool(items[-1].number)):
            blocks.append(Listing(tuple(items)))
            items = []
        if isinstance(part, _Open):
            text = text_of(part.lines, markdown=markdown)
            nested = tuple(_close(part.blocks, markdown))
            if text.runs or nested:
                items.append(Item(text, nested, part.bullet.mark, part.bullet.number, part.at))
        elif part is not None:
            blocks.append(part)
    return blocks


def paragraph_of(lines: list[Line], *, markdown: bool) -> Paragraph:
    """Some lines as one paragraph."""
    return Paragraph(text_of(lines, markdown=markdown))
