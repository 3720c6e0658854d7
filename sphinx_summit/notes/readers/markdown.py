"""Markdown in its dialects: like CommonMark, but a list nested by one space is a nested list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from sphinx_summit.notes.outline import (
    Block,
    Code,
    Definition,
    Footnote,
    Heading,
    Item,
    Listing,
    Omitted,
    Outline,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    Text,
)
from sphinx_summit.notes.readers.blocks import BlockReader
from sphinx_summit.notes.readers.contents import without_contents
from sphinx_summit.notes.readers.front_matter import read_front_matter
from sphinx_summit.notes.readers.leftovers import HIDDEN_TAG, TAGS, LeftoverReader
from sphinx_summit.notes.readers.lines import Line, dedent, make_line, split_lines
from sphinx_summit.notes.tags import is_only_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Two number signs make a heading without a space, too: not in CommonMark, but in what people write.
_HEADING = re.compile(r"(?P<mark>#{1,6})(?:[ \t]+|(?<=##)(?=[^\W\d_]))")
FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}$")
_UNDERLINE = re.compile(r"=+$|-{2,}$")
_TITLE = r"""(?:[ \t]+(?:"[^"<{`]*"|'[^'<{`]*'|\([^()<{`]*\)))?$"""
_DEFINITION = re.compile(rf"""\[(?!\^)[^\[\]\\<{{`]+\]:[ \t]+<?https?://[^\s<>"'`{{}}]+>?{_TITLE}""")
_LIKE_DEFINITION = re.compile(rf"\[(?!\^)[^\[\]\n]+\]:[ \t]+\S+{_TITLE}")
_FOOTNOTE = re.compile(r"\[\^(?P<label>[\w-]{1,60})\]:[ \t]*(?=\S)")
_MEANING = re.compile(r":[ \t]+(?=\S)")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CELL_END = re.compile(r"(?<!\\)\|")
_NO_COMMENT = ("<!-->", "<!--->")
_OPENING = frozenset("`~#*-_><")
_DEEPEST_QUOTE = 3
COMMENT = "a comment, which pages do not show"


class MarkdownReader(BlockReader):
    """Blocks of Markdown. What its text may do is the writer's care."""

    markdown: ClassVar[bool] = True

    def __init__(self, lines: Sequence[Line], *, spaced: bool = True, depth: int = 0) -> None:
        super().__init__(lines, spaced=spaced, depth=depth)
        self.leftovers = LeftoverReader(self.lines)
        self.commented = True
        """Whether the end of a comment may still come."""

    @property
    def rules(self) -> tuple[Callable[[int], tuple[list[Block], int] | None], ...]:
        return (
            self.read_comment, self.read_leftover, self.read_heading, self.read_fence, self.read_rule,
            self.read_indented_code, self.read_quote, self.read_definition, self.read_footnote, self.read_table,
            self.read_list, self.read_meanings, self.read_underlined,
        )  # fmt: skip

    def read_heading(self, number: int) -> tuple[list[Block], int] | None:
        """`## Heading ##`."""
        line = self.lines[number]
        found = _heading(line) if line.indent <= 3 else None
        if not found:
            return None
        mark, run = found
        return [Heading(Text((run,)), len(mark), mark=mark, at=line.body)], number + 1

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
        match = FENCE.match(line.words)
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
        """`[label]: https://…`. One whose address a page may not refer to is text, a line of its own."""
        line = self.lines[number]
        if self.depth or line.indent > 3 or line.source[line.body] != "[":
            return None
        if _DEFINITION.match(line.words):
            return [Definition(line.run)], number + 1
        return ([Paragraph(Text((line.run,)))], number + 1) if _LIKE_DEFINITION.match(line.words) else None

    def read_footnote(self, number: int) -> tuple[list[Block], int] | None:
        """`[^label]: words`, and what is indented by four below."""
        line = self.lines[number]
        match = None if self.depth or line.indent > 3 else _FOOTNOTE.match(line.source, line.body, line.stop)
        found = self._hanging(number, match.end()) if match else None
        if not match or not found:
            return None
        first, blocks, end = found
        return [Footnote(Run(*match.span("label")), (first, *blocks), at=line.body)], end

    def read_meanings(self, number: int) -> tuple[list[Block], int] | None:
        """`: Meaning` below a term, as PHP Markdown Extra and Pandoc have it: an item.

        MyST reads such lists with an extension only, which the `conf.py` of a handbook may lack.
        """
        items = []
        while self._is_meaning(number):
            line = self.lines[number]
            match = _MEANING.match(line.source, line.body, line.stop)
            found = self._hanging(number, match.end()) if match else None
            if not found:
                break
            first, blocks, number = found
            items.append(Item(first.text, tuple(blocks), mark=":", at=line.body))
        return ([Listing(tuple(items))], number) if items else None

    def _is_meaning(self, number: int) -> bool:
        """Whether a line begins with a colon, right below words or after a blank line below them."""
        if not 0 < number < len(self.lines):
            return False
        line = self.lines[number]
        if line.blank or line.indent > 3 or line.source[line.body] != ":":
            return False
        below = not self.lines[number - 1].blank or (number > 1 and not self.lines[number - 2].blank)
        return below and bool(_MEANING.match(line.source, line.body, line.stop))

    def _hanging(self, number: int, start: int) -> tuple[Paragraph, list[Block], int] | None:
        """What hangs from a mark: words from an offset on, the blocks below, and the number of the line after these.

        None where no words come first, and where a heading is among them, which would be none there.
        """
        end = last = number + 1
        while end < len(self.lines) and self._goes_on(end):
            end += 1
            last = last if self.lines[end - 1].blank else end
        inner = [self.lines[number].after(start), *dedent(self.lines[number + 1 : last], 4)]
        blocks = type(self)(inner, depth=self.depth + 1).read()
        first = blocks[0] if blocks else None
        if not isinstance(first, Paragraph) or any(isinstance(block, Heading) for block in blocks):
            return None
        return first, blocks[1:], last

    def _goes_on(self, number: int) -> bool:
        """Whether a line belongs to what hangs above it: indented, or words right below its own."""
        line = self.lines[number]
        if line.blank or line.indent >= 4:
            return True
        return not self.lines[number - 1].blank and not self._ends_paragraph(number)

    def read_comment(self, number: int) -> tuple[list[Block], int] | None:
        """`<!-- … -->`, which no page shows; what follows it in its last line is another line."""
        line = self.lines[number]
        if (
            self.depth
            or not line.source.startswith("<!--", line.body)
            or line.source.startswith(_NO_COMMENT, line.body)
        ):
            return None
        stop = line.source.find("-->", line.body + 4) + 3 if self.commented else 2
        if stop == 2:
            self.commented = False
            return None
        end = number
        while end + 1 < len(self.lines) and self.lines[end + 1].start < stop:
            end += 1
        self.lines[end] = self.lines[end].after(stop)
        return [Omitted(Run(line.body, stop), COMMENT)], end

    def read_leftover(self, number: int) -> tuple[list[Block], int] | None:
        """What HTML, blogs and site generators leave."""
        return None if self.depth else self.leftovers.read(number)

    def read_table(self, number: int) -> tuple[list[Block], int] | None:
        """A table with pipes. A row with more cells than the head would lose them, so it is none of the table."""
        rows = self.lines[number : number + 2]
        if len(rows) < 2 or "|" not in rows[0].words or not _TABLE_RULE.match(rows[1].words):
            return None
        columns = _columns(rows[0])
        if any(row.indent > 3 for row in rows) or columns != _columns(rows[1]) or columns < 2:
            return None
        end = number + 2
        while end < len(self.lines) and self._is_row(self.lines[end], columns):
            end += 1
        return [Table(tuple(line.run for line in self.lines[number:end]))], end

    def _is_row(self, line: Line, columns: int) -> bool:
        return not line.blank and "|" in line.words and _columns(line) <= columns

    def read_paragraph(self, number: int) -> tuple[list[Block], int]:
        blocks, end = super().read_paragraph(number)
        line = self.lines[number]
        if line.source[line.body] in "<{":
            last = self.lines[end - 1]
            if is_only_tags(line.source[line.body : last.stop]):
                return [Omitted(Run(line.body, last.stop), TAGS)], end
        return blocks, end

    # -- what ends a paragraph or a list ---------------------------------------------------------

    def opens_block(self, line: Line) -> bool:
        first = line.source[line.body]
        if first not in _OPENING:
            return False
        if first in ">" or line.source.startswith("<!--", line.body):
            return True
        if first == "<" and HIDDEN_TAG.match(line.source, line.body, line.stop):
            return True
        return bool(FENCE.match(line.words) or _RULE.match(line.words) or _heading(line))

    def interrupts(self, line: Line) -> bool:
        first = line.source[line.body]
        if first not in _OPENING:
            return False
        rule = not line.indent and _RULE.match(line.words)
        return bool(rule or (line.indent <= 3 and _heading(line)))

    def _ends_paragraph(self, number: int) -> bool:
        if super()._ends_paragraph(number) or self.read_underlined(number) is not None:
            return True
        line = self.lines[number]
        first = line.source[line.body]
        if first == "[" and _FOOTNOTE.match(line.source, line.body, line.stop):
            return True
        if first == ":" and self._is_meaning(number):
            return True
        if first in "<{>[" and self.read_leftover(number) is not None:
            return True
        return "|" in line.words and self.read_table(number) is not None

    def read_nested(self, number: int) -> tuple[list[Block], int]:
        """A paragraph, a quotation or fenced code inside an item."""
        return self.read_fence(number) or self.read_quote(number) or self.read_paragraph(number)


def _heading(line: Line) -> tuple[str, Run] | None:
    """The mark of a heading and its words."""
    match = _HEADING.match(line.source, line.body, line.stop)
    if not match:
        return None
    words = line.source[match.end() : line.stop]
    before = words.rstrip("#")
    if before[-1:] in ("", " ", "\t"):
        words = before.rstrip(" \t")
    return (match["mark"], Run(match.end(), match.end() + len(words))) if words and not is_only_tags(words) else None


def _columns(line: Line) -> int:
    words = line.words
    return (
        len(_CELL_END.findall(words)) + 1 - words.startswith("|") - (words.endswith("|") and not words.endswith("\\|"))
    )


def read_markdown(source: str) -> Outline:
    """The outline of a Markdown note."""
    metadata = read_front_matter(source)
    lines = split_lines(source, metadata.run.end if metadata else 0)
    blocks = MarkdownReader(lines).read()
    return Outline(source, "markdown", tuple(without_contents(source, blocks)), metadata)
