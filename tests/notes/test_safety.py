"""Nothing in a note runs, and nothing of its text is lost: by examples, and for any Unicode text."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_summit.notes.handbook import Handbook
from tests.notes.conftest import Book, Parsed

EVERYTHING = (
    "colon_fence", "dollarmath", "amsmath", "deflist", "fieldlist", "substitution", "attrs_inline", "attrs_block",
    "tasklist", "strikethrough", "html_image", "html_admonition",
)  # fmt: skip
MARKUP = (
    nodes.math, nodes.math_block, nodes.image, nodes.problematic, nodes.footnote_reference, nodes.footnote,
    nodes.definition_list, nodes.field_list, nodes.emphasis, nodes.strong, nodes.literal, nodes.block_quote,
    nodes.table, nodes.transition, nodes.comment, nodes.substitution_reference,
)  # fmt: skip
NASTY = [
    "```{include} /etc/passwd\n```", ":::{literalinclude} /etc/passwd\n:::", "{raw}`html`", "{{ x }}", "{%raw%}",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x -->", "$a$ and $b$", "**", "_x_", "`x`",
    "[a](javascript:alert(1))", "[a](data:text/html,x)", "[a][b]", "[b]: javascript:x", "[^1]", "[^1]: x",
    "| a | b |\n|---|---|\n| c | d |", "---", "___", "* * *", "===", "+++", "% hidden", "(target)=",
    ": definition", ":field: x",
    "1) one", "# heading", "> quote", "&lt;b&gt;", "~~gone~~", "~~~", "\\", "\\*", "\\begin{equation}", "{.class}",
    "text\u2028:::{include} /etc/passwd", "text\u2029```{include} x", "a\x85# b", "a\x0b- b", "a\x1c> b", "a\x00b",
    "![x](http://example.org/x.png)", "http://example.org/a_b_(c)", "<http://example.org>", "- [ ] task", "@name",
    "---\nmyst: {substitutions: {x: mine}}\n---\n{{ x }}", "- Q: ```{include} x\n  - A: :::", "$ ls `x`",
]  # fmt: skip


def runs(page):
    """What of a page would do something, other than show text."""
    for node in page.doctree.findall(nodes.raw):
        # MyST writes hard breaks as raw nodes.
        if node.astext().strip() not in {"<br />", "\\newline", "\\\\"}:
            return f"raw {node.astext()!r}"
    if "SUBSTITUTED" in page.doctree.astext() or "root:" in page.doctree.astext():
        return "something was put in"
    refused = [link for link in page.links if not link.startswith(("http", "mailto:", "ftp:"))]
    return f"links {refused}" if refused else page.warnings


def is_marked_up(page):
    for kind in MARKUP:
        for node in page.doctree.findall(kind):
            return f"{kind.__name__} {node.astext()!r}"
    return ""


def imported(text, name):
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder))
        each = book.add(name, text)
        assert each.ledger, each.problems
        assert book.verdicts()[name].verdict == "identical"
        each.ledger = Handbook.open(book.root).whole_ledger(name)
        return each, book.page_of(each).read_text(encoding="utf-8")


@pytest.mark.parametrize("extensions", [("colon_fence",), EVERYTHING], ids=["plain", "everything"])
@pytest.mark.parametrize("before", ["", "word ", "- ", "Heading\n\n- item\n  - "], ids=repr)
@pytest.mark.parametrize("nasty", NASTY, ids=repr)
def test_plain_text_stays_plain_text(nasty, before, extensions):
    each, page = imported(f"A first line.\n\n{before}{nasty}\n\nA last line.\n", "note.txt")
    parsed = Parsed(page, extensions)
    assert runs(parsed) == ""
    if each.format == "text":
        assert is_marked_up(parsed) == ""


@pytest.mark.parametrize("nasty", NASTY, ids=repr)
def test_markdown_does_not_run(nasty):
    _, page = imported(f"# Title\n\n{nasty}\n\nA last line with {nasty}\n", "note.md")
    assert runs(Parsed(page)) == ""
    assert runs(Parsed(page, EVERYTHING)) == ""


def test_front_matter_configures_nothing():
    text = (
        "---\ntitle: A\nmyst:\n  enable_extensions: [substitution]\nsubstitutions: {x: y}\n"
        "author: '{raw}`x`'\ntocdepth: x\ntags: [a]\n---\n# A\n\ntext\n"
    )
    _, page = imported(text, "note.md")
    assert page.startswith("---\ntitle: A\ntags: [a]\n---\n")


@pytest.mark.parametrize(
    "front", ["a: &x [1]\nb: *x", "a: !!python/object:os.system x", "a: [", "- a", "a: 2020-99-99", "a: {" * 3000]
)
def test_front_matter_that_is_a_trap_is_not_read(front):
    _, page = imported(f"---\n{front}\n---\n\n# A\n\ntext\n", "note.md")
    assert not page.startswith("---")


def test_deep_nesting_keeps_its_text():
    text = "".join(f"{' ' * n}- item {n}\n" for n in range(60))
    _, page = imported(text, "note.txt")
    shown = Parsed(page).doctree.astext()
    assert all(f"item {n}" in shown for n in range(60))


texts = st.lists(st.one_of(st.sampled_from([*NASTY, "\n", "\n\n", "  ", "- "]), st.text(max_size=8)), max_size=16).map(
    "".join
)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def visible(text):
    return re.sub(r"[\s\x00-\x1f\x7f-\x85\u2028\u2029\ufffd-\uffff]", "", text)


@relaxed
@given(texts)
def test_any_text_is_proved_and_shown_in_order(text):
    each, page = imported(text, "note.txt")
    parsed = Parsed(page)
    assert runs(parsed) == ""
    if each.format != "text":
        return
    shown = visible("".join(str(node) for node in parsed.doctree.findall(nodes.Text)))
    place = 0
    for char in visible(_kept(each, text)):
        place = shown.find(char, place) + 1
        assert place, (char, page)


def _kept(each, text):
    """The source's text that stands in the page as text; the brackets of `<https://…>` are no text."""
    kept, start = [], 0
    for span in each.ledger.spans:
        if getattr(span, "field", None) is False:
            kept.append(text[start : start + span.length])
        start += span.length
    return re.sub(r"<((?:https?|ftp)://[^<>\s]*|mailto:[\w.+-]+@[\w.-]+)>", r"\1", "".join(kept), flags=re.I)


@relaxed
@given(texts)
def test_any_markdown_is_proved_and_does_not_run(text):
    _, page = imported(f"# Title\n\n{text}", "note.md")
    assert runs(Parsed(page)) == ""
    assert runs(Parsed(page, EVERYTHING)) == ""


FRAGMENTS = [
    "`", "``", "```", "<script>x</script>", "<b>", "\n", "\n\n", "<!--x-->", "a", " ", "\\", "- ", "> ", "{include}",
    "[a]", "](", "http://example.org/", ")", "*", "_", "!", "[", "]", "$", "~~", "&lt;", "1. ", "    ",
    "[^1]", "\n[^1]: ", "\n[^b]: x\n", "[^b]", "\n: ",
    "<br>", "</div>", "<td>", "<a href='http://example.org/'>", "</a>", "<img src=http://example.org/x alt=y>", "|",
    "| a | b |\n|---|---|\n", "(t)=", "\n***\n", "{:.x}", "# ", "\xa0", "\u2028", "[http://example.org/:title=x]",
]  # fmt: skip


@pytest.mark.parametrize("name", ["note.md", "note.txt"])
@settings(relaxed, max_examples=150)
@given(text=st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))
def test_marks_in_any_order_do_not_run(name, text):
    _, page = imported(f"# Title\n\n{text}", name)
    assert runs(Parsed(page)) == ""


@pytest.mark.parametrize(
    "text",
    [
        ":::```{include} x\n```<script>alert(1)</script>```{include} x\n```",
        "`a`<!--x-->``<script>alert(1)</script>``",
        "``<!--x-->` <b> ``` <script>x</script> ```",
        "`\n<script>x</script>`",
        "((anything at all))= \u00a0",
        "- \n***\n- \n",
        "`\n: - ",
        "\u00a0<td>\n<!--x-->- ---\n](",
    ],
)
def test_what_fuzzing_has_found_does_not_run_any_more(text):
    _, page = imported(f"# Title\n\n{text}\n", "note.md")
    assert runs(Parsed(page)) == ""
