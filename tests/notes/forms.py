"""What every form that is rewritten as Markdown must keep: shared by its tests."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from html import unescape
from pathlib import Path

from docutils import nodes
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from sphinx_summit.notes.ledger import MARK, from_json
from tests.notes.conftest import Book, Parsed
from tests.notes.test_safety import EVERYTHING, NASTY, runs, visible

relaxed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def texts(marks, lines):
    """Texts of a form: its marks and lines, letters, and what is nasty in Markdown, in any order."""
    part = st.one_of(st.sampled_from([*marks, "\n", "\n\n", " ", "  ", "word", "言葉", "x"]), st.sampled_from(marks))
    line = st.one_of(
        st.sampled_from(lines), st.sampled_from(NASTY), st.lists(part, max_size=8).map("".join), st.text(max_size=8)
    )
    return st.lists(line, max_size=14).map("\n".join)


def imported(text, name, form=""):
    """A note's ledger, and its page; its source can be made again byte for byte."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder))
        each = book.add(name, text, form=form)
        assert each.ledger, each.problems
        assert book.verdicts()[name].verdict == "identical"
        ledger = (book.root / f".summit/ledger/{name}.json").read_text(encoding="utf-8")
        return from_json(ledger), book.page_of(each).read_text(encoding="utf-8")


def fates(ledger, text):
    """Each part of a source with its span, but for what stands in fields."""
    start = 0
    for span in ledger.spans:
        yield text[start : start + span.length], span
        start += span.length


def shown(page):
    """The words of a page in order, with the addresses of its links."""
    words = []
    for node in Parsed(page).doctree.findall():
        if isinstance(node, nodes.Text):
            words.append(str(node))
        elif isinstance(node, nodes.reference) and "refuri" in node:
            words.append(node["refuri"])
    return visible("".join(words))


def check(text, name, form, syntax, *, moved=False):
    """A text of a form is proved, does nothing, and loses no word but those of its `syntax`.

    `moved`: words may stand elsewhere than they did.
    """
    ledger, page = imported(text, name, form)
    assert runs(Parsed(page)) == ""
    assert runs(Parsed(page, EVERYTHING)) == ""
    spans = list(fates(ledger, text))
    kept = [words for words, span in spans if getattr(span, "field", None) is False]
    lost = [words for words, span in spans if getattr(span, "reason", "") == MARK]
    assert not re.search(r"[^\W\d_]", re.sub(rf"{syntax}|- [QA]: ", "", "\n".join(lost))), (lost, page)
    kept = [re.sub(r"(?i)(?:https?|ftp|mailto):\S*", "", words) for words in kept]
    # A reference to a character is shown as that character where a text counts as Markdown.
    assert_shown(visible(unescape("".join(kept))), unescape(shown(page)), page, moved=moved)


def assert_shown(kept, there, page, *, moved):
    """Every letter that was kept is on the page, in order; as often as it was kept, where words have moved."""
    letters = [letter for letter in kept if letter.isalnum()]
    if moved:
        assert not Counter(letters) - Counter(there), page
        return
    place = 0
    for letter in letters:
        place = there.find(letter, place) + 1
        assert place, (letter, page)
