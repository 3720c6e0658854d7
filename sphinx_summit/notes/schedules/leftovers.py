"""What of a schedule is on no page, and why: identifiers, settings, times in their own form, what was said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Fate
from sphinx_summit.notes.schedules.times import read_clock, read_day, read_minutes, read_moment
from sphinx_summit.notes.schedules.words import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_summit.notes.schedules.sheet import Taken
    from sphinx_summit.notes.schedules.words import Tree, Words

TIME = "a date, a time or a length, which the page gives in its own form"
NUMBER = "a number of the schedule's own"
ADDRESS = "an address that the page does not show"
KEY = "an identifier or a setting, which pages do not show"
AGAIN = "said elsewhere in the same words"
UNSHOWN = "a detail that pages do not show"


def fates_of(tree: Tree, taken: Taken) -> Iterator[Fate]:
    """The fate of each text of the source that stands in no page."""
    said = {words.casefold() for _, words in leaves(tree) if words.parts and taken.any(words.start, words.end)}
    for _, words in leaves(tree):
        if words.parts and words.start < words.end and not taken.any(words.start, words.end):
            reason = _reason(words, said)
            yield Fate(words.start, words.end, reason, dropped=reason != TIME)


def _reason(words: Words, said: set[str]) -> str:
    text = words.strip()
    if text.isdigit():
        return NUMBER
    if (len(text) < 30 and text[:1].isdigit()) or re.fullmatch(r"P[\dDTHMS]+", text):
        readers = (read_moment, read_day, read_clock, read_minutes)
        if any(read(text) is not None and read(text) != "" for read in readers):
            return TIME
    if text.casefold() in said:
        return AGAIN
    if re.match(r"https?://|/|mailto:", text, re.IGNORECASE):
        return ADDRESS
    return UNSHOWN if re.search(r"[^\W\d_].*\s", text) else KEY
