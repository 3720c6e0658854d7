"""Names in prose: which of the known names stand in a text, and where.

A name is looked up at each word start of its script, so the cost hardly grows with the number of names
(`docs/decisions/`). The longest name wins; a word that is part of a compound (`nova-network`,
`local:swift:storage`, a path, a host name) is found as such and never linked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sphinx_summit.model.records import Project, Record, Release, names_of
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Standing = Literal["word", "compound", "ambiguous", "off"]


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of one object's name. `until` is set for a former name (a date, perhaps empty)."""

    text: str
    kind: str
    id: str
    ambiguous: bool = False
    off: bool = False
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: `text[start:end]`, and how it stands there."""

    start: int
    end: int
    name: Name
    standing: Standing


class _Fold(dict[int, str]):
    """Character → its folded form of the same length, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = " " if char.isspace() else unicodedata.normalize("NFKC", char).casefold()
        self[code] = folded if len(folded) == 1 else char
        return self[code]


_FOLD = _Fold()

_LATIN = r"0-9a-z\u00df-\u024f\u0370-\u04ff"
_KATAKANA = r"\u30a1-\u30fa\u30fc"
_HIRAGANA, _HANGUL = r"\u3041-\u3096", r"\uac00-\ud7a3"
_BOTH_ENDS = tuple(re.compile(f"[{chars}]") for chars in (_LATIN, _KATAKANA))
# Particles follow a name without a space, so only its start tells whether it is a word.
_START_ONLY = tuple(re.compile(f"[{chars}]") for chars in (_HIRAGANA, _HANGUL))
_WORD = re.compile(rf"(?<![{_LATIN}])[{_LATIN}]+")
# What an identifier, a path or an address is made of; a name inside such a token is a part of a compound.
_TOKEN = re.compile(rf"[{_LATIN}_./\\:@~-]")


def fold_text(text: str) -> str:
    """The text as names are compared in it: same length, case and width folded, white space as spaces."""
    return text.translate(_FOLD)


class NameTable:
    """The names of a handbook. `problems` tells of names that two objects claim; those are never linked."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.problems: list[Problem] = []
        self.names = self._settle(name for record in records for name in _names(record))
        self._latin: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        self._other: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        for folded, name in sorted(self.names.items(), key=lambda item: (-len(item[0]), item[0])):
            word = _WORD.match(folded)
            if word:
                self._latin[word[0]].append((folded, name))
            else:
                self._other[folded[0]].append((folded, name))
        self._other_start = re.compile("[" + "".join(map(re.escape, self._other)) + "]") if self._other else None

    def _settle(self, names: Iterable[Name]) -> dict[str, Name]:
        """One owner per spelling: a present name before a former one; two owners, and none has it."""
        owners: dict[str, Name] = {}
        contested: set[str] = set()
        for name in names:
            folded = fold_text(name.text)
            owner = owners.setdefault(folded, name)
            if (owner.kind, owner.id) == (name.kind, name.id):
                continue
            if (owner.until is None) != (name.until is None):
                owners[folded] = owner if owner.until is None else name
            elif folded not in contested:
                contested.add(folded)
                both = f"{owner.kind} {owner.id} and {name.kind} {name.id}"
                self.problems.append(Problem("name", f"the name {name.text!r} is claimed by {both}"))
        return {folded: name for folded, name in owners.items() if folded not in contested}

    def find(self, text: str) -> list[Found]:
        """Every known name in `text`, in order, none overlapping another; the longest at a place wins."""
        folded = fold_text(text)
        found: list[Found] = []
        end = 0
        for start, candidates in self._starts(folded):
            if start < end:
                continue
            for spelling, name in candidates:
                stop = start + len(spelling)
                if folded.startswith(spelling, start) and _is_whole(folded, start, stop):
                    found.append(Found(start, stop, name, _standing(folded, start, stop, name)))
                    end = stop
                    break
        return found

    def _starts(self, folded: str) -> Iterator[tuple[int, list[tuple[str, Name]]]]:
        latin = ((match.start(), self._latin[match[0]]) for match in _WORD.finditer(folded) if match[0] in self._latin)
        if self._other_start is None:
            return latin
        other = ((match.start(), self._other[match[0]]) for match in self._other_start.finditer(folded))
        return iter(sorted((*latin, *other), key=lambda start: start[0]))


def _names(record: Record) -> Iterator[Name]:
    ambiguous = getattr(record, "ambiguous", False)
    off = record.no_autolink
    for text in names_of(record):
        yield Name(text, record.kind, record.id, ambiguous, off)
    if isinstance(record, Project):
        for former in record.former:
            yield Name(former.name, record.kind, record.id, former.ambiguous, off, former.until)
    if isinstance(record, Release) and record.version and not record.version.isdigit():
        yield Name(record.version, record.kind, record.id, ambiguous=True)


def _is_whole(folded: str, start: int, stop: int) -> bool:
    """Whether no letter of the same script touches either end (Chinese characters have no word ends)."""
    before, after = folded[start - 1 : start + 1], folded[stop - 1 : stop + 1]
    touches_before = start > 0 and any(_is_one_script(before, script) for script in (*_BOTH_ENDS, *_START_ONLY))
    touches_after = stop < len(folded) and any(_is_one_script(after, script) for script in _BOTH_ENDS)
    return not (touches_before or touches_after)


def _is_one_script(pair: str, script: re.Pattern[str]) -> bool:
    return bool(script.match(pair[0]) and script.match(pair[1]))


def _standing(folded: str, start: int, stop: int, name: Name) -> Standing:
    if name.off:
        return "off"
    if _in_compound(folded, start, stop):
        return "compound"
    return "ambiguous" if name.ambiguous else "word"


def _in_compound(folded: str, start: int, stop: int) -> bool:
    left, right = start, stop
    while left and _TOKEN.match(folded[left - 1]):
        left -= 1
    while right < len(folded) and _TOKEN.match(folded[right]):
        right += 1
    if (left, right) == (start, stop):
        return False
    token = folded[left:right].strip(".:-\\")
    if token == folded[start:stop]:
        return False
    # `nova/neutron` names two projects; `/etc/nova`, `~/nova`, `a.b/nova` are paths.
    parts = [part.strip(".:-") for part in token.split("/")]
    return not (all(parts) and folded[start:stop] in parts and not re.search(r"[.:~@\\]", token.strip(".:")))
