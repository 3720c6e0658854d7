"""The outline of a note: what every reader returns, what recognition refines and the writer takes.

A node holds no text but knows where its text stands: runs of characters of the decoded source. What lies
between runs is layout and marks; the ledger accounts for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINE_END = re.compile(r"\r\n|\r|\n")
Dialect = Literal["markdown", "text"]


@dataclass(frozen=True, slots=True)
class Run:
    """`source[start:end]`, within one line."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """The runs of one paragraph, heading or item, one per source line; `hard`: a line break follows run n."""

    runs: tuple[Run, ...]
    hard: frozenset[int] = frozenset()

    @property
    def start(self) -> int:
        """Where the first run starts."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where the last run ends."""
        return self.runs[-1].end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose."""

    text: Text


@dataclass(frozen=True, slots=True)
class Credit:
    """A speaker as the note names them: the words, and where they stand if they move to the `:speakers:` field."""

    name: str
    organization: str = ""
    name_run: Run | None = None
    organization_run: Run | None = None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the directive under a session's heading says. Runs are words that leave the heading for a field."""

    credits: tuple[Credit, ...] = ()
    track: Run | None = None
    day: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its level from 1. `name` is a title that we made, where the source has none of its own.

    `mark`: what made it a heading in the source (`#`, `■`, an underline); empty when only its place did.
    """

    text: Text
    level: int
    mark: str = ""
    name: str = ""
    at: int = 0
    session: SessionFacts | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with what is nested in it. `mark` as in the source; `number` of an ordered item."""

    text: Text
    blocks: tuple[Block, ...] = ()
    mark: str = "-"
    number: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Item | Commands | Question, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines shown as they stand."""

    lines: tuple[Run, ...]
    language: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Commands:
    """A run of shell commands (`$ …`), and what is nested below the last of them."""

    lines: tuple[Run, ...]
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question from the audience, and its answer."""

    text: Text
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted blocks."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a Markdown table, the second of which is the rule."""

    rows: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    run: Run


@dataclass(frozen=True, slots=True)
class Definition:
    """A link's address, referred to by a label elsewhere (`[label]: https://…`)."""

    run: Run


@dataclass(frozen=True, slots=True)
class Omitted:
    """Text that belongs to no page, and why."""

    run: Run
    reason: str


Block: TypeAlias = (
    Paragraph | Heading | Listing | Code | Commands | Question | Quote | Table | Rule | Definition | Omitted
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Front matter: where it stands (with its fences), what it says, and which of its lines a page may keep."""

    run: Run
    values: dict[str, object] = field(default_factory=dict)
    kept: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A note, read. `spaced`: blank lines part its blocks, so neighbouring lines are one paragraph."""

    source: str
    dialect: Dialect
    blocks: tuple[Block, ...]
    metadata: Metadata | None = None
    spaced: bool = True
    _starts: list[int] = field(default_factory=list, compare=False, repr=False)

    def line_of(self, offset: int) -> int:
        """The line, from 1, in which a character stands."""
        if not self._starts:
            self._starts.extend([0, *(match.end() for match in LINE_END.finditer(self.source))])
        return bisect_right(self._starts, offset)

    def plain(self, text: Text) -> str:
        """The words of a text, wrapped lines joined."""
        return " ".join(self.source[run.start : run.end] for run in text.runs)

    def words(self, run: Run) -> str:
        """The words of a run."""
        return self.source[run.start : run.end]


def offsets(block: Block | Item) -> Iterator[int]:
    """Where the parts of a block start and end, in order."""
    match block:
        case Paragraph(text):
            yield from (text.start, text.end)
        case Heading(text, at=at):
            yield at
            if text.runs:
                yield text.end
        case Item(text, blocks, at=at):
            yield at
            if text.runs:
                yield text.end
            yield from _all(blocks)
        case Listing(items):
            yield from _all(items)
        case Commands(lines, blocks):
            yield from (lines[0].start, lines[-1].end)
            yield from _all(blocks)
        case Question(text, blocks):
            yield from (text.start, text.end)
            yield from _all(blocks)
        case Code(lines, at=at):
            yield at
            if lines:
                yield lines[-1].end
        case Quote(blocks):
            yield from _all(blocks)
        case Table(rows):
            yield from (rows[0].start, rows[-1].end)
        case Rule(run) | Definition(run) | Omitted(run):
            yield from (run.start, run.end)


def _all(blocks: Iterable[Block | Item]) -> Iterator[int]:
    for block in blocks:
        yield from offsets(block)


def start_of(block: Block | Item) -> int:
    """Where a block begins in the source."""
    return next(offsets(block), 0)


def end_of(block: Block | Item) -> int:
    """Where the words of a block end in the source."""
    return max(offsets(block), default=0)
