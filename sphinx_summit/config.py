"""Every `summit_*` option of conf.py: one typed class, from which registration, checks and the manual derive."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.kinds import KINDS
from sphinx_summit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

AUTOLINK = ("first", "all", "none")


@dataclass(frozen=True)
class SummitConfig:
    """The options as conf.py sets them, without the prefix `summit_`."""

    data: list[str] = field(default_factory=list)
    """Registries: a shipped one by its name, your own (TOML, YAML, JSON) by their paths from conf.py."""

    autolink: str = "first"
    """Which names in prose become links: the `first` of each object in a section, `all`, or `none`."""

    autolink_kinds: list[str] = field(default_factory=lambda: ["project", "release"])
    """The kinds of objects whose names are linked in prose."""

    backlinks: bool = True
    """Whether the place of every object ends with where the handbook mentions it."""

    fresh_pages: bool = True
    """Whether an edited build equals a clean one also where Sphinx alone leaves pages as they were: titles in
    previous and next and in references, files that were moved, outputs of deleted pages."""

    drafts: bool = False
    """Whether pages with `draft: true` in their front matter are built; those with `private: true` never are."""

    collect_seldom: bool = True
    """Whether Python looks for garbage less often while a handbook is built: a third faster, for more memory."""

    exports: list[str] = field(default_factory=lambda: ["summit.json", "summit-mentions.json"])
    """Which data files an HTML build writes."""


def add_config(app: Sphinx) -> None:
    """Register every option. Pages that an option changes are found by what they show, so none forces a rebuild."""
    defaults = SummitConfig()
    for option in fields(SummitConfig):
        default = getattr(defaults, option.name)
        app.add_config_value(f"summit_{option.name}", default, "", _types(default))
    app.connect("config-inited", keep_importer_files_out)


def keep_importer_files_out(_app: Sphinx, config: Config) -> None:
    """Leave `.summit/`, where the importer keeps sources and ledgers, out of the build."""
    config.exclude_patterns = [*config.exclude_patterns, ".summit", "**/.summit"]


def _types(default: Any) -> tuple[type, ...]:
    return (list, tuple) if isinstance(default, list) else (type(default),)


def read_config(config: Config) -> SummitConfig:
    """The options of a Sphinx configuration; call `check_config` for what is wrong with them."""
    defaults = SummitConfig()
    values = {option.name: getattr(config, f"summit_{option.name}") for option in fields(SummitConfig)}
    # Sphinx warns of a value of the wrong type and passes it on all the same.
    fitting = {name: isinstance(value, _types(getattr(defaults, name))) for name, value in values.items()}
    return SummitConfig(**{name: value for name, value in values.items() if fitting[name]})


def check_config(config: SummitConfig) -> list[Problem]:
    """Values that no build can follow, each with what was probably meant."""
    problems = []
    if config.autolink not in AUTOLINK:
        hint = did_you_mean(str(config.autolink), AUTOLINK)
        allowed = ", ".join(AUTOLINK)
        problems.append(Problem("config", f"summit_autolink is {config.autolink!r}, not one of {allowed}{hint}"))
    for kind in config.autolink_kinds:
        if kind not in KINDS:
            hint = did_you_mean(str(kind), KINDS)
            problems.append(Problem("config", f"summit_autolink_kinds names an unknown kind {kind!r}{hint}"))
    return problems
