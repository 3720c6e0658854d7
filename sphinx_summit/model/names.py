"""Names in prose: which of the known names stand in a text, where, and which object each means.

A name is looked up at each word start of its script, so the cost hardly grows with the number of names
(`docs/decisions/`). The longest name wins; a word that is part of a compound (`nova-network`,
`local:swift:storage`, a path, a host name) is found as such and never linked. Of several objects that claim a name,
the setting decides: what the session names, the day, the words around.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from sphinx_summit.model.folding import Folded, compose, fold_text
from sphinx_summit.model.records import Project, Record, Release, Which, names_of
from sphinx_summit.model.standing import HAN, KATAKANA, LATIN, Tokens, is_whole
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Standing = Literal["word", "compound", "ambiguous", "off"]
Key = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of one object's name. `until` is set for a former name (a date, perhaps empty).

    An ambiguous name counts only in a setting that names the object or says one of the words in `context`; so does
    another one where it is written as in `ambiguous_as` (`heat`, where the project is Heat).
    """

    text: str
    kind: str
    id: str
    ambiguous: bool = False
    off: bool = False
    until: str | None = None
    context: tuple[str, ...] = ()
    ambiguous_as: frozenset[str] = frozenset()
    match_case: bool = False
    where: str = field(default="", compare=False)

    @property
    def key(self) -> Key:
        """The object that it names."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: `text[start:end]`, and how it stands there."""

    start: int
    end: int
    name: Name
    standing: Standing


class Words:
    """The words of a stretch of pages, asked whether they hold some word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._folded = ""
        self._said: dict[str, bool] = {}

    def say(self, word: str) -> bool:
        """Whether a word (or a phrase) stands there, whole."""
        if word not in self._said:
            self._folded = self._folded or fold_text("\n".join(self._texts)).text
            self._said[word] = _says(self._folded, fold_text(word).text)
        return self._said[word]


def _says(text: str, word: str) -> bool:
    start = text.find(word) if word else -1
    while start >= 0:
        if is_whole(text, start, start + len(word)):
            return True
        start = text.find(word, start + 1)
    return False


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the place where a text stands: its day (as exact as known), the objects that its session
    names, the words of its session or section (None: there is no more than the text)."""

    day: str = ""
    named: frozenset[Key] = frozenset()
    words: Words | None = None


NOWHERE = Setting()

_WORD = re.compile(f"[{LATIN}]+")
_SPACE_IN_CHINESE = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
"""The space between a family name and a given name is as often left out."""


class NameTable:
    """The names of a handbook. `problems` tells of names that two objects claim at the same time."""

    def __init__(self, records: Iterable[Record], occasions: Mapping[str, Occasion] | None = None) -> None:
        self.occasions: Mapping[str, Occasion] = occasions or {}
        self._claims = _claims(name for record in records for name in _names(record))
        found = (problem for claims in self._claims.values() for problem in _contradictions(claims))
        self.problems = list(dict.fromkeys(found))
        lengths: dict[str, set[int]] = defaultdict(set)
        for folded in self._claims:
            lengths[_start(folded)].add(len(folded))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}
        self._starts = _start_pattern(self._claims)

    def find(self, text: str, setting: Setting = NOWHERE) -> list[Found]:
        """Every known name in `text`, in order, none overlapping another; the longest at a place wins."""
        folded = fold_text(text)
        tokens = Tokens(folded.text)
        setting = setting if setting.words else replace(setting, words=Words((text,)))
        found: list[Found] = []
        end = 0
        for start, lengths in self._candidates(folded.text):
            longest = self._longest_at(start, lengths, folded, text) if start >= end else None
            if longest:
                end, claims = longest
                first, last = folded.span(start, end)
                name, is_sure = _meant(claims, text[first:last], setting)
                standing = _standing(name, is_sure, is_compound=tokens.is_compound(start, end))
                found.append(Found(first, last, name, standing))
        return found

    def _longest_at(
        self, start: int, lengths: list[int], folded: Folded, text: str
    ) -> tuple[int, tuple[Name, ...]] | None:
        """The end of the longest name that is whole and in the case that it asks for, and who claims it."""
        for stop in (start + length for length in lengths if start + length <= len(folded.text)):
            claims = self._claims.get(folded.text[start:stop])
            if claims and is_whole(folded.text, start, stop):
                first, last = folded.span(start, stop)
                claims = _as_written(claims, text[first:last])
                if claims:
                    return stop, claims
        return None

    def _candidates(self, text: str) -> Iterator[tuple[int, list[int]]]:
        """The places where a name may begin, and the lengths of the names that begin so."""
        known = self._lengths
        for match in self._starts.finditer(text):
            lengths = known.get(match[0])
            start = match.start()
            if match.lastindex and (longer := known.get(text[start : start + 2])):
                lengths = [*longer, *(lengths or ())]
            if lengths:
                yield start, lengths


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something that a page describes took place: its event and day. `off`: names in its text stay as they are."""

    event: str = ""
    day: str = ""
    off: bool = False


# -- the table -------------------------------------------------------------------------------------


def _names(record: Record) -> Iterator[Name]:
    kind, id_, off, where = record.kind, record.id, record.no_autolink, record.where
    former = record.former if isinstance(record, Project) else ()
    ambiguous, match_case = _Listed(False), _Listed(False)
    context: tuple[str, ...] = ()
    if isinstance(record, (Project, Release)):
        ambiguous, match_case, context = _Listed(record.ambiguous), _Listed(record.match_case), record.context
    written = ambiguous.listed.difference(names_of(record))
    for text in names_of(record):
        yield Name(text, kind, id_, text in ambiguous, off, None, context, written, text in match_case, where)
    for each in former:
        is_ambiguous = each.ambiguous or each.name in ambiguous.listed
        is_cased = each.name in match_case
        yield Name(each.name, kind, id_, is_ambiguous, off, each.until, context, written, is_cased, where)
    if isinstance(record, Release) and record.version and not record.version.isdigit():
        yield Name(record.version, kind, id_, True, off, where=where)


class _Listed:
    """The names that a `Which` means."""

    def __init__(self, which: Which) -> None:
        self._all = which is True
        self.listed = frozenset(which) if isinstance(which, tuple) else frozenset()

    def __contains__(self, name: str) -> bool:
        return self._all or name in self.listed


def _claims(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    """Folded spelling → the names so spelled, one per object (and case, if that matters): its present name before a
    former one."""
    claims: dict[str, dict[tuple[Key, str], Name]] = {}
    for name in names:
        folded = fold_text(name.text).text.strip()
        for spelling in {folded, _SPACE_IN_CHINESE.sub("", folded)} if folded else ():
            claims.setdefault(spelling, {}).setdefault((name.key, name.text * name.match_case), name)
    return {folded: tuple(of.values()) for folded, of in claims.items()}


def _start(folded: str) -> str:
    """What a name is looked up by: its first word in an alphabet, else its first two characters."""
    word = _WORD.match(folded)
    return word[0] if word else folded[:2]


def _start_pattern(spellings: Iterable[str]) -> re.Pattern[str]:
    first = {folded[0] for folded in spellings if not _WORD.match(folded)}
    kana = {char for char in first if re.match(f"[{KATAKANA}]", char)}
    parts = [f"[{LATIN}]+"]
    # A word in katakana begins where the katakana do.
    for chars, before in ((kana, f"(?<![{KATAKANA}])"), (first - kana, "")):
        if chars:
            parts.append(before + "([" + "".join(map(re.escape, sorted(chars))) + "])")
    return re.compile("|".join(parts))


def _contradictions(claims: tuple[Name, ...]) -> Iterator[Problem]:
    """Names that several objects claim at the same time, though not each says that its name needs a context."""
    lifetimes: dict[str | None, dict[Key, Name]] = defaultdict(dict)
    for name in claims:
        lifetimes[name.until].setdefault(name.key, name)
    for rivals in (list(names.values()) for names in lifetimes.values()):
        if len(rivals) > 1 and not all(name.ambiguous for name in rivals):
            who = _in_words(f"{name.kind} {name.id}" for name in rivals)
            places = _in_words(dict.fromkeys(name.where for name in rivals if name.where))
            message = f"the name {rivals[-1].text!r} is claimed by {who}" + (f" ({places})" if places else "")
            yield Problem("name", message, *_place(rivals[-1].where))
            return


def _in_words(parts: Iterable[str]) -> str:
    *before, last = [*parts] or [""]
    return f"{', '.join(before)} and {last}" if before else last


def _place(where: str) -> tuple[str, int | None]:
    file, _, line = where.rpartition(":")
    return (file, int(line)) if file and line.isdigit() else (where, None)


# -- what a name means -----------------------------------------------------------------------------


def _as_written(claims: tuple[Name, ...], written: str) -> tuple[Name, ...]:
    """The claims of names that match in their case, if they ask for that."""
    if not any(name.match_case for name in claims):
        return claims
    composed = " ".join(compose(written).split())
    return tuple(name for name in claims if not name.match_case or compose(name.text) == composed)


def _meant(claims: tuple[Name, ...], written: str, setting: Setting) -> tuple[Name, bool]:
    """The claim that holds in a setting, and whether it is sure; of several that may hold the first, unsure."""
    if len(claims) > 1:
        named = [name for name in claims if name.key in setting.named]
        owner = named[0] if len({name.key for name in named}) == 1 else _owner(claims, setting)
        if owner is None:
            return claims[0], False
        return owner, _is_sure(owner, written, setting)
    return claims[0], _is_sure(claims[0], written, setting)


def _is_sure(name: Name, written: str, setting: Setting) -> bool:
    is_ambiguous = name.ambiguous or (name.ambiguous_as and compose(written) in name.ambiguous_as)
    return not is_ambiguous or _has_context(name, setting)


def _has_context(name: Name, setting: Setting) -> bool:
    return name.key in setting.named or (setting.words is not None and any(map(setting.words.say, name.context)))


def _owner(claims: tuple[Name, ...], setting: Setting) -> Name | None:
    """Whose name it was on the day: a name passes on when it is given up. Of several owners, the one whose context
    the words around are."""
    present = [name for name in claims if name.until is None]
    dated = sorted((name for name in claims if name.until), key=lambda name: name.until or "")
    if setting.day:
        until = next((name.until for name in dated if _is_within(setting.day, name.until or "")), None)
        owners = [name for name in dated if name.until == until] if until else present or dated[-1:]
    else:
        owners = present or (dated if len(dated) == 1 else [])
    owners = owners or [name for name in claims if name.until == ""] * (not dated)
    if len({name.key for name in owners}) > 1:
        owners = [name for name in owners if _has_context(name, setting)]
    return owners[0] if len({name.key for name in owners}) == 1 else None


def _is_within(day: str, until: str) -> bool:
    """Whether a day lies before an end, both as exact as known."""
    exact = min(len(day), len(until))
    return day[:exact] <= until[:exact]


def _standing(name: Name, is_sure: bool, *, is_compound: bool) -> Standing:
    if name.off:
        return "off"
    if is_compound:
        return "compound"
    return "word" if is_sure else "ambiguous"
