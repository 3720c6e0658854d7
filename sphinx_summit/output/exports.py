"""Data beside the pages of an HTML build: `summit.json` and `summit-mentions.json`.

The names of lists and keys are the public interface; references are ids, what is unknown is absent, order is stable.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_summit.config import read_config
from sphinx_summit.domain import get_domain
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import (
    Event,
    Organization,
    Person,
    Project,
    Question,
    Record,
    Release,
    Session,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from sphinx_summit.domain.handbook import Handbook

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
VERSION = 1


def write_exports(app: Sphinx, exception: Exception | None) -> None:
    """Write the files that `summit_exports` asks for."""
    builder, domain = app.builder, get_domain(app.env)
    if exception or not domain.data["records"] or not _has_files(app):
        return
    asked = read_config(app.config).exports
    for name in asked:
        domain.update.note_file(name)
    if domain.update.is_settled and all(Path(builder.outdir, name).exists() for name in asked):
        return
    handbook = domain.handbook
    if "summit.json" in asked and not (domain.update.lists_the_same and Path(builder.outdir, "summit.json").exists()):
        sources = read_sources(Path(app.srcdir))
        _write(Path(builder.outdir, "summit.json"), summit_data(handbook, sources, builder.get_target_uri))
    if "summit-mentions.json" in asked:
        _write(Path(builder.outdir, "summit-mentions.json"), mention_data(handbook))


def _has_files(app: Sphinx) -> bool:
    return isinstance(app.builder, StandaloneHTMLBuilder) and not isinstance(app.builder, SingleFileHTMLBuilder)


def _write(path: Path, data: dict[str, Any] | list[Any]) -> None:
    """One record a line: quick to write, and a change is a changed line."""
    if isinstance(data, list):
        text = _lines(data)
    else:
        lists = (f"{json.dumps(key)}: {_lines(value) if isinstance(value, list) else json.dumps(value)}"
                 for key, value in data.items())  # fmt: skip
        text = "{\n" + ",\n".join(lists) + "\n}"
    path.write_text(text + "\n", encoding="utf-8")


def _lines(records: list[Any]) -> str:
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]" if records else "[]"


# -- where imported objects come from --------------------------------------------------------------

Sources = dict[tuple[str, str], dict[str, Any]]


def read_sources(handbook_folder: Path) -> Sources:
    """(kind, id) → {file, line} for every object that an import made, from the ledgers that it left."""
    sources: Sources = {}
    for path in sorted(handbook_folder.glob(".summit/ledger/**/*.json")):
        try:
            ledger = json.loads(path.read_text(encoding="utf-8"))
            for made in ledger["objects"]:
                key = (str(made["kind"]), str(made["id"]))
                sources.setdefault(key, {"file": str(ledger["file"]), "line": int(made["line"])})
        except (OSError, ValueError, KeyError, TypeError):
            continue  # `sphinx-summit verify` tells of a broken ledger; a build does not depend on it
    return sources


# -- summit.json -----------------------------------------------------------------------------------


def summit_data(handbook: Handbook, sources: Sources, uri: Callable[[str], str]) -> dict[str, Any]:
    """All objects of the handbook, a list per kind."""
    data: dict[str, Any] = {"$schema": SCHEMA, "version": VERSION}
    for kind, row in KINDS.items():
        data[row.plural] = [_object(handbook, record, sources, uri) for record in handbook.shown(kind)]
    return data


def _object(handbook: Handbook, record: Record, sources: Sources, uri: Callable[[str], str]) -> dict[str, Any]:
    data: dict[str, Any] = {"id": record.id}
    place = handbook.place_of(record)
    if place:
        data |= {"page": place.docname, "url": f"{uri(place.docname)}#{place.anchor}"}
    data |= _FIELDS[type(record)](handbook, record)
    data |= {"formerly": list(record.formerly), "web": record.url}
    ids = (record.id, *record.formerly)
    data["source"] = next((sources[record.kind, id_] for id_ in ids if (record.kind, id_) in sources), None)
    return {key: value for key, value in data.items() if value not in ("", None, [], {}, False)}


def _event(handbook: Handbook, record: Record) -> dict[str, Any]:
    assert isinstance(record, Event)
    return {
        "name": record.name,
        "start": record.dates.start,
        "end": record.dates.end,
        "date_source": record.dates_from or ("stated" if record.dates else "unknown"),
        "venue": record.venue,
        "city": record.city,
        "country": record.country,
        "timezone": record.timezone,
        "series": record.series,
        "number": int(record.number) if record.number.isdigit() else record.number,
        "organizer": _id(handbook, "organization", record.organizer),
        "parent": _id(handbook, "event", record.parent),
        "release": _id(handbook, "release", record.release),
    }


def _session(handbook: Handbook, record: Record) -> dict[str, Any]:
    assert isinstance(record, Session)
    event = handbook.event_of(record)
    voices = handbook.voices(record.speakers)
    return {
        "title": record.name,
        "event": event.id if event else "",
        "day": record.day,
        "start": _moment(record, event, record.start),
        "end": _moment(record, event, record.end),
        "room": record.room,
        "track": record.track,
        "format": record.format,
        "language": record.language,
        "speakers": [
            _without_blanks({"name": v.name, "person": v.person, "organization": v.organization}) for v in voices
        ],
        "projects": [project.id for project in handbook.on_card(record, "project")],
        "releases": [release.id for release in handbook.on_card(record, "release")],
        "topics": list(record.topics),
        "links": [{"kind": link.kind, "url": link.url} for link in record.links],
    }


def _moment(session: Session, event: Event | None, time: str) -> str:
    """A time of a session with its real date and offset (RFC 3339), if day and zone are known."""
    zone = _zone(event.timezone) if event else None
    day = session.day or (event.dates.start if event and event.dates.start == event.dates.end else "")
    if not time or zone is None or len(day) != 10:
        return ""
    hours, minutes = map(int, time.split(":"))
    date = dt.date.fromisoformat(day) + dt.timedelta(days=hours // 24)
    return dt.datetime(date.year, date.month, date.day, hours % 24, minutes, tzinfo=zone).isoformat()


def _zone(name: str) -> dt.tzinfo | None:
    offset = re.fullmatch(r"([+-])(\d\d):(\d\d)", name)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        return dt.timezone(dt.timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _project(handbook: Handbook, record: Record) -> dict[str, Any]:
    assert isinstance(record, Project)
    return {
        "name": record.name,
        "aliases": list(record.aliases),
        "former": [_without_blanks({"name": former.name, "until": former.until}) for former in record.former],
        "ambiguous": record.ambiguous,
        "service": record.service,
        "status": record.status,
        "since": _id(handbook, "release", record.since),
        "successor": _id(handbook, "project", record.successor),
    }


def _release(handbook: Handbook, record: Record) -> dict[str, Any]:
    assert isinstance(record, Release)
    return {
        "name": record.name,
        "of": _id(handbook, "project", record.of),
        "version": record.version,
        "date": record.date,
        "status": [_without_blanks({"from": phase.since, "is": phase.state}) for phase in record.status],
        "predecessor": _id(handbook, "release", record.predecessor),
    }


def _person(handbook: Handbook, record: Record) -> dict[str, Any]:
    assert isinstance(record, Person)
    affiliations = [
        {
            "organization": _id(handbook, "organization", a.organization),
            "start": a.period.start,
            "end": a.period.end,
        }
        for a in record.affiliations
    ]
    return {
        "name": record.name,
        "names": list(record.names),
        "reading": record.reading,
        "affiliations": [_without_blanks(row) for row in affiliations],
    }


def _organization(_handbook: Handbook, record: Record) -> dict[str, Any]:
    assert isinstance(record, Organization)
    return {"name": record.name, "aliases": list(record.aliases)}


def _question(handbook: Handbook, record: Record) -> dict[str, Any]:
    assert isinstance(record, Question)
    voices = handbook.voices(record.to)
    return {
        "text": record.name,
        "answers": list(record.answers),
        "session": _id(handbook, "session", record.session),
        "to": [_without_blanks({"name": v.name, "person": v.person, "organization": v.organization}) for v in voices],
    }


_FIELDS: dict[type[Record], Callable[[Handbook, Record], dict[str, Any]]] = {
    Event: _event,
    Session: _session,
    Project: _project,
    Release: _release,
    Person: _person,
    Organization: _organization,
    Question: _question,
}


def _id(handbook: Handbook, kind: str, text: str) -> str:
    record = handbook.resolve(kind, text) if text else None
    return record.id if record else ""


def _without_blanks(row: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if value}


# -- summit-mentions.json --------------------------------------------------------------------------


def mention_data(handbook: Handbook) -> list[dict[str, Any]]:
    """Every name found, page by page in reading order, without those of people who asked not to be named."""
    return [
        {
            "page": mention.page,
            "line": mention.line,
            "text": mention.text,
            "kind": mention.kind,
            "id": mention.id,
            "where": mention.where,
            "linked": mention.linked,
        }
        for page in sorted(handbook.prose.mentions)
        for mention in handbook.prose.mentions[page]
        if not getattr(handbook.index.get(mention.kind, mention.id), "unnamed", False)
    ]


def setup_exports(app: Sphinx) -> None:
    """Write the files when a build has ended."""
    app.connect("build-finished", write_exports)
