"""The words of one block, as a browser shows them: white space, line breaks, emphasis, code, links, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sphinx_summit.notes.readers.html.tokens import chunks

if TYPE_CHECKING:
    from sphinx_summit.notes.readers.html.addresses import Address

_PLAIN = re.compile(r"[^ \t\n\r\f&]++(?: [^ \t\n\r\f&]++)*+")
_PART = re.compile(r"(?P<space>[ \t\n\r\f]{2,}|[\t\n\r\f]|^ | $)|[^ \t\n\r\f]++(?: [^ \t\n\r\f]++)*+| ")


@dataclass(eq=False, slots=True)
class Mark:
    """Emphasis, a span of code, or a link with its address. `hidden`: why it is not written."""

    kind: Literal["em", "strong", "code", "link"]
    address: Address | None = None
    hidden: str = ""
    fence: str = "`"


class Word(NamedTuple):
    """Text that stands at `source[start:end]`, or says what stands there in another way."""

    text: str
    start: int
    end: int
    kept: bool = True


class Said(NamedTuple):
    """A space, or a sign of ours."""

    text: str


class Opening(NamedTuple):
    """Where a mark begins."""

    mark: Mark


class Closing(NamedTuple):
    """Where a mark ends."""

    mark: Mark


class Picture(NamedTuple):
    """A picture: words that stand for it, and its address."""

    words: tuple[Word, ...]
    address: Address


Item: TypeAlias = Word | Said | Opening | Closing | Picture
Line: TypeAlias = list[Item]


@dataclass
class Passage:
    """The words of the block that is being read. White space is as a browser shows it."""

    lines: list[Line] = field(default_factory=lambda: [[]])
    _space: bool = False
    _waiting: list[Mark] = field(default_factory=list)
    _open: list[Mark] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not any(self.lines)

    def text(self, source: str, start: int, end: int) -> None:
        """Add text."""
        plain = _PLAIN.fullmatch(source, start, end)
        if plain:
            self._add(Word(plain[0], start, end))
            return
        for chunk in chunks(source, start, end):
            if source[chunk.start : chunk.end] != chunk.text:
                if chunk.text in " \t\n\r\f":
                    self._space = True
                else:
                    self._add(Word(chunk.text, chunk.start, chunk.end, kept=False))
                continue
            for match in _PART.finditer(chunk.text):
                if match["space"] or match[0] == " ":
                    self._space = True
                else:
                    self._add(Word(match[0], chunk.start + match.start(), chunk.start + match.end()))

    def say(self, text: str) -> None:
        """Add a sign of ours."""
        self._add(Said(text))

    def space(self) -> None:
        """What comes is another word."""
        self._space = True

    def word(self, word: Word) -> None:
        """Add a word that was found elsewhere."""
        self._add(word)

    def picture(self, picture: Picture) -> None:
        """Add a picture."""
        self._add(picture)

    def break_line(self) -> bool:
        """Go on in a new line; whether the block ends, as the line is still empty."""
        if not self.lines[-1]:
            return True
        self._interrupt()
        self.lines.append([])
        return False

    def open(self, mark: Mark) -> None:
        """A mark begins; it is written before the next word."""
        self._waiting.append(mark)

    def close(self, kind: str) -> None:
        """The innermost mark of a kind ends; around nothing it is not written."""
        for marks in (self._waiting, self._open):
            mark = next((mark for mark in reversed(marks) if mark.kind == kind), None)
            if mark:
                marks.remove(mark)
                if marks is self._open:
                    self.lines[-1].append(Closing(mark))
                return

    def holds(self, kind: str) -> bool:
        """Whether what comes stands in a mark of a kind."""
        return any(mark.kind == kind for mark in (*self._open, *self._waiting))

    def take(self) -> list[Line]:
        """The lines so far; the marks that are open go on in the next block."""
        if not self.lines[0]:
            self._space = False
            return []
        self._interrupt()
        lines, self.lines = [line for line in self.lines if line], [[]]
        return lines

    def _interrupt(self) -> None:
        for mark in reversed(self._open):
            self.lines[-1].append(Closing(mark))
        # A link's address can stand only once.
        self._waiting = [Mark(m.kind) for m in self._open if m.kind != "link"] + self._waiting
        self._open = []
        self._space = False

    def _add(self, item: Item) -> None:
        line = self.lines[-1]
        if self._space and line:
            line.append(Said(" "))
        self._space = False
        if self._waiting:
            line += [Opening(mark) for mark in self._waiting]
            self._open += self._waiting
            self._waiting = []
        line.append(item)
