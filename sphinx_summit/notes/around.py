"""The files around the notes' pages: indexes, a page per project, people and organisations, conf.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import Project
from sphinx_summit.notes import scaffold
from sphinx_summit.notes.handbook import OURS
from sphinx_summit.notes.spool import temporary_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_summit.model.records import Record
    from sphinx_summit.notes.handbook import Handbook
    from sphinx_summit.notes.ledger import Ledger
    from sphinx_summit.notes.people import People

_SCHEMA = """
    CREATE TABLE event (id TEXT PRIMARY KEY, start TEXT) WITHOUT ROWID;
    CREATE TABLE page (number INTEGER PRIMARY KEY, event TEXT, described INTEGER, name TEXT);
"""
_KNOW_EVENT = """
    INSERT INTO event VALUES (?, ?) ON CONFLICT DO UPDATE SET start = excluded.start WHERE start = ''
"""
_OF_EVENTS = """
    SELECT name FROM page JOIN event ON id = event ORDER BY start = '', start, id, described DESC, number
"""


def files_around(
    book: Handbook,
    ledgers: Mapping[str, Ledger],
    registries: Sequence[str],
    records: Sequence[Record],
    language: str,
    people: People,
) -> Iterator[tuple[str, str]]:
    """Path and text of everything beside the notes' own pages, but for the file of `people`, who are gathered."""
    pages = _Pages()
    named: set[str] = set()
    for file in sorted(ledgers):
        ledger = ledgers[file]
        pages.add(ledger)
        named.update(ledger.more.get("projects", ()))
        for name, organization in ledger.more.get("people", ()):
            people.add(name, organization)
    projects = [record for record in records if isinstance(record, Project) and record.id in named]
    for project in projects:
        yield f"projects/{project.id}.md", scaffold.project_page(project)
    yield "events/index.md", scaffold.events_index(language, pages.of_events(), pages.others())
    for kind in KINDS:
        if kind != "event":
            listed = [f"projects/{project.id}" for project in projects] if kind == "project" else []
            yield f"{KINDS[kind].plural}/index.md", scaffold.kind_index(language, kind, listed)
    name = book.root.resolve().name or "Handbook"
    yield "index.md", scaffold.start_page(language, name)
    yield "conf.py", scaffold.conf_py(language, name, pages.last_year(), registries)
    yield ".readthedocs.yaml", scaffold.READTHEDOCS
    yield f"{OURS}/review.toml", scaffold.REVIEW


class _Pages:
    """The pages of all notes by their events, on disk."""

    def __init__(self) -> None:
        self._rows = temporary_database(_SCHEMA)

    def add(self, ledger: Ledger) -> None:
        """The pages of a file that are built."""
        hidden = ledger.more.get("hidden") or [False] * len(ledger.pages)
        described = {str(made.get("id")) for made in ledger.objects if made.get("kind") == "event"}
        for page, event, is_hidden in zip(ledger.pages, ledger.more.get("events", []), hidden, strict=False):
            if is_hidden:
                continue
            id_ = event["id"] if event else ""
            row = (id_, id_ in described, page)
            self._rows.execute("INSERT INTO page (event, described, name) VALUES (?, ?, ?)", row)
            if event:
                self._rows.execute(_KNOW_EVENT, (id_, event["start"]))

    def of_events(self) -> list[str]:
        """Those of events, the oldest first and the undated last, of each event the describing one first."""
        return [name for (name,) in self._rows.execute(_OF_EVENTS)]

    def others(self) -> list[str]:
        """Those without an event."""
        return [name for (name,) in self._rows.execute("SELECT name FROM page WHERE event = '' ORDER BY number")]

    def last_year(self) -> str:
        """The year of the last event; empty when none is known."""
        (start,) = self._rows.execute("SELECT MAX(start) FROM event").fetchone()
        return (start or "")[:4]
