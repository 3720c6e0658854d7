"""What a web page puts around a note: its site's name, comments, categories, ads. Dropped with the reason kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Listing, Omitted, Paragraph, Run, end_of, start_of
from sphinx_summit.notes.recognise.events import names_event
from sphinx_summit.notes.recognise.words import PAGE_CHROME, ends_sentence, fold_label

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_ENOUGH = 3
"""So many labels of a web page after the last of the note's text make it a copied page."""
_HEAD = 8


def drop_chrome(outline: Outline, blocks: list[Block], guesses: Guesses) -> list[Block]:
    """The blocks without those of the web page that the note was copied from."""
    tail = _tail(outline, blocks)
    if tail is None:
        return blocks
    head = next((n for n, block in enumerate(blocks[:_HEAD]) if names_event(_words(outline, block))), 0)
    if any(isinstance(b, Listing) or ends_sentence(_words(outline, b)) for b in blocks[:head]):
        head = 0
    for part in (blocks[:head], blocks[tail:]):
        if part:
            guesses.add("dropped", "", start_of(part[0]), "the web page around the note", 0.8)
    return [
        *(_omit(block, "the web page's head, before the note") for block in blocks[:head]),
        *blocks[head:tail],
        *(_omit(block, "the web page's foot, after the note") for block in blocks[tail:]),
    ]


def _omit(block: Block, reason: str) -> Block:
    return Omitted(Run(start_of(block), end_of(block)), reason)


def _words(outline: Outline, block: Block) -> str:
    return outline.plain(block.text) if isinstance(block, Paragraph) else ""


def _tail(outline: Outline, blocks: list[Block]) -> int | None:
    """Where the page's foot begins: at a label, with enough others after it and no list."""
    first = 1 + max((n for n, block in enumerate(blocks) if not isinstance(block, Paragraph)), default=-1)
    labels = [n for n in range(first, len(blocks)) if fold_label(_words(outline, blocks[n])) in PAGE_CHROME]
    return labels[0] if len(labels) >= _ENOUGH else None
