"""A sheet: a draft of a page of a schedule. It takes words of the source and gives runs and blocks of the draft."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.draft import Pen
from sphinx_summit.notes.inline import Piece, write_text
from sphinx_summit.notes.outline import Block, Heading, Outline, Run, Text
from sphinx_summit.notes.readers.lines import Line, split_lines
from sphinx_summit.notes.readers.markdown import MarkdownReader
from sphinx_summit.notes.schedules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_summit.notes.outline import EventFacts, Fate

ESCAPE = "an escape, a fold or an entity of the source's syntax"
_SAFE_ADDRESS = re.compile(r"""https?://[^\s<>()\[\]`{}$"'\\|]+""", re.ASCII)


class Taken:
    """Which characters of a source stand in a draft. None may stand in two."""

    def __init__(self, source: str) -> None:
        self._flags = bytearray(len(source) + 1)

    def any(self, start: int, end: int) -> bool:
        """Whether one of these characters is taken."""
        return self._flags.find(1, start, end) >= 0

    def take(self, start: int, end: int) -> None:
        """Take these characters."""
        self._flags[start:end] = b"\1" * (end - start)


@dataclass(frozen=True, slots=True)
class Markup:
    """Marks of ours, in Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is written as it stands."""

    url: str


@dataclass(frozen=True, slots=True)
class Passage:
    """`draft[start:end]` is Markdown, its headings below `level`."""

    start: int
    end: int
    level: int


class Sheet:
    """Writes the draft of one page."""

    def __init__(self, source: str, taken: Taken) -> None:
        self.pen = Pen(source)
        self.taken = taken
        self.parts: list[Block | Passage] = []

    # -- one line ----------------------------------------------------------------------------------------

    def title(self, text: str) -> Text:
        """Words on a line of their own, with nothing in them that Markdown would take for a mark."""
        return Text((run,)) if (run := self._line(_plain(text), text)) else Text(())

    def field(self, text: str) -> Run | None:
        """Words on a line of their own, as they stand."""
        return self._line(_bare(text), text)

    def fields(self, texts: Iterable[str]) -> Run | None:
        """Several words on one line, with commas between."""
        start = self.pen.length
        for text in texts:
            if self.pen.length > start:
                self.pen.say(", ")
            self._put(_bare(text), text)
        run = Run(start, self.pen.length)
        self.pen.say("\n")
        return run if run.end > run.start else None

    def _line(self, pieces: Iterable[Piece], text: str) -> Run | None:
        start = self.pen.length
        self._put(pieces, text)
        run = Run(start, self.pen.length)
        self.pen.say("\n")
        return run if run.end > run.start else None

    # -- blocks ------------------------------------------------------------------------------------------

    def add(self, block: Block) -> None:
        """One more block."""
        self.parts.append(block)

    def markdown(self, text: str, level: int) -> None:
        """A text in Markdown, its lines without the indentation that they share."""
        start = self.pen.length
        lines = split_lines(text)
        indent = min((line.body - line.start for line in lines[1:] if not line.blank), default=0)
        kept = self._may_keep(text)
        for number, line in enumerate(lines):
            begin = line.body if number == 0 else min(line.start + indent, line.end)
            self._emit(text, begin, max(line.end, begin), kept=kept)
            self.pen.say("\n")
        self.parts.append(Passage(start, self.pen.length, level))

    def rewritten(self, text: str, inner: Pen, level: int) -> None:
        """A text in another form, as a pen has rewritten it."""
        start = self.pen.length
        kept = self._may_keep(text)
        written, done = inner.text, 0
        for origin in inner.draft.origins:
            self.pen.say(written[done : origin.place])
            self._emit(text, origin.start, origin.start + origin.length, kept=kept)
            done = origin.place + origin.length
        self.pen.say(written[done:] + "\n")
        if kept and isinstance(text, Words):
            self._take_fates(text, inner.fates)
        self.parts.append(Passage(start, self.pen.length, level))

    def _take_fates(self, text: Words, fates: Iterable[Fate]) -> None:
        """What became of parts of a text that was rewritten."""
        for fate in fates:
            part = text.cut(fate.start, fate.end)
            if part and not self.taken.any(part.start, part.end):
                self.pen.fates.append(replace(fate, start=part.start, end=part.end))
                self.taken.take(part.start, part.end)

    def passage(self, pieces: Iterable[str | Markup | Address], level: int) -> None:
        """A paragraph, an item: words, with marks and addresses between them."""
        start = self.pen.length
        for piece in pieces:
            if isinstance(piece, Markup):
                self.pen.say(piece.text)
            elif isinstance(piece, Address):
                self._put(_bare(piece.url), piece.url)
            else:
                self._put(_plain(piece), piece)
        self.pen.say("\n")
        self.parts.append(Passage(start, self.pen.length, level))

    # -- writing -----------------------------------------------------------------------------------------

    def _put(self, pieces: Iterable[Piece], text: str) -> None:
        kept = self._may_keep(text)
        for piece in pieces:
            if piece.start >= 0:
                self._emit(text, piece.start, piece.start + len(piece.text), kept=kept)
            else:
                self.pen.say(piece.text)

    def _may_keep(self, text: str) -> bool:
        return isinstance(text, Words) and not any(self.taken.any(part.start, part.end) for part in text.parts)

    def _emit(self, text: str, start: int, end: int, *, kept: bool) -> None:
        """`text[start:end]`: kept where the source has these characters, changed where it has an escape for them."""
        if not kept or not isinstance(text, Words):
            self.pen.say(text[start:end])
            return
        places = text.places
        number = max(bisect_left(places, start + 1) - 1, 0)
        while number < len(places) and places[number] < end:
            place, part = places[number], text.parts[number]
            begin, stop = max(start - place, 0), min(end - place, len(part.text))
            if part.end - part.start == len(part.text):
                self._stand(part.start + begin, part.start + stop, part.text[begin:stop])
            elif part.start == part.end:
                self.pen.say(part.text[begin:stop])
            elif begin < stop:
                self.pen.change(part.start, part.end, part.text[begin:stop], ESCAPE)
                self.taken.take(part.start, part.end)
            number += 1

    def _stand(self, start: int, end: int, text: str) -> None:
        """As many characters as the source has: the same ones, or others, such as spaces for the hyphens of an id."""
        if self.pen.source[start:end] == text:
            self.pen.keep(start, end)
        else:
            self.pen.change(start, end, text, ESCAPE)
        self.taken.take(start, end)

    # -- the outline -------------------------------------------------------------------------------------

    def outline(self, plan: EventFacts | None, stem: str) -> Outline:
        """The page as an outline."""
        text = self.pen.text
        lines = split_lines(text)
        blocks: list[Block] = []
        for part in self.parts:
            blocks += _read(part, lines) if isinstance(part, Passage) else [part]
        return Outline(text, "markdown", tuple(blocks), draft=self.pen.draft, plan=plan, stem=stem)


def link(url: str, title: str) -> list[str | Markup | Address]:
    """A link, as pieces of a passage. An address is one only when it is plainly one; else it is words."""
    before: list[str | Markup | Address] = [title, Markup(": ")] if title else []
    if not _SAFE_ADDRESS.fullmatch(url):
        return [*before, url]
    if not title or re.search(r"[\[\]\\`<]", title):
        return [*before, Markup("<"), Address(url), Markup(">")]
    return [Markup("["), title, Markup("]("), Address(url), Markup(")")]


def _read(passage: Passage, lines: list[Line]) -> list[Block]:
    first = bisect_left(lines, passage.start, key=lambda line: line.start)
    last = bisect_left(lines, passage.end, key=lambda line: line.start)
    found = MarkdownReader(lines[first:last]).read()
    return [replace(b, level=b.level + passage.level) if isinstance(b, Heading) else b for b in found]


def _one_line(text: str) -> Text:
    return Text(tuple(line.run for line in split_lines(text) if not line.blank))


def _plain(text: str) -> list[Piece]:
    words = _one_line(text)
    return write_text(text, words, "text", block=True, wide=True)[0] if words.runs else []


def _bare(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    for run in _one_line(text).runs:
        pieces += [*([Piece(" ")] if pieces else []), Piece(text[run.start : run.end], run.start)]
    return pieces
