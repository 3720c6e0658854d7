"""Outline → what the note is about: each finding is a guess with its line, its reason and its confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Omitted, Paragraph, Text, start_of
from sphinx_summit.notes.recognise.chrome import drop_chrome
from sphinx_summit.notes.recognise.events import find_event, tells_event
from sphinx_summit.notes.recognise.findings import Guess, Guesses, Note
from sphinx_summit.notes.recognise.headings import find_headings, join_lines
from sphinx_summit.notes.recognise.questions import Dialogue
from sphinx_summit.notes.recognise.sessions import SessionFinder
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, ends_sentence, is_frame

if TYPE_CHECKING:
    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import Block, Outline

__all__ = ["Guess", "Note", "recognise"]

_LONGEST_TITLE = 100


def recognise(outline: Outline, names: NameTable, file: str = "") -> Note:  # noqa: ARG001
    """The note behind an outline. `names` are those of the handbook's registries."""
    if outline.plan:
        return _as_planned(outline)
    guesses = Guesses(outline)
    blocks = drop_chrome(outline, list(outline.blocks), guesses)
    title, blocks = _take_title(outline, blocks, guesses)
    blocks = find_headings(outline, blocks, guesses)
    name = outline.plain(title) if title else _title_of(outline)
    at = title.start if title else 0
    event = find_event(outline, outline.metadata, name, at, blocks, guesses)
    if event:
        blocks = SessionFinder(outline, names, guesses).find(blocks)
    blocks = join_lines(outline, blocks)
    refined = Dialogue(outline, guesses).refine(blocks)
    found = tuple(sorted(guesses.found, key=lambda guess: guess.line))
    return Note(outline, outline.metadata, title, name, event, refined, found)


def _as_planned(outline: Outline) -> Note:
    """The note behind an outline that itself tells its event and its sessions."""
    title, blocks = _take_title(outline, list(outline.blocks), Guesses(outline))
    name = outline.plain(title) if title else outline.plan.name if outline.plan else ""
    return Note(outline, outline.metadata, title, name, outline.plan, tuple(blocks), ())


def _title_of(outline: Outline) -> str:
    value = outline.metadata.values.get("title") if outline.metadata else None
    return " ".join(value.split()) if isinstance(value, str) else ""


def _take_title(outline: Outline, blocks: list[Block], guesses: Guesses) -> tuple[Text | None, list[Block]]:
    """The note's own title, taken from among its blocks: its only first-level heading, or its first line."""
    number = next((n for n, block in enumerate(blocks) if not isinstance(block, Omitted)), None)
    if number is None:
        return None, blocks
    block = blocks[number]
    tops = [b for b in blocks if isinstance(b, Heading) and b.level == 1]
    if isinstance(block, Heading):
        alone = len(tops) == 1 and tops[0] is block
        return (block.text, blocks[:number] + blocks[number + 1 :]) if alone else (None, blocks)
    if outline.dialect == "markdown" or not isinstance(block, Paragraph):
        return None, blocks
    if not _may_be_title(outline, block, blocks[number + 1 :]):
        return None, blocks
    guesses.add("title", outline.plain(block.text), start_of(block), "the first line, no sentence", 0.8)
    return block.text, blocks[:number] + blocks[number + 1 :]


def _may_be_title(outline: Outline, block: Paragraph, rest: list[Block]) -> bool:
    text = outline.plain(block.text)
    if len(block.text.runs) > 1 or len(text) > _LONGEST_TITLE or not rest or not any(map(str.isalnum, text)):
        return False
    if is_frame(text) or DAY_ORDINAL.match(text):
        return False
    return tells_event(text) or not ends_sentence(text)
