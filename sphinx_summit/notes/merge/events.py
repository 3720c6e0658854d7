"""Which accounts are of one event: pairs that share a trait, weighed, then joined from the surest on."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.merge.evidence import ENOUGH, PROPOSED, WORTH_PROPOSING, Evidence, contradict, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.merge.accounts import Account

_COMMON = 40
"""A trait of more accounts than this tells nothing."""
_NEIGHBOURS = 3
"""A name of more accounts is compared with so many neighbours in time."""
_AS_SURE = 0.1
"""Two candidates whose confidence differs less than this are rivals."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Why an account belongs, or may belong, to the event of another, whose number is `to`."""

    to: int
    confidence: float
    reason: str


@dataclass(frozen=True)
class Cluster:
    """The accounts of one event by number, the describing one first.

    `links` tell why each of the others belongs to it, `proposals` where an account may belong instead, by number.
    """

    members: tuple[int, ...]
    links: Mapping[int, Link]
    proposals: Mapping[int, Link]


@dataclass(frozen=True)
class Rules:
    """What a person has decided: pairs of accounts that are of one event, and pairs that are not."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def candidates(accounts: Sequence[Account]) -> Iterator[Pair]:
    """Pairs that share a trait and do not contradict each other, in order; account by account, as all are many."""
    by_trait: dict[str, list[int]] = defaultdict(list)
    for number, account in enumerate(accounts):
        for trait in account.traits:
            by_trait[trait].append(number)
    near: dict[int, list[int]] = defaultdict(list)
    for trait, members in by_trait.items():
        if len(members) > _COMMON and trait[0] in "nf":
            for first, second in _neighbours(accounts, members):
                near[first].append(second)
    for number, account in enumerate(accounts):
        others = {*near[number], *_sharing(number, accounts, by_trait)}
        yield from ((number, other) for other in sorted(others) if not contradict(account, accounts[other]))


def _sharing(number: int, accounts: Sequence[Account], by_trait: Mapping[str, list[int]]) -> Iterator[int]:
    """The later accounts that share a trait with one; a host only tells of schedules."""
    for trait in accounts[number].traits:
        members = by_trait[trait]
        if len(members) <= _COMMON:
            later = members[bisect_right(members, number) :]
            told = trait[0] != "h" or accounts[number].planned
            yield from (other for other in later if told or accounts[other].planned)


def _neighbours(accounts: Sequence[Account], members: list[int]) -> Iterator[Pair]:
    """Pairs of accounts that are near in time."""
    ordered = sorted(members, key=lambda n: (accounts[n].facts.dates.start, n))
    for step in range(1, _NEIGHBOURS + 1):
        yield from ((min(pair), max(pair)) for pair in zip(ordered, ordered[step:], strict=False))


def cluster(accounts: Sequence[Account], rules: Rules) -> list[Cluster]:
    """The events, in the order of the accounts that describe them."""
    joiner = _Joiner(accounts, rules)
    for pair in sorted(rules.same):
        joiner.join(*pair)
    for before in joiner.same_before():
        joiner.join_if_possible(*before)
    for pair, evidence in joiner.by_confidence():
        joiner.consider(pair, evidence)
    return sorted((joiner.cluster(members) for members in joiner.groups()), key=lambda each: each.members[0])


@dataclass
class _Joiner:
    """Joins accounts to groups. `group` of an account is the number of the group's first member."""

    accounts: Sequence[Account]
    rules: Rules
    weighed: dict[Pair, Evidence] = field(default_factory=dict)
    near: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    group: list[int] = field(default_factory=list)
    members: dict[int, list[int]] = field(default_factory=dict)
    distinct: dict[int, dict[object, int]] = field(default_factory=dict)
    proposals: dict[int, Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.group = list(range(len(self.accounts)))
        self.members = {n: [n] for n in self.group}
        self.distinct = {n: {_claims(self.accounts[n]): n} for n in self.group}
        for pair in candidates(self.accounts):
            evidence = weigh(self.accounts[pair[0]], self.accounts[pair[1]])
            if evidence.confidence >= WORTH_PROPOSING:
                self.weighed[pair] = replace(evidence, reason=sys.intern(evidence.reason))
                self.near[pair[0]].append(pair[1])
                self.near[pair[1]].append(pair[0])

    def evidence(self, a: int, b: int) -> Evidence:
        return self.weighed.get((min(a, b), max(a, b)), Evidence(0.0, ""))

    def by_confidence(self) -> list[tuple[Pair, Evidence]]:
        return sorted(self.weighed.items(), key=lambda item: (-item[1].confidence, item[0]))

    def same_before(self) -> Iterator[Pair]:
        """Accounts that were of one event at the last import."""
        first: dict[str, int] = {}
        for number, account in enumerate(self.accounts):
            if account.before:
                known = first.setdefault(account.before, number)
                if known != number:
                    yield known, number

    # -- joining -----------------------------------------------------------------------------------------

    def consider(self, pair: Pair, evidence: Evidence) -> None:
        """Join two groups, propose it, or leave it."""
        a, b = self.group[pair[0]], self.group[pair[1]]
        if a == b or not self._possible(a, b):
            return
        settled = len(self._before(a) | self._before(b)) > 1
        if evidence.confidence >= ENOUGH and not settled and not self._has_rival(pair, evidence.confidence):
            self.join(a, b)
            return
        earlier, later = sorted(pair, key=lambda n: self.accounts[n].place)
        link = Link(earlier, min(evidence.confidence, PROPOSED), evidence.reason)
        self.proposals.setdefault(later, link)

    def join(self, a: int, b: int) -> None:
        """Make one group of those of two accounts."""
        a, b = sorted((self.group[a], self.group[b]), key=lambda group: (-len(self.members[group]), group))
        if a == b:
            return
        for number in self.members[b]:
            self.group[number] = a
        self.members[a] += self.members.pop(b)
        self.distinct[a] = self.distinct.pop(b) | self.distinct[a]

    def join_if_possible(self, a: int, b: int) -> None:
        if self.group[a] != self.group[b] and self._possible(self.group[a], self.group[b]):
            self.join(a, b)

    def _possible(self, a: int, b: int) -> bool:
        """Whether nothing rules out that two groups are one."""
        ones, others = self.distinct[a].values(), self.distinct[b].values()
        if any(contradict(self.accounts[x], self.accounts[y]) for x in ones for y in others):
            return False
        return not any({self.group[x], self.group[y]} == {a, b} for x, y in self.rules.different)

    def _before(self, group: int) -> set[str]:
        return {self.accounts[n].before for n in self.members[group]} - {""}

    def _has_rival(self, pair: Pair, confidence: float) -> bool:
        """Whether one of the two could as well be of a third group, which is not the event of the other one."""
        for one, other in (pair, pair[::-1]):
            for third in self.near[one]:
                group, to = self.group[third], self.group[other]
                as_sure = self.evidence(one, third).confidence > confidence - _AS_SURE
                if as_sure and group not in {self.group[one], to} and not self._possible(group, to):
                    return True
        return False

    # -- the outcome -------------------------------------------------------------------------------------

    def groups(self) -> Iterable[list[int]]:
        return self.members.values()

    def cluster(self, members: list[int]) -> Cluster:
        order = sorted(members, key=lambda n: self._rank(n))
        links = {n: self._link(n, order) for n in order[1:]}
        proposals = {n: link for n in order if (link := self.proposals.get(n)) and self._still(n, link.to)}
        # One proposal for each other event is enough, whoever of the group makes it.
        best = sorted(proposals, key=lambda n: -proposals[n].confidence)
        once = {self.group[proposals[n].to]: n for n in reversed(best)}
        return Cluster(tuple(order), links, {n: proposals[n] for n in once.values()})

    def _still(self, number: int, other: int) -> bool:
        """Whether a proposal makes sense when all else is joined."""
        a, b = self.group[number], self.group[other]
        return a != b and self._possible(a, b)

    def _rank(self, number: int) -> tuple[bool, bool, bool, bool, str, int]:
        """Who describes an event: who did so before, else its first note, one with sessions if any; then schedules."""
        account = self.accounts[number]
        bare = not account.facts.name or not (account.entries or account.known is not None)
        return (account.hidden, not account.described, account.planned, bare, account.file, account.number)

    def _link(self, number: int, order: list[int]) -> Link:
        """The best evidence that ties an account to another of its group, the describing one's if as good."""
        place = {n: position for position, n in enumerate(order)}
        tied = [n for n in {order[0], *self.near[number]} if n in place and n != number]
        best = max(tied, key=lambda n: (self.evidence(number, n).confidence, -place[n]))
        evidence = self.evidence(number, best)
        if (min(number, best), max(number, best)) in self.rules.same:
            return Link(best, 1.0, "the review says so")
        if evidence.confidence < ENOUGH:
            return Link(best, ENOUGH, evidence.reason or "they were one event at an earlier import")
        return Link(best, evidence.confidence, evidence.reason)


def _claims(account: Account) -> object:
    """All of an account that can contradict another's."""
    facts = account.facts
    return (facts.name, facts.dates, facts.dates_from, facts.number, facts.city, account.ordinal)
