"""Links of a session to its slides, recording, code or review, where a line or an item is nothing but such a link."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.spoken import texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.outline import Block, Outline

_URL = re.compile(r"https?://[^\s<>()\"'\]]+")
SLIDES = re.compile(
    r"https?://(?:www\.)?(?:speakerdeck\.com/(?!player)|slideshare\.net/|docs\.google\.com/presentation/)"
)
SLIDE_FILE = re.compile(r"(?i)[^?#]+\.(?:pdf|pptx?|key|odp)$")
LINK = re.compile(r"\[[^\[\]]*\]\((?P<url>[^()\s]+)(?:\s[^()]*)?\)")
_KINDS = (
    ("slides", SLIDES),
    ("video", re.compile(r"https?://(?:www\.)?(?:youtube\.com/watch|youtu\.be/|vimeo\.com/\d)")),
    ("review", re.compile(r"https?://review\.(?:opendev|openstack)\.org/")),
    ("code", re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/[^/]+/[^/\s]+")),
)
_CODE = re.compile(r"(?:source|code|コード|ソース|代码|코드)", re.IGNORECASE)
_ONLY = re.compile(r"<?https?://\S+>?|\[[^\[\]]*\]\([^()\s]+\)")
_LONG = 200
_FIRST = 40
_LABEL = re.compile(
    r"^(?:slides?|スライド|発表資料|資料|video|vidéo|recording|動画|録画|视频|code|コード|代码|folien|幻灯片?|讲稿"
    r"|review|발표\s?자료|자료)?"
    r"\s*[:：]?\s*",
    re.IGNORECASE,
)


def session_links(outline: Outline, title: str, content: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    """The first link of each kind: option name and address."""
    found: dict[str, str] = {}
    for block in takewhile(lambda block: not isinstance(block, Heading), content[:_FIRST]):
        for text in texts_of([block], 1):
            words = outline.plain(text)
            urls = _URL.findall(words) if "http" in words and len(words) < 600 else []
            kind = next((name for name, pattern in _KINDS if len(urls) == 1 and pattern.match(urls[0])), "")
            # Any project may be linked; a session's own code is called so.
            if kind == "code" and not _CODE.match(words):
                continue
            if kind and _is_only_link(words, words_of(outline, text), title):
                found.setdefault(kind, urls[0])
    return tuple(found.items())


def _is_only_link(words: str, seen: str, title: str) -> bool:
    """Whether a text is a link, perhaps with a label before it."""
    return bool(_ONLY.fullmatch(_LABEL.sub("", words, count=1).strip())) and (len(seen) < _LONG or title in seen)
