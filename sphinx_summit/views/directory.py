"""`directory`: every object of a kind, grouped; objects that no page describes have their place here.

With them stands where they are mentioned, shorter than on a page of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_summit.doctree import Inline, Piece, _, bullets, item, joined, paragraph, span
from sphinx_summit.domain.indices import heading
from sphinx_summit.domain.links import Badge, By, Linker, Named, badge_of, in_the_making, named, speakers_of
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import (
    Event,
    Organization,
    Period,
    Person,
    Project,
    Question,
    Record,
    Release,
    Session,
)
from sphinx_summit.views.backlinks import Backlinks, backlinks_of, draw_rows
from sphinx_summit.views.view import Options, View, framed, limited

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook


EVENTS = 3
"""The most events at which an object is said to be mentioned."""
SENTENCES = 1
"""The most sentences of each."""


@dataclass(frozen=True, slots=True)
class Row:
    """An object with the little that tells it from others. `anchor` is set when its place is this row."""

    group: str
    target: Named
    anchor: str
    dates: Period | None = None
    making: Badge | None = None
    badge: Badge | None = None
    note: str = ""
    former: tuple[str, ...] = ()
    links: tuple[Named, ...] = ()
    speakers: tuple[By, ...] = ()
    count: int = 0
    mentioned: Backlinks | None = None


def _select(handbook: Handbook, options: Options) -> tuple[Row, ...]:
    records = handbook.shown(options.get("kind", ""))
    if options.get("order") == "newest":
        records = records[::-1]
    return limited([_row(handbook, record) for record in records], options)


def _row(handbook: Handbook, record: Record) -> Row:
    place = handbook.place_of(record)
    if record.place or place is None:
        return _told(handbook, record, "")
    mentioned = backlinks_of(handbook, record, EVENTS, SENTENCES)
    return replace(_told(handbook, record, place.anchor), mentioned=mentioned)


def _told(handbook: Handbook, record: Record, anchor: str) -> Row:
    target, group = named(handbook, record), heading(handbook, record)
    if isinstance(record, Event):
        sessions = len(handbook.index.sessions_of(record.id))
        where = ", ".join(part for part in (record.venue, record.city, record.country) if part)
        making = in_the_making(handbook, record)
        return Row(group, target, anchor, record.dates, making, note=where, count=sessions)
    if isinstance(record, Session):
        event = handbook.event_of(record)
        links = (named(handbook, event),) if event else ()
        return Row(group, target, anchor, links=links, speakers=speakers_of(handbook, record))
    if isinstance(record, Question):
        asked = handbook.find(Session, record.session)
        return Row(group, target, anchor, links=(named(handbook, asked),) if asked else ())
    if isinstance(record, Release):
        return Row(group, target, anchor, badge=badge_of(handbook, record), note=record.version)
    return _named_row(handbook, record, target, group, anchor)


def _named_row(handbook: Handbook, record: Record, target: Named, group: str, anchor: str) -> Row:
    count = len(handbook.prose.mentioned.get((record.kind, record.id), []))
    if isinstance(record, Project):
        former = tuple(name.name for name in record.former)
        return Row(group, target, anchor, note=record.service, former=former, count=count)
    talks = handbook.sessions_with(**{record.kind: record.id})
    links = tuple(named(handbook, session) for session in talks)
    if isinstance(record, Person):
        at = [handbook.name_of("organization", a.organization) for a in record.affiliations]
        at += [voice.organization_name for s in talks for voice in handbook.voices(s.speakers)
               if voice.person == record.id and voice.organization_name]  # fmt: skip
        return Row(group, target, anchor, note=", ".join(dict.fromkeys(at)), links=links)
    assert isinstance(record, Organization)
    return Row(group, target, anchor, links=links)


def _draw(rows: tuple[Row, ...], options: Options, linker: Linker) -> list[Piece]:
    if not rows:
        return framed("directory", options)
    kind = options.get("kind", "")
    blocks: list[Piece] = []
    for heading_, group in groupby(rows, key=lambda row: row.group):
        blocks.append(paragraph(heading_, classes=["summit-group"]))
        blocks.append(bullets((_item(row, linker) for row in group), [f"summit-directory-{kind}"]))
    return framed("directory", options, *blocks)


def _item(row: Row, linker: Linker) -> Piece:
    ids = [row.anchor] if row.anchor else []
    target = Named(row.target.kind, row.target.name) if row.anchor else row.target
    line: list[Inline] = []
    if row.dates is not None:
        line += [span(linker.period(row.dates), classes=["summit-when"]), " "]
    title = _badge(row.badge, target, linker) if row.badge else linker.to(target)
    line.append(span(title, classes=["summit-row-title"]))
    for part in _notes(row, linker):
        line += [" ", *part]
    mentioned = [draw_rows(row.mentioned, linker)] if row.mentioned and row.mentioned.groups else []
    return item(paragraph(*line), *mentioned, ids=ids)


def _badge(badge: Badge, target: Named, linker: Linker) -> Piece:
    return linker.badge(Badge(target, badge.state, badge.start, badge.end))


def _notes(row: Row, linker: Linker) -> list[list[Inline]]:
    parts: list[list[Inline]] = []
    if row.making:
        parts.append([linker.statement(_("in the making"), row.making)])
    if row.note:
        parts.append([span(row.note, classes=["summit-note"])])
    if row.former:
        former = _("formerly %s") % _(", ").join(row.former)
        parts.append([span(former, classes=["summit-note"])])
    if row.speakers:
        parts.append([span(*linker.speakers(row.speakers), classes=["summit-by"])])
    if row.links:
        links = joined(([linker.to(target)] for target in row.links), _(", "))
        parts.append([span(*links, classes=["summit-by"])])
    if row.count:
        parts.append([span(str(row.count), classes=["summit-count"])])
    return parts


VIEW = View(
    options={"kind": tuple(KINDS), "order": ("date", "newest"), "limit": (), "caption": ()},
    select=_select,
    draw=_draw,
    follows="sentences",
)
