"""Which object a name on a page means, and what pages, blocks and sessions say about links."""

from __future__ import annotations

import json
import os

import pytest

DIRECTORIES = "# Lists\n\n:::{directory}\n:kind: project\n:::\n\n:::{directory}\n:kind: release\n:::\n"
REGISTRY = """\
[[project]]
id = "ray"
name = "Ray"

[[project]]
id = "beam"
name = "Beam"
former = [{ name = "Ray", until = "2013-06" }]

[[project]]
id = "heat"
name = "Heat"
ambiguous = ["heat"]
context = ["stack", "テンプレート"]

[[project]]
id = "cafe"
name = "Cafe\u0301"
"""


@pytest.fixture
def mentions(handbook):
    """Build pages; (page, text, id, where, linked) of every name but those on the lists."""

    def build(registry=REGISTRY, **pages):
        (handbook.source / "own.toml").write_text(registry, encoding="utf-8")
        toctree = "\n".join([*pages, "lists"])
        start = f"# Start\n\n:::{{event}}\n:id: start\n:::\n\n```{{toctree}}\n{toctree}\n```\n"
        done = handbook.write(index=start, lists=DIRECTORIES, **pages).build(summit_data=["own.toml"])
        assert done.warnings == []
        rows = json.loads(done.read("summit-mentions.json"))
        assert all(
            bool(done.soup(page).find("a", class_="summit-mention"))
            is any(r["linked"] for r in rows if r["page"] == page)
            for page in pages
        )
        return [(r["page"], r["text"], r["id"], r["where"], r["linked"]) for r in rows if r["page"] != "lists"]

    return build


def event(id_, date, text=""):
    return f"# {id_}\n\n:::{{event}}\n:id: {id_}\n:dates: {date}\n:::\n\n{text}\n"


def test_the_event_of_the_page_or_the_day_of_the_session_tells_whose_name_it_was(mentions):
    found = mentions(
        old=event("old", "2012-10", "Ray."),
        new=event(
            "new", "2014-05-12/2014-05-16", "Ray.\n\n## Talk\n\n:::{session}\n:id: s\n:day: 2013-05-01\n:::\n\nRay."
        ),
        more="# More of old\n\nRay.\n\n## Talk\n\n:::{session}\n:id: s2\n:event: old\n:::\n",
        nowhen="# Nowhen\n\nRay.",
    )
    assert [(row[0], row[2]) for row in found] == [
        ("more", "beam"), ("new", "ray"), ("new", "beam"), ("nowhen", "ray"), ("old", "beam"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("In the heat of the day.", "ambiguous"),
        ("Heat makes it.", "prose"),
        ("The heat of a stack.", "prose"),
        ("The heat.\n\nElsewhere a stack.", "prose"),
        ("The heat.\n\n## Other\n\nA stack.", "ambiguous"),
        ("## テンプレート\n\nheat と。", "prose"),
        ("{project}`the project <heat>` is named, so heat is meant.", "prose"),
        ("## Talk\n\n:::{session}\n:id: s\n:::\n\nThe heat.\n\n### Below\n\nA stack.", "prose"),
        ("## Talk\n\n:::{session}\n:id: s\n:projects: heat\n:::\n\nThe heat.", "prose"),
    ],
)
def test_an_ambiguous_name_is_meant_where_its_session_or_section_says_so(mentions, text, where):
    found = [row for row in mentions(page=event("e", "2014-05-12", text)) if row[1].casefold() == "heat"]
    assert found[-1][3:] == (where, where == "prose") if "## テン" not in text else found[-1][3] == where


@pytest.mark.parametrize(
    ("front_matter", "linked"),
    [
        ("---\nsummit-autolink: none\n---\n", [False, False, False]),
        ("---\nsummit-autolink: all\n---\n", [True, True, True]),
        ("---\nsummit-autolink: first\n---\n", [True, False, True]),
        ("", [True, False, True]),
    ],
)
def test_a_page_has_its_own_way_of_linking(mentions, front_matter, linked):
    found = mentions(page=front_matter + "# Page\n\nRay and Ray.\n\n## Next\n\nRay.\n")
    assert [row[3:] for row in found] == [("prose", each) for each in linked]


def test_a_page_in_restructuredtext_has_it_too(mentions):
    found = mentions(page="..\n   reST\n\n:summit-autolink: none\n\nPage\n====\n\nRay.\n")
    assert found == [("page", "Ray", "ray", "prose", False)]


def test_names_in_a_session_an_event_or_a_block_that_asks_stay_as_they_are(mentions):
    session = ":::{session} Talk\n:id: s\n:no-autolink:\n\nRay.\n:::\n"
    block = ":::{container} summit-no-autolink\n\nRay.\n:::\n"
    question = ":::{question} Why Ray?\n:no-autolink:\n\nRay.\n:::\n"
    quiet = event("quiet", "2014-05-12", "Ray.").replace(":dates:", ":no-autolink:\n:dates:")
    found = mentions(page=f"# Page\n\n{session}\n{block}\n{question}\nRay.\n", quiet=quiet)
    assert [(row[0], *row[3:]) for row in found if row[3] != "title"] == [
        ("page", "off", False), ("page", "off", False), ("page", "off", False), ("page", "off", False),
        ("page", "prose", True), ("quiet", "off", False),
    ]  # fmt: skip


def test_decomposed_and_half_width_text_is_linked_as_written(mentions):
    registry = REGISTRY + '\n[[project]]\nid = "garasu"\nname = "ガラス"\n'
    found = mentions(registry, page="# Page\n\nCafe\u0301とCaf\u00e9、ｶﾞﾗｽとカ\u3099ラス。\n")
    assert [row[1:3] for row in found] == [
        ("Cafe\u0301", "cafe"), ("Caf\u00e9", "cafe"), ("ｶﾞﾗｽ", "garasu"), ("カ\u3099ラス", "garasu"),
    ]  # fmt: skip


def test_a_name_of_two_projects_is_left_and_told_with_both_places(handbook):
    page = "# One\n\n:::{project} Same\n:id: one\n:::\n\n:::{project} Same\n:id: two\n:::\n\nSame here.\n"
    done = handbook.write(index=page).build()
    assert len(done.warnings) == 1
    assert "'Same' is claimed by project one and project two (index:3 and index:7)" in done.warnings[0]
    assert [row["where"] for row in json.loads(done.read("summit-mentions.json"))][-1] == "ambiguous"


# -- badges ----------------------------------------------------------------------------------------

RELEASES = """\
[[release]]
id = "amber"
name = "Amber"
date = "2020-04-15"
status = [{ from = "2020-04-15", is = "maintained" }, { from = "2022-04-15", is = "end of life" }]

[[release]]
id = "basil"
name = "Basil"
date = "2022-10-14"
status = [{ from = "2022-04-15", is = "development" }, { from = "2022-10-14", is = "maintained" }]
"""


@pytest.fixture
def said(handbook, monkeypatch):
    def build(text, day="1640995200", language="en"):
        monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", day)
        (handbook.source / "own.toml").write_text(RELEASES, encoding="utf-8")
        done = handbook.write(index=f"# Start\n\n{text}\n").build("text", summit_data=["own.toml"], language=language)
        return " ".join(done.read("index.txt").split("\n", 3)[3].split()), done.warnings

    return build


BEFORE, AFTER = "1640995200", "1672531200"
"""The first days of 2022 and 2023."""


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("amber", BEFORE, "Amber maintained (April 15, 2020 – April 15, 2022)"),
        ("amber", AFTER, "Amber end of life (April 15, 2020 – April 15, 2022)"),
        ("basil", BEFORE, "Basil future (October 14, 2022)"),
        ("~amber..basil", AFTER, "Amber to Basil"),
        (
            "amber..basil",
            AFTER,
            "Amber end of life (April 15, 2020 – April 15, 2022) to Basil maintained (October 14, 2022)",
        ),
    ],
)
def test_a_badge_says_its_state_on_the_day_of_the_build_in_words(said, text, day, expected):
    assert said(f"{{release}}`{text}`", day) == (expected, [])


@pytest.mark.parametrize(
    ("text", "day", "language", "expected"),
    [
        ("{since}`amber`", AFTER, "en", "since Amber (April 15, 2020)"),
        ("{deprecated}`basil`", AFTER, "en", "deprecated in Basil (October 14, 2022)"),
        ("{removed}`basil`", BEFORE, "en", "removed in Basil (future, October 14, 2022)"),
        ("{since}`amber`", AFTER, "ja", "Amber から (2020年4月15日)"),
        ("{release}`~amber..basil`", AFTER, "ja", "Amber ～ Basil"),
    ],
)
def test_a_statement_stands_in_its_language_with_the_date(said, text, day, language, expected):
    assert said(text, day, language) == (expected, [])


def test_an_unknown_end_of_a_range_is_one_warning(said):
    text, warnings = said("{release}`~amber..basli`")
    assert text == "Amber to *basli*"
    assert ["unknown release 'basli': did you mean basil?" in warning for warning in warnings] == [True]


def test_a_wrong_word_in_a_page_s_metadata_is_told(handbook):
    build = handbook.write(index="---\nsummit-autolink: nome\n---\n# Page\n\nNova.\n").build(summit_data=["openstack"])
    [warning] = build.warnings
    assert "index.md:1: WARNING: summit-autolink is 'nome', not one of first, all, none: did you mean none?" in warning
