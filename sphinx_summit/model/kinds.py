"""One row per kind of object: its record, its lists' name, its options and how each is read.

Directives, registry rows, facts on a page and the exports derive from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_summit.model import fields as read
from sphinx_summit.model import records
from sphinx_summit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Kind:
    """A kind of object. `options` maps an option's name to its reader; the attribute has `_` for `-`."""

    record: type[records.Record]
    plural: str
    title: str
    titles: str
    options: Mapping[str, Callable[[Any], Any]]

    @property
    def name(self) -> str:
        """The name of the directive, the role and the object type."""
        return self.record.kind


_COMMON: dict[str, Callable[[Any], Any]] = {
    "name": read.read_text,
    "url": read.read_url,
    "formerly": read.read_list,
    "no-autolink": read.read_flag,
}

KINDS: dict[str, Kind] = {
    row.name: row
    for row in (
        Kind(
            records.Event, "events", "Event", "Events",
            _COMMON | {
                "dates": read.read_period, "dates-from": read.read_date_source, "venue": read.read_text,
                "city": read.read_text, "country": read.read_text, "timezone": read.read_timezone,
                "series": read.read_text, "number": read.read_text, "organizer": read.read_text,
                "parent": read.read_text, "release": read.read_text,
            },
        ),
        Kind(
            records.Session, "sessions", "Session", "Sessions",
            _COMMON | {
                "event": read.read_text, "day": read.read_date, "start": read.read_time,
                "end": read.read_time, "room": read.read_text, "track": read.read_text,
                "format": read.read_text, "language": read.read_text, "speakers": read.read_speakers,
                "projects": read.read_list, "releases": read.read_list, "topics": read.read_list,
                "slides": read.read_urls, "video": read.read_urls, "notes": read.read_urls,
                "code": read.read_urls, "review": read.read_urls,
            },
        ),
        Kind(
            records.Project, "projects", "Project", "Projects",
            _COMMON | {
                "aliases": read.read_list, "former": read.read_former, "ambiguous": read.read_which,
                "context": read.read_list, "match-case": read.read_which,
                "service": read.read_text, "status": read.read_text, "since": read.read_text,
                "successor": read.read_text,
            },
        ),
        Kind(
            records.Release, "releases", "Release", "Releases",
            _COMMON | {
                "aliases": read.read_list, "ambiguous": read.read_which,
                "context": read.read_list, "match-case": read.read_which, "of": read.read_text,
                "version": read.read_text, "date": read.read_date, "status": read.read_phases,
                "predecessor": read.read_text,
            },
        ),
        Kind(
            records.Person, "people", "Person", "People",
            _COMMON | {
                "names": read.read_names, "reading": read.read_text,
                "affiliations": read.read_affiliations, "unnamed": read.read_flag,
            },
        ),
        Kind(
            records.Organization, "organizations", "Organization", "Organizations",
            _COMMON | {"aliases": read.read_names},
        ),
        Kind(
            records.Question, "questions", "Question", "Questions",
            _COMMON | {"to": read.read_speakers, "session": read.read_text},
        ),
    )
}  # fmt: skip


def read_record(
    kind: str, options: Mapping[str, Any], *, file: str, line: int | None, **more: Any
) -> tuple[records.Record | None, list[Problem]]:
    """A record from a directive's options or a registry's row; what can't be read is left out and reported.

    `more` are values that no option gives: `name`, `place`, `answers`. There is no record without a good id.
    """
    row = KINDS[kind]
    problems: list[Problem] = []
    values: dict[str, Any] = dict(more)
    for option, value in options.items():
        reader = read.read_id if option == "id" else row.options.get(option)
        if reader is None:
            hint = did_you_mean(option, ["id", *row.options])
            problems.append(Problem("option", f"{kind} has no option {option!r}{hint}", file, line))
            continue
        try:
            values[option.replace("-", "_")] = reader(value)
        except ValueError as error:
            subtype = "id" if option == "id" else "value"
            problems.append(Problem(subtype, f"{kind} option {option!r}: {error}", file, line))
    if "id" not in values:
        if "id" not in options:
            problems.append(Problem("id", f"{kind} without an id", file, line))
        return None, problems
    return row.record(**values), problems
