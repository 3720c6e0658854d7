"""Where the events of a schedule are: a walk that keeps in mind the day, the room and the hour around them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.lookup import fold_key, folded, is_localized, text
from sphinx_summit.notes.schedules.people import KEYS as PEOPLE
from sphinx_summit.notes.schedules.slots import TITLES, merged
from sphinx_summit.notes.schedules.times import read_day
from sphinx_summit.notes.schedules.timing import Around, has_time
from sphinx_summit.notes.schedules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.words import Tree

# Lists of events, and lists of something else that may look like one.
_EVENTS = {
    "events", "event", "sessions", "session", "talks", "talk", "entry", "entries", "submissions", "results", "slots",
    "presentations", "proposals", "vevent", "breaks", "schedule", "items", "activities", "children", "",
}  # fmt: skip
_OTHERS = {
    "rooms", "tracks", "track", "speakers", "persons", "people", "categories", "questions", "sponsors", "links",
    "attachments", "resources", "answers", "timeslots", "days", "conference", "meta", "organizers", "languages",
    *PEOPLE,
}  # fmt: skip
_CONTAINERS = {"days", "day", "rooms", "room", "events", "event", "sessions", "talks", "entries", "timeslots", "vevent"}
_GROUP = re.compile(r"day|track|stage|room|hall|outing")
_ABOUT_TALKS = ("abstract", "description", "slug", "speaker", "duration", "guid", *PEOPLE)


def events_in(tree: Tree) -> Iterator[tuple[Node, Around]]:
    """Each event's node and what encloses it, in the source's order."""
    yield from _walk(tree, "", Around())


def plans_nothing(tree: Tree) -> bool:
    """Whether a tree without events is a schedule all the same, with room for some."""
    node = folded(tree) if isinstance(tree, dict) else {}
    schedule = node.get("schedule")
    if "vcalendar" in node or (isinstance(schedule, dict) and folded(schedule).keys() & {"conference", "day", "days"}):
        return True
    return any(key in node and not node[key] for key in ("schedule", "sessions", "talks", "events", "days"))


def _walk(value: Tree, key: str, around: Around) -> Iterator[tuple[Node, Around]]:
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, key, around)
    elif isinstance(value, dict):
        if _is_event(value, key, around):
            yield value, around
            yield from _inner(value, around)
        else:
            around = _enclose(value, key, around)
            in_rooms = key == "rooms" and not text(folded(value).get("name"))
            for name, child in value.items():
                if isinstance(child, (dict, list)):
                    yield from _walk_child(name, child, around, in_rooms=in_rooms)


def _walk_child(name: str, child: Tree, around: Around, *, in_rooms: bool) -> Iterator[tuple[Node, Around]]:
    folded_name = fold_key(name)
    day = read_day(name) if name[:1].isdigit() else ""
    if day:
        around = replace(around, day=day)
    elif around.day and name.isdigit() and isinstance(child, dict) and around.clock is None:
        # AFPy: minutes of the day as keys, with a talk for each room below them.
        around = replace(around, clock=int(name) if int(name) < 2400 else None)
    elif in_rooms and isinstance(child, list):
        around = replace(around, room=name)
    elif folded_name in _OTHERS and not _holds_events(child):
        return
    elif isinstance(child, list) and _GROUP.search(folded_name) and folded_name not in _OTHERS | _CONTAINERS:
        around = replace(around, group=name)
        folded_name = ""
    if folded_name == "timeslots" and around.day:
        # Sessionize's grid has each session a second time, by the hour.
        return
    yield from _walk(child, "" if day or name.isdigit() or in_rooms else folded_name, around)


def _holds_events(value: Tree) -> bool:
    """Whether a list of rooms, days or the like leads to lists of events."""
    nodes = value if isinstance(value, list) else [value]
    return any(
        isinstance(node, dict)
        and any(
            isinstance(child, (list, dict))
            and (fold_key(name) in _CONTAINERS or (isinstance(child, list) and _is_list_of_events(child)))
            for name, child in node.items()
        )
        for node in nodes
    )


def _is_list_of_events(value: list[Tree]) -> bool:
    return any(isinstance(node, dict) and _is_event(node, "", Around()) for node in value[:3])


def _is_event(node: Node, key: str, around: Around) -> bool:
    """Whether a node is an event: it has a title and says something of a talk, or is at some time in some room."""
    if key and key not in _EVENTS and key not in _CONTAINERS:
        return False
    event = merged(node)
    timed = has_time(event)
    titled = any(text(event.get(name)) for name in TITLES)
    if "acronym" in event or "dayscount" in event or (_holds_others(node, key) and not (titled and timed)):
        return False
    timed = timed or around.clock is not None
    if titled:
        return timed or any(event.get(name) for name in _ABOUT_TALKS)
    if text(event.get("slug")):
        return timed or "duration" in event
    return timed and any(isinstance(event.get(name), Words) for name in ("guid", "code", "room", "submission"))


def _holds_others(node: Node, key: str) -> bool:
    """Whether a node is a day, a room or the like, which holds events."""
    if key in {"room", "rooms", "day", "days"}:
        return True
    return any(isinstance(node.get(name), (dict, list)) for name in _CONTAINERS - {"room"})


def _inner(node: Node, around: Around) -> Iterator[tuple[Node, Around]]:
    """The events within an event, such as the posters of a poster session: at the same time and place."""
    for name, child in node.items():
        if fold_key(name) in {"sessions", "children", "subevents", "talks"} and isinstance(child, list):
            event = folded(node)
            begins, ends = (text(event.get(key)) or "" for key in ("start", "end"))
            room = text(event.get("room")) or around.room
            for each in child:
                if isinstance(each, dict) and _is_event(each, "sessions", around):
                    yield each, replace(around, begins=begins, ends=ends, room=room)


def _enclose(node: Node, key: str, around: Around) -> Around:
    """What a day, a room or a group says of the events in it."""
    folds = folded(node)
    day = text(folds.get("date")) or text(folds.get("day"))
    if day and not is_localized(node) and read_day(day):
        around = replace(around, day=read_day(day))
    name = text(folds.get("name"))
    if name and key in {"room", "rooms"}:
        around = replace(around, room=name)
    elif (group := text(folds.get("groupname"))) and not read_day(group):
        around = replace(around, group=group)
    return around
