"""AsciiDoc: known by what only it has, nothing lost, nothing run, nothing included."""

from __future__ import annotations

import pytest
from hypothesis import given

from sphinx_summit.notes.readers import reader_for
from tests.notes.conftest import Parsed
from tests.notes.forms import check, imported, relaxed, texts

MARKS = [
    "*", "**", "_", "__", "`", "``", "+", "++", "#", "[", "]", "<<", ">>", "::", ";;", "|", "https://example.org[",
    "link:",    "footnote:[", "image:a.png[", "[[a]]", " +\n", "\\*", "{x}",
]  # fmt: skip
LINES = [
    "= A title", "== Section", "=== Sub ===", "Old form", "--------", "Ann Example <ann@example.org>",
    "v1.0, 2019-05-18: First", "2019-05-18", ":toc:", ":description: What is said", ":revdate: 2019-05-18",
    ":imagesdir: images", "* item", "** nested", "- dash", ". one", ".. inner", "1. one", "<1> call", "term:: meaning",
    "term::", "  its meaning", "+", "tied", "[source,bash]", "[source]", "----", "....", "====", "****", "____", "--",
    "++++", "////", "// comment", "```ruby", "```", "[NOTE]", "[quote, Ann Example, A talk]", "NOTE: mind it",
    ".Named", "[[here]]", "[%header,cols=\"1,2\"]", "|===", "|a |b", "2+|c", "a|d | e", "image::a.png[An image, 300]",
    "image::https://example.org/a.png[]", "include::/etc/passwd[]", "video::x[youtube]", "ifdef::x[]", "endif::[]",
    "toc::[]", "'''", "<<<", " literal", "see https://example.org[the site^], or link:a.pdf[it]",
    "xref:a.adoc#b[there] and <<a,b>>", "*strong* _em_ `code` `+x+`", "and footnote:[*in* line]",
]  # fmt: skip


# Words that are marks.
SYNTAX = r":\w+: |(?:footnote|image|link|xref|pass|kbd|include|video):+[\w-]*\[?|alt="


@relaxed
@given(texts(MARKS, LINES))
def test_any_asciidoc_is_proved_and_shown(text):
    check(text, "note.adoc", "asciidoc", SYNTAX, moved=True)


@pytest.mark.parametrize(
    "text",
    [
        "= A\nAnn Example\n:toc:\n\ntext\n", "== One\n\n[source,sh]\n----\nls\n----\n",
        "= A\n\nSee https://example.org[this].\n", "== A\n\n|===\n|a |b\n|===\n",
    ],
)  # fmt: skip
def test_asciidoc_is_told_by_its_content(text):
    assert reader_for("note.txt", text).name == "asciidoc"


@pytest.mark.parametrize(
    "text", ["== A ==\n\n:x: y\n", "= A\n\n* b\n", "# A\n\n```\n== b\n:toc:\n```\n", "A\n=\n\n:x: y\n", "text\n:x: y\n"]
)
def test_other_texts_are_not_asciidoc(text):
    assert reader_for("note.txt", text).name != "asciidoc"


def test_author_day_and_description_are_told():
    _, page = imported(
        "= A plan\nAnn Example <ann@example.org>\n2019-05-18\n:description: In short.\n\ntext\n", "a.adoc"
    )
    assert page == '---\nauthor: "Ann Example"\ndate: 2019-05-18\n---\n\n# A plan\n\nIn short.\n\ntext\n'


def test_an_author_who_fits_no_front_matter_stands_on_the_page():
    _, page = imported("= A plan\nFlo “Poschi” Example\n\ntext\n", "a.adoc")
    assert page == "# A plan\n\nFlo “Poschi” Example\n\ntext\n"


def test_front_matter_of_a_site_generator_counts():
    _, page = imported("---\ntitle: A\ndate: 2019-05-18\n---\n:toc:\n\n== One\n\n== Two\n", "a.adoc")
    assert page.startswith("---\ntitle: A\ndate: 2019-05-18\n---\n\n# A\n")


def test_nothing_is_included():
    _, page = imported("= A\n\ninclude::/etc/passwd[]\n", "a.adoc")
    assert "include::/etc/passwd" in Parsed(page).doctree.astext()


def test_a_list_of_terms_ties_blocks():
    _, page = imported("= A\n\nterm::\nmeaning\n+\n----\nls\n----\nother:: thing\n", "a.adoc")
    assert page == "# A\n\n- **term**: meaning\n\n  ```\n  ls\n  ```\n- **other**: thing\n"


def test_cells_fill_the_columns_that_the_first_line_has():
    _, page = imported("= A\n\n|===\n|Time |Talk\n\n|10:00\n|Opening\n\n|11:00 |Closing\n|===\n", "a.adoc")
    assert "| Time | Talk |\n|---|---|\n| 10:00 | Opening |\n| 11:00 | Closing |\n" in page


def test_pictures_lie_in_the_folder_that_the_note_names(book):
    book.write("images/hall.png", b"\x89PNG\r\n\x1a\n")
    each = book.add("a.adoc", "= A\n:imagesdir: images\n\nimage::hall.png[The hall, 300]\n")
    assert "![The hall](images/hall.png)" in book.page_of(each).read_text(encoding="utf-8")
