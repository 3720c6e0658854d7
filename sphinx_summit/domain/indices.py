"""An index page per kind, `summit-<kind>`: every object with the page that describes it."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, cast

from sphinx.domains import Index, IndexEntry

from sphinx_summit.doctree import _
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import Event, Person, Record, Release, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_summit.domain import SummitDomain
    from sphinx_summit.domain.handbook import Handbook


# The words of the table of kinds, for the message catalogues.
_KIND_WORDS = (
    _("Event"), _("Session"), _("Project"), _("Release"), _("Person"), _("Organization"), _("Question"),
    _("Events"), _("Sessions"), _("Projects"), _("Releases"), _("People"), _("Organizations"), _("Questions"),
)  # fmt: skip


class ObjectIndex(Index):
    """The index page of one kind."""

    kind: ClassVar[str]

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Entries in the kind's order, grouped by year or by first letter."""
        handbook = cast("SummitDomain", self.domain).handbook
        entries = handbook.remember(("index", self.kind), lambda: _entries(handbook, self.kind))
        pages = set(docnames) if docnames is not None else None
        asked = [row for row in entries if pages is None or row[1].docname in pages]
        return [(letter, [entry for _, entry in group]) for letter, group in groupby(asked, lambda row: row[0])], False

    def is_empty(self) -> bool:
        """Whether there is nothing to list."""
        handbook = cast("SummitDomain", self.domain).handbook
        return not any(map(handbook.place_of, handbook.shown(self.kind)))


def _entries(handbook: Handbook, kind: str) -> list[tuple[str, IndexEntry]]:
    return [
        (heading(handbook, record), entry) for record in handbook.shown(kind) if (entry := _entry(handbook, record))
    ]


def heading(handbook: Handbook, record: Record) -> str:
    """The heading under which an object stands in a list: a year, or the first letter of its name."""
    if isinstance(record, (Event, Session)):
        event = record if isinstance(record, Event) else handbook.event_of(record)
        return (event.dates.start[:4] if event else "") or _("date unknown")
    if isinstance(record, Release):
        return record.date[:4] or _("date unknown")
    name = (record.reading if isinstance(record, Person) else "") or record.name or record.id
    letter = unicodedata.normalize("NFKC", name).lstrip("「『(\"'")[:1].upper()
    return letter if letter.isalnum() else "#"


def _entry(handbook: Handbook, record: Record) -> IndexEntry | None:
    place = handbook.place_of(record)
    if place is None:
        return None
    event = handbook.event_of(record) if isinstance(record, Session) else None
    return IndexEntry(record.name or record.id, 0, place.docname, place.anchor, event.name if event else "", "", "")


INDICES = tuple(
    type(
        f"{kind.title()}Index",
        (ObjectIndex,),
        {
            "kind": kind,
            "name": kind,
            "localname": _(row.titles),
            "shortname": _(row.titles),
            "__doc__": ObjectIndex.__doc__,
        },
    )
    for kind, row in KINDS.items()
)


def name_indices(_app: Sphinx, _config: Config) -> None:
    """Give the indices their names in the project's language as plain texts, which the json builder asks for.

    Before there is an environment: it takes them for labels, and those of a process's last project would stay.
    """
    for index in INDICES:
        name = str(_(KINDS[index.kind].titles))  # type: ignore[attr-defined]
        index.localname = index.shortname = name  # type: ignore[attr-defined]
