"""Lines that are titles: what repeats in the paragraphs of a note, each shape of line as a level of headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Paragraph, Quote, Text
from sphinx_summit.notes.recognise.people import is_person, read_people
from sphinx_summit.notes.recognise.programme import TIME
from sphinx_summit.notes.recognise.seen import see_run
from sphinx_summit.notes.recognise.spoken import LABEL
from sphinx_summit.notes.recognise.titles import ending_of, shared_forms
from sphinx_summit.notes.recognise.words import SESSION_ORDINAL, count_words, ends_sentence, is_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline, Run

SHAPES = {
    "credited": 0.2,
    "quoted": 0.5,
    "counted": 0.4,
    "timed": 0.4,
    "linked": 0.3,
    "labelled": 0.5,
    "named": 0.3,
    "plain": 0.0,
}
"""What a shape says for lines being titles, beside what the lines say; the likeliest first."""
_QUOTED = re.compile(
    r"\W{0,3}(?:\d{1,2}\s?[.)]\s*)?[\"“„«「『《][^\"“”„«»「」『』《》]{4,150}[\"“”»」』》](?P<after>.{0,80})"
)
_COUNTED = re.compile(
    r"(?i)(?:\d{1,2}\s?[.)）]\s|[①-⑳]|#\d{1,2}\s|(?:talk|session|vortrag|charla|palestra|セッション|発表|講演|LT|세션|발표|演講|演讲|议题|議題)"
    r"\s?\d{0,2}\s?[:：]\s?)(?=\S{2})"
)
_CLAUSE = re.compile(
    r"(?i)\b(?:I|we|my|our|us|me|ich|wir|mein\w*|unser\w*|je|j['’]ai|nous|mon|notre|yo|eu|meu|minha|nós|[:：]\s)\b|[，,].*[，,]|，"
    r"|(?:ました|でした|です|ます|した|たい|だった)$|(?:했다|이다|었다|았다|습니다|니다)$"
)
"""What sentences have and titles seldom."""
_URL = re.compile(r"https?://\S+")
_COMMAS = frozenset(("comma", "before-comma"))
"""In a line of text a comma parts anything."""
_LINE = 200
_PLAIN = 120
_MOST = 0.7
_FEWEST = 2
_RECURS = 3
_LABEL = 30
_TITLE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: in which block, the how many-th there, and what it says.

    `whole`: it does not go on in the next; `linked`: most of it is a link; `below_name`: a name stands above it;
    `below_label`: a short line that recurs in the note does.
    """

    block: int
    number: int
    run: Run
    words: str
    whole: bool = True
    linked: bool = False
    below_name: bool = False
    below_label: bool = False


def line_levels(
    outline: Outline, blocks: Sequence[Block], taken: Sequence[tuple[int, int]], others: int
) -> Iterator[tuple[str, list[Block], frozenset[int]]]:
    """For each shape that lines share: its name, the blocks with those lines as headings, and where these stand.

    `taken`: where sessions of another level stand, in order; a shape is one only if more of its lines than `others`,
    and most of them, stand elsewhere.
    """
    starts = [start for start, _ in taken]
    lines = _lines(outline, blocks)
    forms = shared_forms([line.words for line in lines]) - _COMMAS
    shapes: dict[str, list[Line]] = {shape: [] for shape in SHAPES}
    for line in lines:
        for shape in _shapes(line, forms):
            shapes[shape].append(line)
    for shape, members in shapes.items():
        free = sum(not _is_within(line.run.start, starts, taken) for line in members)
        if len(members) >= _FEWEST and free > max(others, len(members) / 2):
            yield shape, *_promoted(blocks, members)


def _is_within(at: int, starts: Sequence[int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is within one of the spans."""
    number = bisect_right(starts, at) - 1
    return number >= 0 and at < taken[number][1]


def _lines(outline: Outline, blocks: Sequence[Block]) -> list[Line]:
    """The lines that may be titles: first ones, those after a break or after a name."""
    found = []
    counts = Counter(outline.words(run) for block in blocks if isinstance(block, Paragraph) for run in block.text.runs)
    labels = {words for words, count in counts.items() if count >= _RECURS and 0 < len(words) <= _LABEL}
    for number, block in enumerate(blocks):
        paragraph = block.blocks[0] if isinstance(block, Quote) and len(block.blocks) == 1 else block
        if not isinstance(paragraph, Paragraph):
            continue
        named = labelled = False
        breaks = set(paragraph.text.hard) | {len(paragraph.text.runs) - 1}
        for n, run in enumerate(paragraph.text.runs[:_LINE]):
            if n and not (named or labelled or n - 1 in breaks or outline.dialect == "text"):
                break
            seen = see_run(outline, run) if run.end - run.start < 3 * _LINE else None
            words = seen.text.strip() if seen else ""
            if seen and 0 < len(words) <= _LINE:
                linked = sum(map(bool, seen.depths)) >= _MOST * len(seen.depths) and "](" in outline.words(run)
                found.append(Line(number, n, run, words, n in breaks, linked, named, labelled))
            labelled = outline.words(run) in labels
            named = 0 < len(words) <= _PLAIN // 2 and is_person(words)
    return found


def _shapes(line: Line, forms: frozenset[str]) -> Iterator[str]:
    """The shapes that a line has."""
    words = line.words
    quoted = _QUOTED.fullmatch(words)
    if LABEL.match(words) or is_frame(words) or _URL.fullmatch(words):
        return
    if quoted and (not quoted["after"].strip(" .") or ending_of(words, forms=forms)):
        yield "quoted"
    if line.below_name and count_words(words) >= _FEWEST:
        yield "named"
    if line.below_label and count_words(words) >= _FEWEST:
        yield "labelled"
    if not line.whole or (ends_sentence(words) and not quoted):
        return
    if (ending := ending_of(words, forms=forms)) and (ending.start >= _TITLE or ending.start == 0):
        yield "credited"
    if _COUNTED.match(words) or SESSION_ORDINAL.match(words):
        yield "counted"
    elif (time := TIME.match(words)) and count_words(words[time.end() :]) > 1:
        yield "timed"
    if line.linked and count_words(words) >= _FEWEST:
        yield "linked"
    is_title = count_words(words) >= _TITLE and len(words) <= _PLAIN and words[-1] not in ".:：,、;"
    if line.number == 0 and is_title and not (_CLAUSE.search(words) or read_people(words)):
        yield "plain"


def _promoted(blocks: Sequence[Block], members: Sequence[Line]) -> tuple[list[Block], frozenset[int]]:
    """The blocks with lines as headings one level below those above them; where these headings stand."""
    lines: dict[int, dict[int, Line]] = {}
    for line in members:
        lines.setdefault(line.block, {})[line.number] = line
    found: list[Block] = []
    made: set[int] = set()
    level = 1
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            level = block.level
        if number not in lines:
            found.append(block)
            continue
        paragraph = block.blocks[0] if isinstance(block, Quote) else block
        assert isinstance(paragraph, Paragraph)
        start = 0
        for n, line in lines[number].items():
            first = n - line.below_name
            found += _part(paragraph, start, first)
            if line.below_name:
                name = paragraph.text.runs[first]
                found.append(Heading(Text((name,)), min(level + 1, 5), at=name.start))
            made.add(len(found))
            found.append(Heading(Text((line.run,)), min(level + 1 + line.below_name, 6), at=line.run.start))
            start = n + 1
        found += _part(paragraph, start, len(paragraph.text.runs))
    return found, frozenset(made)


def _part(paragraph: Paragraph, start: int, end: int) -> list[Block]:
    """Some of a paragraph's lines as one of their own."""
    hard = frozenset(n - start for n in paragraph.text.hard if start <= n < end)
    return [Paragraph(Text(paragraph.text.runs[start:end], hard))] if start < end else []
