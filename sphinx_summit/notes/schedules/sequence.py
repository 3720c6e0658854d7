"""What follows from the order of a schedule: times from lengths, and which of its lines are no sessions."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_summit.notes.schedules.programme import Departures, Slot


def that_take_place(slots: Iterable[Slot], departures: Departures) -> list[Slot]:
    """The slots, without those that do not take place or stand there twice: a grid repeats what is in all rooms."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for slot in slots:
        room = "" if slot.plenum else slot.room
        if slot.withdrawn:
            departures.add(slot.at, "an event that is withdrawn, rejected or cancelled is left out")
            continue
        what = (slot.key, slot.title, slot.timing, room)
        if slot.key and what in seen:
            departures.add(slot.at, "an event that is listed twice")
            continue
        seen.add(what)
        found.append(slot)
    return found


def in_sequence(slots: Sequence[Slot]) -> list[Slot]:
    """The slots; what has a length but no time begins when the entry before it ends."""
    keyed = any(slot.key for slot in slots)
    slots = [replace(slot, service=slot.service or (keyed and _is_mere_line(slot))) for slot in slots]
    if any(slot.timing.begins for slot in slots):
        return slots
    groups = groupby(slots, key=lambda slot: (slot.group, slot.timing.day))
    return [slot for _, group in groups for slot in _chained(group)]


def _is_mere_line(slot: Slot) -> bool:
    """Whether an entry is but a title, where others have an id: a pause, a walk, the doors open."""
    return not (slot.key or slot.speakers or slot.texts or slot.links)


def _chained(slots: Iterable[Slot]) -> Iterator[Slot]:
    clock: int | None = None
    for slot in slots:
        timing = slot.timing
        if timing.clock is None and timing.minutes is not None:
            timing = replace(timing, clock=clock)
        clock = timing.until
        if timing.clock is not None and timing.minutes is not None:
            clock = timing.clock + timing.minutes
        yield replace(slot, timing=timing)
