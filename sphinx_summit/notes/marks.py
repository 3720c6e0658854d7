"""What in the words of a note would be markup by accident, or would run, and how it is escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Edit:
    """`words[start:end]` is written as `text`."""

    start: int
    end: int
    text: str


@dataclass
class Footnotes:
    """The labels of a page's footnotes, and those to which its text was found to refer."""

    labels: frozenset[str] = frozenset()
    referred: set[str] = field(default_factory=set)

    def refers(self, label: str) -> bool:
        """Whether words may refer to this footnote, which is remembered."""
        known = label in self.labels
        if known:
            self.referred.add(label)
        return known


_PUNCTUATION = r"!-/:-@\[-`{-~"
_URL = r"https?://(?:(?!!\[)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%])+"
_AUTOLINK = r"(?i:<(?:https?|ftp)://[^\s<>\x00-\x20]*>)|(?ai:<mailto:[\w.+-]+@[\w.-]+>)"
_DESTINATION = r"\(\s*<?(?:https?://|mailto:|ftp://)[^\s<>()`{}$\"']*(?:\([^\s<>()`{}$\"']*\)[^\s<>()`{}$\"']*)*>?"
_FILE = r"\([ \t]*<?(?![a-zA-Z][a-zA-Z0-9+.-]*:|//|\#)(?P<file>[^\s<>()`{}$\"'\\:]+)>?"
_TITLE = r"""(?:[ \t]+(?:"[^"<>`{}$\n]*"|'[^'<>`{}$\n]*'))?[ \t]*\)"""

# What may stand in the middle of a line of plain text and be taken for markup.
_PLAIN = re.compile(
    rf"""(?x)
      (?P<skip>{_AUTOLINK})
    | (?P<url>{_URL})
    | (?P<escape>\\(?=[{_PUNCTUATION}\n]|begin\{{|https?://))
    | (?P<code>`)
    | (?P<star>\*+)
    | (?P<under>_+)
    | (?P<bracket>\[)
    | (?P<angle><(?=[A-Za-z/!?]))
    | (?P<entity>&(?=\#?\w+;))
    | (?P<paired>[$~])
    | (?P<brace>\{{(?=[{{%])|(?<=[>\])`])\{{)
    """
)
# The same in Markdown, where marks are wanted and only what would run, or would fail, is escaped.
_MARKDOWN = re.compile(
    rf"""(?x)
      (?P<skip>\\[{_PUNCTUATION}]|{_AUTOLINK})
    | (?P<code>`+)
    | (?P<picture>!(?=\[(?P<alt>[^\[\]\\`<]*)\]{_DESTINATION}{_TITLE}))
    | (?P<image>!(?=\[))
    | (?P<link>\]{_DESTINATION}{_TITLE})
    | (?P<beside>\](?={_FILE}{_TITLE}))
    | (?P<close>\](?=[({{])|\])
    | (?P<url>(?<![\[(<"'=]){_URL})
    | (?P<angle><(?=[A-Za-z/!?]))
    | (?P<escape>\\(?=begin\{{|https?://)|\{{(?=[{{%]|[^\s{{}}`]+\}}`)|(?<=[>\])`])\{{)
    | (?P<note>(?<!!)\[\^(?P<noted>[\w-]+)\])
    | (?P<bracket>\[)
    | (?P<paired>[$~])
    """
)
# A character with which something of the above begins.
_PLAIN_FIRST = re.compile(r"[<\\`*_\[&$~{]"), re.compile(r"[<\\`*_\[&$~{h]")
_MARKDOWN_FIRST = re.compile(r"[\\<`!\]{\[$~]"), re.compile(r"[\\<`!\]{\[$~h]")

# What begins a block when it stands first in a line. The backslash goes before the group `at`.
_LINE_START = re.compile(
    r"""(?x)
      (?P<at>\#)\#{0,5}(?=[ \t]|$)
    | (?P<at2>[-+*])(?=[ \t]|$)
    | (?P<at3>-)(?=[-\s|:]*$)
    | \d{1,9}(?P<at4>[.)])(?=[ \t]|$)
    | (?P<at5>>)
    | (?P<at6>=)=*[ \t]*$
    | (?P<at7>:)
    | (?P<at8>%)
    | (?P<at9>\+)\+\+
    | (?P<at10>\()(?=[^\n]+\)=\s*$)
    | (?P<at11>\|)
    | (?P<at12>~)(?=[ \t~])
    | (?P<at13>\{)
    | (?P<at14>\[)(?=[ xX]\]|[^\]\n]*\]:)
    | (?P<at15>\\)(?=begin\{)
    | (?P<at16>```|~~~)
    | (?P<at17>[*_])(?:[ \t]*(?P=at17)){2,}[ \t]*$
    | (?P<at18><)(?=[A-Za-z/!?])(?!(?i:https?://|ftp://|mailto:))
    """,
)
_WORDS_BEGIN = re.compile(r"(?m)^[ \t]*(?=\S)")
# A footnote, an alert, a box to tick.
_MARKED = re.compile(r"[\^!]|[ xX]?\]")
_TICKS = re.compile("`+")
_CELL_END = re.compile(r"(?<!\\)\|")
_DEEPEST_BRACKET = 6
"""So many brackets may be open; parsers of Markdown look ahead from each."""


def line_start_edits(words: str) -> list[Edit]:
    """What would begin a block at the start of a line."""
    found = []
    for line in _WORDS_BEGIN.finditer(words):
        line_end = words.find("\n", line.end())
        match = _LINE_START.match(words, line.end(), line_end if line_end >= 0 else len(words))
        if match:
            at = next(start for name in match.groupdict() if (start := match.start(name)) >= 0)
            found.append(_before(at))
    return found


def plain_edits(words: str) -> Iterator[Edit]:
    """What would be Markdown in words that are none."""
    paired = {char for char in "$~" if words.count(char) > 1}
    closing = max(words.rfind(mark) for mark in ("](", "][", "]{", "]:"))
    for match in _scan(_PLAIN_FIRST["http" in words], _PLAIN, words):
        start, kind = match.start(), match.lastgroup
        if kind == "url":
            yield from _autolink(words, start, start + len(trim_url(match[0])))
        elif kind == "star":
            if not _is_apart(words, start, match.end()):
                yield from _before_each(match)
        elif kind == "under":
            if not _is_within_word(words, start, match.end()):
                yield from _before_each(match)
        elif kind == "bracket":
            if start < closing or _MARKED.match(words, start + 1):
                yield _before(start)
        elif kind != "skip" and (kind != "paired" or match[0] in paired):
            yield _before(start)


def markdown_edits(
    words: str, beside: Mapping[str, str], notes: Footnotes, *, code: bool = True, cells: bool = False
) -> Iterator[Edit]:
    """What would run or fail in Markdown. Without `code`, no span of code is left: see `write_text`.

    `beside`: addresses of files that came along, by those in the words. `notes`: the footnotes to which the words may
    refer. `cells`: the words are a row of a table.
    """
    paired = {char for char in "$~" if words.count(char) > 1}
    spans = code_spans(words, cells=cells) if code else {}
    closing, opened = words.rfind("]"), 0
    for match in _scan(_MARKDOWN_FIRST["http" in words], _MARKDOWN, words, spans):
        start, kind = match.start(), match.lastgroup
        if kind == "url":
            yield from _autolink(words, start, start + len(trim_url(match[0])))
        elif kind == "picture":
            yield from _as_link(match)
        elif kind == "image":
            if not _is_beside(words, match.end(), beside):
                yield _before(start + 1)
        elif kind == "code":
            yield from _before_each(match)
        elif kind == "note":
            yield from _note_edits(words, match, notes, in_brackets=opened > 0)
        elif kind == "bracket":
            opened += 1
            if start > closing or opened > _DEEPEST_BRACKET or words[start + 1 : start + 2] in ("^", "!"):
                yield _before(start)
        elif kind in {"link", "beside", "close"}:
            opened = max(opened - 1, 0)
            yield from _closing_edits(words, match, beside)
        elif kind in {"angle", "escape"} or (kind == "paired" and match[0] in paired):
            yield _before(start)


def _as_link(picture: re.Match[str]) -> Iterator[Edit]:
    """A picture elsewhere as a link to it, as nothing is fetched."""
    yield Edit(picture.start(), picture.start() + 1, "")
    if not picture["alt"].strip():
        yield _before(picture.start() + 2, "image")


def _note_edits(words: str, match: re.Match[str], notes: Footnotes, *, in_brackets: bool) -> Iterator[Edit]:
    """A reference to a footnote stays one if the page has the note; what follows it never becomes part of it."""
    after = words[match.end() : match.end() + 1]
    defines = after == ":" and not words[match.start() - 1 : match.start()].strip()
    if in_brackets or defines or not notes.refers(match["noted"]):
        yield _before(match.start())
    elif after in ("(", "{"):
        yield _before(match.end())


_PICTURE_BESIDE = re.compile(rf"(?x)\[[^\[\]\\`<]*\]{_FILE}{_TITLE}")


def _is_beside(words: str, start: int, beside: Mapping[str, str]) -> bool:
    """Whether a picture stands at a place that came along with the note."""
    match = _PICTURE_BESIDE.match(words, start) if beside else None
    return bool(match) and match is not None and match["file"] in beside


def _closing_edits(words: str, match: re.Match[str], beside: Mapping[str, str]) -> Iterator[Edit]:
    """The end of a link: to an address, to a file that came along, or to what a page may not refer to."""
    if match.lastgroup == "link":
        return
    if match.lastgroup == "beside" and match["file"] in beside:
        here = beside[match["file"]]
        if here != match["file"]:
            yield Edit(match.start("file"), match.end("file"), here)
    elif words[match.start() + 1 : match.start() + 2] in ("(", "{"):
        yield _before(match.start())


def code_spans(words: str, *, cells: bool = False) -> dict[int, int]:
    """The spans of code, start → end. In a row of a table none leaves its cell."""
    if "`" not in words:
        return {}
    edges = [0, *(m.end() for m in _CELL_END.finditer(words)), len(words)] if cells else [0, len(words)]
    spans: dict[int, int] = {}
    for start, end in pairwise(edges):
        spans |= _code_spans_within(words, start, end)
    return spans


def _code_spans_within(words: str, start: int, end: int) -> dict[int, int]:
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(words, start, end)]
    last: dict[int, int] = {}
    closes: list[int] = [0] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        closes[number] = last.get(length, -1)
        last[length] = number
    spans: dict[int, int] = {}
    number = 0
    while number < len(runs):
        begin, close = runs[number][0], closes[number]
        if close >= 0 and not is_escaped(words, begin):
            spans[begin] = runs[close][1]
            number = close
        number += 1
    return spans


def is_escaped(words: str, start: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    before = start
    while before and words[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _scan(
    first: re.Pattern[str], pattern: re.Pattern[str], words: str, spans: Mapping[int, int] | None = None
) -> Iterator[re.Match[str]]:
    """The matches of a pattern outside of spans; after an address without what only seemed to belong to it."""
    place = 0
    while found := first.search(words, place):
        place = found.start() + 1
        if spans and found.start() in spans:
            place = spans[found.start()]
        elif match := pattern.match(words, found.start()):
            yield match
            place = match.end() if match.lastgroup != "url" else match.start() + len(trim_url(match[0]))


def _before(offset: int, text: str = "\\") -> Edit:
    return Edit(offset, offset, text)


def _before_each(match: re.Match[str]) -> Iterable[Edit]:
    return (_before(offset) for offset in range(match.start(), match.end()))


def _autolink(words: str, start: int, end: int) -> Iterator[Edit]:
    if end - start > len("https://"):
        yield _before(start, "<")
        yield _before(end, ">")
        if words[end : end + 1] == "{":  # which would be attributes of the link
            yield _before(end)


def trim_url(url: str) -> str:
    """An address without the punctuation that belongs to the sentence around it."""
    spare = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    end = len(url)
    while end:
        char = url[end - 1]
        if char in "([":
            spare[")" if char == "(" else "]"] += 1
        if char in spare and spare[char] > 0:
            spare[char] -= 1
        elif char not in ".,;:!?'*_~$&[":
            break
        end -= 1
    return url[:end]


def _is_apart(words: str, start: int, end: int) -> bool:
    """Whether a star has a space on both sides, which is no emphasis."""
    return words[start - 1 : start].isspace() and words[end : end + 1].isspace()


def _is_within_word(words: str, start: int, end: int) -> bool:
    return words[start - 1 : start].isalnum() and words[end : end + 1].isalnum() if start else False
