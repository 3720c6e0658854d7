"""The headings that part a note by days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.recognise.dates import find_dates
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, WEEKDAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline

_BESIDE_DATE, _BESIDE_ORDINAL, _BEFORE_ORDINAL = 16, 24, 10
"""So many characters may stand beside a day's date or number in its heading."""
_LONGEST = 200


def days_in(outline: Outline, blocks: Sequence[Block]) -> dict[int, str]:
    """The headings of days by their number: the date, or `?` where the heading has a number or a weekday only."""
    return {n: day for n, block in enumerate(blocks) if isinstance(block, Heading) and (day := _day_of(outline, block))}


def _day_of(outline: Outline, heading: Heading) -> str:
    text = words_of(outline, heading.text, _LONGEST)
    dates = [date for date in find_dates(text) if date.year and not date.is_range]
    ordinal = DAY_ORDINAL.search(text)
    rest = len(text) - sum(date.end - date.start for date in dates) - (len(ordinal[0]) if ordinal else 0)
    if WEEKDAY.fullmatch(text.strip()):
        return "?"
    counted = ordinal and rest <= (_BESIDE_ORDINAL if ordinal.start() <= 2 else _BEFORE_ORDINAL)
    if (dates and rest <= _BESIDE_DATE) or counted:
        return dates[0].period.start if dates else "?"
    return ""


def section_of(blocks: Sequence[Block], number: int) -> Iterator[int]:
    """The places of the blocks below a heading."""
    heading = blocks[number]
    assert isinstance(heading, Heading)
    for place in range(number + 1, len(blocks)):
        block = blocks[place]
        if isinstance(block, Heading) and block.level <= heading.level:
            return
        yield place
