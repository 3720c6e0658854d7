"""HTML beyond standard nodes: the rail that a theme may draw, a search index that is never stale, and index pages.

Adds `summit_rail` to the context of every page: `{"kinds": [{title, count, url}], "years": [{year, open, events:
[{title, url, current}]}]}`, addresses relative to the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_summit.doctree import _
from sphinx_summit.domain import get_domain
from sphinx_summit.domain.dates import say_date
from sphinx_summit.domain.rail import Rail
from sphinx_summit.domain.written import index_file
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.output.search import complete_search_index, remember_stems

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_summit.domain.links import Named


def add_rail(
    app: Sphinx, pagename: str, _templatename: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Put the rail into a page's context."""
    domain = get_domain(app.env)
    if not domain.data["records"] or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    rail: Rail = domain.handbook.rail
    event = domain.handbook.event_of_page(pagename)
    current = event.place.docname if event and event.place else None
    context["summit_rail"] = {
        "kinds": [_kind(app.builder, pagename, kind, count) for kind, count in rail.counts],
        "years": [_year(app.builder, pagename, year, events, current) for year, events in rail.years],
    }


def _kind(builder: StandaloneHTMLBuilder, page: str, kind: str, count: int) -> dict[str, Any]:
    directory = get_domain(builder.env).handbook.directories.get(kind, f"summit-{kind}")
    return {"title": _(KINDS[kind].titles), "count": count, "url": builder.get_relative_uri(page, directory)}


def _year(
    builder: StandaloneHTMLBuilder, page: str, year: str, events: tuple[Named, ...], current: str | None
) -> dict[str, Any]:
    rows = [
        {
            "title": event.name,
            "url": builder.get_relative_uri(page, event.place.docname) + f"#{event.place.anchor}",
            "current": current == event.place.docname,
        }
        for event in events
        if event.place
    ]
    said = say_date(year, builder.config.language or "en")
    return {"year": said or _("date unknown"), "open": any(row["current"] for row in rows), "events": rows}


def keep_indices(
    app: Sphinx, pagename: str, _templatename: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Have Sphinx leave index pages that are right as they are: to draw that of 5,000 sessions takes a seventh of a
    build without changes. It draws ours after the general index."""
    builder = app.builder
    if pagename == "genindex" and builder.name in {"html", "dirhtml"} and get_domain(app.env).update.keeps_indices:
        assert isinstance(builder, StandaloneHTMLBuilder)
        builder.domain_indices = [row for row in builder.domain_indices if not _is_there(builder, row[0])]


def _is_there(builder: StandaloneHTMLBuilder, index: str) -> bool:
    return index.startswith("summit-") and Path(builder.outdir, index_file(builder, index)).is_file()


def setup_html(app: Sphinx) -> None:
    """Register the page context."""
    app.connect("html-page-context", add_rail)
    app.connect("html-page-context", keep_indices)
    app.connect("doctree-resolved", remember_stems)
    app.connect("html-collect-pages", complete_search_index)
