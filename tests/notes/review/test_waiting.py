"""What waits for a person, in which order, and how it is shown."""

from __future__ import annotations

import pytest

from sphinx_summit.notes.cli import main
from sphinx_summit.notes.handbook import Handbook
from sphinx_summit.notes.review.session import Review
from tests.notes.review.conftest import NOTE, waiting


def test_unsure_guesses_are_listed_the_most_valuable_first(trip, command):
    trip.add("b.md", "# Example Summit notes\n\n## Third\n\n- three\n")
    guesses = waiting(command)
    kinds = [guess["kind"] for guess in guesses]
    assert kinds == sorted(kinds, key=["event", "same-event", "dates", "session", "same-session", "speaker"].index)
    assert {"same-event", "dates"} <= set(kinds)
    assert all(guess["confidence"] < 0.75 for guess in guesses)
    assert {"file", "line", "kind", "value", "reason", "confidence"} == set(guesses[0])


@pytest.mark.usefixtures("trip")
def test_the_list_names_file_and_line_and_the_line_s_words(command):
    code, out, _ = command("--list")
    assert code == 0
    assert "trip.md:1: dates unknown (0.50): no date of the event is stated\n    # Example Summit report\n" in out
    assert out.endswith("for review\n")


def test_no_word_of_the_note_is_kept_twice(trip):
    ledger = (trip.root / ".summit/ledger/trip.md.json").read_text(encoding="utf-8")
    assert "Leases for hosts" not in ledger
    guess = next(each.guess for each in Review(Handbook.open(trip.root)).waiting() if each.guess.kind == "speaker")
    assert guess.value == "Dee Example"
    assert '"Dee Example"' not in ledger[ledger.index('"guesses"') :]


def test_import_says_that_guesses_wait(book, capsys):
    note = book.write("trip.md", NOTE)
    assert main(["import", str(note), "--into", str(book.root)]) == 0
    assert f"sphinx-summit review {book.root}" in capsys.readouterr()[0]
