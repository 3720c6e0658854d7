"""Two accounts compared: what speaks for one event, what speaks against it, and what rules it out.

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
_TITLES = (0.0, 0.4, 0.55, 0.75)
_MANY = 1 / 3
"""From this share of the smaller programme on, what two have in common counts in full."""
_LEAST = 0.1
"""What counts for less, of programmes as large as they are, is chance."""
_ADDRESS = 0.5
_MOST_ALIKE = 0.95
_OTHER_NAME = 0.65
"""So much is left of what speaks for one event when the names tell two."""
_CALENDAR_WORDS = """
    day days january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday schedule programme program
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())
"""Words of names that tell no event from another."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure it is that two accounts are of one event, and why."""

    confidence: float
    reason: str


def weigh(a: Account, b: Account) -> Evidence:
    """The evidence for one event, as independent hints add up. A date and a place count only beside another hint."""
    named = list(_names(a, b))
    hints = [*named, *_hints(a, b)]
    if not hints:
        return Evidence(0.0, "")
    hints += [*_time(a.facts, b.facts, named=bool(named)), *_place(a.facts, b.facts)]
    if a.ordinal and b.ordinal and a.core == b.core:
        hints.append((0.4, "the titles number the days"))
    confidence = 1 - prod(1 - weight for weight, _ in hints)
    reason = ", ".join(words for _, words in hints)
    if editions_differ(a, b):
        confidence *= _OTHER_NAME
        reason += ", though the names differ"
    return Evidence(round(min(confidence, _MOST_ALIKE), 2), reason)


def _hints(a: Account, b: Account) -> Iterator[tuple[float, str]]:
    yield from _in_common(_SPEAKERS, a.speakers, b.speakers, "speaker")
    yield from _in_common(_TITLES, a.titles, b.titles, "session title")
    yield from _in_common(_TITLES, a.keys, b.keys, "session id")
    if a.planned and b.planned and a.facts.url and a.facts.url == b.facts.url:
        yield _ADDRESS, "the same address"
    if a.file == b.file and a.core == b.core:
        yield (0.9 if a.planned and b.planned else 0.4), "the same file"
    yield from _addresses(a, b)
    yield from _addresses(b, a)


def _in_common(
    weights: tuple[float, ...], some: frozenset[str], others: frozenset[str], what: str
) -> Iterator[tuple[float, str]]:
    """What two programmes have in common: a few of many say little, as people give a talk at several events."""
    number = len(some & others)
    if number:
        share = number / min(len(some), len(others))
        weight = weights[min(number, len(weights) - 1)] * min(1, share / _MANY)
        if weight >= _LEAST:
            yield weight, f"{number} {what}{'s' if number > 1 else ''} in common"


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


def editions_differ(a: Account, b: Account) -> bool:
    """Whether two names have words in common, and each some that the other lacks: `Docs Conf NA`, `Docs Conf EU`.

    An abbreviation (`EU`, `Europe`) or another script says nothing, nor does a word of the calendar.
    """
    ones, others = set(a.words) - _CALENDAR, set(b.words) - _CALENDAR
    own, their = _unlike(ones, others), _unlike(others, ones)
    same_script = all(word.isascii() for word in own) == all(word.isascii() for word in their)
    return bool(own and their and ones & others and same_script) and a.core != b.core


def _unlike(words: set[str], others: set[str]) -> set[str]:
    """The words that are none of the others, nor an abbreviation of one."""
    rest = others - words
    return {
        word for word in words - others
        if not any(word.startswith(each) or each.startswith(word) for each in rest if not (word + each).isdigit())
    }  # fmt: skip


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


def _time(a: EventFacts, b: EventFacts, *, named: bool) -> Iterator[tuple[float, str]]:
    """Days in common; a year only tells the editions of one name apart (`named`)."""
    if a.dates and b.dates and "published" not in {a.dates_from, b.dates_from} and _overlap(a, b):
        exact = min(len(a.dates.start), len(b.dates.start)) == 10
        if named or (_within_a_month(a) and _within_a_month(b)):
            yield (0.4 if exact else 0.3), f"dates that overlap ({a.dates.start}, {b.dates.start})"
    elif named and years_in(a.name) & years_in(b.name):
        yield 0.3, "the same year"


def _within_a_month(facts: EventFacts) -> bool:
    """Whether the dates are as exact as those of an event: longer periods may overlap by chance."""
    first, last = facts.dates.start, facts.dates.end
    if len(first) == len(last) == 10:
        return (_day(last) - _day(first)).days < 31
    return len(first) >= 7 and first[:7] == last[:7]


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
