"""Which encoding bytes are in: what is certain by structure, then what the text declares, then what reads best.

Encodings of East Asia share most of their byte pairs, so almost any bytes are text in several of them. What tells them
apart is which characters come out: every one of these standards puts the common characters into its first level.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import charset_normalizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE = 20_000
"""So many bytes tell an encoding."""
_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\$\([@BDOPQ]|\$\)C|\([BIJ])")
_ESCAPED = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004", "iso2022_jp_ext", "iso2022_kr")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)"""
    rb"""|(?:-\*-|vim?:|^[#;%./ ]+)[^\n]{0,80}?(?:file)?(?:en)?coding[:=]\s*([\w.-]+)""",
    re.IGNORECASE | re.MULTILINE,
)
# What is meant by a name is often more than it says (WHATWG Encoding Standard, 4.2).
_MEANT = {
    "shift_jis": "cp932", "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "ascii": "cp1252",
    "iso8859-1": "cp1252", "big5": "cp950",
}  # fmt: skip
_COMMON_HANZI = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社"
    "义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通"
    "并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"
    "几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共"
    "议题会场讲演者笔记云软件项目社区参加"
)
_COMMON_KANJI = frozenset(
    "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電"
    "校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強"
    "公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究"
    "楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉"
    "貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢議演表資料雲加参"
)
_COMMON_HANGUL = frozenset(
    "이다는에의을가고하를은한지사도기로서대자들인그있어나시일리스과해수아정전것제부장원라보구으상적여와만유조관동주비성게공화회"
    "소행문연생용트선드미신할무안방했없거중오개오마경학러내진치년위반우세국발요계분음결실세명습니까개발표식업입운영"
)


def decode(data: bytes) -> tuple[str, str]:
    """The text of bytes without a mark of byte order, and its encoding; ValueError when they are no text."""
    for encoding in _candidates(data):
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    raise ValueError("this is not text in an encoding that we know")


def _candidates(data: bytes) -> Iterator[str]:
    """The encodings worth a try, the likeliest first."""
    if _ESCAPE.search(data):
        yield from _ESCAPED
    if b"\0" in data:
        yield from _two_bytes(data, 0.5)
    yield "utf-8"
    if b"\0" in data:
        raise ValueError("this is not text")
    declared = _declared(data)
    if declared:
        yield declared
    yield from _by_reading(data)


def _declared(data: bytes) -> str:
    """The encoding that a text says it is in."""
    match = _DECLARED.search(data[:2048])
    name = next(filter(None, match.groups()), b"").decode("ascii") if match else ""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    # The declaration was read byte by byte, so it is not in one of these.
    return "" if known.startswith(("utf-16", "utf-32")) else _MEANT.get(known, known)


# -- UTF-16 without its mark ---------------------------------------------------------------------------------


def _two_bytes(data: bytes, enough: float) -> Iterator[str]:
    """UTF-16, when the text reads well in one order of the bytes, and less so in the other."""
    if len(data) % 2:
        return
    scores = {name: _score_of_all(data[:SAMPLE], name) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= enough and scores[best] > min(scores.values()) + 0.2:
        yield best


def _score_of_all(sample: bytes, encoding: str) -> float:
    """How well a text reads in the language in which it reads best, plain letters and all."""
    text = _sample_in(sample, encoding)
    if not text:
        return -3
    plain = [1.0 if char.isprintable() or char in "\t\r\n" else -3.0 for char in text if char <= "\x7f"]
    other = [char for char in text if char > "\x7f"]
    best = max(sum(map(points, other)) for points in (_japanese, _chinese, _traditional, _korean, _latin))
    return (sum(plain) + best) / len(text)


def _latin(char: str) -> float:
    return 1.0 if char <= "\u024f" or char in "‘’“”„–—…€" else -3.0


# -- by what comes out ---------------------------------------------------------------------------------------


def _by_reading(data: bytes) -> Iterator[str]:
    """The encodings in which the bytes are text, by how well it reads; then what charset-normalizer finds."""
    sample = data[:SAMPLE]
    scored = [(score(text), name) for name, score in _SCORES.items() if (text := _sample_in(sample, name)) is not None]
    good = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    yield from _two_bytes(data, max(1.2, good[0][0] + 0.2 if good else 0))
    yield from (name for _, name in good)
    best = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    if best:
        yield best.encoding


def _sample_in(sample: bytes, encoding: str) -> str | None:
    """The beginning of a text, which may be cut within a character."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None


def _mean(points: Callable[[str], float]) -> Callable[[str], float]:
    """The points of a text: the mean of those of its characters that are not ASCII, less for control characters."""

    def score(text: str) -> float:
        found = [points(char) for char in text if char > "\x7f"]
        return (sum(found) - 3 * _controls(text)) / max(len(found), 1)

    return score


def _controls(text: str) -> int:
    """How many control characters a text holds that texts seldom have."""
    return len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text))


@cache
def _level(char: str, encoding: str) -> int:
    """The first byte of a character in a standard; 255 when it is not in it."""
    try:
        data = char.encode(encoding)
    except UnicodeEncodeError:
        return 0xFF
    return data[0] if len(data) == 2 else 0xFF


def _is_mark(char: str) -> bool:
    """Punctuation of East Asia, and what stands for ASCII there."""
    return "\u3000" <= char <= "\u3020" or "\uff01" <= char <= "\uff5e" or char in "‘’“”…—・·―─■□●○◆◇★☆※→←↑↓°×"


def _japanese(char: str) -> float:
    if "\u3041" <= char <= "\u30fe":
        return 2.5
    if "\uff61" <= char <= "\uff9f":
        return -0.5
    if _is_mark(char):
        return 1
    if char in _COMMON_KANJI:
        return 2
    level = _level(char, "euc_jp")
    if level < 0xB0 or "\u2160" <= char <= "\u2473" or "\u3200" <= char <= "\u33ff":
        return 0.3
    return 1 if level <= 0xCF else -1 if level < 0xFF else -2


def _chinese(char: str) -> float:
    if _is_mark(char):
        return 1
    if char in _COMMON_HANZI:
        return 2.2
    level = _level(char, "gb2312")
    return 1 if 0xB0 <= level <= 0xD7 else -1 if 0xD8 <= level <= 0xF7 else -3


def _traditional(char: str) -> float:
    if _is_mark(char):
        return 1
    level = _level(char, "big5")
    return 1.4 if 0xA4 <= level <= 0xC6 else -1 if 0xC9 <= level <= 0xF9 else -3


def _korean(char: str) -> float:
    if char in _COMMON_HANGUL:
        return 2.2
    if "\uac00" <= char <= "\ud7a3":
        return 1 if _level(char, "euc_kr") < 0xFF else -1.5
    return 1 if _is_mark(char) else -1.5


def _western(text: str) -> float:
    """Letters with marks stand among letters without, and seldom side by side."""
    found = []
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        found += [_western_points(char, around, len(match[0])) for char in match[0]]
    return (sum(found) - 3 * _controls(text)) / max(len(found), 1)


def _western_points(char: str, around: str, run: int) -> float:
    kind = unicodedata.category(char)
    if kind == "Cc":
        return -5
    if kind[0] == "L":
        return 1.5 if run < 3 and (around.isspace() or any(map(str.isalpha, around))) else -1
    if len(around) == 2 and around.isalpha() and char not in "‘’·":
        return -2
    return 1 if char in "‘’“”„–—…€«»·•°§©®¿¡\xa0" and run < 3 else -0.5


def _cyrillic(text: str) -> float:
    """Small letters, and capitals where words begin: encodings of Cyrillic differ in which is which."""
    found = []
    for before, char, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if char <= "\x7f":
            continue
        is_letter = "\u0400" <= char <= "\u045f"
        among_latin = (before + after).isascii() and (before + after).strip().isalpha()
        fits = not among_latin and (char.islower() or not before.islower())
        likely = 1.4 if char.islower() else 0.2 if before.isalpha() else 1.0
        found.append((likely if fits else -2.0) if is_letter else -1.0)
    return (sum(found) - 3 * _controls(text)) / max(len(found), 1)


_SCORES: dict[str, Callable[[str], float]] = {
    "cp932": _mean(_japanese),
    "euc_jp": _mean(_japanese),
    "euc_jis_2004": _mean(_japanese),
    "gb18030": _mean(_chinese),
    "cp949": _mean(_korean),
    "cp950": _mean(_traditional),
    "cp1252": _western,
    "cp1250": _western,
    "cp1251": _cyrillic,
    "koi8_r": _cyrillic,
    "latin-1": _western,
}
