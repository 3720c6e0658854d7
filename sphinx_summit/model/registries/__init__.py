"""Registries: rows of facts about objects, shipped with the package or kept by the user.

A registry is a TOML, YAML or JSON file with a list of tables per kind (`[[project]]`, `[[release]]` …); the keys are
the options of that kind's directive. A file in the shape of the endoflife.date API is one as well.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.kinds import KINDS, read_record
from sphinx_summit.model.records import Record, Row
from sphinx_summit.model.registries.endoflife import is_life_cycle, read_life_cycle
from sphinx_summit.model.registries.parsing import Lines, ParseError, parse
from sphinx_summit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIPPED = Path(__file__).parent
_IMPORTED = "imported.toml"
"""The name of the file that an import writes."""


def shipped() -> list[str]:
    """The names of the registries that come with the package."""
    return sorted(path.stem for path in _SHIPPED.glob("*.toml"))


def registry_path(name: str, folder: Path) -> Path:
    """The file behind an entry of `summit_data`: a shipped registry's name, or a path below `folder`."""
    return _SHIPPED / f"{name}.toml" if name in shipped() else folder / name


def load_registry(path: Path, *, file: str) -> tuple[list[Record], list[Problem]]:
    """The records of one registry file; `file` is the name by which problems speak of it."""
    try:
        data, lines = parse(path.read_text(encoding="utf-8-sig"), path.suffix)
        if is_life_cycle(data):
            data = read_life_cycle(data, path.stem)
    except OSError as error:
        return [], [Problem("registry", f"can't read the registry: {error.strerror}", file)]
    except UnicodeDecodeError:
        return [], [Problem("registry", "the registry is not UTF-8 text", file)]
    except ParseError as error:
        return [], [Problem("registry", str(error), file, error.line)]
    if not isinstance(data, dict):
        return [], [Problem("registry", "a registry is a table with one list per kind", file)]
    return _read_tables(data, lines, file, yields=path.parent == _SHIPPED or path.name == _IMPORTED)


def _read_tables(data: dict[Any, Any], lines: Lines, file: str, *, yields: bool) -> tuple[list[Record], list[Problem]]:
    records: list[Record] = []
    problems: list[Problem] = []
    for kind, rows in data.items():
        if kind == "$schema":
            continue
        if kind not in KINDS:
            message = f"a registry has no table {str(kind)[:80]!r}{did_you_mean(str(kind), KINDS)}"
            problems.append(Problem("registry", message, file, lines.of_key(str(kind))))
            continue
        for number, row in enumerate(_rows(rows)):
            line = lines.of_row(kind, number)
            if not isinstance(row, dict):
                problems.append(Problem("registry", f"a row of {kind!r} is not a table", file, line))
                continue
            said = {str(key): value for key, value in row.items() if value is not None}
            record, found = read_record(kind, said, file=file, line=line, row=Row(file, line, yields))
            problems += [_at_key(problem, lines, line) for problem in found]
            if record:
                records.append(record)
    return records, problems


def _rows(rows: Any) -> Iterator[Any]:
    """The rows of a list, or of a table by id; anything else is one (bad) row."""
    if isinstance(rows, dict):
        yield from ({"id": id_, **row} if isinstance(row, dict) else row for id_, row in rows.items())
    else:
        yield from rows if isinstance(rows, list) else [rows]


def _at_key(problem: Problem, lines: Lines, row_line: int | None) -> Problem:
    """The problem at the line of the key that it names, and an unknown key as the registry's fault."""
    key = re.search(r"option '([^']*)'", problem.message)
    subtype = "registry" if problem.subtype == "option" else problem.subtype
    message = problem.message.replace("has no option", "has no key").replace(" option ", " key ")
    line = lines.of_key(key[1], row_line) if key else row_line
    return Problem(subtype, message, problem.file, line)
