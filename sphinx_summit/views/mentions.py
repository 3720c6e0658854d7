"""`mentions`: where an object is named, by event, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_summit.doctree import _, bullets, item, paragraph, span
from sphinx_summit.domain.links import Linker, Named, named
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import Period
from sphinx_summit.views.chronology import Sentence, sentence, sentences
from sphinx_summit.views.view import Options, View, framed, limited, subject_of

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_summit.domain.handbook import Handbook


@dataclass(frozen=True, slots=True)
class Group:
    """What was said at one event."""

    event: Named | None
    dates: Period
    sentences: tuple[Sentence, ...]


def _select(handbook: Handbook, options: Options) -> tuple[Group, ...]:
    subject = subject_of(handbook, options, tuple(KINDS))
    if subject is None:
        return ()
    quotations = limited(handbook.quotations(subject), options)
    return tuple(
        Group(
            named(handbook, event) if event else None,
            event.dates if event else Period(),
            tuple(sentence(handbook, quotation) for quotation in group),
        )
        for event, group in groupby(quotations, key=lambda quotation: quotation.event)
    )


def _draw(groups: tuple[Group, ...], options: Options, linker: Linker) -> list[nodes.Node]:
    if not groups:
        return framed("mentions", options)
    return framed("mentions", options, bullets(_item(group, linker) for group in groups))


def _item(group: Group, linker: Linker) -> nodes.list_item:
    when = span(linker.period(group.dates), classes=["summit-when"])
    title = linker.to(group.event) if group.event else _("On other pages")
    return item(paragraph(when, " ", span(title, classes=["summit-row-title"])), sentences(group.sentences, linker))


VIEW = View(
    options={**dict.fromkeys(KINDS, ()), "limit": (), "caption": ()},
    select=_select,
    draw=_draw,
)
