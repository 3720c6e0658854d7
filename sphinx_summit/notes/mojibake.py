"""Text that was decoded wrongly once, before it was saved: reported, never mended."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

_WESTERN_HIGH = "\x80-\xffŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_H = f"[{_WESTERN_HIGH}]"
# Letters of UTF-8 in Windows-1252: of Western languages one is enough, of others several in a row.
_LATIN = re.compile(rf"Ã{_H}|[ÂÄÅ](?![‘-”–—…]){_H}|â€{_H}|ï¿½|ï»¿|(?:[ÎÏÐÑ]{_H}){{3,}}|(?:[ãäåæçèéêëìí]{_H}{_H}){{2,}}")
# Of UTF-8 in an encoding of East Asia.
_EAST = re.compile(r"[^\x00-\x7f][^\x00-\x1f!-\x7f]{5,}")
_EASTERN_WORDS = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]+")
_MOST_RUNS = 300
"""Text that is wrong for long is wrong in the first so many places."""
_RUN = re.compile(rf"{_H}{{6,}}")
_LONGEST = 40
_MOSTLY = 0.7
# Which characters, and how many of them in a run, show that an encoding is the right one.
_EASTERN = (
    ("euc_jp", "EUC-JP", re.compile(r"[\u3041-\u30fe]"), 0.3),
    ("cp932", "Shift_JIS", re.compile(r"[\u3041-\u30fe]"), 0.3),
    ("euc_kr", "EUC-KR", re.compile(r"[\uac00-\ud7a3]"), 0.95),
    ("gb2312", "GB2312", re.compile(r"[\u4e00-\u9fff\u3000-\u3002]"), 0.95),
)


def wrongly_decoded(text: str) -> Remark | None:
    """Where a text shows that its bytes were once taken for another encoding, and what they say; None if nowhere."""
    lost = text.find("\ufffd")
    for look in (_as_latin, _as_windows, _as_eastern):
        found = next(look(text), None)
        if found:
            start, wrong, right, encoding = found
            return Remark(start, f"this looks like {encoding}: “{wrong}” would be “{right}”; it was kept as it is")
    return Remark(lost, "characters were lost (�) before this text was saved") if lost >= 0 else None


_Found = tuple[int, str, str, str]


def _as_windows(text: str) -> Iterator[_Found]:
    """UTF-8 that was read as Windows-1252, or as Latin-1."""
    for match in _LATIN.finditer(text):
        wrong = match[0][: _LONGEST // 12 * 12]
        right = _again(wrong, "cp1252", "utf-8") or _again(wrong, "latin-1", "utf-8")
        if right:
            yield match.start(), wrong, right, "UTF-8 that was once read as Windows-1252"


def _as_eastern(text: str) -> Iterator[_Found]:
    """UTF-8 that was read as an encoding of East Asia: most of a run is words of East Asia in UTF-8."""
    for match in islice(_EAST.finditer(text), _MOST_RUNS):
        wrong = match[0][:_LONGEST]
        for encoding, name in (("cp932", "Shift_JIS"), ("gbk", "GBK"), ("cp949", "EUC-KR")):
            data = wrong.encode(encoding, errors="ignore")
            right = data.decode("utf-8", errors="ignore")
            words = right.replace(" ", "")
            enough = len(data) >= 1.5 * len(wrong) and 3 * len(words) >= _MOSTLY * len(data)
            if enough and _EASTERN_WORDS.fullmatch(words):
                yield match.start(), wrong, right, f"UTF-8 that was once read as {name}"
                break


def _as_latin(text: str) -> Iterator[_Found]:
    """An encoding of East Asia that was read as Windows-1252, or as Latin-1."""
    for match in _RUN.finditer(text):
        wrong = match[0][:_LONGEST]
        if sum(not char.isalpha() for char in wrong) * 6 < len(wrong):
            continue
        for encoding, name, pattern, share in _EASTERN:
            right = _from_western(wrong, encoding)
            if right and len(pattern.findall(right)) >= share * len(right):
                yield match.start(), wrong, right, f"{name} that was once read as Windows-1252"
                break


def _from_western(wrong: str, encoding: str) -> str:
    """What a text says in an encoding of East Asia, perhaps without its last character, which may be half of one."""
    tries = (_again(words, west, encoding) for west in ("cp1252", "latin-1") for words in (wrong, wrong[:-1]))
    return next(filter(None, tries), "")


def _again(text: str, wrong: str, right: str) -> str:
    """The text as it was meant, when its bytes in one encoding are text in another."""
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return ""
