"""The sources that an HTML build copies beside its pages, without those that name people who asked not to be named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_summit.domain import get_domain
from sphinx_summit.model.records import Person

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def keep_source_back(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Offer no source of a page whose `speakers` or prose hold such a name: the page hides it, the source would not."""
    source = context.get("sourcename")
    if source and isinstance(app.builder, StandaloneHTMLBuilder) and _names_unnamed(app, pagename):
        context["sourcename"] = ""
        Path(app.outdir, "_sources", source).unlink(missing_ok=True)


def _names_unnamed(app: Sphinx, page: str) -> bool:
    domain = get_domain(app.env)
    handbook = domain.handbook
    for record in domain.data["records"].get(page, []):
        speakers = (*getattr(record, "speakers", ()), *getattr(record, "to", ()))
        people = [record, *(handbook.find(Person, speaker.name) for speaker in speakers if speaker.name)]
        if any(getattr(person, "unnamed", False) for person in people):
            return True
    mentions = handbook.prose.on(page)
    return any(getattr(handbook.index.get(mention.kind, mention.id), "unnamed", False) for mention in mentions)


def setup_unnamed(app: Sphinx) -> None:
    """Register the step for every page."""
    app.connect("html-page-context", keep_source_back)
