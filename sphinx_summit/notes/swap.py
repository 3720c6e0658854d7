"""What stands in a page instead of a part of a note's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sphinx_summit.notes.marks import code_spans

if TYPE_CHECKING:
    from collections.abc import Collection

BREAK = "\n"
"""Where a line of the page breaks."""

Part: TypeAlias = str | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Swap:
    """`words[start:end]` is replaced by parts: text of ours, or the place of words that stay."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()


def in_order(words: str, found: Collection[Swap], *, cells: bool = False) -> list[Swap]:
    """The swaps that count, in order: the first of those that overlap, none that begins in a span of code.

    `cells`: the text may be a row of a table; none holds a bar.
    """
    kept: list[Swap] = []
    spans = sorted(code_spans(words).items()) if found and "`" in words else []
    code = 0
    for swap in sorted(found, key=lambda swap: swap.start):
        while code < len(spans) and spans[code][1] <= swap.start:
            code += 1
        in_code = code < len(spans) and spans[code][0] < swap.start
        cut = cells and "|" in words[swap.start : swap.end]
        if not in_code and not cut and (not kept or swap.start >= kept[-1].end):
            kept.append(swap)
    return kept
