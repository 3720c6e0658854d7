"""Option text → values, and back: dates with their precision, times, speakers, lists, ids.

Every reader takes what a directive's option (text) or a registry's row (text, number, date, list,
table) may hold, and raises ValueError with a sentence for the author when it can't be read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.records import Affiliation, FormerName, Period, Phase, Speaker, Which
from sphinx_summit.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TIME = re.compile(r"([0-3]?\d):([0-5]\d)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
"""What no page can hold: control characters, halves of surrogate pairs (JSON may hold them), non-characters."""
DATE_SOURCES = ("stated", "inferred", "published", "unknown")


# -- text, lists -----------------------------------------------------------------------------------


def read_text(value: Any) -> str:
    """One line of text; runs of white space count as one space."""
    if isinstance(value, (list, dict)):
        raise ValueError("one text is expected, not a list")
    return _UNPRINTABLE.sub("\ufffd", " ".join(str(value).split()))


def read_list(value: Any) -> tuple[str, ...]:
    """Texts separated by commas (ASCII, full-width or 、), or a list of texts."""
    parts = value if isinstance(value, list) else re.split(r"[,，、\n]", str(value))
    return tuple(dict.fromkeys(text for part in parts if (text := read_text(part))))


def read_names(value: Any) -> tuple[str, ...]:
    """Names, separated by `;` (names may hold commas), or a list of texts."""
    parts = value if isinstance(value, list) else re.split(r"[;；\n]", str(value))
    return tuple(dict.fromkeys(text for part in parts if (text := read_text(part))))


def read_urls(value: Any) -> tuple[str, ...]:
    """Web addresses separated by white space, or a list of them; other schemes are refused."""
    parts = value if isinstance(value, list) else str(value).split()
    return tuple(read_url(part) for part in parts)


def read_url(value: Any) -> str:
    """One http, https or mailto address, or an address relative to the site."""
    url = read_text(value)
    if re.match(r"(?i)(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", url):
        raise ValueError(f"{url!r} is not a web address")
    return url


def read_flag(value: Any) -> bool:
    """A flag: set when the option stands there without a value, or says yes."""
    if isinstance(value, bool):
        return value
    text = read_text("" if value is None else value).casefold()
    if text in {"", "true", "yes", "on", "1"}:
        return True
    if text in {"false", "no", "off", "0"}:
        return False
    raise ValueError(f"{text!r} is neither yes nor no")


def read_which(value: Any) -> Which:
    """Which names something holds for: a flag for all or none, or the names, separated by commas or as a list."""
    if isinstance(value, list):
        return read_list(value)
    try:
        return read_flag(value)
    except ValueError:
        return read_list(value)


def read_one_of(value: Any, allowed: tuple[str, ...]) -> str:
    """One of the words in `allowed`."""
    text = read_text(value)
    if text not in allowed:
        raise ValueError(f"{text!r} is not one of {', '.join(allowed)}")
    return text


def read_date_source(value: Any) -> str:
    """How the dates of an event are known."""
    return read_one_of(value, DATE_SOURCES)


# -- dates and times -------------------------------------------------------------------------------


def read_date(value: Any) -> str:
    """A date as exact as known: `2017-11-07`, `2014-05`, `2014`; `unknown` and nothing read as ""."""
    text = read_text(value)
    if text in {"", "unknown"}:
        return ""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date such as 2017-11-07, 2014-05, 2014 or unknown")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar") from None
    return text


def read_period(value: Any) -> Period:
    """A date or two with a slash between: `2012-10-15/2012-10-18`."""
    start, _, end = read_text(value).partition("/")
    period = Period(read_date(start), read_date(end or start))
    if period.end and period.end < period.start[: len(period.end)]:
        raise ValueError(f"{value!r} ends before it begins")
    return period


def read_time(value: Any) -> str:
    """A time of the session's day, `16:10`; past midnight of a conference day `24:30`."""
    match = _TIME.fullmatch(read_text(value))
    if not match:
        raise ValueError(f"{value!r} is not a time such as 16:10")
    return f"{int(match[1]):02}:{match[2]}"


def read_timezone(value: Any) -> str:
    """An IANA name (`Asia/Tokyo`) or an offset (`+01:00`)."""
    text = read_text(value)
    if not re.fullmatch(r"[+-]\d\d:\d\d|UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+", text):
        raise ValueError(f"{text!r} is neither an IANA time zone nor an offset such as +09:00")
    return text


# -- speakers --------------------------------------------------------------------------------------

_OPEN, _CLOSE = "(（", ")）"


def read_speakers(value: Any) -> tuple[Speaker, ...]:
    r"""`Name (Organisation); Name`: separated by `;` or `；`; `\(`, `\)` and `\;` are literal.

    The organisation is the last bracket, at the end of the entry; `(Organisation)` alone names no person.
    """
    if isinstance(value, list):
        return tuple(speaker for part in value for speaker in read_speakers(part))
    text = str(value)
    shadow = _shadow(text)
    starts = [0, *(match.end() for match in re.finditer("[;；\n]", shadow))]
    stops = [*(start - 1 for start in starts[1:]), len(text)]
    entries = (" ".join(text[start:stop].split()) for start, stop in zip(starts, stops, strict=True))
    return tuple(_read_speaker(entry) for entry in entries if entry)


def _shadow(text: str) -> str:
    """The text with each escaped character blotted out, so that what is left has its meaning."""
    return re.sub(r"\\.", "xx", text, flags=re.DOTALL)


def _read_speaker(entry: str) -> Speaker:
    name, organization = entry, ""
    shadow = _shadow(entry)
    if shadow[-1] in _CLOSE:
        opening = _matching_bracket(shadow)
        if opening >= 0:
            name, organization = entry[:opening], entry[opening + 1 : -1]
    if not name.strip() and not organization.strip():
        raise ValueError(f"{entry!r} names no speaker")
    return Speaker(_unescape(name.strip()), _unescape(organization.strip()))


def _matching_bracket(shadow: str) -> int:
    """Where the bracket opens that the last character closes; -1 when it never opened."""
    depth = 0
    for position in range(len(shadow) - 1, -1, -1):
        depth += (shadow[position] in _CLOSE) - (shadow[position] in _OPEN)
        if depth == 0:
            return position
    return -1


def _unescape(text: str) -> str:
    return re.sub(r"\\([();；（）\\])", r"\1", text)


def format_speakers(speakers: Iterable[Speaker]) -> str:
    """The text of a `:speakers:` option that reads back as `speakers`."""
    entries = []
    for speaker in speakers:
        organization = f"({_escape(speaker.organization)})" if speaker.organization else ""
        entries.append(f"{_escape(speaker.name)} {organization}".strip())
    return "; ".join(entries)


def _escape(text: str) -> str:
    return re.sub(r"([();；（）\\])", r"\\\1", text)


# -- tables of a registry row ----------------------------------------------------------------------


def read_former(value: Any) -> tuple[FormerName, ...]:
    """`[{name, until, ambiguous}]` of a registry row, or `Quantum (2013); …` of an option."""
    if not isinstance(value, list):
        return tuple(FormerName(entry.name, read_date(entry.organization)) for entry in read_speakers(value))
    tables = [_table(part, "name", ("until", "ambiguous")) for part in value]
    return tuple(
        FormerName(read_text(row["name"]), read_date(row.get("until", "")), read_flag(row.get("ambiguous", False)))
        for row in tables
    )


def read_phases(value: Any) -> tuple[Phase, ...]:
    """`[{from, is}]` of a registry row, or one word, which is the state at all times."""
    if not isinstance(value, list):
        return (Phase(read_text(value), "0001"),)
    tables = [_table(part, "is", ("from",)) for part in value]
    return tuple(Phase(read_text(row["is"]), read_date(row.get("from", ""))) for row in tables)


def read_affiliations(value: Any) -> tuple[Affiliation, ...]:
    """`[{organization, dates}]` of a registry row, or names separated by `;`."""
    if not isinstance(value, list):
        return tuple(Affiliation(name) for name in read_names(value))
    tables = [_table(part, "organization", ("dates",)) for part in value]
    return tuple(Affiliation(read_text(row["organization"]), read_period(row.get("dates", ""))) for row in tables)


def _table(value: Any, main: str, others: tuple[str, ...]) -> dict[str, Any]:
    """A table with a main key and perhaps others; a text alone is the main one's value."""
    table = {str(key): each for key, each in value.items() if each is not None} if isinstance(value, dict) else None
    if table is None:
        table = {main: read_text(value)}
    for key in table:
        if key not in (main, *others):
            allowed = ", ".join((main, *others))
            raise ValueError(f"{key[:80]!r} is not one of its keys, {allowed}{did_you_mean(key, (main, *others))}")
    if not table.get(main):
        raise ValueError(f"{main!r} is missing")
    return table


# -- ids -------------------------------------------------------------------------------------------


def read_id(value: Any) -> str:
    """An id as written by hand: ASCII, lower case, at most 64 characters."""
    text = read_text(value)
    if not ID.fullmatch(text):
        raise ValueError(f"{text[:80]!r} is not an id: a-z, 0-9, dot, dash, underscore, at most 64 characters")
    return text


def fold(name: str) -> str:
    """A name as it is compared: NFKC, case folded, no spaces."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def made_id(name: str) -> str:
    """The id of a person or organisation that only a `:speakers:` line knows: 8 hex digits."""
    return hashlib.sha256(fold(name).encode()).hexdigest()[:8]


def imported_id(kind: str, name: str) -> str:
    """The id that an import gives: an ASCII slug of at most 48, else `<kind>-<8 hex>`.

    A slug counts only when it says all of the name: `第7回` would leave nothing but `7`.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    if not any(char.isalpha() and not char.isascii() and not unicodedata.combining(char) for char in plain):
        slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[^\x00-\x7f]", "", plain)).strip("-")[:48].rstrip("-")
        if slug:
            return slug
    return f"{kind}-{made_id(name)}"


def question_id(session: str, text: str) -> str:
    """The id of a question that has none: `<session>-q-<6 hex of its text>`, `q-…` without a session."""
    digest = hashlib.sha256(fold(text).encode()).hexdigest()[:6]
    return f"{session[:50]}-q-{digest}" if session else f"q-{digest}"
