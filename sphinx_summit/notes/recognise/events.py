"""The event that a note reports on: its name from the title or the opening, its dates and where they come from."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from sphinx_summit.model.records import Period
from sphinx_summit.notes.outline import EventFacts, Heading, Item, Listing, Paragraph, start_of
from sphinx_summit.notes.recognise.dates import YEAR, find_dates
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, EVENT, FRESH, PUBLISHED, REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.outline import Block, Metadata, Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_NAME = re.compile(rf"(?:[A-Z][\w.+&'-]*\s+){{1,4}}{EVENT}(?!\w)")
_HELD = r"(?:行われ|開催|開か|始ま)"
_PLACE = re.compile(rf"([A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){{0,2}})\s*(?:市)?(?:で|にて|において)\s*(?:{_HELD})")
_PLACE_EN = re.compile(r"\b(?:held|took place)\s+in\s+([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})")
_CITY_AFTER = re.compile(
    rf"{EVENT}\s*(?:[,:–-]\s*|in\s+|@\s*)?(?P<city>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){{0,2}})(?=$|[\s,(]*(?:\d|$))"
)
_YEAR_PLACE = re.compile(
    r"(?:(?P<y>\d{4})\s*[,、]?\s*(?P<p>[A-Z][A-Za-z' -]{2,30})"
    r"|(?P<p2>[A-Z][A-Za-z' -]{2,30}?)\s*[,、]?\s*(?P<y2>\d{4}))$"
)
_WHEN = re.compile(rf"{_HELD}|日時|日程|\bheld\b|\btook place\b|\bdate:", re.IGNORECASE)
_NUMBER = re.compile(r"第\s*(\d{1,4})\s*回|#(\d{1,4})\b|\bvol\.?\s*(\d{1,4})", re.IGNORECASE)
_DAY_AT_END = re.compile(rf"[\s(（【\[]*(?:{DAY_ORDINAL.pattern})[\s)）】\]]*$", re.IGNORECASE)
_HASHTAG = re.compile(r"^[#＃](\w+)\s*")
_OPENING = 15
"""An event is introduced in the first so many blocks."""


def names_event(title: str) -> bool:
    """Whether a line names an event: it has the word for one, a number in a series, or says that one went there."""
    return bool(re.search(rf"{EVENT}(?![a-z])", title) or _NUMBER.search(title) or FRESH.match(title[-12:]))


def tells_event(title: str) -> bool:
    """Whether a title is that of a report on an event."""
    return bool(title) and (names_event(title) or bool(REPORT.search(title)))


def find_event(
    outline: Outline, metadata: Metadata | None, title: str, title_at: int, blocks: Sequence[Block], guesses: Guesses
) -> EventFacts | None:
    """The event, or None when the note reports on none."""
    opening = _opening(outline, blocks)
    name, city, at, reason, sure = _name_and_city(title, title_at, opening)
    if not name:
        return None
    guesses.add("event", name, at, reason, sure)
    dates, source = _dates(outline, metadata, title, blocks, opening, guesses, at)
    series, number, organizer = _series(name)
    return EventFacts(name, dates, source, city, series, number, organizer)


def _opening(outline: Outline, blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """The texts at the start of a note: what stands before its first list, and that list's own items."""
    texts: list[tuple[str, int]] = []
    for block in blocks[:_OPENING]:
        if isinstance(block, (Paragraph, Heading)) and block.text.runs:
            texts.append((outline.plain(block.text), start_of(block)))
        elif isinstance(block, Listing):
            texts += [(outline.plain(item.text), start_of(item)) for item in block.items if isinstance(item, Item)]
            break
    return texts


# -- name and place ------------------------------------------------------------------------------------


def _name_and_city(title: str, title_at: int, opening: list[tuple[str, int]]) -> tuple[str, str, int, str, float]:
    name = _from_title(title)
    if name:
        city = _city_after(name)
        extra = next((m for text, _ in opening[:6] if (m := _YEAR_PLACE.fullmatch(text.strip()))), None)
        if extra and not city:
            city = (extra["p"] or extra["p2"]).strip()
            name = f"{name} {city} {extra['y'] or extra['y2']}"
        sure = 0.9 if re.search(EVENT, name, re.IGNORECASE) or _NUMBER.search(name) else 0.6
        return name, city, title_at, "the title names the event that the note reports on", sure
    for text, at in opening:
        match = _NAME.search(text)
        if match and re.search(rf"{_HELD}|\b(?:held|took place|attended|was in)\b", text[match.end() :]):
            place = _PLACE.search(text) or _PLACE_EN.search(text)
            city = place[1] if place else ""
            name = " ".join(match[0].split())
            name = f"{name} {city}" if city and city not in name else name
            return name, city, at, "the opening says that it was held", 0.8
    return "", "", 0, "", 0.0


def _from_title(title: str) -> str:
    """The event's name, when the title is that of a report or has an event's word."""
    text = _DAY_AT_END.sub("", " ".join(title.split()))
    bare = text
    while (shorter := REPORT.sub("", bare)) != bare and shorter:
        bare = shorter
    bare = re.sub(r"^(?:report|notes|recap|highlights)\s+(?:from|on|of)\s+", "", bare, flags=re.IGNORECASE)
    reports = bare != text
    hashtag = _HASHTAG.match(bare)
    if hashtag:
        rest = bare[hashtag.end() :]
        bare = rest or hashtag[1]
        reports = reports or bool(rest)
    named = bool(re.search(rf"{EVENT}(?![a-z])", bare) or _NUMBER.search(bare))
    if not (named or (reports and (hashtag or re.search(r"\d", bare)))) or len(bare) > 80:
        return ""
    return bare.strip(" -–—:：|、,")


def _city_after(name: str) -> str:
    match = _CITY_AFTER.search(name)
    return match["city"] if match else ""


def _series(name: str) -> tuple[str, str, str]:
    """Series, number and organiser, as far as the name says."""
    match = _NUMBER.search(name)
    if match:
        series = " ".join(f"{name[: match.start()]} {name[match.end() :]}".split())
        before = name[: match.start()].strip()
        organizer = before if re.search(r"(?:会|グループ|クラブ|協会|Group|Association)$", before) else ""
        return series, next(group for group in match.groups() if group), organizer
    tag = re.fullmatch(r"([a-z]{3,})(\d{1,3})", name)
    if tag:
        return tag[1], tag[2], ""
    summit = re.match(rf"(.*?{EVENT})(?!\w)", name)
    return (summit[1] if summit and summit[1] != name else ""), "", ""


# -- dates -----------------------------------------------------------------------------------------------


def _dates(
    outline: Outline,
    metadata: Metadata | None,
    title: str,
    blocks: Sequence[Block],
    opening: list[tuple[str, int]],
    guesses: Guesses,
    at: int,
) -> tuple[Period, str]:
    days = [
        (date.period, start_of(block))
        for block in blocks
        if isinstance(block, Heading) and block.text.runs
        for date in find_dates(outline.plain(block.text))
        if date.year
    ]
    if days:
        period = Period(min(day.start for day, _ in days), max(day.end for day, _ in days))
        guesses.add("dates", _shown(period), days[0][1], "the headings of the days give their dates", 0.95)
        return period, "stated"
    stated = _stated(title, opening)
    if stated:
        period, where, reason, sure = stated
        guesses.add("dates", _shown(period), where or at, reason, sure)
        return period, "stated"
    published, where = _published(metadata, opening)
    text = " ".join([title, *(words for words, _ in opening)])
    if published and FRESH.search(text):
        month = published[:7]
        reason = "only the note's own date is known; it reports freshly, so the month is likely that of the event"
        guesses.add("dates", month, where if where >= 0 else at, reason, 0.5)
        return Period(month, month), "published"
    guesses.add("dates", "unknown", at, "no date of the event is stated", 0.5)
    return Period(), "unknown"


def _shown(period: Period) -> str:
    return period.start if period.start == period.end else f"{period.start}/{period.end}"


def _stated(title: str, opening: list[tuple[str, int]]) -> tuple[Period, int, str, float] | None:
    """A range of days in the opening, or a full date in the title or with a word that says it was held."""
    years = [match[1] for text, _ in [(title, 0), *opening[:6]] for match in [YEAR.search(text)] if match]
    year = years[0] if years and not PUBLISHED.search(title) else ""
    for text, where in [(title, 0), *opening]:
        if PUBLISHED.search(text):
            continue
        for date in find_dates(text, year):
            if date.is_range:
                reason = "a range of days is stated" if date.year else "days are stated, the year in the title lines"
                return date.period, where, reason, 0.95 if date.year else 0.85
            if date.year and (text is title or _WHEN.search(text)):
                return date.period, where, "a day is stated", 0.8
    for text, where in [(title, 0), *opening[:6]]:
        match = YEAR.search(title) if text is title else _YEAR_PLACE.fullmatch(text.strip())
        if match:
            found = next(group for group in match.groups() if group and group.isdigit())
            return Period(found, found), where, "the title lines state the year", 0.8
    return None


def _published(metadata: Metadata | None, opening: list[tuple[str, int]]) -> tuple[str, int]:
    """The day on which the note came out, and where it says so."""
    value = metadata.values.get("date") if metadata else None
    if isinstance(value, dt.date):
        return value.isoformat()[:10], -1
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value):
        return value[:10], -1
    for text, where in opening:
        dates = find_dates(text) if PUBLISHED.search(text) else []
        if dates:
            return dates[0].period.start, where
    return "", -1
