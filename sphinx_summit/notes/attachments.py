"""Files that lie beside a note and that it refers to: they are copied next to its page, never fetched or opened.

Only files that a browser shows or saves without running anything in them come along; HTML and SVG may hold scripts.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_summit.notes.tags import without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp")
DOCUMENTS = (
    ".pdf", ".ppt", ".pptx", ".odp", ".key", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".csv", ".zip",
    ".gz", ".mp3", ".mp4", ".webm", ".ogg",
)  # fmt: skip
LARGEST = 100_000_000
"""Bytes of a file that is still copied."""

# `![alt](path "title")`, `[words](path)`: the address is group 1. No scheme, no fragment, no page of another site.
_REFERENCE = re.compile(
    r"\]\([ \t]*<?(?![a-z][a-z0-9+.-]*:|//|#)([^\s<>()\"'`\\]+)>?(?:[ \t]+[\"'(][^\n]{0,200}?[\"')])?[ \t]*\)"
)
# Where site generators keep the files whose addresses begin with a slash.
_SITE_FOLDERS = ("", "static", "assets", "public", "source", "content")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to copy: the address as the note spells it, the file, the fingerprint of its bytes."""

    address: str
    path: Path
    digest: str


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses of files that may lie beside a note, each once."""
    parts = (without_tags(part) if "<img" in part or "{" in part else part for part in text.split("\n\n"))
    given = (match[1] for part in parts for match in _REFERENCE.finditer(part))
    files = (address for address in given if address.lower().split("?")[0].endswith(PICTURES + DOCUMENTS))
    return tuple(dict.fromkeys(files))


def find_attachments(addresses: Iterable[str], note: Path, root: Path) -> dict[str, Attachment]:
    """The files at some addresses that can be read. `root`: the folder given to the import, which none may leave."""
    found: dict[str, Attachment] = {}
    for address in addresses:
        path = _locate(unquote(address.split("?")[0]), note, root)
        if path:
            with contextlib.suppress(OSError):
                found[address] = Attachment(address, path, _digest(path))
    return found


def _locate(address: str, note: Path, root: Path) -> Path | None:
    """The file behind an address: beside the note, or below the site's folder for one that begins with a slash."""
    inside = root.resolve()
    if address.startswith("/"):
        candidates = [root / folder / address.lstrip("/") for folder in _SITE_FOLDERS]
    else:
        candidates = [note.parent / address]
    for candidate in candidates:
        try:
            path = candidate.resolve()
            fits = path.is_relative_to(inside) and path.is_file() and path.stat().st_size <= LARGEST
        except (OSError, RuntimeError, ValueError):  # no such path, a link to itself, a NUL in it
            continue
        if fits:
            return path
    return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass
class Cupboard:
    """Where copies go: beside the page under the address that the note uses, or another name where that is taken.

    `known`: fingerprints of those of notes that are not written now, by path in the handbook.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)

    def place(self, page: str, attachment: Attachment) -> str:
        """The path in the handbook of a file's copy; the same file has the same place again."""
        folder = PurePosixPath(page).parent
        plain = _plain_path(attachment.address)
        wanted = folder / (plain or PurePosixPath(_plain_name(attachment.path.name)))
        name, number = str(wanted), 2
        while self.placed.get(name, self.known.get(name, attachment.digest)) != attachment.digest:
            name, number = str(wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")), number + 1
        self.placed[name] = attachment.digest
        return name


def _plain_path(address: str) -> PurePosixPath | None:
    """A relative address that may stay as it is: it leads down only, and nothing in it means anything to Markdown."""
    if not re.fullmatch(r"(?:\./)?[\w-][\w.-]*(?:/[\w-][\w.-]*)*", address):
        return None
    return PurePosixPath(address)


def _plain_name(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return (re.sub(r"[^\w-]+", "-", stem).strip("-") or "file") + dot + suffix.lower()
