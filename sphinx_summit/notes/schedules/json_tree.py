"""JSON → a tree of words with their places. Commas too many or too few are no error; deep nesting is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import LINE_END
from sphinx_summit.notes.schedules.words import Part, Tree, Words, words_at, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?x)[\s,\ufeff]*+
    (?: (?P<open>[\[{]) | (?P<close>[\]}])
      | "(?P<text>(?:[^"\\]|\\.)*+)" (?P<key>\s*+:)?
      | (?P<bare>[-+.\w]++) )""",
    re.DOTALL,
)
_BLANK = re.compile(r"[\s,\ufeff;]*+\Z")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_MEANINGS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_NAMES: dict[str, bool | None] = {"true": True, "false": False, "null": None, "NaN": None}
_DEEPEST = 60


@dataclass(slots=True)
class _Open:
    """An object or array being read; `key` waits for its value."""

    node: dict[str, Tree] | list[Tree]
    key: Words | None = None

    def add(self, value: Tree) -> bool:
        """Take a value; False where none may stand."""
        if isinstance(self.node, list):
            self.node.append(value)
        elif self.key is None:
            return False
        else:
            self.node[self.key] = value
            self.key = None
        return True


def read_json(source: str) -> Tree:
    """The tree of a JSON text; ValueError with the line when it is none."""
    root: list[Tree] = []
    stack = [_Open(root)]
    for match in _tokens(source):
        if match["close"]:
            closed = stack.pop()
            if not stack or closed.key is not None or (match["close"] == "]") != isinstance(closed.node, list):
                raise _no_json(source, match.start())
            continue
        value = _value(source, match)
        if match["key"] and isinstance(stack[-1].node, dict) and stack[-1].key is None:
            assert isinstance(value, Words)
            stack[-1].key = value
            continue
        if match["key"] or not stack[-1].add(value):
            raise _no_json(source, match.start())
        if isinstance(value, (dict, list)):
            stack.append(_Open(value))
        if len(stack) > _DEEPEST:
            raise ValueError(f"this JSON is nested deeper than {_DEEPEST} levels")
    if len(stack) != 1 or len(root) != 1:
        raise _no_json(source, len(source))
    return root[0]


def _tokens(source: str) -> Iterator[re.Match[str]]:
    place = 0
    while match := _TOKEN.match(source, place):
        yield match
        place = match.end()
    if not _BLANK.match(source, place):
        raise _no_json(source, place)


def _no_json(source: str, place: int) -> ValueError:
    line = sum(1 for _ in LINE_END.finditer(source, 0, place)) + 1
    return ValueError(f"this is not JSON from line {line} on")


def _value(source: str, match: re.Match[str]) -> Tree:
    if match["open"]:
        return {} if match["open"] == "{" else []
    if match["text"] is not None:
        return _string(source, *match.span("text"))
    bare = match["bare"]
    return _NAMES[bare] if bare in _NAMES else words_at(source, *match.span("bare"))


def _string(source: str, start: int, end: int) -> Words:
    if source.find("\\", start, end) < 0:
        return words_at(source, start, end)
    parts = []
    for match in _ESCAPE.finditer(source, start, end):
        if match.start() > start:
            parts.append(Part(start, match.start(), source[start : match.start()]))
        parts.append(Part(match.start(), match.end(), _meaning(match[0])))
        start = match.end()
    if start < end:
        parts.append(Part(start, end, source[start:end]))
    return words_of(parts)


def _meaning(escape: str) -> str:
    if len(escape) == 2:
        return _MEANINGS.get(escape[1], escape[1])
    units = b"".join(int(code, 16).to_bytes(2, "big") for code in escape.split("\\u")[1:])
    return units.decode("utf-16-be", "replace")
