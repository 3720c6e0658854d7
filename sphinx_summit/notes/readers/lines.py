"""Lines of a source with their places: what readers work on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import LINE_END, Run, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

TAB = 4
_WIDTHS = {"\t": TAB, "\u3000": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """`source[start:end]` without its line end. `indent` is in columns; `body` is where the words begin."""

    source: str
    start: int
    end: int
    indent: int
    body: int
    stop: int

    @property
    def words(self) -> str:
        """The line without white space around."""
        return self.source[self.body : self.stop]

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands here."""
        return self.body >= self.stop

    @property
    def run(self) -> Run:
        """Where the words stand."""
        return Run(self.body, self.stop)

    @property
    def hard(self) -> bool:
        """Whether Markdown breaks the line here: two spaces at its end."""
        return self.source.endswith("  ", self.start, self.end) and not self.blank

    def after(self, offset: int) -> Line:
        """The rest of the line from an offset on, its indentation counted from there."""
        return make_line(self.source, offset, self.end)


def make_line(source: str, start: int, end: int) -> Line:
    """A line of a source; every kind of white space counts as indentation."""
    text = source[start:end]
    stop = start + len(text.rstrip())
    if text[:1].strip():
        return Line(source, start, end, 0, start, stop)
    body = start + len(text) - len(text.lstrip())
    indent = 0
    for char in source[start:body]:
        indent += TAB - indent % TAB if char == "\t" else _WIDTHS.get(char, 1)
    return Line(source, start, end, indent, body, max(body, stop))


def split_lines(source: str, start: int = 0) -> list[Line]:
    """The lines of a source from an offset on. Line ends are LF, CRLF and CR; nothing else is one."""
    lines: list[Line] = []
    for match in LINE_END.finditer(source, start):
        lines.append(make_line(source, start, match.start()))
        start = match.end()
    if start < len(source):
        lines.append(make_line(source, start, len(source)))
    return lines


def without_indent(lines: Sequence[Line], indent: int) -> list[Run]:
    """The lines of code, without the indentation (in columns) that its block has."""
    runs = []
    for line in lines:
        start, column = line.start, 0
        while start < line.body and column < indent:
            column += TAB - column % TAB if line.source[start] == "\t" else 1
            start += 1
        runs.append(Run(start, max(start, line.stop)))
    return runs


def dedent(lines: Sequence[Line], columns: int) -> list[Line]:
    """The lines without so many columns of indentation."""
    runs = without_indent(lines, columns)
    return [make_line(line.source, run.start, line.end) for run, line in zip(runs, lines, strict=True)]


def text_of(lines: list[Line], *, markdown: bool) -> Text:
    """The words of some lines as one text."""
    hard = frozenset(n for n, line in enumerate(lines[:-1]) if markdown and line.hard)
    return Text(tuple(line.run for line in lines), hard)


# Glyphs that people use as bullets and as marks before a heading.
BULLETS = "•◦・●○■□◆◇▪▫‣⁃▶▷►▼＊"
HEADING_GLYPHS = "■●◆□◇▼▶►"
_ITEM = re.compile(
    rf"""(?x)
    (?P<mark>[-*+–—](?=\s) | [-](?=[^\s\d>=-]) | (?P<glyph>[{BULLETS}])(?!(?P=glyph)) | (?P<number>\d{{1,3}})[.)](?=\s))
    \s*
    """
)
_MARKDOWN_ITEM = re.compile(
    rf"(?x)(?P<mark>[-*+](?=\s|$) | [{BULLETS}](?=\S|\s\S) | (?P<number>\d{{1,9}})[.)](?=\s|$)) \s*"
)


@dataclass(frozen=True, slots=True)
class Bullet:
    """The mark that makes a line an item, the number of an ordered one, and the line that is left."""

    mark: str
    number: str
    rest: Line


def bullet_of(line: Line, *, markdown: bool) -> Bullet | None:
    """What makes the line an item of a list, if it is one."""
    pattern = _MARKDOWN_ITEM if markdown else _ITEM
    match = pattern.match(line.source, line.body, line.stop)
    if not match or (match.end() >= line.stop and not markdown):
        return None
    return Bullet(match["mark"], match["number"] or "", line.after(match.end()))
