"""A draft: another form rewritten as Markdown, whose every character leads back to the source."""

from __future__ import annotations

import pytest

from sphinx_summit.model.names import NameTable
from sphinx_summit.notes.draft import Pen
from sphinx_summit.notes.ledger import Ledger, Part, account, rebuild
from sphinx_summit.notes.outline import Reading
from sphinx_summit.notes.pages import line_text
from sphinx_summit.notes.readers import READERS, Reader
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.recognise import recognise
from sphinx_summit.notes.source import Form
from sphinx_summit.notes.writer import Ids, NoteWriter

SOURCE = "TITLE=Notes of a day|ITEM=first * one|SKIP=menu|ITEM=a &amp; b|ITEM=first * one"


def read_fields(source):
    """A form of fields, as a reader would rewrite it."""
    pen = Pen(source)
    place = 0
    for entry in source.split("|"):
        key, _, _ = entry.partition("=")
        begin, end = place + len(key) + 1, place + len(entry)
        place = end + 1
        if key == "SKIP":
            pen.drop(begin, end, "the menu of the page")
            continue
        pen.say("# " if key == "TITLE" else "- ")
        entity = source.find("&amp;", begin, end)
        if entity >= 0:
            pen.keep_plain(begin, entity)
            pen.change(entity, entity + 5, "&", "an entity")
            pen.keep_plain(entity + 5, end)
        else:
            pen.keep_plain(begin, end)
        pen.say("\n\n" if key == "TITLE" else "\n")
    return Reading((pen.read(read_markdown),), tuple(pen.fates))


@pytest.fixture
def form(monkeypatch):
    row = Reader("fields", (".fields",), lambda source: source.startswith("TITLE="), lambda _: True, read_fields)
    monkeypatch.setattr("sphinx_summit.notes.readers.READERS", (row, *READERS))


def test_kept_words_lead_back_to_the_source():
    reading = read_fields(SOURCE)
    note = recognise(reading.outlines[0], NameTable([]))
    page = NoteWriter(note, Ids()).write("notes/x")
    lines, spans = account(SOURCE, [Part(note, page)], reading.fates)
    texts = {n: line_text(page.lines[line.number - 1]) for n, line in enumerate(lines)}
    ledger = Ledger("x", "", Form("utf-8", False, "lf"), "fields", ("notes/x",), lines, spans)
    assert rebuild(ledger, texts) == SOURCE
    stored = {getattr(span, "text", None): getattr(span, "reason", None) for span in spans}
    assert stored["menu"] == "the menu of the page"
    assert stored["&amp;"] == "an entity"


@pytest.mark.usefixtures("form")
def test_a_drafted_note_is_imported_and_proved(book):
    each = book.add("x.fields", SOURCE)
    page = book.page_of(each).read_text(encoding="utf-8")
    assert (each.format, page) == ("fields", "# Notes of a day\n\n- first * one\n- a & b\n- first * one\n")
    assert book.verdicts()["x.fields"].verdict == "identical"


def test_a_source_of_several_notes_has_a_page_for_each(book, monkeypatch):
    def read_posts(source):
        outlines = []
        place = 0
        for post in source.split("%%"):
            pen = Pen(source)
            pen.keep(place, place + len(post))
            place += len(post) + 2
            outlines.append(pen.read(read_markdown, stem=f"post-{len(outlines) + 1}"))
        return Reading(tuple(outlines))

    row = Reader("posts", (".posts",), lambda source: "%%" in source, lambda _: True, read_posts)
    monkeypatch.setattr("sphinx_summit.notes.readers.READERS", (row, *READERS))
    report = "# Example Summit {} report\n\n## A talk\n\n- one\n\n## More\n\n- two\n"
    each = book.add("blog.posts", report.format(2019) + "%%" + report.format(2020) + "%%# Thoughts\n\nNo event.\n")
    assert each.ledger.pages == (
        "events/example-summit-2019/post-1", "events/example-summit-2020/post-2", "notes/post-3"
    )  # fmt: skip
    assert book.verdicts()["blog.posts"].verdict == "identical"
    index = (book.root / "events/index.md").read_text(encoding="utf-8")
    assert index.index("post-1") < index.index("post-2") < index.index("/notes/post-3")
    objects = {made["id"]: made["page"] for made in each.ledger.objects if made["kind"] == "event"}
    assert objects == {
        "example-summit-2019": "events/example-summit-2019/post-1",
        "example-summit-2020": "events/example-summit-2020/post-2",
    }
