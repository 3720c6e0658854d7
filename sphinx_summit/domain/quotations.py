"""Where an object is named, in the order of time, and the sentence around its name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sphinx_summit.domain.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_summit.domain.handbook import Handbook
    from sphinx_summit.domain.mentions import Mention
    from sphinx_summit.model.records import Event, Record, Session


class Occurrence(NamedTuple):
    """A mention and what it belongs to: its session, its event and the day of it."""

    mention: Mention
    session: Session | None
    event: Event | None
    day: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence with all names of one object in it: text and names by turns, so that every second part is a name."""

    parts: tuple[str, ...]
    page: str
    session: Session | None
    event: Event | None

    @property
    def names(self) -> int:
        """How many names it holds."""
        return len(self.parts) // 2


def occurrences_of(handbook: Handbook, record: Record) -> list[Occurrence]:
    """Every mention of an object by event and day, undated ones last; none of a person who asked not to be named."""
    if getattr(record, "unnamed", False):
        return []
    key = (record.kind, record.id)
    mentioned = handbook.prose.mentioned.get(key, [])
    return handbook.recall(("occurrences", *key), lambda: _in_order(handbook, mentioned)) if mentioned else []


def _in_order(handbook: Handbook, mentioned: Iterable[Mention]) -> list[Occurrence]:
    return sorted((_occurrence(handbook, mention) for mention in mentioned), key=_order)


def _occurrence(handbook: Handbook, mention: Mention) -> Occurrence:
    key = ("occasion", mention.page, mention.around)
    return Occurrence(mention, *handbook.remember(key, lambda: _occasion(handbook, mention.page, mention.around)))


def _occasion(handbook: Handbook, page: str, around: tuple[str, ...]) -> tuple[Session | None, Event | None, str]:
    session = handbook.session_around(around)
    event = handbook.event_of(session) if session else None
    event = event or handbook.remember(("event of page", page), lambda: handbook.event_of_page(page))
    return session, event, (session.day if session else "") or (event.dates.start if event else "")


def _order(occurrence: Occurrence) -> tuple[object, ...]:
    event, mention = occurrence.event, occurrence.mention
    start = event.dates.start if event else ""
    return (
        not start, start, event is None, event.id if event else "", occurrence.day,
        mention.page, mention.line, mention.block, mention.run, mention.start,
    )  # fmt: skip


def quote(handbook: Handbook, occurrences: Iterable[Occurrence]) -> Iterator[Quotation]:
    """Their sentences, in order. Read as needed: a sentence costs more than to know that there is one."""
    for _, group in groupby(occurrences, key=lambda occurrence: (occurrence.mention.page, occurrence.mention.block)):
        yield from _quote_block(handbook, list(group))


def _quote_block(handbook: Handbook, occurrences: list[Occurrence]) -> Iterator[Quotation]:
    first = occurrences[0]
    page = first.mention.page
    key = ("sentences", page, first.mention.block)
    sentences = handbook.recall(key, lambda: Sentences(handbook.prose.block(first.mention)))
    spans = [sentences.span_of(occurrence.mention) for occurrence in occurrences]
    number = 0
    while number < len(spans):
        around, start = sentences.around(spans[number]), number
        while number < len(spans) and spans[number][1] <= around[1]:
            number += 1
        yield Quotation(sentences.quote(around, spans[start:number]), page, first.session, first.event)
