"""What contradicts itself in a handbook's records: circles of successors and names, names that are ids of others.

Each finding is one problem that names both places; the records stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import ID, fold
from sphinx_summit.model.records import Event, Project, Record, Release, names_of
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Resolve = Callable[[str, str], Record | None]
    """From a kind and the text of an option to the object that it means."""


def find_contradictions(records: Iterable[Record], resolve: Resolve) -> Iterator[Problem]:
    """Every contradiction between records, in linear time."""
    records = list(records)
    yield from _circles_of_options(records, resolve)
    yield from _circles_of_names(records)
    yield from _names_that_are_ids(records)


def problem_at(record: Record, subtype: str, message: str) -> Problem:
    """A problem of a record: on its page, or with its registry's place in the message."""
    if record.place:
        return Problem(subtype, message, record.place.docname, record.place.line or None)
    return Problem(subtype, f"{record.row}: {message}" if record.row else message)


def say(record: Record) -> str:
    """A record by kind, id and place."""
    return f"{record.kind} {record.id!r}" + (f" ({record.where})" if record.where else "")


# -- circles ---------------------------------------------------------------------------------------


def _circles_of_options(records: list[Record], resolve: Resolve) -> Iterator[Problem]:
    """Successors, predecessors, parents that lead back to where they began."""
    for option, kind in (("successor", Project), ("predecessor", Release), ("parent", Event)):
        following: dict[str, list[Record]] = {}
        for record in records:
            text = getattr(record, option) if isinstance(record, kind) else ""
            other = resolve(kind.kind, text) if text else None
            following |= {record.id: [other]} if other else {}
        for circle in _circles([record for record in records if record.kind == kind.kind], following):
            yield _circle(circle, option)


def _circles_of_names(records: list[Record]) -> Iterator[Problem]:
    """Projects that were called as others are now, in a circle; a project whose former name is its present one."""
    projects = [record for record in records if isinstance(record, Project) and record.former]
    present: dict[str, list[Record]] = defaultdict(list)
    for project in projects:
        for text in names_of(project):
            present[fold(text)].append(project)
    following = {
        project.id: [
            other
            for name in project.former
            for other in present.get(fold(name.name), ())
            # A name of old may be today's in another spelling.
            if other is not project or name.name in names_of(project)
        ]
        for project in projects
    }
    for circle in _circles(projects, following):
        yield _circle(circle, "former")


def _circle(circle: list[Record], option: str) -> Problem:
    first = circle[0]
    if len(circle) == 1:
        message = f"{first.kind} {first.id!r} names itself in {option!r}"
        return problem_at(first, "circle", message)
    chain = " → ".join(map(say, [*circle[:4], *circle[4:][-1:]]))
    return problem_at(first, "circle", f"{option!r} leads in a circle: {chain} → {first.id!r}")


def _circles(records: Iterable[Record], following: Mapping[str, list[Record]]) -> Iterator[list[Record]]:
    """One circle for each record that leads back to one on its own path; each record is looked at once."""
    done: set[str] = set()
    for start in records:
        if start.id in done:
            continue
        path = {start.id: start}
        ways = [iter(following.get(start.id, ()))]
        while ways:
            record = next(ways[-1], None)
            if record is None:
                ways.pop()
                done.add(path.popitem()[0])
            elif record.id in path:
                around = list(path)
                yield [path[id_] for id_ in around[around.index(record.id) :]]
            elif record.id not in done:
                path[record.id] = record
                ways.append(iter(following.get(record.id, ())))


# -- names and ids ---------------------------------------------------------------------------------


def _names_that_are_ids(records: list[Record]) -> Iterator[Problem]:
    """Names that are written as another object's id: an option that says so means the id."""
    by_id = {(record.kind, record.id): record for record in records}
    for record in records:
        for name in names_of(record):
            other = by_id.get((record.kind, name)) if ID.fullmatch(name) else None
            if other and other is not record and fold(name) not in map(fold, names_of(other)):
                message = f"the name {name!r} of {say(record)} is the id of {say(other)}: options mean the latter"
                yield problem_at(record, "name", message)
