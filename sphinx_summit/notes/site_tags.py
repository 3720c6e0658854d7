"""Tags that site generators put into Markdown: of pictures, of players, and of the address of the site.

Those of Jekyll and Octopress (`{% img … %}`, `{{ site.baseurl }}`), Hexo (`{% asset_img … %}`), Hugo
(`{{< figure … >}}`) and Zenn (`@[youtube](…)`). Any other tag stays as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.swap import BREAK, Part, Swap

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "speakerdeck": "https://speakerdeck.com/player/",
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/key/",
    "docswell": "https://www.docswell.com/slide/",
    "tweet": "https://twitter.com/i/status/",
}
"""Where what a player shows is found: the address before its id."""

_FILE = r"(?:https?://)?[^\s<>()`{}$\"'\\:%|]{1,300}"
_WORDS = r"[^\"'\[\]{}%\n]{0,300}"
# Tags at the start of an address: that of the site, or a path with filters.
_TAG = r"\{\{-?[ \t]*(?:site\.(?:base)?url|\"[^\"\n]{1,300}\"|'[^'\n]{1,300}')[ \t]*(?:\|[^{}|\n]{1,60}){0,3}-?\}\}"
_ADDRESS = re.compile(rf"(?<=\]\(|=\"|=')(?:{_TAG})+")
_PATH = re.compile(rf"\{{[ \t]*(?P<quote>[\"'])(?P<path>{_FILE})(?P=quote)")
_PICTURE = re.compile(
    rf"\{{%-?[ \t]*(?:asset_)?img(?:[ \t]+[\w-]{{1,40}}){{0,3}}?[ \t]+(?P<file>{_FILE}\.[A-Za-z]{{3,4}})"
    rf"(?:[ \t]+\d+(?:px)?){{0,2}}(?:[ \t]+[\"']?(?P<alt>{_WORDS}?)[\"']?(?:[ \t]+[\"']{_WORDS}[\"'])?)?[ \t]*-?%\}}"
)
_FIGURE = re.compile(r"\{\{[<%][ \t]*(?:figure|image|img|picture)[ \t](?P<attributes>[^{}\n]{1,1000}?)/?[ \t]*[>%]\}\}")
_SOURCE = re.compile(rf"\b(?:src|link)[ \t]*=[ \t]*[\"']?(?P<file>{_FILE}\.[A-Za-z]{{3,4}})(?![\w.-])")
_ALT = re.compile(rf"\b(?:alt|caption|title)[ \t]*=[ \t]*(?P<quote>[\"'])(?P<alt>{_WORDS})(?P=quote)")
_PLAYER = re.compile(
    rf"(?:\{{\{{[<%]|\{{%-?)[ \t]*(?P<player>{'|'.join(PLAYERS)})[ \t]+(?:id[ \t]*=[ \t]*)?[\"']?"
    r"(?P<shown>https?://[^\s<>()`{}$\"'\\%]{3,300}|[A-Za-z0-9_-]{3,80})[\"']?(?:[ \t][^{}%\n]{0,100})?[>%]?[%}]\}"
)
_EMBEDDED = re.compile(
    rf"@\[(?P<player>{'|'.join(PLAYERS)}|card)\]\([ \t]*"
    r"(?P<shown>https?://[^\s<>()`{}$\"'\\]{3,300}|(?<!\[card\]\()[A-Za-z0-9_-]{3,80})[ \t]*\)"
)


def site_swaps(words: str) -> Iterator[Swap]:
    """What becomes of the tags of site generators in a text."""
    if "{{" in words or "{%" in words:
        for tags in _ADDRESS.finditer(words):
            yield Swap(*tags.span(), tuple(path.span("path") for path in _PATH.finditer(words, *tags.span())))
        yield from (_picture(match, match, match) for match in _PICTURE.finditer(words))
        yield from _figures(words)
        yield from map(_player, _PLAYER.finditer(words))
    if "@[" in words:
        yield from map(_player, _EMBEDDED.finditer(words))


def _figures(words: str) -> Iterator[Swap]:
    for tag in _FIGURE.finditer(words):
        if file := _SOURCE.search(words, *tag.span("attributes")):
            yield _picture(tag, file, _ALT.search(words, *tag.span("attributes")))


def _picture(tag: re.Match[str], file: re.Match[str], alt: re.Match[str] | None) -> Swap:
    said: Part = alt.span("alt") if alt and alt["alt"] and alt["alt"].strip() else "image"
    return Swap(tag.start(), tag.end(), ("![", said, "](", file.span("file"), ")"))


def _player(tag: re.Match[str]) -> Swap:
    before = () if tag["shown"].startswith("http") else (PLAYERS[tag["player"]],)
    return Swap(tag.start(), tag.end(), (BREAK, "<", *before, tag.span("shown"), ">", BREAK))
