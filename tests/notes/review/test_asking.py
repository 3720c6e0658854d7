"""A person is asked, may put off, and what was answered is kept."""

from __future__ import annotations

from sphinx_summit.notes.handbook import Handbook
from sphinx_summit.notes.review.answers import read_answers, with_answers
from sphinx_summit.notes.review.session import Review, ask
from tests.notes.review.conftest import waiting


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
