"""What recognition found in a note."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Block, EventFacts, Metadata, Outline, Text


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that was recognised: what, where (a line from 1), why, and how sure we are (0 to 1).

    `seen`: the value as it was recognised, where a person has settled it in the review.
    """

    kind: str
    value: str
    line: int
    reason: str
    confidence: float
    seen: str = ""


@dataclass(frozen=True)
class Note:
    """A note, recognised: its outline with sessions, questions and commands in place, and what it is about."""

    outline: Outline
    metadata: Metadata | None
    title: Text | None
    name: str
    event: EventFacts | None
    blocks: tuple[Block, ...]
    guesses: tuple[Guess, ...]


@dataclass
class Guesses:
    """Collects guesses while the outline is refined."""

    outline: Outline
    found: list[Guess] = field(default_factory=list)

    def add(self, kind: str, value: str, offset: int, reason: str, confidence: float) -> None:
        """Note a guess at a place of the source."""
        self.found.append(Guess(kind, value[:200], self.outline.line_of(offset), reason, confidence))
