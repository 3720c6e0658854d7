"""What merging decides for each note: the id and the facts of its event, and where its sessions are told."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Literal

from sphinx_summit.model.records import Period
from sphinx_summit.notes.merge.events import cluster
from sphinx_summit.notes.merge.evidence import PROPOSED
from sphinx_summit.notes.merge.sessions import gains_of, match_sessions, place_of
from sphinx_summit.notes.recognise.findings import Guess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.merge.accounts import Account, Entry
    from sphinx_summit.notes.merge.events import Cluster, Rules
    from sphinx_summit.notes.merge.sessions import Match, Place
    from sphinx_summit.notes.outline import EventFacts

_RELIABLE = 0.75
"""Only notes that surely report on an event add to its facts."""
_SOURCES = ("stated", "inferred", "published", "unknown", "")
"""Where dates come from, the best first."""

Verdict = Literal["told", "accepted", "proposed", "refused"]
"""What becomes of two sessions that match; a person has settled the second and the last."""


@dataclass(slots=True)
class Decision:
    """What becomes of one account.

    `told`: the sessions that stand elsewhere, by where the heading stands here. `gains`: the options and speakers that
    a section takes over from a schedule, `heirs` from which entries (file and title). `replaced`: kinds of guesses that
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
    heirs: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)


Decisions = dict[tuple[str, int], Decision]


def decide(
    accounts: Sequence[Account],
    rules: Rules,
    name_event: Callable[[Account, str], str],
    judge: Callable[[Match], Verdict],
) -> Decisions:
    """The decisions by file and number.

    `name_event` gives a new event's id by its describing account and its name, `judge` says what becomes of a match.
    """
    ordered = sorted(accounts, key=lambda account: (account.file, account.number))
    clusters = cluster(ordered, rules)
    merged = [_facts(ordered, each) for each in clusters]
    ids = _ids(ordered, clusters, [facts.name for facts, _ in merged], name_event)
    taken = set(ids)
    decisions: Decisions = {}
    for each, (facts, replaced) in zip(clusters, merged, strict=True):
        members = [ordered[n] for n in each.members]
        for n, account in zip(each.members, members, strict=True):
            decision = Decision(account, ids[n], account.facts)
            if account is members[0]:
                decision = Decision(account, ids[n], facts, describes=True, formerly=_formerly(members, taken))
                decision.replaced = frozenset(guess.kind for guess in replaced)
                decision.guesses += replaced
            decision.guesses += _guesses(ordered, each, n, ids)
            decisions[account.file, account.number] = decision
        _sessions(decisions, members, judge)
    return decisions


# -- ids -----------------------------------------------------------------------------------------------------


def _ids(
    accounts: Sequence[Account],
    clusters: Sequence[Cluster],
    names: Sequence[str],
    name_event: Callable[[Account, str], str],
) -> list[str]:
    """The event's id of each account: the one that it had, and of two groups with one id the one that described it."""
    ids = [""] * len(accounts)
    taken: set[str] = set()

    def take(group: Cluster, wanted: Iterable[str]) -> None:
        id_ = next((each for each in wanted if each not in {"", *taken}), "")
        if id_ and not ids[group.members[0]]:
            taken.add(id_)
            for n in group.members:
                ids[n] = id_

    order = sorted(clusters, key=lambda each: not accounts[each.members[0]].described)
    for each in order:
        take(each, [accounts[n].before for n in each.members])
    for each in order:
        take(each, [old for n in each.members for old in accounts[n].formerly])
    for each, name in zip(clusters, names, strict=True):
        if not ids[each.members[0]]:
            take(each, [name_event(accounts[each.members[0]], name)])
    return ids


def _formerly(members: Iterable[Account], taken: set[str]) -> tuple[str, ...]:
    """The ids that an event had before it was joined with another, but for those that another event has."""
    old = dict.fromkeys(old for account in members for old in (account.before, *account.formerly))
    free = tuple(each for each in old if each not in {"", *taken})
    taken.update(free)
    return free


# -- facts ---------------------------------------------------------------------------------------------------


def _facts(accounts: Sequence[Account], group: Cluster) -> tuple[EventFacts, list[Guess]]:
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


def _guesses(accounts: Sequence[Account], group: Cluster, number: int, ids: Sequence[str]) -> Iterator[Guess]:
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


def _sessions(decisions: Decisions, members: Sequence[Account], judge: Callable[[Match], Verdict]) -> None:
    """Note in the decisions which entries of schedules are told by a section elsewhere."""
    if not any(account.planned for account in members):
        return
    entries = {place_of(account, entry): entry for account in members for entry in account.entries}
    for match in match_sessions(members):
        at = match.entry[2]
        decision = decisions[match.entry[:2]]
        verdict = judge(match)
        if verdict != "refused" and at not in decision.told:
            decision.guesses.append(_guess_of(match, verdict))
        if verdict in {"told", "accepted"}:
            _tell(decision, decisions[match.section[:2]], match, entries)


def _tell(there: Decision, here: Decision, match: Match, entries: Mapping[Place, Entry]) -> None:
    """Note that a section tells the session of a schedule's entry; what the first of two sections is told, it keeps."""
    entry, section = entries[match.entry], entries[match.section]
    at = match.section[2]
    here.gains[at] = _gain(here.gains.get(at), entry, section)
    if match.entry[2] not in there.told:
        there.told[match.entry[2]] = match.section
        here.heirs[at] = (*here.heirs.get(at, ()), (there.account.file, entry.title))


def _guess_of(match: Match, verdict: Verdict) -> Guess:
    title = match.title
    if verdict == "accepted":
        return Guess("same-session", title, match.line, f"accepted in the review: {match.reason}", 1.0, title)
    if verdict == "told":
        return Guess("same-session", title, match.line, match.reason, match.confidence)
    return Guess("same-session", title, match.line, f"proposed: {match.reason}", min(match.confidence, PROPOSED))


def _gain(known: Entry | None, entry: Entry, section: Entry) -> Entry:
    """What a section takes over from an entry, beside what it took from another schedule's."""
    has = replace(section, options=(*section.options, *known.options)) if known else section
    speakers = known.speakers if known and known.speakers else () if section.speakers else entry.speakers
    options = (*(known.options if known else ()), *gains_of(entry, has))
    return replace(entry, options=options, speakers=speakers)
