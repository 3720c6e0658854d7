"""What earlier imports leave to this one: the ids that events and sessions had, and which files hang together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import made_id, read_period
from sphinx_summit.model.records import Period
from sphinx_summit.notes.ids import pair_up, sessions_before
from sphinx_summit.notes.merge.accounts import Account
from sphinx_summit.notes.merge.events import candidates
from sphinx_summit.notes.merge.store import Accounts, Ties
from sphinx_summit.notes.outline import EventFacts
from sphinx_summit.notes.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.ledger import Ledger
    from sphinx_summit.notes.recognise import Note
    from sphinx_summit.notes.review.answers import Answer

_TEXTS = ("city", "series", "number")


def event_row(account: Account, id_: str) -> dict[str, Any]:
    """What a ledger keeps of an event: its id, what the note itself says of it, and the traits to find it by.

    `formerly` are the ids that the event had for this note.
    """
    formerly = [old for old in dict.fromkeys((account.before, *account.formerly)) if old not in {"", id_}]
    facts = account.facts
    row: dict[str, Any] = {"id": id_, "key": made_id(account.seen), "name": facts.name, "start": facts.dates.start}
    said = {"end": facts.dates.end, "from": facts.dates_from, **{name: getattr(facts, name) for name in _TEXTS}}
    row |= {name: value for name, value in said.items() if value}
    row |= {"planned": True} if account.planned else {}
    row |= {"ordinal": True} if account.ordinal else {}
    row |= {"formerly": formerly} if formerly else {}
    return row | {"traits": sorted(account.traits)}


def with_past(accounts: Sequence[Account], notes: Sequence[Note], ledger: Ledger | None) -> Iterator[Account]:
    """The accounts of a file's notes with the ids that their events and sessions had at its last import."""
    if ledger is None:
        yield from accounts
        return
    events, sessions = _events_before(ledger, accounts), sessions_before(ledger, notes)
    described = _described_by(ledger)
    for account in accounts:
        entries = tuple(replace(e, before=sessions.get((account.number, e.at), "")) for e in account.entries)
        row = events.get(account.number)
        yield replace(account, entries=entries, **(_past(row, described) if row else {}))


def _events_before(ledger: Ledger, accounts: Iterable[Account]) -> dict[int, Mapping[str, Any]]:
    """The rows of the events by the numbers of the notes; of several with one name, those of the same date."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    named: dict[str, list[Account]] = defaultdict(list)
    for row in ledger.more.get("events", []):
        if row:
            rows[str(row.get("key"))].append(row)
    for account in accounts:
        named[made_id(account.seen)].append(account)
    found = {}
    for key, now in named.items():
        before = rows.get(key, [])
        dates = [[row["start"] for row in before], [account.facts.dates.start for account in now]]
        found.update({now[n].number: before[old] for old, n in pair_up(*dates)})
    return found


def _described_by(ledger: Ledger) -> set[str]:
    """The ids of the events that the pages of a file described."""
    return {str(made.get("id")) for made in ledger.objects if made.get("kind") == "event"}


def _past(row: Mapping[str, Any], described: Container[str]) -> dict[str, Any]:
    id_ = str(row["id"])
    return {"before": id_, "described": id_ in described, "formerly": tuple(map(str, row.get("formerly", ())))}


def remembered(ledger: Ledger) -> Iterator[Account]:
    """The accounts of a file that is not read again, as far as its ledger tells."""
    hidden = ledger.more.get("hidden") or []
    described = _described_by(ledger)
    for number, row in enumerate(ledger.more.get("events", [])):
        if row:
            yield Account(
                file=ledger.file,
                number=number,
                line=1,
                facts=_facts(row),
                planned=bool(row.get("planned")),
                hidden=number < len(hidden) and bool(hidden[number]),
                ordinal=bool(row.get("ordinal")),
                known=frozenset(map(str, row.get("traits", ()))),
                **_past(row, described),
            )


def _facts(row: Mapping[str, Any]) -> EventFacts:
    start, end = str(row.get("start", "")), str(row.get("end", ""))
    try:
        dates = read_period(f"{start}/{end or start}") if start else Period()
    except ValueError:
        dates = Period()
    said = {name: str(row.get(name, "")) for name in _TEXTS}
    return EventFacts(str(row.get("name", "")), dates, str(row.get("from", "")), **said)


def companions(
    accounts: Mapping[str, Account],
    given: Container[str],
    ledgers: Mapping[str, Ledger],
    answers: Sequence[Answer] = (),
) -> set[str]:
    """The files of earlier imports that hang together with the given ones: they must be looked at again with them.

    They have, had or may have an event in common, or an answer says so. `accounts` are those of the given files, by
    their keys.
    """
    others = [file for file in ledgers if file not in given]
    if not others:
        return set()
    known: Spool[Account] = Spool()
    known.update(accounts)
    for file in others:
        known.update({account.key: account for account in remembered(ledgers[file])})
    together = Accounts(known.values())
    ties: Ties[str] = Ties()
    for a, b in candidates(together):
        ties.tie(together[a].file, together[b].file)
    first = _tie_by_ids(ties, ledgers)
    for answer in answers:
        if answer.kind == "same-event":
            for id_ in (answer.seen, answer.value):
                ties.tie(answer.file, first.get(id_, answer.file))
    reached = {ties.top(file) for file in ties if file in given}
    return {file for file in others if ties.top(file) in reached}


def _tie_by_ids(ties: Ties[str], ledgers: Mapping[str, Ledger]) -> Mapping[str, str]:
    """Tie the files that have an event in common; the first file of each event by the ids that it has or had."""
    first: Spool[str] = Spool()
    for file, ledger in ledgers.items():
        for row in ledger.more.get("events", []):
            if row:
                ties.tie(first.setdefault(str(row["id"]), file), file)
                for old in row.get("formerly", ()):
                    first.setdefault(str(old), file)
    return first
