"""Lists of AsciiDoc: as deep as the marks that are open, with blocks that `+` ties to an item."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

from sphinx_summit.notes.readers.asciidoc_lines import begins, end_of_words, is_comment, item_at, next_shown
from sphinx_summit.notes.readers.rewriting import COMMENT, part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_summit.notes.outline import Run
    from sphinx_summit.notes.readers.lines import Line
    from sphinx_summit.notes.readers.rewriting import Scribe

_DEEPEST = 8


class ListWriter:
    """Writes lists; `tied` writes a block that belongs to an item."""

    def __init__(self, scribe: Scribe, tied: Callable[[Sequence[Line], int, int], int]) -> None:
        self.scribe = scribe
        self.tied = tied

    def write(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """A list with all that is in it; the number of the line after it."""
        opened = _Opened(self.scribe)
        while number < len(lines):
            following = next_shown(lines, number)
            if opened.items and following == number and lines[number].words == "+":
                number = next_shown(lines, number + 1)
                number = self.tied(lines, number, depth) if number < len(lines) else number
            elif following < len(lines) and (match := item_at(lines[following])):
                number = self._item(lines, following, match, opened)
            else:
                break
        opened.close_all()
        return number

    def _item(self, lines: Sequence[Line], number: int, match: re.Match[str], opened: _Opened) -> int:
        line, groups = lines[number], match.groupdict()
        count = opened.make_way_for(re.sub(r"\d+", "1", match["mark"]))
        given = (groups.get("number") or groups.get("call") or "").strip(".")
        opened.open(re.sub(r"\d+", "1", match["mark"]), given or (str(count) if match["mark"][0] == "." else ""), count)
        first = line.after(line.body + match.end())
        if not groups.get("term"):
            end = end_of_words(lines, number, listed=True)
            self.scribe.paragraph([first.run, *self.words(lines[number + 1 : end])])
            return end
        start, end = number + 1, number + 1
        if not first.blank:
            end = end_of_words(lines, number, listed=True)
        elif (below := next_shown(lines, number + 1)) < len(lines) and not _ends(lines[below]):
            start, end = below, end_of_words(lines, below, listed=True)
        runs = [] if first.blank else [first.run]
        self.scribe.paragraph([*runs, *self.words(lines[start:end])], lead=part(line, match, "term"))
        return end

    def words(self, lines: Sequence[Line]) -> list[Run]:
        """The lines of a paragraph, comments among them left out."""
        for line in lines:
            if is_comment(line):
                self.scribe.pen.drop(line.body, line.stop, COMMENT)
        return [line.run for line in lines if not is_comment(line)]


def _ends(line: Line) -> bool:
    """Whether a line below a term is not what it means."""
    return bool(item_at(line)) or begins(line)


class _Opened:
    """The items that are open, each with its mark and its number in its list."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.items: list[tuple[str, ExitStack, int]] = []

    def make_way_for(self, mark: str) -> int:
        """Close what an item with this mark does not stand in; its number in its list."""
        if mark in {known for known, _, _ in self.items}:
            while self.items[-1][0] != mark:
                self._close()
            return self._close() + 1
        return self._close() + 1 if len(self.items) >= _DEEPEST else 1

    def open(self, mark: str, shown: str, count: int) -> None:
        """Begin an item."""
        item = ExitStack()
        item.enter_context(self.scribe.item(shown))
        self.items.append((mark, item, count))

    def close_all(self) -> None:
        while self.items:
            self._close()

    def _close(self) -> int:
        _, item, count = self.items.pop()
        item.close()
        return count
