"""Pages that define the same label, object, term or equation; files that are no pages."""

from __future__ import annotations

import pytest

from sphinx_summit.domain.rivals import find_rivals
from tests.conftest import Handbook

EVENT = "# {title}\n\n:::{{event}}\n:id: {id_}\n:::\n"
LABEL = "(setup)=\n## Setup of {page}\n\nText.\n"
FUNCTION = "```{py:function} turn(wheel)\nOn {page}.\n```\n"
TERM = "```{glossary}\nwheel\n: It turns on {page}.\n```\n"
EQUATION = "```{math}\n:label: sum\n\n1 + 1\n```\n"
DEFINITIONS = {
    "label": (LABEL, "{ref}`setup`"),
    "object": (FUNCTION, "{py:func}`turn`"),
    "term": (TERM, "{term}`wheel`"),
    "equation": (EQUATION, "{eq}`sum`"),
}


@pytest.fixture
def pages(handbook: Handbook) -> Handbook:
    return handbook.write(
        index="# Start\n\n```{toctree}\n:glob:\n\n*\n```\n",
        event=EVENT.format(title="Event", id_="event"),
        other="# Other\n\nText with a footnote.[^1]\n\n[^1]: Note.\n",
    )


def equals_a_clean_build(handbook: Handbook, jobs: int = 1) -> bool:
    return handbook.build(out="edited", jobs=jobs).files() == handbook.build(out="clean", fresh=True).files()


@pytest.mark.parametrize("what", DEFINITIONS)
@pytest.mark.parametrize("copy", ["a", "z"])
def test_a_copied_page_takes_nothing_with_it_when_it_gets_names_of_its_own(pages, what, copy):
    text, reference = (part.replace("{page}", "m") for part in DEFINITIONS[what])
    pages.write(m=f"# M\n\n{text}", user=f"# User\n\n{reference}\n").build(out="edited")
    pages.write(**{copy: f"# Copy\n\n{text}"})
    assert equals_a_clean_build(pages)
    pages.write(**{copy: "# Copy\n\nNothing.\n"})
    assert equals_a_clean_build(pages)
    built = pages.build(out="edited")
    assert built.soup("user").select_one('.body a[href^="m.html#"]')


def test_processes_that_read_at_once_give_a_label_to_the_same_page(pages):
    names = [f"page{number}" for number in range(8)]
    pages.write(user="# User\n\n{ref}`setup`\n", **{name: f"# {name}\n\n" + LABEL.format(page=name) for name in names})
    assert equals_a_clean_build(pages, jobs=4)
    pages.write(page7="# Page\n")
    assert equals_a_clean_build(pages, jobs=4)
    assert "Setup of page6" in pages.build(out="edited").read("user.html")


def test_pages_with_the_same_footnotes_and_addresses_are_not_read_again(pages):
    text = "# Page\n\nA footnote.[^1]\n\n[^1]: Note.\n"
    rst = "..\n\nPage\n====\n\n`Example`_ [1]_\n\n.. _Example: https://example.org\n\n.. [1] Note.\n"
    pages.write(one=text, two=text, three=rst, four=rst)
    first = pages.build(out="edited")
    times = {name: (first.out / f"{name}.html").stat().st_mtime_ns for name in ("two", "four")}
    pages.write(one=text + "\nMore.\n", three=rst + "\nMore.\n")
    second = pages.build(out="edited")
    assert {name: (second.out / f"{name}.html").stat().st_mtime_ns for name in times} == times


def test_rivals_of_rivals_are_rivals():
    definitions = {"a": ["x"], "b": ["x", "y"], "c": ["y", "z"], "d": ["w"], "e": ["z"]}
    assert find_rivals(definitions, ["a"]) == {"a", "b", "c", "e"}
    assert find_rivals(definitions, ["d", "gone"]) == set()


@pytest.mark.parametrize("reference", ["[Paper](paper.pdf)", "{download}`paper.pdf`"])
def test_a_file_that_comes_later_is_linked(pages, reference):
    pages.write(user=f"# User\n\n{reference}\n").build(out="edited")
    for is_there in (True, False):
        if is_there:
            (pages.source / "paper.pdf").write_bytes(b"%PDF-")
        else:
            (pages.source / "paper.pdf").unlink()
        assert equals_a_clean_build(pages)
        assert ("_downloads/" in pages.build(out="edited").read("user.html")) == is_there


@pytest.mark.parametrize(
    "page",
    [
        "# User\n\n```{include} part.txt\n```\n",
        "..\n\nUser\n====\n\n.. include:: part.txt\n\n.. literalinclude:: part.txt\n",
    ],
    ids=["MyST", "reST"],
)
def test_a_part_that_comes_later_is_included(pages, page):
    pages.write(user=page).build(out="edited")
    (pages.source / "part.txt").write_text("Words of a part.\n", encoding="utf-8")
    assert equals_a_clean_build(pages)
    assert "Words of a part." in pages.build(out="edited").read("user.html")
