"""Walks over a recognised note: its words, its sessions, its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.outline import Heading, Item, Listing, Paragraph, Question, Quote
from sphinx_summit.notes.recognise.seen import words_of as words_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_summit.notes.outline import Block
    from sphinx_summit.notes.recognise import Note


def sessions_in(note: Note) -> Iterator[tuple[Heading, str]]:
    """The headings of sessions, and the titles that these had before a person answered with another."""
    seen = {fold(guess.value): guess.seen for guess in note.guesses if guess.kind == "session" and guess.seen}
    for block in note.blocks:
        if isinstance(block, Heading) and block.session is not None:
            title = block.name or words_seen(note.outline, block.text)
            yield block, seen.get(fold(title), title)


def asked_in(blocks: Iterable[Block], sessions: Mapping[int, str]) -> Iterator[tuple[str, Question]]:
    """Every question, with the id of the session in whose section it stands."""
    around: list[tuple[int, str]] = []
    for block in blocks:
        if isinstance(block, Heading):
            around = [(level, id_) for level, id_ in around if level < block.level]
            if block.at in sessions and block.session is not None:
                around.append((block.level, sessions[block.at]))
        yield from ((around[-1][1] if around else "", question) for question in _nested([block]))


def _nested(blocks: Iterable[Block]) -> Iterator[Question]:
    for block in blocks:
        if isinstance(block, Question):
            yield block
        if isinstance(block, Listing):
            for item in block.items:
                yield from _nested(item.blocks)
        elif isinstance(block, (Question, Quote)):
            yield from _nested(block.blocks)


def words_of(note: Note, blocks: Iterable[Block]) -> Iterator[str]:
    """The words of headings and prose, commands and code left out."""
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield note.outline.plain(block.text)
            if isinstance(block, Heading) and block.session and block.session.track:
                yield note.outline.words(block.session.track)
        elif isinstance(block, Question):
            yield note.outline.plain(block.text)
            yield from words_of(note, block.blocks)
        elif isinstance(block, Quote):
            yield from words_of(note, block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                if isinstance(item, Item):
                    yield note.outline.plain(item.text)
                yield from words_of(note, item.blocks)
