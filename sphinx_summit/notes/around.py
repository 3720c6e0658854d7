"""The files around the notes' pages: indexes, a page per project, people and organisations, conf.py."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import fold, imported_id
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import Affiliation, Organization, Person, Project, names_of
from sphinx_summit.notes import scaffold
from sphinx_summit.notes.handbook import IMPORTED, OURS, people_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_summit.model.records import Record
    from sphinx_summit.notes.handbook import Handbook
    from sphinx_summit.notes.ledger import Ledger


def files_around(
    book: Handbook, ledgers: Mapping[str, Ledger], registries: Sequence[str], records: Sequence[Record], language: str
) -> dict[str, str]:
    """Path → text of everything beside the notes' own pages."""
    events, others = _events(ledgers)
    named = {id_ for ledger in ledgers.values() for id_ in ledger.more.get("projects", [])}
    projects = [record for record in records if isinstance(record, Project) and record.id in named]
    name = book.root.resolve().name or "Handbook"
    year = max((event.start[:4] for event in events.values()), default="")
    files = {f"projects/{project.id}.md": scaffold.project_page(project) for project in projects}
    files["events/index.md"] = scaffold.events_index(language, events.values(), others)
    for kind in KINDS:
        if kind != "event":
            pages = [f"projects/{project.id}" for project in projects] if kind == "project" else []
            files[f"{KINDS[kind].plural}/index.md"] = scaffold.kind_index(language, kind, pages)
    files[IMPORTED] = _people_file(book, ledgers.values(), records)
    files["index.md"] = scaffold.start_page(language, name)
    files["conf.py"] = scaffold.conf_py(language, name, year, registries)
    files[".readthedocs.yaml"] = scaffold.READTHEDOCS
    files[f"{OURS}/review.toml"] = scaffold.REVIEW
    return files


def _events(ledgers: Mapping[str, Ledger]) -> tuple[dict[str, scaffold.EventRow], list[str]]:
    """The events with the pages of their notes, the describing page first, and the pages without an event."""
    events: dict[str, scaffold.EventRow] = {}
    others: list[str] = []
    for ledger in (ledgers[file] for file in sorted(ledgers)):
        hidden = ledger.more.get("hidden") or [False] * len(ledger.pages)
        described = {str(made.get("id")) for made in ledger.objects if made.get("kind") == "event"}
        of_event: dict[str, list[str]] = {}
        starts: dict[str, str] = {}
        for page, event, is_hidden in zip(ledger.pages, ledger.more.get("events", []), hidden, strict=False):
            if is_hidden:
                continue
            if event:
                of_event.setdefault(event["id"], []).append(page)
                starts.setdefault(event["id"], event["start"])
            else:
                others.append(page)
        for id_, pages in of_event.items():
            row = events.get(id_, scaffold.EventRow(id_, "", ()))
            ordered = (*pages, *row.pages) if id_ in described else (*row.pages, *pages)
            events[id_] = replace(row, start=row.start or starts[id_], pages=ordered)
    return events, others


def _people_file(book: Handbook, ledgers: Iterable[Ledger], records: Sequence[Record]) -> str:
    """People and organisations of all ledgers; those that another registry has stay out."""
    own = set(book.records([IMPORTED]))
    others = {fold(text) for record in records if record not in own for text in (*names_of(record), record.id)}
    people: dict[str, Person] = {}
    organizations: dict[str, Organization] = {}
    for name, organization in (row for ledger in ledgers for row in ledger.more.get("people", [])):
        if organization and fold(organization) not in others:
            id_ = imported_id("organization", organization)
            organizations.setdefault(fold(organization), Organization(id=id_, name=organization))
        if name and fold(name) not in others:
            person = people.get(fold(name), Person(id=imported_id("person", name), name=name))
            known = {each.organization for each in person.affiliations}
            if organization and organization not in known:
                person = replace(person, affiliations=(*person.affiliations, Affiliation(organization)))
            people[fold(name)] = person
    return people_rows(_unique(people.values()), _unique(organizations.values()))


def _unique(records: Iterable[Any]) -> list[Any]:
    """The records with distinct ids."""
    taken: set[str] = set()
    result = []
    for record in records:
        id_, number = record.id, 2
        while id_ in taken:
            id_, number = f"{record.id}-{number}", number + 1
        taken.add(id_)
        result.append(replace(record, id=id_))
    return result
