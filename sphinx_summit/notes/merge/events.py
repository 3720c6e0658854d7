"""Which accounts are of one event: pairs that share a trait, weighed, then joined from the surest on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_summit.notes.merge.evidence import (
    ENOUGH,
    PROPOSED,
    WORTH_PROPOSING,
    Evidence,
    contradict,
    editions_differ,
    weigh,
)
from sphinx_summit.notes.merge.store import Ties
from sphinx_summit.notes.spool import Spool, temporary_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping

    from sphinx_summit.notes.merge.accounts import Account
    from sphinx_summit.notes.merge.store import Accounts, Pair

_AS_SURE = 0.1
"""Two candidates whose confidence differs less than this are rivals."""


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


def candidates(accounts: Accounts) -> Iterator[Pair]:
    """Pairs that share a trait and do not contradict each other, in order."""
    return (pair for pair in accounts.pairs() if not contradict(accounts[pair[0]], accounts[pair[1]]))


def clusters(accounts: Accounts, rules: Rules) -> Iterator[Cluster]:
    """The events, in no order; only accounts that may be of one event are in memory at a time."""
    weighed = _Weighed(accounts, rules)
    for numbers in weighed.groups():
        members = {number: accounts[number] for number in numbers}
        yield from _join(members, rules, weighed.evidence(numbers))


class _Weighed:
    """The evidence on pairs, on disk, and which accounts it ties to each other."""

    def __init__(self, accounts: Accounts, rules: Rules) -> None:
        self.count = len(accounts)
        self.ties: Ties[int] = Ties()
        self.pairs = temporary_database("CREATE TABLE pair (a INTEGER, b INTEGER, confidence REAL, reason TEXT)")
        for a, b in candidates(accounts):
            found = weigh(accounts[a], accounts[b])
            if found.confidence >= WORTH_PROPOSING:
                self.pairs.execute("INSERT INTO pair VALUES (?, ?, ?, ?)", (a, b, found.confidence, found.reason))
                self.ties.tie(a, b)
        self.pairs.execute("CREATE INDEX of_account ON pair (a)")
        for pair in (*rules.same, *_same_before(enumerate(accounts), Spool())):
            self.ties.tie(*pair)

    def groups(self) -> Iterator[list[int]]:
        """The accounts that are tied to each other, by number; most are alone."""
        tied: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self.ties):
            tied[self.ties.top(number)].append(number)
        yield from tied.values()
        alone = set(tied).union(*tied.values())
        yield from ([number] for number in range(self.count) if number not in alone)

    def evidence(self, numbers: Iterable[int]) -> dict[Pair, Evidence]:
        """What was found on pairs of some accounts."""
        wanted = "SELECT a, b, confidence, reason FROM pair WHERE a = ? ORDER BY b"
        rows = (row for number in numbers for row in self.pairs.execute(wanted, (number,)))
        return {(a, b): Evidence(confidence, reason) for a, b, confidence, reason in rows}


def _same_before(accounts: Iterable[tuple[int, Account]], first: MutableMapping[str, int]) -> Iterator[Pair]:
    """Accounts that were of one event at the last import; `first` remembers the first of each."""
    for number, account in accounts:
        if account.before:
            known = first.setdefault(account.before, number)
            if known != number:
                yield known, number


def _join(accounts: Mapping[int, Account], rules: Rules, weighed: Mapping[Pair, Evidence]) -> Iterator[Cluster]:
    """The events of accounts that hang together."""
    joiner = _Joiner(accounts, rules, weighed)
    for pair in sorted(rules.same):
        if pair[0] in accounts:
            joiner.join(*pair)
    for before in _same_before(accounts.items(), {}):
        joiner.join_if_possible(*before)
    for pair, evidence in joiner.by_confidence():
        joiner.consider(pair, evidence)
    return map(joiner.cluster, joiner.groups())


@dataclass
class _Joiner:
    """Joins accounts to groups. `group` of an account is the number of the group's first member.

    `outweighed`: claims whose names tell two events, though all else says that they are one.
    """

    accounts: Mapping[int, Account]
    rules: Rules
    weighed: Mapping[Pair, Evidence]
    near: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    group: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    distinct: dict[int, dict[object, int]] = field(default_factory=dict)
    outweighed: set[frozenset[object]] = field(default_factory=set)
    proposals: dict[int, Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.group = {n: n for n in self.accounts}
        self.members = {n: [n] for n in self.accounts}
        self.distinct = {n: {_claims(account): n} for n, account in self.accounts.items()}
        for (a, b), evidence in self.weighed.items():
            self.near[a].append(b)
            self.near[b].append(a)
            one, other = self.accounts[a], self.accounts[b]
            if evidence.confidence >= ENOUGH and editions_differ(one, other):
                self.outweighed.add(frozenset({_claims(one), _claims(other)}))

    def evidence(self, a: int, b: int) -> Evidence:
        return self.weighed.get((min(a, b), max(a, b)), Evidence(0.0, ""))

    def by_confidence(self) -> list[tuple[Pair, Evidence]]:
        return sorted(self.weighed.items(), key=lambda item: (-item[1].confidence, item[0]))

    # -- joining -----------------------------------------------------------------------------------------

    def consider(self, pair: Pair, evidence: Evidence) -> None:
        """Join two groups, propose it, or leave it."""
        a, b = self.group[pair[0]], self.group[pair[1]]
        if a == b or not self._possible(a, b):
            return
        settled = len(self._before(a) | self._before(b)) > 1
        sure = evidence.confidence >= ENOUGH and self._joinable(a, b)
        if sure and not settled and not self._has_rival(pair, evidence.confidence):
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
        return not any({self.group.get(x), self.group.get(y)} == {a, b} for x, y in self.rules.different)

    def _joinable(self, a: int, b: int) -> bool:
        """Whether two groups may be one without a person's word: no two of their names tell two events."""
        claims = (
            (self.accounts[x], self.accounts[y]) for x in self.distinct[a].values() for y in self.distinct[b].values()
        )
        return self._possible(a, b) and not any(
            editions_differ(x, y) and frozenset({_claims(x), _claims(y)}) not in self.outweighed for x, y in claims
        )

    def _before(self, group: int) -> set[str]:
        return {self.accounts[n].before for n in self.members[group]} - {""}

    def _has_rival(self, pair: Pair, confidence: float) -> bool:
        """Whether one of the two could as well be of a third group, which is not the event of the other one."""
        for one, other in (pair, pair[::-1]):
            for third in self.near[one]:
                group, to = self.group[third], self.group[other]
                as_sure = self.evidence(one, third).confidence > confidence - _AS_SURE
                if as_sure and group not in {self.group[one], to} and not self._joinable(group, to):
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
