"""An import that is killed, or finds no room, leaves whole files; the next one ends up where it would have."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys

import pytest

from sphinx_summit.notes.cli import main
from tests.notes.conftest import Book
from tests.notes.test_merge import schedule

NOTE = "# Example Summit 2020 {}\n\n## {} (Ann Example, Example Corp.)\n\n![](a.png)\n\n- one\n\n## More\n\n- two\n"
KILLED = """
import os, signal, sys
from sphinx_summit.notes.cli import main
left = iter(range(int(sys.argv[1])))
replace = os.replace
def kill(source, target):
    if next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)
os.replace = kill
main(["import", sys.argv[2], "--into", sys.argv[3]])
"""
PLACES = (0, 1, 2, 3, 5, 8, 13, 21, 30)
"""So many files are written before the import ends."""


def fill(book):
    for name in ("trip", "report", "diary"):
        book.write(f"{name}.md", NOTE.format(name, f"Leases for {name}s").replace("2020", f"{2019 + len(name)}"))
    book.write("a.png", b"\x89PNG\r\n\x1a\n first")


def change(book):
    """New text, a new title, a note gone to another event, new notes and a schedule."""
    book.write("trip.md", NOTE.format("trip", "Leases for all") + "- three\n")
    book.write("report.md", NOTE.format("report", "Leases for reports").replace("2020", "2031"))
    book.write("thoughts.md", "# Thoughts\n\nOnly words.\n")
    book.write("plan.json", schedule())
    book.write("a.png", b"\x89PNG\r\n\x1a\n second")


def run(book):
    return main(["import", str(book.notes), "--into", str(book.root)])


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The handbooks after uninterrupted imports: the first, and the second."""
    book = Book(tmp_path_factory.mktemp("whole") / "book")
    fill(book)
    run(book)
    first = book.snapshot()
    change(book)
    run(book)
    return first, book.snapshot()


def kill(book, place):
    command = [sys.executable, "-c", KILLED, str(place), str(book.notes), str(book.root)]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, check=False)
    return done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("place", PLACES)
def test_a_killed_import_is_made_up_for_by_the_next(tmp_path, expected, place):
    first, second = expected
    book = Book(tmp_path / "book")
    fill(book)
    run(book)
    change(book)
    if kill(book, place):
        left = {name: data for name, data in book.snapshot().items() if not name.endswith(".part")}
        pages = {name: data for name, data in left.items() if not name.startswith(".summit/writ")}
        assert all(data in {first.get(name), second.get(name)} for name, data in pages.items()), "half a file"
    run(book)
    assert book.snapshot() == second
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}


@pytest.mark.parametrize("place", PLACES[:6])
def test_a_first_import_that_was_killed_is_made_up_for(tmp_path, expected, place):
    book = Book(tmp_path / "book")
    fill(book)
    assert kill(book, place)
    run(book)
    assert book.snapshot() == expected[0]


@pytest.mark.parametrize("place", PLACES)
def test_a_full_disk_is_named_and_made_up_for(tmp_path, expected, monkeypatch, capsys, place):
    book = Book(tmp_path / "book")
    fill(book)
    run(book)
    change(book)
    left = iter(range(place))
    write = os.fdopen

    def full(handle, *arguments, **options):
        if next(left, None) is None:
            os.close(handle)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "handbook")
        return write(handle, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr("sphinx_summit.notes.files.os.fdopen", full)
        code = run(book)
    assert code == 0 or "No space left" in capsys.readouterr().err
    assert not [name for name in book.snapshot() if name.endswith(".part")]
    run(book)
    assert book.snapshot() == expected[1]


def test_what_a_person_wrote_after_the_end_stays(tmp_path):
    book = Book(tmp_path / "book")
    fill(book)
    run(book)
    change(book)
    assert kill(book, 8)
    page = next(book.root.glob("events/*/trip.md"))
    mine = page.read_text(encoding="utf-8") + "\nMine.\n"
    page.write_text(mine, encoding="utf-8")
    run(book)
    assert any(path.read_text(encoding="utf-8") == mine for path in book.root.glob("events/*/trip.md"))


def test_what_is_noted_for_the_next_import_leads_nowhere_else(tmp_path):
    book = Book(tmp_path / "book")
    fill(book)
    run(book)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (book.root / ".summit/writing").symlink_to(tmp_path / "mine.txt")
    change(book)
    assert run(book) == 2
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
