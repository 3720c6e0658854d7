"""What merging decides for each note: the id and the facts of its event, and where its sessions are told."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from sphinx_summit.model.records import Period
from sphinx_summit.notes.merge.events import clusters
from sphinx_summit.notes.merge.evidence import PROPOSED
from sphinx_summit.notes.merge.sessions import gains_of, match_sessions, place_of
from sphinx_summit.notes.merge.store import numbered
from sphinx_summit.notes.recognise.findings import Guess
from sphinx_summit.notes.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.merge.accounts import Account, Entry
    from sphinx_summit.notes.merge.events import Cluster, Rules
    from sphinx_summit.notes.merge.sessions import Judge, Match, Place, Verdict
    from sphinx_summit.notes.merge.store import Accounts
    from sphinx_summit.notes.outline import EventFacts

_RELIABLE = 0.75
"""Only notes that surely report on an event add to its facts."""
_SOURCES = ("stated", "inferred", "published", "unknown", "")
"""Where dates come from, the best first."""


@dataclass(slots=True)
class Decision:
    """What becomes of one account.

    `told`: the sessions that stand elsewhere, by where the heading stands here. `gains`: the options and speakers that
    a section takes over from a schedule, `inherited` the ids that these entries had. `replaced`: kinds of guesses that
    no longer hold.
    """

    account: Account
    event: str
    facts: EventFacts
    describes: bool = False
    formerly: tuple[str, ...] = ()
    guesses: list[Guess] = field(default_factory=list)
    replaced: frozenset[str] = frozenset()
    told: dict[int, Place] = field(default_factory=dict)
    gains: dict[int, Entry] = field(default_factory=dict)
    inherited: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Event:
    """What was found of one event: its accounts, its facts and what these leave out, and the ids that these had."""

    cluster: Cluster
    facts: EventFacts
    replaced: list[Guess]
    past: tuple[tuple[str, tuple[str, ...]], ...]


def decide(
    accounts: Accounts,
    rules: Rules,
    name_event: Callable[[Account, str], str],
    judge: Judge,
) -> Spool[Decision]:
    """The decisions by the keys of the accounts.

    `name_event` gives a new event's id by its describing account and its name, `judge` says what becomes of a match.
    """
    events: Spool[_Event] = Spool()
    for each in clusters(accounts, rules):
        members = [accounts[n] for n in each.members]
        past = tuple((account.before, account.formerly) for account in members)
        # Those that have a page of their own come first.
        key = f"{not members[0].described:d} {numbered(each.members[0])}"
        events[key] = _Event(each, *_facts(accounts, each), past)
    ids = _Ids(events)
    ids.give(lambda event: name_event(accounts[event.cluster.members[0]], event.facts.name))
    decisions: Spool[Decision] = Spool()
    for event in events.values():
        made = _decisions(accounts, event, ids)
        _sessions(made, [decision.account for decision in made.values()], judge)
        for decision in made.values():
            decisions[decision.account.key] = decision
    return decisions


def _decisions(accounts: Accounts, event: _Event, ids: _Ids) -> dict[tuple[str, int], Decision]:
    """The decisions for the accounts of one event, the describing one first; nothing yet on their sessions."""
    made: dict[tuple[str, int], Decision] = {}
    for n in event.cluster.members:
        decision = Decision(accounts[n], ids[n], accounts[n].facts)
        if not made:
            decision = Decision(accounts[n], ids[n], event.facts, describes=True, formerly=ids.formerly(event))
            decision.replaced = frozenset(guess.kind for guess in event.replaced)
            decision.guesses += event.replaced
        decision.guesses += _guesses(accounts, event.cluster, n, ids)
        made[decision.account.file, decision.account.number] = decision
    return made


# -- ids -----------------------------------------------------------------------------------------------------


class _Ids:
    """The event's id of each account: the one that it had, and of two groups with one id the one that described it."""

    def __init__(self, events: Spool[_Event]) -> None:
        self._events = events
        self._ids: Spool[str] = Spool()
        self._taken: Spool[None] = Spool()

    def __getitem__(self, number: int) -> str:
        return self._ids[numbered(number)]

    def give(self, name: Callable[[_Event], str]) -> None:
        """Give every event its id; `name` makes one for a new event."""
        for event in self._events.values():
            self._take(event, [before for before, _ in event.past])
        for event in self._events.values():
            self._take(event, [old for _, formerly in event.past for old in formerly])
        for event in self._events.values():
            if numbered(event.cluster.members[0]) not in self._ids:
                self._take(event, [name(event)])

    def _take(self, event: _Event, wanted: Iterable[str]) -> None:
        members = event.cluster.members
        id_ = next((each for each in wanted if each and each not in self._taken), "")
        if id_ and numbered(members[0]) not in self._ids:
            self._taken[id_] = None
            for n in members:
                self._ids[numbered(n)] = id_

    def formerly(self, event: _Event) -> tuple[str, ...]:
        """The ids that an event had before it was joined with another, but for those that another event has."""
        old = dict.fromkeys(id_ for before, formerly in event.past for id_ in (before, *formerly))
        free = tuple(each for each in old if each and each not in self._taken)
        self._taken.update(dict.fromkeys(free))
        return free


# -- facts ---------------------------------------------------------------------------------------------------


def _facts(accounts: Accounts, group: Cluster) -> tuple[EventFacts, list[Guess]]:
    """The facts of an event: what its page's note says, and what that leaves out; a guess when that gives the dates."""
    main = accounts[group.members[0]]
    reliable = (n for n in group.members[1:] if accounts[n].planned or group.links[n].confidence >= _RELIABLE)
    others = [accounts[n] for n in reliable if not accounts[n].hidden]
    others.sort(key=lambda account: (not account.planned, account.place))
    facts = main.facts
    for other in others:
        blank = {f.name for f in fields(facts) if f.name not in {"dates", "dates_from"} and not getattr(facts, f.name)}
        facts = replace(facts, **{name: getattr(other.facts, name) for name in blank})
    if "dates" in main.answered:
        return facts, []
    source = min([main, *others], key=lambda account: _rank_of_dates(main, account))
    dates = _spanned(main, others) if source is main else source.facts.dates
    facts = replace(facts, dates=dates, dates_from=source.facts.dates_from)
    if (dates, facts.dates_from) == (main.facts.dates, main.facts.dates_from):
        return facts, []
    shown = dates.start if dates.start == dates.end else f"{dates.start}/{dates.end}"
    files = ", ".join(dict.fromkeys(other.file for other in others if other.facts.dates))
    return facts, [Guess("dates", shown, main.line, f"as {files} states", 0.9)]


def _rank_of_dates(main: Account, account: Account) -> tuple[int, bool, int, bool]:
    """Whose dates hold: stated ones, a schedule's, the describing note's own if as exact."""
    facts = account.facts
    rank = _SOURCES.index(facts.dates_from) if facts.dates_from in _SOURCES else len(_SOURCES)
    return (rank, not account.planned, -len(facts.dates.start), account is not main)


def _spanned(main: Account, others: Iterable[Account]) -> Period:
    """The days of several notes on single days of one event, as one period."""
    days = [account.facts.dates for account in (main, *others) if account.facts.dates_from == "stated"]
    exact = all(len(day.start) == 10 and day.start == day.end for day in days)
    if main.facts.dates_from != "stated" or not exact:
        return main.facts.dates
    return Period(min(day.start for day in days), max(day.end for day in days))


# -- guesses -------------------------------------------------------------------------------------------------


def _guesses(accounts: Accounts, group: Cluster, number: int, ids: _Ids) -> Iterator[Guess]:
    account = accounts[number]
    link = group.links.get(number)
    # The days of one schedule are of one event; its first tells why another file's is the same.
    again = account.planned and any(accounts[n].file == account.file and n < number for n in group.members)
    if link and not again and accounts[link.to].file != account.file:
        reason = f"the event of another note, {accounts[link.to].file}: {link.reason}"
        seen = ids[number] if link.confidence == 1 else ""
        yield Guess("same-event", ids[number], account.line, reason, link.confidence, seen)
    proposal = group.proposals.get(number)
    if proposal:
        reason = f"proposed: it may be the event of another note, {accounts[proposal.to].file}: {proposal.reason}"
        yield Guess("same-event", ids[proposal.to], account.line, reason, proposal.confidence)


# -- sessions ------------------------------------------------------------------------------------------------


def _sessions(decisions: Mapping[tuple[str, int], Decision], members: Sequence[Account], judge: Judge) -> None:
    """Note in the decisions which sessions are told by a section elsewhere."""
    entries = {place_of(account, entry): entry for account in members for entry in account.entries}
    for match, verdict in match_sessions(members, judge):
        at = match.entry[2]
        decision = decisions[match.entry[:2]]
        if at not in decision.told:
            decision.guesses.append(_guess_of(match, verdict))
        if verdict in {"told", "accepted"}:
            _tell(decision, decisions[match.section[:2]], match, entries)


def _tell(there: Decision, here: Decision, match: Match, entries: Mapping[Place, Entry]) -> None:
    """Note that a section tells the session of an entry; what the first of two sections is told, it keeps."""
    entry, section = entries[match.entry], entries[match.section]
    at = match.section[2]
    here.gains[at] = _gain(here.gains.get(at), entry, section)
    if match.entry[2] not in there.told:
        there.told[match.entry[2]] = match.section
        if entry.before:
            here.inherited[at] = (*here.inherited.get(at, ()), entry.before)


def _guess_of(match: Match, verdict: Verdict) -> Guess:
    title = match.title
    if verdict == "accepted":
        return Guess("same-session", title, match.line, f"accepted in the review: {match.reason}", 1.0, title)
    if verdict == "refused":
        return Guess("same-session", title, match.line, f"two sessions, as the review says: {match.reason}", 1.0, title)
    if verdict == "told":
        return Guess("same-session", title, match.line, match.reason, match.confidence)
    return Guess("same-session", title, match.line, f"proposed: {match.reason}", min(match.confidence, PROPOSED))


def _gain(known: Entry | None, entry: Entry, section: Entry) -> Entry:
    """What a section takes over from an entry, beside what it took from another schedule's."""
    has = replace(section, options=(*section.options, *known.options)) if known else section
    speakers = known.speakers if known and known.speakers else () if section.speakers else entry.speakers
    options = (*(known.options if known else ()), *gains_of(entry, has))
    return replace(entry, options=options, speakers=speakers)
