"""The sentences of a block and the one around a name, in European and East Asian scripts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from docutils.utils import unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_summit.domain.blocks import Block
    from sphinx_summit.domain.mentions import Mention

Span = tuple[int, int]
"""A first character and the one after the last, within a block's text."""

_QUOTED = 400
"""The most characters quoted on either side: a page without full stops is no sentence."""
_AT_A_WORD = 40
"""So many fewer if a word then stays whole."""

_EAST = r"\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff09\uff66-\uff9d"
_WIDE = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_CLOSING = r"」』）】〕〉》｣)\]\"'”’»"
_MARKS = "。！？｡．"
_END = re.compile(
    # Not within `３．１`, `Ｎｏｄｅ．ｊｓ`, `資料.pdf`; 「…。」と goes on after what it quotes.
    # A row of marks is tried at its first, or long rows would take a time of the square of their length.
    rf"(?<![{_MARKS}])"
    rf"(?:[。！？｡]|(?<![{_WIDE}])．|．(?![{_WIDE}])|(?<=[{_EAST}])(?:[!?]|\.(?![{_WIDE}])))[{_MARKS}.!?]*+"
    rf"(?:[{_CLOSING}]++(?![とっ])|(?![{_CLOSING}]))"
    rf"|(?<![.!?])[.!?]++[{_CLOSING}]*+(?=\s)"
)
_LAST_WORD = re.compile(rf"(?:(?![{_EAST}])[^\W_]|\.)+\Z")
_NEXT = re.compile(r"\s*(\S?)")
_LONGEST = 12
_ABBREVIATED = {"approx", "bzw", "ca", "cf", "dr", "dra", "e.g", "fr", "i.e", "mr", "mrs", "ms", "mt", "prof", "sr",
                "sra", "st", "viz", "vs", "z.b"}  # fmt: skip
"""Words that end with a full stop and are no end of a sentence."""
_BEFORE_NUMBERS = {"ch", "ed", "eq", "fig", "no", "nos", "nr", "p", "pp", "sec", "v", "ver", "vol", "jan", "feb", "mar",
                   "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}  # fmt: skip
"""The same where a number follows."""
_ANYWHERE = {"al", "bros", "co", "corp", "etc", "inc", "jr", "ltd", "usw"}
"""Abbreviations that end a sentence unless a small letter follows."""
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LINE_END = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPACE = re.compile(r"\s+")


class Sentences:
    """The text of a block and where its sentences end, found once however many names stand in it."""

    def __init__(self, block: Block) -> None:
        self.text = "".join(run.text for run in block.runs)
        self._runs = list(accumulate((len(run.text) for run in block.runs), initial=0))
        self._ends = list(_ends(self.text))

    def span_of(self, mention: Mention) -> Span:
        """Where a name stands. A role's text is the whole run, whatever is shown for it."""
        first, following = self._runs[mention.run : mention.run + 2]
        is_whole = mention.where == "link" and mention.start == 0
        return (first, following) if is_whole else (first + mention.start, first + mention.end)

    def around(self, span: Span) -> Span:
        """The sentence around a name, or as much of it as is quoted."""
        first, last = span
        before, after = bisect_right(self._ends, first), bisect_left(self._ends, last)
        start = self._ends[before - 1] if before else 0
        end = self._ends[after] if after < len(self._ends) else len(self.text)
        if first - start > _QUOTED:
            earliest = first - _QUOTED
            start = self.text.find(" ", earliest, earliest + _AT_A_WORD) + 1 or earliest
        if end - last > _QUOTED:
            latest = last + _QUOTED
            space = self.text.rfind(" ", latest - _AT_A_WORD, latest)
            end = latest if space < 0 else space
        return start, end

    def quote(self, around: Span, names: Iterable[Span]) -> tuple[str, ...]:
        """The text of a stretch and the names in it by turns: every second part is a name."""
        start, end = around
        parts, position = [], start
        for first, last in names:
            parts += [self._between(position, first, around), _one_line(self.text[first:last])]
            position = last
        parts.append(self._between(position, end, around))
        ahead = "…" if start and not self._is_end(start) else ""
        behind = "…" if end < len(self.text) and not self._is_end(end) else ""
        return (ahead + parts[0].lstrip(), *parts[1:-1], parts[-1].rstrip() + behind)

    def _between(self, first: int, last: int, around: Span) -> str:
        """A piece in one line; its neighbours tell whether a line end at its edge is a space."""
        left, right = first > around[0], last < around[1]
        line = _one_line(self.text[first - left : last + right])
        return line[left : len(line) - right]

    def _is_end(self, position: int) -> bool:
        number = bisect_left(self._ends, position)
        return number < len(self._ends) and self._ends[number] == position


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        end = match.end()
        may_be_a_word = match.group() == "." and text[end : end + 1].isspace()
        if not (may_be_a_word and _is_abbreviation(text, match.start())):
            yield end


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether a full stop belongs to its word, as in "Dr. Example", "No. 5", "J. Example", "e.g. this"."""
    word = _LAST_WORD.search(text, max(0, stop - _LONGEST), stop)
    following = _NEXT.match(text, stop + 1)
    if word is None or following is None:
        return False
    said, then = word.group(), following.group(1)
    small = said.casefold()
    return (
        small in _ABBREVIATED
        or (small in _BEFORE_NUMBERS and then.isdigit())
        or (small in _ANYWHERE and then.islower())
        or (said != "I" and then.isupper() and _INITIALS.fullmatch(said) is not None)
    )


def _one_line(text: str) -> str:
    """Line ends as spaces, but for those between characters that are written without spaces."""
    if "\n" in text:
        text = _LINE_END.sub("", text)
    return _SPACE.sub(" ", unescape(text))
