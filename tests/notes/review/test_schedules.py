"""What a person corrects of a schedule: nothing in it was guessed, and yet it may be wrong."""

from __future__ import annotations

import json

import pytest

from sphinx_summit.notes.cli import main
from tests.notes.test_merge import schedule

PAGE = "events/example-summit-2020/plan.md"


@pytest.fixture
def plan(book):
    book.add("plan.json", schedule())
    return book


@pytest.fixture
def answer(plan, capsys):
    def run(kind, value, title="Leases for hosts"):
        line = schedule()[: schedule().index(title)].count("\n") + 1
        code = main(["review", str(plan.root), "--answer", f"plan.json:{line}:{kind}={value}"])
        return code, capsys.readouterr().err

    return run


def page(book):
    return (book.root / PAGE).read_text(encoding="utf-8")


def check(book, text):
    """Every byte is kept, and the answer outlives the next imports, of the same schedule and of a newer one."""
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}
    book.add("plan.json", schedule())
    assert page(book) == text
    book.add("plan.json", schedule().replace("About number 2.", "About the third."))
    assert page(book) == text.replace("About number 2.", "About the third.")


def test_another_title(plan, answer):
    assert answer("session", "Leases for machines")[0] == 0
    text = page(plan)
    assert ":id: leases-for-hosts\n:day: 2020-05-04\n:speakers: Ann Example\n" in text
    assert ":name: Leases for machines\n" in text
    check(plan, text)
    assert answer("session", "Leases for all")[0] == 0
    assert ":name: Leases for all\n" in page(plan)


def test_other_speakers(plan, answer):
    assert answer("speakers", "Eve Example (Other Corp.)")[0] == 0
    text = page(plan)
    assert ":speakers: Eve Example (Other Corp.)\n" in text
    assert "Ann Example" not in text
    check(plan, text)


def test_nobody_speaks(plan, answer):
    assert answer("speakers", "no")[0] == 0
    text = page(plan)
    assert ":speakers: Ann" not in text
    assert "Ann Example" in text
    check(plan, text)


def test_no_session(plan, answer):
    assert answer("session", "no")[0] == 0
    text = page(plan)
    assert text.count(":::{session}") == 2
    assert "## Leases for hosts\n" in text
    assert "About number 0." in text
    check(plan, text)


def test_title_and_speakers_of_one(plan, answer):
    assert answer("session", "Leases for machines")[0] == 0
    assert answer("speakers", "Eve Example")[0] == 0
    text = page(plan)
    assert ":speakers: Eve Example\n" in text
    assert ":name: Leases for machines\n" in text
    check(plan, text)


def test_sessions_in_one_line_are_told_by_their_titles(plan, capsys):
    plan.add("plan.json", json.dumps(json.loads(schedule())))
    command = ["review", str(plan.root), "--answer"]
    assert main([*command, "plan.json:1:session=no"]) == 2
    assert "there are several" in capsys.readouterr().err
    assert main([*command, "plan.json:1:session:Storage at night=no"]) == 0
    assert page(plan).count(":::{session}") == 2


def test_a_line_without_a_session_is_named(answer):
    code, err = answer("session", "no", title="About number 1")
    assert code == 2
    assert "there is no guess of kind session here" in err
