"""Who speaks: an event holds a person whole, or a name, or an id that is explained elsewhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.schedules.links import listed
from sphinx_summit.notes.schedules.lookup import each, find, folded
from sphinx_summit.notes.schedules.programme import Speaker
from sphinx_summit.notes.schedules.words import Part, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.programme import Departures, Slot
    from sphinx_summit.notes.schedules.words import Tree

KEYS = (
    "persons", "speakers", "participants", "presenters", "speaker", "people", "authors", "author", "performers",
    "performer", "attendee", "hosts", "登壇者", "発表者", "講演者",
)  # fmt: skip
_IDS = ("guid", "code", "id", "slug")
_NAMES = ("publicname", "name", "fullname", "fullpublicname", "displayname", "#text")
COMPANIES = ("company", "organization", "organisation", "affiliation", "employer", "所属")
_LINES = ("tagline", "biography", "bio", "description", "details", "about")
_LOOKS_LIKE_ID = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{6}")
_BETWEEN = re.compile(r"\s*[;；、/／\n]\s*|\s+&\s+")
_COMMA = re.compile(r"\s*,\s+|\s*，\s*")
_SHOWN = 5
_DASH = re.compile(r"\s+[-–—]\s+")
_IN_BRACKETS = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<company>[^()（）]+)[)）]")


def speakers_of(event: Node, known: Mapping[str, Node], at: int, departures: Departures) -> tuple[Speaker, ...]:
    """The speakers of an event, each name once."""
    for key in KEYS:
        found: dict[str, Speaker] = {}
        value = event.get(key)
        for person in each(value):
            for speaker in _speakers(person, known, at, departures, alone=person is value):
                found.setdefault(speaker.name.casefold(), speaker)
        if found:
            company = find(event, *COMPANIES)
            people = tuple(found.values())
            alone = len(people) == 1 and company and not people[0].organization
            return (replace(people[0], organization=company),) if alone and company else people
    return ()


def credited(title: Words, slug: str) -> tuple[Words, tuple[Speaker, ...]]:
    """Title and speaker of `Title - Name` or `Name - Title`, the slug being the name's (Write the Docs, 2018, 2019)."""
    dashes = list(_DASH.finditer(title))
    for dash, name_first in ((dashes[0], True), (dashes[-1], False)) if dashes else ():
        before, after = title.cut(0, dash.start()), title.cut(dash.end(), len(title))
        name, rest = (before, after) if name_first else (after, before)
        if _letters(name) == _letters(slug):
            return rest, (Speaker(name),)
    return title, ()


def _letters(text: str) -> str:
    """The letters of a name as a slug has them."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())


def report_namesakes(slots: Iterable[Slot], departures: Departures) -> None:
    """Note names with several ids, maybe people of one name: a person's made id is the name's, so they are one."""
    ids: dict[str, dict[str, str]] = {}
    for slot in slots:
        for speaker in slot.speakers:
            if speaker.key:
                ids.setdefault(fold(speaker.name), {}).setdefault(speaker.key, speaker.name)
    names = [next(iter(known.values())) for known in ids.values() if len(known) > 1]
    if names:
        shown = ", ".join(" ".join(name.split())[:60] for name in names[:_SHOWN])
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        said = "1 name has" if len(names) == 1 else f"{len(names)} names have"
        at = names[0].start if isinstance(names[0], Words) else 0
        departures.add(at, f"{said} several ids in this schedule, each is taken for one person: {shown}{more}")


def _speakers(
    person: Tree, known: Mapping[str, Node], at: int, departures: Departures, *, alone: bool
) -> Iterator[Speaker]:
    """The speakers that a member of a list names, or a text that stands `alone` and may name several."""
    if isinstance(person, Words):
        words = person.strip_around()
        if words in known:
            yield from _from_node(known[words])
        elif known and _LOOKS_LIKE_ID.fullmatch(words):
            departures.add(at, "a speaker is named by an id that the file does not explain")
        elif alone:
            yield from by_name(words)
        elif words:
            yield Speaker(words)
    elif isinstance(person, dict):
        node = folded(person)
        reference = next((known[id_] for key in _IDS if (id_ := find(node, key)) and id_ in known), {})
        yield from _from_node({**reference, **node})


def _from_node(node: Node) -> Iterator[Speaker]:
    name = _name(node)
    if name:
        company = find(node, *COMPANIES) or ""
        lines = tuple(words for key in _LINES if (words := find(node, key)) and words != company)
        yield Speaker(name, company, find(node, *_IDS) or "", lines, tuple(listed(node)))


def _name(node: Node) -> Words | None:
    name = find(node, *_NAMES)
    if name:
        return name
    first, last = find(node, "firstname", "givenname"), find(node, "lastname", "familyname")
    if first and last:
        return words_of((*first.parts, Part(last.start, last.start, " "), *last.parts))
    return first or last


def by_name(words: Words) -> Iterator[Speaker]:
    """The speakers in a text of names: `Ann Example (Example Corp.); 例田 花子`."""
    for entry in _split(words, _BETWEEN):
        names = list(_split(entry, _COMMA))
        # `Example, Ann Maria` is one name.
        alike = len(names) > 2 or len({" " in name.strip() for name in names}) == 1
        for name in names if alike else [entry]:
            bracket = _IN_BRACKETS.fullmatch(name)
            if bracket:
                yield Speaker(name.cut(*bracket.span("name")), name.cut(*bracket.span("company")))
            elif name:
                yield Speaker(name)


def _split(words: Words, between: re.Pattern[str]) -> Iterator[Words]:
    """The parts of a text; what stands in brackets is not parted."""
    start = done = depth = 0
    for match in [*between.finditer(words), None]:
        end = match.start() if match else len(words)
        depth += sum((char in "(（") - (char in ")）") for char in words[done:end])
        done = end
        if match and depth > 0:
            continue
        yield words.cut(start, end).strip_around()
        start = match.end() if match else end
        depth = 0
