"""Who speaks: an event holds a person whole, or a name, or an id that is explained elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.links import listed
from sphinx_summit.notes.schedules.lookup import each, find, folded
from sphinx_summit.notes.schedules.programme import Speaker
from sphinx_summit.notes.schedules.words import Part, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.programme import Departures
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
