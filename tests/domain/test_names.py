"""Names in prose: which become links, what is told of the others."""

from __future__ import annotations

import json

import pytest

PAGES = {
    "index": "# Start\n\n```{toctree}\nnight\nprojects\n```\n",
    "projects": "# Projects\n\n:::{directory}\n:kind: project\n:::\n\n:::{directory}\n:kind: release\n:::\n",
}
NIGHT = "# Night\n\n:::{event}\n:id: night\n:dates: 2012-10-15\n:::\n\n"


def mentions(build, page="night"):
    return [
        (row["text"], row["id"], row["where"], row["linked"])
        for row in json.loads(build.read("summit-mentions.json"))
        if row["page"] == page
    ]


@pytest.fixture
def night(handbook):
    def build(text, **options):
        options = {"summit_data": ["openstack"], "summit_autolink": "all", **options}
        return handbook.write(**PAGES, night=NIGHT + text).build(**options)

    return build


def test_a_former_name_is_linked_as_written(night):
    build = night("Quantumの議論。")
    link = build.soup("night").find("a", class_="summit-mention")
    assert (link.get_text(), link["href"]) == ("Quantum", "projects.html#project-neutron")
    assert link["title"] == "Neutron"


@pytest.mark.parametrize(
    ("text", "where", "linked"),
    [
        ("neutronの話", "prose", True),
        ("`neutron`の話", "code", False),
        ("[neutron](https://example.org)", "link", False),
        ("<https://example.org/neutron>", "url", False),
        ("## neutronの話", "title", False),
        ("local:neutron:storage", "compound", False),
        ("/etc/neutron/x", "compound", False),
        ("```console\n$ neutron net-list\n```", "code", False),
        ("neutron-agentの話", "compound", False),
        ("{project}`neutron`", "link", True),
    ],
)
def test_where_a_name_stands_decides(night, text, where, linked):
    build = night(text)
    assert build.warnings == []
    assert [(row[1], *row[2:]) for row in mentions(build)] == [("neutron", where, linked)]
    links = build.soup("night").find_all("a", class_="summit-mention")
    assert bool(links) is (where == "prose")


def test_an_ambiguous_name_is_linked_only_where_the_session_names_it(night):
    build = night("Rally here.\n\n## Talk\n\n:::{session}\n:id: talk\n:projects: rally\n:::\n\nRally there.\n")
    assert [row[2:] for row in mentions(build)] == [("ambiguous", False), ("prose", True)]


def test_first_links_each_object_once_in_a_section(night):
    text = "Nova, Nova, Swift.\n\n## Second\n\nNova again.\n"
    linked = [row[0] for row in mentions(night(text, summit_autolink="first")) if row[3]]
    assert linked == ["Nova", "Swift", "Nova"]


def test_none_links_nothing_and_still_counts(night):
    found = mentions(night("Nova.", summit_autolink="none"))
    assert found == [("Nova", "nova", "prose", False)]


def test_a_name_in_a_title_or_track_shows_on_the_card_without_a_link_in_the_heading(night):
    build = night("## Nova and Quantum\n\n:::{session}\n:id: both\n:track: Swift\n:::\n")
    section = build.soup("night").find("section", id="session-both")
    card = section.find("dd", class_="summit-fact-projects")
    assert [a.get_text() for a in card.find_all("a")] == ["Nova", "Neutron", "Swift"]
    assert section.find("h2").find("a", class_="summit-mention") is None
    assert json.loads(build.read("summit.json"))["sessions"][0]["projects"] == ["nova", "neutron", "swift"]


def test_the_lines_are_those_of_the_page(night):
    build = night("one\ntwo Nova\nthree Swift\n")
    rows = json.loads(build.read("summit-mentions.json"))
    assert [(row["line"], row["id"]) for row in rows if row["page"] == "night"] == [(9, "nova"), (10, "swift")]


def test_a_name_registered_on_a_page_read_later_is_linked_too(handbook):
    handbook.write(
        index="# Start\n\nTalk of Zebrafish.\n\n```{toctree}\nzebra\n```",
        zebra="# Zebrafish\n\n:::{project}\n:id: zebrafish\n:::\n",
    )
    soup = handbook.build().soup("index")
    assert soup.find("a", class_="summit-mention")["href"] == "zebra.html#project-zebrafish"


def test_one_name_of_two_projects_is_linked_to_neither_and_told(handbook):
    (handbook.source / "own.toml").write_text(
        '[[project]]\nid = "a"\nname = "Same"\n[[project]]\nid = "b"\nname = "Same"\n', encoding="utf-8"
    )
    build = handbook.write(index=NIGHT + "Same here.").build(summit_data=["own.toml"])
    assert ["the name 'Same' is claimed by project a and project b" in line for line in build.warnings] == [True]
    assert build.soup("index").find("a", class_="summit-mention") is None
