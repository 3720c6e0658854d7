"""Directives of reStructuredText: their parts, and what becomes of each. None is ever run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from sphinx_summit.notes.readers.html.part import has_shape, write_part
from sphinx_summit.notes.readers.lines import make_line
from sphinx_summit.notes.readers.rewriting import UNSHOWN, dedent, part, trim, without_indent
from sphinx_summit.notes.readers.rst_tables import csv_row, listed_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_summit.notes.outline import Run
    from sphinx_summit.notes.readers.lines import Line
    from sphinx_summit.notes.readers.rewriting import Scribe

_DIRECTIVE = re.compile(r"\.\.[ \t]+(?P<name>[A-Za-z0-9][\w:+.-]*?)[ \t]?::(?=[ \t]|$)[ \t]*")
_OPTION = re.compile(r":(?P<name>[\w -]+):(?=[ \t]|$)[ \t]*")


class Kind(Enum):
    """What becomes of a directive."""

    SILENT = auto()
    VERBATIM = auto()
    CODE = auto()
    PICTURE = auto()
    TABLE = auto()
    PLAIN = auto()
    BOX = auto()


_KINDS = {
    Kind.SILENT: """contents toctree meta index highlight default-role sectnum section-numbering currentmodule module
        role class tabularcolumns post feed update local author sectionauthor codeauthor target-notes title header
        footer restructuredtext-test-directive more slug tags-index cssclass css-class rst-class""",
    Kind.VERBATIM: """raw include literalinclude eval-rst program-output command-output exec autoclass automodule
        autofunction automethod autosummary date unicode replace csv-include""",
    Kind.CODE: """code code-block sourcecode parsed-literal prompt console ipython math graphviz digraph graph blockdiag
        seqdiag actdiag nwdiag packetdiag mermaid uml plantuml ditaa doctest testcode testoutput literal jinja""",
    Kind.PICTURE: "image figure thumbnail figure-md",
    Kind.TABLE: "table list-table csv-table",
    Kind.PLAIN: """rubric centered container compound only ifconfig hlist epigraph highlights pull-quote glossary
        productionlist tab-set tabs grid nextslide revealjs-break cssclass raw-html-free""",
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names.split()}


def kind_of(name: str) -> Kind:
    """What becomes of a directive; one that we do not know is a box with its name."""
    return _KIND.get(name.casefold(), Kind.BOX)


# Boxes whose argument is their title, and others whose argument only configures them.
_TITLED = {"topic", "admonition", "sidebar", "card", "dropdown", "tab", "tab-item", "grid-item-card", "slide"}
_SETS = {"container", "only", "ifconfig", "hlist", "glossary", "productionlist", "tab-set", "tabs", "grid", "nextslide"}


@dataclass(frozen=True, slots=True)
class Option:
    """`:name: value`."""

    name: str
    line: Line
    run: Run


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive's parts; the content's lines as they stand, with the least indentation among them."""

    name: str
    name_run: Run
    arguments: tuple[Run, ...]
    options: tuple[Option, ...]
    content: tuple[Line, ...]
    indent: int

    @property
    def argument(self) -> Run | None:
        """Its one argument."""
        return self.arguments[0] if self.arguments else None

    def option(self, name: str) -> Run | None:
        """The value of an option that has one."""
        return next((o.run for o in self.options if o.name == name and o.run.start < o.run.end), None)

    def option_line(self, name: str) -> Line | None:
        """The same, as a line."""
        run = self.option(name)
        return make_line(self.options[0].line.source, run.start, run.end) if run else None

    def has(self, name: str) -> bool:
        """Whether an option is set."""
        return any(option.name == name for option in self.options)


def parse_directive(lines: Sequence[Line]) -> Directive | None:
    """The directive that some lines, the first of which begins with two dots, are; None when they are a comment."""
    line = lines[0]
    match = _DIRECTIVE.match(line.words)
    if not match:
        return None
    first = line.after(line.body + match.end())
    arguments = [] if first.blank else [first.run]
    options: list[Option] = []
    number = 1
    while number < len(lines) and not lines[number].blank:
        option = _OPTION.match(lines[number].words)
        if not option:
            break
        rest = lines[number].after(lines[number].body + option.end())
        options.append(Option(option["name"].strip(), lines[number], rest.run))
        number += 1
    content = tuple(lines[number:])
    indent = min((each.indent for each in content if not each.blank), default=0)
    return Directive(match["name"], part(line, match, "name"), tuple(arguments), tuple(options), content, indent)


def _is_raw_html(directive: Directive) -> bool:
    """Whether a directive holds lists, tables or headings of HTML."""
    content, form = trim(directive.content), directive.argument
    if directive.name != "raw" or not content or not form:
        return False
    source = content[0].source
    return source[form.start : form.end] == "html" and has_shape(source[content[0].start : content[-1].end])


class DirectiveWriter:
    """Writes directives; `inside` writes blocks that stand in one, `begins` tells whether a line begins a block."""

    def __init__(
        self,
        scribe: Scribe,
        inside: Callable[[Sequence[Line], int], None],
        begins: Callable[[Sequence[Line], int], bool],
    ) -> None:
        self.scribe = scribe
        self.inside = inside
        self.begins = begins

    def write(self, directive: Directive, lines: Sequence[Line], depth: int) -> None:
        """Write a directive, whose lines these are."""
        scribe, pen = self.scribe, self.scribe.pen
        kind = kind_of(directive.name)
        last = next(each for each in reversed(lines) if not each.blank)
        for option in directive.options if kind not in (Kind.SILENT, Kind.VERBATIM) else ():
            if option.name not in {"alt", "caption", "header", "target"}:
                pen.drop(option.line.body, option.line.stop, UNSHOWN)
        if kind is Kind.SILENT:
            pen.drop(lines[0].body, last.stop, UNSHOWN)
        elif kind is Kind.VERBATIM and _is_raw_html(directive) and not scribe.prefix:
            content = trim(directive.content)
            for line in (lines[0], *(option.line for option in directive.options)):
                pen.drop(line.body, line.stop, UNSHOWN)
            scribe.begin()
            write_part(pen, content[0].start, content[-1].end)
        elif kind is Kind.VERBATIM:
            scribe.code(without_indent(lines[: lines.index(last) + 1], 0))
        elif kind is Kind.CODE:
            scribe.paragraph([run for run in [directive.option("caption")] if run])
            content = trim(directive.content)
            if content or directive.arguments:
                scribe.code(without_indent(content, directive.indent), directive.argument)
        elif kind is Kind.PICTURE:
            self._picture(directive, depth)
        elif kind is Kind.TABLE:
            self._table(directive, depth)
        else:
            self._box(directive, depth, named=kind is Kind.BOX)

    def _picture(self, directive: Directive, depth: int) -> None:
        image = directive.argument
        if image:
            self.scribe.picture(image, directive.option("alt"))
        target = directive.option("target")
        if target and self.scribe.is_address(target):
            self.scribe.paragraph([target])
        self.inside(dedent(directive.content, directive.indent), depth)

    def _table(self, directive: Directive, depth: int) -> None:
        caption = directive.arguments
        self.scribe.paragraph(caption)
        if directive.name == "list-table":
            self.scribe.table(listed_rows(directive.content), headed=directive.has("header-rows") or None)
        elif directive.name == "csv-table":
            header = directive.option_line("header")
            rows = [csv_row(line) for line in ([header] if header else [])]
            rows += [csv_row(line) for line in directive.content if not line.blank]
            self.scribe.table(rows, headed=bool(header) or directive.has("header-rows") or None)
        else:
            self.inside(dedent(directive.content, directive.indent), depth)

    def _box(self, directive: Directive, depth: int, *, named: bool) -> None:
        """A note, a topic …: quoted, with its name or title before it; others that hold blocks are those blocks."""
        content = dedent(directive.content, directive.indent)
        if not named:
            for run in directive.arguments if directive.name in _SETS else ():
                self.scribe.pen.drop(run.start, run.end, UNSHOWN)
            self.scribe.paragraph(() if directive.name in _SETS else directive.arguments)
            self.inside(content, depth)
            return
        titled = directive.name in _TITLED and directive.argument
        runs = list(directive.arguments)
        while runs and not titled and content and not (content[0].blank or self.begins(content, 0)):
            runs.append(content.pop(0).run)
        with self.scribe.quotation():
            if titled:
                self.scribe.paragraph([], lead=directive.argument)
            else:
                self.scribe.paragraph(runs, lead=directive.name_run)
            self.inside(content, depth)
