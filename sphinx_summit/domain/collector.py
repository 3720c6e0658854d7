"""Python's search for garbage, made seldom while a handbook is built.

Trees of pages are large, and all of them lives until the page is written: of a build of a thousand sessions the search
takes a third (`benchmarks/builds.py`). What lives as long as the build (modules, then the handbook's tables) is not
looked through at all, so the tree of a page is taken apart when it is written: else it would stay in memory to the end.
Nothing else changes, and Python's own ways return when the build ends.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from sphinx_summit.config import read_config

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

_SELDOM = (20_000, 10, 10)
"""New objects until the young are looked through, then rounds until older ones are; Python has 700 or more, 10, 10."""


def collect_seldom(app: Sphinx, _config: Config) -> None:
    """Raise the thresholds before the environment is loaded, in projects that have anything of ours as far as is
    known."""
    config = read_config(app.config)
    if config.collect_seldom and (config.data or app.config.primary_domain == "summit") and gc.isenabled():
        before = gc.get_threshold()
        gc.set_threshold(*_SELDOM)
        app.connect("env-before-read-docs", lambda _app, _env, _pages: gc.freeze())
        app.connect("env-check-consistency", lambda _app, _env: gc.freeze())
        app.connect("html-page-context", WrittenTree().turn_to)
        app.connect("build-finished", lambda _app, _exception: _as_before(before))


class WrittenTree:
    """The tree of the page that was written last."""

    def __init__(self) -> None:
        self._tree: nodes.document | None = None

    def turn_to(self, _app: Sphinx, _page: str, _template: str, _context: Any, tree: nodes.document | None) -> None:
        """Take it apart, now that the next page is being written."""
        if self._tree is not None and self._tree is not tree:
            for node in self._tree.findall():
                node.parent, node.document = None, None  # type: ignore[assignment]
        self._tree = tree


def _as_before(thresholds: tuple[int, int, int]) -> None:
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def setup_collector(app: Sphinx) -> None:
    """Register the step before all others."""
    app.connect("config-inited", collect_seldom)
