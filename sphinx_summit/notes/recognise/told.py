"""Talks that a report tells of in its prose, each in a paragraph or an item of its own that names who spoke."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit, Heading, Item, Listing, Paragraph
from sphinx_summit.notes.recognise.event_words import EVENT
from sphinx_summit.notes.recognise.known import SERIES
from sphinx_summit.notes.recognise.known_talks import PROSE
from sphinx_summit.notes.recognise.people import is_person
from sphinx_summit.notes.recognise.seen import Seen, see, words_of
from sphinx_summit.notes.recognise.spoken import credits_by, credits_in_prose
from sphinx_summit.notes.recognise.words import TALKS, count_words, is_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline, Text

_NEAR = 300
"""A paragraph on a talk says so within its first characters."""
_OPENING = 80
_MANY_PEOPLE = 4
_FEWEST = 2
_LONGEST = 120
_TITLE = 3
_QUOTED = re.compile(r"[「『“«„《]\s*(?P<title>[^「」『』“”«»„《》]{4,120}?)\s*[」』”»“》]|\"(?P<plain>[^\"]{6,120})\"")
_WORD = r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ][\w'’-]*"
_TWO = rf"(?P<name>{_WORD} {_WORD})(?:\s(?:et|und|and|y|e|&)\s(?P<two>{_WORD} {_WORD}))?"
_BY = re.compile(rf"\b(?:von|par|by|por|pelo|pela)\s+{_TWO}")
_TALK_OF = re.compile(
    rf"(?i:\b(?:talk|session|keynote|présentation|presentation|conférence|charla|palestra|vortrag)s?\s+(?:de|do|da|of|d['’]|von))\s*{_TWO}"
)
_PHRASE = re.compile(r"\s(?:der|des|dem|den|do|da|del|of)\s|(?i:veranstaltung|vortr[aä]g|talk|session|charla|palestra)")
_SAYS = re.compile(r"\s*[:：]")


@dataclass(frozen=True, slots=True)
class Told:
    """A talk told of: in which block, and in which of its items (-1: all of it), under which name, and who spoke.

    `sure`: the text has a word for talks.
    """

    number: int
    item: int
    at: int
    name: str
    credits: tuple[Credit, ...]
    sure: bool


def talks_told(outline: Outline, blocks: Sequence[Block]) -> list[Told]:
    """The talks of which the paragraphs and items of a report tell; none where only one does."""
    found: dict[tuple[Credit, ...], Told] = {}
    sure = 0
    framed = False
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            framed = is_frame(words_of(outline, block.text, _OPENING))
        elif not framed:
            for told in _in_block(outline, number, block):
                sure += told.sure and told.credits not in found
                found.setdefault(told.credits, told)
    return list(found.values()) if len(found) >= _FEWEST and sure >= max(_FEWEST, len(found) / 3) else []


def parted(block: Block, talks: Sequence[Told], heading: Callable[[Told], Heading]) -> list[Block]:
    """A block with the headings of its talks: before it, or between its items."""
    if not isinstance(block, Listing):
        return [*map(heading, talks), block]
    found: list[Block] = []
    start = 0
    for told in talks:
        found += [Listing(block.items[start : told.item])] if told.item > start else []
        found.append(heading(told))
        start = told.item
    return [*found, Listing(block.items[start:])]


def _in_block(outline: Outline, number: int, block: Block) -> Iterator[Told]:
    if isinstance(block, Paragraph):
        texts = [(-1, block.text)]
    elif isinstance(block, Listing):
        texts = [(n, item.text) for n, item in enumerate(block.items) if isinstance(item, Item) and item.text.runs]
    else:
        return
    for item, text in texts:
        read = _read(outline, text)
        if read:
            yield Told(number, item, text.start, *read)


def _read(outline: Outline, text: Text) -> tuple[str, tuple[Credit, ...], bool] | None:
    """What a text on a talk calls it, and who spoke; None for other texts."""
    words = words_of(outline, text, 3 * _NEAR)[:_NEAR]
    seen = see(outline, text)
    set_off = [(part, at) for part, at in _set_off(seen) if not _SAYS.match(seen.text, at + len(part))]
    people = [part for part, _ in set_off if _is_speaker(part)]
    matches = [match for pattern in (_BY, _TALK_OF) for match in pattern.finditer(words)]
    named = [name for match in matches for name in match.group("name", "two") if name and _is_speaker(name)]
    sure = bool(TALKS.search(words))
    told = [*credits_in_prose(words), *(credits_by(PROSE, words) if sure else ())]
    told = [credit for credit in told if _is_speaker(credit.name)]
    credits = tuple({credit.name: credit for credit in [*(Credit(name) for name in [*people, *named]), *told]}.values())
    quoted = _QUOTED.search(words)
    opens = any(at <= _OPENING and _is_speaker(part) for part, at in set_off)
    if not 0 < len(credits) <= _MANY_PEOPLE or not (sure or opens or (quoted and (named or people))):
        return None
    titles = [quoted["title"] or quoted["plain"]] if quoted else []
    titles += [part for part, _ in set_off if count_words(part) >= _TITLE and not is_person(part)]
    name = next((title for title in titles if not SERIES.search(title)), "") or ", ".join(each.name for each in credits)
    return name[:_LONGEST], credits, sure


def _is_speaker(name: str) -> bool:
    """Whether words are a person's name and no event's."""
    return is_person(name) and not (re.search(EVENT, name) or SERIES.search(name) or _PHRASE.search(name))


def _set_off(seen: Seen) -> Iterator[tuple[str, int]]:
    """The words that stand in bold or as a link in a text's beginning, and where."""
    start = None
    for n, depth in enumerate([*seen.depths[:_NEAR], 0]):
        if depth and start is None:
            start = n
        elif not depth and start is not None:
            yield seen.text[start:n].strip(' "“”«»'), start
            start = None
