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
    start_of,
)
from sphinx_summit.notes.recognise.choice import choose
from sphinx_summit.notes.recognise.dates import find_dates
from sphinx_summit.notes.recognise.entries import Slot
from sphinx_summit.notes.recognise.evidence import Candidate, candidates_of
from sphinx_summit.notes.recognise.items import credited_items, day_items, sure_ending
from sphinx_summit.notes.recognise.lineup import as_slots, lineups, split_lineup
from sphinx_summit.notes.recognise.links import session_links
from sphinx_summit.notes.recognise.prefixes import prefixes_of, shared_tracks
from sphinx_summit.notes.recognise.programme import as_sections, fold_title
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.series import merge_series
from sphinx_summit.notes.recognise.spoken import Spoken, speakers_below
from sphinx_summit.notes.recognise.titles import Ending, take_credits
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, OWN_TALK, WEEKDAY, format_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import EventFacts, Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_LABEL = re.compile(r"(?i)(?:セッション|発表|講演|\bsessions?|\btalks?)\s*[:：]$")
_ORDINAL_TITLE = re.compile(rf"(?P<day>{DAY_ORDINAL.pattern})\s*[:：]\s*(?=\S)", re.IGNORECASE)
_TITLE_LINE = re.compile(r"[A-Z][\x20-\x7e“”‘’–—]*[\w)”!?](?<![.,;:])")
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
    """Finds the sessions of a note, by its title and event. Without an event, only what is credited counts."""

    def __init__(
        self, outline: Outline, names: NameTable, guesses: Guesses, event: EventFacts | None, title: str = ""
    ) -> None:
        self.outline = outline
        self.names = names
        self.guesses = guesses
        self.event = event
        self.own = bool(OWN_TALK.search(title))
        self.tracks: frozenset[str] = frozenset()

    def find(self, blocks: list[Block]) -> list[Block]:
        """The blocks with a session's facts on its heading; items and lines that are sessions become headings."""
        days = {n: day for n, block in enumerate(blocks) if isinstance(block, Heading) and (day := self._day_of(block))}
        if self.event and not days:
            blocks = merge_series(self.outline, self._set_off(blocks))
        found = candidates_of(self.outline, blocks, days, self.event.name if self.event else "")
        listed = {**self._listed_sessions(blocks, found), **self._programme(blocks, found)} if self.event else {}
        many = sum(map(len, listed.values())) >= _MANY
        found = [c for c in found if c.ending or not (self._holds(c, listed) or (many and not c.strong))]
        chosen = choose(found, event=self.event is not None, talks=not self.own)
        self.tracks = shared_tracks(self.outline, [c.heading.text.runs[0] for c in chosen if c.heading.text.runs])
        blocks = self._in_days(blocks, {candidate.number: candidate for candidate in chosen}, days)
        return self._in_lists(blocks, listed)

    # -- days --------------------------------------------------------------------------------------------

    def _day_of(self, heading: Heading) -> str:
        """The date of a day's heading, `?` where it has a number only, empty when it heads no day."""
        text = words_of(self.outline, heading.text, 200)
        dates = [date for date in find_dates(text) if date.year and not date.is_range]
        ordinal = DAY_ORDINAL.search(text)
        rest = len(text) - sum(date.end - date.start for date in dates) - (len(ordinal[0]) if ordinal else 0)
        if WEEKDAY.fullmatch(text.strip()):
            return "?"
        if (dates and rest <= 16) or (ordinal and rest <= 24 and ordinal.start() <= 2):
            return dates[0].period.start if dates else "?"
        return ""

    def _in_days(self, blocks: list[Block], chosen: dict[int, Candidate], days: dict[int, str]) -> list[Block]:
        """The chosen headings as sessions of their day; under a day without any, items with notes are sessions."""
        found: list[Block] = []
        level, date, lists = 0, "", False
        for number, block in enumerate(blocks):
            if isinstance(block, Heading):
                if number in days:
                    level, date = block.level, days[number].strip("?")
                    lists = self.event is not None and not any(n in chosen for n in _section(blocks, number))
                elif block.level <= level:
                    level, date, lists = 0, "", False
            if number in chosen:
                found += self._from_candidate(chosen[number], date)
            elif lists and isinstance(block, Listing):
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
        starts = {start_of(listing): listing for listing in listings}
        return {s: as_slots(of_list, starts[s]) for s, of_list in endings.items() if of_list and total > 1}

    def _programme(self, blocks: list[Block], found: list[Candidate]) -> Listed:
        """The lists of talks, unless headings are the sessions."""
        listed = lineups(self.outline, blocks, [fold_title(candidate.title) for candidate in found])
        strong = sum(candidate.strong and not self._holds(candidate, listed) for candidate in found)
        return listed if strong < sum(map(len, listed.values())) else {}

    def _holds(self, candidate: Candidate, listed: Listed) -> bool:
        """Whether a heading stands over such a list, and so over sessions."""
        return any(isinstance(block, Listing) and start_of(block) in listed for block in candidate.content)

    def _in_lists(self, blocks: list[Block], listed: Listed) -> list[Block]:
        """Those items, and the rows of timetables, as headings of sessions."""
        titles = [words_of(self.outline, b.text) for b in blocks if isinstance(b, Heading) and b.text.runs]
        found: list[Block] = []
        level = 1
        for block in blocks:
            if isinstance(block, Heading):
                level = block.level
            rows = (
                as_sections(self.outline, block, level + 1, titles) if isinstance(block, Table) and self.event else None
            )
            if rows:
                found += self._noted(rows)
            elif isinstance(block, Listing) and start_of(block) in listed:
                found += split_lineup(self.outline, block, level + 1, listed[start_of(block)], self._from_listed)
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

    def _from_listed(self, heading: Heading, content: Sequence[Block], slot: Slot) -> list[Block]:
        reason = "an item that says title and speaker" if slot.credited else "an item of a list of talks"
        sure = 0.8 if slot.credited else 0.7
        return self._as_session(_Found(heading, content, reason, sure, "", slot.ending, slot.spoken))

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


def _section(blocks: Sequence[Block], number: int) -> Iterator[int]:
    """The places of the blocks below a heading."""
    heading = blocks[number]
    assert isinstance(heading, Heading)
    for place in range(number + 1, len(blocks)):
        block = blocks[place]
        if isinstance(block, Heading) and block.level <= heading.level:
            return
        yield place
