"""Old ids: from each that a record lists in `formerly` to the id that its object has now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.model.checks import problem_at, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_summit.model.names import Key
    from sphinx_summit.model.records import Record
    from sphinx_summit.problems import Problem


def find_renamings(records: Mapping[Key, Record]) -> tuple[dict[Key, str], list[Problem]]:
    """Kind and old id → present id, after one or more renamings; the ids of a circle stay themselves."""
    owners, problems = _owners(records.values())
    newest: dict[Key, str] = {}
    for start in owners:
        path: dict[Key, None] = {}
        key = start
        while key in owners and key not in newest and key not in path:
            path[key] = None
            key = key[0], owners[key].id
        if key in path:
            circle = list(path)[list(path).index(key) :]
            newest |= {old: old[1] for old in circle}
            chain = " → ".join([*(say(owners[old]) for old in circle[:4]), repr(owners[key].id)])
            problems.append(problem_at(owners[key], "circle", f"'formerly' leads in a circle: {chain}"))
        newest |= dict.fromkeys((old for old in path if old not in newest), newest.get(key, key[1]))
    renamed = {old: id_ for old, id_ in newest.items() if old[1] != id_}
    for old in renamed:
        described = records.get(old)
        if described and described.place:
            message = f"{described.kind} {described.id!r} is a former id of {say(owners[old])} and described as well"
            problems.append(problem_at(described, "duplicate", message))
    return renamed, problems


def _owners(records: Iterable[Record]) -> tuple[dict[Key, Record], list[Problem]]:
    """Old id → the record that lists it; the first of two, with a problem."""
    owners: dict[Key, Record] = {}
    problems: list[Problem] = []
    for record in records:
        for old in record.formerly:
            owner = owners.setdefault((record.kind, old), record)
            if owner.id != record.id:
                message = f"{record.kind} {old!r} is a former id of {say(owner)} and of {say(record)}"
                problems.append(problem_at(record, "duplicate", message))
    return owners, problems
