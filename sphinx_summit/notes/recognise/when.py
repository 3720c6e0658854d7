"""When an event was: as stated, inferred from the note's parts, or no closer than its publication allows."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from sphinx_summit.model.records import Period
from sphinx_summit.notes.outline import Heading, start_of
from sphinx_summit.notes.recognise.dates import YEAR, FoundDate, find_dates, find_months
from sphinx_summit.notes.recognise.event_words import WENT
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, FRESH, PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Metadata, Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_WHEN = re.compile(
    r"""(?xi)
    行われ|開催|開か|始ま|日時|日程|期日|会期
    | \b(?:held|took\s+place|takes\s+place|date|when|wann|fand|fanden|stattfand
      |stattgefunden|veranstaltete
      |eu\s+lieu|s['’]est\s+(?:tenue?|déroulée?)|déroulait|déroulaient|avait\s+lieu|se\s+celebr\w*|tuvo\s+lugar
      |se\s+realiz\w*|fecha|cuándo|quand)\b
    | 举行|举办|召开|时间|圆满 | 날짜|일시|열린|열렸|개최|진행
    """
)
_CLOCK = re.compile(
    r"(?i)\W{0,3}(?:\w{1,9}\W{1,3})?(?:at |um |à )?\d{1,2}[:：]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
    r"(?!\s*(?:[-–—~〜～]|to\b|bis\b|から))"
)
"""A time of day that is no beginning of a period."""
_OWN_LINE = 60
"""A line with a full date, at most this long and before the first section, says when the event was."""
_MONTH = len("September 2000")
_ALONE = 0.8
"""How sure a day is that stands on a line of its own."""
_FRESH_DAYS, _LATER_DAYS = 4, 14
"""So many days after an event a note comes out: when it reports freshly, and else."""
_DESCRIBING = ("description", "excerpt", "summary", "subtitle")


def find_when(
    outline: Outline,
    metadata: Metadata | None,
    title: str,
    blocks: Sequence[Block],
    opening: list[tuple[str, int]],
    guesses: Guesses,
    at: int,
) -> tuple[Period, str]:
    """The event's dates and where they come from: `stated`, `inferred`, `published` or `unknown`."""
    days = _from_days(outline, blocks)
    stated = _range_in(title) or days
    if not stated or stated is days:
        told = _stated(title, opening, metadata, _sections_at(blocks))
        stated = told if told and (not days or _spans(told[0], days[0])) else days
    if stated:
        period, where, reason, sure = stated
        source = "inferred" if sure < 0.8 else "stated"
        guesses.add("dates", _shown(period), where if where >= 0 else at, reason, sure)
        return period, source
    published, where = _published(metadata, opening)
    period = _no_closer_than(published, title, opening)
    if period.start:
        reason = "only the note's own date is known; it comes out soon after the event, so this far the two agree"
        guesses.add("dates", period.start, where if where >= 0 else at, reason, 0.5)
        return period, "published"
    guesses.add("dates", "unknown", at, "no date of the event is stated", 0.5)
    return Period(), "unknown"


Stated = tuple[Period, int, str, float]


def _shown(period: Period) -> str:
    return period.start if period.start == period.end else f"{period.start}/{period.end}"


def _sections_at(blocks: Sequence[Block]) -> int:
    """Where the first section begins."""
    return next((start_of(block) for block in blocks if isinstance(block, Heading)), -1)


def _from_days(outline: Outline, blocks: Sequence[Block]) -> Stated | None:
    """The days that headings give in full, as far as they may belong to one event."""
    days = [
        (date.period, start_of(block))
        for block in blocks
        if isinstance(block, Heading) and block.text.runs
        for words in [words_of(outline, block.text, 200)]
        for date in find_dates(words)
        if date.year and (len(words) - (date.end - date.start) <= 16 or DAY_ORDINAL.search(words))
    ]
    if not days:
        return None
    period = Period(min(day.start for day, _ in days), max(day.end for day, _ in days))
    if _length(period) > 31:
        return None
    return period, days[0][1], "the headings of the days give their dates", 0.95


def _range_in(title: str) -> Stated | None:
    ranges = [date.period for date in find_dates(title) if date.is_range and date.year and not PUBLISHED.search(title)]
    return (ranges[0], -1, "the title states a range of days", 0.95) if ranges else None


def _spans(period: Period, days: Period) -> bool:
    """Whether a period of exact days begins and ends no later and no earlier than others: notes may skip a day."""
    return len(period.start) == len(period.end) == 10 and period.start <= days.start and days.end <= period.end


def _length(period: Period) -> int:
    return (dt.date.fromisoformat(period.end) - dt.date.fromisoformat(period.start)).days


def _stated(title: str, opening: list[tuple[str, int]], metadata: Metadata | None, sections: int) -> Stated | None:
    """A date in the title, in a line of its own or in a sentence that says it was held; else month or year."""
    texts = [(title, -1), *opening, *((words, -1) for words in _descriptions(metadata))]
    year = _year_of(title, opening)
    found = [
        stated
        for text, where in texts
        if not _is_byline(text)
        for date in find_dates(text, "" if _of_other_year(text, year) else year)
        if not year or date.period.start[:4] == year
        if (stated := _by_date(text, where, date, sections))
    ]
    # A day alone on a line may be that of the post: a sentence that says when the event was held says more.
    said = [stated for stated in found if stated[3] > _ALONE] or found
    if said:
        return said[0]
    return _month_or_year(title, opening)


def _of_other_year(text: str, year: str) -> bool:
    """Whether a text speaks of another year, so that its days need not be of this one."""
    return any(match[1] != year for match in YEAR.finditer(text))


def _by_date(text: str, where: int, date: FoundDate, sections: int) -> Stated | None:
    held = _WHEN.search(text)
    if date.is_range and (where == -1 or held or len(text) <= 3 * _OWN_LINE or date.year):
        reason = "a range of days is stated" if date.year else "days are stated, the year in the title lines"
        return date.period, where, reason, 0.95 if date.year else 0.85
    if held and len(text) <= 5 * _OWN_LINE:
        return date.period, where, "a day is stated" if date.year else "a day is stated, the year in the title", 0.85
    if date.year and (where == -1 or (len(text) <= _OWN_LINE and (where < sections or sections < 0))):
        return date.period, where, "a day is stated", _ALONE
    if not date.year and 0 <= where < sections and date.start <= 3 and len(text) <= 2 * _OWN_LINE:
        return date.period, where, "a day is stated, the year in the title", _ALONE
    return None


def _year_of(title: str, opening: list[tuple[str, int]]) -> str:
    """The year in the title, else in a short line below it."""
    if PUBLISHED.search(title):
        return ""
    lines = [title, *(text for text, _ in opening[:6] if len(text) <= _OWN_LINE and not PUBLISHED.search(text))]
    return next((match[1] for line in lines if (match := YEAR.search(line))), "")


def _descriptions(metadata: Metadata | None) -> Iterator[str]:
    for name in _DESCRIBING:
        value = metadata.values.get(name) if metadata else None
        if isinstance(value, str):
            yield value[:400]


def _month_or_year(title: str, opening: list[tuple[str, int]]) -> Stated | None:
    months = find_months(title)
    if months and not PUBLISHED.search(title):
        return Period(months[0], months[0]), -1, "the title states the month", 0.85
    below = [(month, where) for text, where in opening[:2] if len(text) <= _MONTH for month in find_months(text)]
    if below:
        return Period(below[0][0], below[0][0]), below[0][1], "the line below the title states the month", 0.85
    for text, where in [(title, -1), *opening[:6]]:
        match = YEAR.search(title) if where == -1 else _YEAR_LINE.fullmatch(text.strip())
        if match and not PUBLISHED.search(text):
            found = next(group for group in match.groups() if group and group.isdigit())
            return Period(found, found), where, "the title lines state the year", 0.8
    return None


_YEAR_LINE = re.compile(r"(?:(\d{4})\s*[,、]?\s*[A-Z][A-Za-z' -]{2,30}|[A-Z][A-Za-z' -]{2,30}?\s*[,、]?\s*(\d{4}))$")


def _published(metadata: Metadata | None, opening: list[tuple[str, int]]) -> tuple[str, int]:
    """The day on which the note came out, and where it says so."""
    value = metadata.values.get("date") if metadata else None
    if isinstance(value, dt.date):
        return value.isoformat()[:10], -1
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value):
        return value[:10], -1
    for text, where in opening:
        dates = find_dates(text) if _is_byline(text) else []
        if dates:
            return dates[0].period.start, where
    return "", -1


def _is_byline(text: str) -> bool:
    """Whether a text says when the note came out: a blog's line of a day and the minute, but for a time that ends."""
    if PUBLISHED.search(text):
        return True
    date = next(iter(find_dates(text)), None) if len(text) <= _OWN_LINE else None
    return date is not None and not text[: date.start].strip() and bool(_CLOCK.match(text, date.end))


def _no_closer_than(published: str, title: str, opening: list[tuple[str, int]]) -> Period:
    """The month of publication, or the year, if the event was surely in it; empty where nothing is sure."""
    lead = " ".join([title, *(words for words, _ in opening[:2])])
    fresh = bool(FRESH.search(lead))
    if not published or not (fresh or WENT.search(title)):
        return Period()
    try:
        day = dt.date.fromisoformat(published)
    except ValueError:
        return Period()
    earliest = day - dt.timedelta(_FRESH_DAYS if fresh else _LATER_DAYS)
    if (earliest.year, earliest.month) == (day.year, day.month):
        return Period(published[:7], published[:7])
    return Period(published[:4], published[:4]) if earliest.year == day.year else Period()
