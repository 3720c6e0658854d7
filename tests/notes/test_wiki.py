"""Wikis: each dialect is told by its marks, and none of its words is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.notes.readers import reader_for, wiki
from sphinx_summit.notes.readers.wiki_dialects import DIALECTS
from tests.notes.forms import check, relaxed, texts

MARKS = [
    "!", "*", "**", "#", "-", "+", "=", "==", "''", "'''", "||", "|", "[[", "]]", "|http://example.org/", "{{", "}}",
    "((", "))", "//", "__", "~", "^", "{{{", "}}}", "<ref>", "</ref>", "<br>", "&br;", "&color(red){x};", ":", ";",
    "`", "@",
]  # fmt: skip
LINES = [
    "!Heading", "!! Sub", "* item", "** nested", "# one", "- a", "-- b", "+ c", "= T =", "== T ==",
    "====== T ======", "h2. T", "* T [#a1b2c3d4]", "||!a||b||", "|a|b|h", "|_. a |b |", "{|", "! a !! b", "|-",
    "| style=x | c || d", "|}", "^ a ^ b ^", "| [[http://example.org/|x]] |", "<<< ruby", ">>>", ">||", "||<", ">>",
    "<<", "{{{", "#!python", "}}}", "<pre>", "</pre>", "{code:ruby}", "{code}", "{quote}", " verbatim",
    ":term:words", ":term|words", "; t : w", "----", "{{toc}}", "#contents", "[[Category:X]]",
    "[http://example.org/ label]", '"label":http://example.org/x', "bq. quoted", "((<a|URL:http://example.org/>))",
    "(1) one", "  * deep", "   1. number", "> quoted", '""quoted', "// comment", "<!-- x -->", "[[a|b]]",
    "[[x>http://example.org/]]", "[http://example.org/:title=T]", "'''b''' ''i''", "=begin",
]  # fmt: skip


# Words that are marks.
SYNTAX = r"&\w+|<br>|\w+\.|</?\w+|\{/?\w+|URL:|:title=|wiki:|File:|\||\bfn\b|=\w+"


@relaxed
@given(st.sampled_from(DIALECTS), texts(MARKS, LINES))
def test_any_wiki_text_is_proved_and_shown_in_order(dialect, text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiki, "DIALECTS", (dialect,))
        check(text, "note.wiki", "wiki", SYNTAX, moved=True)


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("hiki", "!Title\n!!Sub\n!!Sub\n* a\n"),
        ("pukiwiki", "#contents\n* T [#a1b2c3d4]\n- [[a>http://example.org/]]\n"),
        ("mediawiki", "== A ==\n'''b'''\n[http://example.org/ label]\n"),
        ("trac", "= A =\n[[PageOutline]]\n{{{\nx\n}}}\n"),
        ("dokuwiki", "====== A ======\n===== B =====\n//it// [[http://example.org/|x]]\n^ a ^ b ^\n"),
        ("textile", "h1. A\n\nh2. B\n\nbq. c\n"),
        ("rd", "=begin\n= A\n((<b|URL:http://example.org/>))\n=end\n"),
        ("hatena", ">|ruby|\nx\n||<\n>>\nq\n<<\n"),
    ],
)
def test_dialect_is_told_by_its_signs(dialect, text):
    assert reader_for("note.txt", text).name == "wiki"
    assert wiki._dialect(text)[0].name == dialect


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n- b\n\n```\n{{{\n```\n", "Title\n\n * a\n   * b\n", "---\ntitle: x\n---\n!a\n!b\n!c\n",
        "| a | b |\n|---|---|\n| c | d |\n", "Wow!\n!\n", "A **bold** word, //x//.\n",
    ],
)  # fmt: skip
def test_other_texts_are_no_wiki(text):
    assert reader_for("note.txt", text).name != "wiki"
