"""Readers: one row per input form, chosen by content first and by name second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Outline, Reading
from sphinx_summit.notes.readers.asciidoc import is_asciidoc, read_asciidoc
from sphinx_summit.notes.readers.chat import is_chat, may_be_chat, read_chat
from sphinx_summit.notes.readers.html import is_html, may_be_html, read_html
from sphinx_summit.notes.readers.mixed import read_mixed
from sphinx_summit.notes.readers.org import is_org, read_org
from sphinx_summit.notes.readers.rst import is_rst, read_rst
from sphinx_summit.notes.readers.slides import is_slides, read_slides
from sphinx_summit.notes.readers.text import read_text
from sphinx_summit.notes.readers.wiki import is_wiki, may_be_wiki, read_wiki
from sphinx_summit.notes.schedules.reading import FORMS, SUFFIXES, read_schedule

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Reader:
    """A form of notes. `is_sure` tells it by content alone; `is_likely` is asked when the file's name says so too.

    `firm`: its name counts for more than Markdown's marks, as it has them as well.
    """

    name: str
    suffixes: tuple[str, ...]
    is_sure: Callable[[str], bool]
    is_likely: Callable[[str], bool]
    read: Callable[[str], Reading]
    firm: bool = False


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
    *(Reader(form.name, form.suffixes, form.looks_so, form.may_be, read_schedule(form)) for form in FORMS),
    Reader("html", (".html", ".htm", ".xhtml"), is_html, may_be_html, read_html),
    Reader("org", (".org",), is_org, _always, read_org),
    Reader("asciidoc", (".adoc", ".asciidoc"), is_asciidoc, _always, read_asciidoc, firm=True),
    Reader("rst", (".rst", ".rest"), is_rst, _always, read_rst),
    Reader(
        "wiki",
        (".hiki", ".wiki", ".pukiwiki", ".mediawiki", ".trac", ".dokuwiki", ".textile", ".rd", ".hatena", ".moin"),
        is_wiki,
        may_be_wiki,
        read_wiki,
    ),
    Reader("chat", (".log", ".irc", ".chat"), is_chat, may_be_chat, read_chat),
    Reader("slides", (), is_slides, _never, _one(read_slides)),
    Reader(
        "markdown",
        (".md", ".markdown", ".mkd", ".md.txt"),
        # Front matter, a fenced block, a heading with its mark, a link with its address.
        _having(
            r"\A(?P<fence>---|\+\+\+)[ \t]*\r?\n(?:.*\r?\n){1,200}?(?P=fence)[ \t]*$"
            r"|^```(?!`)|^#{1,6} +\S|\[[^\]\n]{1,300}\]\(https?://"
        ),
        # Front matter in JSON or Pelican's keys; emphasis, code, a Markdown bullet: plain texts have them as well.
        _having(r"\A\{\s*\"|\A[Tt]itle:|\*\*\S|`\S|^[-*+] |^> |^={3,}$|^-{3,}$"),
        _one(read_mixed),
    ),
    Reader("text", (".txt", ".text", ""), _never, _always, _one(read_text)),
)


_DATA = {"html", *(form.name for form in FORMS)}


def reader_for(file: str, source: str, wanted: str = "") -> Reader:
    """The reader for a note; `wanted` is a reader's name that overrides what content and name say.

    ValueError for data that is named like a schedule and is none.
    """
    if wanted:
        return next(reader for reader in READERS if reader.name == wanted)
    named = file.lower()
    data = named.endswith(SUFFIXES)
    readers = [reader for reader in READERS if reader.name in _DATA] if data else READERS
    for reader in readers:
        if reader.is_sure(source) or (reader.firm and named.endswith(reader.suffixes)):
            return reader
    for reader in readers:
        if named.endswith(tuple(s for s in reader.suffixes if s)) and reader.is_likely(source):
            return reader
    if data:
        raise ValueError("this is no schedule in a form that we know")
    return READERS[-1]
