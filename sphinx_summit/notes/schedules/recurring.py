"""Events of a calendar that recur: RRULE of RFC 5545, section 3.3.10, by days, weeks, months and years.

Our own, as dateutil looks for the next time up to the year 9999, where none fits: a rule of thirty characters took it
twenty seconds. Here so many days are looked at, and no more.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.times import read_day, read_moment, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 100
"""An event is imported at so many of its times at most."""
MOST_IN_ALL = 5000
"""The events of a calendar are imported at so many further times at most."""
DAYS = 40_000
"""For the times of an event so many days are looked at, a hundred years."""
DAYS_IN_ALL = 400_000
"""For the times of all events of a calendar."""
_STEPS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = rf"([+-]?\d{{1,2}})?({'|'.join(_WEEKDAYS)})"
_NUMBERS = r"[+-]?0*[1-9]\d{0,2}(?:,[+-]?0*[1-9]\d{0,2})*"
_PARTS = {
    "FREQ": "|".join(_STEPS),
    "INTERVAL": r"0*[1-9]\d{0,4}",
    "COUNT": r"\d{1,5}",
    "UNTIL": ".+",
    "WKST": "|".join(_WEEKDAYS),
    "BYDAY": rf"{_WEEKDAY}(?:,{_WEEKDAY})*",
    **dict.fromkeys(("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), _NUMBERS),
}
"""The parts of a rule that are known, and what their values look like. What recurs within a day is none."""

Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Rule:
    """How an event recurs. `times`: how often in all, 0 when not said; `until`: up to when.

    `weekdays`: (which one of the month or year, 0 for each, from 0 for Monday). Numbers below 0 count from the end.
    """

    step: str
    interval: int = 1
    times: int = 0
    until: dt.datetime | None = None
    week_start: int = 0
    weekdays: frozenset[tuple[int, int]] = frozenset()
    months: Numbers = frozenset()
    month_days: Numbers = frozenset()
    year_days: Numbers = frozenset()
    weeks: Numbers = frozenset()
    positions: Numbers = frozenset()

    @property
    def ends(self) -> bool:
        """Whether the rule itself says when it ends."""
        return bool(self.times or self.until)


def read_rule(text: str, zone: str) -> Rule | None:
    """The rule that a text states; None when it has parts that are not known. `zone` is that of the calendar."""
    parts = dict(part.partition("=")[::2] for part in text.upper().strip().split(";") if part)
    if "FREQ" not in parts or not all(re.fullmatch(_PARTS.get(name, "(?!)"), value) for name, value in parts.items()):
        return None
    until = _until(parts["UNTIL"], zone) if "UNTIL" in parts else None
    weekdays = frozenset((int(n or 0), _WEEKDAYS.index(day)) for n, day in re.findall(_WEEKDAY, parts.get("BYDAY", "")))
    rule = Rule(
        parts["FREQ"],
        int(parts.get("INTERVAL", "1")),
        int(parts.get("COUNT", "0")),
        until,
        _WEEKDAYS.index(parts.get("WKST", "MO")),
        weekdays,
        *(
            frozenset(map(int, filter(None, parts.get(name, "").split(","))))
            for name in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
        ),
    )
    return None if ("UNTIL" in parts and not until) or not _makes_sense(rule) else rule


def _makes_sense(rule: Rule) -> bool:
    """The second Monday is one of a month or year; weeks have numbers in years only, and these begin on Mondays."""
    of_days = all(not number for number, _ in rule.weekdays) or rule.step in {"MONTHLY", "YEARLY"}
    of_weeks = not rule.weeks or (rule.step == "YEARLY" and not rule.week_start)
    return of_days and of_weeks


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


@dataclass(frozen=True, slots=True)
class Recurrences:
    """The times of an event, whether there would be more, and how many days were looked at."""

    times: tuple[dt.datetime, ...]
    cut: bool = False
    days: int = 0


def recurrences(rule: Rule, first: dt.datetime, last: dt.datetime, most: int, days: int = DAYS) -> Recurrences:
    """The times of an event up to a last one, so many at most; the first is its own, whether it fits the rule or not.

    `days`: so many may be looked at.
    """
    end = min(rule.until, last) if rule.until else last
    found = [first] if first <= end else []
    looked_at = 0
    for period in _periods(rule, first.date()) if found else ():
        if period[0] > end.date() or (rule.times and len(found) >= rule.times):
            break
        looked_at += len(period)
        if looked_at > min(days, DAYS):
            return Recurrences(tuple(found), bool(rule.until or rule.times), looked_at)
        moments = (dt.datetime.combine(day, first.time()) for day in _fitting(rule, first.date(), period))
        found += [moment for moment in moments if first < moment <= end]
        if len(found) > most and not 0 < rule.times <= most:
            return Recurrences(tuple(found[:most]), cut=True, days=looked_at)
    return Recurrences(tuple(found[: rule.times or None]) or (first,), days=looked_at)


def _periods(rule: Rule, first: dt.date) -> Iterator[Sequence[dt.date]]:
    """The days of each day, week, month or year of the rule, from that of the first time on."""
    try:
        for number in count(0, rule.interval):
            yield _period(rule, first, number)
    except (OverflowError, ValueError):  # after the year 9999
        return


def _period(rule: Rule, first: dt.date, number: int) -> Sequence[dt.date]:
    if rule.step == "DAILY":
        return [first + dt.timedelta(days=number)]
    if rule.step == "WEEKLY":
        start, length = first - dt.timedelta(days=(first.weekday() - rule.week_start) % 7), 7
        start += dt.timedelta(weeks=number)
    elif rule.step == "MONTHLY":
        months = first.month - 1 + number
        start = dt.date(first.year + months // 12, months % 12 + 1, 1)
        length = monthrange(start.year, start.month)[1]
    else:
        start = dt.date(first.year + number, 1, 1)
        length = 365 + isleap(start.year)
    return [dt.date.fromordinal(start.toordinal() + day) for day in range(length)]


def _fitting(rule: Rule, first: dt.date, period: Sequence[dt.date]) -> list[dt.date]:
    """The days of a period that the rule names; it means the day of the first time, where it names none."""
    fitting = [day for day in period if _fits(rule, day) and _is_like(rule, first, day)]
    if not rule.positions:
        return fitting
    places = (n - 1 if n > 0 else len(fitting) + n for n in rule.positions)
    return [fitting[place] for place in sorted(set(places)) if 0 <= place < len(fitting)]


def _fits(rule: Rule, day: dt.date) -> bool:
    length, year = monthrange(day.year, day.month)[1], 365 + isleap(day.year)
    place = day.timetuple().tm_yday
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or not rule.month_days.isdisjoint((day.day, day.day - length - 1)))
        and (not rule.year_days or not rule.year_days.isdisjoint((place, place - year - 1)))
        and (not rule.weeks or not rule.weeks.isdisjoint(_week(day)))
        and (not rule.weekdays or _is_weekday(rule, day, (place, year) if _of_year(rule) else (day.day, length)))
    )


def _of_year(rule: Rule) -> bool:
    """Whether its second Monday is that of the year."""
    return rule.step == "YEARLY" and not rule.months


def _is_weekday(rule: Rule, day: dt.date, within: tuple[int, int]) -> bool:
    """`within`: the place of the day in its month or year, and how many days that has."""
    place, length = within
    weekday = day.weekday()
    numbers = (0, (place - 1) // 7 + 1, -((length - place) // 7 + 1))
    return any((number, weekday) in rule.weekdays for number in numbers)


def _week(day: dt.date) -> tuple[int, int]:
    """The number of a day's week from the beginning and from the end of the year."""
    year, week, _ = day.isocalendar()
    return week, week - dt.date(year, 12, 28).isocalendar().week - 1


def _is_like(rule: Rule, first: dt.date, day: dt.date) -> bool:
    """Whether a day is what the first time was, as far as the rule says nothing of it."""
    if rule.weekdays or rule.month_days or rule.year_days or rule.step == "DAILY":
        return True
    if rule.step == "WEEKLY" or rule.weeks:
        return day.weekday() == first.weekday()
    return day.day == first.day and (rule.step == "MONTHLY" or bool(rule.months) or day.month == first.month)
