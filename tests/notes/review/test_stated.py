"""What nobody guessed can be stated."""

from __future__ import annotations

import pytest

from tests.notes.review.conftest import page
from tests.notes.test_merge import schedule

PLAIN = (
    "# My week\n\nI was away.\n\n## Leases for hosts (Ann Example Example Corp.)\n\n- one\n\n"
    "## Storage at night\n\n- two\n"
)


def test_a_person_states_the_event_that_a_note_is_about(book, command):
    book.add("week.md", PLAIN)
    assert not (book.root / "events/example-summit-2020").exists()

    assert command("--answer", "week.md:1:event=Example Summit 2020")[0] == 0

    text = page(book, "events/example-summit-2020/week.md")
    assert ":id: example-summit-2020\n:name: Example Summit 2020\n" in text
    assert ":speakers: Ann Example (Example Corp.)" in text
    assert book.verdicts()["week.md"].verdict == "identical"
    book.add("week.md", PLAIN.replace("- two", "- two and three"))
    assert page(book, "events/example-summit-2020/week.md") == text.replace("- two", "- two and three")


def test_a_stated_event_can_be_stated_anew_and_taken_back(book, command):
    book.add("week.md", PLAIN)
    command("--answer", "week.md:1:event=Example Summit 2020")
    command("--answer", "week.md:1:event=Example Summit 2021")
    assert ":name: Example Summit 2021\n" in next(book.root.glob("events/*/week.md")).read_text(encoding="utf-8")
    command("--answer", "week.md:1:dates=2021-05-04")
    command("--answer", "week.md:1:city=Faro")
    text = next(book.root.glob("events/*/week.md")).read_text(encoding="utf-8")
    assert ":dates: 2021-05-04\n:dates-from: stated\n:city: Faro\n" in text
    command("--answer", "week.md:1:event=no")
    assert ":::{event}" not in page(book, "notes/week.md")


def test_a_stated_event_joins_a_schedule(book, command):
    book.add("a.json", schedule())
    book.add("week.md", PLAIN)
    command("--answer", "week.md:1:event=Example Summit 2020")
    assert ":start: 10:00\n" in page(book, "events/example-summit-2020/week.md")


def test_a_schedule_s_own_dates_and_title_are_corrected(book, command):
    book.add("a.json", schedule())
    given = ["a.json:1:event=Example Summit Spring 2020", "a.json:1:dates=2020-05-04/2020-05-06", "a.json:1:city=Faro"]
    assert command(*[each for answer in given for each in ("--answer", answer)])[0] == 0

    text = page(book, "events/example-summit-2020/a.md")
    assert ":name: Example Summit Spring 2020\n:dates: 2020-05-04/2020-05-06\n" in text
    assert ":city: Faro\n" in text
    assert book.verdicts()["a.json"].verdict == "identical"
    book.add("a.json", schedule())
    assert page(book, "events/example-summit-2020/a.md") == text
    command("--answer", "a.json:1:dates=2020-05-05")
    assert ":dates: 2020-05-05\n" in page(book, "events/example-summit-2020/a.md")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("week.md:1:event=accept", "week.md:1: there is no guess of kind event here"),
        ("week.md:1:dates=2020-05-04", "week.md:1: this note is about no event; state its event first"),
        ("week.md:1:city=Faro", "week.md:1: this note is about no event; state its event first"),
    ],
)
def test_what_can_not_be_stated(book, command, given, said):
    book.add("week.md", PLAIN)
    code, _, err = command("--answer", given)
    assert code == 2
    assert said in err
