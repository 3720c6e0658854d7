"""One event of a schedule, in whatever form, as a slot: its fields are known by the names that formats give them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules import people
from sphinx_summit.notes.schedules.links import LINK_KEYS, links_of
from sphinx_summit.notes.schedules.lookup import each, find, fold_key, folded, is_localized, text
from sphinx_summit.notes.schedules.programme import Slot
from sphinx_summit.notes.schedules.timing import BEGINS, DAYS, ENDS, LENGTHS, timing_of
from sphinx_summit.notes.schedules.words import Part, Words, leaves, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.programme import Departures, Speaker
    from sphinx_summit.notes.schedules.references import References
    from sphinx_summit.notes.schedules.timing import Around

TITLES = ("title", "name", "summary", "topic", "subject", "タイトル", "題名", "演題", "session")
_TEXTS = ("abstract", "description", "fulldescription", "longdescription", "details", "xaltdesc", "概要", "説明")
ROOMS = ("room", "roomid", "rooms", "location", "venue", "place", "会場", "部屋", "場所")
_FORMATS = ("type", "kind", "format", "submissiontype", "category", "形式")
_LANGUAGES = ("language", "contentlocale", "locale", "lang", "言語")
_TRACKS = ("track", "トラック")
_KEYS = ("guid", "uid", "uuid", "code", "submission", "id", "confkey", "slug")
_TOPICS = ("topics", "tags", "keywords")
_SUBTITLES = ("subtitle", "サブタイトル")
_INNER = ("submission", "session", "talk", "slot", "asset")
_USED = {
    *TITLES, *BEGINS, *ENDS, *LENGTHS, *DAYS, *_TEXTS, *ROOMS, *_FORMATS, *_LANGUAGES, *_TRACKS, *_KEYS, *_TOPICS,
    *_SUBTITLES, *_INNER, *people.KEYS, *people.COMPANIES, *LINK_KEYS,
}  # fmt: skip
# What no reader of a page misses, or must not see.
_UNSHOWN = re.compile(
    r"license|optout|logo|image|avatar|photo|picture|email|contact|guid|uuid|version|status|state|color|answer|url"
    r"|slot|categoryitem|categories|sessions|groupid|path|series|^event$|^year$"
)
_SERVICE = re.compile(
    r"(?i)(?:(?:\d+ ?min\w* )?(?:(?:coffee|tea|lunch|afternoon|morning|short) )?break|lunch(?: ?break)?"
    r"|breakfast|registration|doors open|(?:kaffee|mittags)?pause|mittagessen|déjeuner|pause[- ](?:café|déjeuner)"
    r"|昼休み|昼休憩|休憩|昼食|受付|ランチ|午餐|茶歇|签到|점심(?:시간)?|휴식|등록)\W*"
)
_TAG = re.compile(r"(?i)</?(?:a|b|i|em|strong|span|u|small|code|br)(?:\s[^<>]*)?/?>|&(amp|lt|gt|quot|apos|nbsp|#39);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "#39": "'"}
_WITHDRAWN = re.compile(r"(?i)withdrawn|rejected|cancell?ed|deleted|draft")
_EMAIL = re.compile(r"\S@\S")


def merged(node: Node, day: str = "") -> Node:
    """An event with what it keeps in nodes of its own: the talk of a slot, a talk's slot on a day or else its first."""
    event = folded(node)
    for key in _INNER:
        inner = event.get(key)
        if isinstance(inner, dict) and not is_localized(inner):
            event = {**folded(inner), **event}
    held = event.get("slots")
    slots = [folded(slot) for slot in held if isinstance(slot, dict)] if isinstance(held, list) else []
    slots = [slot for slot in slots if day and (find(slot, "start") or "").startswith(day)] or slots
    if slots:
        event = {**{key: value for key, value in slots[0].items() if key in {"room", "start", "end"}}, **event}
    return event


class SlotReader:
    """Reads the events of one schedule."""

    def __init__(self, references: References, departures: Departures) -> None:
        self.references = references
        self.departures = departures

    def read(self, node: Node, around: Around) -> Slot:
        """The slot that an event describes."""
        event = merged(node, around.day)
        language = find(event, *_LANGUAGES) or ""
        title = find(event, *TITLES, language=language)
        at = next((words.start for _, words in leaves(node) if words.parts), 0)
        self._check(event, title, around, at)
        named = self.references.categories_of(event)
        kind = find(event, *_FORMATS, language=language) or named.get("format", "")
        speakers = people.speakers_of(event, self.references.people, at, self.departures)
        if title and not speakers:
            title, speakers = people.credited(title, find(event, "slug") or "")
        texts = tuple(words for key in _TEXTS if (words := find(event, key, language=language)))
        ids = tuple(words for key in _KEYS if (words := find(event, key)))
        key = ids[0] if ids else ""
        return Slot(
            title=_unmarked(title) if title else _spoken(find(event, "slug") or key),
            timing=timing_of(event, around, at, self.departures),
            key=key,
            ids=ids,
            room=self._rooms(event, language) or around.room,
            track=_track(self.references.track_of(event)) or named.get("track", ""),
            format=kind,
            language=language or named.get("language", ""),
            url=_address(find(event, "url", "confurl", "link")),
            subtitle=find(event, *_SUBTITLES, language=language) or "",
            texts=tuple(text for n, text in enumerate(texts) if text not in texts[:n]),
            speakers=speakers,
            links=links_of(event, self.references),
            topics=_topics(event),
            others=(*_translations(event, title), *named.items_left(), *_others(event, node)),
            group=around.group,
            service=_is_service(event, title, kind, speakers, texts),
            withdrawn=bool(_WITHDRAWN.fullmatch(find(event, "state") or "")),
            plenum=event.get("isplenumsession") is True,
            at=max(at, 0),
        )

    def _check(self, event: Node, title: str | None, around: Around, at: int) -> None:
        """Note what an event lacks, and what of it is not imported."""
        if title is None and not find(event, "slug"):
            self.departures.add(at, "an event without a title")
        held = event.get("slots")
        if isinstance(held, list) and len(held) > 1 and not around.day:
            self.departures.add(at, "an event that is held several times: only its first time is imported")

    def _rooms(self, event: Node, language: str) -> str:
        for key in ROOMS:
            value = event.get(key)
            for room in each(value) if key == "rooms" else [value]:
                name = self.references.room(room, language)
                if name:
                    return name
        return ""


def _spoken(key: str) -> str:
    """A title where there is only an id made from one: `the-title` as words."""
    if not isinstance(key, Words) or not re.search(r"[a-z]-[a-z]", key):
        return key
    parts: list[Part] = []
    for match in re.finditer(r"-+|[^-]+", key):
        cut = key.cut(*match.span())
        parts += [Part(cut.start, cut.end, " ")] if match[0][0] == "-" else cut.parts
    return words_of(parts)


def _unmarked(title: Words) -> Words:
    """A title without tags and entities of HTML."""
    parts: list[Part] = []
    done = 0
    for match in _TAG.finditer(title):
        parts += title.cut(done, match.start()).parts
        cut = title.cut(*match.span())
        parts.append(Part(cut.start, cut.end, _ENTITIES.get(match[1] or "", "")))
        done = match.end()
    return words_of([*parts, *title.cut(done, len(title)).parts]).strip_around() if done else title


def _address(words: Words | None) -> str:
    return words if words and re.fullmatch(r"https?://\S+", words) else ""


def _track(words: str) -> str:
    """A track, unless the words say that there is none, as wafer's do."""
    return "" if words.casefold() == "no track" else words


def _topics(event: Node) -> tuple[str, ...]:
    values = [value for key in _TOPICS for value in each(event.get(key))]
    tags = [
        find(folded(value), "tag", "name", "title", "#text") if isinstance(value, dict) else text(value)
        for value in values
    ]
    found = [words for words in tags if words]
    return tuple(words for words in found if not re.search(r"[,，、\n]", words))


def is_service_title(title: str) -> bool:
    """Whether a title is but the word for a break or the like."""
    return bool(_SERVICE.fullmatch(title))


def _is_service(
    event: Node, title: str | None, kind: str, speakers: tuple[Speaker, ...], texts: tuple[Words, ...]
) -> bool:
    """Whether an event is a break or the like: it says so, or nothing else is there than the word."""
    if event.get("isservicesession") is True or str(event.get("isservicesession")).lower() == "true":
        return True
    said = str(find(event, "slottype") or kind)
    if _SERVICE.fullmatch(said) and not speakers:
        return True
    return not speakers and not texts and title is not None and is_service_title(title)


def _translations(event: Node, title: Words | None) -> Iterator[tuple[str, str]]:
    """The title and the texts in other languages."""
    for key in (*TITLES, *_SUBTITLES, *_TEXTS):
        value = event.get(key)
        if isinstance(value, dict) and is_localized(value):
            shown = text(value, find(event, *_LANGUAGES) or "")
            for language, words in value.items():
                if isinstance(words, Words) and words.strip() and words not in {shown, title}:
                    yield language, words


def _others(event: Node, node: Node) -> Iterator[tuple[str, str]]:
    """What else an event says in words."""
    spelled = {fold_key(key): key for key in node}
    for key, value in event.items():
        if key in _USED or _UNSHOWN.search(key):
            continue
        label = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", spelled.get(key, key).lstrip("@")).lower()
        for name, words in leaves(value, key):
            prose = re.search(r"[^\W\d_].*\s|[^\x00-\x7f]", words.strip())
            if prose and not _UNSHOWN.search(name.lower()) and not _EMAIL.search(words) and "://" not in words[:12]:
                yield label if name == key else f"{label} ({name.lstrip('@')})", words
