"""Timetables as CSV: one row a slot, the columns told by their headers, in English or Japanese."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.conference import programme_of
from sphinx_summit.notes.schedules.csv_tree import read_csv, read_rows
from sphinx_summit.notes.schedules.lookup import find, fold_key, folded
from sphinx_summit.notes.schedules.people import KEYS as PEOPLE
from sphinx_summit.notes.schedules.references import References
from sphinx_summit.notes.schedules.slots import ROOMS, TITLES, SlotReader
from sphinx_summit.notes.schedules.times import read_day
from sphinx_summit.notes.schedules.timing import BEGINS, DAYS, Around

if TYPE_CHECKING:
    from sphinx_summit.notes.schedules.programme import Departures, Programme
    from sphinx_summit.notes.schedules.words import Tree

_LONGEST_HEADER = 2000
_SOME = 20_000


def looks_so(source: str) -> bool:
    """Whether the first line names a title, and a time or a speaker, and the lines after it are rows like it."""
    first = source[:_LONGEST_HEADER].lstrip("\ufeff\r\n").splitlines()[:1]
    if not first or first[0][:1] in "[{<|#":
        return False
    rows = read_rows(source[:_SOME])
    names = {fold_key(name) for name in rows[0]} if rows else set()
    if len([row for row in rows if len(row) == len(rows[0])]) < max(2, len(rows) * 0.8):
        return False
    others = names & {*BEGINS, *DAYS, *PEOPLE, *ROOMS}
    return (
        len(names) > 1 and bool(names & set(TITLES)) and bool(others - set(TITLES)) and bool(names & {*BEGINS, *PEOPLE})
    )


def read(source: str, departures: Departures) -> tuple[Tree, Programme]:
    """The rows, and their events as a schedule."""
    rows = read_csv(source)
    reader = SlotReader(References(None), departures)
    slots = []
    for row in rows:
        event = folded(row)
        day = find(event, *DAYS)
        slot = reader.read(row, Around())
        slots.append(replace(slot, group=day) if day and not read_day(day) and not slot.timing.begins else slot)
    tree: Tree = list(rows)
    return tree, programme_of({}, slots, departures)
