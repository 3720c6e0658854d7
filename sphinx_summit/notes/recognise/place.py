"""What an event's name, and the lines below it, say of it: the city, the venue, the series and the number in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.recognise.event_words import COUNTRIES, EVENT

if TYPE_CHECKING:
    from collections.abc import Iterable

_CITY_AFTER = re.compile(
    r"(?:Summit|Conf(?:erence)?|Con|Days?|Kaigi|Camp|Fest|Forum|Meetup|Congress|Hackathon)"
    r"(?:\s*[,:–@-]\s*|\s+(?:(?:in|at)\s+)?)(?P<city>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){0,2})(?=$|[\s,(]*(?:\d|$))"
)
NUMBER = re.compile(
    r"第\s*(\d{1,4})\s*[回届期次]|#(\d{1,4})\b|\bvol\.?\s*(\d{1,4})|제?\s?(\d{1,3})회"
    r"|\b(?:meeting|meetup|treffen|rencontre|reuni[oó]n|encuentro)\s+(?:n[º°]\s*)?(\d{1,3})\b",
    re.IGNORECASE,
)
WHERE = re.compile(
    r"^\W*(?:会場|場所|開催地|venue|location|where|place|wo|ort|où|lieu|dónde|lugar|地点|场地"
    r"|장소)\s*\W{0,3}[:：?？]\W*(?P<place>\S.{1,60})$",
    re.IGNORECASE,
)
AT_PLACE = re.compile(r"^(?P<place>\S.{1,40}?)(?:さん)?(?:にて|で開催)[。]?$")


_NO_CITIES = frozenset(
    ["Notes", "Report", "Recap", "Summary", "Talks", "Schedule", "Slides", "Program", "Programme", "Videos", "Review"]
)
"""Words that stand after an event's word as a city does."""


def city_after(name: str) -> str:
    """The city that stands after the word for the event, if any."""
    match = _CITY_AFTER.search(name)
    return match["city"] if match and match["city"] not in COUNTRIES | _NO_CITIES else ""


def venue_in(opening: Iterable[tuple[str, int]]) -> str:
    """The venue, as a line of its own says it: `Venue: …`."""
    for text, _ in opening:
        match = WHERE.match(text) or AT_PLACE.match(text)
        if match:
            return match["place"].strip(" *_`")
    return ""


def series_of(name: str) -> tuple[str, str, str]:
    """Series, number and organiser, as far as the name says."""
    match = NUMBER.search(name)
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
