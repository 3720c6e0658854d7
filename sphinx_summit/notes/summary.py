"""What an import did, for people to read: each note while there are few, totals when there are many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import category

from sphinx_summit.notes.handbook import OURS
from sphinx_summit.notes.ids import TOLD
from sphinx_summit.notes.review.queue import SURE_ENOUGH
from sphinx_summit.notes.spool import temporary_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sphinx_summit.notes.result import Imported, Result

_LISTED = 12
_FEW = 30


def summarise(result: Result, root: Path, *, others: Sequence[str], dry_run: bool) -> Iterator[str]:
    """The lines of the summary. `others` are files of the folders given that were not imported."""
    count = unsure = 0
    for each in result.files:
        count += each.ledger is not None
        unsure += sum(guess.confidence < SURE_ENOUGH for guess in each.guesses)
    if not result.files:
        yield "no note was found"
    if count <= _FEW:
        for each in result.files:
            yield from _of_note(each) if each.ledger else ()
    else:
        yield from _totals(result.files)
    if others:
        yield f"{_counted(len(others), 'file')} {'is no note' if len(others) == 1 else 'are no notes'}: {_some(others)}"
    if unsure and not dry_run:
        yield f"{_counted(unsure, 'guess', 'guesses')} may be worth a look: sphinx-summit review {root}"
    for name in result.offered:
        yield f"{name} was edited: the new text lies in {root / OURS / 'offered' / name}"
    if dry_run:
        yield "Nothing was written (--dry-run)."


def _of_note(each: Imported) -> Iterator[str]:
    assert each.ledger
    events = {event["id"]: event for event in each.ledger.more["events"] if event}
    about = "; ".join(f"{event['name']} ({event['start'] or 'date unknown'})" for event in events.values())
    speakers = len({name for name, _ in each.ledger.more["people"] if name})
    told = told_elsewhere(each)
    found = [
        _counted(count_objects(each, "session") + told, "session")
        + (f" ({told} told by another note)" if told else ""),
        _counted(speakers, "speaker"),
        _counted(count_objects(each, "question"), "question"),
    ]
    yield f"{each.file} ({each.format}, {each.encoding}): {about or 'no event'}, {', '.join(found)}"
    yield f"  → {_some([f'{page}.md' for page in each.ledger.pages])}"
    unsure = sorted((g for g in each.guesses if g.confidence < SURE_ENOUGH), key=lambda g: g.confidence)
    for guess in unsure[:_LISTED]:
        said = f"{guess.kind} {guess.value}".strip()
        yield f"  ? {each.file}:{guess.line}: {said}: {guess.reason}"
    if len(unsure) > _LISTED:
        yield f"  ? and {len(unsure) - _LISTED} more guesses (--json shows all)"


def _totals(files: Iterable[Imported]) -> Iterator[str]:
    total: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    encodings: Counter[str] = Counter()
    named = temporary_database("CREATE TABLE named (kind TEXT, name BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID")
    # Once over all, as they are read from disk one after the other.
    for each in files:
        if each.ledger:
            forms[each.format] += 1
            encodings[each.encoding] += 1
            total["page"] += len(each.ledger.pages)
            total["session"] += count_objects(each, "session")
            total["question"] += count_objects(each, "question")
            total["told"] += told_elsewhere(each)
            rows = [("event", event["id"]) for event in each.ledger.more["events"] if event]
            rows += [("person", name) for name, _ in each.ledger.more["people"] if name]
            known = ((kind, name.encode("utf-8", "surrogatepass")) for kind, name in rows)
            named.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", known)
    total.update(dict(named.execute("SELECT kind, COUNT(*) FROM named GROUP BY kind").fetchall()))
    yield (
        f"{_counted(forms.total(), 'note')} → {_counted(total['page'], 'page')}: {_counted(total['event'], 'event')}, "
        f"{_counted(total['session'], 'session')}, {_counted(total['person'], 'speaker')}, "
        f"{_counted(total['question'], 'question')}"
    )
    if total["told"]:
        yield f"  {_counted(total['told'], 'session')} of several notes, told by the first"
    for title, names in (("forms", forms), ("encodings", encodings)):
        yield f"  {title}: " + ", ".join(f"{count} {name}" for name, count in names.most_common())


def count_objects(each: Imported, kind: str) -> int:
    """How many objects of a kind a file has."""
    return sum(made["kind"] == kind for made in each.ledger.objects) if each.ledger else 0


def told_elsewhere(each: Imported) -> int:
    """How many sessions of a file are told by another note, to which its page refers."""
    return count_objects(each, TOLD)


def printable(text: str) -> str:
    """Text of a note, or of a file's name, without what would command a terminal or could not be written to it."""
    return "".join(char if char.isprintable() or category(char) == "Zs" else "\ufffd" for char in text)


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
