"""Dates in a note: days and ranges as people write them. A day is never made up; a year may come from the title."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sphinx_summit.model.records import Period

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero janeiro", "february feb februar février febrero fevereiro",
            "march mar märz mars marzo março", "april apr avril abril", "may mai mayo maio",
            "june jun juni juin junio junho", "july jul juli juillet julio julho", "august aug août agosto",
            "september sep sept septembre septiembre setembro", "october oct oktober okt octobre octubre outubro",
            "november nov novembre noviembre novembro", "december dec dezember dez décembre diciembre dezembro",
        ), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DASH = r"\s*(?:[-–—~〜～ー、]|から|부터|到|至|\b(?:to|bis(?: zum)?|au|al|until|and|et|und|y|through)\b|&)\s*"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WEEKDAY = r"\s*(?:[(（\[][^()（）]{1,4}[)）\]])?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?P<y>\d{{4}})\s*[年년]\s*)?(?P<m>\d{{1,2}})\s*[月월]\s*(?P<d>\d{{1,2}})\s*[日일]?{_WEEKDAY}"
        rf"(?:{_DASH}(?:(?P<m2>\d{{1,2}})\s*[月월]\s*)?(?P<d2>\d{{1,2}})\s*[日일]{_WEEKDAY})?",
        r"(?<!\d)(?P<y>\d{4})(?:[-/]|\.\s?)(?P<m>\d{1,2})(?:[-/]|\.\s?)(?P<d>\d{1,2})(?![\d/xX?])"
        rf"(?:{_DASH}(?:\d{{4}}[-/.])?(?:(?P<m2>\d{{1,2}})[-/.])?(?P<d2>\d{{1,2}})(?!\d))?",
        rf"(?P<mn>{_MONTH})\s+(?P<d>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
        rf"(?:{_DASH}(?:(?P<mn2>{_MONTH})\s+)?(?P<d2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?)?(?:,?\s+(?P<y>\d{{4}}))?",
        # 25.-27.05.2009 and 14.04.2005, 14/04/2005: the day first. 04/05/2009 may be either, so it is neither.
        r"(?<![\d./])(?P<d>\d{1,2})\.\s*(?:[-–—]|bis|und|-\s*und)\s*(?P<d2>\d{1,2})\.\s?(?P<m>\d{1,2})\."
        r"(?P<y>(?:19|20)?\d\d)?(?!\d)",
        r"(?<![\d./])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\.?\d)",
        r"(?<![\d./])(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])",
        rf"(?<![\d.])(?P<d>{_DAY})(?:st|nd|rd|th|er|\.)?(?:{_DASH}(?P<d2>{_DAY})(?:st|nd|rd|th|\.)?)?"
        rf"\s+(?:de\s+)?(?P<mn>{_MONTH})(?:,?\s+(?:de\s+)?(?P<y>\d{{4}}))?",
    )
)
_DIGIT = re.compile(r"\d")
_MONTH_ONLY = re.compile(
    rf"(?P<y>(?:19|20)\d{{2}})\s*[年년]\s*(?P<m>\d{{1,2}})\s*[月월](?!\s*\d)|(?P<mn>{_MONTH})\s+(?P<y2>(?:19|20)\d{{2}})",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\d/.-])((?:19[89]|20[0-4])\d)(?![\d/.]|-\d)(?=年|\b|[^\d])")
_JP_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day or a range in a text; `year` says whether the text gives the year with it."""

    start: int
    end: int
    period: Period
    year: bool
    is_range: bool


def find_dates(text: str, year: str = "") -> list[FoundDate]:
    """Every full date and range in a text; `year` is used where a date has none. Impossible days are left out."""
    found: list[FoundDate] = []
    if not _DIGIT.search(text):
        return found
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            period = _period(match, year)
            if period:
                is_range = bool(match.groupdict().get("d2"))
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(FoundDate(match.start(), match.end(), period, bool(match["y"]), is_range))
    return sorted(found, key=lambda date: date.start)


def find_months(text: str) -> list[str]:
    """Every month that stands with its year, and without a day."""
    found = []
    for match in _MONTH_ONLY.finditer(text):
        month = _month(match["m"], match["mn"])
        if 1 <= month <= 12:
            found.append(f"{match['y'] or match['y2']}-{month:02}")
    return found


def _period(match: re.Match[str], year: str) -> Period | None:
    groups = match.groupdict()
    year = groups.get("y") or year
    if not year:
        return None
    year = year if len(year) == len("2000") else f"20{year}"
    month = _month(groups.get("m"), groups.get("mn"))
    first = _day(year, month, groups["d"])
    last = _day(year, _month(groups.get("m2"), groups.get("mn2")) or month, groups["d2"]) if groups.get("d2") else first
    if not first or not last or last < first or not _weekday_agrees(match[0], first):
        return None
    return Period(first.isoformat(), last.isoformat())


def _month(number: str | None, name: str | None) -> int:
    return int(number) if number else _MONTHS.get((name or "").lower().rstrip("."), 0)


def _day(year: str, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:
        return None


def _weekday_agrees(text: str, day: dt.date) -> bool:
    """A weekday given with the first day must be that day's, or the year is another."""
    match = re.search(rf"日\s*[(（]([{_JP_WEEKDAYS}])[)）]", text)
    return not match or _JP_WEEKDAYS.index(match[1]) == day.weekday()
