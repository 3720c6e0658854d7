"""What earlier imports leave to merging: the rows of events in the ledgers, and which files hang together by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import made_id, read_period
from sphinx_summit.model.records import Period
from sphinx_summit.notes.merge.accounts import Account
from sphinx_summit.notes.merge.events import candidates
from sphinx_summit.notes.merge.store import Accounts, Ties
from sphinx_summit.notes.outline import EventFacts
from sphinx_summit.notes.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from sphinx_summit.notes.ledger import Ledger
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


def with_past(account: Account, ledger: Ledger | None) -> Account:
    """The account with the id that its event had when the file was last imported."""
    for row in ledger.more.get("events", []) if ledger else ():
        if row and row.get("key") == made_id(account.seen):
            return replace(account, **_past(ledger, row))
    return account


def _past(ledger: Ledger | None, row: Mapping[str, Any]) -> dict[str, Any]:
    id_ = str(row["id"])
    made = ledger.objects if ledger else ()
    described = any(each.get("kind") == "event" and each.get("id") == id_ for each in made)
    return {"before": id_, "described": described, "formerly": tuple(map(str, row.get("formerly", ())))}


def remembered(ledger: Ledger) -> Iterator[Account]:
    """The accounts of a file that is not read again, as far as its ledger tells."""
    hidden = ledger.more.get("hidden") or []
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
                **_past(ledger, row),
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
