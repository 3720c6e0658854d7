"""Registries: rows of facts about objects, shipped with the package or kept by the user.

A registry is a TOML, YAML or JSON file with a list of tables per kind (`[[project]]`, `[[release]]` …);
the keys are the options of that kind's directive.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from sphinx_summit.model.kinds import KINDS, read_record
from sphinx_summit.model.records import Record
from sphinx_summit.problems import Problem, did_you_mean

_SHIPPED = Path(__file__).parent


def shipped() -> list[str]:
    """The names of the registries that come with the package."""
    return sorted(path.stem for path in _SHIPPED.glob("*.toml"))


def registry_path(name: str, folder: Path) -> Path:
    """The file behind an entry of `summit_data`: a shipped registry's name, or a path below `folder`."""
    return _SHIPPED / f"{name}.toml" if name in shipped() else folder / name


def load_registry(path: Path, *, file: str) -> tuple[list[Record], list[Problem]]:
    """The records of one registry file; `file` is the name by which problems speak of it."""
    try:
        text = path.read_text(encoding="utf-8")
        data = _parse(text, path.suffix)
    except OSError as error:
        return [], [Problem("registry", f"can't read the registry: {error.strerror}", file)]
    except UnicodeDecodeError:
        return [], [Problem("registry", "the registry is not UTF-8 text", file)]
    except RecursionError:
        return [], [Problem("registry", "the registry is nested too deep", file)]
    except (ValueError, yaml.YAMLError) as error:
        message = " ".join(str(error).split())
        return [], [Problem("registry", f"not a {path.suffix[1:].upper()} file: {message}", file, _line(error))]
    if not isinstance(data, dict):
        return [], [Problem("registry", "a registry is a table with one list per kind", file)]
    return _read_tables(data, text, file)


def _parse(text: str, suffix: str) -> Any:
    if suffix == ".json":
        return json.loads(text)
    if suffix in {".yaml", ".yml"}:
        if re.search(r"(?m)(^|[\s:\[{,-])[&*]\w", text):
            raise ValueError("YAML anchors are not read")
        return yaml.safe_load(text)
    return tomllib.loads(text)


def _line(error: Exception) -> int | None:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    match = re.search(r"line (\d+)", str(error))
    return getattr(error, "lineno", None) or (int(match[1]) if match else None)


def _read_tables(data: dict[Any, Any], text: str, file: str) -> tuple[list[Record], list[Problem]]:
    records: list[Record] = []
    problems: list[Problem] = []
    lines = _Lines(text)
    for kind, rows in data.items():
        if kind not in KINDS:
            hint = did_you_mean(str(kind), KINDS)
            message = f"a registry has no table {kind!r}{hint}"
            problems.append(Problem("registry", message, file, lines.of_key(str(kind))))
            continue
        if not isinstance(rows, list):
            rows = (
                [{"id": id_, **row} if isinstance(row, dict) else row for id_, row in dict(rows).items()]
                if isinstance(rows, dict)
                else [rows]
            )
        for row in rows:
            if not isinstance(row, dict):
                problems.append(Problem("registry", f"a row of {kind!r} is not a table", file, lines.of_key(kind)))
                continue
            line = lines.of_row(kind, str(row.get("id", "")))
            record, found = read_record(kind, {str(key): value for key, value in row.items()}, file=file, line=line)
            problems += [_at_key(problem, lines, line) for problem in found]
            if record:
                records.append(record)
    return records, problems


def _at_key(problem: Problem, lines: _Lines, row_line: int | None) -> Problem:
    """The problem at the line of the key that it names, and an unknown key as the registry's fault."""
    key = re.search(r"option '([^']*)'", problem.message)
    subtype = "registry" if problem.subtype == "option" else problem.subtype
    message = problem.message.replace("has no option", "has no key").replace(" option ", " key ")
    line = lines.of_key(key[1], after=row_line or 1) if key else row_line
    return Problem(subtype, message, problem.file, line)


class _Lines:
    """Where rows and keys stand in a registry's text: a search, as the parsers do not say."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._rows: dict[str, int] = {}
        for number, line in enumerate(self._lines, 1):
            match = re.match(r"""[\s{,-]*["']?id["']?\s*[=:]\s*["']?([^"',\s]*)""", line)
            if match:
                self._rows.setdefault(match[1], number)

    def of_row(self, kind: str, id_: str) -> int | None:
        return self._rows.get(id_) or self.of_key(kind)

    def of_key(self, key: str, *, after: int = 1) -> int | None:
        pattern = re.compile(rf"""[\[\s{{,-]*["']?{re.escape(key)}["']?\s*[\]=:]""")
        for number in range(after, len(self._lines) + 1):
            if pattern.match(self._lines[number - 1]):
                return number
        return None
