"""Where a schedule departs from the c3voc/frab format: what its JSON schema and XSD ask for and programs rely on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.lookup import find, folded
from sphinx_summit.notes.schedules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.programme import Departures
    from sphinx_summit.notes.schedules.words import Tree

_FIELDS = (
    ("guid", re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "a UUID"),
    ("id", re.compile(r"[1-9]\d*"), "a number from 1"),
    ("date", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"), "a time with its offset"),
    ("start", re.compile(r"\d{1,2}:\d\d"), "a time such as 09:30"),
    ("duration", re.compile(r"\d{1,2}:\d\d"), "a length such as 0:30"),
    ("slug", re.compile(r"[a-z0-9_-]*[a-z0-9]"), "made of a-z, 0-9, - and _"),
)
_UNIQUE = ("guid", "id", "slug")


def check_frab(tree: Tree, events: Iterable[Node], departures: Departures) -> None:
    """Note the departures of a schedule of this family; nothing for other forms."""
    outer = folded(tree) if isinstance(tree, dict) else {}
    schedule = outer.get("schedule")
    if not isinstance(schedule, dict) or "conference" not in schedule:
        return
    if "events" in schedule:
        return
    seen: set[tuple[str, str]] = set()
    for node in events:
        event = folded(node)
        for name, pattern, meaning in _FIELDS:
            _check(event.get(name), name, pattern, meaning, departures)
        for name in _UNIQUE:
            value = find(event, name)
            if value and (name, str(value)) in seen:
                departures.add(value.start, f"the {name} of an event is that of another")
            elif value:
                seen.add((name, str(value)))


def _check(value: Tree, name: str, pattern: re.Pattern[str], meaning: str, departures: Departures) -> None:
    if isinstance(value, Words) and value and not pattern.fullmatch(value):
        departures.add(value.start, f"the {name} of an event is not {meaning}")
