"""Readers: one row per input form, chosen by content first and by name second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_summit.notes.outline import Outline


@dataclass(frozen=True)
class Reader:
    """A form of notes. `sure` tells it by content, `likely` is asked only when the file's name says so too."""

    name: str
    suffixes: tuple[str, ...]
    sure: re.Pattern[str]
    likely: re.Pattern[str]
    read: Callable[[str], Outline]


READERS: tuple[Reader, ...] = (
    Reader(
        "markdown",
        (".md", ".markdown", ".mkd", ".md.txt"),
        # Front matter, a fenced block, a heading with its mark, a link with its address.
        re.compile(
            r"\A---[ \t]*\r?\n(?:.*\r?\n){1,200}?---[ \t]*$|^```|^#{1,6} +\S|\[[^\]\n]+\]\(https?://", re.MULTILINE
        ),
        # Emphasis, code, a Markdown bullet: plain texts have them as well.
        re.compile(r"\*\*\S|`\S|^[-*+] |^> |^={3,}$|^-{3,}$", re.MULTILINE),
        read_markdown,
    ),
    Reader("text", (".txt", ".text", ""), re.compile(r"(?!)"), re.compile(r""), read_text),
)


def reader_for(file: str, source: str, wanted: str = "") -> Reader:
    """The reader for a note; `wanted` is a reader's name that overrides what content and name say."""
    if wanted:
        return next(reader for reader in READERS if reader.name == wanted)
    for reader in READERS:
        if reader.sure.search(source):
            return reader
    for reader in READERS:
        if file.lower().endswith(tuple(s for s in reader.suffixes if s)) and reader.likely.search(source):
            return reader
    return READERS[-1]
