"""MediaWiki's tables: `{|`, rows after `|-`, cells that begin with `|` or `!`, settings before a single bar."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Run
from sphinx_summit.notes.readers.lines import Line, make_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.readers.rewriting import Cell

_PARTED = re.compile(r"\|\||!!")
_SETTING = re.compile(r"[ \t]*\w[\w-]*[ \t]*=[^|\[\]\n]*\|(?!\|)")


@dataclass
class MediaTable:
    """A table as read: rows of cells, its caption, whether the first row heads it, and what only configures it."""

    rows: list[list[Cell]] = field(default_factory=list)
    caption: list[Run] = field(default_factory=list)
    settings: list[Run] = field(default_factory=list)
    headed: bool = False


def media_table(lines: Sequence[Line]) -> MediaTable:
    """The table whose first line is `{|`."""
    table = MediaTable(settings=[Run(lines[0].body + 2, lines[0].stop)])
    row: list[Cell] = []
    for line in lines[1:]:
        words = line.words
        if words.startswith("|-"):
            table.settings.append(Run(line.body + 2, line.stop))
            table.rows += [row] if row else []
            row = []
        elif words.startswith("|+"):
            table.caption.append(_without_setting(table, line.body + 2, line))
        elif words[:1] in ("|", "!"):
            table.headed = table.headed or (words[0] == "!" and not table.rows)
            row += _cells(table, line)
        elif row and words:
            row[-1] = (*row[-1], line.run)
    table.rows += [row] if row else []
    return table


def _cells(table: MediaTable, line: Line) -> list[Cell]:
    edges = [line.body + 1]
    cells: list[Cell] = []
    for match in _PARTED.finditer(line.source, line.body + 1, line.stop):
        if match[0] == "||" or line.words[0] == "!":
            cells.append(_cell(table, edges[-1], match.start(), line))
            edges.append(match.end())
    return [*cells, _cell(table, edges[-1], line.stop, line)]


def _cell(table: MediaTable, start: int, stop: int, line: Line) -> Cell:
    run = _without_setting(table, start, make_line(line.source, start, stop))
    return (run,) if run.start < run.end else ()


def _without_setting(table: MediaTable, start: int, line: Line) -> Run:
    match = _SETTING.match(line.source, start, line.stop)
    if match:
        table.settings.append(Run(start, match.end()))
    rest = line.after(match.end() if match else start)
    return rest.run
