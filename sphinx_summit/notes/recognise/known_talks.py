"""Who spoke, read more freely where a section is known to be a session, and nothing surer has named anyone."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit, Heading, Paragraph
from sphinx_summit.notes.recognise.event_words import EVENT
from sphinx_summit.notes.recognise.known import SERIES
from sphinx_summit.notes.recognise.people import KANJI, KOREAN_NAME, credit_of, is_person, read_people
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.spoken import NAME, Spoken, credits_by
from sphinx_summit.notes.recognise.words import HONORIFIC, TALKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline
    from sphinx_summit.notes.recognise.candidate import Candidate

_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:[\s,–—-]|^)(?:by|von|par|por)\s{NAME}\W*$",
        rf"[(\[]{NAME}[)\]]\W*$",
        rf"(?:(?<=[^\s{KANJI}])[\s\u3000]|\u3000)(?P<name>[{KANJI}]{{1,3}}[ \u3000][{KANJI}]{{1,4}})\s?"
        rf"(?:{HONORIFIC})?\W*$",
        rf"[\s\u3000](?P<name>[{KANJI}]{{2,5}})\s?(?:{HONORIFIC})\W*$",
        rf"^(?:\d{{1,2}}[.)]\s*)?(?P<name>{KOREAN_NAME.pattern})(?: 외 \d+[인명])?\s+['‘\"“「『]",
        rf"\s[:：|–—-]\s*(?P<name>{KOREAN_NAME.pattern})(?:\s*님)?\W*$",
    )
)
"""Names in a title, where a form that is no surer would need siblings to have it."""
_SAYS = (
    r"(?:talk(?:s|ed)|sp(?:eaks|oke)|present(?:s|ed)|show(?:s|ed)|explain(?:s|ed)|discuss(?:es|ed)|introduc(?:es|ed)"
    r"|demonstrat(?:es|ed)|demo(?:s|ed)|walk(?:s|ed)|g(?:ives|ave)|t(?:ells|old)|kick(?:s|ed)|start(?:s|ed)|open(?:s|ed)"
    r"|clos(?:es|ed)|shar(?:es|ed)|cover(?:s|ed)|describ(?:es|ed)|argu(?:es|ed)|l(?:eads|ed)|began|begins|said|says"
    r"|(?:from|of|at|de|chez|von|vom) [A-Z]"
    r"|sprach|spricht|zeigte?|stellte?|erzählte?|hielt|hält|präsentierte?|referierte?|erklärte?|berichtete?|führte|gab"
    r"|(?:nous |nous a |a |ont |nous ont )(?:présent|expliqu|parl|montr|racont|expos|partag|propos|fait|donn)\w*"
    r"|présente|explique|raconte|montre|parle"
    r"|habló|habla|presentó|presenta|mostró|muestra|dio|contó|cuenta|explicó|explica|nos"
    r"|(?:ci )?ha (?:parl|tratt|illustr|present|mostr|spieg|tenut)\w+"
    r"|falou|falaram|fala|apresentou|apresenta|mostrou|mostra"
    r"|deu|contou|explicou|abriu|marcou)"
)
PROSE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?:by|par|von|por|pel[oa]|do|da|de|d['’]|(?:[Ss]peaker|[Kk]eynote|temos|teve)[:,]?(?: o)?)\s{NAME}",
        rf"(?<![\w.]){NAME}(?: ?\([^()]{{1,60}}\)| ?,[^,.;]{{2,80}},)?,? {_SAYS}",
        rf"(?:^|[\s、。,，はのに])(?P<name>[{KANJI}]{{1,3}}[ \u3000]?[{KANJI}]{{1,3}}|[A-Z][a-z]+ [A-Z][a-z]+)\s?"
        rf"(?:{HONORIFIC}|君)"
        r"(?:[(（][^()（）]{1,30}[)）])?(?:の|が|は|による|より|から)",
        rf"(?P<name>{KOREAN_NAME.pattern})\s?님",
        rf"(?P<name>[{KANJI}]{{2,3}})(?:老师|老師|同学|大佬|先生)",
    )
)
_SENTENCES = 2
_TEXTS = 3
_LONGEST = 400
_END = re.compile(r"(?<=[a-zà-ÿ)\]”»])[.!?…]\s+(?=[A-ZÀ-Þ«“\"])|[。！？\n]")


def read_known(outline: Outline, chosen: Sequence[Candidate]) -> None:
    """Give sessions that name nobody the people whom their titles or opening sentences name."""
    for candidate in chosen:
        if candidate.ending or candidate.spoken:
            continue
        at = candidate.heading.at
        title = set(candidate.title.casefold().split())
        credits = [*_in_title(candidate.title)] or [
            credit
            for credit in _in_opening(outline, candidate.content)
            if not set(credit.name.casefold().split()) <= title
        ]
        reason = "a name in its title, or its first sentences"
        candidate.spoken = [Spoken(credit, at, reason, 0.65) for credit in dict.fromkeys(credits)]


def _in_title(title: str) -> Iterator[Credit]:
    """The first name that a title has at its end or beginning."""
    match = next((match for pattern in _TITLES if (match := pattern.search(title))), None)
    if match:
        words = match["name"]
        yield from (credit_of(words, each) for each in read_people(words, stated=not words.isascii()) if each.name)


def _in_opening(outline: Outline, content: Sequence[Block]) -> Iterator[Credit]:
    """Whom the first sentences below a heading name as one who spoke."""
    own = takewhile(lambda block: not isinstance(block, Heading), content)
    for paragraph in islice((block for block in own if isinstance(block, Paragraph)), _TEXTS):
        words = words_of(outline, paragraph.text, _LONGEST)
        for sentence in _END.split(words)[:_SENTENCES]:
            found = [credit for credit in credits_by(PROSE, sentence) if _is_speaker(credit.name)]
            if found and (TALKS.search(sentence) or len(found) == 1):
                yield from found[:_SENTENCES]
                return


def _is_speaker(name: str) -> bool:
    """Whether words are a person's name and no event's."""
    return is_person(name, stated=not name.isascii()) and not (re.search(EVENT, name) or SERIES.search(name))
