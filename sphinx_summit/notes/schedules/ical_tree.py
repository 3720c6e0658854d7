"""iCalendar → a tree of components with their properties: content lines with their places, however they are folded.

RFC 5545, read leniently: lines that are no property are left out, unknown components are kept, a `BEGIN` without `END`
ends with the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import LINE_END
from sphinx_summit.notes.schedules.words import Part, Tree, Words, joined, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROPERTY = re.compile(r'([A-Za-z0-9-]+)((?:;[^=:;"]+=(?:"[^"]*"|[^":;]*)(?:,(?:"[^"]*"|[^":;,]*))*)*+):[ \t]*')
_PARAMETER = re.compile(r';([^=:;"]+)=("[^"]*"|[^";:]*)')
_PIECE = re.compile(r"\\|[^\\]+")
_MEANINGS = {"n": "\n", "N": "\n"}
_DEEPEST = 20


def read_ical(source: str) -> dict[str, Tree]:
    """The root with its components in lists by name, properties by name (in lists), parameters as `NAME;PARAMETER`."""
    root: dict[str, Tree] = {}
    stack = [root]
    for line in _content_lines(source):
        match = _PROPERTY.match(line)
        if not match:
            continue
        name, value = match[1].upper(), line.cut(match.end(), len(line))
        if name == "BEGIN":
            if len(stack) > _DEEPEST:
                raise ValueError(f"this calendar is nested deeper than {_DEEPEST} components")
            component: dict[str, Tree] = {}
            _append(stack[-1], value.strip().upper(), component)
            stack.append(component)
        elif name == "END":
            if len(stack) > 1:
                stack.pop()
        else:
            _append(stack[-1], name, _unescaped(value))
            for parameter in _PARAMETER.finditer(line, match.start(2), match.end(2)):
                quoted = parameter[2].startswith('"')
                words = line.cut(parameter.start(2) + quoted, parameter.end(2) - quoted)
                _append(stack[-1], f"{name};{parameter[1].upper()}", words)
    return root


def _append(component: dict[str, Tree], name: str, value: Tree) -> None:
    known = component.setdefault(name, [])
    assert isinstance(known, list)
    known.append(value)


def _content_lines(source: str) -> Iterator[Words]:
    """The lines, each with those that a space at their start makes its continuation."""
    parts: list[Part] = []
    start = 0
    while start < len(source):
        match = LINE_END.search(source, start)
        end, after = (match.start(), match.end()) if match else (len(source), len(source))
        folded = source[start] in " \t" and bool(parts)
        if not folded and parts:
            yield joined(source, parts)
            parts = []
        begin = min(start + folded, end)
        if begin < end:
            parts.append(Part(begin, end, source[begin:end]))
        start = after
    if parts:
        yield joined(source, parts)


def _unescaped(value: Words) -> Words:
    """The value without its backslashes; a fold may part one from what it escapes."""
    parts: list[Part] = []
    slash = -1
    for part in value.parts:
        for match in _PIECE.finditer(part.text):
            start, text = part.start + match.start(), match[0]
            if slash >= 0:
                meant = _MEANINGS.get(text[0], text[0] if text[0] in "\\;,:" else "\\" + text[0])
                parts.append(Part(slash, start + 1, meant))
                start, text, slash = start + 1, text[1:], -1
            elif text == "\\":
                slash, text = start, ""
            if text:
                parts.append(Part(start, start + len(text), text))
    return words_of(parts).strip_around()
