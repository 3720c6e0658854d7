"""Python's search for garbage, made seldom while a handbook is built.

Trees of pages are large, and all of them lives until the page is written: of a build of a thousand sessions the search
takes a third (`benchmarks/builds.py`). What lives as long as the build (modules, then the handbook's tables) is not
looked through at all. Nothing else changes, and Python's own ways return when the build ends.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from sphinx_summit.config import read_config

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_SELDOM = (20_000, 10, 10)
"""New objects until the young are looked through, then rounds until older ones are; Python has 700 or more, 10, 10."""


def collect_seldom(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """Raise the thresholds, in projects that have anything of ours as far as is known."""
    config = read_config(app.config)
    if config.collect_seldom and (config.data or app.config.primary_domain == "summit") and gc.isenabled():
        before = gc.get_threshold()
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        app.connect("env-check-consistency", lambda _app, _env: gc.freeze())
        app.connect("build-finished", lambda _app, _exception: _as_before(before))


def _as_before(thresholds: tuple[int, int, int]) -> None:
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def setup_collector(app: Sphinx) -> None:
    """Register the step before reading."""
    app.connect("env-before-read-docs", collect_seldom)
