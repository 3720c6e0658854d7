"""XML → a tree of words with their places, by expat. Entities that a document declares are refused.

An element becomes its text; with attributes or children a dict of them (`@name`, name, `#text`), where what stands
there several times is a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from sphinx_summit.notes.schedules.words import Part, Tree, Words, joined, words_at, words_of

_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# XML knows no such characters; some schedules have them all the same.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:[xX]0*1?[0-9a-fA-F]|0*[12]?\d|0*3[01]);")
_ALLOWED = re.compile(r"&#(?:[xX]0*[9aAdD]|0*(?:9|10|13));")
_DEEPEST = 60
TEXT = "#text"


@dataclass(slots=True)
class _Open:
    """An element being read."""

    name: str
    node: dict[str, Tree] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def add(self, name: str, value: Tree) -> None:
        """Take a child's value, or one more of the same name."""
        known = self.node.get(name)
        if name not in self.node:
            self.node[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            self.node[name] = [known, value]


class _Reader:
    """Hears of elements and texts from expat, and finds where in the source they stand."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.data = _FORBIDDEN.sub(_blank, source).encode("utf-8")
        self.byte = self.place = 0
        self.stack = [_Open("")]
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.refuse

    def read(self) -> Tree:
        """The root element, by its name."""
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise ValueError(f"this XML can't be read from line {error.lineno} on") from None
        return self.stack[0].node

    def here(self) -> int:
        """Where in the source the parser is."""
        byte = self.parser.CurrentByteIndex
        self.place += len(self.data[self.byte : byte].decode("utf-8", "replace"))
        self.byte = byte
        return self.place

    def refuse(self, *_declaration: object) -> None:
        """An entity is declared: it may explode or point outward."""
        raise ValueError("this XML declares entities, which are not read")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        if len(self.stack) > _DEEPEST:
            raise ValueError(f"this XML is nested deeper than {_DEEPEST} elements")
        element = _Open(_local(name))
        if attributes:
            for match in _ATTRIBUTE.finditer(self.source, self.here(), self._end_of_tag()):
                element.node["@" + _local(match[1])] = _unescaped(self.source, match.start(2) + 1, match.end(2) - 1)
        self.stack.append(element)

    def _end_of_tag(self) -> int:
        """Where the start tag ends at the latest: quoted values may hold a `>`."""
        quote, end = "", self.place
        for match in re.compile("""["'>]""").finditer(self.source, self.place):
            end = match.end()
            if not quote and match[0] == ">":
                break
            quote = "" if match[0] == quote else quote or match[0]
        return end

    def text(self, data: str) -> None:
        """Some characters: a line, a line's end, or what an entity stands for."""
        start = self.here()
        if self.source.startswith(data, start):
            end = start + len(data)
        else:
            entity = _ENTITY.match(self.source, start)
            end = entity.end() if entity else start + (2 if self.source.startswith("\r\n", start) else len(data))
        self.stack[-1].parts.append(Part(start, end, data))

    def end(self, _name: str) -> None:
        """An end tag."""
        element = self.stack.pop()
        text = joined(self.source, element.parts).strip_around()
        if text and element.node:
            element.add(TEXT, text)
        self.stack[-1].add(element.name, element.node or text)


def read_xml(source: str) -> Tree:
    """The tree of an XML text; ValueError with the reason when it can't be read."""
    return _Reader(source).read()


def _blank(match: re.Match[str]) -> str:
    return match[0] if _ALLOWED.fullmatch(match[0]) else " " * len(match[0])


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def _unescaped(source: str, start: int, end: int) -> Words:
    """An attribute's value."""
    parts = []
    for match in _ENTITY.finditer(source, start, end):
        if match.start() > start:
            parts.append(Part(start, match.start(), source[start : match.start()]))
        parts.append(Part(match.start(), match.end(), _meaning(match)))
        start = match.end()
    if not parts:
        return words_at(source, start, end)
    return words_of([*parts, Part(start, end, source[start:end])] if start < end else parts)


def _meaning(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED.get(match[3], match[0])
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
