"""Bytes ⇄ text: what a file's encoding and line ends are, so that its bytes can be made again exactly."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
LARGEST = 32_000_000
"""Bytes of a file that may still be a note; a person writes a thousandth of that."""
# Formats whose bytes may happen to decode as text.
_BINARY = re.compile(rb"%PDF-|PK\x03\x04|\x89PNG|GIF8|\xff\xd8\xff|\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Splice:
    """Where the bytes are not those that the encoding makes of the text: `length` from `offset` on are `data`."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """How a text was stored. `newline` is lf, crlf, cr, or mixed (the text then keeps its line ends).

    `splices`: some encodings can store a character in several ways (ISO-2022-JP its escape sequences, CP932 the signs
    of two vendors); these are the bytes that are not the usual ones.
    """

    encoding: str
    bom: bool
    newline: str
    splices: tuple[Splice, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read. `file` is its name below the folder given to the import, with `/`."""

    file: str
    data: bytes
    text: str
    form: Form

    @property
    def sha256(self) -> str:
        """Of the bytes, hex."""
        return hashlib.sha256(self.data).hexdigest()


def read_file(file: str, path: Path) -> Source:
    """The source in a file; OSError, or ValueError with the reason when it is no note."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"this is no note: it has more than {LARGEST // 1_000_000} MB")
    return read_source(file, data)


def read_source(file: str, data: bytes) -> Source:
    """The text behind the bytes; ValueError with the reason when they are no text."""
    if _BINARY.match(data):
        raise ValueError("this is not text")
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", ""))
    raw, encoding = _decode(data[len(bom) :], encoding)
    newline = _newline_of(raw)
    text = raw.replace(_NEWLINES[newline], "\n") if newline != "mixed" else raw
    form = Form(encoding, bool(bom), newline)
    usual = encode(text, form)
    if usual != data:
        form = Form(encoding, bool(bom), newline, tuple(_splices(usual, data)))
    if encode(text, form) != data:
        raise ValueError("this is not text in an encoding that we know")
    return Source(file, data, text, form)


def _decode(data: bytes, encoding: str) -> tuple[str, str]:
    """By the mark of byte order, if it tells the truth, or by what the bytes are."""
    if encoding:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            raise ValueError(f"this is not the {encoding.upper()} that its first bytes promise") from None
    return decode(data)


_ESCAPE = re.compile(rb"(\x1b(?:\$?[()]?[@-Z])|\n)")


def _splices(usual: bytes, data: bytes) -> Iterator[Splice]:
    """Where bytes differ, part by part: what lies between two escape sequences or line ends is a part."""
    ours, theirs = _ESCAPE.split(usual), _ESCAPE.split(data)
    if len(ours) != len(theirs):
        ours, theirs = usual.splitlines(keepends=True), data.splitlines(keepends=True)
    if len(ours) != len(theirs):
        ours, theirs = [usual], [data]
    offset = 0
    for our, their in zip(ours, theirs, strict=True):
        if our != their:
            yield from _splices_of(offset, our, their)
        offset += len(our)


def _splices_of(offset: int, usual: bytes, data: bytes) -> Iterator[Splice]:
    """Where two parts differ: byte by byte if they are as long, else between their common beginning and end."""
    if len(usual) == len(data):
        for pair in range(0, len(usual), 2):
            if usual[pair : pair + 2] != data[pair : pair + 2]:
                yield Splice(offset + pair, len(usual[pair : pair + 2]), data[pair : pair + 2])
        return
    start = _common(usual, data)
    end = _common(usual[start:][::-1], data[start:][::-1])
    yield Splice(offset + start, len(usual) - start - end, data[start : len(data) - end])


def _common(one: bytes, other: bytes) -> int:
    """How many bytes at their beginning two parts share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _newline_of(text: str) -> str:
    """The one line end of a text; mixed when there are several."""
    found = set(re.findall(r"\r\n|\r|\n", text))
    if len(found) > 1:
        return "mixed"
    return next((name for name, end in _NEWLINES.items() if end in found), "lf")


def encode(text: str, form: Form) -> bytes:
    """The bytes that a text had in its file; none when the encoding can't hold it."""
    raw = text if form.newline in {"mixed", "lf"} else text.replace("\n", _NEWLINES[form.newline])
    bom = next((b for b, e in _BOMS if form.bom and e == form.encoding), b"")
    try:
        usual = bom + raw.encode(form.encoding)
    except UnicodeEncodeError:
        return b""
    parts: list[bytes] = []
    done = 0
    for splice in form.splices:
        parts += [usual[done : splice.offset], splice.data]
        done = splice.offset + splice.length
    return b"".join([*parts, usual[done:]])


def text_of(data: bytes, form: Form) -> str:
    """The text behind bytes of a known form; empty when there is no such encoding."""
    try:
        raw = data.decode(form.encoding, errors="replace").removeprefix("\ufeff" if form.bom else "")
    except LookupError:
        return ""
    return raw.replace(_NEWLINES.get(form.newline, "\n"), "\n")
