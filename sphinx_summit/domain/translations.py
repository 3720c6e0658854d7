"""Our own words in further languages: a catalogue `sphinx_summit` beside the project's own, in its `locale_dirs`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.i18n import CatalogRepository

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_CATALOGUE = "sphinx_summit"


def add_catalogues(app: Sphinx, config: Config) -> None:
    """Take `<language>/LC_MESSAGES/sphinx_summit.po` from each folder; Sphinx compiles only its own so early."""
    found = CatalogRepository(app.confdir, config.locale_dirs, config.language, config.source_encoding)
    for catalogue in found.catalogs:
        if catalogue.domain == _CATALOGUE and catalogue.is_outdated():
            catalogue.write_mo(config.language)
    for folder in config.locale_dirs:
        app.add_message_catalog(_CATALOGUE, str(Path(app.confdir, folder)))


def setup_translations(app: Sphinx) -> None:
    """Register the step before anything is built."""
    app.connect("config-inited", add_catalogues)
