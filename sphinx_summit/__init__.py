"""sphinx-summit: notes from conferences and meetups as a linked handbook, on the web and as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_summit.config import add_config
from sphinx_summit.domain import setup_domain
from sphinx_summit.domain.collector import setup_collector
from sphinx_summit.domain.drafts import setup_drafts
from sphinx_summit.domain.federation import setup_federation
from sphinx_summit.domain.rivals import setup_rivals
from sphinx_summit.domain.translations import setup_translations
from sphinx_summit.output.exports import setup_exports
from sphinx_summit.output.html import setup_html
from sphinx_summit.output.redirects import setup_redirects
from sphinx_summit.output.unnamed import setup_unnamed
from sphinx_summit.views import setup_views

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything, part by part."""
    app.require_sphinx("8.0")
    app.add_message_catalog("sphinx_summit", str(Path(__file__).parent / "locale"))
    add_config(app)
    setup_collector(app)
    setup_translations(app)
    setup_domain(app)
    setup_drafts(app)
    setup_federation(app)
    setup_rivals(app)
    setup_views(app)
    setup_html(app)
    setup_exports(app)
    setup_redirects(app)
    setup_unnamed(app)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
