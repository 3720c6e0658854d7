"""A schedule, whatever its form: the event, its slots and its people. Texts are `Words` where the source has them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Remark

if TYPE_CHECKING:
    from sphinx_summit.notes.schedules.words import Words


@dataclass(frozen=True, slots=True)
class Link:
    """An address that belongs to a session. `kind` is one of the session's options (slides, video), or empty."""

    url: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `lines` is what the source says of them otherwise: a tag line, a biography. `key`: their id there."""

    name: str
    organization: str = ""
    key: str = ""
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """When a slot is, as far as its source says, in its own terms.

    `day` is the conference's day (ISO); `clock` minutes after that day's midnight; `begins`, `ends` points in time,
    with their offset if the source gives one; `minutes` the length.
    """

    day: str = ""
    clock: int | None = None
    until: int | None = None
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry of a schedule. `start` and `end` are minutes after midnight of the conference's day `day`.

    `key` is its id in the source, `ids` are all of them. `group` parts slots without a date. `service`: a break, a
    registration: no session.
    `plenum`: for everyone, in whatever room. `withdrawn`: it does not take place. `others`: what else the source says
    of it, with a label.
    """

    title: str
    timing: Timing
    key: str = ""
    ids: tuple[str, ...] = ()
    room: str = ""
    track: str = ""
    format: str = ""
    language: str = ""
    url: str = ""
    subtitle: str = ""
    texts: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    links: tuple[Link, ...] = ()
    topics: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    group: str = ""
    service: bool = False
    plenum: bool = False
    withdrawn: bool = False
    at: int = 0
    day: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole schedule. `first` and `last` are days (ISO); `timezone` an IANA name or an offset; empty: not said."""

    name: str = ""
    slots: tuple[Slot, ...] = ()
    first: str = ""
    last: str = ""
    timezone: str = ""
    venue: str = ""
    city: str = ""
    url: str = ""
    texts: tuple[str, ...] = ()
    left: tuple[tuple[str, Words], ...] = ()


@dataclass
class Departures:
    """Collects where a source departs from its format; what happens often is told once, with its number."""

    first: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, offset: int, message: str) -> None:
        """Note a departure at a place of the source."""
        self.first.setdefault(message, max(offset, 0))
        self.counts[message] += 1

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """One remark for each kind of departure, at its first place."""
        return tuple(
            Remark(offset, message + (f" ({self.counts[message]} times)" if self.counts[message] > 1 else ""))
            for message, offset in sorted(self.first.items(), key=lambda item: item[1])
        )
