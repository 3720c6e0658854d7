"""An event whose name has no word for one: told by its title's shape, what the note says and how it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Table
from sphinx_summit.notes.recognise.choice import ENOUGH, weigh
from sphinx_summit.notes.recognise.dates import YEAR, find_dates
from sphinx_summit.notes.recognise.days import days_in
from sphinx_summit.notes.recognise.event_words import EVENT
from sphinx_summit.notes.recognise.evidence import candidates_of
from sphinx_summit.notes.recognise.known import SERIES
from sphinx_summit.notes.recognise.lineup import lineups
from sphinx_summit.notes.recognise.programme import rows_of
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, LISTS_TALKS, TITLE_WORDS, WEEKDAY, fold_label, format_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_summit.notes.outline import Block, Outline

_KIND = re.compile(
    r"""(?xi)
    conf[eé]r[eê]nc\w* | konferenz\w* | kongress\w* | tagung | messe\b | congreso | congresso | event[os]?\b
    | \b[ée]v[èé]nement | \bencontro\b | \bencuentro\b | \bjornadas?\b | summit | festival | meet-?ups?\b
    | barcamp | hackathon | \bmeeting\b
    | \battend\w* | \bassist\w+ [ ] [àa] | \bbesuch\w* | \bparticip\w+ | \bheld\b | \bfand\b | \beu [ ] lieu
    | カンファレンス | 勉強会 | イベント | 大会 | 開催 | 参加
    | [年大峰]会 | [年大]會 | 会议 | 會議 | 研讨会 | 研討會 | 举办 | 舉辦 | 参会 | 參加
    | 活动 | 活動 | 콘퍼런스 | 컨퍼런스 | 행사 | 개최 | 참가 | 참석
    """
)
"""What a text calls a gathering, or says that people do with one."""
_NAME = re.compile(
    r"(?=[^a-z]*[A-Z]|[a-z]{1,2}[A-Z]|\w+\d|[a-z]+\.\w|[a-z]+[A-Z]|[a-z]+!? [A-Z]|.*[^\x00-\x7f])"
    r"(?:[^\s。、?？「」『』:：]|::)+(?: (?:[^\s。、?？「」『』:：]|::)+){0,4}"
)
_VERB = re.compile(
    r"(?i)^(?:talks|sessions|notes|slides|programm?e?|schedule|vorträge|charlas|palestras)\b"
    r"|\b(?:is|are|was|were|how|why|what|with(?! (?-i:[A-Z]))|for|my|your|our|using|about|vs|wie|warum"
    r"|comment|pourquoi)\b"
)
_CODE = re.compile(r"\b\d{1,2}[cC]3\b|[A-Z]{3}")
_CALENDAR = re.compile(
    r"(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_SHORT_YEAR = re.compile(r"['’]\d\d\b")
_NEAR = 40
"""So many characters apart, a name and the word for what it names speak of each other."""
_LONGEST = 40
_LEAST = 4
_TEXTS = 15
_CREDITED = 3
_HALF = 0.5
_SHORTEST = 3
_LONG = 6


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a title's being an event's name.

    `gathering`: so many different words of gatherings; `tagged`: its tags or categories have one.
    """

    reports: bool
    day: bool
    gathering: int
    told: bool
    programme: int
    tagged: bool = False

    def weigh(self, name: str) -> int:
        """The sum of the signs: two for what few other notes have, one for what many have."""
        dated = bool(YEAR.search(name) or _SHORT_YEAR.search(name))
        strong = sum((dated, self.reports, self.day, self.told, self.tagged)) + min(self.programme, 2)
        return 2 * strong + (self.gathering >= 2) + (self.gathering >= 5)


def may_name(name: str) -> bool:
    """Whether words may be the name of something: few, no sentence, something in capitals or of another script."""
    return len(name) <= _LONGEST and bool(_NAME.fullmatch(name)) and not _VERB.search(name) and _proper(name)


def likeness(name: str) -> int:
    """How much words look like an event's name: a year, a word for events, a code name such as `ABC2024`."""
    dated = bool(YEAR.search(name) or _SHORT_YEAR.search(name))
    return 2 * dated + bool(re.search(EVENT, name)) + bool(_CODE.search(name)) + 2 * bool(SERIES.search(name))


def _proper(name: str) -> bool:
    """Whether something of a name is left without its year and words that any title has."""
    words = [
        word
        for word in _CALENDAR.sub(" ", YEAR.sub(" ", name)).split()
        if word.casefold().strip("'’#") not in TITLE_WORDS
    ]
    return any(char.isalpha() for word in words for char in word)


def is_event(name: str, signs: Signs) -> bool:
    """Whether the signs together make a title's name that of an event: what the note calls it, how it is built."""
    dated = bool(YEAR.search(name) or _SHORT_YEAR.search(name) or find_dates(name))
    known = signs.day or dated or signs.reports or signs.tagged or likeness(name) > 0
    built = signs.programme > 2 or (signs.programme > 0 and known and (signs.programme > 1 or signs.day or dated))
    built = built or ((signs.reports or signs.tagged) and (dated or (signs.programme > 0 and signs.gathering > 1)))
    spoken_of = signs.gathering > 0 or signs.programme > 1
    return may_name(name) and spoken_of and (signs.told or built) and signs.weigh(name) >= _LEAST


def is_told(name: str, texts: Iterable[str]) -> bool:
    """Whether the opening calls the name a gathering: `the linux.example conference`, `NAME に参加`."""
    before, *after = (" ".join(part.split()).casefold() for part in YEAR.split(_SHORT_YEAR.sub(" ", name)))
    stem = before or (after[-1] if after else "")
    first = stem.split(" ")[0]
    stems = [stem, first] if len(first) >= _LONG and stem.isascii() else [stem]
    return any(_is_called(stem, texts) for stem in stems if len(stem) >= _SHORTEST)


def _is_called(stem: str, texts: Iterable[str]) -> bool:
    """Whether a folded name stands near a word for gatherings in the first texts."""
    for text in islice(texts, _TEXTS):
        folded = text.casefold()
        at = folded.find(stem)
        while at >= 0:
            end = at + len(stem)
            if _KIND.search(folded, max(0, at - _NEAR), at) or _KIND.search(folded, end, end + _NEAR):
                return True
            at = folded.find(stem, end)
    return False


def programme_signs(outline: Outline, blocks: Sequence[Block]) -> int:
    """How many signs say that a note is built as a programme: days, keynotes, talks, who spoke in sections or lists."""
    headings = [words_of(outline, b.text, 100) for b in blocks if isinstance(b, Heading) and b.text.runs]
    days = sum(bool(DAY_ORDINAL.search(text) or WEEKDAY.fullmatch(text.strip())) for text in headings) > 1
    formats = any(format_of(text) == "keynote" for text in headings)
    talks = any(LISTS_TALKS.fullmatch(fold_label(text)) for text in headings)
    table = any(len(rows_of(outline, b)) > 1 for b in blocks if isinstance(b, Table))
    listed = lineups(outline, blocks, (), event=False)
    lists = sum(map(len, listed.values())) >= _CREDITED
    return sum((days, formats, talks or table, 2 * lists, _sections_of_talks(outline, blocks)))


def _sections_of_talks(outline: Outline, blocks: Sequence[Block]) -> int:
    """2 where the headings of a level say who spoke, most of them; 1 where slides or such speak for most."""
    found = candidates_of(outline, blocks, days_in(outline, blocks))
    signs = 0
    for level in {c.heading.level for c in found}:
        peers = [c for c in found if c.heading.level == level]
        credited, strong = sum(c.credited or bool(c.spoken) for c in peers), sum(c.strong for c in peers)
        if len(peers) > 1 and weigh(peers) >= ENOUGH and max(credited, strong) > 1:
            signs = max(signs, 2 if credited > _HALF * len(peers) else strong > _HALF * len(peers))
    return signs
