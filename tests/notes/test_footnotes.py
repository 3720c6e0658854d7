"""Footnotes stay ones where a page can have them, and are text where it can't; lists of terms are lists."""

from __future__ import annotations

import pytest
from docutils import nodes

from tests.notes.conftest import Parsed
from tests.notes.forms import imported


def noted(page):
    """The footnotes of a page, by the numbers that its text refers to."""
    parsed = Parsed(page)
    assert parsed.warnings == ""
    notes = {node["ids"][0]: node for node in parsed.doctree.findall(nodes.footnote)}
    found = [notes[node["refid"]] for node in parsed.doctree.findall(nodes.footnote_reference)]
    return ["\n".join(child.astext() for child in note.children[1:]) for note in found]


def test_a_footnote_of_markdown_stays_one_with_all_that_is_in_it():
    text = "# A\n\nOne[^1] and two[^b].\n\n[^1]: First\nline.\n\n    More.\n[^b]: *Second*.\n"
    ledger, page = imported(text, "a.md")
    assert page == "# A\n\nOne[^1] and two[^b].\n\n[^1]: First\n    line.\n\n    More.\n\n[^b]: *Second*.\n"
    assert noted(page) == ["First\nline.\nMore.", "Second."]
    assert not any(getattr(span, "dropped", False) for span in ledger.spans)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gone[^1].", "Gone[^1]."),
        ("Text.\n\n[^1]: Nobody refers to it.", "[^1]: Nobody refers to it."),
        ("In `code[^1]` only.\n\n[^1]: x", "[^1]: x"),
        ("A[^1].\n\n[^1]: one\n\n[^1]: again", "A[^1].\n\n[^1]: one\n\n[^1]: again"),
        ("A[^a b].\n\n[^a b]: x", "[^a b]: x"),
        ("A[^²].\n\n[^²]: x", "[^²]: x"),
        ("A[^1].\n\n[^1]: # no heading", "[^1]: # no heading"),
        ("A[^1].\n\n[^1]:", "[^1]:"),
        ("## A heading[^1]\n\n## B\n\n[^1]: x", "A heading[^1]"),
        ("![a[^1]](https://example.org/a.png)\n\n[^1]: x", "a[^1]"),
        ("A[^1].\n\n[^1]: one[^2]\n\n[^2]: two", "one[^2]"),
        ("- [^1]: x\n\nA[^1].", "[^1]: x"),
    ],
)
def test_what_can_be_no_footnote_is_text(text, words):
    _, page = imported(f"# A\n\n{text}\n", "a.md")
    noted(page)
    assert words in Parsed(page).doctree.astext()


@pytest.mark.parametrize("after", ["(x)", "{.x}", "[^1]", ": so", "[x](https://example.org/)"])
def test_a_reference_is_one_whatever_follows(after):
    _, page = imported(f"# A\n\nText[^1]{after}.\n\n[^1]: note\n", "a.md")
    assert set(noted(page)) == {"note"}


def test_footnotes_of_rst_in_every_form():
    text = (
        "A\n=\n\nOne [1]_, next [#]_, [#n]_, [*]_ and [Smith2019]_. None: [9]_.\n\n"
        ".. [1] first\n   line\n.. [#] second\n.. [#n] third\n.. [*] fourth\n.. [Smith2019] fifth\n"
        ".. [7] not referred\n"
    )
    _, page = imported(text, "a.rst")
    assert noted(page) == ["first\nline", "second", "third", "fourth", "fifth"]
    assert "None: [9]." in page
    assert "\n[7] not referred" in page


def test_footnotes_of_org_and_those_within_the_text():
    _, page = imported("#+TITLE: A\nOne[fn:1], two[fn:: in /line/].\n\n[fn:1] First\nline.\n", "a.org")
    assert noted(page) == ["First\nline.", "in line"]


def test_a_footnote_of_asciidoc_goes_to_the_end():
    _, page = imported("= A\n\nOne.footnote:[In *line*.]\n\n== B\n\ntext\n", "a.adoc")
    assert noted(page) == ["In line."]
    assert page.endswith("[^aside-1]: In **line**.\n")


def test_a_reference_in_a_row_of_a_table():
    _, page = imported("# A\n\n| a | b |\n|---|---|\n| c[^1] | d |\n\n[^1]: note\n", "a.md")
    assert noted(page) == ["note"]


def test_a_rule_before_footnotes_is_none():
    _, page = imported("# A\n\nText[^1].\n\n---\n\n[^1]: note\n", "a.md")
    assert noted(page) == ["note"]


def test_meanings_are_items_below_their_term():
    _, page = imported("# A\n\nTerm\n: One\n: Two\n\n    More.\n\nOther\n\n: Three\n", "a.md")
    assert page == "# A\n\nTerm\n\n- One\n- Two\n\n  More.\n\nOther\n\n- Three\n"
