"""Numbered slides: `Keynote (1)`, `Keynote (2)` … are one section with the slides below it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Heading, Text

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Outline

_SERIES = re.compile(r"(?P<stem>.*\S)\s*[(（#]?\s*(?P<n>\d{1,2})\s*(?:/\s*\d{1,2})?\s*[)）]$")


def merge_series(outline: Outline, blocks: list[Block]) -> list[Block]:
    """The blocks with a heading of ours over each numbered series, and its slides one level down."""
    headings = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level > 1]
    numbered = {n: _numbered(outline, blocks[n]) for n in headings}
    levels = {n: block.level for n, block in enumerate(blocks) if isinstance(block, Heading)}
    made: dict[int, Heading] = {}
    for place, number in enumerate(headings):
        stem, n = numbered[number]
        if n != 1:
            continue
        members = [number]
        for other in headings[place + 1 :]:
            if numbered[other] == (stem, len(members) + 1):
                members.append(other)
            elif levels[other] <= levels[number]:
                break
        if len(members) > 1:
            first = blocks[number]
            assert isinstance(first, Heading)
            made[number] = Heading(Text(()), first.level, name=stem, at=first.at)
            _lower(levels, members, len(blocks))
    return [part for n, block in enumerate(blocks) for part in _parts(block, n, made, levels)]


def _lower(levels: dict[int, int], members: list[int], end: int) -> None:
    """One level down for the members of a series and what is below them."""
    level = levels[members[0]]
    stop = next((n for n in range(members[-1] + 1, end) if 0 < levels.get(n, 0) <= level), end)
    for n in range(members[0], stop):
        if n in levels:
            levels[n] += 1


def _parts(block: Block, number: int, made: dict[int, Heading], levels: dict[int, int]) -> list[Block]:
    if not isinstance(block, Heading):
        return [block]
    lowered = block if block.level == levels[number] else replace(block, level=levels[number])
    return [made[number], lowered] if number in made else [lowered]


def _numbered(outline: Outline, block: Block) -> tuple[str, int]:
    match = _SERIES.fullmatch(outline.plain(block.text)) if isinstance(block, Heading) and block.text.runs else None
    return (match["stem"].rstrip("(（# "), int(match["n"])) if match else ("", 0)
