"""What an import did, for people to read: each note while there are few, totals when there are many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_summit.notes.handbook import OURS
from sphinx_summit.notes.review.queue import SURE_ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sphinx_summit.notes.importer import Imported, Result

_LISTED = 12
_FEW = 30


def summarise(result: Result, root: Path, *, dry_run: bool) -> Iterator[str]:
    """The lines of the summary."""
    read = [each for each in result.files if each.ledger]
    if len(read) <= _FEW:
        for each in read:
            yield from _of_note(each)
    else:
        yield from _totals(read)
    unsure = sum(guess.confidence < SURE_ENOUGH for each in read for guess in each.guesses)
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
    found = [
        _counted(count_objects(each, "session"), "session"),
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


def _totals(read: Sequence[Imported]) -> Iterator[str]:
    heads = [each.ledger for each in read if each.ledger]
    events = {event["id"] for head in heads for event in head.more["events"] if event}
    people = {name for head in heads for name, _ in head.more["people"] if name}
    pages = sum(len(head.pages) for head in heads)
    yield (
        f"{_counted(len(read), 'note')} → {_counted(pages, 'page')}: {_counted(len(events), 'event')}, "
        f"{_counted(sum(count_objects(each, 'session') for each in read), 'session')}, "
        f"{_counted(len(people), 'speaker')}, "
        f"{_counted(sum(count_objects(each, 'question') for each in read), 'question')}"
    )
    for title, names in (("forms", [each.format for each in read]), ("encodings", [each.encoding for each in read])):
        yield f"  {title}: " + ", ".join(f"{count} {name}" for name, count in Counter(names).most_common())


def count_objects(each: Imported, kind: str) -> int:
    """How many objects of a kind a file has."""
    return sum(made["kind"] == kind for made in each.ledger.objects) if each.ledger else 0


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
