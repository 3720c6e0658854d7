"""Lines → blocks: a table of small rules, tried in order at each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx_summit.notes.outline import Block
from sphinx_summit.notes.readers.lines import Line, bullet_of
from sphinx_summit.notes.readers.lists import ListReader, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class BlockReader:
    """Reads blocks from lines. A shape adds rules: each takes the number of a line and says what begins there."""

    markdown: ClassVar[bool]

    def __init__(self, lines: Sequence[Line], *, spaced: bool = True, depth: int = 0) -> None:
        self.lines = list(lines)
        self.spaced = spaced
        self.depth = depth

    @property
    def rules(self) -> tuple[Callable[[int], tuple[list[Block], int] | None], ...]:
        """What may begin at a line; a rule returns the blocks and the number of the next line, or None."""
        return (self.read_list,)

    def read(self) -> list[Block]:
        """All blocks."""
        blocks: list[Block] = []
        number = 0
        while number < len(self.lines):
            if self.lines[number].blank:
                number += 1
                continue
            found, number = self._read_one(number)
            blocks += found
        return blocks

    def _read_one(self, number: int) -> tuple[list[Block], int]:
        for rule in self.rules:
            found = rule(number)
            if found:
                return found
        return self.read_paragraph(number)

    def read_list(self, number: int) -> tuple[list[Block], int] | None:
        """A list."""
        if bullet_of(self.lines[number], markdown=self.markdown) is None:
            return None
        return ListReader(self, number).read()

    def read_paragraph(self, number: int) -> tuple[list[Block], int]:
        """Lines up to a blank one, or to one that begins something else."""
        end = number + 1
        while end < len(self.lines) and self.spaced and not self._ends_paragraph(end):
            end += 1
        return [paragraph_of(list(self.lines[number:end]), markdown=self.markdown)], end

    def _ends_paragraph(self, number: int) -> bool:
        line = self.lines[number]
        if line.blank or self.opens_block(line):
            return True
        bullet = bullet_of(line, markdown=self.markdown)
        # As in CommonMark: a number in running text begins no list, unless it is 1.
        return bool(bullet) and bullet is not None and bullet.number in {"", "1"} and not bullet.rest.blank

    def read_nested(self, number: int) -> tuple[list[Block], int]:
        """One block that stands inside an item of a list."""
        return self.read_paragraph(number)

    def opens_block(self, line: Line) -> bool:  # noqa: ARG002
        """Whether a line begins something other than a paragraph or a list."""
        return False

    def interrupts(self, line: Line) -> bool:  # noqa: ARG002
        """Whether a line ends every list."""
        return False

    def is_heading_mark(self, number: int) -> bool:  # noqa: ARG002
        """Whether the bullet of a line marks a heading."""
        return False
