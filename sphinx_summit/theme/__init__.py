"""The HTML theme `summit`: plain templates and style sheets on Sphinx's `basic`, for any project.

Registers: the theme, its words in other languages, and what its templates need beyond Sphinx's context.
The style sheet is one file that Sphinx joins from `styles/`, one file for each thing that one sees on a page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_summit.theme.page import complete_page

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_HERE = Path(__file__).parent.resolve()


def _is_in_use(app: Sphinx) -> bool:
    """Whether the pages of this build are drawn by this theme or by one that inherits from it."""
    theme = getattr(app.builder, "theme", None)
    return theme is not None and any(Path(folder) == _HERE for folder in theme.get_theme_dirs())


def add_words(app: Sphinx) -> None:
    """Add the words that Sphinx's own catalogue lacks, as its fallback: also those that its HTML writer uses."""
    if _is_in_use(app):
        app.add_message_catalog("sphinx", str(_HERE / "locale"))


def add_to_page(
    app: Sphinx, _pagename: str, _templatename: str, context: dict[str, object], doctree: nodes.document | None
) -> None:
    """Give the templates what Sphinx does not."""
    if _is_in_use(app):
        complete_page(app.config, context, doctree)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme; a second call changes nothing."""
    if "summit" not in app.registry.html_themes:
        app.add_html_theme("summit", str(_HERE))
        app.connect("builder-inited", add_words)
        app.connect("html-page-context", add_to_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
