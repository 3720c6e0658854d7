"""Helpers of the review's tests: a note with guesses of every kind, and the command."""

from __future__ import annotations

import json

import pytest

from sphinx_summit.notes.cli import main

NOTE = """\
# Example Summit report

I was there in spring.

## Leases for hosts (Ann Example Example Corp.)

- one

## What I had for dinner (Bob Example Example Inc.)

- two

## Storage at night

- The talk was given by Dee Example, Cid Corp.
"""


@pytest.fixture
def command(book, capsys):
    def run(*arguments):
        code = main(["review", str(book.root), *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def trip(book):
    book.add("trip.md", NOTE)
    return book


def page(book, name="events/example-summit/trip.md"):
    return (book.root / name).read_text(encoding="utf-8")


def waiting(command):
    code, out, _ = command("--json")
    assert code == 0
    return json.loads(out)["guesses"]


def line_of(words):
    return NOTE[: NOTE.index(words)].count("\n") + 1


def session(text, title):
    """The options under a heading."""
    lines = text[text.index(title) :].split("\n")
    start = lines.index(":::{session}")
    return lines[start + 1 : lines.index(":::", start + 1)]
