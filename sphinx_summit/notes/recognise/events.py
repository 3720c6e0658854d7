"""The event that a note reports on: its name, from the title, the opening or the folder, and what the name says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import EventFacts, Heading, Item, Listing, Paragraph, start_of
from sphinx_summit.notes.recognise.dates import YEAR, find_dates, find_months
from sphinx_summit.notes.recognise.event_titles import (
    SUBTITLE,
    TAGS_AT_END,
    TITLE_YEAR,
    bare_title,
    likeliest_name,
    name_in,
)
from sphinx_summit.notes.recognise.event_words import ADVICE, EVENT, REPORT_OF, WENT
from sphinx_summit.notes.recognise.known import SERIES
from sphinx_summit.notes.recognise.named import Signs, is_event, is_told, may_name, programme_signs
from sphinx_summit.notes.recognise.place import AT_PLACE, NUMBER, WHERE, city_after, series_of, venue_in
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.spoken import texts_of
from sphinx_summit.notes.recognise.when import find_when
from sphinx_summit.notes.recognise.words import GATHERING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.outline import Block, Metadata, Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_NAME = re.compile(rf"(?:[A-Z][\w.+&'-]*\s+){{1,4}}{EVENT}(?!\w)")
_HELD = r"(?:行われ|開催|開か|始ま)"
_PLACE = re.compile(rf"([A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){{0,2}})\s*(?:市)?(?:で|にて|において)\s*(?:{_HELD})")
_PLACE_EN = re.compile(r"\b(?:held|took place)\s+in\s+([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})")
_PLACE_DE = re.compile(
    r"\bfand(?:en)?\b[^.!?]{0,80}?\bin (?P<city>(?:Bad |Sankt )?[A-ZÄÖÜ][\wäöüß-]+)[^.!?]{0,80}\bstatt\b"
)
_YEAR_PLACE = re.compile(
    r"(?:(?P<y>\d{4})\s*[,、]?\s*(?P<p>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){0,2})"
    r"|(?P<p2>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){0,2})\s*[,、]?\s*(?P<y2>\d{4}))$"
)
_ANY_FILE = re.compile(r"(?i)(?:readme|index|notes?|talks?|sessions?|schedule|program\w*|slides?|memo)[\W\d]*")
_REPORT_FILE = re.compile(r"(?i)(?:minutes|trip-?report|recap)[\w-]*\.\w+$")
_DAY_LINE = re.compile(r"\W*[^\s:：]{1,12}\s*[:：]|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\W*\w{0,4}\W*$")
_FOLDER_EVENT = re.compile(
    r"(?i)^(?:summit|conf(?:erence)?|meet-?up|workshop|devfest|kaigi|hackathon|barcamp|congress|symposium"
    r"|\w{2,}(?:conf|con|fest|kaigi|camp|summit))$"
)
_FOLDER_NOISE = re.compile(r"(?i)(?:presentations?|notes?|reports?|docs|posts?|blog|the|at|of|in|and|on|my|highlights)")
_OTHER_TITLES = {
    "title": "the title names the event that the note reports on",
    "description": "the description says what the note reports on",
    "subtitle": "the subtitle says what the note reports on",
    "summary": "the summary says what the note reports on",
}
_TAGS = ("tags", "categories", "category", "keywords", "tag", "topics")
_EVENT_TAG = re.compile(
    r"(?i)conf[eé]r|conferenc|konferenz|\bevent|évén|veranstaltung|meet-?up|勉強会|カンファレンス|イベント|LT会|登壇|大会|峰会|沙龙|參加"
    r"|컨퍼런스|행사|밋업|encontro|encuentro|charlas|palestras|vorträge|\btalks\b"
)
_DESCRIBING = ("description", "excerpt", "summary")
_LONGEST = 1500
_ITEMS = 50
_DAY_AND_PLACE = 80
_BEGINNING = 40
_MUCH = 3
"""So many different words of gatherings make a note speak of one."""
_OPENING = 15
"""An event is introduced in the first so many blocks."""


@dataclass(frozen=True, slots=True)
class _Name:
    """An event's name, and why it is one."""

    name: str
    at: int
    reason: str
    confidence: float
    city: str = ""


def find_event(
    outline: Outline,
    metadata: Metadata | None,
    title: str,
    title_at: int,
    blocks: Sequence[Block],
    guesses: Guesses,
    file: str = "",
) -> EventFacts | None:
    """The event, or None when the note reports on none."""
    opening = _opening(outline, blocks)
    gathering = _speaks_of_gathering(outline, title, blocks)
    lines = [text for text, _ in _opening(outline, [block for block in blocks[:6] if not isinstance(block, Listing)])]
    reports = bool(_REPORT_FILE.search(file))
    told = _Name(outline.told, title_at, "the review says so", 1.0, city_after(outline.told)) if outline.told else None
    found = (
        told
        or _from_title(title, title_at, lines, gathering, reports=reports)
        or _from_metadata(metadata, title, title_at, gathering)
        or (None if title else _from_title(_stem_of(file), 0, [], gathering))
        or _from_signs(outline, title or _stem_of(file), title_at, blocks, opening, gathering, metadata)
        or _from_opening(opening, gathering)
        or _from_facts(title, title_at, opening, gathering)
        or _from_folder(file, gathering)
    )
    if not found:
        return None
    other = _from_metadata(metadata, title, title_at, gathering) if not YEAR.search(found.name) else None
    if other and YEAR.search(other.name) and found.name.casefold() in other.name.casefold():
        found = other
    guesses.add("event", found.name, found.at, found.reason, found.confidence)
    named = title if YEAR.search(title) else f"{title} {found.name}"
    dates, source = find_when(outline, metadata, named, blocks, opening, guesses, found.at)
    series, number, organizer = series_of(found.name)
    city = found.city or _city_told(found.name, opening)
    return EventFacts(found.name, dates, source, city, series, number, organizer, venue=venue_in(opening))


def _city_told(name: str, opening: list[tuple[str, int]]) -> str:
    """Where the event was, as a German sentence in the opening tells that names it."""
    first = name.split(" ")[0]
    told = (match for text, _ in opening if first in text and (match := _PLACE_DE.search(text)))
    return next((match["city"] for match in told), "")


def _opening(outline: Outline, blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """The texts at the start of a note: what stands before its first list, and that list's own items."""
    texts: list[tuple[str, int]] = []
    for block in blocks[:_OPENING]:
        if isinstance(block, (Heading, Paragraph)) and block.text.runs:
            texts.append((words_of(outline, block.text, _LONGEST), start_of(block)))
        elif isinstance(block, Listing):
            items = [item for item in block.items if isinstance(item, Item) and item.text.runs]
            texts += [(words_of(outline, item.text, _LONGEST), start_of(item)) for item in items[:_ITEMS]]
            break
    return texts


def _speaks_of_gathering(outline: Outline, title: str, blocks: Sequence[Block]) -> int:
    """How many different words of gatherings the note's beginning and headings have."""
    headings = [block.text for block in blocks[:_BEGINNING] if isinstance(block, Heading) and block.text.runs]
    texts = [words_of(outline, text, _LONGEST) for text in [*headings, *texts_of(blocks[:_BEGINNING], 1)]]
    return len({match[0].casefold() for text in [title, *texts] for match in GATHERING.finditer(text[:1500])})


# -- the title -----------------------------------------------------------------------------------------


def _from_title(title: str, at: int, lines: list[str], gathering: int, *, reports: bool = False) -> _Name | None:
    name = name_in(title, gathering, reports=reports)
    if not name:
        return None
    city = city_after(name)
    extra = next((m for text in lines if (m := _YEAR_PLACE.fullmatch(text.strip())) and not find_months(text)), None)
    if extra and not city and not YEAR.search(name):
        city = (extra["p"] or extra["p2"]).strip()
        name = f"{name} {city} {extra['y'] or extra['y2']}"
    sure = 0.9 if re.search(EVENT, name) or NUMBER.search(name) else 0.75
    return _Name(name, at, "the title names the event that the note reports on", sure, city)


# -- elsewhere -----------------------------------------------------------------------------------------


def _from_metadata(metadata: Metadata | None, title: str, at: int, gathering: int) -> _Name | None:
    """The name that another title of the note gives, or what its description says that it reports on."""
    values = metadata.values if metadata else {}
    for field, reason in _OTHER_TITLES.items():
        text = values.get(field)
        if not isinstance(text, str) or text == title or ADVICE.search(title):
            continue
        if field != "title" and not (WENT.search(text) or REPORT_OF.search(text)):
            continue
        if name := name_in(text, gathering):
            return _Name(name, at, reason, 0.75, city_after(name))
    return None


def _from_opening(opening: list[tuple[str, int]], gathering: int) -> _Name | None:
    """`… Summit, which was held in …` in the first lines of a note that speaks of sessions."""
    for text, at in opening:
        match = _NAME.search(text) or SERIES.search(text)
        if (
            match
            and (gathering >= 2 or _begins_with_days(text, match))
            and (
                re.search(rf"{_HELD}|\b(?:held|took place|attended|was in)\b", text[match.end() :])
                or _went_to(text, match)
            )
        ):
            place = _PLACE.search(text) or _PLACE_EN.search(text)
            city = place[1] if place else ""
            name = " ".join(match[0].split()).removeprefix("The ")
            name = f"{name} {city}" if city and city not in name else name
            return _Name(name, at, "the opening says that it was held", 0.8, city)
    return None


def _went_to(text: str, name: re.Match[str]) -> bool:
    """Whether the words before a name say that one was there."""
    return bool(re.search(r"\b(?:attended|went to|back from|was at)\s+(?:the\s+)?$", text[: name.start()]))


def _begins_with_days(text: str, name: re.Match[str]) -> bool:
    """Whether a text is about the event from its first words on, and says on which days it was."""
    return name.start() <= len("At the ") and any(date.is_range for date in find_dates(text))


def _from_facts(title: str, at: int, opening: list[tuple[str, int]], gathering: int) -> _Name | None:
    """A note that says when and where, on lines of their own, or when below its title, is about what that names."""
    if gathering >= _MUCH and opening and title and not ADVICE.search(title) and _is_date(opening[0][0]):
        return _Name(bare_title(SUBTITLE.split(title)[0])[0], at, "the line below the title says when it was", 0.7)
    name = _beside_day(title)
    if gathering >= _MUCH and name and may_name(name) and not ADVICE.search(title):
        return _Name(name, at, "the title says when it was, and the note speaks of talks", 0.7)
    if TITLE_YEAR.fullmatch(title) and any(_says_day(text, title) for text, _ in opening[:3]):
        return _Name(title, at, "a line below the title says when it was", 0.7)
    place = any(WHERE.match(text) or AT_PLACE.match(text) for text, _ in opening)
    day = any(_DAY_LINE.match(text) and find_dates(text) for text, _ in opening)
    if not (place and day and title) or ADVICE.search(title):
        return None
    return _Name(bare_title(SUBTITLE.split(title)[0])[0], at, "lines below the title say when and where it was", 0.7)


def _beside_day(title: str) -> str:
    """What a title says before or after a full date that it begins or ends with."""
    days = [date for date in find_dates(title) if date.year and not (date.start and title[date.end :].strip(" )）"))]
    rest = title[: days[0].start] + title[days[0].end :] if days else ""
    return rest.strip(" -–—:：|、,()（）")


def _says_day(text: str, title: str) -> bool:
    """Whether a short line says a day of the title's year."""
    days = find_dates(text) if len(text) <= _DAY_AND_PLACE else []
    return any(date.year and date.period.start[:4] in title for date in days)


def _from_signs(
    outline: Outline,
    title: str,
    at: int,
    blocks: Sequence[Block],
    opening: list[tuple[str, int]],
    gathering: int,
    metadata: Metadata | None,
) -> _Name | None:
    """A name without a word for an event, where other signs together say that it is one."""
    whole = TAGS_AT_END.sub("", " ".join(title[:200].split()))
    if not whole or ADVICE.search(whole):
        return None
    texts = [words for words, _ in [*_descriptions(metadata), *opening]]
    name, parts, says = likeliest_name(whole, texts)
    if not name:
        return None
    signs = Signs(says, parts, gathering, is_told(name, texts), programme_signs(outline, blocks), _is_tagged(metadata))
    if not is_event(name, signs):
        return None
    reason = "the title's name is what the note calls an event, or lays out the programme of"
    return _Name(name, at, reason, 0.7, city_after(name))


def _is_tagged(metadata: Metadata | None) -> bool:
    """Whether the tags or categories of a note have a word for events."""
    values = [metadata.values.get(field) for field in _TAGS] if metadata else []
    words = [str(part) for value in values for part in (value if isinstance(value, list) else [value]) if part]
    return any(_EVENT_TAG.search(word) for word in words[:_ITEMS])


def _descriptions(metadata: Metadata | None) -> list[tuple[str, int]]:
    """What the metadata say of the note, as texts of its opening."""
    values = [metadata.values.get(field) for field in _DESCRIBING] if metadata else []
    return [(" ".join(value.split())[:_LONGEST], 0) for value in values if isinstance(value, str)]


def _is_date(text: str) -> bool:
    """Whether a line is a day or a month, and nothing else."""
    dates = [text[: date.start] + text[date.end :] for date in find_dates(text) if date.year]
    month = bool(find_months(text)) and len(text) <= len("September 2000")
    return month or any(not rest.strip(" ()") for rest in dates)


def _stem_of(file: str) -> str:
    """A file's name as a title: `2018 Example Day.md`."""
    name = file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if _ANY_FILE.fullmatch(name):
        return ""
    return " ".join(re.sub(r"^\d{4}-\d{2}-\d{2}-?", "", name).replace("_", " ").split())


def _from_folder(file: str, gathering: int) -> _Name | None:
    """An event's name as that of a folder: `openstack-summit-boston/keynote.md`."""
    parts = file.replace("\\", "/").split("/")
    if gathering < 1:
        return None
    for part in reversed(parts[:-1]):
        words = [word for word in re.split(r"[-_ .]+|(?<=[a-z])(?=[A-Z])", re.sub(r"^[\d_-]{2,}", "", part)) if word]
        proper = [word for word in words if not _FOLDER_NOISE.fullmatch(word) and not word.isdigit()]
        dated = YEAR.search(re.sub(r"[-_]", " ", part))
        if (len(proper) >= 2 or dated) and any(_FOLDER_EVENT.match(word) for word in proper):
            words = [word for word in words if not _FOLDER_NOISE.fullmatch(word)]
            name = " ".join(word if any(map(str.isupper, word)) else word.capitalize() for word in words)
            name = f"{name} {dated[1]}" if dated and dated[1] not in name else name
            return _Name(name, 0, "the folder is named after it", 0.5)
    return None
