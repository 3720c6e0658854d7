"""YAML → a tree of words with their places, from PyYAML's events. Anchors, aliases and tags are refused: see bombs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from sphinx_summit.notes.schedules.words import Part, Tree, Words, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)", re.DOTALL)
_NAMES: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEEPEST = 60
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence being read; `key` waits for its value."""

    node: dict[str, Tree] | list[Tree]
    key: Words | None = None

    def add(self, value: Tree) -> None:
        """Take a key or a value. What is no plain text is no key."""
        if isinstance(self.node, list):
            self.node.append(value)
        elif self.key is None:
            self.key = value if isinstance(value, Words) else Words()
        else:
            self.node[self.key] = value
            self.key = None


def read_yaml(source: str) -> Tree:
    """The tree of the first document; ValueError with the reason when it can't be read."""
    root: list[Tree] = []
    stack = [_Open(root)]
    try:
        for event in _events(source):
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                opened = _Open({} if isinstance(event, yaml.MappingStartEvent) else [])
                stack[-1].add(opened.node)
                stack.append(opened)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
            elif isinstance(event, yaml.ScalarEvent):
                in_key = isinstance(stack[-1].node, dict) and stack[-1].key is None
                stack[-1].add(_scalar(source, event, named=not in_key))
            if len(stack) > _DEEPEST:
                raise ValueError(f"this YAML is nested deeper than {_DEEPEST} levels")
    except yaml.MarkedYAMLError as error:
        line = f" from line {error.problem_mark.line + 1} on" if error.problem_mark else ""
        raise ValueError(f"this YAML can't be read{line}") from None
    except (yaml.YAMLError, RecursionError):
        raise ValueError("this YAML can't be read") from None
    return root[0] if root else None


def _events(source: str) -> Iterator[yaml.Event]:
    for event in yaml.parse(source, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise ValueError("this YAML has anchors, aliases or tags, which are not read")
        if isinstance(event, yaml.DocumentEndEvent):
            return
        yield event


def _scalar(source: str, event: yaml.ScalarEvent, *, named: bool) -> Tree:
    assert event.start_mark
    assert event.end_mark
    start, end = event.start_mark.index, event.end_mark.index
    if named and not event.style and event.value.casefold() in _NAMES:
        return _NAMES[event.value.casefold()]
    words = joined(source, _aligned(source, start + bool(event.style), end, event.value, event.style == '"'))
    return words.strip_around() if words else words


def _aligned(source: str, start: int, end: int, value: str, escapes: bool) -> Iterator[Part]:
    """Which characters of a scalar stand in the source as they are; folds, escapes and indentation part them."""
    place = 0
    while place < len(value):
        char = value[place]
        if start < end and source[start] == char and not (escapes and char == "\\"):
            yield Part(start, start + 1, char)
            start, place = start + 1, place + 1
        elif start < end and escapes and source[start] == "\\":
            match = _ESCAPE.match(source, start)
            after = match.end() if match else start + 1
            if match and match[0][1] in "\r\n":
                start = after
                continue
            yield Part(start, after, char)
            start, place = after, place + 1
        elif char.isspace() or start >= end:
            # A fold: the source's white space comes with it.
            after = start
            while after < end and source[after].isspace():
                after += 1
            yield Part(min(start, end), min(after, end), char)
            start, place = max(start, after), place + 1
        else:
            start += 1
