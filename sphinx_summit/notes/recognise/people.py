"""Names of people and organisations in the forms that notes have: in brackets, after `by`, in a line `Speaker: …`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit
from sphinx_summit.notes.recognise.words import HONORIFIC, NOBODY, ORGANIZATION, PARTICLES, ROLE, TITLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

KANJI = r"\u3400-\u9fff々〆ヶ"
_KANA = r"\u3041-\u3096\u30a1-\u30fa\u30fc"
_LETTER = r"(?![\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3])[^\W\d_]"
_CAPITALISED = rf"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ](?:{_LETTER})*(?:['’.-](?:{_LETTER})*)*"
_LATIN_WORD = re.compile(_CAPITALISED)
_LOWER_CASE = re.compile(r"[a-zà-ÿ]{2,}(?: [a-zà-ÿ]{2,}){1,2}")
_KATAKANA_NAME = re.compile(r"[\u30a1-\u30fa\u30fc]+(?:[・＝=][\u30a1-\u30fa\u30fc]+)+")
_HAN = re.compile(rf"[{KANJI}]{{2,6}}")
_GIVEN_NAME = re.compile(rf"[{KANJI}]{{1,6}}")
_HAN_PARTS = re.compile(
    rf"[{KANJI}]{{1,3}}[\s\u3000][{KANJI}{_KANA}]{{1,5}}|[{_KANA}]{{2,5}}[\s\u3000][{_KANA}]{{2,6}}"
)
_FULL_NAME_AT_END = re.compile(rf"(?<=[^\s{KANJI}])\s(?P<name>[{KANJI}]{{1,3}}[ \u3000][{KANJI}{_KANA}]{{1,4}})$")
"""A family name and a given name after words of another script."""
_CHINESE_FAMILY = (
    "王李张刘陈杨黄赵周吴徐孙胡朱何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴钟汪任姜范方姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文柴岳谷贺陶"
)
CHINESE_NAME = re.compile(rf"[{_CHINESE_FAMILY}][{KANJI}]{{1,2}}")
_CHINESE_THEN = re.compile(
    rf"(?P<name>[张刘陈杨赵吴孙冯邓许韩谢萧蒋贾薛阎潘钟汪姜姚谭廖邹陆郝崔顾邵龙钱尹黎贺赖龚殷袁徐胡郭罗曹彭吕苏卢蔡魏余杜宫王李][{KANJI}]{{1,2}})"
    rf"[\s\u3000](?P<org>[{KANJI}A-Za-z0-9]{{2,12}})"
)
"""A Chinese name, whose first character no Japanese one has, and an organisation."""
_ORGANIZED_CHINESE = re.compile(
    rf"[{KANJI}]{{2,3}}[\s\u3000](?:[{_CHINESE_FAMILY}][{KANJI}]{{2}}|[柴岳谷任曾邓冯萧邹汪][{KANJI}])"
)
"""An organisation and a Chinese name, which has no space in it."""
_HANGUL = re.compile(r"[가-힣]{2,4}|[가-힣]{1,2} [가-힣]{1,3}")
_NICK = re.compile(rf"@?[A-Za-z_][\w.-]{{1,29}}|[{_KANA}{KANJI}A-Za-z_]{{2,12}}")
_HANDLE = re.compile(r"@[\w.-]+|https?:\S+|\b\w+\.(?:com|org|net|io|dev|jp)\b\S*")
_HONORED = re.compile(rf"\s*(?:{HONORIFIC})\s*$")
_TWO_INITIALS = re.compile(r"[A-Z][JPT]|JD|KC|DC")
_DOCTOR = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau|M|Mme)\.?\s+(?=\S)|(?:de|por|par|von|by)\s+(?=[A-ZÀ-Þ][\w.]+\s+[A-ZÀ-Þ]))"
)
"""What stands before a name and is no part of it."""
_SEPARATOR = re.compile(r"\s*[;；、]\s*|\s+(?:and|&|\+|et|und|y|with)\s+|(?<=[^\x00-\x7f])[と&＆](?=[^\x00-\x7f])")
_ABBREVIATION = re.compile(r"\b(?:Corp|Inc|Ltd|Co|Bros|Jr|Sr|[A-Z])\Z")
_BRACKETED = re.compile(
    r"(?P<name>[^()（）]*?)\s*[(（](?P<inside>[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)?)[)）]\s*(?P<after>.*)$",
    re.DOTALL,
)
_TRAILING = re.compile(
    r"(?P<name>.+?)(?:\s*[,，/／|｜@]\s*|\s+(?:from|at|of|de chez|chez|von der|vom|bei|de l['’]|du"
    r"|de la)\s*)(?P<rest>\S.*)$",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_HIRAGANA = re.compile(r"[\u3041-\u3096\u30fc]{2,10}")
"""A nick in hiragana, in which と is no `and`."""
_OTHERS = re.compile(
    r"\s*(?:[,、]|&|et|and|und|y|e)\s+(?:les autres|others|al\.?|andere|otros|friends|co\.?)\s*$|\s*(?:ほか|他|등)\s*$"
)
_KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진나엄채원천방공현함변염여추도소석선설마길"
    "연위표명기반왕금옥육인맹제모탁국어은편용"
)
KOREAN_NAME = re.compile(rf"[{_KOREAN_SURNAMES}][가-힣]{{2}}")
"""A family name of one syllable, a given name of two, as most Korean names are."""
_GERUND = re.compile(
    r"(?:Us|Add|Build|Mak|Scal|Deploy|Writ|Learn|Start|Runn|Test|Tak|Do|Go|Leverag|Combin|Apply|Extend|Mov"
    r"|Automat)ing"
)
_TITLED = re.compile(rf"(?P<role>.*\S)\s(?P<name>[{KANJI}]{{2,4}})\s*", re.DOTALL)
_AT = re.compile(r"(?:@ |\bchez |\bat |来自)(?=\S)")


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]`."""

    start: int
    end: int


_BESIDE_HANDLE = re.compile(r"^[\w.]*\s*[-–—|·]\s*")
"""What stands before the organisation in `Jane Doe @jane - Example Corp.`"""


@dataclass(frozen=True, slots=True)
class Named:
    """A person, an organisation or both, by where they stand in a text."""

    name: Span | None
    organization: Span | None = None


def credit_of(text: str, named: Named) -> Credit:
    """The words of a person and an organisation in a text."""
    name, organization = named.name, named.organization
    who = text[name.start : name.end].lstrip("@") if name else ""
    where = text[organization.start : organization.end] if organization else ""
    if organization and (text[: organization.start].endswith("@") or where[:1] in "-–—"):
        where = _BESIDE_HANDLE.sub("", where)
    return Credit(" ".join(who.split()), where)


@lru_cache(maxsize=4096)  # asked of the same words by many rules
def is_person(text: str, *, stated: bool = False) -> bool:
    """Whether words are a person's name. `stated`: they stand where one must be, so a nick or one word will do."""
    text = _DOCTOR.sub("", text)
    if (
        not text
        or text.lstrip("@").casefold() in NOBODY
        or len(text) > 40
        or ORGANIZATION.search(text)
        or ROLE.search(text)
    ):
        return False
    if _HAN.fullmatch(text):
        return len(text) <= 4 + stated
    if _ORGANIZED_CHINESE.fullmatch(text) or _CHINESE_THEN.fullmatch(text):
        return False
    if _HAN_PARTS.fullmatch(text) or _KATAKANA_NAME.fullmatch(text) or (stated and _HANGUL.fullmatch(text)):
        return True
    if _is_latin(text.split()) or (stated and _LOWER_CASE.fullmatch(text) and _is_latin(text.title().split())):
        return True
    return stated and bool(_NICK.fullmatch(text)) and text[-1] not in "方達者" and text.casefold() not in TITLE_WORDS


def _is_latin(words: list[str]) -> bool:
    """Two to four words in capitals, with particles such as `van` between them."""
    if not 2 <= len(words) <= 5 or _GERUND.fullmatch(words[0]):
        return False
    names = [word for word in words if word.lower() not in PARTICLES or word[0].isupper()]
    return (
        2 <= len(names) <= 4
        and words[-1] in names
        and all(_LATIN_WORD.fullmatch(word) and word.casefold() not in TITLE_WORDS for word in names)
        and sum(len(word.strip(".")) for word in names) > len(names)
        and not (words[0].isupper() and len(words[0].strip(".")) > 1 and not _TWO_INITIALS.fullmatch(words[0]))
    )


def may_be_organization(text: str) -> bool:
    """Beside a person, nearly any name is that of an organisation."""
    if ORGANIZATION.search(text):
        return True
    words = text.split()
    return (
        0 < len(words) <= 5
        and not any(word.casefold() in TITLE_WORDS for word in words[:1])
        and not (text.islower() or words[0].islower() or words[-1].islower())
        and not ROLE.search(text)
        and not any(char.isdigit() for char in text)
        and not re.search(r"[。、!?:：;]", text)
    )


def read_people(text: str, at: int = 0, *, stated: bool = False) -> list[Named]:
    """The people that a text lists, each perhaps with an organisation; empty when something in it is neither."""
    return _moved(_read_people(text, stated), at)


@lru_cache(maxsize=4096)
def _read_people(text: str, stated: bool) -> tuple[Named, ...]:
    text = _OTHERS.sub("", text)
    titled = _TITLED.fullmatch(text) if stated else None
    if titled and ROLE.search(titled["role"]):
        return (Named(Span(*titled.span("name"))),)
    if stated and _HIRAGANA.fullmatch(text) and not _HONORED.search(text):
        return (Named(Span(0, len(text))),)
    found: list[Named] = []
    start = 0
    for end, after in [*((m.start(), m.end()) for m in _separators(text)), (len(text), len(text))]:
        named = _read_one(text, start, end, stated)
        if named is None:
            return tuple(found) if stated else ()
        found.append(named)
        start = after
    return tuple(found)


def _moved(found: Iterable[Named], at: int) -> list[Named]:
    return [Named(_move(each.name, at), _move(each.organization, at)) for each in found]


def _move(span: Span | None, at: int) -> Span | None:
    return span and Span(span.start + at, span.end + at)


def _separators(text: str) -> list[re.Match[str]]:
    """What parts the people of a list: commas too, where only names stand between them."""
    outside = [match for match in _SEPARATOR.finditer(text) if not _in_bracket(text, match.start())]
    commas = list(re.finditer(r"\s*[,，]\s*", text))
    commas = [match for match in commas if not _in_bracket(text, match.start())]
    if commas:
        bare = _IN_BRACKETS.sub("", text)
        parts = [part for piece in re.split(r"[,，]", bare) for part in _SEPARATOR.split(piece)]
        names = [_HONORED.sub("", part.strip()) for part in parts]
        if all(is_person(name, stated=bool(_HANGUL.fullmatch(name))) for name in names):
            return sorted([*outside, *commas], key=lambda match: match.start())
    # Beside a name, `Software & Cloud Architect` is one role.
    first = commas[0].start() if commas else len(text)
    return [match for match in outside if match.start() < first]


def _in_bracket(text: str, at: int) -> bool:
    return sum(text.count(char, 0, at) for char in "(（") > sum(text.count(char, 0, at) for char in ")）")


def _read_one(text: str, start: int, end: int, stated: bool) -> Named | None:
    bracketed = _BRACKETED.match(text[start:end])
    if not bracketed or not bracketed["name"].strip():
        return _read_bare(text, start, end, stated)
    name = _read_bare(text, start, start + bracketed.end("name"), stated)
    if name is None or name.organization:
        return name
    inside = start + bracketed.start("inside")
    return Named(name.name, _organization(text, inside, start + bracketed.end("inside")))


def _read_bare(text: str, start: int, end: int, stated: bool) -> Named | None:
    """`name`, `name, org`, `name / org`, `name from org`."""
    whole = _person(text, start, end, stated)
    if whole:
        return whole
    trailing = _TRAILING.match(text[start:end])
    # Three syllables may be any word, but before a bar and an organisation.
    told = stated or bool(trailing and KOREAN_NAME.fullmatch(trailing["name"]) and re.search(r"\s[|｜]\s", text))
    name = _person(text, start, start + trailing.end("name"), told) if trailing else None
    if trailing is None or name is None:
        return None
    rest = start + trailing.start("rest")
    if stated and not is_person(trailing["name"]) and is_person(trailing["rest"].strip()):
        return Named(Span(*_strip(text, rest, end)), name.name)
    return Named(name.name, name.organization or _organization(text, rest, end))


def _person(text: str, start: int, end: int, stated: bool) -> Named | None:
    """A person alone, or after an organisation or a role: `Example Corp. の例田さん`, `架构师 例明`."""
    start, end = _strip(text, start, end)
    doctor = _DOCTOR.match(text[start:end])
    start += doctor.end() if doctor else 0
    honored = _HONORED.search(text, start, end)
    if honored and honored.start() > start:
        end = _strip(text, start, honored.start())[1]
        stated = True
    words = text[start:end]
    if is_person(words, stated=stated and (" " not in words or bool(_LOWER_CASE.fullmatch(words)))):
        return Named(Span(start, end))
    if (chinese := _CHINESE_THEN.fullmatch(words)) is not None:
        name = Span(start, start + chinese.end("name"))
        return Named(name, Span(start + chinese.start("org"), end))
    first, _, beside = words.partition(" ")
    if stated and beside and KOREAN_NAME.fullmatch(first) and not KOREAN_NAME.fullmatch(beside):
        return Named(Span(start, start + len(first)), _organization(text, start + len(first) + 1, end))
    of = re.fullmatch(r"(?P<org>\S.{1,30}?)\s*の\s*(?P<name>\S+(?:[\s\u3000]\S+)?)", words)
    if of and honored and is_person(of["name"], stated=True):
        return Named(Span(start + of.start("name"), end), _organization(text, start, start + of.end("org")))
    last = _FULL_NAME_AT_END.search(words) or re.search(rf"\s(?P<name>[{KANJI}]{{2,4}}|[가-힣]{{2,4}})$", words)
    if last and stated and is_person(last["name"], stated=True):
        return Named(Span(start + last.start("name"), end), _organization(text, start, start + last.start()))
    pair = _pair(text, start, end)
    return (
        pair if pair and pair.organization and ORGANIZATION.search(text[slice(*_bounds(pair.organization))]) else None
    )


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _pair(text: str, start: int, end: int) -> Named | None:
    """`name org` or `org name`, parted by a space only; the person first, as most people write it."""
    words = [(start + match.start(), start + match.end()) for match in re.finditer(r"\S+", text[start:end])]
    if len(words) < 2 or re.search(r"[\d,，:：;!?。、/]", text[start:end]):
        return None
    parts = [((words[0][0], words[n - 1][1]), (words[n][0], words[-1][1])) for n in range(1, len(words))]
    # A family name and a given name, before a company's name is parted.
    parts.sort(key=lambda pair: not _HAN_PARTS.fullmatch(text[slice(*pair[0])]))
    for person, organization in [*parts, *((second, first) for first, second in parts)]:
        beside = text[slice(*organization)]
        if is_person(text[slice(*person)]) and _may_stand_beside(beside):
            return Named(Span(*person), Span(*organization))
    return None


def _may_stand_beside(text: str) -> bool:
    """Whether words beside a person, parted by a space only, are an organisation and no second person."""
    return bool(ORGANIZATION.search(text)) or (may_be_organization(text) and not _GIVEN_NAME.fullmatch(text))


def _organization(text: str, start: int, end: int) -> Span | None:
    """The first part of the words that may be an organisation: no handle, no role."""
    for match in re.finditer(r"[^,，、;；/／|｜]+", text[start:end]):
        first, last = _strip(text, start + match.start(), start + match.end())
        at = _AT.search(text, first, last)
        first = at.end() if at else first
        words = text[first:last]
        if words and not _HANDLE.search(words) and ((at and not words.isdigit()) or may_be_organization(words)):
            return Span(first, last)
    return None


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    end -= len(words) - len(words.rstrip(" \t\u3000\u00a0,，.。:："))
    end += bool(_ABBREVIATION.search(text, start, end)) and text[end : end + 1] == "." and start < end
    return min(start + len(words) - len(words.lstrip(" \t\u3000\u00a0:：+")), end), end


def read_pair(text: str, at: int) -> Named | None:
    """A person and an organisation parted by a space: three words in capitals are a name of two and a company."""
    initial = re.search(r"\s[A-Z]\.\s", text)
    if (len(text.split()) == 2 or initial) and text.isascii() and not ORGANIZATION.search(text):
        return None
    pair = _pair(text, *_strip(text, 0, len(text)))
    return _moved([pair], at)[0] if pair else None


def read_handle(text: str, at: int) -> Named | None:
    """A nick alone: `@ann_example`."""
    match = re.fullmatch(r"\s*(@[\w.-]{2,30})\s*", text)
    return Named(Span(at + match.start(1), at + match.end(1))) if match else None


def read_organization(text: str, at: int) -> Named | None:
    """An organisation alone."""
    start, end = _strip(text, 0, len(text))
    words = text[start:end]
    alone = ORGANIZATION.search(words) and words.count(" ") < 5 and not re.search(r"[\d,，:：;!?。、/]", words)
    return Named(None, Span(at + start, at + end)) if alone else None
