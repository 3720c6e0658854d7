"""Files that say what they said are not read again; whatever bears on what is made of them makes them be read."""

from __future__ import annotations

import pytest

from sphinx_summit.notes import importer
from sphinx_summit.notes.cli import main
from tests.notes.test_merge import schedule

NOTE = "# Example Summit 2020 report\n\n## A talk\n\n![](a.png)\n\n- one\n\n## Another talk\n\n- two\n"
OTHER = "# Sample Meetup 2019 report\n\n## A third talk\n\n- three\n\n## The fourth\n\n- four\n"


@pytest.fixture
def read(monkeypatch):
    """The names of the files that are read."""
    files = []
    understand = importer.understand

    def noted(job, names):
        files.append(job.file)
        return understand(job, names)

    monkeypatch.setattr(importer, "understand", noted)
    return files


@pytest.fixture
def book(book, read):
    book.write("a.md", NOTE)
    book.write("a.png", b"\x89PNG\r\n\x1a\n one")
    book.write("sub/b.md", OTHER)
    run(book)
    assert sorted(read) == ["a.md", "sub/b.md"]
    read.clear()
    return book


def run(book, *arguments):
    return main(["import", str(book.notes), "--into", str(book.root), *arguments])


def page(book, name):
    return next(book.root.glob(f"events/*/{name}.md"))


def test_what_is_unchanged_is_not_read_and_reported_as_before(book, read, capsys):
    run(book, "--json")
    assert read == []
    again = capsys.readouterr().out.splitlines()[-1]
    (book.root / ".summit/read.json").unlink()
    run(book, "--json")
    assert sorted(read) == ["a.md", "sub/b.md"]
    assert capsys.readouterr().out.splitlines()[-1] == again


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.write("a.md", NOTE + "- more\n"),
        lambda book: book.write("a.png", b"\x89PNG\r\n\x1a\n two"),
        lambda book: (book.notes / "a.png").unlink(),
        lambda book: page(book, "a").unlink(),
        lambda book: page(book, "a").write_text("# Mine\n", encoding="utf-8"),
        lambda book: next(book.root.glob("events/*/a.png")).unlink(),
        lambda book: (book.root / ".summit/sources/a.md").unlink(),
        lambda book: (book.root / ".summit/ledger/a.md.json").unlink(),
        lambda book: (book.root / ".summit/ledger/a.md.json").write_text("{", encoding="utf-8"),
        lambda book: (book.root / ".summit/review.toml").write_text(
            '[[answer]]\nfile = "a.md"\nline = 1\nkind = "dates"\nseen = ""\nanswer = "other"\nvalue = "2020-05"\n',
            encoding="utf-8",
        ),
    ],
    ids=range(10),
)
def test_a_change_makes_a_file_be_read_and_no_other(book, read, change):
    change(book)
    run(book)
    assert read == ["a.md"]
    read.clear()
    run(book)
    edited = page(book, "a").read_text(encoding="utf-8") == "# Mine\n"
    assert read == (["a.md"] if edited else [])


def test_a_picture_that_comes_later_is_noticed(book, read):
    (book.notes / "a.png").unlink()
    run(book)
    book.write("a.png", b"\x89PNG\r\n\x1a\n late")
    read.clear()
    run(book)
    assert read == ["a.md"]
    assert next(book.root.glob("events/*/a.png")).read_bytes().endswith(b"late")


def test_another_reader_reads_all(book, read):
    run(book, "--format", "text")
    assert sorted(read) == ["a.md", "sub/b.md"]
    read.clear()
    run(book)
    assert sorted(read) == ["a.md", "sub/b.md"]


def test_other_names_and_another_program_read_all(book, read, monkeypatch):
    conf = book.root / "conf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(text.replace("summit_data = [", 'summit_data = ["openstack", '), encoding="utf-8")
    run(book)
    assert sorted(read) == ["a.md", "sub/b.md"]
    read.clear()
    monkeypatch.setattr("sphinx_summit.notes.unchanged._program", lambda: "another")
    run(book)
    assert sorted(read) == ["a.md", "sub/b.md"]


def test_a_new_file_on_an_event_makes_that_event_s_files_be_read(book, read):
    book.write("plan.json", schedule(talks=(("A talk of hosts", "10:00", "Hall A", "Ann Example"),)))
    run(book)
    assert sorted(read) == ["a.md", "plan.json"]
    before = book.snapshot()
    (book.root / ".summit/read.json").unlink()
    run(book)
    assert book.snapshot() == before


def test_a_review_that_is_undone_by_hand_is_noticed(book, read):
    assert main(["review", str(book.root), "--answer", "a.md:1:dates=2020-05-04"]) == 0
    assert ":dates: 2020-05-04" in page(book, "a").read_text(encoding="utf-8")
    read.clear()
    run(book)
    assert read == []
    (book.root / ".summit/review.toml").write_text("", encoding="utf-8")
    run(book)
    assert read == ["a.md"]
    assert ":dates: 2020-05-04" not in page(book, "a").read_text(encoding="utf-8")


def test_what_is_wrong_with_a_file_is_told_each_time(book, capsys):
    book.write("c.txt", "caf\u00c3\u00a9 \u00e2\u20ac\u2122 and \u00c3\u00bc\n" * 9)
    for _ in range(2):
        capsys.readouterr()
        run(book)
        told = capsys.readouterr().err
    assert "c.txt" in told
