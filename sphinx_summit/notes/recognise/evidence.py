"""What speaks for a heading being a session: a credit, a speaker's line, slides, an ordinal, its words, its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Heading, Listing, Paragraph
from sphinx_summit.notes.recognise.people import credit_of, read_people
from sphinx_summit.notes.recognise.programme import fold_title, listed_titles, speakers_listed
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.spoken import Spoken, speakers_below, texts_of
from sphinx_summit.notes.recognise.titles import LONGEST, Ending, ending_of, weak_forms
from sphinx_summit.notes.recognise.words import ABOUT_EVENT, SESSION_ORDINAL, format_of, is_frame, is_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_summit.notes.outline import Outline

_SLIDES = re.compile(
    r"https?://(?:\w+\.)?(?:speakerdeck\.com|slideshare\.net|slides\.com|docs\.google\.com/presentation|youtu\.be|youtube\.com"
    r"|vimeo\.com|gitpitch\.com|docswell\.com|noti\.st)/(?!user/|@)",
    re.IGNORECASE,
)
_SLIDES_LABEL = re.compile(
    r"(?:slides?|スライド|発表資料|資料|幻灯片?|讲稿|视频|録画|vidéo|folien|발표\s?자료)\s*[:：]?", re.IGNORECASE
)
_QUOTED = re.compile(r"[「『《“\"][^「『《“\"]{6,}[」』》”\"]\s*")
_FEW = 1 / 3
"""When so many headings of a level name a speaker, the others between them are sessions too."""
_SHORT = 60
_FIRST = 40
_LABEL = 30
_MOSTLY = 0.5
"""A section is notes of a session when at least this share of its text is in lists."""


@dataclass
class Candidate:
    """A heading that may be a session. `strong`: something of its own speaks for it."""

    number: int
    heading: Heading
    title: str
    parent: int
    content: list[Block] = field(repr=False)
    ending: Ending | None = None
    spoken: list[Spoken] = field(default_factory=list)
    reason: str = ""
    confidence: float = 0.0

    @property
    def credited(self) -> bool:
        """Whether a speaker is named in its title, or in a line made for that."""
        return bool(self.ending) or any(each.confidence >= 0.8 and not each.form for each in self.spoken)

    @property
    def words(self) -> float:
        """How many words its title has; about three Chinese characters or kana are one."""
        wide = sum(1 for char in self.title if char > "\u2e7f" and char.isalnum())
        return len(self.title.split()) + wide / 3

    @property
    def strong(self) -> bool:
        """Whether something of its own makes it a session."""
        return bool(self.reason)

    @property
    def is_title_like(self) -> bool:
        """Whether it is long enough for a talk's title, and does not speak of the event itself."""
        return (self.words >= 4 or bool(format_of(self.title))) and not ABOUT_EVENT.search(self.title)


def candidates_of(outline: Outline, blocks: Sequence[Block], is_day: Iterable[int]) -> list[Candidate]:
    """Every heading but frames, questions and days, with what its title and its first lines say."""
    days = set(is_day)
    found: list[Candidate] = []
    open_: list[tuple[int, int]] = []
    names: set[int] = set()
    for number, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        open_ = [(level, at) for level, at in open_ if level < block.level]
        parent = open_[-1][1] if open_ else -1
        open_.append((block.level, number))
        title = block.name or words_of(outline, block.text, LONGEST + 1)
        made = parent in names
        if block.name:
            names.add(number)
        if block.session is not None or made or number in days or is_frame(title) or is_questions(title) or not title:
            continue
        found.append(Candidate(number, block, title, parent, content_of(blocks, number)))
    _read(outline, found, listed_titles(outline, blocks))
    return found


def _read(outline: Outline, found: list[Candidate], listed: dict[str, str]) -> None:
    forms = {
        level: _forms([c.title for c in found if c.heading.level == level])
        for level in {c.heading.level for c in found}
    }
    for candidate in found:
        if not candidate.heading.name:
            candidate.ending = ending_of(candidate.title, forms=forms[candidate.heading.level])
        candidate.spoken = speakers_below(outline, candidate.content)
    lines = _lines_by_level(found)
    brackets = sum(bool(candidate.ending and candidate.ending.form == "bracket") for candidate in found)
    for candidate in found:
        if candidate.heading.level not in lines:
            candidate.spoken = [each for each in candidate.spoken if not each.form]
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


def _lines_by_level(found: list[Candidate]) -> set[int]:
    """The levels on which a third of the headings, and two at least, have a name on a line below."""
    all_ = Counter(candidate.heading.level for candidate in found)
    named = Counter(c.heading.level for c in found if any(each.form for each in c.spoken))
    return {level for level, count in named.items() if count > 1 and count >= _FEW * all_[level]}


def _forms(titles: list[str]) -> frozenset[str]:
    """The weak forms of credit that titles share: two and a third of them have it; a prefix, nearly all of them."""
    counts = Counter(form for title in titles for form in weak_forms(title))
    brackets = sum(bool((ending := ending_of(title)) and ending.form == "bracket") for title in titles)
    shared = {form for form, count in counts.items() if count >= 2 and count >= len(titles) * _FEW / 2}
    if counts["before-colon"] < 3 or counts["before-colon"] < 0.6 * len(titles):
        shared.discard("before-colon")
    if any(ending_of(title) for title in titles) and counts["with"]:
        shared.add("with")
    return frozenset(shared | ({"bracket"} if brackets >= 2 else set()))


def _reason(outline: Outline, candidate: Candidate) -> tuple[str, float]:
    if candidate.ending:
        return "its title names who spoke", max(candidate.ending.confidence, 0.75)
    sure = max((each.confidence for each in candidate.spoken if not each.form), default=0.0)
    if sure >= 0.8:
        return "a line below it names who spoke", 0.9
    if format_of(candidate.title) and len(candidate.title) < _SHORT:
        return "its title says what kind of session it is", 0.75
    if ABOUT_EVENT.search(candidate.title):
        return "", 0.0
    if sure >= 0.7:
        return "the text below says who spoke", 0.75
    if any(each.form for each in candidate.spoken):
        return "a name stands below it, as below others", 0.75
    if SESSION_ORDINAL.match(candidate.title):
        return "it is counted or timed as a session", 0.8
    if _QUOTED.fullmatch(candidate.title):
        return "its title stands in quotation marks", 0.75
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
    return all_ > 0 and in_lists >= _MOSTLY * all_


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


# -- which of them are sessions --------------------------------------------------------------------------


def choose(found: list[Candidate], *, event: bool, talks: bool = True) -> list[Candidate]:
    """The candidates that are sessions, each with its reason and confidence.

    `event`: the note reports on one; `talks`: it speaks of talks, so that titles alone may tell.
    """
    level = _session_level(found)
    strong = [c for c in found if c.strong and (c.heading.level == level or c.credited)]
    chosen = {c.number: c for c in strong if event or c.credited}
    if not event:
        credited = [c for c in chosen.values() if c.credited]
        return _outermost(found, {c.number: c for c in credited}) if len(credited) > 1 else []
    peers = [c for c in found if c.heading.level == level]
    few = _few(peers)
    among = _between(peers, few=few)
    titles = _by_titles(peers) if talks else []
    notes = _over_lists(peers) or ([] if titles else _over_lists(found))
    for candidate in [*titles, *notes, *among] if few else among:
        chosen.setdefault(candidate.number, candidate)
    return _outermost(found, chosen)


def _session_level(found: list[Candidate]) -> int:
    """The level with most credits, else with most strong candidates, else with most titles; the highest of equals."""

    def weight(level: int) -> tuple[int, int, int, int]:
        peers = [c for c in found if c.heading.level == level]
        named, strong = sum(bool(c.credited or c.spoken) for c in peers), sum(c.strong for c in peers)
        return named, strong, sum(c.is_title_like for c in peers), -level

    levels = {c.heading.level for c in found}
    return max(levels, key=weight, default=2)


def _between(peers: list[Candidate], *, few: bool) -> list[Candidate]:
    """Beside enough sessions that name their speakers: those between them, and titles before and after."""
    sure = [n for n, c in enumerate(peers) if c.strong]
    if len(sure) < 2:
        return []
    parents = {peers[n].parent for n in sure}
    return [
        _because(c, "it stands among sessions", 0.7)
        for n, c in enumerate(peers)
        if not c.strong
        and c.parent in parents
        and not ABOUT_EVENT.search(c.title)
        and _belongs(c, inside=sure[0] < n < sure[-1], few=few)
    ]


def _few(peers: list[Candidate]) -> bool:
    """Whether too few headings of a level speak for themselves to speak for the others."""
    return sum(c.strong for c in peers) < max(2, _FEW * len(peers))


def _belongs(candidate: Candidate, *, inside: bool, few: bool) -> bool:
    """Whether a heading beside sessions is one: between many any, between few or beside many only a title."""
    return candidate.is_title_like if few == inside else inside


def _by_titles(peers: list[Candidate]) -> list[Candidate]:
    """Where nothing else tells: titles that most headings of a section are, and shorter ones between them."""
    found: list[Candidate] = []
    peers = [c for c in peers if c.heading.mark]
    titles = [c for c in peers if c.is_title_like]
    if len(titles) < 2 or len(titles) < _MOSTLY * len(peers):
        return []
    for parent in dict.fromkeys(c.parent for c in peers):
        group = [c for c in peers if c.parent == parent]
        places = [n for n, c in enumerate(group) if c.is_title_like]
        found += [
            _because(c, "a heading such as talks have, in a report on an event", 0.6)
            for n, c in enumerate(group)
            if places and places[0] <= n <= places[-1] and not ABOUT_EVENT.search(c.title)
        ]
    return found


def _over_lists(found: list[Candidate]) -> list[Candidate]:
    """Headings over notes in lists, on the highest level that has two, else one."""
    notes = [c for c in found if is_notes(c.content) and c.heading.level > 1 and not ABOUT_EVENT.search(c.title)]
    levels = Counter(c.heading.level for c in notes)
    level = min((level for level, count in levels.items() if count > 1), default=min(levels, default=2))
    return [_because(c, "a heading over notes in a list", 0.75) for c in notes if c.heading.level == level]


def _because(candidate: Candidate, reason: str, confidence: float) -> Candidate:
    if not candidate.reason:
        candidate.reason, candidate.confidence = reason, confidence
    return candidate


def _outermost(found: list[Candidate], chosen: dict[int, Candidate]) -> list[Candidate]:
    """Sessions do not nest: a heading over two credited ones is a group, what is below one is part of it."""
    parents = {c.number: c.parent for c in found}
    below = Counter(parents[c.number] for c in chosen.values() if c.credited)
    groups = {
        number for number, count in below.items() if count > 1 and number in chosen and not chosen[number].credited
    }
    kept = {number: c for number, c in chosen.items() if number not in groups}
    return [c for c in kept.values() if not _within(c, kept, parents)]


def _within(candidate: Candidate, kept: dict[int, Candidate], parents: dict[int, int]) -> bool:
    parent = candidate.parent
    while parent in parents or parent in kept:
        if parent in kept:
            return True
        parent = parents[parent]
    return False
