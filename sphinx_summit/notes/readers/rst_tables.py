"""Tables of reStructuredText: drawn as a grid, ruled in columns, as lists of lists, as CSV. Rows of cells of runs."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Run
from sphinx_summit.notes.readers.lines import Line, make_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.readers.rewriting import Cell

GRID = re.compile(r"\+(?:[-=]+\+)+$")
RULED = re.compile(r"=+(?:[ \t]+=+)+$")
_PART_RULE = re.compile(r"[+=-]*")
_BULLET = re.compile(r"[*+-](?:[ \t]+|$)")
_VALUE = re.compile(r'[ \t]*(?:"(?P<quoted>(?:[^"]|"")*)"[ \t]*|(?P<bare>[^,]*))(?P<comma>,|$)')


def grid_end(lines: Sequence[Line], number: int) -> int:
    """The number of the line after a grid."""
    end = number
    while end < len(lines) and lines[end].words[:1] in ("+", "|"):
        end += 1
    return end


def grid_rows(lines: Sequence[Line]) -> tuple[list[list[Cell]], bool]:
    """The rows of a grid, and whether the first heads it. Where cells span, each line is cut where it has bars."""
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    headed = False
    for line in lines:
        if line.words.startswith("+"):
            rows += [row] if row else []
            row = []
            headed = headed or ("=" in line.words and len(rows) == 1)
            continue
        for place, run in enumerate(_between_bars(line)):
            row += [()] * (place + 1 - len(row))
            if run and not _PART_RULE.fullmatch(line.source, run.start, run.end):
                row[place] = (*row[place], run)
    return [*rows, row] if row else rows, headed


def _between_bars(line: Line) -> list[Run | None]:
    edges = [match.start() for match in re.compile(r"\|").finditer(line.source, line.body, line.stop)]
    if not edges or edges[-1] < line.stop - 1:
        edges.append(line.stop)
    cells = [make_line(line.source, a + 1, b) for a, b in pairwise(edges)]
    return [None if cell.blank else cell.run for cell in cells]


def ruled_end(lines: Sequence[Line], number: int) -> int:
    """The number of the line after a table ruled by `===  ===`; the same number when nothing ends it."""
    for end in range(number + 1, len(lines)):
        if RULED.match(lines[end].words) and (end + 1 == len(lines) or lines[end + 1].blank):
            return end + 1
        if lines[end].blank and end + 1 < len(lines) and lines[end + 1].blank:
            break
    return number


def ruled_rows(lines: Sequence[Line]) -> tuple[list[list[Cell]], bool]:
    """The rows of such a table; one whose first column is empty goes on with the row before."""
    starts = [match.start() + lines[0].indent for match in re.finditer("=+", lines[0].words)]
    rows: list[list[Cell]] = []
    headed = False
    for line in lines[1:-1]:
        if RULED.match(line.words):
            headed = headed or bool(rows)
        elif not line.blank and not re.fullmatch(r"[- \t]+", line.words):
            cells = _columns(line, starts)
            if cells[0] is None and rows:
                rows[-1] = [(*old, new) if new else old for old, new in zip(rows[-1], cells, strict=True)]
            else:
                rows.append([(cell,) if cell else () for cell in cells])
    return rows, headed


def _columns(line: Line, starts: Sequence[int]) -> list[Run | None]:
    """A line cut at some columns; wide letters take two."""
    offsets: list[int] = []
    column, offset = 0, line.start
    for start in starts:
        while offset < line.end and column < start:
            column += 2 if unicodedata.east_asian_width(line.source[offset]) in "WF" else 1
            offset += 1
        offsets.append(offset)
    offsets[0] = line.start
    cells = [make_line(line.source, a, b) for a, b in zip(offsets, [*offsets[1:], line.end], strict=True)]
    return [None if cell.blank else cell.run for cell in cells]


def listed_rows(lines: Sequence[Line]) -> list[list[Cell]]:
    """The rows of a list of lists."""
    rows: list[list[Cell]] = []
    inner = -1
    outer = min((line.indent for line in lines if not line.blank), default=0)
    for line in lines:
        bullet = _BULLET.match(line.words)
        cell = line
        if bullet and line.indent == outer:
            rows.append([])
            cell = line.after(line.body + bullet.end())
            bullet = _BULLET.match(cell.words)
            inner = line.indent + cell.body - line.body
        if not rows:
            continue
        if bullet and (cell is not line or line.indent == inner):
            rows[-1].append(())
            cell = cell.after(cell.body + bullet.end())
        if not cell.blank:
            last = rows[-1].pop() if rows[-1] else ()
            rows[-1].append((*last, cell.run))
    return rows


def csv_row(line: Line) -> list[Cell]:
    """The values of one line of CSV."""
    cells: list[Cell] = []
    place = line.body
    while place <= line.stop:
        match = _VALUE.match(line.source, place, line.stop)
        if not match:
            cells.append((Run(place, line.stop),))
            break
        name = "quoted" if match["quoted"] is not None else "bare"
        value = make_line(line.source, match.start(name), match.end(name))
        cells.append(() if value.blank else (value.run,))
        place = match.end()
        if not match["comma"]:
            break
    return cells
