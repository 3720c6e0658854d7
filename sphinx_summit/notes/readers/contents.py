"""A note's own table of contents: a list of links to its headings, which the page's theme shows anyway."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Heading, Item, Listing, Omitted, Run, end_of, start_of
from sphinx_summit.notes.readers.leftovers import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINK = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\(#[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")
_TEXT = """
    contents tableofcontents toc index agenda 目次 もくじ 目录 目錄 목차 inhalt inhaltsverzeichnis sommaire
    tabledesmatières índice tabladecontenidos sumário indice
    """
_NAMES = frozenset(_TEXT.split())
"""What the heading over a table of contents says, as folded by `_fold`."""


def without_contents(source: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with tables of contents and the headings over them left out."""
    headings = {_fold(_words(source, block)) for block in blocks if isinstance(block, Heading)}
    listed = [isinstance(block, Listing) and _lists(source, block, headings) for block in blocks]
    for number, block in enumerate(blocks):
        names = isinstance(block, Heading) and _fold(_words(source, block)) in _NAMES
        if listed[number] or (names and any(listed[number + 1 : number + 2])):
            yield Omitted(Run(start_of(block), end_of(block)), CONTENTS)
        else:
            yield block


def _lists(source: str, listing: Listing, headings: set[str]) -> bool:
    """Whether all items are links within the note, and most of them name its headings."""
    links = [_LINK.fullmatch(words) for words in _items(source, listing)]
    named = sum(_fold(link["words"]) in headings for link in links if link)
    return all(links) and 2 * named > len(links)


def _items(source: str, listing: Listing) -> Iterator[str]:
    """The words of each item; nothing for what is no list of words."""
    for item in listing.items:
        if not isinstance(item, Item):
            yield ""
            continue
        yield _words(source, item)
        for block in item.blocks:
            if isinstance(block, Listing):
                yield from _items(source, block)
            else:
                yield ""


def _words(source: str, block: Heading | Item) -> str:
    runs = block.text.runs
    return source[runs[0].start : runs[-1].end] if runs else ""


def _fold(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
