"""Two accounts compared: what speaks for one event, and what rules it out.

No single trait is enough: a name comes again in another year, and places, days and speakers are shared by many events.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.merge.accounts import Account, host_of, name_words, years_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_summit.notes.outline import EventFacts

ENOUGH = 0.6
"""From this confidence on two accounts are made one event; below it that is only proposed."""
PROPOSED = 0.55
"""A proposal is never surer than this."""
WORTH_PROPOSING = 0.3
_NEAR = 4
"""Notes on single days of one event lie at most so many days apart."""
_NAME = 0.55
_SPEAKERS = (0.0, 0.3, 0.5, 0.55)
_TITLES = (0.0, 0.4, 0.6, 0.75)
_MOST_ALIKE = 0.95


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure it is that two accounts are of one event, and why."""

    confidence: float
    reason: str


def weigh(a: Account, b: Account) -> Evidence:
    """The evidence for one event, as independent hints add up. A date and a place count only beside another hint."""
    hints = list(_hints(a, b))
    if not hints:
        return Evidence(0.0, "")
    hints += [*_time(a.facts, b.facts), *_place(a.facts, b.facts)]
    if a.ordinal and b.ordinal and a.core == b.core:
        hints.append((0.4, "the titles number the days"))
    confidence = 1 - prod(1 - weight for weight, _ in hints)
    return Evidence(round(min(confidence, _MOST_ALIKE), 2), ", ".join(words for _, words in hints))


def _hints(a: Account, b: Account) -> Iterator[tuple[float, str]]:
    yield from _names(a, b)
    speakers, titles = len(a.speakers & b.speakers), len(a.titles & b.titles)
    if speakers:
        yield _SPEAKERS[min(speakers, 3)], f"{speakers} {'speakers' if speakers > 1 else 'speaker'} in common"
    if titles:
        yield _TITLES[min(titles, 3)], f"{titles} session {'titles' if titles > 1 else 'title'} in common"
    if a.file == b.file and a.core == b.core:
        yield (0.9 if a.planned and b.planned else 0.4), "the same file"
    yield from _addresses(a, b)
    yield from _addresses(b, a)


def _names(a: Account, b: Account) -> Iterator[tuple[float, str]]:
    # A name that is only a place's says no more than the place.
    only_place = a.core in {fold(a.facts.city), fold(b.facts.city)} - {""}
    if not a.core or not b.core:
        return
    if a.core == b.core:
        yield (0.2, "the same place in the name") if only_place else (_NAME, "the same name")
        if any(char.isdigit() for char in a.core):
            yield 0.4, "with a number"
    elif len(shared := _contained(a.words, b.words)) > 1 or any(len(word) > 6 for word in shared):
        more = (set(a.words) | set(b.words)) - shared
        places = {*name_words(a.facts.city), *name_words(b.facts.city)}
        yield (0.5, "the same name but for the place") if more <= places else (0.28, "one name is part of the other")
    elif a.facts.number and a.facts.number == b.facts.number and fold(a.facts.series) == fold(b.facts.series) != "":
        yield 0.5, f"number {a.facts.number} of the series"


def _contained(a: tuple[str, ...], b: tuple[str, ...]) -> frozenset[str]:
    """The words of the shorter name, when the longer has them all."""
    shorter, longer = sorted((frozenset(a), frozenset(b)), key=len)
    return shorter if shorter <= longer else frozenset()


def _addresses(note: Account, schedule: Account) -> Iterator[tuple[float, str]]:
    """The note links to a session of the schedule, or to the event's pages."""
    own = schedule.own_addresses
    if note.planned or not own:
        return
    shared = {address for address in note.links & own if "/" in address}
    if shared:
        yield 0.7, f"it links to {min(shared)}"
        return
    hosts = {host_of(address) for address in own}
    below = [link for link in note.links if host_of(link) in hosts and _is_below(link, own)]
    if below:
        yield 0.5, f"it links to {min(below)}"


def _is_below(link: str, own: frozenset[str]) -> bool:
    parts = link.split("/")
    return any("/".join(parts[:n]) in own for n in range(1, len(parts) + 1))


# -- time and place ------------------------------------------------------------------------------------------


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _last_day(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date


def _overlap(a: EventFacts, b: EventFacts) -> bool:
    return _first_day(a.dates.start) <= _last_day(b.dates.end) and _first_day(b.dates.start) <= _last_day(a.dates.end)


def _time(a: EventFacts, b: EventFacts) -> Iterator[tuple[float, str]]:
    if a.dates and b.dates and "published" not in {a.dates_from, b.dates_from} and _overlap(a, b):
        exact = min(len(a.dates.start), len(b.dates.start))
        yield (0.4 if exact == 10 else 0.3), f"dates that overlap ({a.dates.start}, {b.dates.start})"
    elif years_in(a.name) & years_in(b.name):
        yield 0.3, "the same year"


def _place(a: EventFacts, b: EventFacts) -> Iterator[tuple[float, str]]:
    if a.city and fold(a.city) == fold(b.city):
        yield 0.05, "the same city"


def contradict(a: Account, b: Account) -> bool:
    """Whether the two can't be accounts of one event: their years, dates, numbers or cities differ."""
    return (
        _numbers_differ(a.facts.number, b.facts.number)
        or _cities_differ(a.facts.city, b.facts.city)
        or _years_differ(a.facts, b.facts)
        or _years_differ(b.facts, a.facts)
        or (_dates_differ(a.facts, b.facts) and not _days_of_one(a, b))
    )


def _numbers_differ(a: str, b: str) -> bool:
    return a.isdecimal() and b.isdecimal() and len(a) < 4 and len(b) < 4 and int(a) != int(b)


def _cities_differ(a: str, b: str) -> bool:
    """Cities in one script, neither of which is part of the other."""
    x, y = fold(a), fold(b)
    return bool(x and y) and x.isascii() == y.isascii() and x not in y and y not in x


def _years_differ(named: EventFacts, dated: EventFacts) -> bool:
    """A year in the name, and other years in the other's name or dates."""
    years, others = years_in(named.name), set(years_in(dated.name))
    if not others and dated.dates:
        first, last = int(dated.dates.start[:4]), int(dated.dates.end[:4])
        # What came out in January may report on December.
        others = set(range(first - (dated.dates_from == "published"), min(last, first + 9) + 1))
    return bool(years and others) and not years & others


def _dates_differ(a: EventFacts, b: EventFacts) -> bool:
    if not (a.dates and b.dates):
        return False
    if (a.dates_from == "published") == (b.dates_from == "published"):
        return not _overlap(a, b) and not (a.dates_from == "published" and abs(_month(a) - _month(b)) <= 1)
    published, held = (a, b) if a.dates_from == "published" else (b, a)
    if len(held.dates.start) == 4:
        return held.dates.start not in {published.dates.start[:4], str(int(published.dates.start[:4]) - 1)}
    return not 0 <= _month(published) - _month(held) <= 2


def _month(facts: EventFacts) -> int:
    """Months since year 0, of the first day."""
    first = _first_day(facts.dates.start)
    return int(first[:4]) * 12 + int(first[5:7])


def _days_of_one(a: Account, b: Account) -> bool:
    """Notes of the same name on single days, one of which its title numbers, are of one event."""
    if a.core != b.core or not (a.ordinal or b.ordinal) or "published" in {a.facts.dates_from, b.facts.dates_from}:
        return False
    x, y = a.facts.dates, b.facts.dates
    if len(x.start) < 10 or len(y.start) < 10:
        return False
    gap = max(_day(x.start) - _day(y.end), _day(y.start) - _day(x.end))
    return gap.days <= _NEAR


def _day(date: str) -> dt.date:
    return dt.date.fromisoformat(date)
