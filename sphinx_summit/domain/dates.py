"""Dates as readers of a language write them, no more exact than they are known (rules and words: CLDR, by Babel)."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton

if TYPE_CHECKING:
    from sphinx_summit.model.records import Period


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en")


@cache  # lists say the same days again and again
def say_date(date: str, language: str) -> str:
    """`2012-10-15`, `2014-05` or `2014` in words of a language."""
    locale = _locale(language)
    if len(date) == 10:
        return format_date(dt.date.fromisoformat(date), "long", locale)
    if len(date) == 7:
        return format_skeleton("yMMMM", dt.datetime.fromisoformat(f"{date}-01"), locale=locale)
    return format_skeleton("y", dt.datetime(int(date), 1, 1), locale=locale) if date else ""


@cache
def say_period(period: Period, language: str) -> str:
    """A first and a last day, their common parts said once where the language does so."""
    if period.start == period.end:
        return say_date(period.start, language)
    if len(period.start) == len(period.end) == 10:
        first, last = dt.date.fromisoformat(period.start), dt.date.fromisoformat(period.end)
        words = format_interval(first, last, "yMMMd", locale=_locale(language))
        return re.sub(r"[\u2009\u202f]", " ", words)  # thin spaces, which few fonts have
    return f"{say_date(period.start, language)} – {say_date(period.end, language)}"
