"""Drafts and private pages stay out of the build, also of the toctrees that name them."""

from __future__ import annotations

INDEX = "# Handbook\n\n```{toctree}\nopen\nTitled <draft>\n/private\n```\n\n:::{directory}\n:kind: event\n:::\n"
PAGE = "# {0}\n\n:::{{event}}\n:id: {0}\n:dates: 2020\n:::\n"
PAGES = {
    "index": INDEX,
    "open": PAGE.format("open"),
    "draft": "---\ntitle: x\ndraft: true\n---\n" + PAGE.format("draft"),
    "private": "---\nprivate: True\n---\n" + PAGE.format("private"),
}


def pages_of(build):
    return {name for name in ("open", "draft", "private") if (build.out / f"{name}.html").exists()}


def test_drafts_and_private_pages_are_left_out(handbook):
    build = handbook.write(**PAGES).build()
    assert build.warnings == []
    assert pages_of(build) == {"open"}
    assert "draft" not in build.read("index.html")
    assert '"draft"' not in build.read("summit.json")
    assert not (build.out / "_sources/draft.md.txt").exists()


def test_an_option_builds_drafts_but_never_private_pages(handbook):
    build = handbook.write(**PAGES).build(summit_drafts=True)
    assert build.warnings == []
    assert pages_of(build) == {"open", "draft"}
    assert "Titled" in build.read("index.html")


def test_a_draft_that_is_published_appears_in_the_next_build(handbook):
    handbook.write(**PAGES).build()
    build = handbook.write(draft=PAGE.format("draft")).build()
    assert build.warnings == []
    assert pages_of(build) == {"open", "draft"}
    assert "Titled" in build.read("index.html")


def test_a_page_that_becomes_a_draft_is_gone_from_the_next_build(handbook):
    handbook.write(**(PAGES | {"draft": PAGE.format("draft")})).build()
    build = handbook.write(draft=PAGES["draft"]).build()
    assert build.warnings == []
    assert pages_of(build) == {"open"}
    assert "Titled" not in build.read("index.html")


def test_the_word_in_a_page_means_nothing(handbook):
    text = PAGE.format("open") + "\n---\ndraft: true\n---\n"
    assert pages_of(handbook.write(**(PAGES | {"open": text})).build()) == {"open"}
