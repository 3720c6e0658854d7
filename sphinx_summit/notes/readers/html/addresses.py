"""Addresses of links and pictures, written so that Markdown reads them as they are meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_summit.notes.readers.html.tokens import Attribute, chunks

if TYPE_CHECKING:
    from sphinx_summit.notes.draft import Pen

ENCODED = "written as an address in Markdown"
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")
_WEB = frozenset({"http", "https", "ftp", "mailto"})
_UNFIT = re.compile(r"[\s<>`{}$\"'\\\x00-\x20\x7f]")
_REFERENCE = re.compile(r"&(?=#?\w{1,32};)")


@dataclass(frozen=True, slots=True)
class Address:
    """An address, and where it stands in the source."""

    text: str
    start: int
    end: int

    @property
    def scheme(self) -> str:
        """`http`, `javascript` …; none for one that is relative to the page."""
        match = _SCHEME.match(self.text)
        return match["scheme"].lower() if match else ""

    @property
    def may_be_followed(self) -> bool:
        """Whether it leads to a page, a file or a mailbox: nothing that runs, nothing that it holds itself."""
        if self.scheme:
            return self.scheme in _WEB and len(self.text) > len(self.scheme) + 3
        return bool(self.text) and not self.text.startswith("#")


def address_of(source: str, attributes: tuple[Attribute, ...], name: str) -> Address | None:
    """The address in an attribute; None when the attribute is not there or empty."""
    found = next((each for each in attributes if each.name == name), None)
    if not found:
        return None
    start, end = found.start, found.end
    while start < end and source[start] <= " ":
        start += 1
    while start < end and source[end - 1] <= " ":
        end -= 1
    # Browsers leave out line ends and tabs, so `java<newline>script:` is a scheme.
    text = re.sub(r"[\t\n\r]", "", "".join(chunk.text for chunk in chunks(source, start, end, attribute=True)))
    text = text.lstrip("".join(map(chr, range(32))))
    return Address(text, start, end) if text else None


def write_address(pen: Pen, address: Address) -> None:
    """Keep an address; what would end it in Markdown, or mean something else, is encoded."""
    start = address.start
    if address.scheme:
        stop = min(start + len(address.scheme), address.end)
        if pen.source[start:stop] != address.scheme:
            pen.change(start, stop, address.scheme, ENCODED)
            start = stop
    elif address.text.startswith("//"):
        pen.say("https:")
    brackets = not _is_balanced(address.text)
    for chunk in chunks(pen.source, start, address.end, attribute=True):
        written = _encoded(chunk.text, brackets=brackets)
        if written == pen.source[chunk.start : chunk.end]:
            pen.keep(chunk.start, chunk.end)
        else:
            pen.change(chunk.start, chunk.end, written, ENCODED)


def _encoded(text: str, *, brackets: bool) -> str:
    text = re.sub(r"[\t\n\r]", "", text)
    text = _REFERENCE.sub("&amp;", _UNFIT.sub(lambda match: quote(match[0], safe=""), text))
    return text.replace("(", "%28").replace(")", "%29") if brackets else text


def _is_balanced(text: str) -> bool:
    """Whether round brackets stand in pairs, none within another."""
    return not re.search(r"[()]", re.sub(r"\([^()]*\)", "", text))
