"""Names at a place below a heading where its siblings have them too: a sub-heading, opening words, a late label."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Item, Listing, Paragraph, Run, Table
from sphinx_summit.notes.recognise.people import KOREAN_NAME, credit_of, read_people
from sphinx_summit.notes.recognise.programme import cells_of
from sphinx_summit.notes.recognise.seen import see_run, words_of
from sphinx_summit.notes.recognise.spoken import LABEL, ORNAMENT, Spoken, texts_of
from sphinx_summit.notes.recognise.titles import ending_of
from sphinx_summit.notes.recognise.words import is_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline

_NEAR = 8
"""A sub-heading with names is among the first so many blocks."""
_LINE = 100
_OPENING = 300
_TEXTS = 60
_ONE_ROW = 3
_SHORT_NAME = re.compile(r"[\u3400-\u9fff]{2,3}|[가-힣]{3}|@\w+")
_SPEAKER = re.compile(r"(?i)(?:講者|讲者|講師|讲师|嘉宾|主讲人|登壇者|発表者|speaker|연사|발표자)\s+")
_ORDINAL = re.compile(r"^\s*(?:\d+\s*[.、)）]|[-–—•])\s*")


def names_at_places(outline: Outline, content: Sequence[Block]) -> list[Spoken]:
    """Whom a section names at such a place, each with the place as its form: it counts where siblings have it."""
    return [
        *_in_sub_heading(outline, content),
        *_in_opening(outline, content),
        *_after_label(outline, content),
        *_in_table(outline, content),
    ]


def names_in_first_line(outline: Outline, content: Sequence[Block], form: str) -> list[Spoken]:
    """The names in a section's first line, where one must be as its siblings have it: in capitals, in lower case."""
    run = next(iter(_first_runs(content)), None)
    words = ORNAMENT.sub("", see_run(outline, run).text.strip()) if run and run.end - run.start <= 2 * _LINE else ""
    if not words or len(words) > _LINE or re.search(r"[。！!?？:：]|https?:", words):
        return []
    shown = words.title() if words.isupper() else words
    people = read_people(
        shown, stated=len(words.split()) > 1 or bool(KOREAN_NAME.fullmatch(words.split("|")[0].strip()))
    )
    if not people or any(each.name is None for each in people):
        return []
    return [
        Spoken(credit_of(words, each), run.start if run else 0, "a name stands there below others", 0.7, form)
        for each in people
    ]


def _first_runs(content: Sequence[Block]) -> Iterator[Run]:
    first = content[0] if content else None
    if isinstance(first, Paragraph):
        yield from first.text.runs[:1]
    elif isinstance(first, Listing):
        yield from (item.text.runs[0] for item in first.items[:1] if isinstance(item, Item) and item.text.runs)


def _in_sub_heading(outline: Outline, content: Sequence[Block]) -> Iterator[Spoken]:
    """The names in the only sub-heading near the top, or in one right below the heading."""
    headings = [block for block in content if isinstance(block, Heading) and block.text.runs]
    first = next((block for block in content[:_NEAR] if isinstance(block, Heading)), None)
    if first is None or not first.text.runs or not (first is content[0] or len(headings) == 1):
        return
    words = _ORDINAL.sub("", words_of(outline, first.text, _LINE + 1))
    if len(words) > _LINE or ending_of(words) or is_frame(words):
        return
    for each in read_people(words, stated=bool(_SHORT_NAME.fullmatch(words))):
        if each.name:
            yield Spoken(credit_of(words, each), first.at, "the heading below is a name", 0.8, "sub-heading")


def _in_opening(outline: Outline, content: Sequence[Block]) -> Iterator[Spoken]:
    """The names with which the first paragraph opens, set off as a link or in bold; a word for speakers may precede."""
    for block in content[:2]:
        if not isinstance(block, Paragraph) or not block.text.runs:
            return
        run = block.text.runs[0]
        seen = see_run(outline, Run(run.start, min(run.end, run.start + _OPENING)))
        label = _SPEAKER.match(seen.text)
        start = label.end() if label else 0
        last = next((n for n, depth in enumerate(seen.depths[start:], start) if not depth), len(seen.text))
        words = seen.text[start:last].strip()
        if 0 < len(words) <= _LINE:
            for each in read_people(words):
                if each.name:
                    reason = "its first words are a name, as below others"
                    yield Spoken(credit_of(words, each), run.start, reason, 0.75, "opening")
        if seen.text.strip():  # else a picture
            return


def _in_table(outline: Outline, content: Sequence[Block]) -> Iterator[Spoken]:
    """The names in a small table of facts below a heading."""
    table = content[0] if content else None
    if isinstance(table, Table) and len(table.rows) == _ONE_ROW:
        for cell in cells_of(outline, table, "speaker"):
            words = see_run(outline, cell).text.strip()
            for each in read_people(words, stated=True):
                yield Spoken(credit_of(words, each), cell.start, "the table below names them", 0.85, "table")


def _after_label(outline: Outline, content: Sequence[Block]) -> Iterator[Spoken]:
    """The names after a label such as `Speaker:`, wherever it stands before the first sub-heading."""
    own = takewhile(lambda block: not isinstance(block, Heading), content)
    for text in islice(texts_of(own, 1), _TEXTS):
        for run in text.runs[:3]:
            if run.end - run.start > 3 * _LINE:
                continue
            words = see_run(outline, run).text.strip()
            label = LABEL.match(words)
            if label and not label["bare"]:
                for each in read_people(words[label.end() :].rstrip("*_ "), label.end(), stated=True):
                    yield Spoken(credit_of(words, each), run.start, "a line says who spoke", 0.85, "label")
