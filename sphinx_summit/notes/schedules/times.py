"""Times in schedules: reading them as they are written, and putting them on the days of the conference."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import read_timezone
from sphinx_summit.notes.recognise.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.schedules.programme import Departures, Slot

_MOMENT = re.compile(
    r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d\d:?(?:\d\d)?)?"
)
_DAY = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?![\d:])")
_CLOCK = re.compile(
    r"(?i)(\d{1,2})[:.h時시](\d\d)?分?(?::\d\d)?\s*(a\.?m|p\.?m)?|(\d\d)(\d\d)(?!\d)|(\d{1,2})\s*([ap]\.?m)"
)
_PERIOD = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
_LENGTH = re.compile(r"(\d{1,3}):(\d{1,2})(?::\d\d)?")
_MINUTES = re.compile(r"(?i)(\d{1,4})(?:\.0+)?\s*(?:m|min|mins|minutes?|分|분)?\.?")
_DAY_MINUTES = 24 * 60
LATEST = 40 * 60
"""Options hold times up to 39:59."""
_NEXT_MORNING = 34 * 60
"""No day of a conference goes on longer; what begins later is listed under a wrong day."""
_SMALL_HOURS = 5 * 60
"""What begins earlier belongs to the day before, when that went on until late."""
_LATE = 22 * 60


def read_moment(text: str) -> dt.datetime | None:
    """A date with a time, and its offset if it has one: ISO 8601 in its forms, and iCalendar's."""
    match = _MOMENT.match(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        moment = dt.datetime(int(year), int(month), int(day), int(hour) % 24, int(minute), int(second or 0) % 60)
        moment += dt.timedelta(days=int(hour) // 24)
        return moment.replace(tzinfo=_offset(zone)) if zone else moment
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> dt.tzinfo:
    if text in {"Z", "UTC"}:
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def read_day(text: str, year: str = "") -> str:
    """The day that a text begins with or names, ISO; empty if it names none."""
    match = _DAY.match(text.strip())
    if match:
        try:
            return dt.date(int(match[1]), int(match[3]), int(match[4])).isoformat()
        except ValueError:
            return ""
    found = [date for date in find_dates(text, year) if not date.is_range] if len(text) < 60 else []
    return found[0].period.start if found else ""


def read_clock(text: str) -> int | None:
    """A time of day in minutes: `9:30`, `09:30:00`, `0930`, `9h30`, `9:30 pm`, `14時30分`."""
    match = _CLOCK.match(text.strip())
    if not match:
        return None
    hour, minute, half, hour2, minute2, hour3, half2 = match.groups()
    hours, minutes = int(hour or hour2 or hour3), int(minute or minute2 or 0)
    half = (half or half2 or "").casefold().replace(".", "")
    if half and hours <= 12:
        hours = hours % 12 + (12 if half == "pm" else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total < LATEST else None


def read_minutes(text: str) -> int | None:
    """A length in minutes: `0:30`, `00:30:00`, `30`, `30 min`, `PT30M`."""
    text = text.strip()
    if match := _LENGTH.fullmatch(text):
        return int(match[1]) * 60 + int(match[2])
    if match := _MINUTES.fullmatch(text):
        return int(match[1])
    if (match := _PERIOD.fullmatch(text)) and any(match.groups()):
        days, hours, minutes = (int(group or 0) for group in match.groups())
        return days * _DAY_MINUTES + hours * 60 + minutes
    return None


def read_zone(text: str) -> str:
    """A time zone's name or offset, if it is one that an event may have; else nothing."""
    try:
        name = read_timezone(text)
    except ValueError:
        return ""
    return name if zone_of(name) else ""


def zone_of(name: str) -> dt.tzinfo | None:
    """The zone behind a name or an offset."""
    if re.fullmatch(r"[+-]\d\d:\d\d", name):
        return _offset(name)
    try:
        return dt.UTC if name == "UTC" else zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def common_zone(slots: Sequence[Slot]) -> str:
    """The offset that most slots have; UTC only when nothing else is there."""
    offsets = Counter(
        slot.timing.begins.strftime("%z")
        for slot in slots
        if slot.timing.begins is not None and slot.timing.begins.tzinfo is not None
    )
    local = [offset for offset, _ in offsets.most_common() if offset != "+0000"]
    if not local:
        return "UTC" if offsets else ""
    return f"{local[0][:3]}:{local[0][3:5]}"


def show(minutes: int) -> str:
    """`16:10`; past midnight `24:30`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


# -- days of the conference ------------------------------------------------------------------------------


def settle(slots: Sequence[Slot], zone: str, departures: Departures) -> tuple[Slot, ...]:
    """The slots with `day`, `start` and `end`, by the conference's days."""
    where = zone_of(zone)
    settled = [_settle(slot, where, departures) for slot in slots]
    return tuple(_join_nights(settled))


def in_zone(moment: dt.datetime | None, zone: dt.tzinfo | None) -> dt.datetime | None:
    """A point in time as clocks in a zone show it; without a zone as it is written."""
    if moment is None or moment.tzinfo is None or zone is None:
        return moment.replace(tzinfo=None) if moment else None
    try:
        return moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        return moment.replace(tzinfo=None)


def _settle(slot: Slot, zone: dt.tzinfo | None, departures: Departures) -> Slot:
    timing = slot.timing
    begins, ends = in_zone(timing.begins, zone), in_zone(timing.ends, zone)
    day = timing.day
    start = timing.clock
    if begins is not None:
        start = _minutes_after(begins, day)
        if not day or start is None:
            if day:
                departures.add(slot.at, "an event is listed under a day on which it is not")
            day = begins.date().isoformat()
            start = begins.hour * 60 + begins.minute
        if timing.clock is not None and timing.clock % _DAY_MINUTES != start % _DAY_MINUTES:
            departures.add(slot.at, "the time of day and the date of an event differ; the date counts")
    elif start is not None and day and start < _SMALL_HOURS:
        start += _DAY_MINUTES
    end = _end(slot, day, start, ends, departures)
    return replace(slot, day=day, start=start, end=end)


def _minutes_after(moment: dt.datetime, day: str) -> int | None:
    """Minutes from a day's midnight, if the moment may belong to that day."""
    if not day:
        return None
    minutes = int((moment - dt.datetime.fromisoformat(day)).total_seconds() // 60)
    return minutes if 0 <= minutes < _NEXT_MORNING else None


def _end(slot: Slot, day: str, start: int | None, ends: dt.datetime | None, departures: Departures) -> int | None:
    timing = slot.timing
    if start is None:
        return None
    if ends is not None and day:
        end = int((ends - dt.datetime.fromisoformat(day)).total_seconds() // 60)
    elif timing.until is not None:
        end = timing.until if timing.until >= start else timing.until + _DAY_MINUTES
    elif timing.minutes is not None:
        end = start + timing.minutes
    else:
        return None
    if end < start:
        departures.add(slot.at, "an event ends before it begins; its end is left out")
    elif end >= LATEST:
        departures.add(slot.at, "an event lasts longer than its day; its end is left out")
    return end if start <= end < LATEST else None


def _join_nights(slots: list[Slot]) -> list[Slot]:
    """Small hours go to the day before, where the source names no days and that day went on until late."""
    late = {
        slot.day for slot in slots if slot.day and slot.start is not None and max(slot.start, slot.end or 0) >= _LATE
    }
    joined = []
    for slot in slots:
        if slot.timing.day or slot.start is None or not slot.day or slot.start >= _SMALL_HOURS:
            joined.append(slot)
            continue
        before = (dt.date.fromisoformat(slot.day) - dt.timedelta(days=1)).isoformat() if slot.day > "0001-01-01" else ""
        if before not in late:
            joined.append(slot)
            continue
        end = None if slot.end is None else slot.end + _DAY_MINUTES
        end = end if end is not None and end < LATEST else None
        joined.append(replace(slot, day=before, start=slot.start + _DAY_MINUTES, end=end))
    return joined
