"""org-mode: known by what only it has, nothing lost, nothing run."""

from __future__ import annotations

import pytest
from hypothesis import given

from sphinx_summit.notes.readers.org import is_org
from tests.notes.forms import check, imported, relaxed, texts

MARKS = [
    "*", "/", "=", "~", "_", "+", "[[", "][", "]]", "|", ":", "::", "[fn:1]", "<2019-05-18 Sat>", "#+", "- ", "[@3]",
]  # fmt: skip
LINES = [
    "* Heading", "** TODO Sub :tag:a:", "*** ", "#+TITLE: A *title*", "#+DATE: [2019-05-17 Fri]",
    "#+AUTHOR: Ann Example", "#+OPTIONS: toc:nil", "#+BEGIN_SRC sh -n", "#+END_SRC", "#+BEGIN_QUOTE", "#+END_QUOTE",
    "#+begin_export html", "#+end_export", ":PROPERTIES:", ":ID: 1", ":END:", "# comment", ": example", "| a | b |",
    "|---+---|", "| c |", "- item", "  - nested", "    + deeper", "1. one", "2) two", "- term :: meaning", "-----",
    "[[https://example.org][w]]", "[[file:a.png]]", "[[./x.org][there]]", "CLOSED: [2019-05-18 Sat]",
    "[fn:1] A note", "see[fn:1]", "[fn:2] Another", "or[fn:2]", "and[fn:: *in* line]", "=code= and ~code~", "*/b/*",
]  # fmt: skip


# Words that are marks.
SYNTAX = r"(?i)#\+\w+:?( \w+)?|file:|fn:|:?end:|[A-Z][a-z]{2}( \d\d:\d\d)?\]"


@relaxed
@given(texts(MARKS, LINES))
def test_any_org_is_proved_and_shown_in_order(text):
    check(text, "note.org", "org", SYNTAX, moved="#+" in text or "[[" in text or "[fn:" in text)


@pytest.mark.parametrize(
    "text", ["#+TITLE: A\n", "#+begin_src sh\nls\n#+end_src\n", "* TODO a\n", "see [[https://example.org][this]]\n"]
)
def test_org_is_told_by_its_content(text):
    assert is_org(text)


@pytest.mark.parametrize(
    "text", ["* a\n* b\n", "# Heading\n\n[x](https://example.org)\n", "[[Page]]\n", "#+1 for this\n"]
)
def test_other_texts_are_not_org(text):
    assert not is_org(text)


def test_title_date_and_author_are_stated():
    _, page = imported(
        "#+DATE: [2019-05-17 Fri 17:10]\n#+AUTHOR: Ann Example\n#+TITLE: A plan\n\n* One\ntext\n", "a.org"
    )
    assert page.startswith('---\ndate: 2019-05-17\nauthor: "Ann Example"\n---\n\n# A plan\n\n## One\n')


def test_task_state_tags_and_drawers_are_recorded_not_shown():
    ledger, page = imported("* Top\n** DONE Talk :cloud:\n:PROPERTIES:\n:ID: 1\n:END:\ntext\n", "a.org")
    assert page == "# Top\n\n## Talk\n\ntext\n"
    reasons = {span.reason for span in ledger.spans if getattr(span, "dropped", False)}
    assert reasons == {"the state of a task", "the tags of a heading", "the properties of a heading"}
