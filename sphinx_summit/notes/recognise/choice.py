"""Which headings are sessions: by what speaks for each, and by where they stand among those."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_summit.notes.recognise.evidence import FEW, MOSTLY, is_notes
from sphinx_summit.notes.recognise.words import SESSION_ORDINAL

if TYPE_CHECKING:
    from sphinx_summit.notes.recognise.evidence import Candidate

_SEVERAL = 3
_COUNTED = 3
"""When so many headings of a level are counted or timed as sessions, those that are not are none."""


def choose(found: list[Candidate], *, event: bool, talks: bool = True) -> list[Candidate]:
    """The candidates that are sessions, each with its reason and confidence.

    `event`: the note reports on one; `talks`: it speaks of talks, so that titles alone may tell.
    """
    level = _session_level(found)
    strong = [c for c in found if c.strong and (c.heading.level == level or c.credited)]
    chosen = {c.number: c for c in strong if event or c.credited}
    if not event:
        credited = [c for c in chosen.values() if c.names_someone]
        return _outermost(found, {c.number: c for c in credited}) if len(credited) > 1 else []
    peers = [c for c in found if c.heading.level == level]
    few = _few(peers)
    if sum(bool(SESSION_ORDINAL.match(c.title)) for c in peers) >= _COUNTED:
        return _outermost(found, chosen)
    among = _between(peers, few=few)
    titles = _by_titles(peers) if talks else []
    notes = (_over_lists(peers) or ([] if titles else _over_lists(found))) if talks else []
    for candidate in [*titles, *notes, *among] if few else among:
        chosen.setdefault(candidate.number, candidate)
    return _outermost(found, chosen)


def _session_level(found: list[Candidate]) -> int:
    """The level with most credits, else with most strong candidates, else with most titles; the highest of equals."""

    def weight(level: int) -> tuple[int, int, int, int]:
        peers = [c for c in found if c.heading.level == level]
        named, strong = sum(bool(c.credited or c.spoken) for c in peers), sum(c.strong for c in peers)
        return named, strong, sum(c.is_title_like for c in peers), -level

    levels = {c.heading.level for c in found}
    return max(levels, key=weight, default=2)


def _between(peers: list[Candidate], *, few: bool) -> list[Candidate]:
    """Beside enough sessions that name their speakers: those between them, and titles before and after."""
    sure = [n for n, c in enumerate(peers) if c.strong]
    if len(sure) < 2:
        return []
    parents = {peers[n].parent for n in sure}
    return [
        _because(c, "it stands among sessions", 0.7)
        for n, c in enumerate(peers)
        if not c.strong
        and c.parent in parents
        and not c.about_event
        and _belongs(c, inside=sure[0] < n < sure[-1], few=few)
    ]


def _few(peers: list[Candidate]) -> bool:
    """Whether too few headings of a level speak for themselves to speak for the others."""
    return sum(c.strong for c in peers) < max(2, FEW * len(peers))


def _belongs(candidate: Candidate, *, inside: bool, few: bool) -> bool:
    """Whether a heading beside sessions is one: between many any, between few or beside many only a title."""
    return candidate.is_title_like if few == inside else inside


def _by_titles(peers: list[Candidate]) -> list[Candidate]:
    """Where nothing else tells: titles over notes that most headings of a section are, and others between them."""
    found: list[Candidate] = []
    peers = [c for c in peers if c.heading.mark]
    titles = [c for c in peers if c.is_title_like]
    told = sum(c.notes or c.strong for c in titles)
    if len(titles) < 2 or len(titles) < MOSTLY * len(peers) or told <= MOSTLY * len(titles):
        return []
    for parent in dict.fromkeys(c.parent for c in peers):
        group = [c for c in peers if c.parent == parent]
        places = [n for n, c in enumerate(group) if c.is_title_like]
        found += [
            _because(c, "a heading such as talks have, in a report on an event", 0.6)
            for n, c in enumerate(group)
            if places and places[0] <= n <= places[-1] and not c.about_event
        ]
    return found


def _over_lists(found: list[Candidate]) -> list[Candidate]:
    """Headings over notes in lists, on the highest level of which they are most, or all of one or two."""
    notes = [c for c in found if is_notes(c.content) and c.heading.level > 1 and not c.about_event]
    all_, levels = (Counter(c.heading.level for c in group) for group in (found, notes))
    level = min((n for n, count in levels.items() if _are_most(count, all_[n])), default=0)
    return [_because(c, "a heading over notes in a list", 0.75) for c in notes if c.heading.level == level]


def _are_most(count: int, all_: int) -> bool:
    return count == all_ if all_ < _SEVERAL else count >= max(_SEVERAL, MOSTLY * all_)


def _because(candidate: Candidate, reason: str, confidence: float) -> Candidate:
    if not candidate.reason:
        candidate.reason, candidate.confidence = reason, confidence
    return candidate


def _outermost(found: list[Candidate], chosen: dict[int, Candidate]) -> list[Candidate]:
    """Sessions do not nest: a heading over two credited ones is a group, what is below one is part of it."""
    parents = {c.number: c.parent for c in found}
    below = Counter(parents[c.number] for c in chosen.values() if c.credited)
    groups = {
        number for number, count in below.items() if count > 1 and number in chosen and not chosen[number].credited
    }
    kept = {number: c for number, c in chosen.items() if number not in groups}
    return [c for c in kept.values() if not _within(c, kept, parents)]


def _within(candidate: Candidate, kept: dict[int, Candidate], parents: dict[int, int]) -> bool:
    parent = candidate.parent
    while parent in parents or parent in kept:
        if parent in kept:
            return True
        parent = parents[parent]
    return False
