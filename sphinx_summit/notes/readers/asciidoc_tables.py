"""Tables of AsciiDoc: cells that begin with a bar, some of them after what says how wide or of which kind they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Run
from sphinx_summit.notes.readers.lines import make_line
from sphinx_summit.notes.readers.rst_tables import csv_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.readers.lines import Line
    from sphinx_summit.notes.readers.rewriting import Cell

_EDGE = re.compile(r"(?:(?<!\S)(?:\d+\*|(?P<span>\d+)?(?:\.\d+)?\+)?[<^>]?(?:\.[<^>])?[adehlmsv]?)?(?<!\\)\|", re.ASCII)
_COLUMNS = re.compile(r"cols=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^,\]]+))")
_REPEATED = re.compile(r"\s*(\d{1,2})\*")
_MOST = 50
"""So many columns has a table at most."""


def asciidoc_rows(lines: Sequence[Line], settings: str) -> tuple[list[list[Cell]], bool]:
    """The rows of the lines between two `|===`, and whether the first one heads them."""
    shown = [line for line in lines if not line.blank]
    headed = "header" in settings or (len(lines) > 1 and not lines[0].blank and lines[1].blank)
    if not any("|" in line.words for line in shown):
        return [csv_row(line) for line in shown], headed
    columns = _columns(settings) or (len(list(_cells(shown[:1]))) if shown else 0)
    cells = list(_cells(shown))
    if not columns:
        return [], headed
    return [cells[start : start + columns] for start in range(0, len(cells), columns)], headed


def _columns(settings: str) -> int:
    """How many columns the settings of a table name: `cols="1,2*"`."""
    match = _COLUMNS.search(settings)
    parts = re.split("[,;]", match["quoted"] or match["bare"] or "") if match else []
    count = sum(int(found[1]) if (found := _REPEATED.match(part)) else 1 for part in parts)
    return min(count, _MOST)


def _cells(lines: Sequence[Line]) -> Iterator[Cell]:
    """The cells of some lines in order; words before the first bar of a line go on with the cell above."""
    cell: list[Run] | None = None
    wide = 1
    for line in lines:
        edges = list(_EDGE.finditer(line.source, line.body, line.stop))
        starts = [line.body, *(edge.end() for edge in edges)]
        stops = [*(edge.start() for edge in edges), line.stop]
        for number, (start, stop) in enumerate(zip(starts, stops, strict=True)):
            if number:
                yield from [tuple(cell)] if cell is not None else []
                yield from [()] * (wide - 1)
                cell, wide = [], min(int(edges[number - 1]["span"] or 1), _MOST)
            part = make_line(line.source, start, stop)
            if not part.blank:
                cell = [*(cell or ()), part.run]
    yield from [tuple(cell)] if cell is not None else []
