"""`mentions`: where an object is named, by event, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_summit.doctree import Inline, Piece, _, bullets, item, paragraph, span
from sphinx_summit.domain.links import Linker, Named, named
from sphinx_summit.domain.quotations import occurrences_of, quote
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import Period
from sphinx_summit.views.chronology import Sentence, sentence, sentences
from sphinx_summit.views.view import Options, View, framed, limited, subject_of

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook
    from sphinx_summit.model.records import Event, Record


@dataclass(frozen=True, slots=True)
class Group:
    """What was said at one event, and how many mentions there are besides."""

    event: Named | None
    dates: Period
    sentences: tuple[Sentence, ...]
    more: int = 0


def subject(handbook: Handbook, options: Options) -> Record | None:
    """Whom or what the mentions are of."""
    return subject_of(handbook, options, tuple(KINDS))


def _select(handbook: Handbook, options: Options) -> tuple[Group, ...]:
    about = subject(handbook, options)
    if about is None:
        return ()
    quotations = limited(list(quote(handbook, occurrences_of(handbook, about))), options)
    by_event = groupby(quotations, key=lambda quotation: quotation.event)
    return tuple(
        group_of(handbook, event, tuple(sentence(handbook, quotation) for quotation in group))
        for event, group in by_event
    )


def group_of(handbook: Handbook, event: Event | None, sentences: tuple[Sentence, ...], more: int = 0) -> Group:
    """The mentions at an event; without one, on pages that are about none."""
    return Group(named(handbook, event) if event else None, event.dates if event else Period(), sentences, more)


def _draw(groups: tuple[Group, ...], options: Options, linker: Linker) -> list[Piece]:
    if not groups:
        return framed("mentions", options)
    return framed("mentions", options, bullets(draw_group(group, linker) for group in groups))


def draw_group(group: Group, linker: Linker) -> Piece:
    """An event with its sentences."""
    when: list[Inline] = [span(linker.period(group.dates), classes=["summit-when"]), " "] if group.event else []
    title = linker.to(group.event) if group.event else _("On other pages")
    heading = paragraph(*when, span(title, classes=["summit-row-title"]))
    return item(heading, sentences(group.sentences, linker, group.more))


VIEW = View(
    options={**dict.fromkeys(KINDS, ()), "limit": (), "caption": ()},
    select=_select,
    draw=_draw,
    follows="sentences",
)
