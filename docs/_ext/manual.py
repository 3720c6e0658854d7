"""What the manual says of kinds, views, options and warnings, drawn from the tables that the code itself uses.

A page gives the meaning of each option, one `option: meaning` a line; an option without a meaning and a meaning
without an option are warnings, so the manual can't fall behind the code.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinx_summit.config import SummitConfig
from sphinx_summit.doctree import Piece, as_element, paragraph, table
from sphinx_summit.model import fields as read
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.problems import MEANINGS
from sphinx_summit.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

VALUES = {
    read.read_text: "text",
    read.read_list: "names or ids, `,` between",
    read.read_names: "names, `;` between",
    read.read_url: "an address",
    read.read_urls: "addresses, spaces between",
    read.read_flag: "nothing, `true` or `false`",
    read.read_which: "nothing, `true`, `false`, or names, `,` between",
    read.read_date: "a date",
    read.read_date_source: ", ".join(f"`{word}`" for word in read.DATE_SOURCES),
    read.read_period: "a date, or two with `/` between",
    read.read_time: "a time",
    read.read_timezone: "`Asia/Tokyo` or `+09:00`",
    read.read_speakers: "`Name (Organisation); Name`",
    read.read_former: "`Name (until); Name`; in a registry a list of `{name, until, ambiguous}`",
    read.read_phases: "a word; in a registry a list of `{from, is}`",
    read.read_affiliations: "names, `;` between; in a registry a list of `{organization, dates}`",
}
"""Reader of an option → what it takes, in the words of the manual."""


class TableDirective(SphinxDirective):
    """A table; subclasses give its head and its rows, each cell a line of Markdown."""

    head: tuple[str, ...]
    has_content = True
    optional_arguments = 1

    def rows(self) -> Iterable[tuple[str, ...]]:
        """The rows."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """The table."""
        return [as_element(table(self.head, ([self._cell(text) for text in row] for row in self.rows())))]

    def _cell(self, text: str) -> Piece:
        inline, messages = self.parse_inline(text, lineno=self.lineno)
        return paragraph(*inline, *messages)

    def meanings(self, options: Iterable[str]) -> dict[str, str]:
        """Option → its meaning, from the directive's content."""
        said = {name.strip(): text.strip() for name, _, text in (line.partition(":") for line in self.content)}
        said.pop("", None)
        for name in set(options) ^ said.keys():
            problem = "no meaning for" if name in options else "there is no option"
            logger.warning("%s: %s %r", self.name, problem, name, location=self.get_location())
        return {name: said.get(name, "") for name in options}


class KindOptions(TableDirective):
    """`{kind-options} event`: the options of a kind but for those that all kinds have; `all` for the latter."""

    head = ("Option", "Takes", "Meaning")

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Option, values, meaning."""
        common = set.intersection(*(set(kind.options) for kind in KINDS.values()))
        kind = self.arguments[0]
        options = next(iter(KINDS.values())).options if kind == "all" else KINDS[kind].options
        wanted = {name: reader for name, reader in options.items() if (name in common) == (kind == "all")}
        meanings = self.meanings(wanted)
        return ((f"`{name}`", VALUES[reader], meanings[name]) for name, reader in wanted.items())


class ViewOptions(TableDirective):
    """`{view-options} sessions`: the options of a view."""

    head = ("Option", "Takes", "Meaning")

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Option, values, meaning."""
        options = VIEWS[self.arguments[0]].options
        meanings = self.meanings(options)
        for name, words in options.items():
            free = "a number" if name == "limit" else "an id or a name" if name in KINDS else "text"
            yield f"`{name}`", ", ".join(f"`{word}`" for word in words) or free, meanings[name]


class ConfigOptions(TableDirective):
    """`{config-options}`: the options of conf.py, with the words of their docstrings."""

    head = ("Option", "Default", "Meaning")
    option_spec: ClassVar = {"without": directives.unchanged}

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Option, default, meaning."""
        defaults, documented = SummitConfig(), _docstrings(SummitConfig)
        for option in fields(SummitConfig):
            if option.name not in self.options.get("without", "").split():
                default = getattr(defaults, option.name)
                yield f"`summit_{option.name}`", f"`{default!r}`", documented[option.name]


def _docstrings(class_: type[Any]) -> dict[str, str]:
    """Field → the text under it in the class's source."""
    body = ast.parse(inspect.getsource(class_)).body[0].body  # type: ignore[attr-defined]
    return {
        field.target.id: " ".join(text.value.value.split())
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr)
    }


class Warnings(TableDirective):
    """`{warning-list}`: every warning with its meaning."""

    head = ("Warning", "Meaning")
    option_spec: ClassVar = {"without": directives.unchanged}

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Type and sub-type, meaning."""
        left_out = self.options.get("without", "").split()
        return ((f"`summit.{name}`", text) for name, text in MEANINGS.items() if name not in left_out)


class Snippet(SphinxDirective):
    """`{snippet} session`: a page of snippets/ in both syntaxes and, with `:drawn:`, what a build makes of it."""

    required_arguments = 1
    option_spec: ClassVar = {"drawn": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Tabs, and a card or a link below."""
        name = self.arguments[0]
        tabs = [
            _tab("MyST", f"```{{literalinclude}} /snippets/{name}.md\n:language: md\n```"),
            _tab("reStructuredText", f"```{{literalinclude}} /snippets/{name}.rst\n:language: rst\n```"),
        ]
        result = f"[What a build makes of it](/snippets/{name}.md)"
        if "drawn" in self.options:
            result = f"::::{{card}} Drawn\n:::{{include}} /snippets/{name}.md\n:start-line: 1\n:::\n::::"
        return self.parse_text_to_nodes("\n".join([":::::{tab-set}", *tabs, ":::::", "", result]))


def _tab(title: str, body: str) -> str:
    return f"::::{{tab-item}} {title}\n{body}\n::::"


def show_contents(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Beside the text stands the manual's table of contents, not that of the handbook of examples."""
    context.pop("summit_rail", None)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("kind-options", KindOptions)
    app.add_directive("view-options", ViewOptions)
    app.add_directive("config-options", ConfigOptions)
    app.add_directive("warning-list", Warnings)
    app.add_directive("snippet", Snippet)
    app.connect("html-page-context", show_contents, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
