"""`chronology`: one project, person or organisation through all events.

Each event with its date and the release then in the making, and every sentence in which the name stands, as it was
written; renamings and releases between them; events without a date last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_summit.doctree import Inline, Piece, _, bullets, item, paragraph, span
from sphinx_summit.domain.links import Badge, Linker, Named, in_the_making, named
from sphinx_summit.domain.quotations import occurrences_of, quote
from sphinx_summit.model.records import Event, Period, Place, Project, Record, Session
from sphinx_summit.views.view import Options, View, framed, limited, subject_of

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook
    from sphinx_summit.domain.quotations import Quotation

KINDS = ("project", "person", "organization")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, text and names by turns, and the session or page that it stands in, whose title says itself."""

    parts: tuple[str, ...]
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


def subject(handbook: Handbook, options: Options) -> Record | None:
    """Whom or what a chronology is about."""
    return subject_of(handbook, options, KINDS)


def _select(handbook: Handbook, options: Options) -> tuple[Entry | Milestone, ...]:
    about = subject(handbook, options)
    if about is None:
        return ()
    quoted: dict[str, list[Quotation]] = defaultdict(list)
    for quotation in quote(handbook, occurrences_of(handbook, about)):
        quoted[quotation.event.id if quotation.event else ""].append(quotation)
    talks = _talks(handbook, about)
    entries = [
        _entry(handbook, about, handbook.find(Event, event), quoted.get(event, []), talks.get(event, ()))
        for event in dict.fromkeys((*quoted, *talks))
    ]
    dated = sorted((entry for entry in entries if entry.dates), key=lambda e: (e.dates.start, e.dates.end))
    undated = [entry for entry in entries if not entry.dates]
    rows: list[Entry | Milestone] = [*dated, *_renamings(about, dated)]
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


def _entry(
    handbook: Handbook, about: Record, event: Event | None, quotations: list[Quotation], talks: Iterable[Session]
) -> Entry:
    return Entry(
        named(handbook, event) if event else None,
        event.dates if event else Period(),
        in_the_making(handbook, event, about),
        tuple(named(handbook, session) for session in talks),
        tuple(sentence(handbook, quotation) for quotation in quotations),
    )


def sentence(handbook: Handbook, quotation: Quotation) -> Sentence:
    """The sentence of a mention with its source: the session, else the page."""
    page, session = quotation.page, quotation.session
    source = named(handbook, session) if session else Named("page", handbook.title_of(page), Place(page, ""))
    is_title = session is not None and "".join(quotation.parts) in {session.name, session.track}
    return Sentence(quotation.parts, source, is_title)


def _renamings(subject: Record, dated: list[Entry]) -> list[Milestone]:
    """Renamings with a known date, if anything is dated at all."""
    if not isinstance(subject, Project) or not dated:
        return []
    former = sorted((name for name in subject.former if name.until), key=lambda name: name.until)
    names = [*(name.name for name in former), subject.name]
    return [Milestone(name.until, name.name, new) for name, new in zip(former, names[1:], strict=True)]


def _date(entry: Entry | Milestone) -> str:
    return entry.date if isinstance(entry, Milestone) else entry.dates.start


def _draw(rows: tuple[Entry | Milestone, ...], options: Options, linker: Linker) -> list[Piece]:
    if not rows:
        return framed("chronology", options)
    items: list[Piece] = []
    for undated, group in groupby(rows, key=lambda row: isinstance(row, Entry) and not row.dates):
        for row in group:
            classes = ["summit-undated"] if undated else []
            items.append(_milestone(row, linker) if isinstance(row, Milestone) else _event(row, linker, classes))
    return framed("chronology", options, bullets(items))


def _milestone(row: Milestone, linker: Linker) -> Piece:
    renamed = _("%(old)s becomes %(new)s") % {"old": row.old, "new": row.new}
    line = paragraph(span(linker.date(row.date), classes=["summit-when"]), " ", span(renamed))
    return item(line, classes=["summit-milestone"])


def _event(row: Entry, linker: Linker, classes: Iterable[str]) -> Piece:
    when: list[Inline] = [linker.period(row.dates)]
    if row.making:
        when += [" ", linker.statement(_("in the making"), row.making)]
    line: list[Inline] = [span(*when, classes=["summit-when"])]
    title = linker.to(row.event) if row.event else _("On other pages")
    line += [" ", span(title, classes=["summit-row-title"])]
    blocks: list[Piece] = [paragraph(*line)]
    if row.talks:
        blocks.append(bullets(item(paragraph(linker.to(talk))) for talk in row.talks))
    if row.sentences:
        blocks.append(sentences(row.sentences, linker))
    return item(*blocks, classes=classes)


def sentences(rows: Iterable[Sentence], linker: Linker, more: int = 0) -> Piece:
    """Sentences with the name marked, one source after those that it holds, and how many mentions more there are."""
    items = []
    for source, group in groupby(rows, key=lambda row: row.source):
        quotes: list[Piece] = [
            paragraph(*_marked(row.parts), classes=["summit-sentence"])
            for row in dict.fromkeys(group)
            if not row.is_title
        ]
        items.append(item(*quotes, paragraph(linker.to(source), classes=["summit-source"])))
    items += [say_more(more)] if more else []
    return bullets(items, ["summit-sentences"])


def say_more(count: int) -> Piece:
    """A row that says how many there are besides."""
    return item(paragraph(_("and %s more") % count, classes=["summit-more"]))


def _marked(parts: Iterable[str]) -> list[Inline]:
    """Text and names by turns, the names marked."""
    return [span(part, classes=["summit-hit"]) if number % 2 else part for number, part in enumerate(parts)]


VIEW = View(
    options={**dict.fromkeys(KINDS, ()), "limit": (), "caption": ()},
    select=_select,
    draw=_draw,
    follows="sentences",
)
