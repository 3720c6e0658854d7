"""The name of an event within a title: without what the title says of itself, its parts, its subtitle."""

from __future__ import annotations

import re

from sphinx_summit.notes.recognise.dates import YEAR, find_dates
from sphinx_summit.notes.recognise.event_words import ADVICE, EVENT, REPORT, REPORT_OF, WENT
from sphinx_summit.notes.recognise.known import SERIES
from sphinx_summit.notes.recognise.named import is_told, likeness, may_name
from sphinx_summit.notes.recognise.place import NUMBER
from sphinx_summit.notes.recognise.words import DAY_ORDINAL

_DAY_AT_END = re.compile(rf"[\s(（【\[:：,、|–—-]*(?:{DAY_ORDINAL.pattern})[\s)）】\]!！]*$", re.IGNORECASE)
_PART_AT_END = re.compile(
    r"[\s(（【\[:：,、|–—-]*(?:part|partie|parte|teil|session|track)\s*[\dIV]+[\s)）】\]!！]*$", re.IGNORECASE
)
_PROPER_YEAR = re.compile(r"(?:[A-Z][\w.+&!'’:-]*\s){1,4}(?:19|20)\d\d\b")
_PARTS = re.compile(r"\s+[-–—|/]\s+|\s*[:：]\s+|\s*[,，]\s+|[「」『』“”《》【】]")
_ORDINARY = re.compile(r"(?i)\b(?:modern|present|rainy|sunny|long|busy|another|each|some|all)$")
"""A word before an event's word that makes it an ordinary one: `the modern day`."""
_HASHTAG = re.compile(r"^[#＃](\w*[A-Za-z]\w*)\s*", re.ASCII)
TAGS_AT_END = re.compile(
    r"(?<=\S)(?:\s*[#＃][A-Za-z_][A-Za-z0-9_]*)+\s*$|\s*[(（]\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[^()（）]{0,12}[)）]\s*$"
    r"|\s*(?:(?:レポート|報告|report|part)\s*[:：]?\s*(?:第\d+回|その\d+|part\s*\d+|\d+))\s*$|\s*[(（](?:前編|後編|中編|その\d+"
    r"|\d/\d)[)）]\s*"
)
_QUOTED = re.compile(r"[「『“《](?P<name>[^「」『』“”《》]{3,60})[」』”》]")
_WITHIN = re.compile(r"\s(?:à la|at the|at|auf der|auf dem|beim|bei der|en la|aux|au)\s+(?=[A-Z\d])|[@＠]\s*(?=[A-Z])")
SUBTITLE = re.compile(r"\s+[-–—|]\s+|\s*[:：]\s+|\s*[,，]\s+")
TITLE_YEAR = re.compile(r"(?:[A-Z][\w/.+-]*\s+){1,3}(?:19|20)\d\d")
_BRACKETED = re.compile(r"[【\[](?P<name>[^】\]]{3,40})[】\]]")
_UP_TO_YEAR = re.compile(
    r"(?P<name>.{3,40}?(?:(?:19|20)\d\d|(?i:vol)\.?\s?\d+|#\d+)[!！]?)\s*(?:で|にて|に|の|へ|を)(?=[^\s\d])"
)
_ORGANIZED = re.compile(
    r"\s+(?:organisée?|organized|organised|hosted|veranstaltet|organizad[oa])\s+\S.*$", re.IGNORECASE
)
_MINUTES = re.compile(r"\b(?:meeting )?minutes\b|議事録|회의록|会议纪要|\bprotokoll\b|\bverbali?\b", re.IGNORECASE)
_CODE_NAME = re.compile(r"(?-i:[A-Z]{2,8}\s?-?\d{1,4}|\b\d{1,2}[cC]3\b|[a-z]{3,8}\d{2,3}\b)")
_FEW_WORDS = 4
_MUCH = 3
"""So many different words of gatherings make a note speak of one."""


def names_event(title: str) -> bool:
    """Whether a line names an event: it has the word for one, a number in a series, or says that one went there."""
    title = title[:200]
    return bool(re.search(rf"{EVENT}", title) or NUMBER.search(title) or WENT.search(title))


def tells_event(title: str) -> bool:
    """Whether a title is that of a report on an event."""
    return bool(title) and (names_event(title) or bool(REPORT.search(title)))


_NOTES_AT_END = re.compile(r"\s+(?:notes|report|recap|summary|review)$", re.IGNORECASE)


def name_in(title: str, gathering: int, *, reports: bool = False) -> str:
    """The event's name, when the title is that of a report, or has an event's word in a name."""
    whole = TAGS_AT_END.sub("", " ".join(title[:200].split()))
    text = _DAY_AT_END.sub("", whole)
    if not text or len(title) > 200 or ADVICE.search(text):
        return ""
    went = bool(WENT.search(text))
    hashtag = _HASHTAG.match(text)
    bare, says = bare_title(text[hashtag.end() :] if hashtag else text)
    reports = reports or says
    if hashtag:
        rest = re.sub(r"^[にへで]\S*$|^の.*", "", bare)
        rest = rest if YEAR.search(rest) or re.search(r"[A-Z]|[^\x00-\u024f]", rest) else ""
        if re.match(EVENT, rest):
            return _NOTES_AT_END.sub("", f"{hashtag[1]} {rest}")
        return rest or hashtag[1] if went or reports or re.search(r"\d", hashtag[1]) else ""
    quoted = _QUOTED.search(text)
    if quoted and (_is_name(quoted["name"]) or (went and quoted["name"] in bare)):
        bare = quoted["name"]
    reports = reports or text != whole
    bare = bare_title(_main_part(bare, went))[0]
    if len(bare) > 80 or not bare:
        return ""
    if _is_name(bare, loose=reports or went):
        return bare
    days = text != whole and (gathering >= _MUCH or YEAR.search(bare))
    if days and re.search(r"[A-Z]", bare) and len(bare.split()) <= 4:
        return bare
    named = YEAR.search(bare) or _CODE_NAME.search(bare)
    proper = (re.search(r"[A-Z]", bare) or title.islower() or _CODE_NAME.search(bare)) and len(bare.split()) <= 7
    if _MINUTES.search(whole) and _CODE_NAME.search(bare):
        return bare
    if (went or reports) and gathering >= 2 and named and proper:
        return bare
    if gathering >= 4 and TITLE_YEAR.fullmatch(bare):
        return bare
    if went and gathering >= 2 and re.search(r"[A-Z]\w*[A-Z]|\b[A-Z]\w+ [A-Z\d]", bare) and len(bare.split()) <= 5:
        return bare
    return ""


def bare_title(text: str) -> tuple[str, bool]:
    """The title without what it says of itself, and whether it says anything."""
    bare = " ".join(_MINUTES.sub(" ", text).split())
    label = _BRACKETED.match(bare)
    if label and re.search(EVENT, label["name"]):
        return (label["name"], True) if YEAR.search(label["name"]) else (bare, True)
    days = [date for date in find_dates(bare) if date.year and not date.start]
    bare = bare[days[0].end :] if days and len(bare) - days[0].end > 4 else bare
    while (shorter := REPORT.sub("", REPORT_OF.sub("", bare))) != bare and shorter:
        bare = shorter
    return bare.strip(" -–—:：|、,"), bare != text


def _main_part(text: str, went: bool) -> str:
    """The part of a title that is the name: before a subtitle, after `at the`, without `L'édition …`."""
    parts = [part for part in SUBTITLE.split(text) if part]
    if len(parts) > 1 and not NUMBER.search(text):
        names = [part for part in parts if _is_name(part)]
        years = [part for part in parts if YEAR.search(part) and part not in names]
        if len(names) == 1 and not (years and len(years[0]) < 24):
            text = names[0]
    if (before := _UP_TO_YEAR.match(text)) and _is_name(before["name"]):
        text = before["name"]
    within = list(_WITHIN.finditer(text))
    after = text[within[-1].end() :] if within else ""
    named = _is_name(after) and not _is_name(text[: within[-1].start()]) if within else False
    if named or (went and YEAR.search(after)):
        text = after
    return _ORGANIZED.sub("", text).strip(" -–—:：|、,!！?？")


def _is_name(text: str, *, loose: bool = False) -> bool:
    """Whether words with an event's word in them are a name: something proper stands beside the word.

    `loose`: the title says that it reports, so a word between the two does not matter.
    """
    if NUMBER.search(text) and re.search(r"[^\W\d_]{2}", NUMBER.sub(" ", text)):
        return True
    if SERIES.search(text) and (loose or YEAR.search(text) or len(text.split()) <= _FEW_WORDS):
        return True
    if re.search(EVENT, text) and any(date.year for date in find_dates(text)):
        return True
    return any(_is_named(text, match, loose=loose) for match in re.finditer(rf"{EVENT}", text))


def _is_named(text: str, match: re.Match[str], *, loose: bool) -> bool:
    """Whether something proper stands beside an event's word."""
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    if _ORDINARY.search(before):
        return False
    if re.search(r"[\u2e80-\ud7ff]", match[0]):
        return bool(re.search(r"\w", before)) or bool(YEAR.search(after) or re.search(r"^\s*[A-Z\d]", after))
    glued = match.start() > 0 and text[match.start() - 1].isalpha()
    glued = glued or (len(match[0]) > len("Con") and re.match(r"[A-Z][a-z]", after) is not None)
    between = r"\w+" if loose else r"User|Developer|Tech|de|du|von|UG"
    proper = re.search(rf"(?<![A-Za-z])[a-z]?[A-Z\d#][\w.+&#-]*(?:\s+(?:{between})){{0,3}}\s*$", before)
    stops = re.fullmatch(
        r"(?i)(?:the|a|an|my|our|this|la|le|les|une?|cette|notre|el|los|eine?|der|die|das|unsere?|tech|great|good|first|next|last|best|most|every|any|your)",
        before.split()[-1] if before else "",
    )
    return (
        glued
        or bool(proper and not stops)
        or bool(re.match(r"\s*(?:[A-Z][\w.]*\s+){0,3}(?:19|20)\d\d", after))
        or bool(re.match(r"\s+(?:d[aeo]s?|du|del|de la)\s+[A-Z]\w*[A-Z]", after))
        or bool(re.match(r"\s+(?:(?:in|at)\s+)?(?-i:[A-Z][a-z]+)\s*(?:\d{4})?$", after))
    )


def likeliest_name(title: str, texts: list[str]) -> tuple[str, bool, bool]:
    """The part of a title that most likely is a name, and whether the title tells a part of it or that it reports."""
    bare, says = bare_title(title)
    options = [bare, *_PARTS.split(title), *_PARTS.split(bare), _main_part(bare, went=True)]
    options += [match[0] for pattern in (_PROPER_YEAR, SERIES) if (match := pattern.search(title))]
    found: dict[str, bool] = {}
    for option in options:
        whole = bare_title(option)[0]
        short = _PART_AT_END.sub("", _DAY_AT_END.sub("", whole)).strip(" -–—:：|、,!！?？")
        found.setdefault(short, short != whole)
    names = [name for name in found if may_name(name)]
    name = max(names, key=lambda name: (likeness(name) + is_told(name, texts), len(name)), default="")
    return name, any(found.values()), says or bool(WENT.search(title))
