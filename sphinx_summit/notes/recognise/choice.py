"""Which headings are sessions: the levels of a note that hold them, weighed as a whole, and what stands out alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_summit.notes.recognise.words import SESSION_ORDINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_summit.notes.recognise.candidate import Candidate

ENOUGH = 1.36
"""What a level must weigh whose headings are sessions: fitted to the counted notes, by `weigh`."""
LINES = 2.1
"""The same for lines of text, which nothing marks as headings."""
SURELY = 1.8
"""The same for headings below which no list can be one of sessions."""
CERTAINLY = 2.2
"""The same where the note names no event, and few of the headings name someone."""
CLEARLY = 0.6
"""So much more must a level weigh below the headings of another one for these to be topics."""
BESIDE = 0.4
"""So much, at most, speak the others of a level for those below one heading, or other lists for one."""
_SEVERAL = 2
_MOST = 0.5
_NEARLY = 0.8
_FEW_WORDS = 3
_MUCH = 0.4
"""A level of one heading, if that has so much of the note below it, may be one of sessions."""
_LONG = 6
_COUNTED = 3
"""When so many headings of a level are counted or timed as sessions, those that are not are none."""


def choose(found: list[Candidate], *, event: bool, talks: bool = True) -> list[Candidate]:
    """The candidates that are sessions, each with its reason and confidence.

    `event`: the note reports on one; `talks`: it speaks of talks, so that titles alone may tell.
    """
    levels = [[c for c in found if c.heading.level == level] for level in sorted({c.heading.level for c in found})]
    if not event:
        named = {c.number: c for c in found if c.strong and c.credited and c.names_someone}
        for peers in levels if len(named) > 1 else []:
            count = sum(c.number in named for c in peers)
            if count >= _MOST * len(peers) or (count > 1 and weigh(peers) >= CERTAINLY):
                named |= {c.number: c for c in _whole(peers)}
        return _outermost(found, named) if len(named) > 1 else []
    sure, topics = {c.number for c in found if c.strong}, _topics(found, levels)
    chosen = {c.number: c for c in found if c.strong and c.credited}
    best = max(levels, key=_speaks, default=[])
    chosen |= {c.number: c for c in best if c.strong}
    for peers in levels:
        if sum(bool(SESSION_ORDINAL.match(c.title)) for c in peers) >= _COUNTED:
            continue
        chosen |= {c.number: c for c in _of_talks(peers, talks=talks)}
    return _outermost(found, {n: c for n, c in chosen.items() if n not in topics or n in sure})


def _topics(found: Sequence[Candidate], levels: Sequence[Sequence[Candidate]]) -> set[int]:
    """The headings over several of a level that weighs clearly more than their own."""
    weights = {peers[0].heading.level: weigh(peers) for peers in levels}
    level_of = {c.number: c.heading.level for c in found}
    more = Counter(
        c.parent
        for c in found
        if c.parent in level_of and weights[c.heading.level] > max(weights[level_of[c.parent]] + CLEARLY, ENOUGH)
    )
    return {number for number, count in more.items() if count >= _SEVERAL}


def choose_lines(peers: list[Candidate], says: float, *, event: bool) -> tuple[list[Candidate], float]:
    """Of lines of one shape those that are sessions, and what they weigh; `says`: what the shape itself says.

    Without an event most must name someone.
    """
    if len(peers) < _SEVERAL:
        return [], 0.0
    groups, whole = list(_groups(peers).values()), weigh(peers)
    weights = {id(group): _beside(group, whole) + says for group in groups}
    chosen = [group for group in groups if weights[id(group)] >= LINES]
    found = [c for group in chosen for c in group if not c.about_event or c.credited]
    named = sum(c.credited and c.names_someone for c in found)
    if len(found) < 2 or (not event and named <= max(1, _MOST * len(found))):
        return [], 0.0
    reason = "it is a line like others that are sessions"
    found = [c if c.strong else _because(c, reason, 0.65) for c in found]
    return found, max(weights[id(group)] for group in chosen)


def noted_levels(found: Sequence[Candidate]) -> set[int]:
    """The headings of levels that weigh so much, and mostly by signs of each, that lists below them are their notes."""
    levels = [[c for c in found if c.heading.level == level] for level in {c.heading.level for c in found}]
    sure = [
        peers
        for peers in levels
        if sum(c.told and c.is_title_like for c in peers) > _MOST * len(peers) and weigh(peers) > SURELY
    ]
    return {c.number for peers in sure if len(peers) > _FEW_WORDS for c in peers if not c.lists}


def weigh(peers: Sequence[Candidate]) -> float:
    """How much speaks for the headings of a level being sessions: the shares of them that have each sign."""

    def share(sign: Callable[[Candidate], object]) -> float:
        return sum(bool(sign(c)) for c in peers) / len(peers)

    return (
        share(lambda c: c.strong)
        + 0.5 * share(lambda c: c.is_title_like)
        + 0.5 * share(lambda c: c.words >= _LONG)
        + 0.5 * share(lambda c: c.credited)
        + 0.4 * share(lambda c: c.spoken)
        + 0.4 * share(lambda c: c.linked)
        + 0.25 * share(lambda c: c.in_day)
        + 0.7 * (sum(c.part for c in peers) > _MUCH * (len(peers) == 1) and all(c.only_lists for c in peers))
        + 0.2
        - 1.0 * (1 - len({c.title for c in peers}) / len(peers))
        + 0.5 * min(len(peers), _LONG) / _LONG
        + 0.3 * min(1.0, sum(c.part for c in peers))
        - 0.65 * share(lambda c: c.is_personal)
        + 0.2 * share(lambda c: not c.depth)
        - 0.65 * share(lambda c: c.depth > 1)
        - 0.25 * share(lambda c: c.about_event)
    )


def _speaks(peers: Sequence[Candidate]) -> tuple[int, int, int, int]:
    """How many of a level are credited, strong, titles; of equal levels the highest."""
    named, strong = sum(bool(c.credited or c.spoken) for c in peers), sum(c.strong for c in peers)
    return named, strong, sum(c.is_title_like for c in peers), -peers[0].heading.level


def _of_talks(peers: list[Candidate], *, talks: bool) -> list[Candidate]:
    """The headings of a level that are sessions: those below each heading are weighed with and without the others."""
    if not (talks or any(c.strong for c in peers)):
        return []
    whole = weigh(peers)
    found = [c for group in _groups(peers).values() if _beside(group, whole) >= ENOUGH for c in group]
    return _whole(found)


def _groups(peers: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """The candidates of a level by the heading above."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in peers:
        groups.setdefault(candidate.parent, []).append(candidate)
    return groups


def _beside(group: Sequence[Candidate], whole: float) -> float:
    """What those below one heading weigh, with the others of their level, which is `whole`, and without."""
    own = weigh(group)
    alone = sum(c.strong for c in group) > max(1, len(group) / 2)
    return max(own if alone else 0, min((own + whole) / 2, own + BESIDE))


def _whole(peers: list[Candidate]) -> list[Candidate]:
    """The headings of a level of sessions, but for those about the event and plain ones at its beginning and end."""
    noted = sum(c.notes for c in peers) > _NEARLY * len(peers)
    listed = len(peers) > 1 and all(c.only_lists for c in peers)
    brief = [c.notes and noted and (c.words >= _FEW_WORDS or listed) and not c.about_event for c in peers]
    likely = [n for n, c in enumerate(peers) if c.strong or c.is_title_like or brief[n]]
    return [
        c if c.strong else _because(c, "it stands on a level of sessions", 0.65)
        for n, c in enumerate(peers)
        if c.strong or (likely and likely[0] <= n <= likely[-1] and not c.about_event and _has_sign(c, noted=noted))
    ]


def _has_sign(candidate: Candidate, *, noted: bool) -> bool:
    """Whether a heading has notes or some words, where most beside it have notes."""
    return candidate.notes or candidate.words >= _FEW_WORDS or not noted


def _because(candidate: Candidate, reason: str, confidence: float) -> Candidate:
    candidate.reason, candidate.confidence = reason, confidence
    return candidate


def _outermost(found: list[Candidate], chosen: dict[int, Candidate]) -> list[Candidate]:
    """Sessions do not nest: a heading over two credited ones is a group, what is below one is part of it."""
    parents = {c.number: c.parent for c in found}
    below = Counter(parents[c.number] for c in chosen.values() if c.surely_credited)
    told = Counter(parents[c.number] for c in chosen.values() if c.told)
    groups = {
        number
        for number, count in Counter(parents[number] for number in chosen).items()
        if count > 1 and number in chosen and not chosen[number].ending
        if chosen[number].lists
        or (told[number] > 1 and not chosen[number].told)
        or (below[number] > 1 and not chosen[number].surely_credited)
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
