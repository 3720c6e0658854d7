"""The grid of a table: which cell stands where, and how wide the columns are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = 90
"""What a line of table text holds, in half-width characters."""

MARGIN = 3
"""What the space between two columns takes of it."""

LONGEST = 24
"""The longest word for which a column is made wide enough."""

_UNBROKEN = re.compile("[!-~\u00a1-\u024f\u0370-\u052fー―─━…‥・！？〜～]+")
"""Runs that a line does not break by itself; the template has the same in `long-run`."""


def columns_of(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def longest_word(text: str) -> int:
    """The width of the widest piece of a text that a line does not break; Japanese breaks everywhere."""
    return max((columns_of(word) for word in _UNBROKEN.findall(text)), default=2)


@dataclass(frozen=True)
class Cell:
    """An entry of a table, its place in the grid, and the columns and rows that it covers."""

    entry: nodes.entry
    row: int
    column: int
    width: int
    height: int


@dataclass(frozen=True)
class Grid:
    """A `tgroup`: its cells row by row, the widths of its columns, how many rows are head, which columns are."""

    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    lines: int
    heads: int
    stubs: frozenset[int]

    def is_head(self, cell: Cell) -> bool:
        """Whether a cell stands in the head, which is printed again on every page."""
        return cell.row < self.heads

    def room(self, cell: Cell) -> int:
        """How many characters surely fit in a line of a cell, however wide they are."""
        return max(2, int((sum(self.widths[cell.column : cell.column + cell.width]) - MARGIN) * 0.8))

    @property
    def widest_head(self) -> Cell | None:
        """The cell of the first head row with the most room."""
        return max((cell for cell in self.cells if cell.row == 0 < self.heads), key=self.room, default=None)


def grid_of(group: nodes.tgroup, *, given: bool) -> Grid:
    """Read a `tgroup`; `given`: the author gave the widths of its columns."""
    cells = tuple(_cells(group))
    specs = [spec for spec in group.children if isinstance(spec, nodes.colspec)]
    lines = sum(len(part) for part in group.children if isinstance(part, (nodes.thead, nodes.tbody)))
    heads = sum(len(part) for part in group.children if isinstance(part, nodes.thead))
    wanted = [max(1, spec.get("colwidth", 1)) for spec in specs]
    return Grid(
        cells=cells,
        widths=tuple(LINE * width / sum(wanted) for width in wanted) if given else _share(cells, len(specs)),
        lines=lines,
        heads=heads if heads < lines else 0,
        stubs=frozenset(number for number, spec in enumerate(specs) if spec.get("stub")),
    )


def _cells(group: nodes.tgroup) -> Iterator[Cell]:
    """The cells with the columns that they really stand in, between those that reach down from above."""
    taken: set[tuple[int, int]] = set()
    rows = [row for part in group.children if isinstance(part, (nodes.thead, nodes.tbody)) for row in part.children]
    for number, row in enumerate(rows):
        column = 0
        for entry in row.children:
            assert isinstance(entry, nodes.entry)
            while (number, column) in taken:
                column += 1
            width, height = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
            taken |= {(number + down, column + right) for down in range(height) for right in range(width)}
            yield Cell(entry, number, column, width, height)
            column += width


def _share(cells: tuple[Cell, ...], count: int) -> tuple[float, ...]:
    """The widths of columns on a line: as they like if there is room, else between need and wish."""
    least, most = [4] * count, [4] * count
    for cell in cells:
        if cell.width == 1 and cell.column < count:
            text = cell.entry.astext()
            # Bold and wide letters take more than half a character.
            least[cell.column] = max(least[cell.column], min(LONGEST, longest_word(text) * 4 // 3))
            most[cell.column] = max(most[cell.column], least[cell.column], *map(columns_of, text.split("\n")))
    low, high = ([width + MARGIN for width in widths] for widths in (least, most))
    if sum(high) <= LINE or sum(low) >= LINE:
        chosen = high if sum(high) <= LINE else low
        return tuple(LINE * width / sum(chosen) for width in chosen)
    part = (LINE - sum(low)) / (sum(high) - sum(low))
    return tuple(a + (b - a) * part for a, b in zip(low, high, strict=True))
