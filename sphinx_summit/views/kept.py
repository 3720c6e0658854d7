"""Rows of long lists, kept as HTML from build to build: after an edit only those are drawn that show something else.

One file a page, beside the doctrees. What a row shows decides on its HTML, together with page, options and code: a file
that was made with other ones is not looked at.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import babel
import sphinx
from docutils import nodes

from sphinx_summit.doctree import Piece, Texts
from sphinx_summit.domain.store import digest_of
from sphinx_summit.domain.written import config_digest, reading_digest, rows_path

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from sphinx.builders import Builder

_MANY = 100
"""As few rows as need no file: they are drawn as quickly as they are read."""

_Kept = tuple[str, list[list[str]]]
"""The HTML of a row, and the texts in it, block by block."""


class KeptRows:
    """The rows of one page."""

    def __init__(self, builder: Builder, page: str) -> None:
        self._path = rows_path(builder, page)
        self._made_with = _made_with(builder)
        self._known: dict[str, _Kept] | None = None
        self._drawn: dict[str, Piece] = {}

    def row(self, kind: type[nodes.Element], shown: Iterable[Hashable], draw: Callable[[], Piece]) -> Piece:
        """A row as the last build has drawn it, or drawn now. `shown` are all values of which it is made."""
        if self._known is None:
            self._known = self._load()
        key = digest_of(shown)
        piece = _restored(kind, *self._known[key]) if key in self._known else draw()
        return self._drawn.setdefault(key, piece)

    def save(self) -> None:
        """Keep the rows that now stand on the page, if they are many and others than before."""
        if len(self._drawn) < _MANY or self._drawn.keys() == (self._known or {}).keys():
            return
        rows = {key: (piece.markup, _texts_of(piece)) for key, piece in self._drawn.items()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps([self._made_with, rows], ensure_ascii=False), encoding="utf-8")
        beside.replace(self._path)

    def _load(self) -> dict[str, _Kept]:
        try:
            made_with, rows = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return rows if made_with == self._made_with else {}


def _restored(kind: type[nodes.Element], markup: str, blocks: list[list[str]]) -> Piece:
    piece = Piece(kind, [Piece(nodes.paragraph, texts) for texts in blocks])
    piece.markup = markup
    return piece


def _texts_of(piece: Piece) -> list[list[str]]:
    return [Texts().add([block]) for block in piece.children]


def _made_with(builder: Builder) -> str:
    return digest_of([sphinx.__version__, babel.__version__, config_digest(builder), reading_digest(builder), *_code()])


@cache
def _code() -> list[tuple[str, int]]:
    """Our own code and catalogues: who works on a checkout shall see what they change."""
    package = Path(__file__).parents[1]
    files = (path for path in sorted(package.rglob("*.*")) if path.suffix in {".py", ".mo"})
    return [(str(path.relative_to(package)), path.stat().st_mtime_ns) for path in files]
