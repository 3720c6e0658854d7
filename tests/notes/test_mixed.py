"""HTML within Markdown and reStructuredText: lists, tables and headings are what they are, words are never lost."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notes.conftest import Parsed
from tests.notes.test_html import shown, soup, squeezed, well_formed
from tests.notes.test_safety import EVERYTHING, imported, relaxed, runs

HEAD = "<tr><th>Time</th><th>Talk</th></tr>"
TABLE = f"<table>\n{HEAD}\n<tr><td>9:00</td>\n\n<td>Counting <b>clouds</b></td>\n</tr>\n</table>"
MARKDOWN = "| Time | Talk |\n| --- | --- |\n| 9:00 | Counting **clouds** |"


def body(text, name="note.md"):
    each, page = imported(text, name)
    assert runs(Parsed(page)) == ""
    return each.format, page


@pytest.mark.parametrize(
    ("source", "page"),
    [
        (TABLE, MARKDOWN),
        ("<ul>\n<li>one</li>\n<li>two\n<ol><li>first</li></ol></li>\n</ul>", "- one\n- two\n  1. first"),
        ('<h3 class="x">Counting\nclouds</h3>', "### Counting clouds"),
        ('<div class="talk">\n<h3>Clouds</h3>\n<p>By <i>Jane Doe</i></p>\n</div>', "### Clouds\n\nBy *Jane Doe*"),
        ("<div>\n\n- still *Markdown*\n\n</div>", "- still *Markdown*"),
        ("```html\n<ul>\n<li>code</li>\n</ul>\n```", "```html\n<ul>\n<li>code</li>\n</ul>\n```"),
        ("<ul>\n<li>never closed\n\nWords after it", "never closed\n\nWords after it"),
        ("<ul><li>a</li></ul><script>alert(1)</script>", "- a"),
    ],
)
def test_html_between_markdown_is_markdown(source, page):
    form, written = body(f"# Title\n\n## Above\n\nBefore.\n\n{source}\n\nAfter, in *Markdown*.\n")
    assert form == "markdown"
    assert f"Before.\n\n{page}\n\nAfter, in *Markdown*.\n" in written


def test_raw_html_in_restructuredtext_is_what_it_is():
    indented = "".join(f"   {line}\n" if line else "\n" for line in TABLE.split("\n"))
    form, written = body(f"Title\n=====\n\nBefore.\n\n.. raw:: html\n\n{indented}\nAfter.\n", "note.rst")
    assert form == "rst"
    assert f"Before.\n\n{MARKDOWN}\n\nAfter.\n" in written


def test_other_raw_text_is_shown_as_it_stands():
    for raw in ("latex\n\n   \\begin{x} <ul><li>", "html\n\n   <b>bold</b>"):
        _, written = body(f"Title\n=====\n\n.. raw:: {raw}\n\nAfter.\n", "note.rst")
        assert f".. raw:: {raw}" in written


@relaxed
@given(well_formed, st.sampled_from(["", "Words.\n", "- item\n\n", "> quote\n"]))
def test_all_words_are_shown_in_order(body, before):
    _, page = imported(f"# Title\n\n{before}\n<ul>\n<li>First.</li>\n</ul>\n{body}\n\n*After*\n", "note.md")
    wanted, there, place = squeezed(html.unescape(re.sub(r"<[^>]*>", "", body))), shown(page), 0
    for char in filter(str.isalnum, wanted):  # what is no letter may be Markdown here
        place = there.find(char, place) + 1
        assert place, (char, wanted, page)


@relaxed
@given(soup)
def test_any_html_in_markdown_is_proved_and_does_not_run(body):
    for source, name in (
        (f"# T\n\n<div>\n<ul><li>{body}</li></ul></div>\n\nx", "n.md"),
        (f"T\n=\n\n.. raw:: html\n\n   <ul>{body}\n", "n.rst"),
    ):
        _, page = imported(source, name)
        assert runs(Parsed(page)) == ""
        assert runs(Parsed(page, EVERYTHING)) == ""
