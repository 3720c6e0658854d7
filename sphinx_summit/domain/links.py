"""What is shown of an object where it is named, and how it is drawn.

`Named` and `Badge` are plain values: what a page shows of other pages can be compared with the last build.
A `Linker` draws them for one page of one builder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from sphinx.errors import NoUri

from sphinx_summit.doctree import Inline, Piece, _, badge, joined, link, span
from sphinx_summit.domain.dates import say_date, say_period

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from docutils import nodes
    from sphinx.builders import Builder

    from sphinx_summit.domain.handbook import Handbook
    from sphinx_summit.model.records import Event, Period, Place, Record, Release, Session

STATES = {
    "future": "future",
    "development": "development",
    "maintained": "maintained",
    "extended maintenance": "unmaintained",
    "unmaintained": "unmaintained",
    "security fixes only": "unmaintained",
    "extended support": "unmaintained",
    "end of life": "ended",
}
"""State of a release → the end of its class; states of other ecosystems have none."""

# The words of the table, for the message catalogues.
_STATE_WORDS = (_("future"), _("development"), _("maintained"), _("extended maintenance"), _("unmaintained"),
                _("security fixes only"), _("extended support"), _("end of life"))  # fmt: skip
_NOT_OUT = ("future", "development")


def _phrases() -> dict[str, str]:
    """The word of a statement → where it stands around the release, in the project's language."""
    return {
        _("since"): _("since %s"),
        _("deprecated"): _("deprecated in %s"),
        _("removed"): _("removed in %s"),
    }


# Named tuples: lists have tens of thousands, and a data class takes thrice as long to be made, written and looked up.


class Named(NamedTuple):
    """An object by its name and its place."""

    kind: str
    name: str
    place: Place | None = None


class Badge(NamedTuple):
    """A release and its state on a day."""

    release: Named
    state: str
    start: str = ""
    end: str = ""


class By(NamedTuple):
    """A speaker and where they come from; one of both may be unknown."""

    person: Named | None
    organization: Named | None


def named(handbook: Handbook, record: Record) -> Named:
    """How an object is named. The line of its place is of no interest to readers, and moves with every edit above."""
    return handbook.remember(("named", record.kind, record.id), lambda: _named(handbook, record))


def _named(handbook: Handbook, record: Record) -> Named:
    place = handbook.place_of(record)
    return Named(record.kind, record.name or record.id, place._replace(line=0) if place else None)


def badge_of(handbook: Handbook, release: Release, day: str = "") -> Badge:
    """A release with its state on a day, today without one."""
    ended = [phase.since for phase in release.status if phase.state == "end of life"]
    state = release.state_on(day) if day else release.state_today(handbook.today)
    return Badge(named(handbook, release), state, release.date, ended[0] if ended else "")


def in_the_making(handbook: Handbook, event: Event | None, about: Record | None = None) -> Badge | None:
    """The release that was being made when an event took place, as it stood then; of what was said `about` an object
    there, the release of that object's umbrella, if the event says none."""
    if event is None:
        return None
    release = handbook.resolve("release", event.release) if event.release else None
    umbrella = "" if release else handbook.umbrella_of(event) or (about and handbook.index.umbrella_behind(about))
    if umbrella:
        release = handbook.index.in_the_making(event.dates.start, umbrella)
    return Badge(named(handbook, release), "development") if release else None


def speakers_of(handbook: Handbook, session: Session) -> tuple[By, ...]:
    """Who speaks in a session."""
    index = handbook.index
    found = []
    for voice in handbook.voices(session.speakers):
        person = index.get("person", voice.person)
        organization = index.get("organization", voice.organization)
        known = named(handbook, person) if person else Named("person", voice.name) if voice.name else None
        found.append(By(known, named(handbook, organization) if organization else None))
    return tuple(found)


class Rows(Protocol):
    """Rows that were drawn before."""

    def row(self, kind: type[nodes.Element], shown: Iterable[Hashable], draw: Callable[[], Piece]) -> Piece:
        """A row, from the values of which it is made."""


class Linker:
    """Draws for one page: links that this builder can follow, dates in the project's language; rows are `kept` from the
    last build where that is possible."""

    def __init__(self, builder: Builder, docname: str, kept: Rows | None = None) -> None:
        self._builder = builder
        self._kept = kept
        self._docname = docname
        self._addresses: dict[str, str] = {}
        self._drawn: dict[object, Piece] = {}
        self.language = builder.config.language or "en"

    def to(self, target: Named) -> Piece:
        """The object's name as a link; without a place as plain text."""
        classes = ["summit-link", f"summit-{target.kind}"]
        return self.once(target, lambda: self.to_place(target.place, target.name, classes))

    def once(self, key: Hashable, draw: Callable[[], Piece]) -> Piece:
        """What `draw` draws, drawn once for all places of the page that show the same."""
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = draw()
        return drawn

    def row(self, kind: type[nodes.Element], shown: tuple[Hashable, ...], draw: Callable[[], Piece]) -> Piece:
        """A row of a list, made of nothing but the values `shown`."""
        return self._kept.row(kind, shown, draw) if self._kept else draw()

    def to_place(self, place: Place | None, child: Inline, classes: Iterable[str] = (), **attributes: str) -> Piece:
        """A link around a text or a node, if the builder has the page; else what is in it."""
        if place and place.docname == self._docname and place.anchor:
            return link(child, classes, internal=True, refid=place.anchor, **attributes)
        if place and (address := self._address(place.docname)):
            address += f"#{place.anchor}" if place.anchor else ""
            return link(child, classes, internal=True, refuri=address, **attributes)
        return span(child, classes=classes)

    def _address(self, docname: str) -> str:
        """The address of a page from this one, empty where the builder has none; lists ask for the same ones often."""
        if docname not in self._addresses:
            try:
                self._addresses[docname] = self._builder.get_relative_uri(self._docname, docname)
            except NoUri:
                self._addresses[docname] = ""
        return self._addresses[docname]

    def outward(self, url: str, text: str, classes: Iterable[str] = ()) -> Piece:
        """A link to an address of the web."""
        return link(text, classes, refuri=url, internal=False)

    def badge(self, release: Badge) -> Piece:
        """A release: name, state in words, dates."""
        days = [self.date(day) for day in (release.start, release.end) if day]
        name = self.to(release.release)
        return badge(name, _(release.state) if release.state else "", STATES.get(release.state, ""), " – ".join(days))

    def statement(self, word: str, release: Badge) -> Piece:
        """A release in the making at a time, or since which something holds: with its date, and its state while it
        is not out."""
        before, _name, after = _phrases().get(word, f"%s {word}").partition("%s")
        parts: list[Inline] = [span(self.to(release.release), classes=["summit-badge-name"])]
        if before:
            parts[0:0] = [span(before.strip(), classes=["summit-badge-state"]), " "]
        if after:
            parts += [" ", span(after.strip(), classes=["summit-badge-state"])]
        if release.start:
            state = [_(release.state)] if release.state in _NOT_OUT else []
            dates = _(", ").join([*state, self.date(release.start)])
            parts += [" ", span(f"({dates})", classes=["summit-badge-dates"])]
        return span(*parts, classes=["summit-badge", "summit-statement"])

    def speakers(self, speakers: Iterable[By]) -> list[Inline]:
        """Names with their organisations."""
        return joined(map(self._speaker, speakers), _(", "))

    def _speaker(self, by: By) -> list[Inline]:
        organization = self.to(by.organization) if by.organization else None
        if by.person is None or organization is None:
            return [self.to(by.person) if by.person else organization or ""]
        return [self.to(by.person), " ", span("(", organization, ")", classes=["summit-affiliation"])]

    def names(self, targets: Iterable[Named]) -> list[Inline]:
        """Names in one line."""
        return joined(([self.to(target)] for target in targets), _(", "))

    def badges(self, releases: Iterable[Badge]) -> list[Inline]:
        """Badges in one line."""
        return joined(([self.badge(release)] for release in releases), " ")

    def date(self, date: str) -> str:
        """A date in the project's language."""
        return say_date(date, self.language)

    def period(self, period: Period) -> str:
        """A period in the project's language; words for an unknown one."""
        return say_period(period, self.language) if period else _("date unknown")
