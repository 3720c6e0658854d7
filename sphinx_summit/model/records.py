"""The seven kinds of objects, as frozen records.

A record holds what its author wrote, read into values but not yet joined: references to other
objects are the author's text (an id, a former id or a name) until `index.SummitIndex` resolves them.
An empty string, an empty tuple or None means "not said".
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import ClassVar, NamedTuple, Self

Which = bool | tuple[str, ...]
"""Which of an object's names something holds for: all, none, or those listed."""


class Place(NamedTuple):
    """Where an object is described: the page, the anchor on it, the line from 1 (0: unknown)."""

    docname: str
    anchor: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.docname}:{self.line}" if self.line else self.docname


@dataclass(frozen=True, slots=True)
class Row:
    """Where a registry has an object: the file as conf.py spells it, the line from 1 (None: unknown).

    `yields`: it comes with the package or from an import, for files of one's own to say it better.
    """

    file: str
    line: int | None = None
    yields: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Period:
    """A first and a last day, each as exact as known: `2012-10-15`, `2014-05` or `2014`; empty when unknown."""

    start: str = ""
    end: str = ""

    def __bool__(self) -> bool:
        return bool(self.start)


@dataclass(frozen=True, slots=True)
class Speaker:
    """One entry of a `:speakers:` line; the name may be a person's id, or empty where only the company is known."""

    name: str
    organization: str = ""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name in use until a date (`2013`, `2014-03-12`; empty: unknown)."""

    name: str
    until: str = ""
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Phase:
    """A state of a release from a date on; the last phase may have no date: it holds now, since nobody knows when."""

    state: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where a person worked, with the time if known."""

    organization: str
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Link:
    """An address that belongs to a session: its slides, its video …"""

    kind: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What all kinds have in common."""

    kind: ClassVar[str]

    id: str
    name: str = ""
    url: str = ""
    formerly: tuple[str, ...] = ()
    no_autolink: bool = False
    place: Place | None = None
    row: Row | None = field(default=None, repr=False, compare=False)

    @property
    def where(self) -> str:
        """The place that its author knows it by: page and line, or registry and line; "" for a made record."""
        return str(self.place or self.row or "")

    def over(self, base: Self) -> Self:
        """This record, with `base` filling in what it does not say (a directive over its registry row)."""
        said = {
            each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name) != each.default
        }
        return replace(base, **said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Record):
    """A conference, a summit, a meetup."""

    kind: ClassVar[str] = "event"

    dates: Period = Period()
    dates_from: str = ""
    venue: str = ""
    city: str = ""
    country: str = ""
    timezone: str = ""
    series: str = ""
    number: str = ""
    organizer: str = ""
    parent: str = ""
    release: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session(Record):
    """A talk, a panel, a design session …: one section of a page."""

    kind: ClassVar[str] = "session"

    event: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    room: str = ""
    track: str = ""
    format: str = ""
    language: str = ""
    speakers: tuple[Speaker, ...] = ()
    projects: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    slides: tuple[str, ...] = ()
    video: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    review: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """Every address of the session, by kind."""
        kinds = ("slides", "video", "notes", "code", "review")
        return tuple(Link(kind, url) for kind in kinds for url in getattr(self, kind))


@dataclass(frozen=True, kw_only=True, slots=True)
class Project(Record):
    """Something that is worked on and talked about, perhaps under several names in its life."""

    kind: ClassVar[str] = "project"

    aliases: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    ambiguous: Which = False
    context: tuple[str, ...] = ()
    match_case: Which = False
    service: str = ""
    status: str = ""
    since: str = ""
    successor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Release(Record):
    """A release of a project or of an umbrella."""

    kind: ClassVar[str] = "release"

    aliases: tuple[str, ...] = ()
    ambiguous: Which = False
    context: tuple[str, ...] = ()
    match_case: Which = False
    of: str = ""
    version: str = ""
    date: str = ""
    status: tuple[Phase, ...] = ()
    predecessor: str = ""

    def state_on(self, day: str) -> str:
        """The state on a day of the past (`2014-11-20`; a month or year counts as its first day); "" when unknown."""
        begun = [phase for phase in self.status if phase.since and phase.since <= day]
        return max(begun, key=lambda phase: phase.since).state if begun else ""

    def state_today(self, today: str) -> str:
        """The state on the day of the build: a last phase without a date has begun by now, nobody knows when; without
        a phase a release is to come until its date."""
        last = self.status[-1] if self.status else None
        state = last.state if last and not last.since else self.state_on(today)
        return state or ("future" if self.date > today else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Record):
    """Someone who speaks or is spoken of."""

    kind: ClassVar[str] = "person"

    names: tuple[str, ...] = ()
    reading: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization(Record):
    """A company, a foundation, a user group."""

    kind: ClassVar[str] = "organization"

    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(Record):
    """A question from the audience; its name is its text."""

    kind: ClassVar[str] = "question"

    to: tuple[Speaker, ...] = ()
    session: str = ""
    answers: tuple[str, ...] = ()


def names_of(record: Record) -> tuple[str, ...]:
    """Every current spelling of a record's name, the preferred one first."""
    more = getattr(record, "aliases", ()) or getattr(record, "names", ())
    return tuple(dict.fromkeys(name for name in (record.name, *more) if name))
