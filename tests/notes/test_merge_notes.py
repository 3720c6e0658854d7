"""Two notes on one talk: one session, told by the first note, to which the other one's text refers."""

from __future__ import annotations

import pytest

from sphinx_summit.notes.cli import main
from tests.notes.test_merge import schedule

A = """\
# Example Summit 2020 report

## Leases for hosts

- one

## Storage at night (Bob Example, Example Inc.)

- two
"""
B = """\
# Example Summit 2020 notes

## Leases for hosts (Ann Example, Example Corp.)

- three

### Details

- four
"""


def text(book, name):
    return (book.root / f"events/example-summit-2020/{name}.md").read_text(encoding="utf-8")


def guesses(result, file):
    return [g for each in result.files if each.file == file for g in each.guesses if g.kind == "same-session"]


@pytest.fixture
def two(book):
    book.write("a.md", A)
    book.write("b.md", B)
    book.result = book.run()
    return book


def test_the_first_note_tells_the_session_and_the_other_refers_to_it(two):
    assert text(two, "a").count(":::{session}") == 2
    assert ":speakers: Ann Example" in text(two, "a")
    other = text(two, "b")
    assert ":::{session}" not in other
    assert "## Leases for hosts\n\n{session}`leases-for-hosts` · Ann Example (Example Corp.)\n\n- three" in other
    assert "### Details\n\n- four" in other
    assert {each.verdict for each in two.verdicts().values()} == {"identical"}
    [guess] = guesses(two.result, "b.md")
    assert (guess.line, guess.reason) == (3, "the same title in a.md:3")


def test_importing_twice_changes_no_byte(two):
    before = two.snapshot()
    two.run()
    (two.root / ".summit/read.json").unlink()
    two.run()
    two.add("b.md", B)
    assert two.snapshot() == before


def test_the_id_stays_when_the_first_note_comes_later(book):
    book.add("b.md", B.replace("Leases for hosts", "Leases for Hosts"))
    book.add("a.md", A)
    assert ":id: leases-for-hosts\n" in text(book, "a")
    assert "{session}`leases-for-hosts`" in text(book, "b")
    made = "".join(text(book, name) for name in "ab")
    assert made.count(":::{session}") == 2


def test_a_person_may_say_that_there_were_two_talks(two):
    assert main(["review", str(two.root), "--answer", "b.md:3:same-session=no"]) == 0
    for _ in range(2):
        assert ":::{session}" in text(two, "b")
        assert ":speakers: Ann Example" in text(two, "b")
        assert "Ann" not in text(two, "a")
        two.write("b.md", B + "- five\n")
        two.run()
    assert main(["review", str(two.root), "--answer", "b.md:3:same-session=accept"]) == 0
    assert ":::{session}" not in text(two, "b")
    assert "- five" in text(two, "b")


def test_the_summary_says_how_many_are_told_elsewhere(two, capsys):
    main(["import", str(two.notes), "--into", str(two.root)])
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("b.md")]
    assert line.endswith("1 session (1 told by another note), 1 speaker, 0 questions")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Keynote", "Keynote", "proposed: the same title, though a usual one"),
        (
            "Leases for hosts (Ann Example, Example Corp.)",
            "Leases for hosts (Eve Sample, Other Corp.)",
            "proposed: the same title, though other",
        ),
    ],
)
def test_little_evidence_is_only_a_proposal(book, one, other, reason):
    book.write("a.md", f"# Example Summit 2020 report\n\n## {one}\n\n- one\n\n## Storage at night\n\n- two\n")
    book.write("b.md", f"# Example Summit 2020 notes\n\n## {other}\n\n- three\n\n## Networks by day\n\n- four\n")
    result = book.run()
    assert f"## {other.partition(' (')[0]}\n\n:::{{session}}" in text(book, "b")
    [guess] = guesses(result, "b.md")
    assert guess.reason.startswith(reason)


def test_one_speaker_at_one_time_gives_one_talk(book):
    note = (
        "# Example Summit 2020 {}\n\n2020-05-04\n\n## 10:00 {} (Ann Example, Example Corp.)\n\n- x\n\n"
        "## 11:00 {} (Bob Example, Example Inc.)\n\n- y\n"
    )
    book.write("a.md", note.format("report", "Leases for hosts", "Storage at night"))
    book.write("b.md", note.format("notes", "Reserving machines ahead of time", "Storage at night"))
    result = book.run()
    reasons = {guess.reason for guess in guesses(result, "b.md")}
    assert "the same speaker and time in a.md:5" in reasons
    assert "the same title and speaker in a.md:9" in reasons


def test_two_sections_of_one_note_stay_two(book):
    book.write("a.md", A.replace("Storage at night (Bob Example, Example Inc.)", "Leases for hosts"))
    book.run()
    assert text(book, "a").count(":::{session}") == 2


def test_a_talk_that_a_schedule_has_too_is_one_for_all_three(two):
    two.write("plan.json", schedule())
    two.run()
    made = "".join(text(two, name) for name in ("a", "b", "plan"))
    assert made.count(":::{session}") == 3
    assert made.count("{session}`leases-for-hosts`") == 2
    assert ":room: Hall A" in text(two, "a")


def test_a_page_that_a_person_edited_keeps_its_session(book):
    book.add("b.md", B)
    page = book.root / "events/example-summit-2020/b.md"
    mine = page.read_text(encoding="utf-8") + "\nMine.\n"
    page.write_text(mine, encoding="utf-8")
    book.add("a.md", A)
    assert page.read_text(encoding="utf-8") == mine
    assert text(book, "a").count(":id: leases-for-hosts\n") == 0
