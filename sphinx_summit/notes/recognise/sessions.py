"""Sessions: which headings, items, lines and rows are talks, and what is known of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from sphinx_summit.notes.outline import (
    Block,
    Credit,
    Heading,
    Listing,
    Paragraph,
    Run,
    SessionFacts,
    Table,
    Text,
    end_of,
    start_of,
)
from sphinx_summit.notes.recognise.candidate import Candidate
from sphinx_summit.notes.recognise.choice import choose, choose_lines, noted_levels
from sphinx_summit.notes.recognise.days import days_in, section_of
from sphinx_summit.notes.recognise.entries import Slot
from sphinx_summit.notes.recognise.event_words import OWN_TALK
from sphinx_summit.notes.recognise.evidence import candidates_of
from sphinx_summit.notes.recognise.items import credited_items, day_items, sure_ending
from sphinx_summit.notes.recognise.known_talks import read_known
from sphinx_summit.notes.recognise.lines import SHAPES, line_levels
from sphinx_summit.notes.recognise.lineup import as_slots, has_listed, lineups, split_lineups
from sphinx_summit.notes.recognise.links import session_links
from sphinx_summit.notes.recognise.prefixes import prefixes_of, shared_tracks
from sphinx_summit.notes.recognise.programme import as_sections, fold_title
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.series import merge_series
from sphinx_summit.notes.recognise.spoken import Spoken, speakers_below
from sphinx_summit.notes.recognise.titles import Ending, take_credits
from sphinx_summit.notes.recognise.told import Told, parted, talks_told
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, format_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import EventFacts, Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_LABEL = re.compile(r"(?i)(?:セッション|発表|講演|\bsessions?|\btalks?)\s*[:：]$")
_ORDINAL_TITLE = re.compile(rf"(?P<day>{DAY_ORDINAL.pattern})\s*[:：]\s*(?=\S)", re.IGNORECASE)
_TITLE_LINE = re.compile(r"[A-Z][\x20-\x7e“”‘’–—]*[\w)”!?](?<![.,;:])")
_OF_TALKS = re.compile(
    r"(?i)(?<![a-z])(?:light(?:n)?ing[ _-]?|morning[ _-]|afternoon[ _-]|keynote[ _-]?)*(?:talks|sessions)(?:[\W\d_]|$)"
)
_PROGRAMME = re.compile(
    r"(?i)(?:(?:the|full|conference|talks?|le|das|el|o)[ _-])*(?:schedule|program(?:me?|a)?|agenda|timetable"
    r"|zeitplan|fahrplan|sessions|horario|cronograma|palestras|charlas|vorträge|プログラム|タイムテーブル|日程|议程|議程|프로그램)"
    r"(?:[ _-]?(?:\d{4}|talks?|sessions))?"
)
"""A title or a file's name that says that a note is a programme."""
_COPULA = re.compile(r"(?:です|でした|である|だった|という(?:セッション|発表|講演|話))")
_BEGINNING = 40_000
_MANY = 3
"""So many sessions in lists make a heading none of which nothing else says so."""
_COLLAPSE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Found:
    """A session before its facts are taken from its heading."""

    heading: Heading
    content: Sequence[Block]
    reason: str
    confidence: float
    day: str = ""
    ending: Ending | None = None
    spoken: tuple[Spoken, ...] | None = None


Listed: TypeAlias = "Mapping[int, Mapping[int, Slot]]"
"""Lists by where they start, and the items that are sessions by their number."""


class SessionFinder:
    """Finds the sessions of a note, by its title, file and event.

    Without an event, and a title or file that says that it holds talks, only what is credited counts.
    """

    def __init__(
        self,
        outline: Outline,
        names: NameTable,
        guesses: Guesses,
        event: EventFacts | None,
        title: str = "",
        file: str = "",
    ) -> None:
        self.outline = outline
        self.names = names
        self.guesses = guesses
        self.event = event
        self.own = bool(OWN_TALK.search(title))
        stem = file.replace("\\", "/").rsplit("/", 1)[-1]
        talks = any(_OF_TALKS.search(words) or _PROGRAMME.fullmatch(words) for words in (stem.split(".")[0], title))
        self.reports = event is not None or talks
        self.tracks: frozenset[str] = frozenset()

    def find(self, blocks: list[Block]) -> list[Block]:
        """The blocks with a session's facts on its heading; items and lines that are sessions become headings."""
        days = days_in(self.outline, blocks)
        if self.event and not days:
            blocks = merge_series(self.outline, self._set_off(blocks))
        chosen, listed = self._by_marks(blocks, days)
        if lines := self._by_lines(blocks, chosen, sum(map(len, listed.values())) + self._rows(blocks)):
            blocks, chosen = lines
            days, listed = days_in(self.outline, blocks), {}
        read_known(self.outline, chosen)
        self.tracks = shared_tracks(self.outline, [c.heading.text.runs[0] for c in chosen if c.heading.text.runs])
        blocks = self._in_days(blocks, {candidate.number: candidate for candidate in chosen}, days, listed)
        blocks = self._in_lists(blocks, listed)
        is_found = any(isinstance(block, Heading) and block.session for block in blocks)
        return blocks if is_found or self.own or not self.event else self._told(blocks)

    def _by_marks(self, blocks: list[Block], days: Mapping[int, str]) -> tuple[list[Candidate], Listed]:
        """The headings and the items that are sessions."""
        found = candidates_of(self.outline, blocks, days, self.event.name if self.event else "")
        credited = self._listed_sessions(blocks, found) if self.event else {}
        listed = {**credited, **self._programme(blocks, found, credited)}
        many = sum(map(len, listed.values())) >= _MANY
        parts = self._parts(found, listed)
        found = [
            c
            for c in found
            if c.ending or not (c.heading.level in parts or self._holds(c, listed) or (many and not c.strong))
        ]
        is_set_off = any(isinstance(block, Heading) and block.session for block in blocks)
        return choose(found, event=self.reports, talks=not (self.own or is_set_off)), listed

    def _by_lines(
        self, blocks: list[Block], chosen: list[Candidate], others: int
    ) -> tuple[list[Block], list[Candidate]] | None:
        """The blocks with the lines of one shape as headings that are sessions, if more speaks for these.

        `chosen`: the headings that are sessions without; `others`: how many items and rows are.
        """
        if self.own or any(isinstance(block, Heading) and block.session for block in blocks):
            return None
        best: tuple[list[Block], list[Candidate]] | None = None
        most = 0.0
        taken = sorted((c.heading.at, end_of(c.content[-1])) for c in chosen if c.content)
        for shape, other, made in line_levels(self.outline, blocks, taken, len(chosen) + others):
            days = days_in(self.outline, other)
            found = candidates_of(self.outline, other, days, self.event.name if self.event else "")
            lines, weight = choose_lines([c for c in found if c.number in made], SHAPES[shape], event=self.reports)
            if weight > most and len(lines) > len(chosen) + others:
                best, most = (other, lines), weight
        return best

    def _rows(self, blocks: Sequence[Block]) -> int:
        """How many rows of timetables are sessions."""
        tables = [block for block in blocks if isinstance(block, Table)]
        found = [as_sections(self.outline, table, 2, (), event=self.reports) for table in tables]
        return sum(isinstance(block, Heading) for rows in found if rows for block in rows)

    def _told(self, blocks: list[Block]) -> list[Block]:
        """The blocks with a heading over each text that tells of a talk."""
        told: dict[int, list[Told]] = {}
        for each in talks_told(self.outline, blocks):
            told.setdefault(each.number, []).append(each)
        level = 1
        found: list[Block] = []
        for number, block in enumerate(blocks):
            level = block.level if isinstance(block, Heading) else level
            here = told.get(number, [])
            found += parted(block, here, partial(self._as_told, level=min(level + 1, 6))) if here else [block]
        return found

    def _as_told(self, told: Told, *, level: int) -> Heading:
        self.guesses.add("session", told.name, told.at, "a text tells of it, and who spoke", 0.5)
        for credit in told.credits:
            self.guesses.add("speaker", credit.name, told.at, "the text tells of their talk", 0.6)
        facts = SessionFacts(told.credits, format=format_of(told.name))
        return Heading(Text(()), level, name=told.name, at=told.at, session=facts)

    # -- days --------------------------------------------------------------------------------------------

    def _in_days(
        self, blocks: list[Block], chosen: dict[int, Candidate], days: dict[int, str], listed: Listed
    ) -> list[Block]:
        """The chosen headings as sessions of their day; under a day without any, items with notes are sessions.

        `listed`: the lists that are read otherwise.
        """
        found: list[Block] = []
        level, date, lists = 0, "", False
        for number, block in enumerate(blocks):
            if isinstance(block, Heading):
                if number in days:
                    level, date = block.level, days[number].strip("?")
                    few = len(chosen) < _MANY and not any(n in chosen for n in section_of(blocks, number))
                    lists = self.event is not None and few
                elif block.level <= level:
                    level, date, lists = 0, "", False
            if number in chosen:
                found += self._from_candidate(chosen[number], date)
            elif lists and isinstance(block, Listing) and not has_listed(block, listed):
                found += day_items(self.outline, block, level + 1, partial(self._from_item, date))
            else:
                found.append(block)
        return found

    def _from_candidate(self, candidate: Candidate, day: str) -> list[Block]:
        spoken = tuple(candidate.spoken)
        each = _Found(
            candidate.heading, candidate.content, candidate.reason, candidate.confidence, day, candidate.ending, spoken
        )
        return self._as_session(each)

    def _from_item(
        self, day: str, heading: Heading, content: Sequence[Block], reason: str, sure: float, forms: frozenset[str]
    ) -> list[Block]:
        ending = sure_ending(words_of(self.outline, heading.text, 600), forms)
        return self._as_session(_Found(heading, content, reason, sure, day, ending))

    # -- lists -------------------------------------------------------------------------------------------

    def _listed_sessions(self, blocks: list[Block], found: list[Candidate]) -> Listed:
        """The lists whose items say title and speaker, unless headings say the same."""
        titles = [fold_title(candidate.title) for candidate in found]
        listings = [block for block in blocks if isinstance(block, Listing)]
        endings = {start_of(listing): credited_items(self.outline, listing, titles) for listing in listings}
        total = sum(map(len, endings.values()))
        if sum(candidate.strong for candidate in found) > total:
            return {}
        starts = {start_of(listing): listing for listing in listings}
        return {s: as_slots(of_list, starts[s]) for s, of_list in endings.items() if of_list and total > 1}

    def _programme(self, blocks: list[Block], found: list[Candidate], credited: Listed) -> Listed:
        """The lists of talks, unless headings are the sessions; `credited`: those whose items say who spoke."""
        titles = [fold_title(candidate.title) for candidate in found]
        notes = {candidate.number for candidate in found if candidate.surely_credited}
        notes |= noted_levels([c for c in found if not self._holds(c, credited)])
        listed = lineups(self.outline, blocks, titles, event=self.event is not None, notes=notes)
        strong = sum(candidate.strong and not self._holds(candidate, listed) for candidate in found)
        return listed if strong < (sum(map(len, listed.values())) if self.event else 1) else {}

    def _parts(self, found: list[Candidate], listed: Listed) -> set[int]:
        """The levels whose headings part the programme: most of them stand over lists of talks."""
        levels = {candidate.heading.level for candidate in found} if listed else set()
        peers = {level: [c for c in found if c.heading.level == level] for level in levels}
        return {n for n, of_level in peers.items() if sum(self._holds(c, listed) for c in of_level) > len(of_level) / 2}

    def _holds(self, candidate: Candidate, listed: Listed) -> bool:
        """Whether a heading stands over such a list, and so over sessions."""
        return any(isinstance(block, Listing) and start_of(block) in listed for block in candidate.content)

    def _in_lists(self, blocks: list[Block], listed: Listed) -> list[Block]:
        """Those items, and the rows of timetables, as headings of sessions."""
        headings = (block for block in blocks if isinstance(block, Heading) and block.text.runs)
        titles = {fold_title(words_of(self.outline, heading.text)) for heading in headings}
        days = days_in(self.outline, blocks)
        found: list[Block] = []
        level, parting, day = 1, 0, ""
        for number, block in enumerate(blocks):
            if isinstance(block, Heading):
                level = block.level
                if number in days:
                    parting, day = level, days[number].strip("?")
                elif level <= parting:
                    parting, day = 0, ""
            rows = None
            if isinstance(block, Table):
                rows = as_sections(self.outline, block, level + 1, titles, event=self.reports)
            if rows:
                found += self._noted(rows)
            elif isinstance(block, Listing):
                found += split_lineups(self.outline, block, min(level, 5) + 1, listed, partial(self._from_listed, day))
            else:
                found.append(block)
        return found

    def _noted(self, rows: list[Block]) -> list[Block]:
        for block in rows:
            if isinstance(block, Heading) and block.session:
                self.guesses.add("session", words_of(self.outline, block.text), block.at, "a row of a timetable", 0.85)
                for credit in block.session.credits:
                    self.guesses.add("speaker", credit.name, block.at, "named in the timetable", 0.85)
        return rows

    def _from_listed(self, day: str, heading: Heading, content: Sequence[Block], slot: Slot) -> list[Block]:
        reason = "an item that says title and speaker" if slot.credited else "an item of a list of talks"
        sure = 0.8 if slot.credited else 0.7
        return self._as_session(_Found(heading, content, reason, sure, day, slot.ending, slot.spoken))

    # -- titles set off in prose -------------------------------------------------------------------------

    def _set_off(self, blocks: list[Block]) -> list[Block]:
        """`Sessions:` over lines `Day 1: Title`, and a title that is a line of its own within a sentence."""
        found: list[Block] = []
        level, labelled = 2, False
        for number, block in enumerate(blocks):
            if isinstance(block, Heading):
                level, labelled = block.level, False
            if not isinstance(block, Paragraph) or self.outline.spaced:
                found.append(block)
                continue
            words = self.outline.plain(block.text)
            ordinal = _ORDINAL_TITLE.match(words) if labelled and len(block.text.runs) == 1 else None
            if ordinal:
                found += self._listed(block, ordinal, level + 1)
            elif self._is_title_in_sentence(blocks, number):
                heading = Heading(block.text, level + 1, at=block.text.start)
                found += self._as_session(_Found(heading, (), "a title on a line of its own within a sentence", 0.6))
            else:
                labelled = bool(_LABEL.search(words))
                found.append(block)
        return found

    def _listed(self, block: Paragraph, ordinal: re.Match[str], level: int) -> list[Block]:
        run = block.text.runs[0]
        title = Heading(Text((Run(run.start + ordinal.end(), run.end),)), level, at=run.start)
        heading = self._as_session(_Found(title, (), "listed under a label for sessions", 0.8))
        return [*heading, Paragraph(Text((Run(run.start, run.start + ordinal.end("day")),)))]

    def _is_title_in_sentence(self, blocks: Sequence[Block], number: int) -> bool:
        if not 0 < number < len(blocks) - 1:
            return False
        block, before, after = blocks[number], blocks[number - 1], blocks[number + 1]
        if not (isinstance(block, Paragraph) and isinstance(before, Paragraph) and isinstance(after, Paragraph)):
            return False
        text = self.outline.plain(block.text)
        return (
            len(text.split()) >= 3
            and bool(_TITLE_LINE.fullmatch(text))
            and self.outline.plain(before.text).endswith(("は", "が"))
            and bool(_COPULA.match(self.outline.plain(after.text)))
        )

    # -- facts -------------------------------------------------------------------------------------------

    def _as_session(self, each: _Found) -> list[Block]:
        """The heading with its facts; credit, room, time and track leave the title. What is more stays below it."""
        heading, rest = each.heading, None
        credits: tuple[Credit, ...] = ()
        if each.ending and heading.text.runs:
            taken = take_credits(self.outline, heading, each.ending)
            heading, credits, rest = replace(heading, text=taken.text), taken.credits, taken.rest
            for credit in credits:
                who = credit.name or credit.organization
                self.guesses.add("speaker", who, each.heading.at, "named in the title", each.ending.confidence)
        named = bool(each.ending and each.ending.start < 0)
        heading, track, more = (heading, None, ()) if named else self._without_prefixes(heading)
        spoken = speakers_below(self.outline, each.content) if each.spoken is None else each.spoken
        credits += self._spoken(spoken, credits)
        title = heading.name or words_of(self.outline, heading.text)
        self.guesses.add("session", title, heading.at, each.reason, each.confidence)
        links = session_links(self.outline, title, each.content)
        for name, address in links:
            self.guesses.add(name, address, heading.at, "a line of its own links to it", 0.85)
        more += links
        format_ = format_of(" ".join((title, self.outline.words(track) if track else "")))
        session = replace(heading, session=SessionFacts(credits, track, each.day, format_, more))
        return [session, Paragraph(Text((rest,)))] if rest else [session]

    def _without_prefixes(self, heading: Heading) -> tuple[Heading, Run | None, tuple[tuple[str, Run | str], ...]]:
        if heading.name or not heading.text.runs:
            return heading, None, ()
        run = heading.text.runs[0]
        prefixes = prefixes_of(self.outline, run, self.tracks, self.names)
        if prefixes.track:
            reason = "a prefix that titles here share, or a project's name"
            self.guesses.add("track", self.outline.words(prefixes.track), run.start, reason, 0.8)
        text = replace(heading.text, runs=(Run(prefixes.start, run.end), *heading.text.runs[1:]))
        return replace(heading, text=text), prefixes.track, prefixes.more

    def _spoken(self, spoken: Sequence[Spoken], known: tuple[Credit, ...]) -> tuple[Credit, ...]:
        """Who is said to have spoken below, but for those whom the title names."""
        names = {_COLLAPSE.sub("", credit.name) for credit in known}
        found: list[Credit] = []
        for each in spoken:
            name = _COLLAPSE.sub("", each.credit.name)
            if name in names or (known and each.confidence < 0.9):
                continue
            names.add(name)
            found.append(each.credit)
            self.guesses.add("speaker", each.credit.name, each.at, each.reason, each.confidence)
        return tuple(found)
