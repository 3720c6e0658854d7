"""The words of a note as MyST: what would be markup by accident, or would run, is escaped.

The result is a list of pieces; each says where in the source its text stands, or that we added it, so the ledger
knows the fate of every character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sphinx_summit.notes.lost_links import lost_links
from sphinx_summit.notes.marks import Edit, Footnotes, line_start_edits, markdown_edits, plain_edits
from sphinx_summit.notes.outline import Dialect, Run, Text
from sphinx_summit.notes.site_tags import site_swaps
from sphinx_summit.notes.swap import BREAK, in_order
from sphinx_summit.notes.tags import tag_swaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_summit.notes.swap import Swap


@dataclass(frozen=True, slots=True)
class Piece:
    """Written text. `start`: where the same characters stand in the source; -1: they are ours."""

    text: str
    start: int = -1
    field: bool = False


Pieces = list[Piece]

# White space that ends a line inside a directive, and characters that no output can carry.
_HARD = "  \n"
_LINE_ENDS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_UNSAFE = re.compile(rf"[{_LINE_ENDS}]|[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]|\t")


def write_text(
    source: str,
    text: Text,
    dialect: Dialect,
    *,
    block: bool = True,
    wide: bool = False,
    cells: bool = False,
    beside: Mapping[str, str] | None = None,
    notes: Footnotes | None = None,
) -> list[Pieces]:
    """The lines of a text; always one at least.

    `block`: it begins a block, so marks at its start count. `wide`: all on one line. `cells`: a row of a table.
    `beside`: the addresses of files that came along with the note, by those that the note gives them.
    `notes`: the footnotes to which the text may refer.
    """
    joined = _join(source, text, wide=wide)
    if dialect == "markdown":
        wide = wide or cells
        for swaps in (site_swaps, tag_swaps, partial(lost_links, beside=beside or {})):
            if found := in_order(joined.words, list(swaps(joined.words)), cells=wide):
                joined = _with_swaps(joined, found, wide=wide)
    edits = list(_unsafe_edits(joined.words))
    read = safe(joined.words)  # as Markdown will read it: character for character
    code = True
    if block:
        starts = line_start_edits(read)
        edits += starts
        # What is escaped means nothing to what comes after it; but a fence that was escaped would still end a span.
        code = all(read[edit.start] != "`" for edit in starts)
        read = _mask(read, [Edit(edit.start, edit.start + 1, "") for edit in starts], ".")
    if dialect == "markdown":
        edits += markdown_edits(read, beside or {}, notes or Footnotes(), code=code, cells=cells)
    else:
        edits += plain_edits(read)
    return _split(_apply(joined, edits))


def write_plain(source: str, run: Run, *, tabs: bool = False) -> Pieces:
    """A run as it stands, for code and fields: only characters that no output can carry are changed."""
    words = source[run.start : run.end]
    edits = [edit for edit in _unsafe_edits(words) if not (tabs and words[edit.start] == "\t")]
    return _apply(_Joined(words, [(0, run.start, len(words))]), edits)


def is_unsafe(text: str) -> bool:
    """Whether a text holds a character that pages do not carry."""
    return bool(_UNSAFE.search(text))


def safe(text: str) -> str:
    """A text of our own making without such characters."""
    return _UNSAFE.sub(lambda match: _instead_of(match[0]), text)


# -- joining the lines of a paragraph ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Joined:
    """A text with its lines joined; `places` are rows (offset in the words, offset in the source, length)."""

    words: str
    places: list[tuple[int, int, int]]

    def kept(self, start: int, end: int) -> Pieces:
        """The pieces of a part of the words; what joins lines is ours."""
        words, places = self.words, self.places
        pieces: Pieces = []
        for number in range(max(0, bisect_right(places, start, key=_offset) - 1), len(places)):
            offset, origin, length = places[number]
            if offset + length <= start:
                continue
            if offset >= end:
                break
            if offset > start:
                pieces.append(Piece(words[start:offset]))
                start = offset
            stop = min(end, offset + length)
            pieces.append(Piece(words[start:stop], origin + start - offset))
            start = stop
        if start < end:
            pieces.append(Piece(words[start:end]))
        return [piece for piece in pieces if piece.text]


def _offset(place: tuple[int, int, int]) -> int:
    return place[0]


def _join(source: str, text: Text, *, wide: bool) -> _Joined:
    pieces: Pieces = []
    for number, run in enumerate(text.runs):
        if number:
            join = _between(source[text.runs[number - 1].end - 1], source[run.start])
            if number - 1 in text.hard:
                join = _HARD
            pieces.append(Piece(" " if wide and join else join))
        pieces.append(Piece(source[run.start : run.end], run.start))
    return _joined(pieces)


def _joined(pieces: Pieces) -> _Joined:
    places: list[tuple[int, int, int]] = []
    length = 0
    for piece in pieces:
        if piece.start >= 0:
            places.append((length, piece.start, len(piece.text)))
        length += len(piece.text)
    return _Joined("".join(piece.text for piece in pieces), places)


def _between(before: str, after: str) -> str:
    """Chinese and Japanese have no spaces between words, so a wrapped line goes on without one."""
    return "" if _is_spaceless(before) or _is_spaceless(after) else "\n"


def _is_spaceless(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


# -- tags ----------------------------------------------------------------------------------------------


def _with_swaps(joined: _Joined, found: Iterable[Swap], *, wide: bool) -> _Joined:
    """The text with what we write in place of its parts."""
    row = _Row(" " if wide else _HARD)
    done = 0
    for swap in found:
        row.add(joined.kept(done, swap.start))
        for part in swap.parts:
            if part == BREAK:
                row.broken = True
            else:
                row.add([Piece(part)] if isinstance(part, str) else joined.kept(*part))
        done = swap.end
    row.add(joined.kept(done, len(joined.words)))
    return _joined(row.end())


class _Row:
    """Collects pieces. A break counts between words only, and swallows the white space after it."""

    def __init__(self, line_break: str) -> None:
        self.line_break = line_break
        self.pieces: Pieces = []
        self.broken = True

    def add(self, pieces: Pieces) -> None:
        """Go on with pieces; a line of the page never begins with white space, nor is one blank."""
        for piece in pieces:
            begun = bool(self.pieces) and self.pieces[-1].text.endswith("\n")
            if self.broken or begun:
                spare = len(piece.text) - len(piece.text.lstrip())
                if spare == len(piece.text):
                    continue
                if self.pieces and not begun:
                    self.pieces.append(Piece(self.line_break))
                self.broken = False
                self.pieces.append(Piece(piece.text[spare:], piece.start + spare if piece.start >= 0 else -1))
            else:
                self.pieces.append(piece)

    def end(self) -> Pieces:
        """The pieces, without a break after the last words."""
        while self.pieces and self.pieces[-1].start < 0 and self.pieces[-1].text.isspace():
            self.pieces.pop()
        return self.pieces


# -- what to escape ------------------------------------------------------------------------------------


def _unsafe_edits(logical: str) -> Iterator[Edit]:
    for match in _UNSAFE.finditer(logical):
        yield Edit(match.start(), match.end(), _instead_of(match[0]))


def _instead_of(char: str) -> str:
    return " " if char.isspace() else "\ufffd"


def _mask(text: str, edits: Iterable[Edit], char: str) -> str:
    """The text with the edited parts blanked, each place as it was."""
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], char * (edit.end - edit.start)]
        done = edit.end
    return "".join(parts) + text[done:]


# -- writing -------------------------------------------------------------------------------------------


def _apply(joined: _Joined, edits: Iterable[Edit]) -> Pieces:
    """The pieces of the edited text. An edit inside a removed part is dropped."""
    pieces: Pieces = []
    done = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end, edit.text)):
        if edit.start < done:
            continue
        pieces += joined.kept(done, edit.start)
        if edit.text:
            pieces.append(Piece(edit.text))
        done = edit.end
    return pieces + joined.kept(done, len(joined.words))


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
