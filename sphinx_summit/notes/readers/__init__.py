"""Readers: one row per input form, chosen by content first and by name second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Outline, Reading
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Reader:
    """A form of notes. `is_sure` tells it by content alone; `is_likely` is asked when the file's name says so too."""

    name: str
    suffixes: tuple[str, ...]
    is_sure: Callable[[str], bool]
    is_likely: Callable[[str], bool]
    read: Callable[[str], Reading]


def _one(read: Callable[[str], Outline]) -> Callable[[str], Reading]:
    """The reader of a form that needs no draft."""
    return lambda source: Reading((read(source),))


def _having(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda source: bool(compiled.search(source))


def _never(_source: str) -> bool:
    return False


def _always(_source: str) -> bool:
    return True


# In the order in which they are asked.
READERS: tuple[Reader, ...] = (
    Reader(
        "markdown",
        (".md", ".markdown", ".mkd", ".md.txt"),
        # Front matter, a fenced block, a heading with its mark, a link with its address.
        _having(r"\A---[ \t]*\r?\n(?:.*\r?\n){1,200}?---[ \t]*$|^```|^#{1,6} +\S|\[[^\]\n]+\]\(https?://"),
        # Emphasis, code, a Markdown bullet: plain texts have them as well.
        _having(r"\*\*\S|`\S|^[-*+] |^> |^={3,}$|^-{3,}$"),
        _one(read_markdown),
    ),
    Reader("text", (".txt", ".text", ""), _never, _always, _one(read_text)),
)


def reader_for(file: str, source: str, wanted: str = "") -> Reader:
    """The reader for a note; `wanted` is a reader's name that overrides what content and name say."""
    if wanted:
        return next(reader for reader in READERS if reader.name == wanted)
    for reader in READERS:
        if reader.is_sure(source):
            return reader
    for reader in READERS:
        if file.lower().endswith(tuple(s for s in reader.suffixes if s)) and reader.is_likely(source):
            return reader
    return READERS[-1]
