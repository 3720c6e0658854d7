"""All records of a handbook, joined: look-up by id, former id and name, order, who speaks, who is whose.

A function of the records and nothing else: computed once a build, never pickled.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from sphinx_summit.model.checks import find_contradictions, problem_at
from sphinx_summit.model.fields import fold, made_id
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.names import Key as Key
from sphinx_summit.model.names import NameTable, Occasion, Words
from sphinx_summit.model.records import (
    Event,
    Organization,
    Person,
    Project,
    Question,
    Record,
    Release,
    Session,
    Speaker,
    names_of,
)
from sphinx_summit.model.renamings import find_renamings
from sphinx_summit.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_summit.problems import Problem

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, resolved: as written, and the ids of the person and the organisation."""

    name: str
    person: str
    organization: str
    organization_name: str = ""


class SummitIndex:
    """The handbook's objects.

    `described` are the records of directives, `rows` those of registries; one id of one kind is one object.
    """

    def __init__(self, described: Iterable[Record], rows: Iterable[Record] = ()) -> None:
        self.problems: list[Problem] = []
        self._records: dict[Key, Record] = {}
        self._ordered: dict[str, tuple[Record, ...]] = {}
        self.rows: frozenset[Key] = frozenset(self._add_rows(rows))
        self._add_described(described)
        self._formerly = self._note_formerly()
        self._spelled = self._note_names()
        self.problems += find_contradictions(self._records.values(), self.resolve)
        self._add_speakers()

    # -- building ----------------------------------------------------------------------------------

    def _add_rows(self, rows: Iterable[Record]) -> Iterable[Key]:
        for row in rows:
            key = (row.kind, row.id)
            known = self._records.get(key)
            if known:
                self.problems += _conflicts(known, row)
            # The file named last in `summit_data` has the last word.
            self._records[key] = row.over(known) if known else row
            yield key

    def _add_described(self, described: Iterable[Record]) -> None:
        places: dict[Key, Record] = {}
        for record in sorted(described, key=_reading_order):
            key = (record.kind, record.id)
            if key in places:
                message = f"{record.kind} {record.id!r} is described in {places[key].where or 'elsewhere'} too"
                self.problems.append(problem_at(record, "duplicate", message))
                continue
            places[key] = record
            row = self._records.get(key)
            self._records[key] = record.over(row) if row else record

    def _note_formerly(self) -> dict[Key, str]:
        """Old ids; a row that still has one is the same object under its old id."""
        formerly, problems = find_renamings(self._records)
        self.problems += problems
        for key in formerly:
            stale = self._records.get(key)
            if stale and not stale.place:
                del self._records[key]
        return formerly

    def _note_names(self) -> dict[Key, str]:
        spelled: dict[Key, str] = {}
        for (kind, id_), record in self._records.items():
            for name in names_of(record):
                spelled.setdefault((kind, fold(name)), id_)
        for (kind, id_), record in self._records.items():
            for former in record.former if isinstance(record, Project) else ():
                spelled.setdefault((kind, fold(former.name)), id_)
        return spelled

    def _add_speakers(self) -> None:
        """An entry for everyone whom only a speakers' line or an organiser's line names."""
        for session in self.all(Session):
            for speaker in session.speakers:
                self._ensure(Person, speaker.name)
                self._ensure(Organization, speaker.organization)
        for question in self.all(Question):
            for asked in question.to:
                self._ensure(Person, asked.name)
                self._ensure(Organization, asked.organization)
        for event in self.all(Event):
            self._ensure(Organization, event.organizer)
        for person in self.all(Person):
            for affiliation in person.affiliations:
                self._ensure(Organization, affiliation.organization)

    def _ensure(self, kind: type[Record], name: str) -> None:
        if name and self.resolve(kind.kind, name) is None:
            id_ = made_id(name)
            self._records[kind.kind, id_] = kind(id=id_, name=name)
            self._ordered.pop(kind.kind, None)
            self._spelled[kind.kind, fold(name)] = id_

    # -- look-up -----------------------------------------------------------------------------------

    def get(self, kind: str, id_: str) -> Record | None:
        """The object with this id, present or former."""
        return self._records.get((kind, self._formerly.get((kind, id_), id_)))

    def resolve(self, kind: str, text: str) -> Record | None:
        """The object that an option means by an id, a former id or a name."""
        return self.get(kind, text) or self._records.get((kind, self._spelled.get((kind, fold(text)), "")))

    def find(self, kind: type[R], text: str) -> R | None:
        """As `resolve`, with the record's own type."""
        return cast("R | None", self.resolve(kind.kind, text))

    def suggest(self, kind: str, text: str) -> str:
        """What was probably meant by an unknown id or name, as the end of a sentence."""
        return did_you_mean(text, [id_ for of, id_ in self._records if of == kind])

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every object of a kind, in the kind's order."""
        return cast("tuple[R, ...]", self.of_kind(kind.kind))

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """Every object of a kind: events and sessions by date, releases by date, the rest by name."""
        if kind not in self._ordered:
            found = [record for (of, _), record in self._records.items() if of == kind]
            self._ordered[kind] = tuple(sorted(found, key=self._order))
        return self._ordered[kind]

    def _order(self, record: Record) -> tuple[object, ...]:
        if isinstance(record, Event):
            return (not record.dates, record.dates.start, record.dates.end, record.id)
        if isinstance(record, Session):
            return self._session_order(record)
        if isinstance(record, Release):
            return (not record.date, record.date, record.id)
        reading = record.reading if isinstance(record, Person) else ""
        return (fold(reading or record.name or record.id), record.id)

    def _session_order(self, session: Session) -> tuple[object, ...]:
        event = self.find(Event, session.event)
        first = self._order(event) if event else (True, "", "", "")
        day = session.day or (event.dates.start if event else "")
        place = session.place
        return (
            *first,
            day,
            session.start or "99",
            *((place.docname, place.line) if place else ("", 0)),
            session.id,
        )

    # -- joins -------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> NameTable:
        """The names of all objects but events, sessions and questions, whose names are sentences."""
        kinds = (Project, Release, Organization, Person)
        return NameTable((record for kind in kinds for record in self.all(kind)), self._occasions())

    def _occasions(self) -> dict[str, Occasion]:
        """Anchor → the occasion of an event, of a session at one, or of a question asked in one."""
        occasions: dict[str, Occasion] = {}
        for event in self.all(Event):
            occasions[f"event-{event.id}"] = Occasion(event.id, event.dates.start, event.no_autolink)
        for session in self.all(Session):
            held_at = self.find(Event, session.event)
            day = session.day or (held_at.dates.start if held_at else "")
            occasion = Occasion(held_at.id if held_at else "", day, session.no_autolink)
            occasions[f"session-{session.id}"] = occasion
        for question in self.all(Question):
            occasions[f"question-{question.id}"] = Occasion(off=question.no_autolink)
        return occasions

    @cached_property
    def _by_event(self) -> dict[str, list[Session]]:
        sessions: dict[str, list[Session]] = defaultdict(list)
        for session in self.all(Session):
            event = self.find(Event, session.event)
            sessions[event.id if event else ""].append(session)
        return sessions

    def sessions_of(self, event: str) -> list[Session]:
        """The sessions of an event, by id, in order."""
        return self._by_event.get(event, [])

    def voices(self, speakers: Iterable[Speaker]) -> list[Voice]:
        """The people and organisations behind a speakers' line, without those who asked not to be named."""
        voices = []
        for speaker in speakers:
            person = self.find(Person, speaker.name) if speaker.name else None
            if person and person.unnamed:
                continue
            organization = self.find(Organization, speaker.organization) if speaker.organization else None
            voices.append(
                Voice(
                    person.name or speaker.name if person else speaker.name,
                    person.id if person else "",
                    organization.id if organization else "",
                    organization.name if organization else "",
                )
            )
        return voices

    @cached_property
    def _cycles(self) -> dict[str, list[Release]]:
        """The dated releases of each umbrella, by its id."""
        cycles: dict[str, list[Release]] = defaultdict(list)
        for release in self.all(Release):
            if len(release.date) == 10:
                cycles[self._id_of("project", release.of)].append(release)
        return cycles

    def in_the_making(self, date: str, umbrella: str | None = None) -> Release | None:
        """The release next to come of an umbrella, by id, on a date; None when unknown, as when a release came out
        within that month. Without an umbrella that of the only one."""
        cycles = self._cycles
        if umbrella is None:
            umbrella = next(iter(cycles)) if len(cycles) == 1 else ""
        cycle = cycles.get(umbrella, [])
        if not date or not cycle:
            return None
        earliest, latest = f"{date}-01-01"[:10], f"{date}-12-31"[:10] if len(date) == 4 else f"{date}-31"[:10]
        coming = {_next_release(cycle, day) for day in (earliest, latest)}
        found = coming.pop()
        return found if not coming and found and cycle[0].date <= earliest else None

    def umbrella_of(self, event: Event, card: Callable[[Session], Iterable[Record]] | None = None) -> str | None:
        """The umbrella whose releases an event was about, by id: the one that its name, series or organizer says; else
        the one that more than half of its sessions name that name any. None when nobody says.

        `card`: the projects and releases that a session names; without it those of its options.
        """
        words = Words((event.name, event.series, event.organizer))
        said = [id_ for id_ in self._cycles if any(map(words.say, self._names_of_umbrella(id_)))]
        if said:
            return said[0] if len(said) == 1 else None
        named = ({*map(self.umbrella_behind, (card or self._said)(s))} - {""} for s in self.sessions_of(event.id))
        votes = Counter(umbrellas.pop() for umbrellas in named if len(umbrellas) == 1)
        [(first, count)] = votes.most_common(1) or [("", 0)]
        return first if count * 2 > votes.total() else None

    def _names_of_umbrella(self, id_: str) -> tuple[str, ...]:
        project = self.get("project", id_)
        return names_of(project) if project else (id_,)

    def _said(self, session: Session) -> list[Record]:
        named = [self.resolve("release", text) for text in session.releases]
        named += [self.resolve("project", text) for text in session.projects]
        return [record for record in named if record]

    def umbrella_behind(self, record: Record) -> str:
        """The umbrella that an object is or belongs to: a release's, or that of the release since which a project is
        there; empty for other objects, and for umbrellas without dated releases."""
        if isinstance(record, Project):
            since = self.find(Release, record.since) if record.since else None
            found = record.id if record.id in self._cycles or since is None else self._id_of("project", since.of)
        else:
            found = self._id_of("project", record.of) if isinstance(record, Release) else ""
        return found if found in self._cycles else ""

    def _id_of(self, kind: str, text: str) -> str:
        """The id of the object that an option means, or the option's text."""
        record = self.resolve(kind, text) if text else None
        return record.id if record else text

    def records(self) -> list[Record]:
        """Every object, kind by kind."""
        return [record for kind in KINDS for record in self.of_kind(kind)]


def _reading_order(record: Record) -> tuple[str, int, str]:
    place = record.place
    return (place.docname, place.line, record.id) if place else ("", 0, record.id)


def _next_release(cycle: list[Release], day: str) -> Release | None:
    return next((release for release in cycle if release.date > day), None)


def _conflicts(known: Record, row: Record) -> Iterator[Problem]:
    """What two rows of one object say differently. A row that came with the package or an import yields."""
    if known.row is None or row.row is None or (known.row.yields and known.row.file != row.row.file):
        return
    both = f"{row.kind} {row.id!r} stands in {known.row} and in {row.row}"
    differing = [
        option.name.replace("_", "-")
        for option in fields(row)
        if option.name not in {"id", "row"}
        and option.default not in (getattr(known, option.name), getattr(row, option.name))
        and getattr(known, option.name) != getattr(row, option.name)
    ]
    if known.row.file == row.row.file:
        yield problem_at(row, "duplicate", both)
    elif differing:
        options = ", ".join(map(repr, differing))
        yield problem_at(row, "duplicate", f"{both}, with different values of {options}; those of the latter count")
