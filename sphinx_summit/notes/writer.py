"""Outline → MyST: pages that a person is glad to go on editing, in which nothing of a note's text runs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.highlight import language_for
from sphinx_summit.notes.inline import Piece, Pieces, safe, write_plain, write_text
from sphinx_summit.notes.marks import Footnotes
from sphinx_summit.notes.outline import (
    Block,
    Code,
    Commands,
    Credit,
    Definition,
    Footnote,
    Heading,
    Item,
    Listing,
    Omitted,
    Paragraph,
    Question,
    Quote,
    Rule,
    Run,
    SessionFacts,
    Table,
    Text,
)
from sphinx_summit.notes.pages import Lines, Page, as_field, escape, indent, line_text, plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.outline import EventFacts
    from sphinx_summit.notes.recognise import Note

_DEEPEST = 6


@dataclass(frozen=True)
class Ids:
    """The ids given to a note's objects: its event (and whether this page describes it), its sessions by heading.

    `questions` are the ids of those whose text another question has too; the others need none. `told`: the sessions
    whose section is on another page. `formerly`: the earlier ids of objects, by kind and id.
    """

    event: str = ""
    describes_event: bool = False
    sessions: Mapping[int, str] | None = None
    questions: Mapping[int, str] | None = None
    told: Mapping[int, str] = field(default_factory=dict)
    formerly: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


class NoteWriter:
    """Writes the page of one note.

    `settings` are lines of front matter of ours; `beside` tells the addresses of files that came along, by those that
    the note gives them.
    """

    def __init__(
        self, note: Note, ids: Ids, settings: Sequence[str] = (), beside: Mapping[str, str] | None = None
    ) -> None:
        self.note = note
        self.ids = ids
        self.settings = settings
        self.beside = beside or {}
        self.source = note.outline.source
        self.dialect = note.outline.dialect
        self.level = 1
        self.labels: set[str] = set()
        levels = [block.level for block in note.blocks if isinstance(block, Heading)]
        self.top = min(levels, default=2)
        self.rules = set(_parting_rules(note.blocks))
        self.footnotes = dict(_footnotes(self.source, note.blocks))
        self.notes = Footnotes(frozenset(self.footnotes.values()))

    def write(self, name: str) -> Page:
        """The whole page. Footnotes to which nothing refers are text, which is known when all is written."""
        page = self._page(name)
        if self.notes.labels - self.notes.referred:
            self.notes = Footnotes(frozenset(self.notes.referred))
            self.level = 1
            self.labels.clear()
            page = self._page(name)
        return page

    def _page(self, name: str) -> Page:
        page = Page(name)
        page.lines = self._front_matter()
        self._add(page.lines, [self._title(name.rsplit("/", 1)[-1])])
        if self.note.event and self.ids.describes_event:
            formerly = self.ids.formerly.get(("event", self.ids.event), ())
            self._add(page.lines, _event_directive(self.ids.event, self.note.event, self.note.name, formerly))
        self._add(page.lines, self._blocks(self.note.blocks))
        return page

    def _add(self, lines: Lines, more: Lines) -> None:
        """Add blocks after a blank line."""
        if more:
            lines += [[], *more] if lines else more

    def _front_matter(self) -> Lines:
        metadata = self.note.metadata
        kept = [self._as_in_source(run) for run in metadata.kept] if metadata else []
        keys = {line_text(line).partition(":")[0] for line in kept}
        ours = [plain_line(line) for line in self.settings if line.partition(":")[0] not in keys]
        return [plain_line("---"), *kept, *ours, plain_line("---")] if kept or ours else []

    def _as_in_source(self, run: Run) -> Pieces:
        return [Piece(self.source[run.start : run.end], run.start, True)] if run.end > run.start else []

    def _title(self, stem: str) -> Pieces:
        if self.note.title:
            return self._heading(self.note.title, 1)
        name = self.note.name or (self.note.event.name if self.note.event else "")
        return [Piece("# "), *_without_closing_mark(_made(name or stem))]

    def _heading(self, text: Text, level: int, name: str = "") -> Pieces:
        words = _made(name) if name else self._one_line(text)
        return [Piece("#" * level + " "), *_without_closing_mark(words)]

    def _one_line(self, text: Text) -> Pieces:
        return self._text(text, block=False, wide=True)[0]

    def _text(self, text: Text, *, block: bool = True, wide: bool = False) -> list[Pieces]:
        notes = self.notes if block and not wide else None
        return write_text(self.source, text, self.dialect, block=block, wide=wide, beside=self.beside, notes=notes)

    # -- blocks ------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Block]) -> Lines:
        lines: Lines = []
        for block in blocks:
            self._add(lines, self._block(block))
        return lines

    def _block(self, block: Block) -> Lines:
        match block:
            case Heading():
                return self._section(block)
            case Paragraph(text):
                return self._text(text)
            case Listing():
                return self._listing(block)
            case Commands(lines, nested):
                return self._fenced([write_plain(self.source, run) for run in lines], "console") + self._nested(nested)
            case Question():
                return self._question(block)
            case Code(lines, language):
                written = [write_plain(self.source, run, tabs=True) for run in lines]
                return self._fenced(written, language)
            case Quote(nested):
                return self._quote(nested)
            case Table(rows):
                return self._table(rows)
            case Rule():
                return [plain_line("---")] if block in self.rules else []
            case Definition(run):
                return self._definition(run)
            case Footnote():
                return self._footnote(block)
            case Omitted():
                return []

    def _quote(self, blocks: tuple[Block, ...]) -> Lines:
        """Headings in a quotation open no section, and the page's own go on after it as they were."""
        level = self.level
        lines = indent(self._blocks(blocks), "> ", "> ")
        self.level = level
        return lines

    def _nested(self, blocks: tuple[Block, ...]) -> Lines:
        return [[], *self._blocks(blocks)] if blocks else []

    def _section(self, heading: Heading) -> Lines:
        wanted = heading.level - self.top + 2
        self.level = min(max(wanted, 2), self.level + 1, _DEEPEST)
        lines = [self._heading(heading.text, self.level, heading.name)]
        if heading.session is not None:
            told = self.ids.told.get(heading.at)
            written = self._told(heading.session, told) if told else self._session(heading, heading.session)
            self._add(lines, written)
            for credit in heading.session.credits:
                if not credit.name and credit.organization_run:
                    self._add(lines, self._text(Text((credit.organization_run,))))
        return lines

    def _session(self, heading: Heading, facts: SessionFacts) -> Lines:
        fields: list[tuple[str, Pieces]] = [("id", _made_plain((self.ids.sessions or {}).get(heading.at, "")))]
        if self.ids.event and not self.ids.describes_event:
            fields.append(("event", _made_plain(self.ids.event)))
        if facts.day:
            fields.append(("day", _made_plain(facts.day)))
        speakers = [credit for credit in facts.credits if credit.name]
        if speakers:
            fields.append(("speakers", self._speakers(speakers)))
        if facts.track:
            fields.append(("track", write_plain(self.source, facts.track)))
        if facts.format:
            fields.append(("format", _made_plain(facts.format)))
        fields += [(name, self._value(value)) for name, value in facts.more]
        formerly = self.ids.formerly.get(("session", line_text(fields[0][1])), ())
        if formerly:
            fields.append(("formerly", _made_plain(", ".join(formerly))))
        return _directive("session", fields)

    def _told(self, facts: SessionFacts, id_: str) -> Lines:
        """A session whose section is on another page: a reference to it, and the words that would be its options."""
        speakers = [credit for credit in facts.credits if credit.name and credit.name_run]
        runs = [facts.track, *(value for _, value in facts.more if isinstance(value, Run))]
        values = [self._speakers(speakers)] if speakers else []
        values += [self._text(Text((run,)), block=False)[0] for run in runs if run]
        lines = [[Piece(f"{{session}}`{id_}`")]]
        for value in values:
            lines[0] += [Piece(" · "), *value]
        return lines

    def _value(self, value: Run | str) -> Pieces:
        return write_plain(self.source, value) if isinstance(value, Run) else _made_plain(value)

    def _speakers(self, credits: Iterable[Credit]) -> Pieces:
        pieces: Pieces = []
        for credit in credits:
            pieces += [Piece("; ")] if pieces else []
            pieces += self._name(credit.name, credit.name_run)
            if credit.organization:
                pieces += [Piece(" ("), *self._name(credit.organization, credit.organization_run), Piece(")")]
        return pieces

    def _name(self, words: str, run: Run | None) -> Pieces:
        pieces = write_plain(self.source, run) if run else _made_plain(words)
        return escape(pieces, "();；（）\\")

    def _listing(self, listing: Listing) -> Lines:
        lines: Lines = []
        for item in listing.items:
            written, blank = self._item(item)
            if blank and lines:
                lines.append([])
            lines += written
        return lines

    def _item(self, item: Item | Commands | Question) -> tuple[Lines, bool]:
        """The lines of an item, and whether a blank line must stand before it."""
        if not isinstance(item, Item):
            return indent(self._block(item), "- ", "  "), False
        if not item.text.runs and not item.blocks:
            return [], False
        mark = f"{item.number}. " if item.number else "- "
        pad = " " * len(mark)
        words = self._text(item.text) if item.text.runs else [[]]
        lines = indent(words, mark if item.text.runs else mark.rstrip(), pad)
        for position, block in enumerate(item.blocks):
            written = self._block(block)
            if not written:
                continue
            tight = position == 0 and isinstance(block, Listing) and _may_follow_words(block)
            # What is nested in an item without words begins on the next line, or it is not nested.
            if not tight and (position or words != [[]]):
                lines.append([])
            lines += indent(written, pad, pad)
        return lines, not item.text.runs

    def _fenced(self, lines: Lines, language: str) -> Lines:
        text = "\n".join(line_text(line) for line in lines)
        language = language_for(language, text)
        fence = _fence("`", text)
        return [plain_line(fence + language), *lines, plain_line(fence)]

    def _question(self, question: Question) -> Lines:
        title = self._text(question.text, wide=True, block=False)[0]
        body = self._blocks(question.blocks)
        id_ = (self.ids.questions or {}).get(question.text.start)
        if id_:
            body = [plain_line(f":id: {id_}"), [], *body]
        fence = _fence(":", "\n".join(line_text(line) for line in body))
        return [[Piece(fence + "{question} "), *title], *body, plain_line(fence)]

    def _table(self, rows: tuple[Run, ...]) -> Lines:
        lines = [self._row(row) for row in rows]
        lines[1] = [Piece(self.source[rows[1].start : rows[1].end], rows[1].start)]
        return lines

    def _row(self, row: Run) -> Pieces:
        leading = self.source[row.start] == "|"
        written = write_text(
            self.source, Text((row,)), "markdown", block=not leading, cells=True, beside=self.beside, notes=self.notes
        )
        return written[0]

    def _definition(self, run: Run) -> Lines:
        words = self.source[run.start : run.end]
        label = " ".join(words[: words.index("]")].casefold().split())
        if label in self.labels:
            return self._text(Text((run,)))
        self.labels.add(label)
        return [write_plain(self.source, run)]

    def _footnote(self, note: Footnote) -> Lines:
        """A footnote to which the page refers; any other one as the words that it is."""
        notes, self.notes = self.notes, Footnotes()
        if self.footnotes.get(note.at) in notes.labels:
            first, *rest = self._blocks(note.blocks)
            label = Piece(self.source[note.label.start : note.label.end], note.label.start)
            mark = [Piece("[^"), label, Piece("]: ")]
            lines = [[*mark, *first], *indent(rest, "    ", "    ")]
        else:
            words = note.blocks[0]
            assert isinstance(words, Paragraph)
            runs = (replace(words.text.runs[0], start=note.at), *words.text.runs[1:])
            lines = self._blocks((Paragraph(replace(words.text, runs=runs)), *note.blocks[1:]))
        self.notes = notes
        return lines


def _footnotes(source: str, blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """Where the footnotes stand, and their labels. One that is given twice, as in two slides, is none."""
    notes = [(block.at, source[block.label.start : block.label.end]) for block in blocks if isinstance(block, Footnote)]
    counts = Counter(label.casefold() for _, label in notes)
    for at, label in notes:
        if counts[label.casefold()] == 1 and (label.isascii() or not label.isdigit()):
            yield at, label


def _parting_rules(blocks: Iterable[Block]) -> Iterator[Rule]:
    """The thematic breaks between two blocks of one section; elsewhere docutils allows none."""
    shown = [block for block in blocks if not isinstance(block, (Omitted, Definition, Footnote))]
    for before, rule, after in zip(shown, shown[1:], shown[2:], strict=False):
        alone = not isinstance(before, (Heading, Rule)) and not isinstance(after, (Heading, Rule))
        if isinstance(rule, Rule) and alone:
            yield rule


def _may_follow_words(listing: Listing) -> bool:
    """Whether a list may begin right below words: one that begins with a number other than 1 may not."""
    first = listing.items[0]
    return not isinstance(first, Item) or (bool(first.text.runs) and first.number in {"", "1"})


def _fence(char: str, text: str) -> str:
    """A fence longer than any in the text."""
    longest = max((len(run) for run in re.findall(re.escape(char) + "{3,}", text)), default=2)
    return char * (longest + 1)


def _without_closing_mark(words: Pieces) -> Pieces:
    """Number signs at a heading's end would be taken for its closing mark."""
    if not words or not re.search(r"(?:^|\s)#+$", line_text(words)):
        return words
    last = words[-1]
    place = len(last.text) - 1
    start = last.start + place if last.start >= 0 else -1
    return [*words[:-1], replace(last, text=last.text[:place]), Piece("\\"), Piece(last.text[place:], start)]


def made_text(words: str) -> str:
    """Words of our own making, as Markdown text that means nothing else."""
    words = safe(" ".join(words.split()))
    return line_text(write_text(words, Text((Run(0, len(words)),)), "text", block=False, wide=True)[0]) if words else ""


def _made(words: str) -> Pieces:
    return [Piece(made_text(words))]


def _made_plain(words: str) -> Pieces:
    return [Piece(safe(" ".join(words.split())))]


def _directive(kind: str, fields: Iterable[tuple[str, Pieces]]) -> Lines:
    rows = [[Piece(f":{name}: "), *as_field(value)] for name, value in fields]
    return [plain_line(f":::{{{kind}}}"), *rows, plain_line(":::")]


def _event_directive(id_: str, event: EventFacts, title: str, formerly: Iterable[str] = ()) -> Lines:
    dates = event.dates.start if event.dates.start == event.dates.end else f"{event.dates.start}/{event.dates.end}"
    said = {
        "id": id_,
        "name": event.name if event.name != title else "",
        "dates": dates or "unknown",
        "dates-from": event.dates_from,
        "venue": event.venue,
        "city": event.city,
        "country": event.country,
        "timezone": event.timezone,
        "series": event.series,
        "number": event.number,
        "organizer": event.organizer,
        "url": event.url,
        "formerly": ", ".join(formerly),
    }
    return _directive("event", [(name, _made_plain(value)) for name, value in said.items() if value])
