"""Bytes ⇄ text: what a file's encoding and line ends are, so that its bytes can be made again exactly."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
# Formats whose bytes may happen to decode as text.
_BINARY = re.compile(rb"%PDF-|PK\x03\x04|\x89PNG|GIF8|\xff\xd8\xff|\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Form:
    """How a text was stored. `newline` is lf, crlf, cr, or mixed (the text then keeps its line ends)."""

    encoding: str
    bom: bool
    newline: str


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


def read_source(file: str, data: bytes) -> Source:
    """The text behind the bytes; ValueError with the reason when they are no text."""
    if _BINARY.match(data):
        raise ValueError("this is not text")
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", ""))
    raw, encoding = _decode(data[len(bom) :], encoding)
    newline = _newline_of(raw)
    text = raw.replace(_NEWLINES[newline], "\n") if newline != "mixed" else raw
    form = Form(encoding, bool(bom), newline)
    if encode(text, form) != data:
        raise ValueError("this is not text in an encoding that we know")
    return Source(file, data, text, form)


def _decode(data: bytes, encoding: str) -> tuple[str, str]:
    for known in [encoding] if encoding else ["utf-8"]:
        try:
            return data.decode(known), known
        except UnicodeDecodeError:
            continue
    if b"\0" in data:
        raise ValueError("this is not text")
    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise ValueError("this is not text in an encoding that we know")
    try:
        return data.decode(best.encoding), best.encoding
    except UnicodeDecodeError:
        raise ValueError("this is not text in an encoding that we know") from None


def _newline_of(text: str) -> str:
    """The one line end of a text; mixed when there are several."""
    found = set(re.findall(r"\r\n|\r|\n", text))
    if len(found) > 1:
        return "mixed"
    return next((name for name, end in _NEWLINES.items() if end in found), "lf")


def encode(text: str, form: Form) -> bytes:
    """The bytes that a text had in its file."""
    raw = text if form.newline in {"mixed", "lf"} else text.replace("\n", _NEWLINES[form.newline])
    bom = next((b for b, e in _BOMS if form.bom and e == form.encoding), b"")
    try:
        return bom + raw.encode(form.encoding)
    except UnicodeEncodeError:
        return b""
