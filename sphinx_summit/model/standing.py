"""How a stretch of text stands among its neighbours: a whole word of its script, or a part of a compound.

All functions take folded text (`folding.fold_text`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Alphabets whose words are separated by spaces: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Indian ones.
LATIN = (
    r"0-9a-z\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u058f\u05d0-\u05ea\u0620-\u06ff\u0900-\u0dff\u1e00-\u1fff"
)
KATAKANA = r"\u30a1-\u30fa\u30fc\u3099\u309a"
_HIRAGANA, _HANGUL, HAN = r"\u3041-\u3096", r"\uac00-\ud7a3", r"\u3005\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_BOTH_ENDS = tuple(re.compile(f"[{chars}]{{2}}") for chars in (LATIN, KATAKANA))
# Particles follow a name without a space, so only its start tells whether it is a word …
_START_ONLY = tuple(re.compile(f"[{chars}]{{2}}") for chars in (_HIRAGANA, _HANGUL))
# … and before a name in hiragana there may be one as well.
_PARTICLE = re.compile("[はがのをにへともでやか]")
_ONE_HAN = re.compile(f"[{HAN}]")
# What an identifier, a path or an address is made of; a name inside such a token is a part of a compound.
_TOKEN = re.compile(rf"[{LATIN}_./\\:@~-]+")
_PATH_MARKS = re.compile(r"[.:~@\\]")


def is_whole(text: str, start: int, stop: int) -> bool:
    """Whether no letter of the same script touches either end. Chinese characters have no word ends, but for a
    single one, which is a word only when it stands alone."""
    before, after = text[start - 1 : start + 1] if start else "", text[stop - 1 : stop + 1]
    if any(script.match(before) for script in _BOTH_ENDS) or any(script.match(after) for script in _BOTH_ENDS):
        return False
    if any(script.match(before) for script in _START_ONLY) and not _PARTICLE.match(before):
        return False
    if stop - start == 1 and _ONE_HAN.match(text[start]):
        return not any(_ONE_HAN.match(char) for char in (before[:1], after[1:]))
    return True


@dataclass(frozen=True, slots=True)
class _Token:
    """A run of characters that identifiers, paths and addresses are made of; `bare` without the points around it."""

    start: int
    stop: int
    bare: tuple[int, int]
    is_list: bool
    """Whether its slashes part names: `nova/neutron` does, `/etc/nova`, `~/nova` and `a.b/nova` do not."""


_NO_TOKEN = _Token(0, 0, (0, 0), is_list=False)


class Tokens:
    """The tokens of one text. Asked from left to right, so that a long token is looked at once, not per name in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._token = _NO_TOKEN

    def is_compound(self, start: int, stop: int) -> bool:
        """Whether the stretch is only a part of a name, a path or an address."""
        token = self._around(start, stop)
        if (start, stop) in {(token.start, token.stop), token.bare}:
            return False
        return not (token.is_list and self._is_part(token, start, stop))

    def _around(self, start: int, stop: int) -> _Token:
        if not self._token.start <= start < stop <= self._token.stop:
            self._token = self._read(start, stop)
        return self._token

    def _read(self, start: int, stop: int) -> _Token:
        left, right = start, stop
        while left and _TOKEN.match(self._text[left - 1]):
            left -= 1
        match = _TOKEN.match(self._text, right)
        right = match.end() if match else right
        token = self._text[left:right]
        bare = token.strip(".:-\\")
        bare_start = left + token.find(bare)
        parts = token.split("/")
        is_list = len(parts) > 1 and all(part.strip(".:-") for part in parts)
        is_list = is_list and not _PATH_MARKS.search(token.strip(".:"))
        return _Token(left, right, (bare_start, bare_start + len(bare)), is_list)

    def _is_part(self, token: _Token, start: int, stop: int) -> bool:
        before = start in {token.start, token.bare[0]} or self._text[start - 1] == "/"
        after = stop in {token.stop, token.bare[1]} or self._text[stop] == "/"
        return before and after
