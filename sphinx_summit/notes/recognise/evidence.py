"""What speaks for a heading being a session: a credit, a speaker's line, slides, an ordinal, its words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Heading, end_of
from sphinx_summit.notes.recognise.candidate import LISTED, Candidate, content_of, is_notes
from sphinx_summit.notes.recognise.dates import YEAR
from sphinx_summit.notes.recognise.people import credit_of, read_people
from sphinx_summit.notes.recognise.places import names_at_places
from sphinx_summit.notes.recognise.programme import TIME, fold_title, listed_titles, speakers_listed
from sphinx_summit.notes.recognise.seen import see, words_of
from sphinx_summit.notes.recognise.siblings import (
    lines_by_level,
    linked_levels,
    part_organizations,
    read_loosely,
    read_names_above,
    read_names_alone,
)
from sphinx_summit.notes.recognise.spoken import ITEM_LINE, Spoken, speakers_below, texts_of
from sphinx_summit.notes.recognise.titles import LONGEST, ending_of, name_before_link, shared_forms
from sphinx_summit.notes.recognise.words import (
    ABOUT_EVENT,
    LISTS_TALKS,
    SESSION_ORDINAL,
    TALKS,
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
_ONLY_VIDEO = re.compile(rf"<?{_SLIDES.pattern}\S+>?", re.IGNORECASE)
_SLIDES_LABEL = re.compile(
    r"(?:slides?|スライド|発表資料|資料|幻灯片?|讲稿|视频|録画|vidéo|folien|발표\s?자료)\s*[:：]?", re.IGNORECASE
)
_URL = re.compile(r"https?://\S+")
_PATH = re.compile(r"\([\w.-]*[:/][^()\s]*\)")
"""Where a link leads, behind its words."""
_LETTERS = 3
"""A name of so few letters may be any word's part."""
_MOST = 0.7
_SHORT = 60
_FIRST = 40
_LABEL = 30
_SURER = (ITEM_LINE, "sub-heading", "opening", "label", "table")
"""Forms of naming people below a heading that tell more than its prose does."""


def candidates_of(outline: Outline, blocks: Sequence[Block], is_day: Iterable[int], event: str = "") -> list[Candidate]:
    """Every heading but frames, questions and days, with what its title and its first lines say. `event`: its name."""
    named = fold_title(YEAR.sub("", event))
    days = set(is_day)
    found: list[Candidate] = []
    open_: list[tuple[int, int]] = []
    names: set[int] = set()
    over_talks: set[int] = set()
    before = 0
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
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            before = block.level if isinstance(following, Heading) and following.level <= block.level else 0
        elif block.level < before or (block.level == before and is_frame(title)):
            before = 0
        parts = number in days or bool(TIME.fullmatch(title))
        if parts and parent in over_talks:
            over_talks.add(number)
        if block.name:
            names.add(number)
        if block.session is not None or made or parts or not title or is_frame(title) or is_questions(title):
            continue
        candidate = Candidate(number, block, title, parent, content_of(blocks, number))
        after = before == block.level and number not in over_talks
        candidate.listed, candidate.in_day = parent in over_talks or after, parent in days
        candidate.lists = number in over_talks
        counted = SESSION_ORDINAL.match(title)
        about = bool(ABOUT_EVENT.search(_PATH.sub("", title)) and not counted) or number in over_talks
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


def _read_each(outline: Outline, found: list[Candidate]) -> None:
    """What each heading's title and section say, by the forms of credit that titles of its level share."""
    levels = {candidate.heading.level for candidate in found}
    forms = {level: shared_forms([c.title for c in found if c.heading.level == level]) for level in levels}
    linked = linked_levels(outline, found)
    for candidate in found:
        if not candidate.heading.name:
            candidate.ending = ending_of(candidate.title, forms=forms[candidate.heading.level])
        if candidate.heading.level in linked:
            candidate.ending = candidate.ending or name_before_link(outline, candidate.heading)
        candidate.spoken = speakers_below(outline, candidate.content)
        if not candidate.surely_credited:
            known = {each.credit.name for each in candidate.spoken if each.form}
            at_places = names_at_places(outline, candidate.content)
            candidate.spoken += [each for each in at_places if each.credit.name not in known]
        candidate.linked = _is_linked(outline, candidate.heading)
        candidate.part = _length(candidate) / max(len(outline.source), 1)
        candidate.noted = is_notes(candidate.content)
        candidate.notes = candidate.noted or _speaks_of_talks(outline, candidate.content)


def _is_linked(outline: Outline, heading: Heading) -> bool:
    """Whether most of a heading's words are a link or set off."""
    depths = see(outline, heading.text).depths if heading.text.runs else ()
    return sum(map(bool, depths)) > _MOST * len(depths)


def _length(candidate: Candidate) -> int:
    """How many characters of the source stand below a heading."""
    return end_of(candidate.content[-1]) - candidate.heading.at if candidate.content else 0


def _count_depth(found: list[Candidate]) -> None:
    """Count the levels of several headings above each."""
    sizes = Counter(candidate.heading.level for candidate in found)
    several = sorted(level for level, count in sizes.items() if count > 1)
    for candidate in found:
        candidate.depth = sum(level < candidate.heading.level for level in several)


def _read(outline: Outline, found: list[Candidate], listed: dict[str, str]) -> None:
    """What speaks for each, after what it says and what its siblings do."""
    _read_each(outline, found)
    _count_depth(found)
    read_names_above(found)
    read_names_alone(found)
    part_organizations(outline, found)
    lines = lines_by_level(found)
    brackets = sum(bool(candidate.ending and candidate.ending.form == "bracket") for candidate in found)
    read_loosely(outline, found, lines)
    for candidate in found:
        candidate.spoken = [e for e in candidate.spoken if not e.form or (candidate.heading.level, e.form) in lines]
        # Where others have a line for the name, a sentence that names someone is beside the point.
        if any(each.form in _SURER for each in candidate.spoken):
            candidate.spoken = [each for each in candidate.spoken if each.form]
        if candidate.ending and candidate.ending.confidence < 0.75 and brackets < 2:
            candidate.ending = None
        candidate.reason, candidate.confidence = _reason(outline, candidate)
        _read_programme(candidate, speakers_listed(candidate.title, listed))


def _read_programme(candidate: Candidate, who: str | None) -> None:
    """What the programme in the note says of a heading: `who` are the words about its speakers."""
    if who is None:
        return
    candidate.reason, candidate.confidence = "the programme in the note lists it", 0.9
    people = read_people(who, stated=True) if who and not candidate.credited else []
    candidate.spoken += [
        Spoken(credit_of(who, each), candidate.heading.at, "named in the programme", 0.85) for each in people
    ]


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
        return LISTED, 0.8
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
            if _ONLY_VIDEO.fullmatch(words):
                return True
            seen = words_of(outline, text) if _SLIDES.search(words) else words
            if _SLIDES.search(words) and ("<iframe" in words or len(seen) < _LABEL or _shares(title, seen)):
                return True
            if _SLIDES_LABEL.match(seen) and len(_URL.sub("", seen)) < _SHORT:
                return True
    return False


def _shares(title: str, words: str) -> bool:
    """Whether a link's words are the title, or hold it."""
    if len(words) > LONGEST:
        return False
    folded, other = fold_title(title), fold_title(words)
    return bool(other) and (folded in other or other in folded)
