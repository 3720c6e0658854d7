"""`sessions`: the sessions of an event, a project, a person … as cards, a list or a table."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_summit.doctree import Inline, Piece, _, bullets, cells_of, item, paragraph, span, table
from sphinx_summit.domain.links import Badge, By, Linker, Named, badge_of, named, speakers_of
from sphinx_summit.domain.store import digest_of
from sphinx_summit.model.records import Period, Record, Release, Session
from sphinx_summit.views.view import Options, View, framed, limited

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook

_COLUMNS = {
    "when": "Time",
    "session": "Session",
    "speakers": "Speakers",
    "projects": "Projects",
    "releases": "Releases",
    "event": "Event",
    "room": "Room",
    "track": "Track",
}


class Row(NamedTuple):
    """One session. Lists have thousands and share them, so for comparisons each is one `digest` of what it shows."""

    session: Named
    event: Named | None
    dates: Period
    day: str
    times: str
    room: str
    track: str
    speakers: tuple[By, ...]
    projects: tuple[Named, ...]
    releases: tuple[Badge, ...]
    digest: str = ""

    def __repr__(self) -> str:
        return self.digest


def _select(handbook: Handbook, options: Options) -> tuple[Row, ...]:
    sessions = _matching(handbook, options)
    if options.get("order") == "newest":
        sessions.reverse()
    elif options.get("order") == "title":
        sessions.sort(key=lambda session: session.name.casefold())
    rows = (handbook.remember(("row", s.id), partial(_row, handbook, s)) for s in sessions)
    return limited(list(rows), options)


def _matching(handbook: Handbook, options: Options) -> list[Session]:
    """The sessions that have everything that the options ask for, in order."""
    sessions = list(handbook.all(Session))
    for kind in ("event", "project", "release", "person", "organization"):
        if kind in options:
            wanted = handbook.resolve(kind, options[kind])
            about = {session.id for session in _about(handbook, wanted)} if wanted else set()
            sessions = [session for session in sessions if session.id in about]
    said = {option: options[option] for option in ("track", "format") if option in options}
    return [session for session in sessions if all(getattr(session, key) == said[key] for key in said)]


def _about(handbook: Handbook, record: Record) -> list[Session]:
    if record.kind == "event":
        return handbook.index.sessions_of(record.id)
    if record.kind in {"person", "organization"}:
        return handbook.sessions_with(**{record.kind: record.id})
    return handbook.sessions_about.get((record.kind, record.id), [])


def _row(handbook: Handbook, session: Session) -> Row:
    event = handbook.event_of(session)
    row = Row(
        named(handbook, session),
        named(handbook, event) if event else None,
        event.dates if event else Period(),
        session.day if event is None or event.dates.start != event.dates.end else "",
        "–".join(time for time in (session.start, session.end) if time),
        session.room,
        session.track,
        speakers_of(handbook, session),
        tuple(named(handbook, project) for project in handbook.on_card(session, "project")),
        tuple(badge_of(handbook, r) for r in handbook.on_card(session, "release") if isinstance(r, Release)),
    )
    return row._replace(digest=digest_of(row))


def _draw(rows: tuple[Row, ...], options: Options, linker: Linker) -> list[Piece]:
    if not rows:
        return framed("sessions", options)
    style = options.get("style", "list")
    if style == "table":
        return framed("sessions", options, _table(rows, options, linker))
    grouped: list[Piece] = []
    for event, group in groupby(rows, key=lambda row: row.event):
        if event and "event" not in options:
            grouped.append(paragraph(linker.to(event), classes=["summit-group"]))
        grouped.append(bullets((_shared(row, style, linker) for row in group), [f"summit-{style}"]))
    return framed("sessions", options, *grouped)


def _shared(row: Row, style: str, linker: Linker) -> Piece:
    """A page with a list for each project has a session several times."""
    key = (row.session, style)
    return linker.once(key, lambda: linker.row(nodes.list_item, (row, style), lambda: _item(row, style, linker)))


def _item(row: Row, style: str, linker: Linker) -> Piece:
    when = _when(row, linker)
    line: list[Inline] = [span(when, classes=["summit-when"]), " "] if when else []
    line.append(span(linker.to(row.session), classes=["summit-row-title"]))
    if row.speakers:
        line += [" ", span(*linker.speakers(row.speakers), classes=["summit-by"])]
    blocks = [paragraph(*line)]
    if style == "cards" and (row.projects or row.releases):
        marks: list[Inline] = [*linker.names(row.projects)]
        marks += [*([" "] if marks and row.releases else []), *linker.badges(row.releases)]
        blocks.append(paragraph(*marks, classes=["summit-marks"]))
    return item(*blocks)


def _when(row: Row, linker: Linker) -> str:
    return " ".join(part for part in (linker.date(row.day), row.times) if part)


def _table(rows: tuple[Row, ...], options: Options, linker: Linker) -> Piece:
    asked = options.get("columns", "when, session, speakers, projects").replace(",", " ").split()
    columns = [column for column in asked if column in _COLUMNS]
    head = [_(_COLUMNS[column]) for column in columns]
    return table(head, (_table_row(row, columns, linker) for row in rows), ["summit-sessions"])


def _table_row(row: Row, columns: list[str], linker: Linker) -> Piece:
    cells = (_cell(row, column, linker) for column in columns)
    return linker.row(nodes.row, (row, *columns), lambda: cells_of(cells))


def _cell(row: Row, column: str, linker: Linker) -> Piece:
    content: dict[str, list[Inline]] = {
        "when": [_when(row, linker) or (linker.period(row.dates) if row.event else "")],
        "session": [linker.to(row.session)],
        "speakers": linker.speakers(row.speakers),
        "projects": linker.names(row.projects),
        "releases": linker.badges(row.releases),
        "event": [linker.to(row.event)] if row.event else [],
        "room": [row.room],
        "track": [row.track],
    }
    return paragraph(*content[column])


VIEW = View(
    options={
        "event": (), "project": (), "release": (), "person": (), "organization": (), "track": (), "format": (),
        "style": ("list", "cards", "table"), "order": ("date", "newest", "title"), "columns": (), "limit": (),
        "caption": (),
    },
    select=_select,
    draw=_draw,
)  # fmt: skip
