"""An event whose name has no word for one: told by its title's shape, what the note says and how it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Item, Listing, Table
from sphinx_summit.notes.recognise.dates import YEAR
from sphinx_summit.notes.recognise.programme import rows_of
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.titles import ending_of
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
    r"(?=[^a-z]*[A-Z]|\w+\d|[a-z]+\.\w|.*[^\x00-\x7f])"
    r"[^\s。、!?！？「」『』:：]+(?: [^\s。、!?！？「」『』:：]+){0,4}"
)
_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|how|why|what|with(?! (?-i:[A-Z]))|for|my|your|our|using|about|vs|wie|warum"
    r"|comment|pourquoi)\b"
)
_SHORT_YEAR = re.compile(r"['’]\d\d\b")
_NEAR = 40
"""So many characters apart, a name and the word for what it names speak of each other."""
_LONGEST = 40
_ENOUGH = 4
_TEXTS = 15
_CREDITED = 3
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a title's being an event's name. `gathering`: so many different words of gatherings."""

    reports: bool
    day: bool
    gathering: int
    told: bool
    programme: int

    def weigh(self, name: str) -> int:
        """The sum of the signs: two for what few other notes have, one for what many have."""
        dated = bool(YEAR.search(name) or _SHORT_YEAR.search(name))
        strong = sum((dated, self.reports, self.day, self.told)) + min(self.programme, 2)
        return 2 * strong + (self.gathering >= 2) + (self.gathering >= 5)


def may_name(name: str) -> bool:
    """Whether words may be the name of something: few, no sentence, something in capitals or of another script."""
    return len(name) <= _LONGEST and bool(_NAME.fullmatch(name)) and not _VERB.search(name) and _proper(name)


def _proper(name: str) -> bool:
    """Whether something of a name is left without its year and words that any title has."""
    words = [word for word in YEAR.sub(" ", name).split() if word.casefold().strip("'’#") not in TITLE_WORDS]
    return any(char.isalpha() for word in words for char in word)


def is_event(name: str, signs: Signs) -> bool:
    """Whether the signs together make a title's name that of an event: what the note calls it, how it is built."""
    dated = bool(YEAR.search(name) or _SHORT_YEAR.search(name))
    built = signs.programme > 1 or (signs.programme > 0 and (signs.day or dated))
    spoken_of = signs.gathering > 0 or signs.programme > 1
    return may_name(name) and spoken_of and (signs.told or built) and signs.weigh(name) >= _ENOUGH


def is_told(name: str, texts: Iterable[str]) -> bool:
    """Whether the opening calls the name a gathering: `the linux.example conference`, `NAME に参加`."""
    before, *after = (" ".join(part.split()).casefold() for part in YEAR.split(_SHORT_YEAR.sub(" ", name)))
    stem = before or (after[-1] if after else "")
    if len(stem) < _SHORTEST:
        return False
    for number, text in enumerate(texts):
        if number >= _TEXTS:
            return False
        folded = text.casefold()
        at = folded.find(stem)
        while at >= 0:
            end = at + len(stem)
            if _KIND.search(folded, max(0, at - _NEAR), at) or _KIND.search(folded, end, end + _NEAR):
                return True
            at = folded.find(stem, end)
    return False


def programme_signs(outline: Outline, blocks: Sequence[Block]) -> int:
    """How many signs say that a note is built as a programme: days, keynotes, talks or a table or list of who spoke."""
    headings = [words_of(outline, b.text, 100) for b in blocks if isinstance(b, Heading) and b.text.runs]
    days = sum(bool(DAY_ORDINAL.search(text) or WEEKDAY.fullmatch(text.strip())) for text in headings) > 1
    formats = any(format_of(text) == "keynote" for text in headings)
    talks = any(LISTS_TALKS.fullmatch(fold_label(text)) for text in headings)
    credited = sum(_credits(outline, block) for block in blocks if isinstance(block, Listing)) >= _CREDITED
    table = any(len(rows_of(outline, b)) > 1 for b in blocks if isinstance(b, Table))
    return sum((days, formats, talks or credited or table))


def _credits(outline: Outline, listing: Listing) -> int:
    """How many items of a list name a speaker."""
    texts = [item.text for item in listing.items if isinstance(item, Item) and item.text.runs]
    return sum(bool((ending := ending_of(words_of(outline, text, 600))) and ending.form == "by") for text in texts)
