"""What speaks for a heading being a session: a credit, a speaker's line, slides, an ordinal, its words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Credit, Heading, Listing, Paragraph
from sphinx_summit.notes.recognise.dates import YEAR
from sphinx_summit.notes.recognise.people import credit_of, is_person, read_people
from sphinx_summit.notes.recognise.programme import TIME, fold_title, listed_titles, speakers_listed
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.spoken import ITEM_LINE, Spoken, speakers_below, texts_of
from sphinx_summit.notes.recognise.titles import LONGEST, Ending, ending_of, name_before_link, shared_forms
from sphinx_summit.notes.recognise.words import (
    ABOUT_EVENT,
    LISTS_TALKS,
    SESSION_ORDINAL,
    TALKS,
    count_words,
    fold_label,
    format_of,
    is_frame,
    is_questions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_summit.notes.outline import Outline

_SLIDES = re.compile(
    r"(?:https?:)?//(?:\w+\.)?(?:speakerdeck\.com|slideshare\.net|slides\.com|docs\.google\.com/presentation|youtu\.be|youtube\.com"
    r"|vimeo\.com|gitpitch\.com|docswell\.com|noti\.st)/(?!user/|@)",
    re.IGNORECASE,
)
_SLIDES_LABEL = re.compile(
    r"(?:slides?|スライド|発表資料|資料|幻灯片?|讲稿|视频|録画|vidéo|folien|발표\s?자료)\s*[:：]?", re.IGNORECASE
)
_NICK = re.compile(r"@?[a-z][a-z0-9_-]{2,19}")
_HAN = re.compile(r"[\u3400-\u9fff々]+")
FEW = 1 / 3
"""When so many headings of a level name a speaker, the others between them are sessions too."""
_LETTERS = 3
"""A name of so few letters may be any word's part."""
_NEARLY = 0.8
_MANY = 2 / 3
"""The headings of a level are names when at least this share of them are."""
_SHORT = 60
_FIRST = 40
_LABEL = 30
MOSTLY = 0.5
"""A section is notes of a session when at least this share of its text is in lists."""


@dataclass
class Candidate:
    """A heading that may be a session.

    `strong`: something speaks for it alone; `about_event`: it speaks of that; `notes`: below it are lists, or a
    text that speaks of talks; `listed`: the heading above says that talks are below.
    """

    number: int
    heading: Heading
    title: str
    parent: int
    content: list[Block] = field(repr=False)
    ending: Ending | None = None
    spoken: list[Spoken] = field(default_factory=list)
    reason: str = ""
    confidence: float = 0.0
    about_event: bool = False
    notes: bool = False
    listed: bool = False

    @property
    def credited(self) -> bool:
        """Whether a speaker is named in its title, or in a line made for that."""
        return bool(self.ending) or any(each.confidence >= 0.8 and not each.form for each in self.spoken)

    @property
    def names_someone(self) -> bool:
        """Whether a person is named there, not only an organisation."""
        people = (
            [each.name for each in self.ending.people] if self.ending else [each.credit.name for each in self.spoken]
        )
        return self.credited and any(people)

    @property
    def words(self) -> float:
        """How many words its title has."""
        return count_words(self.title)

    @property
    def strong(self) -> bool:
        """Whether something of its own makes it a session."""
        return bool(self.reason)

    @property
    def is_title_like(self) -> bool:
        """Whether it is long enough for a talk's title, and does not speak of the event itself."""
        return (self.words >= 4 or bool(format_of(self.title))) and not self.about_event


def candidates_of(outline: Outline, blocks: Sequence[Block], is_day: Iterable[int], event: str = "") -> list[Candidate]:
    """Every heading but frames, questions and days, with what its title and its first lines say. `event`: its name."""
    named = fold_title(YEAR.sub("", event))
    days = set(is_day)
    found: list[Candidate] = []
    open_: list[tuple[int, int]] = []
    names: set[int] = set()
    over_talks: set[int] = set()
    for number, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        open_ = [(level, at) for level, at in open_ if level < block.level]
        parent = open_[-1][1] if open_ else -1
        open_.append((block.level, number))
        title = block.name or words_of(outline, block.text, LONGEST + 1)
        made = parent in names
        if LISTS_TALKS.fullmatch(fold_label(title)):
            over_talks.add(number)
        parts = number in days or bool(TIME.fullmatch(title))
        if parts and parent in over_talks:
            over_talks.add(number)
        if block.name:
            names.add(number)
        if block.session is not None or made or parts or not title or is_frame(title) or is_questions(title):
            continue
        candidate = Candidate(number, block, title, parent, content_of(blocks, number), listed=parent in over_talks)
        about = bool(ABOUT_EVENT.search(title)) or number in over_talks
        candidate.about_event = about or _is_of(fold_title(YEAR.sub("", title)), named)
        found.append(candidate)
    _read(outline, found, listed_titles(outline, blocks))
    return found


def _speaks_of_talks(outline: Outline, content: Sequence[Block]) -> bool:
    """Whether the first texts of a section have words of talks."""
    return any(TALKS.search(words_of(outline, text, LONGEST)) for text in islice(texts_of(content[:_FIRST], 1), _FIRST))


def _is_of(title: str, event: str) -> bool:
    """Whether a title holds the event's name, or begins it; both folded."""
    return len(title) > _LETTERS and len(event) > _LETTERS and (event in title or event.startswith(title))


def _read(outline: Outline, found: list[Candidate], listed: dict[str, str]) -> None:
    forms = {
        level: shared_forms([c.title for c in found if c.heading.level == level])
        for level in {c.heading.level for c in found}
    }
    linked = _linked_levels(outline, found)
    for candidate in found:
        if not candidate.heading.name:
            candidate.ending = ending_of(candidate.title, forms=forms[candidate.heading.level])
        if candidate.heading.level in linked:
            candidate.ending = candidate.ending or name_before_link(outline, candidate.heading)
        candidate.spoken = speakers_below(outline, candidate.content)
        candidate.notes = is_notes(candidate.content) or _speaks_of_talks(outline, candidate.content)
    _read_names_above(found)
    lines = _lines_by_level(found)
    brackets = sum(bool(candidate.ending and candidate.ending.form == "bracket") for candidate in found)
    for candidate in found:
        candidate.spoken = [e for e in candidate.spoken if not e.form or (candidate.heading.level, e.form) in lines]
        # Where others have a line for the name, a sentence that names someone is beside the point.
        if any(each.form == ITEM_LINE for each in candidate.spoken):
            candidate.spoken = [each for each in candidate.spoken if each.form]
        if candidate.ending and candidate.ending.confidence < 0.75 and brackets < 2:
            candidate.ending = None
        candidate.reason, candidate.confidence = _reason(outline, candidate)
        who = speakers_listed(candidate.title, listed)
        if who is not None:
            candidate.reason, candidate.confidence = "the programme in the note lists it", 0.9
            people = read_people(who, stated=True) if who and not candidate.credited else []
            candidate.spoken += [
                Spoken(credit_of(who, each), candidate.heading.at, "named in the programme", 0.85) for each in people
            ]


def _linked_levels(outline: Outline, found: list[Candidate]) -> set[int]:
    """The levels on which most headings, and three at least, are a name and a link: `ann [title](…)`."""
    all_ = Counter(candidate.heading.level for candidate in found)
    named = Counter(c.heading.level for c in found if name_before_link(outline, c.heading))
    return {level for level, count in named.items() if count > 2 and count >= MOSTLY * all_[level]}


def _read_names_above(found: list[Candidate]) -> None:
    """Headings that are names, all of a level that have others below: those below are what these people spoke of."""
    above = {candidate.number: candidate for candidate in found}
    parents = {number: above[number] for c in found if (number := c.parent) in above}
    for level in {parent.heading.level for parent in parents.values()}:
        names = [parent for parent in parents.values() if parent.heading.level == level]
        names = [parent for parent in names if _is_name(parent.title)]
        if len(names) < 2 or len(names) < _NEARLY * sum(p.heading.level == level for p in parents.values()):
            continue
        said = {name.number: name for name in names}
        for candidate in found:
            if candidate.parent in said and not candidate.ending:
                name = said[candidate.parent]
                credit = Credit(name.title)
                candidate.spoken = [Spoken(credit, name.heading.at, "the heading above is their name", 0.8)]


def _is_name(title: str) -> bool:
    """Whether a heading is but a name; two Chinese characters may be any word."""
    return bool(_NICK.fullmatch(title)) or (is_person(title) and not _HAN.fullmatch(title))


def _lines_by_level(found: list[Candidate]) -> set[tuple[int, str]]:
    """The levels and forms of name lines that enough headings there have below them, and two at least."""
    all_ = Counter(candidate.heading.level for candidate in found)
    named = Counter((c.heading.level, form) for c in found for form in {each.form for each in c.spoken if each.form})
    return {
        (level, form)
        for (level, form), count in named.items()
        if count > 1 and count >= (_MANY if form == ITEM_LINE else FEW) * all_[level]
    }


def _reason(outline: Outline, candidate: Candidate) -> tuple[str, float]:
    if candidate.ending:
        return "its title names who spoke", max(candidate.ending.confidence, 0.75)
    sure = max((each.confidence for each in candidate.spoken if not each.form), default=0.0)
    if sure >= 0.8:
        return "a line below it names who spoke", 0.9
    if format_of(candidate.title) and len(candidate.title) < _SHORT:
        return "its title says what kind of session it is", 0.75
    if any(each.form for each in candidate.spoken):
        return "a name stands below it, as below others", 0.75
    if candidate.about_event:
        return "", 0.0
    if candidate.listed:
        return "it stands below a heading over talks", 0.8
    if sure >= 0.7:
        return "the text below says who spoke", 0.75
    if SESSION_ORDINAL.match(candidate.title):
        return "it is counted or timed as a session", 0.8
    if format_of(candidate.title):
        return "its title says what kind of session it is", 0.75
    if candidate.words >= 2 and _has_slides(outline, candidate.title, candidate.content):
        return "slides or a recording are linked below it", 0.75
    return "", 0.0


def _has_slides(outline: Outline, title: str, content: Sequence[Block]) -> bool:
    """Whether a line of its own among the first below a heading leads to slides or a recording."""
    for block in takewhile(lambda block: not isinstance(block, Heading), content[:_FIRST]):
        for text in texts_of([block], 1):
            words = outline.plain(text)
            seen = words_of(outline, text) if _SLIDES.search(words) else words
            if _SLIDES.search(words) and ("<iframe" in words or len(seen) < _LABEL or _shares(title, seen)):
                return True
            if _SLIDES_LABEL.match(seen) and len(seen) < 60:
                return True
    return False


def _shares(title: str, words: str) -> bool:
    """Whether a link's words are the title, or hold it."""
    if len(words) > LONGEST:
        return False
    folded, other = fold_title(title), fold_title(words)
    return bool(other) and (folded in other or other in folded)


def content_of(blocks: Sequence[Block], number: int) -> list[Block]:
    """What stands under a heading, its sub-sections included."""
    heading = blocks[number]
    assert isinstance(heading, Heading)
    content: list[Block] = []
    # By number: a copy of all the rest for each heading would be quadratic.
    for at in range(number + 1, len(blocks)):
        block = blocks[at]
        if isinstance(block, Heading) and block.level <= heading.level:
            break
        content.append(block)
    return content


def is_notes(content: Sequence[Block]) -> bool:
    """Whether a section is mostly lists."""
    in_lists, all_ = _lengths(content)
    return all_ > 0 and in_lists >= MOSTLY * all_


def _lengths(blocks: Iterable[Block]) -> tuple[int, int]:
    """Characters in lists, and in all."""
    in_lists = all_ = 0
    for block in blocks:
        if isinstance(block, Listing):
            length = sum(run.end - run.start for text in texts_of([block], 99) for run in text.runs)
            in_lists += length
            all_ += length
        elif isinstance(block, Paragraph):
            all_ += sum(run.end - run.start for run in block.text.runs)
    return in_lists, all_
