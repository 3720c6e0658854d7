"""Drafts: a source in a form of its own (HTML, org, a schedule …), rewritten as Markdown that knows its origin.

A reader of such a form walks over its source and tells a pen what to keep, to say, to change and to drop. The draft
is then read, recognised and written like any Markdown note, and the ledger follows each character back to the source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.inline import write_text
from sphinx_summit.notes.outline import Draft, EventFacts, Fate, Origin, Outline, Run, Text

if TYPE_CHECKING:
    from collections.abc import Callable


class Pen:
    """Writes one draft. No character of the source may be kept twice: say it the second time."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        self.fates: list[Fate] = []
        self._parts: list[str] = []
        self._origins: list[tuple[int, int, int]] = []

    def keep(self, start: int, end: int) -> None:
        """`source[start:end]` as it stands; what is Markdown in it counts as Markdown."""
        if start >= end:
            return
        # Rows, not yet origins: there are as many as words, and they grow.
        place, begin, length = self._origins[-1] if self._origins else (0, -1, 0)
        if begin + length == start and place + length == self.length:
            self._origins[-1] = (place, begin, length + end - start)
        else:
            self._origins.append((self.length, start, end - start))
        self._write(self.source[start:end])

    def keep_plain(self, start: int, end: int, *, block: bool = False) -> None:
        """`source[start:end]`, within one line, as plain words: what would be Markdown is escaped.

        `block`: it begins a block, where more characters mean something.
        """
        if start >= end:
            return
        for piece in write_text(self.source, Text((Run(start, end),)), "text", block=block, wide=True)[0]:
            if piece.start >= 0:
                self.keep(piece.start, piece.start + len(piece.text))
            else:
                self._write(piece.text)

    def say(self, text: str) -> None:
        """Words or marks of our own."""
        self._write(text)

    def change(self, start: int, end: int, text: str, reason: str) -> None:
        """`source[start:end]` stands as `text`; `reason` says how that came."""
        self.fates.append(Fate(start, end, reason))
        self._write(text)

    def drop(self, start: int, end: int, reason: str) -> None:
        """`source[start:end]` is on no page, and why."""
        if start < end:
            self.fates.append(Fate(start, end, reason, dropped=True))

    def paste(self, other: Pen, at: int) -> None:
        """What another pen has written of a part of the source, which begins at an offset."""
        self._origins += [(self.length + place, at + begin, length) for place, begin, length in other._origins]
        self.fates += [replace(fate, start=at + fate.start, end=at + fate.end) for fate in other.fates]
        self._write(other.text)

    @property
    def text(self) -> str:
        """The draft so far."""
        return "".join(self._parts)

    @property
    def draft(self) -> Draft:
        """Where the draft's characters come from."""
        return Draft(self.source, tuple(Origin(*row) for row in self._origins))

    def read(self, reader: Callable[[str], Outline], *, plan: EventFacts | None = None, stem: str = "") -> Outline:
        """The outline of the draft, by the reader of Markdown or of plain text."""
        return replace(reader(self.text), draft=self.draft, plan=plan, stem=stem)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
