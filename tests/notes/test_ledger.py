"""The ledger and the proof: bytes come back, and no edit goes unseen."""

from __future__ import annotations

import json

import pytest

NOTE = """\
Example Summit 2020 report

First talk (Ann Example Exampleworks)

- the weather
  - rain
- the weather
- something longer that is worth keeping

Second talk (Bob Sample Sampleton Inc)

- a closing word
"""


@pytest.fixture
def page(book):
    return book.page_of(book.add("note.txt", NOTE))


def change(page, old, new):
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "data",
    [
        "雲の話\n".encode(),
        b"\xef\xbb\xbfwith a mark\n",
        b"one\r\ntwo\r\n\r\n- three\r\n",
        b"one\rtwo\r",
        b"mixed\nline\r\nends\r",
        b"no line end",
        b"",
        "雲の会のメモ。今日は長い一日だった。\n".encode("cp932"),
        "雲の会\n".encode("utf-16"),
        b"a\x00b\x0bc\x1bd\n",
    ],
)
def test_bytes_come_back_from_pages_and_ledger(book, data):
    book.add("note.txt", data)
    assert book.verdicts()["note.txt"].verdict == "identical"


def test_kept_text_is_not_stored_a_second_time(book, page):
    ledger = next((book.root / ".summit/ledger").iterdir()).read_text(encoding="utf-8")
    assert "worth keeping" in page.read_text(encoding="utf-8")
    assert "worth keeping" not in ledger
    assert "Ann Example Exampleworks" not in json.dumps(json.loads(ledger)["spans"], ensure_ascii=False)


def test_an_edited_line_is_edited(book, page):
    change(page, "something longer that is worth keeping", "something long that is well worth keeping")
    [finding] = book.verdicts()["note.txt"].findings
    assert (finding.verdict, finding.line) == ("edited", 8)


def test_a_removed_line_is_lost(book, page):
    change(page, "- something longer that is worth keeping\n", "")
    [finding] = book.verdicts()["note.txt"].findings
    assert (finding.verdict, finding.line, finding.text) == ("lost", 8, "something longer that is worth keeping")


def test_one_of_two_equal_lines_is_missed(book, page):
    change(page, "- the weather\n- something", "- something")
    assert book.verdicts()["note.txt"].verdict == "lost"


def test_a_changed_field_shows(book, page):
    change(page, "Bob Sample", "Rob Sample")
    assert book.verdicts()["note.txt"].verdict == "edited"
    change(page, ":speakers: Rob Sample (Sampleton Inc)\n", "")
    assert book.verdicts()["note.txt"].verdict == "lost"


def test_text_moved_within_a_page_or_to_another_is_found(book, page):
    change(page, "- something longer that is worth keeping\n", "")
    change(page, "- a closing word\n", "- a closing word\n- something longer that is worth keeping\n")
    assert book.verdicts()["note.txt"].verdict == "identical"
    change(page, "- something longer that is worth keeping\n", "")
    (book.root / "more.md").write_text("# More\n\nsomething longer that is worth keeping\n", encoding="utf-8")
    assert book.verdicts()["note.txt"].verdict == "edited"
    (book.root / "more.md").write_text("# More\n\n- something longer that is worth keeping\n", encoding="utf-8")
    assert book.verdicts()["note.txt"].verdict == "identical"


def test_added_text_loses_nothing(book, page):
    change(page, "# Example Summit 2020 report\n", "# Example Summit 2020 report\n\nWritten on the train.\n")
    assert book.verdicts()["note.txt"].verdict == "identical"


def test_a_page_that_is_gone_is_lost(book, page):
    page.unlink()
    assert book.verdicts()["note.txt"].verdict == "lost"


def test_an_altered_ledger_or_copy_shows(book, page):
    copy = book.root / ".summit/sources/note.txt"
    data = copy.read_bytes()
    copy.write_bytes(data + b"x")
    assert book.verdicts()["note.txt"].verdict == "lost"
    copy.write_bytes(data)
    ledger = book.root / ".summit/ledger/note.txt.json"
    text = ledger.read_text(encoding="utf-8")
    assert '["c","' in text.replace(", ", ",")
    ledger.write_text(text.replace('["c", "\\n\\n", ', '["c", "\\n", ', 1), encoding="utf-8")
    assert book.verdicts()["note.txt"].verdict == "lost"
    assert page.exists()


def test_bytes_that_an_encoding_could_say_otherwise_come_back(book):
    roman = "例田".encode("iso-2022-jp").replace(b"\x1b(B", b"\x1b(J") + b"\nabc\x1b(B\n"
    book.add("note.txt", "今日は雲の会に行ってきました。\n".encode("iso-2022-jp") + roman)
    assert book.verdicts()["note.txt"].verdict == "identical"


def test_text_that_was_decoded_wrongly_is_reported_and_kept(book):
    wrong = "Grüße aus Köln, schöne Übung".encode().decode("cp1252")
    each = book.add("note.txt", f"Notes\n\n{wrong}\n")
    assert any("kept as it is" in problem.message for problem in each.problems)
    assert wrong in book.page_of(each).read_text(encoding="utf-8")
    assert each.ledger
