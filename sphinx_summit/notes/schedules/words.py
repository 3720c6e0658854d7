"""Words of a structured source (JSON, XML, YAML, iCalendar, CSV) that know where they stand in it.

A parsed source is a tree of `dict`, `list`, `Words`, `bool` and `None`; its keys and numbers are `Words` too, so that
an id compares equal whether a file writes it as `15` or as `"15"`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Part:
    """`source[start:end]` stands for `text`: the same characters, or an escape or a line's fold."""

    start: int
    end: int
    text: str


class Words(str):
    """A text whose parts stand in the source, in order."""

    __slots__ = ("_places", "parts")
    parts: tuple[Part, ...]
    _places: list[int]

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.parts[0].start if self.parts else -1

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.parts[-1].end if self.parts else -1

    @property
    def places(self) -> list[int]:
        """Where in the text each part begins."""
        try:
            return self._places
        except AttributeError:
            self._places = [0, *accumulate(len(part.text) for part in self.parts)][: len(self.parts)]
            return self._places

    def cut(self, start: int, end: int) -> Words:
        """The words `self[start:end]`; an escape goes with its first character."""
        cut = []
        number = max(bisect_right(self.places, start) - 1, 0)
        for place, part in zip(self.places[number:], self.parts[number:], strict=True):
            if place >= end:
                break
            begin, stop = max(start - place, 0), min(end - place, len(part.text))
            if begin < stop:
                same = part.end - part.start == len(part.text)
                cut.append(Part(part.start + begin, part.start + stop, part.text[begin:stop]) if same else part)
        return words_of(cut)

    def strip_around(self) -> Words:
        """The words without white space around them."""
        stripped = self.strip()
        if len(stripped) == len(self):
            return self
        begin = len(self) - len(self.lstrip())
        return self.cut(begin, begin + len(stripped))


Tree: TypeAlias = "dict[str, Tree] | list[Tree] | Words | bool | None"


def words_of(parts: Iterable[Part]) -> Words:
    """The text that the parts make up."""
    kept = tuple(parts)
    words = Words("".join(part.text for part in kept))
    words.parts = kept
    return words


def words_at(source: str, start: int, end: int) -> Words:
    """`source[start:end]` as it stands."""
    return words_of((Part(start, end, source[start:end]),) if start < end else ())


def joined(source: str, parts: Iterable[Part]) -> Words:
    """The text of parts of which many follow right upon each other."""
    runs: list[Part] = []
    begin = end = -1
    for part in parts:
        same = part.end - part.start == len(part.text)
        if same and part.start == end:
            end = part.end
            continue
        if begin < end:
            runs.append(Part(begin, end, source[begin:end]))
        begin, end = (part.start, part.end) if same else (-1, -1)
        if not same:
            runs.append(part)
    if begin < end:
        runs.append(Part(begin, end, source[begin:end]))
    return words_of(runs)


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, Words]]:
    """Every text below a node with the key that leads to it, in the source's order."""
    pending: list[tuple[str, Tree]] = [(path, tree)]
    while pending:
        key, node = pending.pop()
        if isinstance(node, Words):
            yield key, node
        elif isinstance(node, list):
            pending += [(key, each) for each in reversed(node)]
        elif isinstance(node, dict):
            pending += [(str(name), each) for name, each in reversed(list(node.items()))]
