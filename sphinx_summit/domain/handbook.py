"""The whole handbook, joined: the index, the names found, and where each object has its place.

Computed from the remembered tables once a build; views and references are functions of it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sphinx_summit.domain.prose import Prose
from sphinx_summit.domain.rail import Rail, select_rail
from sphinx_summit.domain.store import make_index, today
from sphinx_summit.model.records import (
    Event,
    Person,
    Place,
    Project,
    Question,
    Record,
    Release,
    Session,
)
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from docutils import nodes

    from sphinx_summit.config import SummitConfig
    from sphinx_summit.domain.written import Written
    from sphinx_summit.model.index import Key, Voice
    from sphinx_summit.model.records import Speaker

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def _references(record: Record) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Option → the kind of object that it names and the names."""
    if isinstance(record, Event):
        return {"parent": ("event", (record.parent,)), "release": ("release", (record.release,))}
    if isinstance(record, Session):
        named = {"projects": ("project", record.projects), "releases": ("release", record.releases)}
        return {"event": ("event", (record.event,)), **named}
    if isinstance(record, Project):
        return {"since": ("release", (record.since,)), "successor": ("project", (record.successor,))}
    if isinstance(record, Release):
        return {"of": ("project", (record.of,)), "predecessor": ("release", (record.predecessor,))}
    if isinstance(record, Question):
        return {"session": ("session", (record.session,))}
    return {}


class Handbook:
    """All that joins pages. `tables` are the domain's, `rows` the registries' records, `titles` those of the pages;
    `stands_on` is a digest of what counts beside the pages; `last` is what the last build has left."""

    def __init__(
        self,
        tables: dict[str, dict[str, list[Any]]],
        rows: Iterable[Record],
        config: SummitConfig,
        titles: Mapping[str, nodes.title],
        stands_on: str,
        last: Written,
    ) -> None:
        self._tables = tables
        self._last = last
        self._titles = titles
        self._stands_on = stands_on
        self.config = config
        self.index = make_index(tables, rows)
        self.today = today()
        self._remembered: dict[tuple[object, ...], Any] = {}
        self._recalled: dict[tuple[object, ...], Any] = {}
        self._resolved: dict[Key, Record | None] = {}
        self._voices: dict[tuple[Speaker, ...], list[Voice]] = {}

    # -- look-up, remembered: pages ask the same again and again -----------------------------------

    def resolve(self, kind: str, text: str) -> Record | None:
        """The object that an option or a role means by an id, a former id or a name."""
        key = (kind, text)
        if key not in self._resolved:
            self._resolved[key] = self.index.resolve(kind, text)
        return self._resolved[key]

    def find(self, kind: type[R], text: str) -> R | None:
        """As `resolve`, with the record's own type."""
        return cast("R | None", self.resolve(kind.kind, text))

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every object of a kind, in the kind's order."""
        return self.index.all(kind)

    def voices(self, speakers: tuple[Speaker, ...]) -> list[Voice]:
        """The people and organisations behind a speakers' line."""
        if speakers not in self._voices:
            self._voices[speakers] = self.index.voices(speakers)
        return self._voices[speakers]

    def remember(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` makes, made once."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return cast("T", self._remembered[key])

    def recall(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` makes, made once for a page: what only few pages ask for is not kept for all of them."""
        if key not in self._recalled:
            self._recalled[key] = make()
        return cast("T", self._recalled[key])

    def turn_page(self) -> None:
        """Forget what was to be recalled for one page."""
        self._recalled.clear()

    # -- places ------------------------------------------------------------------------------------

    def place_of(self, record: Record) -> Place | None:
        """Where an object is described; for one that no page describes, its row in a directory."""
        if record.place:
            return record.place
        docname = self.directories.get(record.kind)
        if docname is None or (record.kind, record.id) not in self.referenced:
            return None
        return Place(docname, f"{record.kind}-{record.id}")

    @cached_property
    def directories(self) -> dict[str, str]:
        """Kind → the page with its directory; of several the one that is least about anything else."""
        found: dict[str, str] = {}
        views = self._tables["views"]
        for docname in sorted(views, key=lambda page: (len(views[page]), page)):
            for view, options in views[docname]:
                if view == "directory":
                    found.setdefault(dict(options).get("kind", ""), docname)
        return found

    def views_on(self, page: str) -> list[tuple[str, dict[str, str]]]:
        """The views of a page, with their options."""
        return [(view, dict(options)) for view, options in self._tables["views"].get(page, [])]

    def title_of(self, page: str) -> str:
        """The title of a page."""
        return self._titles[page].astext() if page in self._titles else page

    @cached_property
    def rail(self) -> Rail:
        """What every page of the web handbook shows."""
        return select_rail(self)

    @cached_property
    def prose(self) -> Prose:
        """The names in the texts of all pages."""
        return Prose(self, self._tables, self._stands_on)

    # -- what is referred to -----------------------------------------------------------------------

    @cached_property
    def referenced(self) -> frozenset[Key]:
        """Every object that a page describes, an option or a role names, or prose mentions."""
        if self._last.digests.get("names") == self.prose.digests["names"]:
            return frozenset((kind, id_) for kind, id_ in self._last.referenced)
        keys: set[Key] = set()
        for record in self.index.records():
            if record.place or record.kind in {"session", "question"}:
                keys.add((record.kind, record.id))
                keys.update((named.kind, named.id) for named in self._named_by(record))
            elif (record.kind, record.id) not in self.index.rows:
                keys.add((record.kind, record.id))
        for page in self._tables["roles"].values():
            keys.update((named.kind, named.id) for kind, text in page if (named := self.resolve(kind, text)))
        for page in self.prose.mentions.values():
            keys.update((m.kind, m.id) for m in page if m.where in {"prose", "title", "link"})
        return frozenset(keys)

    def refer_as_before(self) -> None:
        """Take what the last build has found to be `referenced`, where nothing has changed since."""
        self.__dict__["referenced"] = frozenset((kind, id_) for kind, id_ in self._last.referenced)

    def _named_by(self, record: Record) -> Iterable[Record]:
        named: list[Record | None] = []
        find = self.resolve
        if isinstance(record, Event):
            named += [find("organization", record.organizer), find("event", record.parent)]
            named += [find("release", record.release)]
        elif isinstance(record, Session):
            named += [*self.projects_said(record), *self.releases_said(record)]
            for voice in self.voices(record.speakers):
                named += [
                    self.index.get("person", voice.person),
                    self.index.get("organization", voice.organization),
                ]
        elif isinstance(record, Project):
            named += [find("release", record.since), find("project", record.successor)]
        elif isinstance(record, Release):
            named += [find("project", record.of), find("release", record.predecessor)]
        elif isinstance(record, Person):
            named += [find("organization", a.organization) for a in record.affiliations]
        return [each for each in named if each]

    def shown(self, kind: str) -> tuple[Record, ...]:
        """The objects of a kind that belong to the handbook: those referred to, without unnamed people."""
        return self.remember(("shown", kind), lambda: tuple(self._find_shown(kind)))

    def _find_shown(self, kind: str) -> Iterator[Record]:
        for record in self.index.of_kind(kind):
            if (kind, record.id) in self.referenced and not getattr(record, "unnamed", False):
                yield record

    def problems(self) -> list[Problem]:
        """What is wrong with the handbook as a whole."""
        return [*self.index.problems, *self._unknown_references(), *self._named_all_the_same()]

    def _unknown_references(self) -> Iterator[Problem]:
        """Options of directives that name no object. People and organisations need no entry of their own."""
        for record in self.index.records():
            for option, (kind, texts) in _references(record).items():
                for text in texts:
                    if record.place and text and self.resolve(kind, text) is None:
                        message = f"{record.kind} option {option!r} names an unknown {kind} {text!r}"
                        message += self.index.suggest(kind, text)
                        yield Problem("ref", message, record.place.docname, record.place.line)

    def _named_all_the_same(self) -> Iterator[Problem]:
        """Pages whose text still has the name of a person who asked not to be named."""
        for page, mentions in self.prose.mentions.items():
            for mention in mentions:
                if getattr(self.index.get(mention.kind, mention.id), "unnamed", False):
                    message = f"person {mention.id!r} asked not to be named, and the text names them"
                    yield Problem("unnamed", message, page, mention.line)

    # -- joins -------------------------------------------------------------------------------------

    def projects_said(self, session: Session) -> list[Record]:
        """The projects that a session's options name."""
        return [record for text in session.projects if (record := self.resolve("project", text))]

    def releases_said(self, session: Session) -> list[Record]:
        """The releases that a session's options name."""
        return [record for text in session.releases if (record := self.resolve("release", text))]

    def on_card(self, session: Session, kind: str) -> list[Record]:
        """The projects or releases of a session: those its options name, then those in its title."""
        return self.remember(("card", session.id, kind), lambda: self._find_on_card(session, kind))

    def umbrella_of(self, event: Event) -> str | None:
        """The umbrella whose releases an event was about, by what it says of itself or its sessions' cards name."""
        return self.remember(("umbrella", event.id), lambda: self.index.umbrella_of(event, self._card))

    def _card(self, session: Session) -> list[Record]:
        return [*self.on_card(session, "project"), *self.on_card(session, "release")]

    def _find_on_card(self, session: Session, kind: str) -> list[Record]:
        said = self.projects_said(session) if kind == "project" else self.releases_said(session)
        titled = [self.index.get(kind, id_) for id_ in self.prose.in_titles.get((session.id, kind), ())]
        return list({record.id: record for record in (*said, *titled) if record}.values())

    def session_around(self, anchors: Iterable[str]) -> Session | None:
        """The session that a text stands in, by the anchors of the objects around it."""
        for anchor in anchors:
            kind, _, id_ = anchor.partition("-")
            record = self.index.get(kind, id_) if kind == "session" else None
            if isinstance(record, Session):
                return record
        return None

    def event_of_page(self, page: str) -> Event | None:
        """The event that a page is about: the one it describes first, else the one of all its sessions."""
        records = self._tables["records"].get(page, [])
        described = next((record.id for record in records if isinstance(record, Event)), "")
        others = {record.event for record in records if isinstance(record, Session)}
        only = next(iter(others)) if len(others) == 1 else ""
        return self.find(Event, described or only)

    def event_of(self, session: Session) -> Event | None:
        """The event that a session was held at."""
        return self.find(Event, session.event)

    def sessions_with(self, person: str = "", organization: str = "") -> list[Session]:
        """The sessions in which a person or an organisation speaks, by id."""
        return self._sessions_by["person", person] if person else self._sessions_by["organization", organization]

    @cached_property
    def _sessions_by(self) -> dict[Key, list[Session]]:
        """Person or organisation → the sessions in which they speak, in order."""
        found: dict[Key, dict[str, Session]] = defaultdict(dict)
        for session in self.all(Session):
            for voice in self.voices(session.speakers):
                found["person", voice.person][session.id] = session
                found["organization", voice.organization][session.id] = session
        return defaultdict(list, {key: list(sessions.values()) for key, sessions in found.items()})

    @cached_property
    def sessions_about(self) -> dict[Key, list[Session]]:
        """Project or release → the sessions on whose card it stands, in order."""
        found: dict[Key, list[Session]] = defaultdict(list)
        for session in self.all(Session):
            for kind in ("project", "release"):
                for record in self.on_card(session, kind):
                    found[kind, record.id].append(session)
        return found

    def name_of(self, kind: str, text: str) -> str:
        """The name of the object that an option means; the option's text where there is none."""
        record = self.resolve(kind, text)
        return record.name if record else text
