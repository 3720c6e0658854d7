"""Wiki text: one engine for all dialects, whose marks are in `wiki_dialects`."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Reading, Run
from sphinx_summit.notes.readers.lines import Line, make_line, split_lines
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.readers.rewriting import COMMENT, UNSHOWN, Cell, Ends, Scribe, part, without_indent
from sphinx_summit.notes.readers.wiki_dialects import DIALECTS, Dialect
from sphinx_summit.notes.readers.wiki_tables import media_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENOUGH = 3
"""So many signs of one dialect make a text one of it, whatever the file's name says."""
_READ = 200_000
_OTHER = re.compile(
    r"(?m)\A(?:---|\+\+\+)[ \t]*\n|^(?:```|~~~)|\]\(https?://|^\.\. \w+::|^#\+\w+:|^<!DOCTYPE|^<html|^:::"
)
_RULE = re.compile(r"-{4,}$")
_NAMED = re.compile(r"#!([\w+-]+)$")
_DEEPEST = 8
_MACHINE = "a call of the wiki's own machinery"


class _WikiReader:
    """Writes the draft of a page."""

    def __init__(self, source: str, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.lines = split_lines(source)
        self.scribe = Scribe(source, dialect.inline)
        closings = [closing for _, closing in (*dialect.code, *dialect.quoted) if closing and "{fence}" not in closing]
        plain = "|".join(map(re.escape, [*closings, "|}"]))
        self.ends = Ends(self.lines, re.compile(rf"(?i){plain}|</\w+>|\{{\w+\}}"))
        self.blank = [line.end for line in self.lines if line.blank]

    def read(self) -> Reading:
        """The one note of the page."""
        self.scribe.front_matter([])
        self._blocks(self.lines)
        pen = self.scribe.pen
        return Reading((pen.read(read_markdown),), tuple(pen.fates))

    def _blocks(self, lines: Sequence[Line]) -> None:
        number = 0
        rules = (
            self._comment, self._code, self._quoted, self._heading, self._media_table, self._table, self._rule,
            self._list, self._term, self._quote, self._verbatim, self._paragraph,
        )  # fmt: skip
        while number < len(lines):
            if lines[number].blank:
                number += 1
                continue
            number = next(after for rule in rules if (after := rule(lines, number)) > number)

    # -- one rule for each thing that may begin at a line; each returns the number of the line after it ----

    def _comment(self, lines: Sequence[Line], number: int) -> int:
        line = lines[number]
        machine = self.dialect.machine.match(line.words)
        if not machine and not self.dialect.comment.match(line.words):
            return number
        self.scribe.pen.drop(line.body, line.stop, _MACHINE if machine else COMMENT)
        return number + 1

    def _code(self, lines: Sequence[Line], number: int) -> int:
        line = lines[number]
        for pattern, closing in self.dialect.code:
            match = pattern.match(line.words)
            end = self._end(lines, number, match, closing) if match else 0
            if match and end:
                language = part(line, match, "language") if match.groupdict().get("language") else None
                inner = lines[number + 1 : end]
                named = _NAMED.match(inner[0].words) if inner and not language else None
                if named:
                    language, inner = part(inner[0], named, 1), inner[1:]
                self.scribe.code(without_indent(inner, line.indent), language)
                return end + 1
        return number

    def _end(self, lines: Sequence[Line], number: int, match: re.Match[str], closing: str) -> int:
        """The number of the line that ends a block; a block that nothing ends goes up to a blank line."""
        if closing:
            fence = match.groupdict().get("fence") or ""
            return self.ends.after(lines, number, closing.format(fence=fence).casefold() if fence else closing)
        end = number + 1
        while end < len(lines) and not lines[end].blank:
            end += 1
        return end

    def _quoted(self, lines: Sequence[Line], number: int) -> int:
        line = lines[number]
        for pattern, closing in self.dialect.quoted:
            match = pattern.match(line.words)
            end = self._end(lines, number, match, closing) if match else 0
            if end:
                with self.scribe.quotation():
                    for each in _paragraphs(lines[number + 1 : end]):
                        self.scribe.paragraph(each)
                    address = re.search(r"https?://[^\s>]+", line.words)
                    if address:
                        self.scribe.paragraph([part(line, address)])
                return end + 1
        return number

    def _heading(self, lines: Sequence[Line], number: int) -> int:
        line = lines[number]
        match = self.dialect.heading.match(line.words) if not line.indent else None
        if not match:
            return number
        mark = match["mark"]
        place = int(mark) if mark.isdigit() else len(mark)
        level = int(self.dialect.levels[place - 1]) if self.dialect.levels else place
        if match.groupdict().get("machine"):
            machine = part(line, match, "machine")
            self.scribe.pen.drop(machine.start, machine.end, _MACHINE)
        self.scribe.heading(level, [part(line, match, "words")])
        return number + 1

    def _rule(self, lines: Sequence[Line], number: int) -> int:
        if not _RULE.match(lines[number].words):
            return number
        self.scribe.rule()
        return number + 1

    def _media_table(self, lines: Sequence[Line], number: int) -> int:
        if self.dialect.name != "mediawiki" or not lines[number].words.startswith("{|"):
            return number
        end = self.ends.after(lines, number, "|}")
        if not end:
            return number
        table = media_table(lines[number:end])
        for run in table.settings:
            self.scribe.pen.drop(run.start, run.end, UNSHOWN)
        if table.caption:
            self.scribe.paragraph(table.caption)
        self.scribe.table(table.rows, headed=table.headed or None)
        return end + 1

    def _table(self, lines: Sequence[Line], number: int) -> int:
        end = number
        rows: list[list[Cell]] = []
        headed = None
        while end < len(lines) and self.dialect.row.match(lines[end].words):
            cells, heads = self._cells(lines[end])
            if end == number and heads:
                headed = True
            rows.append(cells)
            end += 1
        if end > number:
            self.scribe.table(rows, headed=headed)
        return end

    def _cells(self, line: Line) -> tuple[list[Cell], bool]:
        """The cells of a row, and whether one of them is marked as a heading."""
        cells: list[Cell] = []
        heads = line.words.startswith("^")
        found = self.dialect.cell.finditer(line.source, line.body, line.stop)
        edges = [match for match in found if match["edge"]]
        for before, after in zip(edges, [*edges[1:], None], strict=True):
            cell = make_line(line.source, before.end(), after.start("edge") if after else line.stop)
            head = self.dialect.header.match(cell.words)
            if head:
                cell = cell.after(cell.body + head.end())
            heads = heads or bool(head) or (self.dialect.name == "textile" and before[0] == "||")
            if after is None and (cell.blank or (self.dialect.name == "pukiwiki" and cell.words in {"h", "f", "c"})):
                self.scribe.pen.drop(cell.body, cell.stop, UNSHOWN)
                heads = heads or cell.words == "h"
                break
            if self.dialect.name == "trac" and cell.words.endswith("=") and head:
                cell = make_line(line.source, cell.start, cell.stop - 1)
            cells.append(() if cell.blank else (cell.run,))
        return cells, heads

    def _list(self, lines: Sequence[Line], number: int) -> int:
        """A list, whose items are as deep as they have marks, or as they are indented."""
        opened: list[tuple[int, ExitStack, str]] = []
        while number < len(lines) and (match := self._item(lines[number])):
            line = lines[number]
            depth = line.indent if self.dialect.indented else len(match["marks"])
            count = 0
            while opened and (opened[-1][0] >= depth or len(opened) >= _DEEPEST):
                level, item, before = opened.pop()
                item.close()
                count = int(before or 0) if level == depth else count
            runs = [Run(line.body + match.end(), line.stop)]
            number += 1
            while number < len(lines) and self._goes_on(lines[number], line):
                runs.append(lines[number].run)
                number += 1
            item = ExitStack()
            shown = self._number(match, count + 1)
            item.enter_context(self.scribe.item(shown))
            opened.append((depth, item, shown))
            self.scribe.paragraph(runs)
        while opened:
            opened.pop()[1].close()
        return number

    def _item(self, line: Line) -> re.Match[str] | None:
        if line.blank or (line.indent and not self.dialect.indented) or _RULE.match(line.words):
            return None
        if self.dialect.name in {"trac", "dokuwiki"} and not line.indent:
            return None
        return self.dialect.item.match(line.words)

    def _number(self, match: re.Match[str], count: int) -> str:
        given = match.groupdict().get("number")
        return given or (str(count) if (match["marks"] or "")[-1:] in tuple(self.dialect.ordered) else "")

    def _goes_on(self, line: Line, item: Line) -> bool:
        """Whether a line without a mark belongs to the item above."""
        if not self.dialect.goes_on or line.blank or self._begins(line):
            return False
        return line.indent > item.indent if self.dialect.indented else not self._is_verbatim(line)

    def _term(self, lines: Sequence[Line], number: int) -> int:
        """A term, and what it means on its line or, indented, below it."""
        line = lines[number]
        match = self.dialect.term.match(line.words) if not line.indent or self.dialect.name == "trac" else None
        if not match:
            return number
        number += 1
        below = number
        while below < len(lines) and self.dialect.name == "rd" and lines[below].indent and not lines[below].blank:
            below += 1
        term, words = part(line, match, "term"), part(line, match, "words")
        with self.scribe.item():
            lead = make_line(line.source, term.start, term.end)
            self.scribe.paragraph([words], lead=None if lead.blank else lead.run)
            self.scribe.paragraph([each.run for each in lines[number:below]])
        return below

    def _quote(self, lines: Sequence[Line], number: int) -> int:
        if not self.dialect.quote.match(lines[number].words):
            return number
        inner = []
        while number < len(lines) and (match := self.dialect.quote.match(lines[number].words)):
            inner.append(lines[number].after(lines[number].body + match.end()))
            number += 1
        with self.scribe.quotation():
            for each in _paragraphs(inner):
                self.scribe.paragraph(each)
        return number

    def _verbatim(self, lines: Sequence[Line], number: int) -> int:
        """Indented lines, which stand as they are; blank ones between them too where the next is indented."""
        end = number
        while end < len(lines) and self._is_verbatim(lines[end]):
            end += 1
        if end == number:
            return number
        indent = min(line.indent for line in lines[number:end])
        self.scribe.code(without_indent(lines[number:end], indent))
        return end

    def _is_verbatim(self, line: Line) -> bool:
        """Whether a line stands as it is by its indentation."""
        columns = self.dialect.verbatim
        return bool(columns) and not line.blank and line.indent >= columns and line.source[line.start] in " \t"

    def _paragraph(self, lines: Sequence[Line], number: int) -> int:
        end = number + 1
        while end < len(lines) and not (lines[end].blank or self._begins(lines[end]) or self._is_verbatim(lines[end])):
            end += 1
        runs = [line.run for line in lines[number:end]]
        lead = self.dialect.lead.match(lines[number].words)
        if lead:
            runs[0] = Run(runs[0].start + lead.end(), runs[0].end)
            self.scribe.pen.drop(lines[number].body, runs[0].start, UNSHOWN)
        self.scribe.paragraph(runs)
        return end

    def _begins(self, line: Line) -> bool:
        """Whether a line begins something other than a paragraph."""
        words, dialect = line.words, self.dialect
        patterns = [dialect.comment, dialect.machine, dialect.row, dialect.quote]
        patterns += [pattern for pattern, _ in (*dialect.code, *dialect.quoted)]
        if not line.indent:
            patterns += [dialect.heading, dialect.term]
        return (
            any(pattern.match(words) for pattern in patterns)
            or bool(self._item(line))
            or bool(_RULE.match(words))
            or (dialect.name == "mediawiki" and words.startswith("{|"))
        )


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Run]]:
    """The paragraphs of some lines."""
    runs: list[Run] = []
    for line in lines:
        if line.blank and runs:
            yield runs
            runs = []
        elif not line.blank:
            runs.append(line.run)
    if runs:
        yield runs


def _dialect(source: str) -> tuple[Dialect, int]:
    """The dialect of which a text has most signs, and how many: different ones count more than the same again."""
    counts = [(_count(dialect, source[:_READ]), dialect) for dialect in DIALECTS]
    count, dialect = max(counts, key=lambda row: row[0])
    return dialect, count


def _count(dialect: Dialect, source: str) -> int:
    return sum(1 for _ in dialect.signs.finditer(source))


def is_wiki(source: str) -> bool:
    """Whether a text has enough signs of one wiki's marks, and none of another form."""
    return not _OTHER.search(source) and _dialect(source)[1] >= _ENOUGH


def may_be_wiki(source: str) -> bool:
    """Whether a text, which a file's name says is of a wiki, has any such sign."""
    return _dialect(source)[1] > 0


def read_wiki(source: str) -> Reading:
    """The note on a page of a wiki."""
    return _WikiReader(source, _dialect(source)[0]).read()
