"""A page as it is written: lines of pieces, each of which knows where in the source its text stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sphinx_summit.notes.inline import Piece, Pieces

Lines = list[Pieces]


@dataclass
class Page:
    """A page of the handbook by its path without suffix, and its lines."""

    name: str
    lines: Lines = field(default_factory=list)

    @property
    def text(self) -> str:
        """The file's text."""
        return "".join(line_text(line) + "\n" for line in self.lines)


def line_text(line: Pieces) -> str:
    """The text of a line."""
    return line[0].text if len(line) == 1 else "".join([piece.text for piece in line])


def digest(line: str) -> str:
    """A line's fingerprint, by which it is found again: of its text without the white space around."""
    return hashlib.sha256(line.strip().encode("utf-8", "surrogatepass")).hexdigest()[:12]


def plain_line(text: str) -> Pieces:
    """A line that is all ours."""
    return [Piece(text)] if text else []


def indent(lines: Lines, first: str, rest: str) -> Lines:
    """The lines with `first` before the first one and `rest` before the others; of a blank line only a mark is left.

    A quotation needs its mark on every line, or code in it would end there.
    """
    result: Lines = []
    for number, line in enumerate(lines):
        prefix = first if number == 0 else rest if line else rest.rstrip()
        result.append([Piece(prefix), *line] if prefix else line)
    return result


def as_field(pieces: Pieces) -> Pieces:
    """The pieces as the value of a directive's option, quoted where the option syntax needs it."""
    text = line_text(pieces)
    pieces = [Piece(piece.text, piece.start, True) for piece in pieces]
    if text and text[0] not in " \"'|>#" and " #" not in text and text[-1] != " ":
        return pieces
    return [Piece('"'), *escape(pieces, '"\\'), Piece('"')]


def escape(pieces: Pieces, chars: str) -> Pieces:
    """The pieces with a backslash before each of some characters."""
    result: Pieces = []
    for piece in pieces:
        begin = 0
        for place, char in enumerate(piece.text):
            if char in chars:
                result += _part(piece, begin, place)
                result.append(Piece("\\"))
                begin = place
        result += _part(piece, begin, len(piece.text))
    return result


def _part(piece: Piece, start: int, end: int) -> Pieces:
    if start == end:
        return []
    return [Piece(piece.text[start:end], piece.start + start if piece.start >= 0 else -1, piece.field)]
