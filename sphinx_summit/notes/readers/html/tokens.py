"""HTML → tokens with their places, as browsers find them, and in one pass over any input.

The standard library's parser needs quadratic time for unfinished tags and comments, fails on some declarations, and
finds other tokens from one patch release of Python to the next; lxml and html5lib forget the places.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["start", "end", "text", "raw", "comment", "declaration"]


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements in which no tags are found."""
_BARE = re.compile(r"<(/?)([A-Za-z][^\s/>\x00]*)>")
"""A tag without attributes."""
_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>=][^\s/>=]*)(?:\s*=\s*(?P<value>"|'|[^\s>"'][^\s>]*))?|[\s/]*(?P<odd>=)"""
)
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,9};?|[A-Za-z][A-Za-z0-9]{1,31};?)")


class Attribute(NamedTuple):
    """`name="…"`; its value stands at `source[start:end]`."""

    name: str
    start: int
    end: int


class Token(NamedTuple):
    """`source[start:end]`; tags have a name in lower case. `raw` is the text of an element without tags."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


def tokens(source: str, start: int = 0) -> Iterator[Token]:
    """The tokens of a text, which cover it from `start` on."""
    return _Scanner(source, start).scan()


class _Scanner:
    """Finds tokens. What has no end is text, and is looked for only once."""

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.place = start
        self.last = {mark: source.rfind(mark) for mark in (">", '"', "'")}
        self.careless = False
        self.unclosed: set[str] = set()

    def scan(self) -> Iterator[Token]:
        """All tokens."""
        done = self.place
        while True:
            self.place = self.source.find("<", self.place)
            if self.place < 0:
                break
            bare = _BARE.match(self.source, self.place)
            token: Token | None
            if bare:
                token = Token("end" if bare[1] else "start", self.place, bare.end(), bare[2].lower())
            else:
                token = self._markup(self.place)
            if token is None:
                self.place += 1
                continue
            if done < token.start:
                yield Token("text", done, token.start)
            yield token
            done = self.place = token.end
            if token.kind == "start" and token.name in RAW:
                end = self._end_of_raw(token)
                if done < end:
                    yield Token("raw", done, end, token.name)
                done = self.place = max(end, done)
        if done < len(self.source):
            yield Token("text", done, len(self.source))

    def _markup(self, start: int) -> Token | None:
        follows = self.source[start + 1 : start + 2]
        if follows == "!":
            return self._declaration(start)
        if self.last[">"] < start:
            return None
        if follows == "?":
            return Token("declaration", start, self.source.index(">", start) + 1)
        closing = follows == "/"
        name = _NAME.match(self.source, start + 1 + closing)
        if not name:
            return Token("comment", start, self.source.index(">", start) + 1) if closing else None
        end, attributes = self._attributes(start, name.end())
        return Token("end" if closing else "start", start, end, name[0].lower(), attributes)

    def _declaration(self, start: int) -> Token | None:
        """A comment, or a doctype. One that nobody closes hides the rest, as in a browser."""
        if not self.source.startswith("<!--", start):
            end = self.source.find(">", start) + 1 if self.last[">"] >= start else 0
            return Token("declaration", start, end) if end else None
        short = next((mark for mark in (">", "->") if self.source.startswith(mark, start + 4)), "")
        if short:
            return Token("comment", start, start + 4 + len(short))
        end_mark = _COMMENT_END.search(self.source, start + 4)
        return Token("comment", start, end_mark.end() if end_mark else len(self.source))

    def _attributes(self, start: int, place: int) -> tuple[int, tuple[Attribute, ...]]:
        """Where the tag ends, and its attributes. After a tag that never ends, `>` ends them even within quotes."""
        found: dict[str, Attribute] = {}
        while not self.careless and (match := _ATTRIBUTE.match(self.source, place)):
            place = match.end()
            if match["name"] is None:
                continue
            value = Attribute(match["name"].lower(), place, place)
            if match["value"] in {'"', "'"}:
                if self.last[match["value"]] < place:
                    break
                end = self.source.index(match["value"], place)
                value, place = Attribute(value.name, place, end), end + 1
            elif match["value"]:
                value = Attribute(value.name, match.start("value"), match.end("value"))
            found.setdefault(value.name, value)
        end = self.source.find(">", place) + 1 if place <= self.last[">"] else 0
        if end:
            return end, tuple(found.values())
        self.careless = True
        return self.source.index(">", start) + 1, ()

    def _end_of_raw(self, token: Token) -> int:
        """Where the text of an element without tags ends; an element that is never closed may as well have tags."""
        if token.name in self.unclosed:
            return token.end
        match = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(self.source, token.end)
        if match:
            return match.start()
        if token.name in {"script", "style"}:
            return len(self.source)
        self.unclosed.add(token.name)
        return token.end


class Chunk(NamedTuple):
    """Characters of a text: `source[start:end]`, and what they say."""

    start: int
    end: int
    text: str


def chunks(source: str, start: int, end: int, *, attribute: bool = False) -> Iterator[Chunk]:
    """The characters of a text, its character references resolved. In an attribute they need their semicolon."""
    done = start
    if source.find("&", start, end) >= 0:
        for match in _REFERENCE.finditer(source, start, end):
            said = match[0] if attribute and not match[0].endswith(";") else html.unescape(match[0])
            if said == match[0]:
                continue
            if done < match.start():
                yield Chunk(done, match.start(), source[done : match.start()])
            yield Chunk(match.start(), match.end(), said)
            done = match.end()
    if done < end:
        yield Chunk(done, end, source[done:end])


def value_of(source: str, attributes: tuple[Attribute, ...], name: str) -> str | None:
    """What an attribute says; None when it is not there."""
    for each in attributes:
        if each.name == name:
            return "".join([chunk.text for chunk in chunks(source, each.start, each.end, attribute=True)])
    return None
