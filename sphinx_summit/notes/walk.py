"""Walks over a recognised note: its words, its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading, Item, Listing, Paragraph, Question, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_summit.notes.outline import Block
    from sphinx_summit.notes.recognise import Note


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
