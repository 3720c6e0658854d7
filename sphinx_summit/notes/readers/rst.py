"""reStructuredText: its blocks, with their places.

docutils knows the form better, but of a node it gives a line at best, and of the words none, so it can't say which
characters of the source a page keeps. This scanner is lenient where notes are: an underline may be too short, a list
may follow a paragraph without a blank line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Reading, Run
from sphinx_summit.notes.readers.lines import Line, make_line, split_lines
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.readers.rewriting import COMMENT, dedent, part, trim, without_indent
from sphinx_summit.notes.readers.rst_directives import DirectiveWriter, parse_directive
from sphinx_summit.notes.readers.rst_marks import RstScribe, find_targets
from sphinx_summit.notes.readers.rst_tables import (
    GRID,
    RULED,
    grid_end,
    grid_rows,
    ruled_end,
    ruled_rows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_SURE = re.compile(
    r"(?m)^\.\. (?:[a-z][\w:+-]+::(?:[ \t]|$)|_[^:\n]+:(?:[ \t]|$)|\|[^|\n]+\| \w+::)"
    r"|`[^`<\n]+ <https?://[^`<>\n]+>`__?|(?<![\w:`]):[a-z]+:`[^`\n]+`"
)
_HEADING = re.compile(r"(?m)^[ \t]*\w.*\n([#*~^\"'+])\1{3,}[ \t]*$")
_GLYPHS = re.compile(r"(?m)^[ \t\u3000]*[・●■◆○◦※]")
_OTHER = re.compile(r"(?m)^(?:```(?!`)|~~~~*[ \t]*\w|#{1,6} \S)|\]\(https?://|^:::|^#\+\w+:")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+$")
_BULLET = re.compile(r"(?P<mark>[*+\-•‣⁃])(?=\s|$)[ \t]*")
_ENUMERATED = re.compile(
    r"(?:\((?P<a>\d{1,9}|\#|[a-zA-Z]|[ivxIVX]{1,6})\)|(?P<b>\d{1,9}|\#|[a-zA-Z]|[ivx]{1,6})[.)])(?=\s)[ \t]*"
)
_FIELD = re.compile(r":(?=[^\s:`])(?P<name>(?:[^:\\\n`]|\\.|:(?![\s`]|$))+):(?=\s|$)[ \t]*")
_EXPLICIT = re.compile(r"\.\.(?=\s|$)")
_FOOTNOTE = re.compile(r"(?P<mark>\.\.[ \t]+)\[[^\]\n]+\][ \t]*")
_LABEL = re.compile(r"(?:\.\.[ \t]+)?_(?:_|[^\n]+?):(?:[ \t]+\S+)?$|__[ \t]+\S+$")
_SUBSTITUTION = re.compile(r"\.\.[ \t]+\|[^|\n]+\|[ \t]+(?P<kind>[\w-]+)::")
_SAID_IN_COMMENT = re.compile(r"\.\.[ \t]+(?P<name>title|date|slug|tags|category|author|lang):[ \t]+(?P<value>\S.*)$")
_POSTED = re.compile(r"\.\.[ \t]+post::[ \t]*(?P<value>\d{4}-\d{2}-\d{2})$")
_STATED = {
    "date": "date", "modified": "updated", "author": "author", "authors": "author", "tags": "tags", "tag": "tags",
    "category": "category", "slug": "slug", "lang": "lang", "language": "lang", "status": "state",
}  # fmt: skip
_DEEPEST = 8
_LEAST = 3


class _RstReader:
    """Writes the draft of a file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = split_lines(source)
        self.targets = find_targets(self.lines)
        self.scribe = RstScribe(source, self.targets)
        self.directives = DirectiveWriter(self.scribe, self._inside, self._begins)
        self.styles: list[str] = []
        self.said: set[int] = set()

    def read(self) -> Reading:
        """The one note of the file."""
        self._facts()
        self._blocks(self.lines, 0)
        for target in self.targets.unused:
            with self.scribe.item():
                name = target.name
                self.scribe.paragraph([target.run], lead=name if name.start < name.end else None)
        for target in self.targets.substitutions.values():
            if not target.uses:
                self.scribe.pen.drop(target.name.start, target.run.end, "a substitution that nothing refers to")
        pen = self.scribe.pen
        return Reading((pen.read(read_markdown),), tuple(pen.fates))

    # -- what the file says about itself -------------------------------------------------------------------

    def _facts(self) -> None:
        """Plain facts for the front matter: fields at the top, or in comments and directives as blogs have them."""
        facts: dict[str, Run] = {}
        title: Run | None = None
        for line in self._top():
            match = _FIELD.match(line.words)
            name = _STATED.get(match["name"].casefold(), "") if match else ""
            value = make_line(self.source, line.body + match.end(), line.stop).run if match else line.run
            if not match and (match := _SAID_IN_COMMENT.match(line.words) or _POSTED.match(line.words)):
                name = match.groupdict().get("name") or "date"
                value = part(line, match, "value")
                if name == "title":
                    title = value
                    self.said.add(line.start)
                    continue
            if name and name not in facts and self.scribe.may_be_stated(value):
                facts[name] = value
                self.said.add(line.start)
        self.scribe.front_matter(list(facts.items()))
        if title:
            self.styles.append("")
            self.scribe.heading(1, [title])

    def _top(self) -> list[Line]:
        """The lines before the first prose: comments, directives, a title and fields."""
        found = []
        titled = False
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            style = self._title_style(self.lines, number)
            if style and not titled:
                titled = True
                number += 3 if style[0] == "o" else 2
                continue
            if style or not (line.blank or line.indent or line.words.startswith((".. ", ":"))):
                break
            if not line.blank and not line.indent:
                found.append(line)
            number += 1
        return found

    # -- blocks --------------------------------------------------------------------------------------------

    def _blocks(self, lines: Sequence[Line], depth: int) -> None:
        number = 0
        rules = (
            self._explicit, self._title, self._transition, self._list, self._field, self._doctest, self._line_block,
            self._grid, self._ruled, self._quote, self._definition, self._paragraph,
        )  # fmt: skip
        while number < len(lines):
            if lines[number].blank:
                number += 1
                continue
            number = next(after for rule in rules if (after := rule(lines, number, depth)) > number)

    def _inside(self, lines: Sequence[Line], depth: int) -> None:
        """Blocks that stand in another; very deep ones are prose."""
        if depth < _DEEPEST:
            self._blocks(lines, depth + 1)
            return
        for line in lines:
            self.scribe.paragraph([line.run])

    # -- headings ------------------------------------------------------------------------------------------

    def _title_style(self, lines: Sequence[Line], number: int) -> str:
        """`o=` for a heading between two lines of `=`, `u=` for one above such a line, empty when it is none."""
        line = lines[number]
        above = _ADORNMENT.match(line.words)
        if above and number + 2 < len(lines) and lines[number + 2].words[:1] == line.words[0]:
            below = _ADORNMENT.match(lines[number + 2].words)
            if below and not lines[number + 1].blank and len(line.words) >= _LEAST <= len(lines[number + 2].words):
                return "o" + line.words[0]
        if above or line.blank or line.indent or number + 1 >= len(lines):
            return ""
        below = _ADORNMENT.match(lines[number + 1].words) if not lines[number + 1].indent else None
        if not below or len(below[0]) < min(_LEAST, len(line.words)) or below[0] in ("::", ".."):
            return ""
        return "u" + below[1]

    def _title(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        style = self._title_style(lines, number)
        if not style:
            return number
        if style not in self.styles:
            self.styles.append(style)
        over = style[0] == "o"
        self.scribe.heading(self.styles.index(style) + 1, [lines[number + over].run])
        return number + 2 + over

    def _transition(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        match = _ADORNMENT.match(lines[number].words)
        if not match or len(match[0]) <= _LEAST or lines[number].indent:
            return number
        self.scribe.rule()
        return number + 1

    # -- lists ---------------------------------------------------------------------------------------------

    def _list(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """A list's items, one after the other."""
        count = 0
        while number < len(lines) and not lines[number].indent and (match := self._bullet(lines[number])):
            end = self._extent(lines, number)
            given = match.groupdict().get("a") or match.groupdict().get("b") or ""
            if given.isalpha():
                self._lettered(lines, number, end, match, depth)
            else:
                count = int(given) if given.isdecimal() else count + 1 if given else 0
                with self.scribe.item(str(count) if given else ""):
                    self._inside(self._body(lines, number, end, match.end()), depth)
            number = end
        return number

    def _lettered(self, lines: Sequence[Line], number: int, end: int, match: re.Match[str], depth: int) -> None:
        """An item with a letter, which Markdown has none of, so it stands as a word."""
        with self.scribe.item():
            rest = [lines[number], *self._body(lines, number, end, match.end())[1:]]
            self._inside(rest[self._paragraph(rest, 0, depth) :], depth)

    def _bullet(self, line: Line) -> re.Match[str] | None:
        return _BULLET.match(line.words) or _ENUMERATED.match(line.words)

    def _extent(self, lines: Sequence[Line], number: int) -> int:
        """The number of the first line after one that is neither blank nor indented."""
        end = number + 1
        while end < len(lines) and (lines[end].blank or lines[end].indent):
            end += 1
        return end

    def _body(self, lines: Sequence[Line], number: int, end: int, width: int, *, hangs: bool = True) -> list[Line]:
        """The lines of an item without its mark, those below it without their indentation.

        They are indented as the first one's words are, or less; where they do not hang, as deep as they like.
        """
        first = lines[number].after(lines[number].body + width)
        below = lines[number + 1 : end]
        indent = min((line.indent for line in below if not line.blank), default=0)
        return [first, *dedent(below, min(indent, width) if hangs else indent)]

    def _field(self, lines: Sequence[Line], number: int, depth: int) -> int:
        line = lines[number]
        match = _FIELD.match(line.words)
        if not match or line.indent:
            return number
        if line.start in self.said:
            return number + 1
        end = self._extent(lines, number)
        first, *rest = self._body(lines, number, end, match.end(), hangs=False)
        with self.scribe.item():
            same = []
            while rest and not rest[0].blank and not self._begins(rest, 0) and not first.blank:
                same.append(rest.pop(0).run)
            self.scribe.paragraph([first.run, *same] if not first.blank else [], lead=part(line, match, "name"))
            self._inside(rest, depth)
        return end

    def _definition(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """A term with its meaning indented below."""
        line = lines[number]
        following = lines[number + 1] if number + 1 < len(lines) else None
        if line.indent or not following or following.blank or not following.indent or line.words.endswith("::"):
            return number
        if self._bullet(following) and following.indent < 2:
            return number
        end = self._extent(lines, number)
        with self.scribe.item():
            self.scribe.paragraph([], lead=line.run)
            self._inside(self._body(lines, number, end, 0, hangs=False)[1:], depth)
        return end

    # -- explicit markup -----------------------------------------------------------------------------------

    def _explicit(self, lines: Sequence[Line], number: int, depth: int) -> int:
        line = lines[number]
        if line.indent or not (_EXPLICIT.match(line.words) or _LABEL.match(line.words)):
            return number
        if not line.words.startswith(".."):
            return number + 1 if line.words.startswith("__ ") else number
        end = self._extent(lines, number)
        if line.start in self.said or _LABEL.match(line.words):
            return number + 1
        if match := _FOOTNOTE.match(line.words):
            self._footnote(lines, number, end, match, depth)
        elif match := _SUBSTITUTION.match(line.words):
            return number + 1
        elif directive := parse_directive(lines[number:end]):
            self.directives.write(directive, lines[number:end], depth)
        else:
            last = next(each for each in reversed(lines[number:end]) if not each.blank)
            self.scribe.pen.drop(line.body, last.stop, COMMENT)
        return end

    def _footnote(self, lines: Sequence[Line], number: int, end: int, match: re.Match[str], depth: int) -> None:
        """A footnote or a citation; one to which nothing refers is the words that it is."""
        label = self.targets.notes.places.get(lines[number].start) if not self.scribe.prefix else None
        if label is None:
            self._inside(self._body(lines, number, end, match.end("mark"), hangs=False), depth)
            return
        with self.scribe.footnote(label):
            self._inside(self._body(lines, number, end, match.end(), hangs=False), depth)

    # -- other blocks --------------------------------------------------------------------------------------

    def _doctest(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        if lines[number].indent or not lines[number].words.startswith(">>> "):
            return number
        end = number
        while end < len(lines) and not lines[end].blank:
            end += 1
        self.scribe.code(without_indent(lines[number:end], 0))
        return end

    def _line_block(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        """`| Line` after `| line`, each on its own."""
        end = number
        while end < len(lines) and re.match(r"\|(?:[ \t]|$)", lines[end].words) and not lines[end].indent:
            line = lines[end].after(lines[end].body + 1)
            self.scribe.paragraph([line.run] if not line.blank else [])
            end += 1
        return end

    def _grid(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        if not GRID.match(lines[number].words):
            return number
        end = grid_end(lines, number)
        rows, headed = grid_rows(lines[number:end])
        self.scribe.table(rows, headed=headed or None)
        return end

    def _ruled(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        end = ruled_end(lines, number) if RULED.match(lines[number].words) else number
        if end > number:
            rows, headed = ruled_rows(lines[number:end])
            self.scribe.table(rows, headed=headed or None)
        return end

    def _quote(self, lines: Sequence[Line], number: int, depth: int) -> int:
        if not lines[number].indent:
            return number
        end = self._extent(lines, number)
        inner = dedent(lines[number:end], min(line.indent for line in lines[number:end] if not line.blank))
        if self._bullet(make_line(self.source, inner[0].body, inner[0].end)):
            # An indented list is a list to who wrote it.
            self._inside(inner, depth)
            return end
        with self.scribe.quotation():
            self._inside(inner, depth)
        return end

    def _paragraph(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        end = number + 1
        while end < len(lines) and not lines[end].blank and not self._begins(lines, end):
            end += 1
        runs = [line.run for line in lines[number:end]]
        literal = lines[end - 1].words.endswith("::")
        if literal:
            last = runs[-1]
            alone = last.end - last.start == 2 or self.source[last.end - 3].isspace()
            runs[-1] = make_line(self.source, last.start, last.end - (2 if alone else 1)).run
        self.scribe.paragraph(runs)
        return self._literal(lines, end) if literal else end

    def _literal(self, lines: Sequence[Line], number: int) -> int:
        """The lines below `::`, indented or each with the same mark before it."""
        start = number
        while start < len(lines) and lines[start].blank:
            start += 1
        if start == len(lines) or start == number:
            return number
        end = start
        mark = lines[start].words[0]
        if lines[start].indent:
            end = self._extent(lines, start)
        elif _ADORNMENT.match(mark * 2):
            while end < len(lines) and lines[end].words[:1] == mark:
                end += 1
        inner = trim(lines[start:end])
        if inner:
            self.scribe.code(without_indent(inner, min(line.indent for line in inner if not line.blank)))
        return end

    def _begins(self, lines: Sequence[Line], number: int) -> bool:
        """Whether a line ends the paragraph above it."""
        line = lines[number]
        if line.indent:
            return bool(_BULLET.match(line.words))
        marked = _BULLET.match(line.words) or _EXPLICIT.match(line.words) or _FIELD.match(line.words)
        return bool(marked or self._title_style(lines, number) or GRID.match(line.words))


def is_rst(source: str) -> bool:
    """Whether a text holds what only reStructuredText has, and nothing that it has not."""
    if _OTHER.search(source):
        return False
    return bool(_SURE.search(source)) or (len(_HEADING.findall(source)) > 1 and not _GLYPHS.search(source))


def read_rst(source: str) -> Reading:
    """The note in a reStructuredText file."""
    return _RstReader(source).read()
