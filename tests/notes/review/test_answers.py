"""What answers do, and that they outlive the next import."""

from __future__ import annotations

import tomllib

from tests.notes.review.conftest import NOTE, line_of, page, session, waiting
from tests.notes.test_merge import schedule


def test_an_answer_is_applied_and_outlives_the_next_import(trip, command):
    code, _, err = command("--answer", "trip.md:1:dates=2020-05-04/2020-05-06")
    assert (code, err) == (0, "")
    assert ":dates: 2020-05-04/2020-05-06\n:dates-from: stated" in page(trip)
    assert "dates" not in {guess["kind"] for guess in waiting(command)}
    [row] = tomllib.loads((trip.root / ".summit/review.toml").read_text(encoding="utf-8"))["answer"]
    assert row == {
        "file": "trip.md", "line": 1, "kind": "dates", "seen": "unknown", "answer": "other",
        "value": "2020-05-04/2020-05-06",
    }  # fmt: skip
    trip.add("trip.md", f"<!-- moved down -->\n\n{NOTE}\n- four\n")
    assert ":dates: 2020-05-04/2020-05-06" in page(trip)
    assert "- four" in page(trip)
    before = trip.snapshot()
    trip.run()
    assert trip.snapshot() == before


def test_accepting_settles_a_guess_and_changes_no_page(trip, command):
    before = page(trip)
    assert command("--answer", "trip.md:1:dates=accept")[0] == 0
    assert page(trip) == before
    assert "dates" not in {guess["kind"] for guess in waiting(command)}


def test_another_name_keeps_the_event_s_id(trip, command):
    assert command("--answer", "trip.md:1:event=Example Summit Spring")[0] == 0
    assert ":id: example-summit\n:name: Example Summit Spring" in page(trip)


def test_facts_that_nobody_guessed_can_be_stated(trip, command):
    given = ("--answer", "trip.md:1:city=Kyoto", "--answer", "trip.md:1:timezone=Asia/Tokyo")
    assert command(*given)[0] == 0
    assert ":city: Kyoto\n:timezone: Asia/Tokyo" in page(trip)


def test_what_is_no_event_has_none(trip, command):
    assert command("--answer", "trip.md:1:event=no")[0] == 0
    text = page(trip, "notes/trip.md")
    assert ":::{" not in text
    assert "Leases for hosts (Ann Example Example Corp.)" in text
    assert not (trip.root / "events/example-summit").exists()
    assert trip.verdicts()["trip.md"].verdict == "identical"


def test_what_is_no_session_is_a_heading_with_all_its_words(trip, command):
    line = line_of("## What I had")
    assert command("--answer", f"trip.md:{line}:session=no")[0] == 0
    text = page(trip)
    assert "## What I had for dinner (Bob Example Example Inc.)\n\n- two" in text
    assert text.count(":::{session}") == 2
    assert trip.verdicts()["trip.md"].verdict == "identical"


def test_a_session_gets_another_title(trip, command):
    line = line_of("## Storage")
    assert command("--answer", f"trip.md:{line}:session=Storage by Night")[0] == 0
    assert ":id: storage-at-night" in session(page(trip), "## Storage at night")
    assert ":name: Storage by Night" in session(page(trip), "## Storage at night")


def test_a_speaker_is_divided_otherwise(trip, command):
    line = line_of("## Leases")
    assert command("--answer", f"trip.md:{line}:speaker=Ann (Example Example Corp.)")[0] == 0
    options = session(page(trip), "## Leases for hosts\n")
    assert ":speakers: Ann (Example Example Corp.)" in options
    assert ":id: leases-for-hosts" in options
    assert trip.verdicts()["trip.md"].verdict == "identical"


def test_who_is_no_speaker_goes_back_to_the_title(trip, command):
    line = line_of("## Leases")
    assert command("--answer", f"trip.md:{line}:speaker=no")[0] == 0
    options = session(page(trip), "## Leases for hosts (Ann Example Example Corp.)")
    assert options == [":id: leases-for-hosts"]
    assert trip.verdicts()["trip.md"].verdict == "identical"
    before = trip.snapshot()
    trip.run()
    assert trip.snapshot() == before


def test_all_speakers_of_a_session_can_be_stated(trip, command):
    line = line_of("## Storage")
    assert command("--answer", f"trip.md:{line}:speakers=Dee Example (Cid Corp.); Eve Example")[0] == 0
    assert ":speakers: Dee Example (Cid Corp.); Eve Example" in session(page(trip), "## Storage at night")


def test_the_last_of_two_answers_holds(trip, command):
    command("--answer", "trip.md:1:dates=2020")
    assert command("--answer", "trip.md:1:dates=2021")[0] == 0
    assert ":dates: 2021" in page(trip)


def test_a_proposal_is_accepted_and_the_old_id_keeps_working(trip, command):
    trip.add("b.md", "# Example Summit notes\n\n## Storage by day (Fay Example, Fay Inc.)\n\n- three\n")
    [proposal] = [guess for guess in waiting(command) if guess["kind"] == "same-event"]
    assert command("--answer", f"{proposal['file']}:{proposal['line']}:same-event=accept")[0] == 0
    pages = {path for path in trip.snapshot() if path.startswith("events/example-summit")}
    assert len({path.split("/")[1] for path in pages}) == 1
    assert ":id: example-summit-2\n" in page(trip, "events/example-summit-2/b.md")
    assert ":formerly: example-summit\n" in page(trip, "events/example-summit-2/b.md")
    assert "same-event" not in {guess["kind"] for guess in waiting(command)}
    before = trip.snapshot()
    trip.run()
    assert trip.snapshot() == before


def test_what_is_not_the_same_event_is_parted(book, command):
    book.write("a.md", "# Example Summit 2020 report\n\n## First\n\n- one\n")
    book.write("b.md", "# Example Summit 2020 notes\n\n## Second\n\n- two\n")
    book.run()
    assert command("--answer", "b.md:1:same-event=no")[0] == 0
    assert {path.split("/")[1] for path in book.snapshot() if path.startswith("events/example")} == {
        "example-summit-2020", "example-summit-2020-2",
    }  # fmt: skip
    before = book.snapshot()
    book.run()
    assert book.snapshot() == before


def test_what_is_not_the_same_session_has_a_section_each(book, command):
    book.write("trip.md", "# Example Summit 2020 report\n\n## Leases for hosts\n\n- one\n")
    result = book.write("plan.json", schedule())
    book.run()
    [line] = [g.line for g in book.run().files[0].guesses if g.kind == "same-session"]
    assert command("--answer", f"{result.name}:{line}:same-session=no")[0] == 0
    assert page(book, "events/example-summit-2020/plan.md").count(":::{session}") == 3
    assert ":room:" not in page(book, "events/example-summit-2020/trip.md")


def test_an_edited_page_keeps_its_words_and_the_new_text_is_offered(trip, command):
    path = trip.root / "events/example-summit/trip.md"
    mine = page(trip) + "\nMine.\n"
    path.write_text(mine, encoding="utf-8")
    assert command("--answer", "trip.md:1:dates=2020-05-04")[0] == 1
    assert page(trip) == mine
    assert ":dates: 2020-05-04" in page(trip, ".summit/offered/events/example-summit/trip.md")
    assert "dates" not in {guess["kind"] for guess in waiting(command)}


def test_answering_does_not_hide_a_newer_text(trip, command):
    path = trip.root / "events/example-summit/trip.md"
    path.write_text(page(trip) + "\nMine.\n", encoding="utf-8")
    trip.add("trip.md", f"{NOTE}\n- four\n")
    command("--answer", "trip.md:1:dates=2020-05-04")
    assert "- four" in page(trip, ".summit/offered/events/example-summit/trip.md")
