"""Sessions in lists: items with notes under a day's heading, and items that say title and speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Heading, Item, Listing
from sphinx_summit.notes.recognise.programme import TIME, fold_title
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.spoken import LABEL
from sphinx_summit.notes.recognise.titles import Ending, ending_of, shared_forms
from sphinx_summit.notes.recognise.words import is_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_summit.notes.outline import Outline

_LONGEST = 200
_SENTENCE = re.compile(r"[。！!]$|(?:다|요|ました|です|ます)[.。]?$|[a-zà-ÿ]{3}\.$")


def day_items(outline: Outline, listing: Listing, level: int, as_session: Callable[..., list[Block]]) -> list[Block]:
    """The items with notes of a list under a day's heading, as sessions with their notes below."""
    items = [item for item in listing.items if isinstance(item, Item)]
    if len(items) != len(listing.items) or not any(item.blocks for item in items):
        return [listing]
    forms = shared_forms([words_of(outline, item.text) for item in items if item.text.runs])
    found: list[Block] = []
    for item in items:
        title = words_of(outline, item.text) if item.text.runs else ""
        if not item.blocks or not title or is_frame(title) or _SENTENCE.search(title):
            found.append(Listing((item,)))
            continue
        heading = Heading(item.text, level, mark=item.mark, at=item.at)
        found += as_session(heading, item.blocks, "an item with notes, under a day's heading", 0.85, forms)
        found += item.blocks
    return found


def credited_items(outline: Outline, listing: Listing, known: Iterable[str]) -> dict[int, Ending]:
    """The items that are a title with its speaker, by their place; `known`: the folded titles of headings."""
    found: dict[int, Ending] = {}
    for number, item in enumerate(listing.items):
        if not isinstance(item, Item) or len(item.text.runs) != 1:
            continue
        title = words_of(outline, item.text, 600)
        is_title = len(title) <= _LONGEST and not (_SENTENCE.search(title) or LABEL.match(title))
        ending = sure_ending(title) if is_title else None
        if ending is None:
            continue
        folded = fold_title(TIME.sub("", title[: ending.start]))
        if not any(folded in other or other in folded for other in known if other):
            found[number] = ending
    return found


def sure_ending(title: str, forms: frozenset[str] = frozenset()) -> Ending | None:
    """The speaker at an item's end, if there is little doubt of it and a title before, or others have that form."""
    ending = ending_of(title, forms=forms)
    shared = ending and ending.form in forms
    return ending if ending and (shared or (ending.confidence >= 0.85 and ending.start >= 4)) else None
