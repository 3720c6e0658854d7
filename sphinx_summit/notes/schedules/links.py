"""The addresses that belong to an event: slides, recordings, and whatever else it links to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.lookup import each, find, folded, text
from sphinx_summit.notes.schedules.programme import Link
from sphinx_summit.notes.schedules.words import Part, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.references import References
    from sphinx_summit.notes.schedules.words import Tree

_LISTS = ("links", "attachments", "resources", "materials")
_SINGLE = {
    "slides": "slides", "slideurl": "slides", "slidesurl": "slides", "videourl": "video", "video": "video",
    "recordingurl": "video", "liveurl": "", "website": "", "スライド": "slides", "動画": "video",
}  # fmt: skip
LINK_KEYS = {*_LISTS, *_SINGLE, "url", "confurl", "link", "youtubeid", "questionanswers", "recording"}
_ADDRESS = re.compile(r"https?://\S+")
_KINDS = (
    ("slides", re.compile(r"(?i)\bslides?\b|\bfolien\b|presentation|スライド|資料|speakerdeck|slideshare")),
    ("video", re.compile(r"(?i)\bvideos?\b|\brecording\b|youtu\.?be|vimeo\.com|media\.ccc\.de|動画|録画")),
)
_YOUTUBE = "https://youtu.be/"


def links_of(event: Node, references: References) -> tuple[Link, ...]:
    """The links of an event, each address once."""
    found: dict[str, Link] = {}
    for link in (*listed(event), *_named(event), *_answered(event, references)):
        found.setdefault(link.url, link)
    return tuple(found.values())


def listed(event: Node) -> Iterator[Link]:
    """The links in the lists of an event or a person."""
    for key in _LISTS:
        for value in each(event.get(key)):
            if isinstance(value, Words):
                yield from _link(value, "")
            elif isinstance(value, dict):
                node = folded(value)
                url = find(node, "url", "href", "link", "resource", "src")
                title = find(node, "title", "#text", "description", "name")
                yield from _link(url, title if title != url else "", find(node, "type") or "")


def _link(url: Words | None, title: str | None, kind: str = "") -> Iterator[Link]:
    if url and url.strip():
        said = f"{kind} {title or ''} {url}"
        yield Link(url, title or "", next((name for name, pattern in _KINDS if pattern.search(said)), ""))


def _named(event: Node) -> Iterator[Link]:
    for key, kind in _SINGLE.items():
        words = text(event.get(key))
        if words and _ADDRESS.fullmatch(words):
            yield Link(words, "", kind)
    recording = event.get("recording")
    if isinstance(recording, dict) and (words := find(folded(recording), "url", "link")):
        yield Link(words, "", "video")
    youtube = find(event, "youtubeid")
    if youtube and re.fullmatch(r"[\w-]{6,20}", youtube):
        yield Link(words_of((Part(youtube.start, youtube.start, _YOUTUBE), *youtube.parts)), "", "video")


def _answered(event: Node, references: References) -> Iterator[Link]:
    """Sessionize: answers to the organisers' questions that are addresses."""
    for answer in each(event.get("questionanswers")):
        node: dict[str, Tree] = folded(answer) if isinstance(answer, dict) else {}
        value = find(node, "answervalue", "answer")
        if value and _ADDRESS.fullmatch(value):
            yield from _link(value, references.question(node))
