"""Text as names are compared in it: case and width folded, composed, each character with its place in the source.

Handbooks hold text of many machines: decomposed letters (NFD) of macOS, half-width kana of mail, full-width Latin.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_HYPHENS = "\u2010\u2011\ufe63\uff0d"
_FULL_WIDTH_MARKS = "：．～＠＼"
"""Punctuation of a sentence, though NFKC makes ASCII of it, which would join two words to one token."""

_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
_UNSEEN = "\u00ad\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Soft hyphens, joiners and variation selectors: a reader does not see them."""
_JAMO = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
_CLUSTER = re.compile(f"{_JAMO}|[^{_MARKS}{_UNSEEN}][{_MARKS}{_UNSEEN}]+")
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_HAS_CLUSTERS = re.compile(f"[{_MARKS}{_UNSEEN[:-3]}\u1100-\u1112]")
_IS_BEYOND = re.compile("[\U000e0100-\U000e01ef]")  # apart, as a pattern within the basic plane is fast


_LOOSE = re.compile("[\t-\r\x1c-\x1f\x85\u1680\u2010\u2028\u2029]")
"""What we fold beyond NFKC and case: white space and a hyphen."""


class _Fold(dict[int, str]):
    """Character → its folded form of the same length, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = " " if char.isspace() else unicodedata.normalize("NFKC", char).casefold()
        self[code] = folded if len(folded) == 1 else char
        return self[code]


_FOLD = _Fold({**dict.fromkeys(map(ord, _HYPHENS), "-"), **{ord(mark): mark for mark in _FULL_WIDTH_MARKS}})


class Folded(NamedTuple):
    """A folded text. `places` are the source's offset of each character and of the end; None: the same offsets."""

    text: str
    places: list[int] | None = None

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the source."""
        return (self.places[start], self.places[stop]) if self.places else (start, stop)


def fold_text(text: str) -> Folded:
    """The text as names are compared in it."""
    if text.isascii() or not (_HAS_CLUSTERS.search(text) or _IS_BEYOND.search(text)):
        return Folded(_fold_characters(text))
    parts: list[str] = []
    places: list[int] = []
    position = 0
    for match in _CLUSTER.finditer(text):
        parts.append(text[position : match.start()].translate(_FOLD))
        places.extend(range(position, match.start()))
        composed = compose(match[0]).translate(_FOLD)
        parts.append(composed)
        places.extend([match.start()] * len(composed))
        position = match.end()
    parts.append(text[position:].translate(_FOLD))
    places.extend(range(position, len(text) + 1))
    return Folded("".join(parts), places)


def _fold_characters(text: str) -> str:
    """Each character folded; most text has no compatibility characters, and is folded several times as fast."""
    if not text.isascii() and unicodedata.is_normalized("NFKC", text):
        folded = text.casefold()
        if len(folded) == len(text):
            return _LOOSE.sub(lambda match: _FOLD[ord(match[0])], folded)
    return text.translate(_FOLD)


def compose(text: str) -> str:
    """The text in full characters of standard width, its case kept, without what a reader does not see."""
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", text))
