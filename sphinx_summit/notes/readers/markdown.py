"""Markdown in its dialects: like CommonMark, but a list nested by one space is a nested list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from sphinx_summit.notes.outline import (
    Block,
    Code,
    Definition,
    Heading,
    Omitted,
    Outline,
    Quote,
    Rule,
    Run,
    Table,
    Text,
)
from sphinx_summit.notes.readers.blocks import BlockReader
from sphinx_summit.notes.readers.front_matter import read_front_matter
from sphinx_summit.notes.readers.lines import Line, make_line, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)[ \t]*(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$", re.DOTALL)
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}$")
_UNDERLINE = re.compile(r"=+$|-{2,}$")
_DEFINITION = re.compile(r"""\[(?!\^)[^\[\]\\<{`]+\]:[ \t]+<?https?://[^\s<>"'`{}]+>?(?:[ \t]+"[^"<{`]*")?$""")
_COMMENT = re.compile(r"<!--(?!>|->).*?-->\s*", re.DOTALL)
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_DEEPEST_QUOTE = 3


class MarkdownReader(BlockReader):
    """Blocks of Markdown. What its text may do is the writer's care."""

    markdown: ClassVar[bool] = True

    @property
    def rules(self) -> tuple[Callable[[int], tuple[list[Block], int] | None], ...]:
        return (
            self.read_comment, self.read_heading, self.read_fence, self.read_rule, self.read_indented_code,
            self.read_quote, self.read_definition, self.read_table, self.read_list, self.read_underlined,
        )  # fmt: skip

    def read_heading(self, number: int) -> tuple[list[Block], int] | None:
        """`## Heading ##`."""
        line = self.lines[number]
        match = _HEADING.match(line.words)
        if not match or not match["words"] or line.indent > 3:
            return None
        run = Run(line.body + match.start("words"), line.body + match.end("words"))
        return [Heading(Text((run,)), len(match[1]), mark=match[1], at=line.body)], number + 1

    def read_underlined(self, number: int) -> tuple[list[Block], int] | None:
        """A heading underlined by `===` or `---`."""
        following = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if following is None or following.indent > 3 or not _UNDERLINE.match(following.words):
            return None
        line = self.lines[number]
        level = 1 if following.words[0] == "=" else 2
        return [Heading(Text((line.run,)), level, mark=following.words[0], at=line.body)], number + 2

    def read_fence(self, number: int) -> tuple[list[Block], int] | None:
        """A fenced code block. One that would be a directive in MyST is code, its fences included."""
        line = self.lines[number]
        match = _FENCE.match(line.words)
        if not match:
            return None
        closing = re.compile(re.escape(match["fence"][0]) + f"{{{len(match['fence'])},}}$")
        end = number + 1
        while end < len(self.lines) and not closing.match(self.lines[end].words):
            end += 1
        after = min(end + 1, len(self.lines))
        language = match["info"].split(maxsplit=1)[0] if match["info"].split() else ""
        if not re.fullmatch(r"[A-Za-z0-9_+#.-]*", match["info"].strip()):
            return [Code(self._code_lines(number, after, line.indent), "", at=line.body)], after
        return [Code(self._code_lines(number + 1, end, line.indent), language, at=line.body)], after

    def _code_lines(self, start: int, end: int, indent: int) -> tuple[Run, ...]:
        """The lines of code, without the indentation of their fence."""
        runs = []
        for line in self.lines[start:end]:
            begin = line.start
            while begin < line.body and begin - line.start < indent and line.source[begin] == " ":
                begin += 1
            runs.append(Run(begin, max(begin, line.stop)))
        return tuple(runs)

    def read_rule(self, number: int) -> tuple[list[Block], int] | None:
        """A line of dashes, stars or underscores."""
        line = self.lines[number]
        return ([Rule(line.run)], number + 1) if _RULE.match(line.words) else None

    def read_indented_code(self, number: int) -> tuple[list[Block], int] | None:
        """Code by four spaces, after a blank line."""
        if self.lines[number].indent < 4 or (number and not self.lines[number - 1].blank):
            return None
        if "\u3000" in self.lines[number].source[self.lines[number].start : self.lines[number].body]:
            return None
        end = last = number
        while end < len(self.lines) and (self.lines[end].blank or self.lines[end].indent >= 4):
            last = end if not self.lines[end].blank else last
            end += 1
        return [Code(self._code_lines(number, last + 1, 4), "", at=self.lines[number].body)], last + 1

    def read_quote(self, number: int) -> tuple[list[Block], int] | None:
        """`> Quoted`, with blocks of its own."""
        if not self.lines[number].words.startswith(">") or self.depth >= _DEEPEST_QUOTE:
            return None
        end = number
        inner: list[Line] = []
        while end < len(self.lines) and self.lines[end].words.startswith(">"):
            line = self.lines[end]
            space = line.source[line.body + 1 : line.body + 2] == " " and line.body + 1 < line.end
            inner.append(make_line(line.source, line.body + 1 + space, line.end))
            end += 1
        blocks = type(self)(inner, depth=self.depth + 1).read()
        return ([Quote(tuple(blocks))] if blocks else []), end

    def read_definition(self, number: int) -> tuple[list[Block], int] | None:
        """`[label]: https://…`."""
        line = self.lines[number]
        if self.depth or line.indent > 3 or not _DEFINITION.match(line.words):
            return None
        return [Definition(line.run)], number + 1

    def read_comment(self, number: int) -> tuple[list[Block], int] | None:
        """`<!-- … -->` on lines of its own, which no page shows."""
        line = self.lines[number]
        match = _COMMENT.match(line.source, line.body) if line.words.startswith("<!--") else None
        if self.depth or not match:
            return None
        end = number
        stop = match.start() + len(match[0].rstrip())
        while end + 1 < len(self.lines) and self.lines[end + 1].start < stop:
            end += 1
        if stop < self.lines[end].stop:
            return None
        return [Omitted(Run(line.body, stop), "a comment, which pages do not show")], end + 1

    def read_table(self, number: int) -> tuple[list[Block], int] | None:
        """A table with pipes."""
        rows = self.lines[number : number + 2]
        if len(rows) < 2 or "|" not in rows[0].words or not _TABLE_RULE.match(rows[1].words):
            return None
        if any(row.indent > 3 for row in rows) or _columns(rows[0]) != _columns(rows[1]) or _columns(rows[0]) < 2:
            return None
        end = number + 2
        while end < len(self.lines) and not self.lines[end].blank and "|" in self.lines[end].words:
            end += 1
        return [Table(tuple(line.run for line in self.lines[number:end]))], end

    # -- what ends a paragraph or a list ---------------------------------------------------------

    def opens_block(self, line: Line) -> bool:
        words = line.words
        heading = _HEADING.match(words)
        marked = _FENCE.match(words) or _RULE.match(words) or words.startswith((">", "<!--"))
        return bool(marked or (heading and heading["words"]))

    def interrupts(self, line: Line) -> bool:
        heading = _HEADING.match(line.words)
        rule = _RULE.match(line.words) and not line.indent
        return bool(rule or (heading and heading["words"] and line.indent <= 3))

    def _ends_paragraph(self, number: int) -> bool:
        return super()._ends_paragraph(number) or self.read_underlined(number) is not None

    def read_nested(self, number: int) -> tuple[list[Block], int]:
        """A paragraph, a quotation or fenced code inside an item."""
        return self.read_fence(number) or self.read_quote(number) or self.read_paragraph(number)


def _columns(line: Line) -> int:
    words = re.sub(r"\\.", "", line.words).strip("|")
    return words.count("|") + 1


def read_markdown(source: str) -> Outline:
    """The outline of a Markdown note."""
    metadata = read_front_matter(source)
    lines = split_lines(source, metadata.run.end if metadata else 0)
    return Outline(source, "markdown", tuple(MarkdownReader(lines).read()), metadata)
