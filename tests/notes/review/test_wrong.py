"""Wrong answers are named, and nothing is written."""

from __future__ import annotations

import pytest

from sphinx_summit.notes.cli import main
from tests.notes.review.conftest import page, waiting


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("trip.md:1:dates=soon", "trip.md:1: 'soon' is not a date"),
        ("trip.md:1:datse=2020", "did you mean dates?"),
        ("trip.mdd:1:dates=2020", "did you mean trip.md?"),
        ("trip.md:2:dates=2020", "no guess of kind dates here, but in line 1"),
        ("trip.md:1:timezone=here", "neither an IANA time zone"),
        ("trip.md:1:title=x", "no guess of kind title here"),
        ("trip.md", "is not FILE:LINE:KIND=VALUE"),
        ("trip.md:1:event=", "no text"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_written(trip, command, given, said):
    before = trip.snapshot()
    code, _, err = command("--answer", given)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1
    assert trip.snapshot() == before


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("answer = [", 1, "not TOML"),
        ("[[answer]]\nfile = 'a'\n\n[[answr]]\nx = 1\n", 4, "did you mean answer?"),
        ("answer = 3", 1, "tables"),
        ("\n[[answer]]\nfile = 'a'\nkind = 'dates'\nseen = ''\nanswer = 'othr'\n", 2, "no answer 'othr'"),
        ("[[answer]]\nfile = 'a'\nkind = 'dates'\nanswer = 'no'\n", 1, "seen is missing"),
        ("[[answer]]\nfile = 'a'\nknd = 'dates'\n", 1, "did you mean kind?"),
        ("[[answer]]\nfile = 4\n", 1, "is no text"),
        ("[[answer]]\nfile = 'a'\nline = true\n", 1, "is no number"),
        ("[[answer]]\nfile='a'\nkind='dates'\nseen='x'\nanswer='other'\nvalue='2020-13-01'\n", 1, "not a day"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(trip, command, text, line, said):
    (trip.root / ".summit/review.toml").write_text(text, encoding="utf-8")
    code, _, err = command("--list")
    assert code == 2
    assert f".summit/review.toml:{line}: " in err
    assert said in err
    assert main(["import", str(trip.notes / "trip.md"), "--into", str(trip.root)]) == 2
    assert (trip.root / ".summit/review.toml").read_text(encoding="utf-8") == text


def test_a_wrong_row_keeps_no_other_from_being_applied(trip):
    right = "file='trip.md'\nkind='dates'\nseen='unknown'\nanswer='other'\nvalue='2020'\n"
    text = f"[[answer]]\nfile = 'x'\n\n[[answer]]\n{right}"
    (trip.root / ".summit/review.toml").write_text(text, encoding="utf-8")
    trip.run()
    assert ":dates: 2020" in page(trip)


def test_an_event_that_does_not_exist_is_named(trip, command):
    trip.add("b.md", "# Example Summit notes\n\n## Third\n\n- three\n")
    [proposal] = [guess for guess in waiting(command) if guess["kind"] == "same-event"]
    before = trip.snapshot()
    code, _, err = command("--answer", f"{proposal['file']}:1:same-event=example-sumit")
    assert code == 2
    assert "no event 'example-sumit': did you mean example-summit?" in err
    assert trip.snapshot() == before

    row = f"file = '{proposal['file']}'\nkind = 'same-event'\nseen = '{proposal['value']}'\nanswer = 'other'\n"
    text = f"[[answer]]\n{row}value = 'example-sumit'\n"
    (trip.root / ".summit/review.toml").write_text(text, encoding="utf-8")
    assert "no event 'example-sumit'" in command("--apply")[2]


def test_without_a_ledger_there_is_nothing_to_review(command):
    assert command("--list")[0] == 2
