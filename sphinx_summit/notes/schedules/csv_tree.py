"""CSV → rows of words with their places: the delimiter is told from the header, quoted fields may hold lines."""

from __future__ import annotations

import re

from sphinx_summit.notes.schedules.words import Part, Tree, Words, words_at, words_of

_DELIMITERS = ",\t;|"


def read_csv(source: str) -> list[dict[str, Tree]]:
    """The rows by the header's names; columns beyond the header are left out."""
    rows = read_rows(source)
    if not rows:
        return []
    header = [str(name).strip() for name in rows[0]]
    return [dict(zip(header, row, strict=False)) for row in rows[1:]]


def read_rows(source: str) -> list[list[Words]]:
    """The rows with at least one field that says something."""
    delimiter = delimiter_of(source)
    field = re.compile(rf'[ ]*"((?:[^"]|"")*+)"[^{delimiter}\r\n]*|([^{delimiter}\r\n]*)')
    rows: list[list[Words]] = [[]]
    place = 0
    while place <= len(source):
        match = field.match(source, place)
        assert match
        rows[-1].append(_quoted(source, *match.span(1)) if match[1] is not None else _bare(source, *match.span(2)))
        place = match.end()
        if source[place : place + 1] != delimiter:
            place += source.startswith("\r\n", place)
            rows.append([])
        place += 1
    return [row for row in rows if any(row)]


def delimiter_of(source: str) -> str:
    """The most frequent delimiter of the first line."""
    end = re.compile(r"[\r\n]|\Z").search(source)
    first = source[: end.start()] if end else source
    return max(_DELIMITERS, key=first.count)


def _bare(source: str, start: int, end: int) -> Words:
    return words_at(source, start, end).strip_around()


def _quoted(source: str, start: int, end: int) -> Words:
    parts = []
    while (quote := source.find('""', start, end)) >= 0:
        parts += [Part(start, quote + 1, source[start : quote + 1]), Part(quote + 1, quote + 2, "")]
        start = quote + 2
    parts += [Part(start, end, source[start:end])] if start < end else []
    return words_of(parts).strip_around()
