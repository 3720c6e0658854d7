"""What stands in a page instead of a part of a note's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

BREAK = "\n"
"""Where a line of the page breaks."""

Part: TypeAlias = str | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Swap:
    """`words[start:end]` is replaced by parts: text of ours, or the place of words that stay."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()
