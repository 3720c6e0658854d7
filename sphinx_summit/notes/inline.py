"""The words of a note as MyST: what would be markup by accident, or would run, is escaped.

The result is a list of pieces; each says where in the source its text stands, or that we added it, so the ledger
knows the fate of every character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Dialect, Run, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Piece:
    """Written text. `start`: where the same characters stand in the source; -1: they are ours."""

    text: str
    start: int = -1
    field: bool = False


Pieces = list[Piece]

# White space that ends a line inside a directive, and characters that no output can carry.
_LINE_ENDS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_UNSAFE = re.compile(rf"[{_LINE_ENDS}]|[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]|\t")
_URL = r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
_AUTOLINK = re.compile(r"<(?:https?|ftp)://[^\s<>\x00-\x20]*>|<mailto:[\w.+-]+@[\w.-]+>", re.IGNORECASE | re.ASCII)
_DESTINATION = r"\(\s*<?(?:https?://|mailto:|ftp://)[^\s<>()`{}$\"']*(?:\([^\s<>()`{}$\"']*\)[^\s<>()`{}$\"']*)*>?"
_TITLE = r"""(?:[ \t]+(?:"[^"<>`{}$\n]*"|'[^'<>`{}$\n]*'))?[ \t]*\)"""

_PUNCTUATION = r"!-/:-@\[-`{-~"
# What may stand in the middle of a line of plain text and be taken for markup, and where it is harmless.
_PLAIN = re.compile(
    rf"""(?x)
      (?P<autolink>{_AUTOLINK.pattern})
    | (?P<url>{_URL})
    | (?P<escape>\\(?=[{_PUNCTUATION}\n]|begin\{{|https?://))
    | (?P<code>`)
    | (?P<star>\*+)
    | (?P<under>_+)
    | (?P<bracket>\[)
    | (?P<angle><(?=[A-Za-z/!?]))
    | (?P<entity>&(?=\#?\w+;))
    | (?P<paired>[$~])
    | (?P<brace>\{{(?=[{{%]))
    """
)
_CODE_SPAN = r"(?P<codespan>(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`))|"
_MARKDOWN_MARKS = rf"""(?x)
      (?P<skip>\\[{_PUNCTUATION}])
    | (?P<role>\{{(?=[^\s{{}}`]+\}}`))
    | (?P<code>`+)
    | (?P<autolink>{_AUTOLINK.pattern})
    | (?P<comment><!--(?!>|->)(?:(?!--).)*-->)
    | (?P<picture>!(?=\[(?P<alt>[^\[\]\\`<]*)\]{_DESTINATION}{_TITLE}))
    | (?P<image>!(?=\[))
    | (?P<link>\]{_DESTINATION}{_TITLE})
    | (?P<close>\](?=[({{]))
    | (?P<bracket>\[(?=[\^!]))
    | (?P<url>(?<![\[(<"'=]){_URL})
    | (?P<angle><(?=[A-Za-z/!?]))
    | (?P<escape>\\(?=begin\{{|https?://))
    | (?P<paired>[$~])
    | (?P<brace>\{{(?=[{{%]))
    """
_MARKDOWN = re.compile(rf"(?x){_CODE_SPAN}{_MARKDOWN_MARKS[4:]}", re.DOTALL)
_MARKDOWN_WITHOUT_CODE = re.compile(_MARKDOWN_MARKS, re.DOTALL)
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
    | (?P<at10>\()[^()\n]*\)=
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


# A footnote, an alert, a box to tick.
_MARKED = re.compile(r"[\^!]|[ xX]?\]")


@dataclass(frozen=True, slots=True)
class _Edit:
    """`logical[start:end]` is written as `text`."""

    start: int
    end: int
    text: str


def write_text(source: str, text: Text, dialect: Dialect, *, block: bool = True, wide: bool = False) -> list[Pieces]:
    """The lines of a text. `block`: it begins a block, so marks at its start count. `wide`: all on one line."""
    logical, places = _join(source, text, wide=wide)
    edits = list(_unsafe_edits(logical))
    ticks = False
    read = safe(logical)  # as Markdown will read it: character for character
    if dialect == "markdown" and "<!--" in read:
        found = [edit for edit in _markdown_edits(read) if not edit.text and edit.end - edit.start > 1]
        comments = [replace(edit, text=" ") if _parts_ticks(read, edit) else edit for edit in found]
        edits += comments
        read = _mask(read, comments, " ")
    if block:
        starts = _line_start_edits(read)
        edits += starts
        # What is escaped means nothing to what comes after it.
        ticks = any(read[edit.start] == "`" for edit in starts)
        read = _mask(read, [_Edit(edit.start, edit.start + 1, "") for edit in starts], ".")
    edits += _markdown_edits(read, code=not ticks) if dialect == "markdown" else _plain_edits(read)
    return _split(_apply(logical, places, edits))


def write_plain(source: str, run: Run, *, tabs: bool = False) -> Pieces:
    """A run as it stands, for code and fields: only characters that no output can carry are changed."""
    logical = source[run.start : run.end]
    edits = [edit for edit in _unsafe_edits(logical) if not (tabs and logical[edit.start] == "\t")]
    return _apply(logical, [(0, run.start, len(logical))], edits)


def is_unsafe(text: str) -> bool:
    """Whether a text holds a character that pages do not carry."""
    return bool(_UNSAFE.search(text))


def safe(text: str) -> str:
    """A text of our own making without such characters."""
    return _UNSAFE.sub(lambda match: _instead_of(match[0]), text)


# -- joining the lines of a paragraph ----------------------------------------------------------------


def _join(source: str, text: Text, *, wide: bool) -> tuple[str, list[tuple[int, int, int]]]:
    """The text with its lines joined, and rows (offset in it, offset in the source, length)."""
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for number, run in enumerate(text.runs):
        if number:
            before, after = source[text.runs[number - 1].end - 1], source[run.start]
            join = _between(before, after)
            if number - 1 in text.hard:
                join = "  \n"
            join = " " if wide and join else join
            parts.append(join)
            length += len(join)
        parts.append(source[run.start : run.end])
        places.append((length, run.start, run.end - run.start))
        length += run.end - run.start
    return "".join(parts), places


def _between(before: str, after: str) -> str:
    """Chinese and Japanese have no spaces between words, so a wrapped line goes on without one."""
    return "" if _is_spaceless(before) or _is_spaceless(after) else "\n"


def _is_spaceless(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


# -- what to escape ------------------------------------------------------------------------------------


def _parts_ticks(read: str, edit: _Edit) -> bool:
    """Whether two runs of backticks would become one, and mean something else, without what is between them."""
    return read[edit.start - 1 : edit.start] == "`" == read[edit.end : edit.end + 1]


def _unsafe_edits(logical: str) -> Iterator[_Edit]:
    for match in _UNSAFE.finditer(logical):
        yield _Edit(match.start(), match.end(), _instead_of(match[0]))


def _instead_of(char: str) -> str:
    return " " if char.isspace() else "\ufffd"


def _before(offset: int, text: str = "\\") -> _Edit:
    return _Edit(offset, offset, text)


def _plain_edits(logical: str) -> Iterator[_Edit]:
    paired = {char for char in "$~" if logical.count(char) > 1}
    closing = max(logical.rfind(mark) for mark in ("](", "][", "]{", "]:"))
    for match in _scan(_PLAIN, logical):
        start, kind = match.start(), match.lastgroup
        if kind == "autolink":
            continue
        if kind == "url":
            yield from _autolink(start, start + len(_trim_url(match[0])))
        elif kind == "star":
            if not _is_apart(logical, start, match.end()):
                yield from (_before(n) for n in range(start, match.end()))
        elif kind == "under":
            if not _is_within_word(logical, start, match.end()):
                yield from (_before(n) for n in range(start, match.end()))
        elif kind == "bracket":
            if start < closing or _MARKED.match(logical, start + 1):
                yield _before(start)
        elif kind != "paired" or match[0] in paired:
            yield _before(start)
    yield from _attribute_edits(logical)


def _scan(pattern: re.Pattern[str], logical: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern, going on right after an address without what only seemed to belong to it."""
    match = pattern.search(logical)
    while match:
        yield match
        url = match.groupdict()["url"]
        after = match.start() + len(_trim_url(url)) if url else match.end()
        match = pattern.search(logical, max(after, match.start() + 1))


def _autolink(start: int, end: int) -> Iterator[_Edit]:
    if end - start > len("https://"):
        yield _before(start, "<")
        yield _before(end, ">")


def _trim_url(url: str) -> str:
    """An address without the punctuation that belongs to the sentence around it."""
    while True:
        trimmed = url.rstrip(".,;:!?'*_~$&[")
        if trimmed.endswith(")") and trimmed.count("(") < trimmed.count(")"):
            trimmed = trimmed[:-1]
        if trimmed.endswith("]") and trimmed.count("[") < trimmed.count("]"):
            trimmed = trimmed[:-1]
        if trimmed == url:
            return url
        url = trimmed


def _is_apart(logical: str, start: int, end: int) -> bool:
    """Whether a star has a space on both sides, which is no emphasis."""
    return logical[start - 1 : start].isspace() and logical[end : end + 1].isspace()


def _is_within_word(logical: str, start: int, end: int) -> bool:
    return logical[start - 1 : start].isalnum() and logical[end : end + 1].isalnum() if start else False


def _attribute_edits(logical: str) -> Iterator[_Edit]:
    """`<https://…>{…}` would be attributes of the link."""
    return (_before(match.start()) for match in re.finditer(r"(?<=[>\])`])\{", logical))


def _markdown_edits(logical: str, *, code: bool = True) -> Iterator[_Edit]:
    """Without `code` no span of code is left: a fence that was escaped at a line's start would still end one."""
    paired = {char for char in "$~" if logical.count(char) > 1}
    for match in _scan(_MARKDOWN if code else _MARKDOWN_WITHOUT_CODE, logical):
        groups = match.groupdict().items()
        kind = next(name for name, value in groups if value is not None and name not in {"ticks", "alt"})
        start = match.start()
        if kind == "url":
            yield from _autolink(start, start + len(_trim_url(match[0])))
        elif kind == "comment":
            yield _Edit(start, match.end(), "")
        elif kind == "picture":
            yield _Edit(start, start + 1, "")
            if not match["alt"].strip():
                yield _before(start + 2, "image")
        elif kind == "image":
            yield _before(start + 1)
        elif kind == "code":
            yield from (_before(n) for n in range(start, match.end()))
        elif kind in {"role", "close", "bracket", "angle", "escape", "brace"} or match[0] in paired:
            yield _before(start)
    yield from _attribute_edits(logical)


def _mask(text: str, edits: Iterable[_Edit], char: str) -> str:
    """The text with the edited parts blanked, each place as it was."""
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], char * (edit.end - edit.start)]
        done = edit.end
    return "".join(parts) + text[done:]


def _line_start_edits(logical: str) -> list[_Edit]:
    found = []
    for line in re.finditer(r"(?m)^[ \t]*(?=\S)", logical):
        line_end = logical.find("\n", line.end())
        match = _LINE_START.match(logical, line.end(), line_end if line_end >= 0 else len(logical))
        if match:
            at = next(start for name in match.groupdict() if (start := match.start(name)) >= 0)
            found.append(_before(at))
    return found


# -- writing -------------------------------------------------------------------------------------------


def _apply(logical: str, places: list[tuple[int, int, int]], edits: Iterable[_Edit]) -> Pieces:
    """The pieces of the edited text. An edit inside a removed part is dropped."""
    pieces: Pieces = []
    done = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end, edit.text)):
        if edit.start < done:
            continue
        pieces += _kept(logical, places, done, edit.start)
        if edit.text:
            pieces.append(Piece(edit.text))
        done = edit.end
    return pieces + _kept(logical, places, done, len(logical))


def _kept(logical: str, places: list[tuple[int, int, int]], start: int, end: int) -> Pieces:
    pieces: Pieces = []
    for offset, origin, length in places[max(0, bisect_right(places, start, key=_offset) - 1) :]:
        if offset + length <= start:
            continue
        if offset >= end:
            break
        if offset > start:
            pieces.append(Piece(logical[start:offset]))
            start = offset
        stop = min(end, offset + length)
        pieces.append(Piece(logical[start:stop], origin + start - offset))
        start = stop
    if start < end:
        pieces.append(Piece(logical[start:end]))
    return [piece for piece in pieces if piece.text]


def _offset(place: tuple[int, int, int]) -> int:
    return place[0]


def _split(pieces: Pieces) -> list[Pieces]:
    """The pieces, line by line."""
    lines: list[Pieces] = [[]]
    for piece in pieces:
        if piece.start >= 0 or "\n" not in piece.text:
            lines[-1].append(piece)
            continue
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(part))
    return lines
