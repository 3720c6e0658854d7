"""What is no note, or lies where notes should not: it is named, nothing hangs, the rest is imported."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest

from sphinx_summit.notes.cli import main
from sphinx_summit.notes.importer import import_notes
from tests.notes.conftest import Book, Parsed

NOTE = "# Example Summit 2020 report\n\n## Leases for hosts (Ann Example, Example Corp.)\n\n- one\n"


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


def a_pipe(path):
    os.mkfifo(path)


def a_socket(path):
    here = os.getcwd()
    os.chdir(path.parent)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind(path.name)
    os.chdir(here)


def a_link_to_nothing(path):
    path.symlink_to("nothing.md")


def a_link_to_itself(path):
    path.symlink_to(path.name)


def a_link_out(path):
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize("make", [a_pipe, a_socket, a_link_to_nothing, a_link_to_itself, a_link_out])
def test_what_is_no_file_is_named_and_the_rest_imported(book, run, make):
    book.write("trip.md", NOTE)
    make(book.notes / "odd.md")
    code, out, err = run("import", book.notes, "--into", book.root)
    assert code == 2
    assert "trip.md" in out
    assert err.startswith("sphinx-summit: odd.md: ")
    assert len(err.splitlines()) == 1
    assert book.verdicts().keys() == {"trip.md"}


@pytest.mark.parametrize("make", [a_pipe, a_socket, a_link_to_nothing, a_link_to_itself])
def test_what_is_no_file_is_named_when_it_is_given(book, run, make):
    make(book.notes / "odd.md")
    code, _, err = run("import", book.notes / "odd.md", "--into", book.root)
    assert code == 2
    assert "odd.md: " in err


def test_folders_with_the_name_of_a_note_and_links_among_folders(book, run, tmp_path):
    book.write("folder.md/trip.md", NOTE)
    (book.notes / "again").symlink_to("folder.md")
    (book.notes / "here").symlink_to(".")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.md").write_text("# Secret\n", encoding="utf-8")
    (book.notes / "out").symlink_to(tmp_path / "elsewhere")
    code, _, err = run("import", book.notes, "--into", book.root)
    assert (code, err) == (2, "sphinx-summit: out: a link that leads out of the folder is not followed\n")
    assert book.verdicts().keys() == {"folder.md/trip.md"}


def test_a_note_that_is_gone_when_it_is_read_is_named(book):
    there = book.write("trip.md", NOTE)
    result = import_notes({"gone.md": book.notes / "gone.md", "trip.md": there}, book.root)
    assert [(each.file, bool(each.ledger)) for each in result.files] == [("gone.md", False), ("trip.md", True)]
    assert "can't be read" in result.files[0].problems[0].message


def test_a_picture_that_can_t_be_read_does_not_end_the_import(book, monkeypatch):
    book.write("a.png", b"\x89PNG\r\n\x1a\n")
    path = book.write("trip.md", NOTE + "\n![](a.png)\n")

    def fail(_path):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("sphinx_summit.notes.attachments._digest", fail)
    assert import_notes({"trip.md": path}, book.root).files[0].ledger
    assert book.verdicts()["trip.md"].verdict == "identical"


NAMES = (
    "a\nb.md", "red \x1b[31m.md", "# 'q\" $x {y} [z](w).md", "漢" * 83 + ".txt", "x" * 252 + ".md", "..md",
    "𠮷" * 62 + ".md",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_any_name_of_a_file_will_do(book, run, name):
    try:
        book.write(name, NOTE)
    except OSError as error:
        pytest.skip(f"no such name here: {error}")
    code, out, err = run("import", book.notes / name, "--into", book.root)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    again = book.snapshot()
    assert run("import", book.notes / name, "--into", book.root)[0] == 0
    assert book.snapshot() == again
    assert book.verdicts()[name].verdict == "identical"


def test_a_name_that_is_no_text_is_printed_all_the_same(book):
    try:
        book.write(os.fsdecode(b"bad\xff.md"), NOTE)
    except OSError as error:
        pytest.skip(f"no such name here: {error}")
    for more in ((), ("--json",)):
        command = [sys.executable, "-m", "sphinx_summit", "import", book.notes, "--into", book.root, *more]
        environment = dict(os.environ, PYTHONIOENCODING="utf-8:strict")
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


# -- where the handbook is -----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_target_that_is_no_folder_is_named(book, run, tmp_path, place):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    code, _, err = run("import", book.write("trip.md", NOTE), "--into", tmp_path / place)
    assert code == 2
    assert "file" in err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("target", [".", "handbook", ".."])
def test_notes_and_handbook_may_share_a_folder_and_no_page_becomes_a_note(book, run, target):
    book.write("trip.md", NOTE)
    root = book.notes / target
    first = run("import", book.notes, "--into", root)
    assert first[0] == 0
    assert ("exclude_patterns" in first[2]) == (target != "handbook"), "Sphinx would build the notes themselves"
    (root / "_build/html").mkdir(parents=True)
    (root / "_build/html/trip.html").write_text("<h1>Trip</h1>", encoding="utf-8")
    made = {path for path in root.rglob("*") if path.is_file()}
    again = run("import", book.notes, "--into", root)
    assert again[:2] == first[:2]
    assert {path for path in root.rglob("*") if path.is_file()} == made
    assert (book.notes / "trip.md").read_text(encoding="utf-8") == NOTE


def test_a_page_of_the_handbook_is_no_note(book, run):
    page = book.page_of(book.add("trip.md", NOTE))
    code, _, err = run("import", page, "--into", book.root)
    assert code == 2
    assert "a page of this handbook is no note" in err


# -- the keyboard --------------------------------------------------------------------------------------------

INTERRUPTED = """
import os, signal, sys
from sphinx_summit.notes.cli import main
left = iter(range(int(sys.argv[1])))
replace = os.replace
def interrupt(source, target):
    if next(left, None) is None:
        os.killpg(0, signal.SIGINT)
    replace(source, target)
os.replace = interrupt
sys.exit(main(["import", sys.argv[2], "--into", sys.argv[3], "--processes", "2"]))
"""


@pytest.mark.parametrize(("notes", "place"), [(2, 0), (2, 3), (55, 20)])
def test_an_interruption_is_told_and_made_up_for(tmp_path, notes, place):
    book, whole = Book(tmp_path / "book"), Book(tmp_path / "whole")
    for number in range(notes):
        for each in (book, whole):
            each.write(f"{number}.md", NOTE.replace("2020", str(1990 + number)))
    command = [sys.executable, "-c", INTERRUPTED, str(place), book.notes, book.root]
    done = subprocess.run(command, start_new_session=True, capture_output=True, text=True, check=False)
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.startswith("sphinx-summit: interrupted")
    assert len(done.stderr.splitlines()) == 1, "no traceback, of no process"
    assert main(["import", str(book.notes), "--into", str(book.root)]) == 0
    whole.run()
    assert book.snapshot() == whole.snapshot()
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}


# -- shapes that are far too large ---------------------------------------------------------------------------

DEEP = 100_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<html><body><h1>T</h1>" + "<div>" * DEEP + "words" + "</div>" * DEEP),
        ("b.html", "<html><body><h1>T</h1>" + "<ul><li>" * DEEP + "words"),
        ("c.html", "<html><body><h1>T</h1>" + "<table><tr><td>" * (DEEP // 10) + "words"),
        ("a.md", "# T\n\n" + ">" * DEEP + " words\n"),
        ("b.md", "# T\n\n" + "- " * DEEP + "words\n"),
        ("c.md", "# T\n\n" + "[" * DEEP + "words" + "]" * DEEP + "\n"),
        ("a.org", "* T\n" + "*" * DEEP + " words\n"),
        ("a.wiki", "!T\n" + "*" * DEEP + " words\n"),
    ],
)
def test_what_is_nested_far_too_deep_keeps_its_words(book, name, text):
    each = book.add(name, text)
    page = book.page_of(each).read_text(encoding="utf-8")
    assert "words" in page
    assert Parsed(page).warnings == ""
    assert book.verdicts()[name].verdict == "identical"
