"""iCalendar: a slot for each VEVENT, and for each of its times when it recurs."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.conference import programme_of
from sphinx_summit.notes.schedules.ical_tree import read_ical
from sphinx_summit.notes.schedules.people import by_name
from sphinx_summit.notes.schedules.programme import Link, Slot, Timing
from sphinx_summit.notes.schedules.recurring import DAYS_IN_ALL, MOST, MOST_IN_ALL, read_rule, recurrences
from sphinx_summit.notes.schedules.slots import is_service_title
from sphinx_summit.notes.schedules.times import in_zone, read_day, read_minutes, read_moment, zone_of
from sphinx_summit.notes.schedules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.programme import Departures, Programme, Speaker
    from sphinx_summit.notes.schedules.words import Tree

_BEGIN = re.compile(r"(?:\ufeff|\s|<!--)*BEGIN:VCALENDAR", re.IGNORECASE)
_CANCELLED = "CANCELLED"


def looks_so(source: str) -> bool:
    """Whether a text is a calendar with events."""
    return bool(_BEGIN.match(source)) and re.search(r"(?im)^BEGIN:VEVENT", source) is not None


def may_be(source: str) -> bool:
    """Whether a file that is named like a calendar is one, with or without events."""
    return re.search(r"(?im)^BEGIN:V(?:CALENDAR|EVENT)", source) is not None


def read(source: str, departures: Departures) -> tuple[Tree, Programme]:
    """The calendar's tree, and its events as a schedule."""
    root = read_ical(source)
    calendars = list(_nodes(root, "VCALENDAR")) or [root]
    calendar = calendars[0]
    zone = _zone(calendar)
    events = [event for each in calendars for event in _nodes(each, "VEVENT")]
    slots = [_slot(event, zone, departures) for event in events]
    if len({slot.speakers for slot in slots}) * 3 < len(slots):
        # An organiser who is that of most events is the conference's, no speaker.
        slots = [
            replace(slot, speakers=tuple(_named(event, "ATTENDEE"))) for slot, event in zip(slots, events, strict=True)
        ]
    recurring = _Recurring(slots, events, zone, departures)
    slots = [each for slot, event in zip(slots, events, strict=True) for each in recurring.slots(slot, event)]
    facts: Node = {
        key: values[0] for key, values in calendar.items() if isinstance(values, list) and key.startswith("X-WR")
    }
    if zone:
        facts["timezone"] = zone
    return root, programme_of(facts, slots, departures)


def _nodes(node: Node, name: str) -> Iterator[Node]:
    values = node.get(name)
    return (each for each in values if isinstance(each, dict)) if isinstance(values, list) else iter(())


def _first(event: Node, name: str) -> Words | None:
    values = event.get(name)
    return (
        next((each for each in values if isinstance(each, Words) and each), None) if isinstance(values, list) else None
    )


def _all(event: Node, name: str) -> list[Words]:
    values = event.get(name)
    return [each for each in values if isinstance(each, Words) and each] if isinstance(values, list) else []


def _zone(calendar: Node) -> Words | None:
    """The calendar's zone: as it says, or that of its only VTIMEZONE, or the first one that an event names."""
    named = _first(calendar, "X-WR-TIMEZONE") or _first(calendar, "VTIMEZONE")
    zones = [named] if named else [_first(zone, "TZID") for zone in _nodes(calendar, "VTIMEZONE")]
    zones += [_first(event, "DTSTART;TZID") for event in _nodes(calendar, "VEVENT")]
    return next((zone for zone in zones if zone and zone_of(zone)), None)


def _slot(event: Node, zone: Words | None, departures: Departures) -> Slot:
    title, begins = _first(event, "SUMMARY"), _first(event, "DTSTART")
    at = next((words.start for words in (title, begins) if words), 0)
    if not title:
        departures.add(at, "an event without a title")
    if not begins:
        departures.add(at, "an event without a time")
    cancelled = (_first(event, "STATUS") or "").upper() == _CANCELLED
    description = _first(event, "DESCRIPTION")
    url = _first(event, "URL")
    return Slot(
        title=title or _first(event, "UID") or "",
        timing=_timing(event, begins, zone, at, departures),
        key=_first(event, "UID") or "",
        room=_first(event, "LOCATION") or "",
        format=_first(event, "CATEGORIES") or "",
        url=url if url and re.fullmatch(r"https?://\S+", url) else "",
        texts=tuple(text for text in (description,) if text and text != title),
        speakers=tuple(_people(event)),
        links=tuple(Link(words, "") for words in _all(event, "ATTACH") if words.startswith("http")),
        service=bool(title) and not description and is_service_title(title or ""),
        others=(("status", "cancelled"),) if cancelled else (),
        at=at,
    )


def _timing(event: Node, begins: Words | None, zone: Words | None, at: int, departures: Departures) -> Timing:
    ends, length = _first(event, "DTEND"), _first(event, "DURATION")
    start = _moment(event, "DTSTART", begins, zone)
    if begins and start is None and not read_day(begins):
        departures.add(at, f"a time that can't be read: {begins[:40]!r}")
    return Timing(
        day="" if start or not begins else read_day(begins),
        begins=start,
        ends=_moment(event, "DTEND", ends, zone) if start else None,
        minutes=read_minutes(length) if length else None,
    )


def _moment(event: Node, name: str, words: Words | None, zone: Words | None) -> dt.datetime | None:
    """A point in time. In another zone than the calendar's it keeps its own offset."""
    moment = read_moment(words) if words else None
    named = _first(event, f"{name};TZID")
    if moment is None or moment.tzinfo is not None or not named or named == zone:
        return moment
    own = zone_of(named)
    return moment.replace(tzinfo=own) if own else moment


# -- what recurs ---------------------------------------------------------------------------------------------


class _Recurring:
    """Gives slots at all of their times. All points in time are in the calendar's own."""

    def __init__(
        self, slots: Sequence[Slot], events: Sequence[Node], zone: Words | None, departures: Departures
    ) -> None:
        self.zone = zone
        self.departures = departures
        begun = [begins for slot in slots if (begins := self._begins(slot))]
        self.last = max(begun, default=dt.datetime.min).replace(hour=23, minute=59)
        """The calendar's last day, up to which a rule without an end goes on."""
        self.changed: dict[str, set[dt.datetime]] = defaultdict(set)
        """The times at which another entry stands instead, by the key of an event."""
        for slot, event in zip(slots, events, strict=True):
            self.changed[slot.key].update(self._points(event, "RECURRENCE-ID"))
        self.left = MOST_IN_ALL
        self.days = DAYS_IN_ALL

    def slots(self, slot: Slot, event: Node) -> Iterator[Slot]:
        """A slot at each of its times."""
        begins = self._begins(slot)
        if not begins or not (_first(event, "RRULE") or _first(event, "RDATE")):
            yield slot
            return
        most = min(MOST, self.left + 1)
        moments = {begins, *self._by_rule(event, begins, most, slot.at), *islice(self._points(event, "RDATE"), most)}
        moments -= {*self._points(event, "EXDATE"), *self.changed[slot.key]}
        self.left = max(self.left - len(moments), 0)
        for number, moment in enumerate(sorted(moments)):
            yield _moved(slot, moment - begins, again=number > 0)

    def _by_rule(self, event: Node, begins: dt.datetime, most: int, at: int) -> Sequence[dt.datetime]:
        said = _first(event, "RRULE")
        rule = read_rule(said, self.zone or "") if said else None
        if said and not rule:
            self.departures.add(at, f"an event that recurs in a way that is not known: {said[:60]!r}")
        if not rule:
            return ()
        found = recurrences(rule, begins, dt.datetime.max if rule.ends else self.last, most, self.days)
        self.days = max(self.days - found.days, 0)
        if found.cut:
            self.departures.add(at, f"an event that recurs more often than {most} times: the later ones are left out")
        elif not rule.ends:
            self.departures.add(at, "an event that recurs without an end: up to the calendar's last day it is imported")
        return found.times

    def _begins(self, slot: Slot) -> dt.datetime | None:
        if slot.timing.begins:
            return self._own(slot.timing.begins)
        return dt.datetime.fromisoformat(slot.timing.day) if slot.timing.day else None

    def _own(self, moment: dt.datetime | None) -> dt.datetime | None:
        return in_zone(moment, zone_of(self.zone) if self.zone else None)

    def _points(self, event: Node, name: str) -> Iterator[dt.datetime]:
        """The points in time of a property that may hold several."""
        for part in ",".join(_all(event, name)).split(","):
            day = read_day(part)
            local = self._own(read_moment(part) or (dt.datetime.fromisoformat(day) if day else None))
            if local:
                yield local


def _moved(slot: Slot, by: dt.timedelta, *, again: bool) -> Slot:
    """A slot at a later time. What is said of it stands once."""
    timing = slot.timing
    moved = replace(
        timing,
        day=(dt.date.fromisoformat(timing.day) + by).isoformat() if timing.day else "",
        begins=_later(timing.begins, by),
        ends=_later(timing.ends, by),
    )
    return replace(slot, timing=moved, texts=(), links=()) if again else replace(slot, timing=moved)


def _later(moment: dt.datetime | None, by: dt.timedelta) -> dt.datetime | None:
    """A later point in time; none after the year 9999."""
    try:
        return moment + by if moment else None
    except OverflowError:
        return None


def _people(event: Node) -> Iterator[Speaker]:
    """Who is named as attending, or else as organising."""
    attending = list(_named(event, "ATTENDEE"))
    yield from attending or _named(event, "ORGANIZER")


def _named(event: Node, name: str) -> Iterator[Speaker]:
    """The names of people. An address of theirs is never shown."""
    seen: set[str] = set()
    for words in [*_all(event, f"{name};CN"), *_all(event, name)]:
        if words not in seen and not re.search(r"(?i)mailto:|@|^invalid:|^https?:", words):
            seen.add(words)
            yield from by_name(words)
