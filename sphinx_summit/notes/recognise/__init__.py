"""Outline → what the note is about: each finding is a guess with its line, its reason and its confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Omitted, Paragraph, Text, start_of
from sphinx_summit.notes.recognise.chrome import drop_chrome
from sphinx_summit.notes.recognise.dates import YEAR
from sphinx_summit.notes.recognise.event_titles import names_event, tells_event
from sphinx_summit.notes.recognise.events import find_event
from sphinx_summit.notes.recognise.findings import Guess, Guesses, Note
from sphinx_summit.notes.recognise.headings import find_headings, join_lines, level_out
from sphinx_summit.notes.recognise.questions import Dialogue
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.sessions import SessionFinder
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, ends_sentence, is_frame

if TYPE_CHECKING:
    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import Block, Outline

__all__ = ["Guess", "Note", "recognise"]

_LONGEST_TITLE = 100
_OPENING = 15
"""A heading that names the event is among the first so many blocks."""


def recognise(outline: Outline, names: NameTable, file: str = "") -> Note:
    """The note behind an outline. `names` are those of the handbook's registries."""
    if outline.plan:
        return _as_planned(outline)
    guesses = Guesses(outline)
    blocks = drop_chrome(outline, list(outline.blocks), guesses)
    if outline.dialect == "markdown":
        title, blocks = _take_title(outline, find_headings(outline, blocks, guesses), guesses)
    else:
        title, blocks = _take_title(outline, blocks, guesses)
        blocks = find_headings(outline, blocks, guesses)
    name = words_of(outline, title) if title else _title_of(outline)
    at = title.start if title else 0
    heading = None if name else _naming_heading(outline, blocks)
    told, at = (words_of(outline, heading.text), heading.at) if heading else (name, at)
    event = find_event(outline, outline.metadata, told, at, blocks, guesses, file)
    opens = heading is next((block for block in blocks if not isinstance(block, Omitted)), None)
    if event and heading and opens and _is_about(told, event.name):
        title, name = heading.text, told
        blocks = [block for block in blocks if block is not heading]
    blocks = SessionFinder(outline, names, guesses, event, name, file).find(level_out(blocks))
    blocks = join_lines(outline, blocks)
    refined = Dialogue(outline, guesses).refine(blocks)
    found = tuple(sorted(guesses.found, key=lambda guess: guess.line))
    return Note(outline, outline.metadata, title, name, event, refined, found)


def _as_planned(outline: Outline) -> Note:
    """The note behind an outline that itself tells its event and its sessions."""
    first, *rest = outline.blocks or (None,)
    if isinstance(first, Heading) and first.level == 1 and not first.session:
        return Note(outline, outline.metadata, first.text, outline.plain(first.text), outline.plan, tuple(rest), ())
    name = outline.plan.name if outline.plan else ""
    return Note(outline, outline.metadata, None, name, outline.plan, outline.blocks, ())


def _title_of(outline: Outline) -> str:
    value = outline.metadata.values.get("title") if outline.metadata else None
    return " ".join(value.split()) if isinstance(value, str) and not is_frame(value) else ""


def _take_title(outline: Outline, blocks: list[Block], guesses: Guesses) -> tuple[Text | None, list[Block]]:
    """The note's own title, taken from among its blocks: its only first-level heading, or its first line."""
    number = next((n for n, block in enumerate(blocks) if not isinstance(block, Omitted)), None)
    if number is None:
        return None, blocks
    block = blocks[number]
    if isinstance(block, Heading):
        alone = sum(1 for b in blocks if isinstance(b, Heading) and b.level <= block.level) == 1
        alone = alone or (block.level == 1 and not _title_of(outline) and names_event(outline.plain(block.text)))
        return (block.text, blocks[:number] + blocks[number + 1 :]) if alone else (None, blocks)
    if not isinstance(block, Paragraph) or not _may_be_title(outline, block, blocks[number + 1 :]):
        return None, blocks
    if outline.dialect == "markdown" and not _stands_alone(outline, block, blocks[number + 1 :]):
        return None, blocks
    guesses.add("title", outline.plain(block.text), start_of(block), "the first line, no sentence", 0.8)
    return block.text, blocks[:number] + blocks[number + 1 :]


def _naming_heading(outline: Outline, blocks: list[Block]) -> Heading | None:
    """In a note without a title, the first of its highest headings that may name an event, else its opening one."""
    headings = [b for b in blocks[:_OPENING] if isinstance(b, Heading) and b.text.runs]
    highest = min((heading.level for heading in headings), default=0)
    named = [(heading, words_of(outline, heading.text)) for heading in headings if heading.level == highest]
    named = [(heading, words) for heading, words in named if not (is_frame(words) or DAY_ORDINAL.match(words))]
    told = next((heading for heading, words in named if tells_event(words) or YEAR.search(words)), None)
    opens = next((block for block in blocks if not isinstance(block, Omitted)), None)
    return told or next((heading for heading, _ in named if heading is opens), None)


def _is_about(title: str, event: str) -> bool:
    """Whether a heading is the title of a note on an event: it shares a word with its name, or tells of one."""
    return tells_event(title) or bool(set(title.casefold().split()) & set(event.casefold().split()))


def _stands_alone(outline: Outline, block: Paragraph, rest: list[Block]) -> bool:
    """Whether a line of Markdown over headings is the title that none of them is."""
    text = outline.plain(block.text)
    closed = ends_sentence(text) or text.endswith(".")
    return isinstance(rest[0], Heading) and not _title_of(outline) and not closed and bool(YEAR.search(text))


def _may_be_title(outline: Outline, block: Paragraph, rest: list[Block]) -> bool:
    text = outline.plain(block.text)
    if len(block.text.runs) > 1 or len(text) > _LONGEST_TITLE or not rest or not any(map(str.isalnum, text)):
        return False
    if is_frame(text) or DAY_ORDINAL.match(text):
        return False
    return tells_event(text) or not ends_sentence(text)
