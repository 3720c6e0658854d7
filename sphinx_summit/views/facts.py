"""The facts of one object, under its heading: what its directive and its registry row say, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from sphinx_summit.doctree import Inline, Piece, _, facts, joined, span
from sphinx_summit.domain.dates import say_date, say_period
from sphinx_summit.domain.links import Badge, By, Linker, Named, badge_of, in_the_making, named, speakers_of
from sphinx_summit.model.records import (
    Event,
    FormerName,
    Organization,
    Period,
    Person,
    Project,
    Question,
    Record,
    Release,
    Session,
)
from sphinx_summit.views.view import Options, View

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook

Value = str | Period | Badge | tuple[Named, ...] | tuple[Badge, ...] | tuple[By, ...] | tuple[FormerName, ...]


class Fact(NamedTuple):
    """One fact: its name in class names, its label (English), its value, and a word to it."""

    name: str
    label: str
    value: Value | tuple[tuple[str, str], ...]
    style: str = ""


def _select(handbook: Handbook, options: Options) -> tuple[Fact, ...]:
    record = handbook.index.get(options["kind"], options["id"])
    if record is None:
        return ()
    rows = _SELECT[type(record)](handbook, record)
    if record.url:
        rows.append(Fact("url", "Web", ((record.url, record.url),), "web"))
    return tuple(row for row in rows if row.value)


def _event(handbook: Handbook, record: Record) -> list[Fact]:
    event = cast("Event", record)
    place = ", ".join(part for part in (event.venue, event.city, event.country) if part)
    series = f"{event.series} {event.number}".strip()
    making = in_the_making(handbook, event)
    return [
        Fact("dates", "Dates", event.dates, event.dates_from),
        Fact("place", "Place", place),
        Fact("series", "Series", series),
        Fact("organizer", "Organizer", _named(handbook, "organization", event.organizer)),
        Fact("parent", "Part of", _named(handbook, "event", event.parent)),
        Fact("making", "Release", making or "", "in the making"),
    ]


def _session(handbook: Handbook, record: Record) -> list[Fact]:
    session = cast("Session", record)
    releases = tuple(badge_of(handbook, cast("Release", r)) for r in handbook.on_card(session, "release"))
    return [
        Fact("when", "Time", *_when(handbook, session)),
        Fact("room", "Room", session.room),
        Fact("format", "Format", session.format, "word"),
        Fact("track", "Track", session.track),
        Fact("speakers", "Speakers", speakers_of(handbook, session)),
        Fact("projects", "Projects", tuple(named(handbook, r) for r in handbook.on_card(session, "project"))),
        Fact("releases", "Releases", releases),
        Fact("topics", "Topics", ", ".join(session.topics)),
        Fact("language", "Language", session.language),
        Fact("links", "Links", tuple((link.kind, link.url) for link in session.links)),
    ]


def _when(handbook: Handbook, session: Session) -> tuple[str, str]:
    """The times and the day; an event of one day has said its day already."""
    event = handbook.event_of(session)
    one_day = event is not None and event.dates.start == event.dates.end == session.day
    times = "–".join(time for time in (session.start, session.end) if time)
    return times or session.day, "" if times and one_day else session.day


def _project(handbook: Handbook, record: Record) -> list[Fact]:
    project = cast("Project", record)
    since = handbook.resolve("release", project.since) if project.since else None
    return [
        Fact("service", "Service", project.service),
        Fact("status", "Status", project.status, "word"),
        Fact("since", "Since", (badge_of(handbook, cast("Release", since)),) if since else ()),
        Fact("former", "Former names", project.former),
        Fact("aliases", "Also called", ", ".join(project.aliases)),
        Fact("successor", "Successor", _named(handbook, "project", project.successor)),
    ]


def _release(handbook: Handbook, record: Record) -> list[Fact]:
    release = cast("Release", record)
    return [
        Fact("state", "State", release.state_today(handbook.today), "word"),
        Fact("date", "Date", Period(release.date, release.date)),
        Fact("version", "Version", release.version),
        Fact("of", "Release of", _named(handbook, "project", release.of)),
        Fact("predecessor", "Follows", _named(handbook, "release", release.predecessor)),
    ]


def _person(handbook: Handbook, record: Record) -> list[Fact]:
    person = cast("Person", record)
    if person.unnamed:
        return []
    affiliations = tuple(
        target for a in person.affiliations for target in _named(handbook, "organization", a.organization)
    )
    return [
        Fact("names", "Also written", ", ".join(name for name in person.names if name != person.name)),
        Fact("reading", "Reading", person.reading),
        Fact("affiliations", "Affiliation", affiliations),
    ]


def _organization(_handbook: Handbook, record: Record) -> list[Fact]:
    return [Fact("aliases", "Also called", ", ".join(cast("Organization", record).aliases))]


def _question(handbook: Handbook, record: Record) -> list[Fact]:
    asked = Session(id="asked", speakers=cast("Question", record).to)
    return [Fact("to", "To", speakers_of(handbook, asked))]


_SELECT: dict[type[Record], Callable[[Handbook, Record], list[Fact]]] = {
    Event: _event,
    Session: _session,
    Project: _project,
    Release: _release,
    Person: _person,
    Organization: _organization,
    Question: _question,
}


def _named(handbook: Handbook, kind: str, text: str) -> tuple[Named, ...]:
    """The object that an option names, or its text as it stands."""
    if not text:
        return ()
    record = handbook.resolve(kind, text)
    return (named(handbook, record) if record else Named(kind, text),)


def _draw(rows: tuple[Fact, ...], _options: Options, linker: Linker) -> list[Piece]:
    if not rows:
        return []
    return [facts((row.name, _(row.label), _value(row, linker)) for row in rows)]


def _value(row: Fact, linker: Linker) -> list[Inline]:
    value = row.value
    if isinstance(value, str):
        return _text(row, value, linker)
    if isinstance(value, Period):
        words = say_period(value, linker.language)
        source = {"inferred": _("inferred"), "published": _("date of publication")}.get(row.style, "")
        return [words, " ", span(f"({source})", classes=["summit-note"])] if source else [words]
    if isinstance(value, Badge):
        return [linker.statement(_("in the making"), value)]
    return _list(value, row, linker)


def _text(row: Fact, value: str, linker: Linker) -> list[Inline]:
    if row.name == "when":
        day = say_date(row.style, linker.language)
        times = [] if value == row.style else [value]
        return joined(([span(text)] for text in (day, *times) if text), " ")
    return [_(value) if row.style == "word" else value]


def _list(value: tuple[object, ...], row: Fact, linker: Linker) -> list[Inline]:
    first = value[0]
    if isinstance(first, By):
        return linker.speakers(cast("tuple[By, ...]", value))
    if isinstance(first, Badge):
        return linker.badges(cast("tuple[Badge, ...]", value))
    if isinstance(first, FormerName):
        return joined((_former(name, linker) for name in cast("tuple[FormerName, ...]", value)), _(", "))
    if isinstance(first, Named):
        return linker.names(cast("tuple[Named, ...]", value))
    links = cast("tuple[tuple[str, str], ...]", value)
    return joined(
        (
            [linker.outward(url, kind if row.style == "web" else _(kind), _link_classes(row, kind))]
            for kind, url in links
        ),
        " · ",
    )


def _link_classes(row: Fact, kind: str) -> list[str]:
    return ["summit-url"] if row.style == "web" else ["summit-links", f"summit-link-{kind}"]


def _former(name: FormerName, linker: Linker) -> list[Inline]:
    if not name.until:
        return [name.name]
    until = _("until %s") % say_date(name.until, linker.language)
    return [name.name, " ", span(f"({until})", classes=["summit-note"])]


VIEW = View(options={}, select=_select, draw=_draw, follows="names")

# Words that option values show; here for the message catalogues.
_WORDS = (_("keynote"), _("talk"), _("design"), _("panel"), _("lightning"), _("demo"), _("workshop"), _("q-and-a"),
          _("official"), _("retired"), _("other"), _("slides"), _("video"), _("notes"), _("code"), _("review"),
          _("Dates"), _("Place"), _("Series"), _("Organizer"), _("Part of"), _("Release"), _("Time"), _("Room"),
          _("Format"), _("Track"), _("Speakers"), _("Projects"), _("Releases"), _("Topics"), _("Language"),
          _("Links"), _("Service"), _("Status"), _("Since"), _("Former names"), _("Also called"), _("Successor"),
          _("State"), _("Date"), _("Version"), _("Release of"), _("Follows"), _("Also written"), _("Reading"),
          _("Affiliation"), _("To"), _("Web"))  # fmt: skip
