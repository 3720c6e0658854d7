"""Every problem that we can report: its sub-type and what it means.

The parts of the package return problems; `domain/log.py` turns them into Sphinx warnings
(``summit.<sub-type>``) and `notes/cli.py` prints them. The manual's list is made from `MEANINGS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MEANINGS: dict[str, str] = {
    "config": "A `summit_*` option in conf.py has a value of the wrong kind.",
    "registry": "A registry file can't be read, is not TOML, YAML or JSON, or holds an unknown key.",
    "id": "An id is missing or is not of the form `[a-z0-9][a-z0-9._-]{0,63}`.",
    "duplicate": "Two objects of one kind have the same id; the message names both places.",
    "circle": "Successors, predecessors, parents, former names or former ids lead back to where they began.",
    "option": "A directive has an option that its kind or view does not know.",
    "value": "A value can't be read: a date, a time, a number, a list of speakers.",
    "empty": "A directive has neither options nor content, or no heading to describe.",
    "ref": "A role, an option or a view names an object that does not exist.",
    "name": "One name is claimed by two objects; it is linked to neither.",
    "redirect": "An old address in `redirect_from` is no path of a page, or another page has it.",
    "unnamed": "Prose still holds the name of a person who asked not to be named.",
    "glyph": "No font at hand has a character; it is printed as its code point.",
    "font": "The fonts for the PDF are not installed.",
    "node": "The PDF writer does not know a node of another extension.",
    "pdf": "The PDF could not be made as asked.",
    "import": "A note can't be read, or was read with a reservation.",
}
"""Sub-type → meaning, in the order of the manual."""


@dataclass(frozen=True)
class Problem:
    """One thing that went wrong, with its place: a file (or docname) and a line from 1, if known."""

    subtype: str
    message: str
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part)
        return f"{place}: {self.message}" if place else self.message


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint such as `: did you mean neutron?`, or nothing when nothing is near."""
    near = get_close_matches(word.casefold(), {name.casefold(): None for name in known}, n=1, cutoff=0.7)
    return f": did you mean {near[0]}?" if near else ""
