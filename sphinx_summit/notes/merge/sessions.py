"""Which entry of a schedule is the section of a note: by the title, unless day or speakers contradict.

The note's section stays the session and gains what the schedule knows; the schedule's page refers to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.merge.accounts import Account, Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

GAINED = ("day", "start", "end", "room", "track", "format", "language", "slides", "video", "url")
"""The options that a section takes over from a schedule."""
_ALIKE = 0.8
"""Titles are nearly the same when this share of their trigrams is in common."""
_LONG = 12
"""Shorter titles must be the same."""
_COMMON = 30
"""A trigram of more titles than this finds nothing."""
_CONTRADICTED = 0.4
_WHEN = ("day", "start")

Place = tuple[str, int, int]
"""A session: file, number of the note in it, where its heading stands."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of a schedule and a section, with their titles: how sure it is that they are one session, and why."""

    entry: Place
    section: Place
    title: str
    section_title: str
    line: int
    confidence: float
    reason: str

    @property
    def proposed(self) -> bool:
        """Whether that is only proposed."""
        return self.confidence <= _CONTRADICTED


Section = tuple[Account, Entry]


def place_of(account: Account, entry: Entry) -> Place:
    """Where a session stands."""
    return (account.file, account.number, entry.at)


def match_sessions(accounts: Sequence[Account]) -> list[Match]:
    """The matches among accounts of one event: of schedules with notes, and with the rest of earlier schedules."""
    ordered = sorted((account for account in accounts if not account.hidden), key=lambda account: account.place)
    sections = [(account, entry) for account in ordered if not account.planned for entry in account.entries]
    matches: list[Match] = []
    for file in dict.fromkeys(account.file for account in ordered if account.planned):
        entries = [(a, e) for a in ordered if a.planned and a.file == file for e in a.entries]
        found = list(_Finder(sections).match(entries)) if sections else []
        matches += found
        told = {match.entry for match in found if not match.proposed}
        sections += [(a, e) for a, e in entries if place_of(a, e) not in told]
    return matches


class _Finder:
    """Finds sections by title."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self.by_title: dict[str, list[int]] = defaultdict(list)
        self.by_trigram: dict[str, list[int]] = defaultdict(list)
        self.sizes: list[int] = []
        for number, (_, entry) in enumerate(sections):
            self.by_title[entry.folded].append(number)
            grams = trigrams(entry.folded)
            self.sizes.append(len(grams))
            for gram in grams:
                self.by_trigram[gram].append(number)

    def match(self, entries: Sequence[Section]) -> Iterator[Match]:
        """The matches of one schedule; of entries that fit one section equally well, none."""
        found = [(entry, number, how) for entry in entries for number, how in self._titles(entry[1].folded)]
        rows = [row for row in found if self._time_fits(*row[:2])]
        for entry, number, alike in self._unrivalled(rows):
            account, section = self.sections[number]
            sure, reason = _judge(entry[1], section, alike)
            if sure:
                reason = f"{reason} in {account.file}:{section.line}"
                titles = (entry[1].title, section.title)
                yield Match(place_of(*entry), place_of(account, section), *titles, entry[1].line, sure, reason)

    def _titles(self, folded: str) -> list[tuple[int, float]]:
        """The sections of this title, else those of nearly the same; how alike they are."""
        same = [(number, 1.0) for number in self.by_title.get(folded, ())] if folded else []
        if same or len(folded) < _LONG:
            return same
        grams = trigrams(folded)
        shared = Counter(n for gram in grams if len(at := self.by_trigram.get(gram, [])) <= _COMMON for n in at)
        alike = [(n, 2 * count / (len(grams) + self.sizes[n])) for n, count in shared.items()]
        return sorted((n, ratio) for n, ratio in alike if ratio >= _ALIKE)

    def _time_fits(self, entry: Section, number: int) -> bool:
        section = self.sections[number][1]
        return all(
            not (entry[1].option(name) and section.option(name)) or entry[1].option(name) == section.option(name)
            for name in _WHEN
        )

    def _unrivalled(self, rows: Iterable[tuple[Section, int, float]]) -> Iterator[tuple[Section, int, float]]:
        """The best entry for each section."""
        by_section: dict[int, list[tuple[Section, int, float]]] = defaultdict(list)
        for row in rows:
            by_section[row[1]].append(row)
        for number, rivals in sorted(by_section.items()):
            section = self.sections[number][1]
            ranked = sorted(rivals, key=lambda row: (row[2], len(_shared(row[0][1], section))), reverse=True)
            best = (ranked[0][2], len(_shared(ranked[0][0][1], section)))
            if len(ranked) == 1 or best > (ranked[1][2], len(_shared(ranked[1][0][1], section))):
                yield ranked[0]


def trigrams(folded: str) -> frozenset[str]:
    """All stretches of three characters."""
    return frozenset(folded[n : n + 3] for n in range(len(folded) - 2))


def _names(entry: Entry) -> frozenset[str]:
    return frozenset(fold(name) for name, _ in entry.speakers if name)


def _shared(a: Entry, b: Entry) -> Collection[str]:
    """The speakers whom both name; a family name alone is enough."""
    other = _names(b)
    return {name for name in _names(a) if name in other or any(_is_part(name, known) for known in other)}


def _is_part(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= (4 if shorter.isascii() else 2) and (longer.startswith(shorter) or longer.endswith(shorter))


def _judge(entry: Entry, section: Entry, alike: float) -> tuple[float, str]:
    """How sure it is that the two are one session, and why; 0 when the title says nothing."""
    title = "the same title" if alike == 1 else "nearly the same title"
    both = bool(_names(entry) and _names(section))
    if _shared(entry, section):
        return (0.95 if alike == 1 else 0.9), f"{title} and speaker"
    if both:
        return _CONTRADICTED, f"{title}, though other speakers,"
    if alike == 1 and all(entry.option(name) and entry.option(name) == section.option(name) for name in _WHEN):
        return 0.95, f"{title} and time"
    if not entry.distinctive:
        return (0.7, f"{title}, though a usual one,") if alike == 1 else (0.0, "")
    return (0.9 if alike == 1 else 0.65), title


def gains_of(entry: Entry, section: Entry) -> tuple[tuple[str, str], ...]:
    """The options of an entry that a section lacks."""
    has = {name for name, _ in section.options}
    return tuple((name, value) for name, value in entry.options if name in GAINED and name not in has)
