"""Chats and minutes: who said what stays readable, and other texts are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given

from sphinx_summit.notes.readers import reader_for
from tests.notes.forms import check, imported, relaxed, texts

MARKS = [
    "<", ">", ":", "[", "]", "12:01", " - ", "\t", "ann", "bob", "* ", "AM", "—", "#topic ", "@", "(", ")",
]  # fmt: skip
LINES = [
    "<ann> hello", "[12:01] <bob> hi *there*", "12:02 <@ann> #topic Storage", "12:02:03 <ann> #agreed yes",
    "[12:03] ann: x", "12:04 -!- carol has joined #x", "12:05 * ann waves", "2021-05-06 12:00 - Ann Example: words",
    "12:06\tbob\twords", "12:07:01 From Ann to Everyone: hi", "Ann Example  10:32 AM", "bob [10:33]",
    "ann — Today at 10:34", "ann: I say so", "bob: and I say no, for these reasons", "  goes on here", "# Topic",
    "- item", "```", "Title", "=====",
]  # fmt: skip
IRC = (
    "14:00 <ann> hello\n14:01 <bob> - hi\n14:02 <ann> #topic Plans\n14:02 -!- carol has joined\n"
    "14:03 <ann> #agreed ship\n"
)
MINUTES = "# Minutes\n\n" + "".join(
    f"{who}: {what}, and that is all there is to it\n"
    for who in ("Ann", "Bob Example", "carol")
    for what in ("no", "yes", "so")
)


# Words that are marks.
SYNTAX = r" From | to [^:]*: |<\w+( \w+=)?| \w+=[^>]*>|</\w+>"


@relaxed
@given(texts(MARKS, LINES))
def test_any_chat_is_proved_and_shown_in_order(text):
    text = text.replace("&lt;", "")  # Markdown, as lines of minutes are read
    check(text, "note.log", "chat", SYNTAX)


def test_speech_in_a_chat_is_a_list_and_topics_are_headings():
    ledger, page = imported(IRC, "note.txt")
    assert ledger.format == "chat"
    assert (
        "- 14:00 **ann**: hello\n- 14:01 **bob**: - hi\n- 14:02 **ann**: #topic\n\n## Plans\n\n- 14:02 carol has"
        in page
    )


def test_speech_in_minutes_is_a_paragraph_with_the_name():
    ledger, page = imported(MINUTES, "note.txt")
    assert ledger.format == "chat"
    assert page.startswith("# Minutes\n\n**Ann**: no, and that is all")


@pytest.mark.parametrize(
    "text",
    [
        "10:00 Opening: the start\n11:00 Talk: a thing\n12:00 Talk: another\n",
        "Title: A\nSpeaker: Ann\nRoom: 1\n\n" * 4,
        "- Q: why?\n- A: so\n" * 5,
        "| a | b |\n|---|---|\n| c: d | e |\n",
        "時間: 10:00\n場所: 東京\n" * 5,
    ],
)
def test_other_texts_are_no_chat(text):
    assert reader_for("note.txt", text).name != "chat"
