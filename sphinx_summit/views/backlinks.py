"""Back-links: at the end of every object's own text, where the handbook mentions it. No directive asks for them.

They are a digest: the first sentences of the first events, and how many more there are. The directive `mentions` has
them all, and where a page has it, or the object's chronology, nothing is repeated.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from sphinx_summit.doctree import Piece, _, box, bullets, caption
from sphinx_summit.domain.quotations import Occurrence, occurrences_of, quote
from sphinx_summit.views import chronology, mentions
from sphinx_summit.views.chronology import Sentence, say_more, sentence
from sphinx_summit.views.mentions import Group, draw_group, group_of
from sphinx_summit.views.view import Options, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_summit.domain.handbook import Handbook
    from sphinx_summit.domain.links import Linker
    from sphinx_summit.model.records import Record

SENTENCES = 3
"""The most sentences of one event."""
EVENTS = 8
"""The most events."""


@dataclass(frozen=True, slots=True)
class Backlinks:
    """Mentions by event, and the number of those at further events."""

    groups: tuple[Group, ...] = ()
    more: int = 0


def _select(handbook: Handbook, options: Options) -> Backlinks:
    record = handbook.index.get(options["kind"], options["id"])
    if record is None or not occurrences_of(handbook, record) or _is_quoted_already(handbook, record):
        return Backlinks()
    return backlinks_of(handbook, record)


def backlinks_of(handbook: Handbook, record: Record, events: int = EVENTS, sentences: int = SENTENCES) -> Backlinks:
    """Where an object is mentioned, at the first `events` and in the first `sentences` of each."""
    occurrences = occurrences_of(handbook, record) if handbook.config.backlinks else []
    by_event = groupby(occurrences, key=lambda occurrence: occurrence.event.id if occurrence.event else "")
    groups = tuple(_group(handbook, list(group), sentences) for _event, group in islice(by_event, events))
    return Backlinks(groups, sum(1 for _event, group in by_event for _occurrence in group))


def _group(handbook: Handbook, occurrences: list[Occurrence], sentences: int) -> Group:
    """Read no further than to the first sentence that has no room."""
    shown: dict[Sentence, None] = {}
    more = len(occurrences)
    for quotation in quote(handbook, occurrences):
        said = sentence(handbook, quotation)
        if said not in shown and len(shown) == sentences:
            break
        shown[said] = None
        more -= quotation.names
    return group_of(handbook, occurrences[0].event, tuple(shown), more)


def _is_quoted_already(handbook: Handbook, record: Record) -> bool:
    """Whether the object's page shows its mentions by a view that somebody asked for."""
    page = record.place.docname if record.place else ""
    return (record.kind, record.id) in handbook.remember(("quoted on", page), lambda: set(_quoted_on(handbook, page)))


def _quoted_on(handbook: Handbook, page: str) -> Iterable[tuple[str, str]]:
    subjects = {"mentions": mentions.subject, "chronology": chronology.subject}
    for view, options in handbook.views_on(page):
        subject = subjects[view](handbook, options) if view in subjects else None
        if subject:
            yield subject.kind, subject.id


def _draw(rows: Backlinks, _options: Options, linker: Linker) -> list[Piece]:
    if not rows.groups:
        return []
    return [box(caption(_("Mentioned in")), draw_rows(rows, linker), classes=["summit-view", "summit-view-backlinks"])]


def draw_rows(rows: Backlinks, linker: Linker) -> Piece:
    """The events with their sentences, and how many more there are."""
    items = [draw_group(group, linker) for group in rows.groups]
    return bullets([*items, say_more(rows.more)] if rows.more else items)


VIEW = View(options={}, select=_select, draw=_draw, follows="sentences")
