"""Speakers and organisations: at the end of a title, and in a sentence that says who spoke."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit, Run
from sphinx_summit.notes.recognise.words import NOBODY, ORGANIZATION

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Outline

_BRACKET = re.compile(r"\s*[(（](?P<inside>[^()（）]{1,80})[)）]\s*$")
_KANJI = r"\u3400-\u9fff々"
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_HONORIFIC = r"(?:\s*(?:氏|さん|様|先生))"
_PERSON_JP = re.compile(rf"[{_KANJI}]{{1,6}}")
_KATAKANA_NAME = re.compile(r"[\u30a1-\u30fa\u30fc]+(?:[・＝=][\u30a1-\u30fa\u30fc]+)+")
_SPOKE = r"(?:発表|講演|登壇|紹介|説明|報告)"
# "<organisation>の<name>氏が発表": the name must be a name, with 氏 or of two words or of Chinese characters.
_IN_PROSE = re.compile(
    rf"""(?x)
    (?:^|[、。，,(（「\s]|(?<=[ぁ-ん]))
    (?P<org>[^\s、。，,()（）「」]{{2,30}}?)の\s?
    (?P<name>{_CAPITALISED}\ {_CAPITALISED}(?:\ {_CAPITALISED})?|[{_KANJI}]{{1,6}}?(?={_HONORIFIC})|[{_KANJI}]{{2,6}}?)
    {_HONORIFIC}?\s?(?:が|の|は|による|より|から)\s?(?:[^\s、。が]{{0,6}}を)?{_SPOKE}
    """
)
_BY = re.compile(
    rf"(?:presented|given|talk|session)\s+by\s+(?P<name>{_CAPITALISED} {_CAPITALISED})"
    r"(?:\s*[(（,]\s*(?P<org>[^)）,.]{2,40})[)）]?)?"
)
_FIELD = re.compile(
    r"^(?:speakers?|presenters?|登壇者|発表者|講師|演者|スピーカー|讲者|发表者|발표자|연사|referent(?:in)?)\s*[:：]\s*(?P<names>\S.{1,120})$",
    re.IGNORECASE,
)


def credit_at_end(outline: Outline, run: Run) -> tuple[Run, Credit, float] | None:
    """The title without the bracket at its end, whom the bracket names, and how sure that is."""
    words = outline.words(run)
    match = _BRACKET.search(words)
    if not match or not match.start():
        return None
    credit = _read_credit(match["inside"], run.start + match.start("inside"))
    if credit is None:
        return None
    return Run(run.start, run.start + match.start()), credit[0], credit[1]


def _read_credit(text: str, at: int) -> tuple[Credit, float] | None:
    """A person, an organisation or both, from the words in a bracket."""
    if re.search(r"[\d,，:：;!?。、/]", text):
        return None
    words = [(match[0], at + match.start()) for match in re.finditer(r"\S+", text)]
    splits = [(words[:n], words[n:]) for n in range(1, len(words))]
    # The person first, as most people write it; then the organisation first.
    for person, organization in [*splits, *((second, first) for first, second in splits)]:
        pair = _pair(person, organization)
        if pair:
            return pair, 0.9
    if _is_organization(words):
        return Credit("", _name_of(words), None, _run_of(words)), 0.8
    if _is_person(words, alone=True):
        return Credit(_name_of(words), "", _run_of(words), None), 0.6
    return None


Words = list[tuple[str, int]]


def _pair(person: Words, organization: Words) -> Credit | None:
    if not _is_person(person) or not _may_be_organization(organization):
        return None
    return Credit(_name_of(person), _name_of(organization), _run_of(person), _run_of(organization))


def _name_of(words: Words) -> str:
    return " ".join(word for word, _ in words)


def _run_of(words: Words) -> Run:
    return Run(words[0][1], words[-1][1] + len(words[-1][0]))


def _is_person(words: Words, *, alone: bool = False) -> bool:
    text = _name_of(words)
    if ORGANIZATION.search(text) or text in NOBODY:
        return False
    if len(words) == 1:
        return bool(_PERSON_JP.fullmatch(text) or _KATAKANA_NAME.fullmatch(text)) and len(text) > alone
    if len(words) == 2 and all(_PERSON_JP.fullmatch(word) and len(word) <= 3 for word, _ in words):
        return True
    return len(words) == 2 and all(re.fullmatch(_CAPITALISED, word) for word, _ in words)


def _may_be_organization(words: Words) -> bool:
    """Beside a person, any name is that of an organisation, unless it looks like another person."""
    text = _name_of(words)
    if ORGANIZATION.search(text):
        return True
    return len(words) <= 3 and not _PERSON_JP.fullmatch(text) and not text.islower()


def _is_organization(words: Words) -> bool:
    return bool(ORGANIZATION.search(_name_of(words))) and len(words) <= 5


def credits_in_prose(text: str) -> list[Credit]:
    """Who spoke, as a sentence or a line `Speaker: …` says it."""
    found = [
        Credit(match["name"], match["org"])
        for match in _IN_PROSE.finditer(text)
        if not (match["name"] in NOBODY or match["org"] in NOBODY or ORGANIZATION.search(match["name"]))
    ]
    found += [Credit(match["name"], (match["org"] or "").strip()) for match in _BY.finditer(text)]
    field = _FIELD.match(text)
    if field:
        found += [c for part in re.split(r"[;；、]|\band\b|と", field["names"]) if (c := _field_credit(part))]
    return list(dict.fromkeys(found))


def _field_credit(text: str) -> Credit | None:
    text = re.sub(rf"{_HONORIFIC}$", "", text.strip())
    bracket = _BRACKET.search(text)
    if bracket and bracket.start():
        return Credit(text[: bracket.start()].strip(), bracket["inside"].strip())
    words = [(word, 0) for word in text.split()]
    return Credit(text) if words and (_is_person(words) or len(words) == 2) else None
