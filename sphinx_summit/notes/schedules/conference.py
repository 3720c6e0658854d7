"""The event that a schedule plans: its name, days, zone and place, as far as the file says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.lookup import find, folded
from sphinx_summit.notes.schedules.programme import Programme
from sphinx_summit.notes.schedules.times import common_zone, read_day, read_zone, settle, zone_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.programme import Departures, Slot
    from sphinx_summit.notes.schedules.words import Tree, Words

_NAMES = ("title", "name", "xwrcalname", "conferencename", "eventname")
_FIRST = ("start", "datefrom", "eventstart", "startdate")
_LAST = ("end", "dateto", "eventend", "enddate")
_ZONES = ("timezonename", "timezone", "xwrtimezone", "tz")
_TEXTS = ("description", "abstract", "xwrcaldesc")


def programme_of(tree: Tree, slots: Sequence[Slot], departures: Departures) -> Programme:
    """The schedule, its slots on their days."""
    facts: Node = {}
    for node in _describing(tree):
        facts = {**node, **facts}
    zone = find(facts, *_ZONES)
    named = read_zone(zone) if zone else ""
    if zone and not named:
        departures.add(zone.start, f"a time zone that is not known: {zone[:40]!r}")
    if named and _contradicts(zone_of(named), slots):
        departures.add(
            zone.start if zone else 0, "the times of the events are not those of the zone that the file names"
        )
        named = ""
    timezone = named or common_zone(slots)
    list_name, list_url = _listed(tree)
    url = find(facts, "url", "baseurl") or list_url
    return Programme(
        name=find(facts, *_NAMES) or list_name or "",
        slots=settle(slots, timezone, departures),
        first=_day(facts, _FIRST),
        last=_day(facts, _LAST),
        timezone=timezone,
        venue=find(facts, "venue", "location") or "",
        city=find(facts, "city") or "",
        url=url if re.fullmatch(r"https?://\S+", url) else "",
        texts=tuple(words for key in _TEXTS if (words := find(facts, key))),
    )


_PAGE_OF_LIST = re.compile(r"(?P<site>https?://[^\s/?#]+(?:/[^\s?#]*?)?)/api/events/(?P<event>[\w-]+)/[\w-]+/?(?:\?|$)")


def _listed(tree: Tree) -> tuple[Words | None, str]:
    """The event of which a file is one page of a list, and its address, as the links to the other pages say (pretalx).

    https://docs.pretalx.org/api/fundamentals/, "Pagination"; an event's own pages lie at `/<event>/`.
    """
    outer = folded(tree) if isinstance(tree, dict) else {}
    links = [words for key in ("next", "previous") if (words := find(outer, key))] if "results" in outer else []
    for words in links:
        if match := _PAGE_OF_LIST.match(words):
            return words.cut(*match.span("event")), f"{match['site']}/{match['event']}/"
    return None, ""


def _contradicts(zone: dt.tzinfo | None, slots: Sequence[Slot]) -> bool:
    """Whether the times of day that stand beside dates with an offset are those of the offset, and not of the zone."""
    here = there = 0
    for slot in slots:
        begins, clock = slot.timing.begins, slot.timing.clock
        if zone and begins and begins.tzinfo and clock is not None:
            local = begins.astimezone(zone)
            here += local.hour * 60 + local.minute == clock % 1440
            there += begins.hour * 60 + begins.minute == clock % 1440
    return there > here


def _day(facts: Node, names: tuple[str, ...]) -> str:
    words = find(facts, *names)
    return read_day(words[:10]) if words else ""


def _describing(tree: Tree) -> Iterator[Node]:
    """The nodes that may describe the conference, the most certain first."""
    if not isinstance(tree, dict):
        return
    outer = folded(tree)
    for key in ("schedule", "event", "conference", "icalendar", "vcalendar"):
        inner = outer.get(key)
        if isinstance(inner, dict):
            node = folded(inner)
            deeper = node.get("conference") or node.get("vcalendar")
            if isinstance(deeper, dict):
                yield folded(deeper)
            yield {k: v for k, v in node.items() if not isinstance(v, (dict, list))}
    yield {k: v for k, v in outer.items() if not isinstance(v, (dict, list))}


def series_of(events: Sequence[Node]) -> tuple[str, str]:
    """The event's name and year, where it is the events that say of which event they are (Write the Docs)."""
    said = {(find(node, "event"), find(node, "series"), find(node, "year")) for node in events}
    if len(said) != 1:
        return "", ""
    name, series, year = next(iter(said))
    year = year if year and re.fullmatch(r"\d{4}", year) else None
    return str(name or f"{series or ''} {year or ''}".strip() if name or series else ""), str(year or "")
