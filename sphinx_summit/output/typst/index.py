"""The index at the end: Sphinx's sorted entries, with page numbers instead of links."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_summit.output.typst.escape import markup, name, string

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

    from sphinx_summit.output.typst.assemble import Places

Target = tuple[str | None, str | Literal[False]]
"""Whether an entry is the main one, and its address or False: what Sphinx's index holds."""

_ROWS = {
    "あ": "ぁあぃいぅうぇえぉお",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちっつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "ゃやゅゆょよ",
    "ら": "らりるれろ",
    "わ": "ゎわゐゑをん",
}
_HEADS = {kana: head for head, row in _ROWS.items() for kana in row}


def write_index(builder: Builder, places: Places) -> str:
    """The groups of the index as markup; nothing where the book has no entries."""
    entries = [
        (row_of(head), written)
        for head, rows in IndexEntries(builder.env).create_index(builder)
        for word, (targets, inner, _key) in rows
        if (written := _entry(word, targets, inner, places))
    ]
    return "".join(
        f"#index-group({string(head)})[\n{''.join(written for _, written in rows)}];\n"
        for head, rows in groupby(entries, key=lambda entry: entry[0])
    )


def row_of(head: str) -> str:
    """The group of an entry by its first character: kana by their row (が → か), others as Sphinx groups them."""
    first = unicodedata.normalize("NFKD", head)[:1]
    if "ァ" <= first <= "ヶ":
        first = chr(ord(first) - 0x60)
    return _HEADS.get(first, head)


def _entry(word: str, targets: Iterable[Target], inner: Iterable[tuple[str, list[Target]]], places: Places) -> str:
    rows = [_row(1, below, _labels(links, places)) for below, links in inner if not links or _labels(links, places)]
    labels = _labels(targets, places)
    return _row(0, word, labels) + "".join(rows) if labels or rows else ""


def _row(depth: int, word: str, labels: list[str]) -> str:
    return f"#index-entry({', '.join([str(depth), f'[{markup(word)}]', *map(name, labels)])});\n"


def _labels(targets: Iterable[Target], places: Places) -> list[str]:
    """Places of the book; entries of documents that are not in it have none."""
    found = (places.resolve_exactly(uri) for _main, uri in targets if uri)
    return list(dict.fromkeys(label for label in found if label))
