"""`chronology`: one project, person or organisation through all events.

Each event with its date and the release then in the making, and every sentence in which the name stands, as it was
written; renamings and releases between them; events without a date last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_summit.doctree import Inline, _, bullets, item, paragraph, span
from sphinx_summit.domain.links import Badge, Linker, Named, in_the_making, named
from sphinx_summit.model.records import Event, Period, Place, Project, Record, Session
from sphinx_summit.views.view import Options, View, framed, limited, subject_of

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook, Quotation

KINDS = ("project", "person", "organization")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence around a name, and the session or page that it stands in; its title says itself."""

    before: str
    name: str
    after: str
    source: Named
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with what was said there; `talks` are the sessions of a person or an organisation."""

    event: Named | None
    dates: Period
    making: Badge | None
    talks: tuple[Named, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A renaming: until when the old name was used, and the new one."""

    date: str
    old: str
    new: str


def _select(handbook: Handbook, options: Options) -> tuple[Entry | Milestone, ...]:
    subject = subject_of(handbook, options, KINDS)
    if subject is None:
        return ()
    quotations = handbook.quotations(subject)
    events: dict[str, Event | None] = {q.event.id if q.event else "": q.event for q in quotations}
    talks = _talks(handbook, subject)
    events |= {event: handbook.find(Event, event) for event in talks}
    entries = [
        _entry(
            handbook,
            event,
            [q for q in quotations if (q.event.id if q.event else "") == id_],
            talks.get(id_, ()),
        )
        for id_, event in events.items()
    ]
    dated = sorted((entry for entry in entries if entry.dates), key=lambda e: (e.dates.start, e.dates.end))
    undated = [entry for entry in entries if not entry.dates]
    rows: list[Entry | Milestone] = [*dated, *_renamings(subject, dated)]
    return limited([*sorted(rows, key=_date), *undated], options)


def _talks(handbook: Handbook, subject: Record) -> dict[str, tuple[Session, ...]]:
    if subject.kind == "project":
        return {}
    sessions = handbook.sessions_with(**{subject.kind: subject.id})
    found: dict[str, tuple[Session, ...]] = {}
    for session in sessions:
        event = handbook.event_of(session)
        id_ = event.id if event else ""
        found[id_] = (*found.get(id_, ()), session)
    return found


def _entry(handbook: Handbook, event: Event | None, quotations: list[Quotation], talks: Iterable[Session]) -> Entry:
    return Entry(
        named(handbook, event) if event else None,
        event.dates if event else Period(),
        in_the_making(handbook, event),
        tuple(named(handbook, session) for session in talks),
        tuple(sentence(handbook, quotation) for quotation in quotations),
    )


def sentence(handbook: Handbook, quotation: Quotation) -> Sentence:
    """The sentence of a mention with its source: the session, else the page."""
    mention = quotation.mention
    session = quotation.session
    source = named(handbook, session) if session else Named("page", mention.page, Place(mention.page, ""))
    before, name, after = quotation.before, quotation.name, quotation.after
    is_title = session is not None and f"{before}{name}{after}" in {session.name, session.track}
    return Sentence(before, name, after, source, is_title)


def _renamings(subject: Record, dated: list[Entry]) -> list[Milestone]:
    """Renamings with a known date, if anything is dated at all."""
    if not isinstance(subject, Project) or not dated:
        return []
    former = sorted((name for name in subject.former if name.until), key=lambda name: name.until)
    names = [*(name.name for name in former), subject.name]
    return [Milestone(name.until, name.name, new) for name, new in zip(former, names[1:], strict=True)]


def _date(entry: Entry | Milestone) -> str:
    return entry.date if isinstance(entry, Milestone) else entry.dates.start


def _draw(rows: tuple[Entry | Milestone, ...], options: Options, linker: Linker) -> list[nodes.Node]:
    if not rows:
        return framed("chronology", options)
    items: list[nodes.list_item] = []
    for undated, group in groupby(rows, key=lambda row: isinstance(row, Entry) and not row.dates):
        for row in group:
            drawn = _milestone(row, linker) if isinstance(row, Milestone) else _event(row, linker)
            drawn["classes"] += ["summit-undated"] if undated else []
            items.append(drawn)
    return framed("chronology", options, bullets(items))


def _milestone(row: Milestone, linker: Linker) -> nodes.list_item:
    renamed = _("%(old)s becomes %(new)s") % {"old": row.old, "new": row.new}
    line = paragraph(span(linker.date(row.date), classes=["summit-when"]), " ", span(renamed))
    return item(line, classes=["summit-milestone"])


def _event(row: Entry, linker: Linker) -> nodes.list_item:
    when: list[Inline] = [linker.period(row.dates)]
    if row.making:
        when += [" ", linker.statement(_("in the making"), row.making)]
    line: list[Inline] = [span(*when, classes=["summit-when"])]
    title = linker.to(row.event) if row.event else _("On other pages")
    line += [" ", span(title, classes=["summit-row-title"])]
    blocks: list[nodes.Node] = [paragraph(*line)]
    if row.talks:
        blocks.append(bullets(item(paragraph(linker.to(talk))) for talk in row.talks))
    if row.sentences:
        blocks.append(sentences(row.sentences, linker))
    return item(*blocks)


def sentences(rows: Iterable[Sentence], linker: Linker) -> nodes.bullet_list:
    """Sentences with the name marked, one source after those that it holds."""
    items = []
    for source, group in groupby(rows, key=lambda row: row.source):
        quotes: list[nodes.Node] = [
            paragraph(row.before, span(row.name, classes=["summit-hit"]), row.after, classes=["summit-sentence"])
            for row in dict.fromkeys(group)
            if not row.is_title
        ]
        items.append(item(*quotes, paragraph(source_link(source, linker), classes=["summit-source"])))
    return bullets(items, ["summit-sentences"])


def source_link(source: Named, linker: Linker) -> nodes.Element:
    """A link to a session, or to a page by its title."""
    if source.kind != "page":
        return linker.to(source)
    return linker.to(Named("page", linker.page_title(source.name), source.place))


VIEW = View(
    options={**dict.fromkeys(KINDS, ()), "limit": (), "caption": ()},
    select=_select,
    draw=_draw,
)
