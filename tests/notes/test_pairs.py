"""A note and its page, side by side in `pairs/`: what the importer writes is what a person will go on editing."""

from __future__ import annotations

from pathlib import Path

import pytest

PAIRS = Path(__file__).parent / "pairs"
NOTES = sorted(path for path in PAIRS.iterdir() if not path.name.endswith(".expected.md"))


@pytest.mark.parametrize("note", NOTES, ids=lambda path: path.name)
def test_page_reads_as_expected(book, note):
    imported = book.add(note.name, note.read_bytes())

    expected = PAIRS / f"{note.name}.expected.md"
    assert book.page_of(imported).read_text(encoding="utf-8") == expected.read_text(encoding="utf-8")
    assert book.verdicts()[note.name].verdict == "identical"


@pytest.mark.parametrize("note", NOTES, ids=lambda path: path.name)
def test_page_parses_without_a_warning(book, note, parse):
    page = book.page_of(book.add(note.name, note.read_bytes())).read_text(encoding="utf-8")

    assert parse(page).warnings == ""
