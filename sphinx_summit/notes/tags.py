"""HTML within Markdown: its words are kept, its tags say where lines break, what is linked and which pictures stand.

Nothing of it stays HTML. What looks like a tag but is none of HTML's (`Vec<String>`, `<your name>`) is text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx_summit.notes.marks import is_escaped
from sphinx_summit.notes.site_tags import site_swaps
from sphinx_summit.notes.swap import BREAK, Part, Swap, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BREAKING = _names(
    """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup option p pre search section
    summary table tbody tfoot thead tr ul
    """
)
_SPACING = frozenset({"td", "th"})
_INLINE = _names(
    """
    a abbr acronym amp-img audio b bdi bdo big button canvas cite code col colgroup data datalist del dfn em embed font
    i iframe img input ins kbd label map mark meta meter noscript object output param picture progress q rb rp rt rtc
    ruby s samp select small source span strike strong sub sup svg template textarea time tt u var video wbr
    """
)
_HIDDEN = frozenset({"script", "style"})
_KNOWN = _BREAKING | _SPACING | _INLINE | _HIDDEN
_NEAR = 200
_SHOWING = frozenset({"iframe", "embed", "video", "audio", "source"})
"""What shows something that lies elsewhere: a link to it is left."""

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_TAG = rf"""</?(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?:\s+[^\s"'<>/=`]+(?:\s*=\s*{_VALUE})?)*\s*/?>"""
# An element of somebody's own, whose name has a hyphen in HTML: https://html.spec.whatwg.org/#valid-custom-element-name
_COMPONENT = re.compile(r"</?[a-z]+(?:-[a-z0-9]+)+(?:\s[^<>]*)?>")
_COMMENT = r"<!--(?!>|->)(?:(?!--).)*-->"
_MARK = re.compile(rf"(?s){_COMMENT}|{_TAG}")
_HATENA = re.compile(
    r"\[(?P<url>https?://[^\s\[\]<>]+?):(?:title(?:=(?P<title>[^\[\]\n]+))?|embed|bookmark)(?::[a-z:]+)?\]"
)
# Attributes of what stands before, and parts of text for another output, as kramdown has them.
_KRAMDOWN = re.compile(r"(?<=[)\]*_`>])\{:[^{}\n=]{1,200}=?[^{}\n]{0,200}\}|\{:[:/][\w-]{0,20}/?\}")
_ATTRIBUTE = re.compile(r"""\s(?P<name>[a-zA-Z]+)\s*=\s*(?:"(?P<v1>[^"]*)"|'(?P<v2>[^']*)'|(?P<v3>[^\s"'=<>`]+))""")
_ADDRESS = re.compile(r"(?:https?://|ftp://|mailto:|//)[^\s<>()`{}$\"'\\]+")
_ANYTHING = re.compile(r"[^\[\]\n]*\S[^\[\]\n]*")
_FILE = re.compile(r"[^\s<>()`{}$\"'\\:]+")


def tag_swaps(words: str) -> Iterator[Swap]:
    """What becomes of the tags and comments of a text."""
    if "<" in words:
        yield from _tags(words)
    if "[http" in words:
        yield from _hatena(words)
    if "{:" in words:
        yield from (Swap(*match.span()) for match in _KRAMDOWN.finditer(words))


def without_tags(words: str) -> str:
    """A text with its tags swapped, as a page has it."""
    for swaps in (site_swaps, tag_swaps):
        parts, done = [], 0
        for swap in in_order(words, list(swaps(words))):
            said = (part if isinstance(part, str) else words[slice(*part)] for part in swap.parts)
            parts += [words[done : swap.start], *said]
            done = swap.end
        words = "".join(parts) + words[done:]
    return words


def is_only_tags(words: str) -> bool:
    """Whether nothing of a text is left to read, to see or to follow without its tags."""
    if words.lstrip()[:1] not in ("<", "{"):
        return False
    if _COMPONENT.fullmatch(words.strip()):
        return True
    done = 0
    for swap in in_order(words, list(tag_swaps(words))):
        if words[done : swap.start].strip() or not all(isinstance(part, str) and part.isspace() for part in swap.parts):
            return False
        done = swap.end
    return bool(done) and not words[done:].strip()


def _hatena(words: str) -> Iterator[Swap]:
    """`[https://example.org:title=Words]`, as Hatena's blogs write links."""
    for match in _HATENA.finditer(words):
        url, title = match.span("url"), match.span("title")
        if match["title"]:
            yield Swap(match.start(), match.end(), ("[", title, "](", url, ")"))
        else:
            yield Swap(match.start(), match.end(), ("<", url, ">"))


def _tags(words: str) -> list[Swap]:
    tags = [tag for tag in map(_Tag, _MARK.finditer(words)) if tag.known and not is_escaped(words, tag.start)]
    links = _links(words, tags)
    found: list[Swap] = []
    done = 0
    for number, tag in enumerate(tags):
        if tag.start < done:
            continue
        done = tag.end
        if tag.name in _HIDDEN and not tag.closes:
            done = next((t.end for t in tags[number : number + _NEAR] if t.closes and t.name == tag.name), done)
            found.append(Swap(tag.start, done))
        else:
            found.append(Swap(tag.start, tag.end, links.get(number) or _parts(words, tag)))
    return found


def _links(words: str, tags: list[_Tag]) -> dict[int, tuple[Part, ...]]:
    """What the tags of links become, by their numbers: each needs an address, and an end before the next begins."""
    parts: dict[int, tuple[Part, ...]] = {}
    anchors = [(number, tag) for number, tag in enumerate(tags) if tag.name == "a"]
    for (first, start), (last, end) in pairwise(anchors):
        address = start.address("href")
        if start.closes or not end.closes or not address:
            continue
        within = tags[first + 1 : last]
        edges = [start.end, *(edge for tag in within for edge in (tag.start, tag.end)), end.start]
        said = any(words[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
        pictures = {first + 1 + n: _alt(tag) for n, tag in enumerate(within) if tag.name == "img"}
        if said or pictures:
            parts |= {first: ("[",), **pictures, last: ("](", *address, ")")}
        else:
            parts[first] = ("<", *address, ">")
    return parts


def _alt(tag: _Tag) -> tuple[Part, ...]:
    place = tag.value("alt", _ANYTHING)
    return (place,) if place else ("image",)


def _parts(words: str, tag: _Tag) -> tuple[Part, ...]:
    """What stands for a tag that is no link's."""
    if tag.name == "img":
        address = tag.address("src") or (() if (file := tag.value("src", _FILE)) is None else (file,))
        return ("![", *_alt(tag), "](", *address, ")") if address else _alt(tag)
    if tag.name in _SHOWING and (address := tag.address("src")):
        return (BREAK, "<", *address, ">", BREAK)
    if tag.name in _BREAKING:
        return (BREAK,)
    joins = words[tag.start - 1 : tag.start] == "`" == words[tag.end : tag.end + 1]
    return (" ",) if tag.name in _SPACING or joins else ()


class _Tag:
    """A tag or a comment (which has no name)."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match
        self.start, self.end = match.span()
        self.name = (match["tag"] or "").lower()
        self.closes = match[0].startswith("</")

    @property
    def known(self) -> bool:
        """Whether HTML has such a tag, or a site an empty element of its own."""
        return not self.name or self.name in _KNOWN or ("-" in self.name and self.match[0].endswith("/>"))

    def value(self, name: str, pattern: re.Pattern[str]) -> tuple[int, int] | None:
        """Where an attribute's value stands, if it is like the pattern."""
        for found in _ATTRIBUTE.finditer(self.match.string, self.start, self.end):
            if found["name"].lower() == name:
                start, end = next(found.span(n) for n in ("v1", "v2", "v3") if found[n] is not None)
                return (start, end) if pattern.fullmatch(self.match.string, start, end) else None
        return None

    def address(self, name: str) -> tuple[Part, ...]:
        """The address in an attribute; one without a scheme gets it."""
        place = self.value(name, _ADDRESS)
        if place is None:
            return ()
        return ("https:", place) if self.match.string.startswith("//", place[0]) else (place,)
