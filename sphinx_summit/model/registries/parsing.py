"""TOML, YAML and JSON → data, and where rows and keys stand in the text, which their parsers do not say."""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_right
from collections import defaultdict
from typing import Any

import yaml

_Rows = dict[str, list[int]]
"""Kind → the line of each of its rows, as far as known."""


class ParseError(ValueError):
    """A text that is no registry, with the line if it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class Lines:
    """Where rows and keys stand in a registry's text, in lines from 1."""

    def __init__(self, text: str, rows: _Rows) -> None:
        self._lines = text.splitlines()
        self._rows = rows
        self._starts = sorted({line for lines in rows.values() for line in lines})

    def of_row(self, kind: str, number: int) -> int | None:
        """The line of a kind's row, counted from 0."""
        lines = self._rows.get(kind, [])
        return lines[number] if number < len(lines) else self.of_key(kind)

    def of_key(self, key: str, row_line: int | None = None) -> int | None:
        """The line of a key: anywhere, or in the row that begins at a line, else that line."""
        pattern = re.compile(rf"""[\[\s{{,-]*["']?{re.escape(key)}["']?\s*[\]=:]""")
        following = bisect_right(self._starts, row_line) if row_line else len(self._starts)
        stop = self._starts[following] - 1 if following < len(self._starts) else len(self._lines)
        for number in range(row_line or 1, stop + 1):
            if pattern.match(self._lines[number - 1]):
                return number
        return row_line


def parse(text: str, suffix: str) -> tuple[Any, Lines]:
    """The data of a text and its lines; the suffix tells the format, TOML for any but YAML's and JSON's.

    Numbers stay text as written, as 1.10 is a version. Raises ParseError.
    """
    try:
        if suffix == ".json":
            data = json.loads(text, parse_float=str, parse_int=str)
            return data, Lines(text, _json_rows(text, data))
        if suffix in {".yaml", ".yml"}:
            return _parse_yaml(text)
        return tomllib.loads(text, parse_float=str), Lines(text, _toml_rows(text))
    except RecursionError:
        raise ParseError("the registry is nested too deep") from None
    except ParseError:
        raise
    except (ValueError, yaml.YAMLError) as error:
        message = " ".join(str(error).split())[:300]
        raise ParseError(f"not a {suffix[1:].upper() or 'TOML'} file: {message}", _line(error, text)) from None


def _line(error: Exception, text: str) -> int | None:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return min(int(mark.line), text.rstrip().count("\n")) + 1
    match = re.search(r"line (\d+)", str(error))
    return getattr(error, "lineno", None) or (int(match[1]) if match else None)


def _toml_rows(text: str) -> _Rows:
    rows: _Rows = defaultdict(list)
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"""\s*\[\[?\s*["']?([A-Za-z]+)["']?\s*(?:\]\]|\.)""", line)
        if match:
            rows[match[1]].append(number)
    return rows


def _json_rows(text: str, data: Any) -> _Rows:
    """The rows have their ids in the order of the text; where one lacks its id, the lines are not known."""
    tables = data if isinstance(data, dict) else {}
    lists = {kind: rows for kind, rows in tables.items() if isinstance(rows, list)}
    lines = []
    line, counted = 1, 0
    for match in re.finditer(r'(?<!\\)"id"\s*:', text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        lines.append(line)
    if len(lines) != sum(map(len, lists.values())):
        return {}
    ids = iter(lines)
    return {kind: [next(ids) for _ in rows] for kind, rows in lists.items()}


# -- YAML ------------------------------------------------------------------------------------------

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
_NO_KEY = object()


def _parse_yaml(text: str) -> tuple[Any, Lines]:
    """From the parser's events, as its fast loader crashes on deep nesting and makes `False` of Norway."""
    builder = _YamlBuilder()
    for event in yaml.parse(text, Loader=_Loader):
        builder.take(event)
    return builder.root, Lines(text, builder.rows)


class _YamlBuilder:
    """Data from YAML events: lists, tables and texts; nothing else, and None for null."""

    def __init__(self) -> None:
        self.root: Any = None
        self.rows: _Rows = defaultdict(list)
        self._open: list[list[Any] | dict[str, Any]] = []
        self._keys: list[Any] = []

    def take(self, event: yaml.Event) -> None:
        """Go on with the next event."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            # Aliases make a small file large; a registry has no use for them.
            raise ParseError("YAML anchors are not read", line)
        if tag := getattr(event, "tag", None):
            raise ParseError(f"not a YAML file of texts, lists and tables: it has a tag, {tag[:80]!r}", line)
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise ParseError("not one YAML document, but several", line)
        if isinstance(event, yaml.ScalarEvent):
            is_null = event.implicit[0] and event.value in {"", "~", "null", "Null", "NULL"}
            self._note_row(line)
            self._add(None if is_null else event.value, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._note_row(line)
            if len(self._open) == _DEEPEST:
                raise ParseError("the registry is nested too deep", line)
            self._open.append({} if isinstance(event, yaml.MappingStartEvent) else [])
            self._keys.append(_NO_KEY)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._keys.pop()
            self._add(self._open.pop(), line)

    def _note_row(self, line: int) -> None:
        """A row begins: an item of a kind's list, or a key of its table."""
        is_within = len(self._open) == 2 and isinstance(self._open[0], dict)
        if is_within and (isinstance(self._open[1], list) or self._keys[1] is _NO_KEY):
            self.rows[str(self._keys[0])].append(line)

    def _add(self, value: Any, line: int) -> None:
        if not self._open:
            self.root = value
            return
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        elif self._keys[-1] is not _NO_KEY:
            container[self._keys[-1]] = value
            self._keys[-1] = _NO_KEY
        elif isinstance(value, str):
            self._keys[-1] = value
        else:
            raise ParseError("a key is not a text", line)
