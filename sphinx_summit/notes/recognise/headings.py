"""Headings without marks: told by their neighbours, their length and the missing full stop."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Item, Listing, Omitted, Paragraph, Run, Text, end_of, start_of
from sphinx_summit.notes.recognise.people import read_people
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.spoken import LABEL
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, ends_sentence, is_frame, is_questions

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Block, Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_LONGEST = 150
_SHORT = 40
"""A heading over prose is at most so long, in characters."""
_TERSE = 12
"""In a text without blank lines, a line this short is a heading whatever it ends with."""
# A line that ends so goes on in the next one.
_GOES_ON = re.compile(r"[はがをとでもやのへに、,:：;(（]$|[-–—]$")
_LEADS_IN = re.compile(r"[:：]$")
_POLITE = re.compile(r"(?:ます|です|した|ました|ません|ください|さい)[!！]*$")
_NOT_WORDS = re.compile(r"<?https?://\S+>?|[\W_\d]+")


def find_headings(outline: Outline, blocks: list[Block], guesses: Guesses) -> list[Block]:
    """The blocks with lone lines turned into headings where they are."""
    if outline.dialect == "markdown":
        return _Bold(outline, guesses).promote(blocks)
    finder = _Spaced(outline, blocks) if outline.spaced else _Unspaced(outline, blocks)
    found: list[Block] = []
    for number, block in enumerate(blocks):
        reason = finder.reason(number) if isinstance(block, Paragraph) else ""
        if isinstance(block, Paragraph) and reason:
            finder.found.add(number)
            guesses.add("heading", outline.plain(block.text), block.text.start, reason, finder.confidence)
            found.append(Heading(block.text, 2, at=block.text.start))
        else:
            found.append(block)
    return found


_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^*_\s](?:[^*]*[^*\s])?)(?P=mark)\\?\s*$")
_TAG = re.compile(
    r"(?:<a\b[^<>]*>\s*)?<h(?P<level>[1-6])\b[^<>]*>(?P<words>.*?)</h(?P=level)>(?:\s*</a>)?\s*$", re.IGNORECASE
)
_RULE = re.compile(r"<hr\b[^<>]*>\s*$", re.IGNORECASE)
_TIGHT = re.compile(r"(?P<mark>#{1,6})(?P<words>[^\s#].*)$")
_SIGNS = frozenset("■□◆◇●◎★☆▼▽▲")
"""Signs that people set before headings, and seldom before items."""
_INDENT = re.compile(r"(?:&nbsp;|[\s\u3000])+")


class _Bold:
    """Lines of Markdown that people set as headings in their own way: bold, in a tag, `##Heading`."""

    def __init__(self, outline: Outline, guesses: Guesses) -> None:
        self.outline = outline
        self.guesses = guesses
        self.first: Block | None = None

    def promote(self, blocks: list[Block]) -> list[Block]:
        """The blocks with such lines as headings: two of bold, or any that is marked otherwise."""
        self.first = next((block for block in blocks if not isinstance(block, Omitted)), None)
        bold = {
            n
            for n, block in enumerate(blocks)
            if self._bold(block, blocks[n + 1] if n + 1 < len(blocks) else None)
            and not (any(isinstance(b, Heading) for b in blocks[max(n - 2, 0) : n]) and self._names_people(block))
        }
        signs = [n for n in range(len(blocks) - 1) if self._signed(blocks[n], blocks[n + 1])]
        found: list[Block] = []
        level = 1
        for number, block in enumerate(blocks):
            if isinstance(block, Heading):
                level = block.level
            made = self._marked(block) or (
                self._as_heading(block, level + 1) if number in bold and len(bold) > 1 else None
            )
            if number in signs and len(signs) > 1:
                made = self._from_item(block, min(level + 1, 6))
            found += made or [block]
        return found

    def _signed(self, block: Block, following: Block) -> bool:
        """Whether a block is a line with a sign before it, such as `■`, over something that is no such line."""
        if not isinstance(block, Listing) or len(block.items) != 1 or isinstance(following, Listing):
            return False
        item = block.items[0]
        return isinstance(item, Item) and item.mark in _SIGNS and bool(item.text.runs) and not item.blocks

    def _from_item(self, block: Block, level: int) -> list[Block]:
        """That line as a heading, and the lines below it."""
        assert isinstance(block, Listing)
        item = block.items[0]
        assert isinstance(item, Item)
        runs = item.text.runs
        words = self.outline.words(runs[0])
        self.guesses.add("heading", words, item.at, "a line with a sign before it, over text", 0.75)
        heading = Heading(Text(runs[:1]), level, mark=item.mark, at=item.at)
        return [heading, Paragraph(Text(runs[1:]))] if len(runs) > 1 else [heading]

    def _bold(self, block: Block, following: Block | None) -> bool:
        """Whether a paragraph is a bold line, or begins with one, over something else."""
        if not isinstance(block, Paragraph):
            return False
        runs = block.text.runs
        match = self._match(_BOLD, block)
        words = match["words"] if match else ""
        if (
            not words
            or len(words) > _LONGEST
            or words[-1] in ".。,，、;；:："
            or (following is None and len(block.text.runs) == 1)
        ):
            return False
        is_line = len(runs) == 1 or 0 in block.text.hard or self._names_people(Paragraph(Text(runs[1:])))
        return is_line and not LABEL.match(words)

    def _names_people(self, block: Block) -> bool:
        """Whether a block is a line of names."""
        words = words_of(self.outline, block.text, _LONGEST) if isinstance(block, Paragraph) else ""
        return bool(words) and len(words) < _LONGEST and bool(read_people(words))

    def _match(self, pattern: re.Pattern[str], block: Paragraph) -> re.Match[str] | None:
        run = block.text.runs[0]
        indent = _INDENT.match(self.outline.source, run.start, run.end)
        return pattern.match(self.outline.source, indent.end() if indent else run.start, run.end)

    def _as_heading(self, block: Block, level: int) -> list[Block]:
        assert isinstance(block, Paragraph)
        match = self._match(_BOLD, block)
        assert match is not None
        return self._made(block, match, min(level, 6))

    def _marked(self, block: Block) -> list[Block] | None:
        if not isinstance(block, Paragraph) or not block.text.runs:
            return None
        match = self._match(_TAG, block)
        if match:
            return self._made(block, match, int(match["level"]))
        if len(block.text.runs) > 1 and self._match(_RULE, block):
            rule, rest = block.text.runs[:1], block.text.runs[1:]
            below = self._marked(Paragraph(Text(rest)))
            return [Paragraph(Text(rule)), *below] if below else None
        match = self._match(_TIGHT, block)
        if match and len(match["mark"]) == 1 and self.first is not block:
            return None
        return self._made(block, match, len(match["mark"])) if match else None

    def _made(self, block: Paragraph, match: re.Match[str], level: int) -> list[Block]:
        start, end = match.span("words")
        self.guesses.add("heading", match["words"], start, "a line set as a heading", 0.8)
        heading = Heading(Text((Run(start, end),)), level, mark="*", at=block.text.start)
        rest = block.text.runs[1:]
        hard = frozenset(number - 1 for number in block.text.hard if number)
        return [heading, Paragraph(Text(rest, hard))] if rest else [heading]


class _Finder:
    confidence = 0.8

    def __init__(self, outline: Outline, blocks: list[Block]) -> None:
        self.outline = outline
        self.blocks = blocks
        self.found: set[int] = set()
        self.texts = [outline.plain(b.text) if isinstance(b, Paragraph) else "" for b in blocks]
        self.candidates = [self._may_be_heading(number) for number in range(len(blocks))]

    def _may_be_heading(self, number: int) -> bool:
        block, text = self.blocks[number], self.texts[number]
        return (
            isinstance(block, Paragraph)
            and len(block.text.runs) == 1
            and len(text) <= _LONGEST
            and not _NOT_WORDS.fullmatch(text)
            and not text.startswith(("※", "「", "Q:", "A:", "|", "$ "))
            and "。" not in text
        )

    def reason(self, number: int) -> str:
        """Why the paragraph is a heading; empty when it is none."""
        raise NotImplementedError

    def _gap(self, number: int) -> int:
        """Blank lines before a block; many before the first and after the last."""
        if number <= 0 or number >= len(self.blocks):
            return 99
        before = self.outline.line_of(end_of(self.blocks[number - 1]))
        return self.outline.line_of(start_of(self.blocks[number])) - before - 1


class _Spaced(_Finder):
    """Blank lines part the blocks: a heading stands alone over a list or over prose."""

    def _may_be_heading(self, number: int) -> bool:
        text = self.texts[number]
        closed = text[-1:] in tuple("。．.、,，") and not text.endswith("...")
        return super()._may_be_heading(number) and not closed and not _LEADS_IN.search(text)

    def reason(self, number: int) -> str:
        if not self.candidates[number]:
            return ""
        text = self.texts[number]
        if is_frame(text) or is_questions(text):
            return "a usual heading"
        if DAY_ORDINAL.match(text) and len(text) <= _SHORT:
            return "the heading of a day"
        following = self.blocks[number + 1] if number + 1 < len(self.blocks) else None
        if isinstance(following, (Listing, Heading)):
            return "a line of its own over a list"
        apart = self._gap(number) >= 2 or isinstance(self.blocks[number - 1], Listing)
        if number and apart and self._gap(number + 1) >= 2:
            return "a line of its own between large gaps"
        prose = isinstance(following, Paragraph) and not self.candidates[number + 1]
        if prose and len(text) <= _SHORT and not text.startswith("http") and ends_sentence(self.texts[number + 1]):
            return "" if self.texts[number + 1].startswith("※") else "a short line over a paragraph"
        return ""


class _Unspaced(_Finder):
    """No blank lines: a heading is short, and the line before it is closed."""

    confidence = 0.7

    def reason(self, number: int) -> str:
        text = self.texts[number]
        if not self.candidates[number] or number + 1 >= len(self.blocks) or self._wraps(number):
            return ""
        if not self._closed_before(number) or isinstance(self.blocks[number + 1], Listing):
            return ""
        if is_frame(text) or is_questions(text):
            return "a usual heading"
        if len(text) > _SHORT or _LEADS_IN.search(text) or (_POLITE.search(text) and text[-1] in "!！"):
            return ""
        if len(text) > _TERSE and (_GOES_ON.search(text) or "、" in text):
            return ""
        if text[-1] in "はが、,をの" or text[-1] in "。．.":
            return ""
        return "a short line between closed ones"

    def _wraps(self, number: int) -> bool:
        """Whether a Latin word ends the line and another begins the next: a sentence broken between words."""
        following = self.texts[number + 1]
        return bool(re.search(r"[A-Za-z,]$", self.texts[number]) and re.match(r"[A-Za-z]", following))

    def _closed_before(self, number: int) -> bool:
        if number == 0:
            return True
        before = self.blocks[number - 1]
        if not isinstance(before, Paragraph):
            return True
        return ends_sentence(self.texts[number - 1]) or number - 1 in self.found


def level_out(blocks: list[Block]) -> list[Block]:
    """The blocks with a heading that stands too high among its peers on their level: `## a`, `## b`, `# c`, `## d`."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    usual = levels[0] if levels else 0
    first = next((n for n, level in enumerate(levels) if level < usual), 0)
    higher = sum(level < usual for level in levels)
    if levels[:first].count(usual) < 2 or higher > levels.count(usual) / 3:
        return blocks
    return [replace(b, level=usual) if isinstance(b, Heading) and b.level < usual else b for b in blocks]


def join_lines(outline: Outline, blocks: list[Block]) -> list[Block]:
    """In a text without blank lines, a paragraph goes on until a line ends its sentence."""
    if outline.spaced:
        return blocks
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and _goes_on(outline, last, block):
            runs = (*last.text.runs, *block.text.runs)
            joined[-1] = replace(last, text=Text(runs))
        else:
            joined.append(block)
    return joined


def _goes_on(outline: Outline, last: Paragraph, block: Paragraph) -> bool:
    words = outline.words(last.text.runs[-1])
    adjacent = outline.line_of(block.text.start) - outline.line_of(last.text.end) == 1
    quoted = words.endswith(("」", "』")) and outline.words(block.text.runs[0]).startswith("と")
    return adjacent and (quoted or not (ends_sentence(words) or _LEADS_IN.search(words)))
