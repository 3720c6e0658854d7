"""Events of a calendar that recur: RRULE of RFC 5545, section 3.3.10, as far as programmes of conferences need it.

By days, weeks (on days of the week), months and years; every second one and so on; so many times, or up to a day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.times import read_day, read_moment, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 100
"""An event is imported at so many of its times at most."""
MOST_IN_ALL = 5000
"""The events of a calendar are imported at so many further times at most."""
_STEPS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}
_IN_VAIN = 1000
"""After so many steps without a time (a 31st, a 29th of February) no further one is looked for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How an event recurs. `times`: how often in all, 0 when not said; `until`: up to when; `weekdays`: 0 is Monday."""

    step: str
    interval: int = 1
    times: int = 0
    until: dt.datetime | None = None
    weekdays: tuple[int, ...] = ()

    @property
    def ends(self) -> bool:
        """Whether the rule itself says when it ends."""
        return bool(self.times or self.until)


def read_rule(text: str, zone: str) -> Rule | None:
    """The rule that a text states; None when it has parts that are not known. `zone` is that of the calendar."""
    parts = dict(part.partition("=")[::2] for part in text.upper().strip().split(";") if part)
    numbers = [parts.get(name, default) for name, default in (("INTERVAL", "1"), ("COUNT", "0"))]
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    until = _until(parts["UNTIL"], zone) if "UNTIL" in parts else None
    known = parts.get("FREQ") in _STEPS and parts.keys() <= _PARTS and all(day in _WEEKDAYS for day in days)
    plain = all(re.fullmatch(r"[0-9]{1,5}", number) for number in numbers) and int(numbers[0]) > 0
    if not (known and plain) or (days and parts["FREQ"] != "WEEKLY") or ("UNTIL" in parts and not until):
        return None
    weekdays = tuple(sorted({_WEEKDAYS.index(day) for day in days}))
    return Rule(parts["FREQ"], int(numbers[0]), int(numbers[1]), until, weekdays)


def _until(text: str, zone: str) -> dt.datetime | None:
    """The last moment, in the calendar's own time; a day includes all of its hours."""
    moment = read_moment(text)
    if moment is None:
        day = read_day(text)
        return dt.datetime.fromisoformat(f"{day}T23:59:59") if day else None
    where = zone_of(zone)
    try:
        return (moment.astimezone(where) if moment.tzinfo and where else moment).replace(tzinfo=None)
    except OverflowError:
        return None


def recurrences(rule: Rule, first: dt.datetime, last: dt.datetime, most: int) -> tuple[list[dt.datetime], bool]:
    """The times of an event up to a last one, so many at most, and whether there would be more."""
    end = min(rule.until, last) if rule.until else last
    found: list[dt.datetime] = []
    for moment in _moments(rule, first):
        if moment > end or (rule.times and len(found) >= rule.times):
            break
        if len(found) == most:
            return found, True
        found.append(moment)
    return found or [first], False


def _moments(rule: Rule, first: dt.datetime) -> Iterator[dt.datetime]:
    """The times without an end; the first is the event's own."""
    yield first
    in_vain = 0
    try:
        for number in count(0 if rule.weekdays else rule.interval, rule.interval):
            moments = list(_stepped(rule, first, number))
            in_vain = 0 if moments else in_vain + 1
            if in_vain > _IN_VAIN:
                return
            yield from (moment for moment in moments if moment > first)
    except OverflowError:
        return


def _stepped(rule: Rule, first: dt.datetime, number: int) -> Iterator[dt.datetime]:
    """The times that are so many steps after the first."""
    if rule.step == "DAILY":
        yield first + dt.timedelta(days=number)
    elif rule.step == "WEEKLY":
        monday = first + dt.timedelta(weeks=number) - dt.timedelta(days=first.weekday())
        yield from (monday + dt.timedelta(days=day) for day in rule.weekdays or (first.weekday(),))
    else:
        months = first.month - 1 + (number if rule.step == "MONTHLY" else 12 * number)
        year, month = first.year + months // 12, months % 12 + 1
        if year > dt.MAXYEAR:
            raise OverflowError
        if first.day <= calendar.monthrange(year, month)[1]:
            yield first.replace(year=year, month=month)
