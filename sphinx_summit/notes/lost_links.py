"""Links and pictures whose target is not in the handbook: their words stay, the address is of no use to a reader.

That is a page of the note's old site, a heading of the note (which has another anchor now), a file that did not come
along, or nothing at all. A picture that lies elsewhere is a link, and so only words within another link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.marks import is_escaped
from sphinx_summit.notes.swap import Part, Swap

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_LINK = re.compile(
    r"""(?x)
    (?P<picture>!?) \[ (?!\^) (?P<words> (?: [^\[\]\\] | \\. | \[[^\[\]]*\] (?:\([^()\s]*\))? )*+ ) \]
    \( [ \t]* <? (?P<scheme> // | [a-zA-Z][a-zA-Z0-9+.-]*: )?
    (?P<target> (?: \{[{%][^{}\n]{1,200}[%}]\} )? [^\s<>()`\\]* (?: \([^\s<>()`\\]*\) [^\s<>()`\\]* )* )
    >? (?: [ \t]+ (?: "[^"\n]*" | '[^'\n]*' | \([^()\n]*\) ) )? [ \t]* \)
    """
)
_PICTURE_REFERENCE = re.compile(r"!(?=\[[^\[\]\\]+\]\[[^\[\]\\]*\])")


def lost_links(words: str, beside: Container[str]) -> Iterator[Swap]:
    """What becomes of the lost links of a Markdown text. `beside`: the addresses of files that came along."""
    if "][" in words:
        yield from (Swap(*match.span()) for match in _PICTURE_REFERENCE.finditer(words))
    if "](" not in words:
        return
    for match in _LINK.finditer(words):
        if match["words"].count("`") % 2 or is_escaped(words, match.start()):
            continue
        pictures = (inner for inner in _LINK.finditer(words, *match.span("words")) if inner["picture"])
        inner = [_picture(picture) for picture in pictures if picture["target"] not in beside]
        if match["scheme"] or match["target"] in beside:
            yield from inner
            if match["scheme"] == "//":
                yield Swap(match.start("scheme"), match.start("scheme"), ("https:",))
        elif match["picture"]:
            yield _picture(match)
        else:
            yield Swap(*match.span(), tuple(_parts(match.span("words"), inner)))


def _picture(match: re.Match[str]) -> Swap:
    """The words of a picture, or else its file."""
    if match["words"].strip():
        return Swap(*match.span(), (match.span("words"),))
    start, end = match.span("target")
    start = match.string.rfind("/", start, end) + 1 or start
    return Swap(*match.span(), ((start, end) if start < end else "image",))


def _parts(within: tuple[int, int], inner: list[Swap]) -> Iterator[Part]:
    """The words of a link, with what stands for the pictures among them."""
    done, end = within
    for swap in inner:
        yield (done, swap.start)
        yield from swap.parts
        done = swap.end
    yield (done, end)
