"""Sessions: headings over notes, items under the heading of a day, titles set off in a report's prose."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import (
    Block,
    Commands,
    Credit,
    Heading,
    Item,
    Listing,
    Paragraph,
    Question,
    Quote,
    Run,
    SessionFacts,
    Text,
)
from sphinx_summit.notes.recognise.dates import find_dates
from sphinx_summit.notes.recognise.people import credit_at_end, credits_in_prose
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, format_of, is_frame, is_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_SERIES = re.compile(r"(?P<stem>.*\S)\s*[(（#]?\s*(?P<n>\d{1,2})\s*(?:/\s*\d{1,2})?\s*[)）]$")
_PREFIX = re.compile(r"(?P<track>[^:：]{1,40}?)\s*(?::\s+|：\s*)(?=\S)")
_LABEL = re.compile(r"(?i)(?:セッション|発表|講演|\bsessions?|\btalks?)\s*[:：]$")
_ORDINAL_TITLE = re.compile(rf"(?P<day>{DAY_ORDINAL.pattern})\s*[:：]\s*(?=\S)", re.IGNORECASE)
_TITLE_LINE = re.compile(r"[A-Z][\x20-\x7e“”‘’–—]*[\w)”!?](?<![.,;:])")
_COPULA = re.compile(r"(?:です|でした|である|だった|という(?:セッション|発表|講演|話))")
_MOSTLY = 0.5
"""A section is notes of a session when at least this share of its text is in lists."""


class SessionFinder:
    """Finds the sessions of a note that reports on an event."""

    def __init__(self, outline: Outline, names: NameTable, guesses: Guesses) -> None:
        self.outline = outline
        self.names = names
        self.guesses = guesses

    def find(self, blocks: list[Block]) -> list[Block]:
        """The blocks with a session's facts on its heading; items and lines that are sessions become headings."""
        if any(self._is_day(block) for block in blocks):
            return self._in_days(blocks)
        blocks = self._set_off(blocks)
        blocks = self._merge_series(blocks)
        return self._from_headings(blocks)

    def _plain(self, block: Heading | Paragraph | Item) -> str:
        return self.outline.plain(block.text)

    def _is_day(self, block: Block) -> bool:
        return isinstance(block, Heading) and bool(self._day_of(block))

    def _day_of(self, heading: Heading) -> str:
        """The date of a day's heading, `?` where it has a number only, empty when it heads no day."""
        text = self._plain(heading)
        dates = [date for date in find_dates(text) if date.year and not date.is_range]
        ordinal = DAY_ORDINAL.search(text)
        rest = len(text) - sum(date.end - date.start for date in dates) - (len(ordinal[0]) if ordinal else 0)
        if (dates and rest <= 16) or (ordinal and rest <= 24 and ordinal.start() <= 2):
            return dates[0].period.start if dates else "?"
        return ""

    # -- days --------------------------------------------------------------------------------------------

    def _in_days(self, blocks: list[Block]) -> list[Block]:
        """In a note that goes by days, sessions are what stands under a day's heading."""
        found: list[Block] = []
        day: Heading | None = None
        date = ""
        for number, block in enumerate(blocks):
            if isinstance(block, Heading):
                if self._is_day(block):
                    day, date = block, self._day_of(block).strip("?")
                elif day and block.level <= day.level:
                    day = None
                elif day and block.level == day.level + 1 and self._may_be_session(block):
                    content = _content(blocks, number)
                    block = self._as_session(block, content, date, "a heading under a day's heading", 0.8)
            if day and isinstance(block, Listing):
                found += self._items_as_sessions(block, day.level + 1, date)
            else:
                found.append(block)
        return found

    def _items_as_sessions(self, listing: Listing, level: int, date: str) -> list[Block]:
        items = [item for item in listing.items if isinstance(item, Item)]
        if len(items) != len(listing.items) or not any(item.blocks for item in items):
            return [listing]
        found: list[Block] = []
        for item in items:
            if not item.blocks or not item.text.runs or is_frame(self._plain(item)):
                found.append(Listing((item,)))
                continue
            heading = Heading(item.text, level, mark=item.mark, at=item.at)
            reason = "an item with notes, under a day's heading"
            found += [self._as_session(heading, item.blocks, date, reason, 0.85), *item.blocks]
        return found

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
            ordinal = _ORDINAL_TITLE.match(self._plain(block)) if labelled and len(block.text.runs) == 1 else None
            if ordinal:
                found += self._listed(block, ordinal, level + 1)
            elif self._is_title_in_sentence(blocks, number):
                heading = Heading(block.text, level + 1, at=block.text.start)
                found.append(self._as_session(heading, (), "", "a title on a line of its own within a sentence", 0.6))
            else:
                labelled = bool(_LABEL.search(self._plain(block)))
                found.append(block)
        return found

    def _listed(self, block: Paragraph, ordinal: re.Match[str], level: int) -> list[Block]:
        run = block.text.runs[0]
        title = Heading(Text((Run(run.start + ordinal.end(), run.end),)), level, at=run.start)
        heading = self._as_session(title, (), "", "listed under a label for sessions", 0.8, split=False)
        return [heading, Paragraph(Text((Run(run.start, run.start + ordinal.end("day")),)))]

    def _is_title_in_sentence(self, blocks: Sequence[Block], number: int) -> bool:
        if not 0 < number < len(blocks) - 1:
            return False
        block, before, after = blocks[number], blocks[number - 1], blocks[number + 1]
        if not (isinstance(block, Paragraph) and isinstance(before, Paragraph) and isinstance(after, Paragraph)):
            return False
        text = self._plain(block)
        return (
            len(text.split()) >= 3
            and bool(_TITLE_LINE.fullmatch(text))
            and self._plain(before).endswith(("は", "が"))
            and bool(_COPULA.match(self._plain(after)))
        )

    # -- numbered slides ---------------------------------------------------------------------------------

    def _merge_series(self, blocks: list[Block]) -> list[Block]:
        """`Keynote (1)`, `Keynote (2)` … are one section with the slides below it."""
        headings = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level > 1]
        found = list(blocks)
        starts: dict[int, tuple[str, list[int]]] = {}
        for place, number in enumerate(headings):
            stem, n = self._numbered(blocks[number])
            if n != 1:
                continue
            members = [number]
            for other in headings[place + 1 :]:
                if self._numbered(blocks[other]) == (stem, len(members) + 1):
                    members.append(other)
                elif isinstance(block := blocks[other], Heading) and block.level <= self._level(blocks[number]):
                    break
            if len(members) > 1:
                starts[number] = (stem, members)
        for stem, members in starts.values():
            first = blocks[members[0]]
            for number in self._within(blocks, members):
                heading = found[number]
                assert isinstance(heading, Heading)
                found[number] = replace(heading, level=heading.level + 1)
            found[members[0]] = _Series(first, found[members[0]], stem)  # type: ignore[call-overload]
        return [part for block in found for part in (block.parts() if isinstance(block, _Series) else [block])]

    def _within(self, blocks: list[Block], members: list[int]) -> list[int]:
        """The headings that move down with a series: its members and what is below them."""
        level = self._level(blocks[members[0]])
        after = range(members[-1] + 1, len(blocks))
        end = next((n for n in after if 0 < self._level(blocks[n]) <= level), len(blocks))
        return [n for n in range(members[0], end) if isinstance(blocks[n], Heading)]

    def _level(self, block: Block) -> int:
        return block.level if isinstance(block, Heading) else 0

    def _numbered(self, block: Block) -> tuple[str, int]:
        match = _SERIES.fullmatch(self._plain(block)) if isinstance(block, Heading) and block.text.runs else None
        return (match["stem"].rstrip("(（# "), int(match["n"])) if match else ("", 0)

    # -- headings ----------------------------------------------------------------------------------------

    def _from_headings(self, blocks: list[Block]) -> list[Block]:
        level = self._session_level(blocks)
        found: list[Block] = []
        tracks = self._tracks(blocks, level)
        credited = self._credited(blocks)
        for number, block in enumerate(blocks):
            if isinstance(block, Heading) and block.level == level and self._may_be_session(block):
                content = _content(blocks, number)
                reason, sure = "a heading over notes in a list", 0.75
                if block in credited:
                    reason, sure = "a credit ends its title", 0.9
                if block in credited or self._is_notes(content):
                    block = self._as_session(block, content, "", reason, sure, tracks=tracks, credited=credited)
            found.append(block)
        return found

    def _session_level(self, blocks: list[Block]) -> int:
        """The highest level with two headings over notes, else with one."""
        levels = Counter(
            block.level
            for number, block in enumerate(blocks)
            if isinstance(block, Heading) and self._may_be_session(block) and self._is_notes(_content(blocks, number))
        )
        return min((level for level, count in levels.items() if count > 1), default=min(levels, default=2))

    def _may_be_session(self, heading: Heading) -> bool:
        text = heading.name or self._plain(heading)
        return heading.level > 1 and heading.session is None and not (is_frame(text) or is_questions(text))

    def _is_notes(self, content: Sequence[Block]) -> bool:
        in_lists, all_ = _lengths(content)
        return all_ > 0 and in_lists >= _MOSTLY * all_

    def _credited(self, blocks: list[Block]) -> set[Block]:
        """Headings that end in a credit. A lone bracket counts only when it is plain; in a row they all count."""
        found = {
            block: credit[2]
            for block in blocks
            if isinstance(block, Heading) and len(block.text.runs) == 1 and not block.name
            if (credit := credit_at_end(self.outline, block.text.runs[0]))
        }
        return {block for block, sure in found.items() if len(found) > 1 or sure >= 0.9}

    def _tracks(self, blocks: list[Block], level: int) -> set[str]:
        """Prefixes of titles that are tracks: all of them, when one is used twice."""
        prefixes = Counter(
            match["track"]
            for block in blocks
            if isinstance(block, Heading) and block.level == level and (match := _PREFIX.match(self._plain(block)))
        )
        return set(prefixes) if any(count > 1 for count in prefixes.values()) else set()

    # -- facts -------------------------------------------------------------------------------------------

    def _as_session(
        self,
        heading: Heading,
        content: Iterable[Block],
        day: str,
        reason: str,
        sure: float,
        *,
        tracks: Iterable[str] = (),
        credited: Iterable[Block] = (),
        split: bool = True,
    ) -> Heading:
        """The heading with its facts: credit and track leave the title, who spoke is also read from the notes."""
        run = heading.text.runs[0] if heading.text.runs else Run(heading.at, heading.at)
        credits: list[Credit] = []
        if heading in credited and (found := credit_at_end(self.outline, run)):
            run, credit, confidence = found
            credits.append(credit)
            who = credit.name or credit.organization
            self.guesses.add("speaker", who, run.start, "named in the bracket at the title's end", confidence)
        track = self._track(run, set(tracks)) if split and not heading.name else None
        if track:
            run = Run(track[1], run.end)
            reason_for_track = "a prefix that titles here share, or a project's name"
            self.guesses.add("track", self.outline.words(track[0]), run.start, reason_for_track, 0.8)
        credits += self._spoken_of(content, credits)
        runs = (run, *heading.text.runs[1:]) if heading.text.runs else ()
        text = replace(heading.text, runs=runs)
        title = heading.name or self.outline.plain(text)
        self.guesses.add("session", title, heading.at, reason, sure)
        words = title + (" " + self.outline.words(track[0]) if track else "")
        facts = SessionFacts(tuple(credits), track[0] if track else None, day, format_of(words))
        return replace(heading, text=text, session=facts)

    def _track(self, run: Run, tracks: set[str]) -> tuple[Run, int] | None:
        match = _PREFIX.match(self.outline.words(run))
        if not match:
            return None
        named = [f for f in self.names.find(match["track"]) if f.end - f.start == len(match["track"])]
        if match["track"] not in tracks and not named:
            return None
        return Run(run.start, run.start + match.end("track")), run.start + match.end()

    def _spoken_of(self, content: Iterable[Block], known: list[Credit]) -> list[Credit]:
        """Who is said to have spoken, in the first two levels of the notes."""
        found: list[Credit] = []
        for text in _texts(content, 2):
            for credit in credits_in_prose(self.outline.plain(text)):
                if credit.name not in {c.name for c in (*known, *found)}:
                    found.append(credit)
                    self.guesses.add("speaker", credit.name, text.start, "the text says that they spoke", 0.7)
        return found


class _Series:
    """The heading that we make over a numbered series, and the first slide's."""

    def __init__(self, original: Block, first: Block, stem: str) -> None:
        assert isinstance(original, Heading)
        self.made = Heading(Text(()), original.level, name=stem, at=original.at)
        self.first = first

    def parts(self) -> list[Block]:
        return [self.made, self.first]


def _content(blocks: Sequence[Block], number: int) -> list[Block]:
    """What stands under a heading, its sub-sections included."""
    heading = blocks[number]
    assert isinstance(heading, Heading)
    content: list[Block] = []
    for block in blocks[number + 1 :]:
        if isinstance(block, Heading) and block.level <= heading.level:
            break
        content.append(block)
    return content


def _lengths(blocks: Iterable[Block]) -> tuple[int, int]:
    """Characters in lists, and in all."""
    in_lists = all_ = 0
    for block in blocks:
        if isinstance(block, Listing):
            length = sum(run.end - run.start for text in _texts([block], 99) for run in text.runs)
            in_lists += length
            all_ += length
        elif isinstance(block, Paragraph):
            all_ += sum(run.end - run.start for run in block.text.runs)
    return in_lists, all_


def _texts(blocks: Iterable[Block], depth: int) -> Iterable[Text]:
    """The texts of paragraphs and items, down to a depth of nesting."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Listing) and depth:
            for item in block.items:
                if isinstance(item, Commands):
                    yield Text(item.lines)
                elif item.text.runs:
                    yield item.text
                yield from _texts(item.blocks, depth - 1)
        elif isinstance(block, (Question, Quote)):
            yield from _texts(block.blocks, depth)
