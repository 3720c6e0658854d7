"""Which sessions of several files are one: by the title, unless day or speakers contradict, or by speaker and time.

The first note's section stays the session and gains what another note or a schedule knows; their pages refer to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.merge.accounts import Account, Entry, is_own_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

GAINED = ("day", "start", "end", "room", "track", "format", "language", "slides", "video", "url")
"""The options that a section takes over from another file."""
_ALIKE = 0.8
"""Titles are nearly the same when this share of their trigrams is in common."""
_LONG = 12
"""Shorter titles must be the same."""
_COMMON = 30
"""A trigram of more titles than this finds nothing."""
_CONTRADICTED = 0.4
_SAME_SPEAKER_AND_TIME = 0.8
_WHEN = ("day", "start")
_DAY = len("2020-05-04")

Rank = tuple[bool, bool]
NOTE: Rank = (False, False)
Place = tuple[str, int, int]
"""A session: file, number of the note in it, where its heading stands."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and a section of an earlier file: how sure it is that they are one, and why.

    `title` and `line` are the entry's, `before` the ids that the two had at the last import.
    """

    entry: Place
    section: Place
    title: str
    before: tuple[str, str]
    line: int
    confidence: float
    reason: str

    @property
    def proposed(self) -> bool:
        """Whether that is only proposed."""
        return self.confidence <= _CONTRADICTED


Verdict = Literal["told", "accepted", "proposed", "refused"]
"""What becomes of two sessions that match; a person has settled the second and the last."""
Judge: TypeAlias = "Callable[[Match], Verdict]"
Section = tuple[Account, Entry]


def place_of(account: Account, entry: Entry) -> Place:
    """Where a session stands."""
    return (account.file, account.number, entry.at)


def match_sessions(accounts: Sequence[Account], judge: Judge) -> Iterator[tuple[Match, Verdict]]:
    """The matches among accounts of one event, of each file with the sessions of earlier ones, and their verdicts."""
    shown = (account for account in accounts if not account.hidden)
    ordered = sorted(shown, key=lambda account: (rank_of(account), account.place))
    files = [list(group) for _, group in groupby(ordered, key=lambda account: (account.planned, account.file))]
    if len(files) < 2:
        return
    finder = _Finder()
    for group in files:
        entries = [(account, entry) for account in group for entry in account.entries]
        told = set()
        for match in finder.match(entries):
            verdict = judge(match)
            yield match, verdict
            if verdict in {"told", "accepted"}:
                told.add(match.entry)
        finder.add((account, entry) for account, entry in entries if place_of(account, entry) not in told)


def rank_of(account: Account) -> Rank:
    """Notes, then schedules, then those that don't say of what event they are: they may lack titles as well."""
    return (account.planned, account.planned and not account.facts.name)


Row = tuple[Section, int, float]
"""An entry, the number of a section that may be the same session, and how alike they are."""


class _Finder:
    """Finds sections by their ids in schedules, else by title, else by speaker and time."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.by_id: dict[str, list[int]] = defaultdict(list)
        self.by_title: dict[str, list[int]] = defaultdict(list)
        self.by_time: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.by_speaker: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.by_trigram: dict[str, list[int]] = defaultdict(list)
        self.sizes: list[int] = []

    def add(self, sections: Iterable[Section]) -> None:
        """More sections to find."""
        for number, (account, entry) in enumerate(sections, len(self.sections)):
            self.sections.append((account, entry))
            for key in entry.keys:
                self.by_id[key].append(number)
            self.by_title[entry.folded].append(number)
            self.by_time[_title_and_time(entry)].append(number)
            for at in _speakers_and_time(account, entry):
                self.by_speaker[at].append(number)
            grams = trigrams(entry.folded)
            self.sizes.append(len(grams))
            for gram in grams:
                self.by_trigram[gram].append(number)

    def match(self, entries: Sequence[Section]) -> Iterator[Match]:
        """The matches of one file, by ids and then by titles; of those that fit equally well, none."""
        known = list(self._unrivalled([row for entry in entries for row in self._same_id(entry)]))
        found, taken = {place_of(*entry) for entry, _, _ in known}, {number for _, number, _ in known}
        rest = (row for entry in entries if place_of(*entry) not in found for row in self._alike(entry))
        rows = [row for row in rest if row[1] not in taken and self._time_fits(*row[:2])]
        for entry, number, alike in [*known, *self._unrivalled(rows)]:
            account, section = self.sections[number]
            sure, reason = _judge(entry[1], section, alike)
            if not entry[0].planned and not _says_enough(entry[1], section):
                sure = min(sure, _CONTRADICTED)
            if sure:
                reason = f"{reason} in {account.file}:{section.line}"
                places = (place_of(*entry), place_of(account, section))
                before = (entry[1].before, section.before)
                yield Match(*places, entry[1].title, before, entry[1].line, sure, reason)

    def _same_id(self, entry: Section) -> Iterator[Row]:
        numbers = {n for key in entry[1].keys if len(at := self.by_id.get(key, [])) <= _COMMON for n in at}
        yield from ((entry, n, 1.0) for n in sorted(numbers) if _same_key(entry[1], self.sections[n][1]))

    def _alike(self, entry: Section) -> Iterator[Row]:
        """The sections of the same title, else those of nearly the same."""
        folded = entry[1].folded
        same = self.by_title.get(folded, []) if folded else []
        if len(same) > _COMMON:
            same = self.by_time.get(_title_and_time(entry[1]), [])
            same = same if len(same) <= _COMMON else []
        yield from ((entry, number, 1.0) for number in same)
        if folded not in self.by_title:
            near = dict(self._nearly(folded)) if len(folded) >= _LONG else {}
            at_once = (n for at in _speakers_and_time(*entry) for n in self.by_speaker.get(at, [])[:_COMMON])
            yield from ((entry, number, ratio) for number, ratio in (dict.fromkeys(at_once, 0.0) | near).items())

    def _nearly(self, folded: str) -> list[tuple[int, float]]:
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

    def _unrivalled(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The best entry for each section; and of another schedule's entries, which are all different, the best."""
        best = _best(self._rank, rows, lambda row: (row[1],))
        planned = [row for row in best if self.sections[row[1]][0].planned]
        noted = [row for row in best if not self.sections[row[1]][0].planned]
        once = _best(self._rank, planned, lambda row: (place_of(*row[0]), self.sections[row[1]][0].file))
        yield from sorted([*noted, *once], key=lambda row: row[1])

    def _rank(self, row: Row) -> tuple[float, ...]:
        entry, section = row[0][1], self.sections[row[1]][1]
        same_room = bool(entry.option("room")) and fold(entry.option("room")) == fold(section.option("room"))
        return (row[2], _same_time(entry, section), len(_shared(entry, section)), same_room)


def _best(
    rank: Callable[[Row], tuple[float, ...]], rows: Iterable[Row], group_of: Callable[[Row], tuple[object, ...]]
) -> list[Row]:
    """Of each group of rows the one that ranks above all others."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[group_of(row)].append(row)
    best = []
    for rivals in groups.values():
        ranked = sorted(rivals, key=rank, reverse=True)
        if len(ranked) == 1 or rank(ranked[0]) > rank(ranked[1]):
            best.append(ranked[0])
    return best


def _title_and_time(entry: Entry) -> tuple[str, ...]:
    return (entry.folded, *(entry.option(name) for name in _WHEN))


def _speakers_and_time(account: Account, entry: Entry) -> Iterator[tuple[str, ...]]:
    """Each speaker with day and time, where these are told: nobody gives two talks at once."""
    dates = account.facts.dates
    day = entry.option("day") or (dates.start if len(dates.start) == _DAY and dates.start == dates.end else "")
    start = entry.option("start")
    return ((name, day, start) for name in sorted(_names(entry)) if day and start)


def _says_enough(entry: Entry, section: Entry) -> bool:
    """Whether the sections of two notes say more than a title that each may have for itself, such as `Keynote`."""
    return entry.distinctive or bool(_shared(entry, section)) or _same_time(entry, section) > 0


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


def _same_key(entry: Entry, section: Entry) -> bool:
    """Whether two have an id in common; one that others may have too, such as a number, needs the title or time."""
    keys = {*entry.keys} & {*section.keys}
    alike = entry.folded == section.folded or _same_time(entry, section) > 0
    return bool(keys) and (alike or any(is_own_key(key) for key in keys))


def _same_time(entry: Entry, section: Entry) -> int:
    """1 if two are at one time, -1 if not; 0 if that is not said."""
    times = [tuple(each.option(name) for name in _WHEN) for each in (entry, section)]
    if not all(times[0]) or not all(times[1]):
        return 0
    return 1 if times[0] == times[1] else -1


def _judge(entry: Entry, section: Entry, alike: float) -> tuple[float, str]:
    """How sure it is that the two are one session, and why; 0 when the title says nothing."""
    if _same_key(entry, section):
        return (0.95, "the same id") if _same_time(entry, section) >= 0 else (0.7, "the same id, though another time,")
    if not alike:
        return _SAME_SPEAKER_AND_TIME, "the same speaker and time"
    title = "the same title" if alike == 1 else "nearly the same title"
    both = bool(_names(entry) and _names(section))
    if _shared(entry, section):
        return (0.95 if alike == 1 else 0.9), f"{title} and speaker"
    if both:
        return _CONTRADICTED, f"{title}, though other speakers,"
    if alike == 1 and _same_time(entry, section) > 0:
        return 0.95, f"{title} and time"
    if not entry.distinctive:
        return (0.7, f"{title}, though a usual one,") if alike == 1 else (0.0, "")
    return (0.9 if alike == 1 else 0.65), title


def gains_of(entry: Entry, section: Entry) -> tuple[tuple[str, str], ...]:
    """The options of an entry that a section lacks."""
    has = {name for name, _ in section.options}
    return tuple((name, value) for name, value in entry.options if name in GAINED and name not in has)
