"""The review: what waits, in which order, what answers do, and that they outlive the next import."""

from __future__ import annotations

import json
import tomllib

import pytest

from sphinx_summit.notes.cli import main
from sphinx_summit.notes.handbook import Handbook
from sphinx_summit.notes.review.answers import read_answers, with_answers
from sphinx_summit.notes.review.session import Review, ask
from tests.notes.test_merge import schedule

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


# -- what waits ----------------------------------------------------------------------------------------------


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


# -- answers -------------------------------------------------------------------------------------------------


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
    trip.add("b.md", "# Example Summit notes\n\n## Third\n\n- three\n")
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


# -- wrong answers -------------------------------------------------------------------------------------------


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


# -- asking --------------------------------------------------------------------------------------------------


def asked(book, *said):
    heard = []
    words = iter(said)

    def answer(_prompt):
        try:
            return next(words)
        except StopIteration:
            raise EOFError from None

    review = Review(Handbook.open(book.root))
    return ask(review, answer, heard.append), heard


def test_a_person_is_asked_until_the_answer_fits(trip):
    [answer], heard = asked(trip, "soon", "2020-05")
    assert (answer.kind, answer.answer, answer.value) == ("dates", "other", "2020-05")
    assert any("'soon' is not a date" in line for line in heard)


def test_a_person_may_put_off_and_quit(trip):
    assert asked(trip, "", "q")[0] == []


def test_an_event_that_does_not_exist_is_asked_for_again(trip):
    trip.add("b.md", "# Example Summit notes\n\n## Third\n\n- three\n")
    answers, heard = asked(trip, "nowhere", "y", "q")
    assert [answer.answer for answer in answers] == ["accept"]
    assert any("no event 'nowhere'" in line for line in heard)


def test_answers_given_before_an_interruption_are_kept(trip, command):
    asked(trip, "y")
    assert "dates" not in {guess["kind"] for guess in waiting(command)}
    assert command("--apply")[0] == 0


def test_what_would_command_a_terminal_is_not_printed(book):
    book.add("a.md", "# Example Summit report \x1b[31mred\n\n## First\n\n- one\n")
    assert not any("\x1b" in line for line in asked(book)[1])


def test_answers_in_any_words_read_back():
    nasty = 'a"b\\c\x00\x1b\n[[answer]]\u2028\u3000例'
    answers = read_answers("[[answer]]\nfile='a'\nkind='event'\nseen='x'\nanswer='accept'\n", "r")[0]
    written = with_answers("# mine\n", [type(answers[0])(nasty, 3, "event", nasty, "accept")])
    assert read_answers(written, "r") == ([type(answers[0])(nasty, 3, "event", nasty, "accept")], [])


# -- what nobody guessed ---------------------------------------------------------------------------------------

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
