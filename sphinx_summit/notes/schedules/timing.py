"""When an event is, by whichever of its fields say so, and by what encloses it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.lookup import find
from sphinx_summit.notes.schedules.programme import Timing
from sphinx_summit.notes.schedules.times import read_clock, read_day, read_minutes, read_moment
from sphinx_summit.notes.schedules.words import Words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.programme import Departures

BEGINS = (
    "date", "startsat", "start", "starttime", "begin", "dtstart", "sessionstarttime", "time", "from",
    "開始", "開始時刻", "時間", "時刻",
)  # fmt: skip
ENDS = ("endsat", "end", "endtime", "dtend", "sessionendtime", "until", "to", "終了", "終了時刻")
LENGTHS = ("duration", "lengthinminutes", "length")
DAYS = ("day", "date", "日付", "日")
_RANGE = re.compile(r"(?P<from>.*?\d.*?)\s*(?:[-–—~〜～]|to|bis|until)\s*(?P<to>\d.*)", re.DOTALL)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Around:
    """What encloses an event says of it."""

    day: str = ""
    clock: int | None = None
    room: str = ""
    group: str = ""
    begins: str = ""
    ends: str = ""


def has_time(event: Node) -> bool:
    """Whether an event says when it begins."""
    return any(
        words[:1].isdigit() for key in BEGINS if isinstance(words := event.get(key), Words) and len(words) < _LONGEST
    )


def timing_of(event: Node, around: Around, at: int, departures: Departures) -> Timing:
    """When the event is."""
    begins, ends = _said(event, around)
    moment, clock = _moment(begins), _clock(begins)
    days = (read_day(words) for key in DAYS if (words := find(event, key)) and not read_moment(words))
    day = next(filter(None, days), "")
    if begins and moment is None and clock is None and around.clock is None and not day:
        departures.add(at, f"a time that can't be read: {begins[0][:_LONGEST]!r}")
    length = find(event, *LENGTHS)
    minutes = read_minutes(length) if length else None
    if length and minutes is None:
        departures.add(at, f"a length that can't be read: {length[:_LONGEST]!r}")
    return Timing(
        day=around.day or day,
        clock=around.clock if clock is None else clock,
        until=_clock(ends),
        begins=moment,
        ends=_moment(ends),
        minutes=minutes,
    )


def _said(event: Node, around: Around) -> tuple[list[str], list[str]]:
    """The texts that say when an event begins and ends; `10:00-10:30` says both."""
    begins: list[str] = []
    ends: list[str] = [words for key in ENDS if (words := find(event, key))]
    for key in BEGINS:
        words = find(event, key)
        split = _RANGE.fullmatch(words) if words and len(words) < _LONGEST and not read_moment(words) else None
        if split and read_clock(split["from"]) is not None and not read_day(split.string):
            begins.append(split["from"])
            ends.append(split["to"])
        elif words:
            begins.append(words)
    return begins or [text for text in (around.begins,) if text], ends or [text for text in (around.ends,) if text]


def _moment(texts: Iterable[str]) -> dt.datetime | None:
    return next((found for text in texts if (found := read_moment(text))), None)


def _clock(texts: Iterable[str]) -> int | None:
    """The first time of day; a date, with or without a time, is none."""
    clocks = (read_clock(text) for text in texts if not read_moment(text) and not read_day(text))
    return next((found for found in clocks if found is not None), None)
