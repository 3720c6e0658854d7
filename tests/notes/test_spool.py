"""What waits on disk during an import: nothing is lost there, and no room for it is no traceback."""

from __future__ import annotations

import gc
import sqlite3
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.model.names import NameTable
from sphinx_summit.notes.cli import main
from sphinx_summit.notes.merge.store import Ties
from sphinx_summit.notes.source import LARGEST
from sphinx_summit.notes.spool import Spool
from sphinx_summit.notes.understand import Job, understand

_KEYS = st.one_of(st.text(max_size=3), st.sampled_from(["a", "a/b", "a\0b", "\udc80"]))
_STEPS = st.lists(st.tuples(st.sampled_from(["put", "get", "pop", "has"]), _KEYS, st.integers()))


@given(_STEPS)
def test_what_is_put_on_disk_comes_back_in_the_order_of_its_keys(steps):
    kept, expected = Spool(), {}
    for step, key, value in steps:
        if step == "put":
            kept[key] = expected[key] = [value]
        elif step == "get":
            assert kept.get(key) == expected.get(key)
        elif step == "pop":
            assert kept.pop(key, None) == expected.pop(key, None)
        else:
            assert (key in kept) == (key in expected)
    assert list(kept.items()) == sorted(expected.items())
    assert len(kept) == len(expected)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_what_is_tied_to_the_same_hangs_together(pairs):
    ties, groups = Ties(), {number: {number} for number in range(10)}
    for a, b in pairs:
        ties.tie(a, b)
        for number in groups[a] | groups[b]:
            groups[number] = groups[a] | groups[b] | groups[number]
    for number, group in groups.items():
        assert {other for other in range(10) if ties.top(other) == ties.top(number)} == group


def test_no_room_for_what_waits_is_told(book, monkeypatch, capsys):
    book.write("trip.md", "# Example Summit 2020\n\n## A talk (Ann Example)\n")

    def fail(_schema):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("sphinx_summit.notes.spool.temporary_database", fail)
    assert main(["import", str(book.notes), "--into", str(book.root)]) == 2
    assert "disk is full" in capsys.readouterr().err


def test_what_is_far_too_large_is_named_and_the_rest_is_imported(book, capsys):
    book.write("trip.md", "# Example Summit 2020\n\n## A talk (Ann Example)\n")
    for name in ("dump.md", "dump.json", "dump.html"):
        with book.write(name, "x").open("r+b") as file:
            file.truncate(LARGEST + 1)
    assert main(["import", str(book.notes), "--into", str(book.root)]) == 2
    told = capsys.readouterr()
    assert "trip.md" in told.out
    assert {line.split(":")[1].strip() for line in told.err.splitlines()} == {"dump.md", "dump.json", "dump.html"}
    assert "MB" in told.err


def test_notes_that_were_read_are_not_kept_in_memory(book):
    size, names = 200_000, NameTable(())
    paths = [book.write(f"{n}.md", f"# Report {n}\n\n## A talk (Ann Example)\n\n{'x' * size}\n") for n in range(12)]
    understand(Job("first.md", paths[0]), names)
    tracemalloc.start()
    for path in paths:
        understand(Job(path.name, path), names)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 5 * size
