"""Plain text: any bullets, headings without marks (recognised later), blank lines or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx_summit.notes.outline import Block, Heading, Outline, Text
from sphinx_summit.notes.readers.blocks import BlockReader
from sphinx_summit.notes.readers.lines import HEADING_GLYPHS, Line, bullet_of, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SPACED = 20
"""A note has paragraphs parted by blank lines when at least one line in this many is blank."""


class TextReader(BlockReader):
    """Blocks of plain text. A `■` or `●` that stands alone marks a heading; in a row they are bullets."""

    markdown: ClassVar[bool] = False

    @property
    def rules(self) -> tuple[Callable[[int], tuple[list[Block], int] | None], ...]:
        return (self.read_marked_heading, self.read_list)

    def read_marked_heading(self, number: int) -> tuple[list[Block], int] | None:
        """`■ Heading`."""
        if not self.is_heading_mark(number):
            return None
        line = self.lines[number]
        bullet = bullet_of(line, markdown=False)
        assert bullet
        return [Heading(Text((bullet.rest.run,)), 3, mark=bullet.mark, at=line.body)], number + 1

    def is_heading_mark(self, number: int) -> bool:
        line = self.lines[number]
        bullet = bullet_of(line, markdown=False)
        if not bullet or bullet.mark not in HEADING_GLYPHS or line.indent or len(bullet.rest.words) > 60:
            return False
        return all(
            neighbour is None or not neighbour.words.startswith(bullet.mark)
            for neighbour in (_next(self.lines, number, -1), _next(self.lines, number, 1))
        )


def _next(lines: Sequence[Line], number: int, step: int) -> Line | None:
    number += step
    while 0 <= number < len(lines):
        if not lines[number].blank:
            return lines[number]
        number += step
    return None


def read_text(source: str) -> Outline:
    """The outline of a plain text. Where no blank lines part its paragraphs, each line is one for now."""
    lines = split_lines(source)
    blank = sum(line.blank for line in lines)
    spaced = blank * _SPACED >= len(lines) or len(lines) < 3
    return Outline(source, "text", tuple(TextReader(lines, spaced=spaced).read()), spaced=spaced)
