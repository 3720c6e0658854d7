"""Decks of slides: what tells them, what becomes of their titles, their settings and their speaker notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.notes.outline import Heading, Omitted
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.readers.slides import is_slides, read_slides
from tests.notes.conftest import Parsed
from tests.notes.test_safety import EVERYTHING, NASTY, imported, relaxed, runs

PAIRS = Path(__file__).parent / "pairs"
NOTES = sorted(path for path in PAIRS.iterdir() if not path.name.endswith(".expected.md"))
DECKS = ["marp.md", "deckset.md", "rabbit.md", "remark.md"]


def headings(source):
    outline = read_slides(source)
    found = [block for block in outline.blocks if isinstance(block, Heading)]
    return [(heading.level, outline.plain(heading.text)) for heading in found]


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_is_told_by_its_content(name):
    assert reader_for("any.txt", (PAIRS / name).read_text(encoding="utf-8")).name == "slides"


@pytest.mark.parametrize("note", NOTES, ids=lambda path: path.name)
def test_nothing_else_is_taken_for_a_deck(note):
    assert is_slides(note.read_text(encoding="utf-8", errors="replace")) == (note.name in DECKS)


def test_layouts_and_steps_of_slidev_tell_a_deck_and_are_not_shown():
    deck = (
        "---\ntitle: Clouds\n---\n\n# Clouds\n\nHi\n\n---\nlayout: two-cols\n---\n\n# One\n\n<v-click>\n\n> ### Said\n"
        "\n</v-click>\n\n### Below\n\n::right::\n\nMore <mdi-arrow-right /> words\n\n---\n\n# Two\n\nEnd\n"
    )
    assert is_slides(deck)
    _, page = imported(deck, "note.md")
    assert Parsed(page).warnings == ""
    words = page.partition("# Clouds")[2]
    assert not any(mark in words for mark in ("layout", "v-click", "::right", "mdi-"))


def test_many_short_parts_with_titles_are_a_deck():
    assert is_slides("\n\n---\n\n".join(f"# Part {n}\n\n- item" for n in range(6)))
    assert not is_slides("\n\n---\n\n".join(f"# Part {n}\n\n- item" for n in range(3)))
    assert not is_slides("\n\n---\n\n".join(f"# Part {n}\n\n{'A long report. ' * 60}" for n in range(9)))


def test_the_first_title_is_above_all_others():
    source = "# Talk\n\n## Ann Example\n\n---\n\n# One\n\n## Part\n\n---\n\n# Two\n"
    assert headings(source) == [(1, "Talk"), (2, "One"), (3, "Part"), (2, "Two")]


def test_first_lines_are_titles_where_none_is_marked():
    slides = ["Talk", "One thing\n\n- item", "No title, as it ends.\n\n- item", "![x](https://e.org/x.png)\n"]
    source = "\n\n---\n\n".join(slides)
    assert headings(source) == [(1, "Talk"), (2, "One thing")]


@pytest.mark.parametrize(
    "again", ["Plan", "Plan (2/2)", "Plan (cont.)", "Plan (continued)", "Plan（続き）", "Plan 2/2"]
)
def test_a_repeated_title_is_merged_and_recorded(again):
    outline = read_slides(f"# Talk\n\n---\n\n# Plan\n\na\n\n---\n\n# {again}\n\nb\n\n---\n\n# Plan B\n\nc\n")
    said = [outline.plain(block.text) for block in outline.blocks if isinstance(block, Heading)]
    assert said == ["Talk", "Plan", "Plan B"]
    assert [outline.words(block.run) for block in outline.blocks if isinstance(block, Omitted)] == [f"# {again}"]


@pytest.mark.parametrize(
    "source",
    [
        "---\nmarp: true\n---\n# Talk\n\n---\n\n# One\n\n<!-- Ask the\nroom. -->\n",
        "# Talk\n\n---\n\n# One\n\nNote: Ask the\nroom.\n",
        "class: center\n\n# Talk\n\n---\n\n# One\n\n???\n\nAsk the\nroom.\n",
        "slidenumbers: true\n\n# Talk\n\n---\n\n# One\n\n^ Ask the\nroom.\n",
        '# Talk\n\n---\n\n# One\n\n<aside class="notes">\nAsk the\nroom.\n</aside>\n',
    ],
    ids=["marp", "reveal", "remark", "deckset", "html"],
)
def test_speaker_notes_are_kept(source):
    outline = read_slides(source)
    assert "Ask the room." in outline.plain(outline.blocks[-1].text)


@pytest.mark.parametrize(
    "setting",
    [
        "<!-- _class: lead -->",
        "class: center, middle",
        "[.column]",
        "[.build-lists: true]",
        "::: notes",
        "layout: true",
    ],
)
def test_settings_are_recorded_but_not_shown(setting):
    outline = read_slides(f"# Talk\n\n---\n{setting}\n\n# One\n\ntext\n")
    assert [outline.words(block.run) for block in outline.blocks if isinstance(block, Omitted)] == [setting]


def test_what_looks_like_a_mark_in_code_or_in_a_comment_parts_nothing():
    source = "# Talk\n\n---\n\n# One\n\n```yaml\n\n---\n# no title\n```\n\n<!--\n\n---\n-->\n\nEnd.\n"
    assert headings(source) == [(1, "Talk"), (2, "One")]


def test_marp_may_part_slides_by_headings():
    source = "---\nmarp: true\nheadingDivider: 2\n---\n# Talk\n\nAnn Example\n\n## One\n\na\n\n## Two\n\nb\n"
    assert headings(source) == [(1, "Talk"), (2, "One"), (2, "Two")]


PARTS = [
    "\n\n---\n\n", "\n--\n", "\n***\n", "\n\n===\n\n", "\n???\n", "\n^ ", "\n# ", "\n## ", "\n- ", "\n", "\n\n",
    "class: center\n", "<!-- ", " -->", "\n<!-- .slide: x -->\n", "[.column]\n", "subtitle\n:   ", "```\n", "title",
    "(1/2)", "（続き）", "word ", "![bg](https://e.org/x.png)", "::: x\n", "{::note}", "<aside>", "{.build}",
]  # fmt: skip


@relaxed
@given(
    st.lists(st.one_of(st.sampled_from(PARTS), st.sampled_from(NASTY), st.text(max_size=5)), max_size=20).map("".join)
)
def test_any_deck_is_proved_and_does_not_run(text):
    each, page = imported(f"---\nmarp: true\n---\n\n# Title\n\n---\n\n{text}", "deck.md")
    assert each.format == "slides"
    assert runs(Parsed(page)) == ""
    assert runs(Parsed(page, EVERYTHING)) == ""


@relaxed
@given(
    st.lists(
        st.sampled_from(["\n\n---\n\n", "\n# ", "\n\n", "\n- ", " alpha", " beta", "\n^ ", "\n???\n"]), max_size=20
    )
)
def test_the_words_of_a_deck_stand_in_the_page_in_order(parts):
    text = "".join(part + str(number) if part.startswith(" ") else part for number, part in enumerate(parts))
    _, page = imported(f"---\nmarp: true\n---\n\n# Title\n\n---\n\n{text}\n", "deck.md")
    shown, place = Parsed(page).doctree.astext(), 0
    for number, part in enumerate(parts):
        if part.startswith(" "):
            place = shown.find(f"{part.strip()}{number}", place) + 1
            assert place, page
