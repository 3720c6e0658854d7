"""The outline of a note: what every reader returns, what recognition refines and the writer takes.

A node holds no text but knows where its text stands: runs of characters of the decoded source. What lies
between runs is layout and marks; the ledger accounts for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_summit.model.records import Period

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
    """What the directive under a session's heading says. Runs are words that leave the heading for a field.

    `more`: further options by name, their values words of the source or made by us. `keys`: its ids in the schedule
    that plans it, which are on no page.
    """

    credits: tuple[Credit, ...] = ()
    track: Run | None = None
    day: str = ""
    format: str = ""
    more: tuple[tuple[str, Run | str], ...] = ()
    keys: tuple[str, ...] = ()


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
class Footnote:
    """A footnote, to which `[^label]` in a text may refer."""

    label: Run
    blocks: tuple[Block, ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Omitted:
    """Text that belongs to no page, and why."""

    run: Run
    reason: str


Block: TypeAlias = (
    Paragraph | Heading | Listing | Code | Commands | Question | Quote | Table | Rule | Definition | Footnote | Omitted
)


@dataclass(frozen=True, slots=True)
class EventFacts:
    """The event that a note reports on, or that a schedule plans."""

    name: str
    dates: Period
    dates_from: str
    city: str = ""
    series: str = ""
    number: str = ""
    organizer: str = ""
    venue: str = ""
    country: str = ""
    timezone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Front matter: where it stands (with its fences), what it says, and which of its lines a page may keep."""

    run: Run
    values: dict[str, object] = field(default_factory=dict)
    kept: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """`draft[place:place + length]` is `original[start:start + length]`."""

    place: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Where the text of an outline comes from, when a reader rewrote another form as Markdown: see `draft.Pen`."""

    original: str
    origins: tuple[Origin, ...]

    def original_of(self, offset: int) -> int:
        """Where in the original a character stands, or the next one that comes from there."""
        number = bisect_right(self.origins, offset, key=lambda origin: origin.place) - 1
        origin = self.origins[max(number, 0)] if self.origins else Origin(0, 0, 0)
        if offset >= origin.place + origin.length and number + 1 < len(self.origins):
            return self.origins[number + 1].start
        return origin.start + min(max(offset - origin.place, 0), origin.length)

    def stands(self, start: int, length: int) -> Iterator[tuple[int, int, int]]:
        """Which parts of `draft[start:start + length]` the original has: offset in them, start there, length."""
        first = max(bisect_right(self.origins, start, key=lambda origin: origin.place) - 1, 0)
        for number in range(first, len(self.origins)):
            origin = self.origins[number]
            if origin.place >= start + length:
                return
            begin, end = max(start, origin.place), min(start + length, origin.place + origin.length)
            if begin < end:
                yield begin - start, origin.start + begin - origin.place, end - begin


@lru_cache(maxsize=2)
def _line_starts(text: str) -> list[int]:
    """Where the lines of a text start; a source may hold a thousand notes, which ask for the same."""
    return [0, *(match.end() for match in LINE_END.finditer(text))]


@dataclass(frozen=True)
class Outline:
    """A note, read. `source` is its text, or the draft of it: every run stands there.

    `spaced`: blank lines part its blocks, so neighbouring lines are one paragraph. `plan`: the event, when the form
    itself states event and sessions, as schedules do; then nothing is left to guess. `stem`: a name for the page,
    where one source makes several. `told`: the name of the event that the note reports on, when a person has stated it.
    """

    source: str
    dialect: Dialect
    blocks: tuple[Block, ...]
    metadata: Metadata | None = None
    spaced: bool = True
    draft: Draft | None = None
    plan: EventFacts | None = None
    stem: str = ""
    told: str = ""

    def line_of(self, offset: int) -> int:
        """The line of the original source, from 1, in which a character stands."""
        return self.original_line_of(self.draft.original_of(offset) if self.draft else offset)

    def original_line_of(self, offset: int) -> int:
        """The line, from 1, of a place in the original source."""
        return bisect_right(_line_starts(self.draft.original if self.draft else self.source), offset)

    def plain(self, text: Text) -> str:
        """The words of a text, wrapped lines joined."""
        return " ".join(self.source[run.start : run.end] for run in text.runs)

    def words(self, run: Run) -> str:
        """The words of a run."""
        return self.source[run.start : run.end]


@dataclass(frozen=True, slots=True)
class Fate:
    """`original[start:end]` stands in no draft as it was: it was dropped, or changed, and why or how."""

    start: int
    end: int
    reason: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd about a source that people should know: where, and what."""

    offset: int
    message: str


@dataclass(frozen=True)
class Reading:
    """What a reader returns: an outline for each note in the source, and what became of the rest of its text."""

    outlines: tuple[Outline, ...]
    fates: tuple[Fate, ...] = ()
    remarks: tuple[Remark, ...] = ()


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
        case Footnote(label, blocks, at=at):
            yield from (at, label.end)
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
