"""What earlier imports leave to merging: the rows of events in the ledgers, and which files hang together by them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import made_id, read_period
from sphinx_summit.model.records import Period
from sphinx_summit.notes.merge.accounts import Account
from sphinx_summit.notes.merge.events import candidates
from sphinx_summit.notes.outline import EventFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    given: set[str], accounts: Sequence[Account], ledgers: Mapping[str, Ledger], answers: Sequence[Answer] = ()
) -> set[str]:
    """The files of earlier imports that hang together with the given ones: they must be looked at again with them.

    They have, had or may have an event in common, or an answer says so. `accounts` are those of the given files.
    """
    known = [account for file, ledger in ledgers.items() if file not in given for account in remembered(ledger)]
    if not known:
        return set()
    together = sorted([*accounts, *known], key=lambda account: (account.file, account.number))
    files: dict[str, set[str]] = defaultdict(set)
    for a, b in candidates(together):
        _tie(files, together[a].file, together[b].file)
    first: dict[str, str] = {}
    for file, ledger in ledgers.items():
        for row in ledger.more.get("events", []):
            if row:
                _tie(files, first.setdefault(str(row["id"]), file), file)
                for old in row.get("formerly", ()):
                    first.setdefault(str(old), file)
    for answer in answers:
        if answer.kind == "same-event":
            for id_ in (answer.seen, answer.value):
                _tie(files, answer.file, first.get(id_, answer.file))
    return _around(given, files)


def _around(given: set[str], files: Mapping[str, set[str]]) -> set[str]:
    """All that can be reached from the given files, which are left out."""
    seen, todo = set(given), list(given)
    while todo:
        new = files.get(todo.pop(), set()) - seen
        seen |= new
        todo += new
    return seen - given


def _tie(files: dict[str, set[str]], a: str, b: str) -> None:
    if a != b:
        files[a].add(b)
        files[b].add(a)
