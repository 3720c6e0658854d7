"""Roles: texts, short names, badges, old ids, `any`, other projects."""

from __future__ import annotations

import json

import pytest

PAGES = {
    "index": "# Start\n\n```{toctree}\npage\nobjects\n```\n",
    "objects": """
# Objects

## Neutron

:::{project}
:id: neutron
:formerly: quantum
:::

## The Juno release

:::{release}
:id: juno
:version: 2014.2
:date: 2014-10-16
:status: maintained
:::
""",
}


@pytest.fixture
def page(handbook):
    def build(text, builder="html", **options):
        return handbook.write(**PAGES, page=f"# Page\n\n{text}\n").build(builder, **options)

    return build


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("{project}`neutron`", "Neutron"),
        ("{project}`the network <neutron>`", "the network"),
        ("{project}`quantum`", "Neutron"),
        ("{summit:project}`neutron`", "Neutron"),
        ("{any}`neutron`", "Neutron"),
    ],
)
def test_a_role_links_to_the_objects_anchor(page, role, text):
    build = page(role)
    assert build.warnings == []
    assert build.soup("page").find("a", href="objects.html#project-neutron").get_text() == text


def test_an_exclamation_mark_leaves_the_text_without_a_link(page):
    build = page("{project}`!neutron`")
    assert build.warnings == []
    assert build.soup("page").find("a", href="objects.html#project-neutron") is None
    assert "neutron" in build.soup("page").get_text()


def test_a_release_is_a_badge_with_its_state_in_words(page):
    badge = page("{release}`juno`").soup("page").find("span", class_="summit-badge")
    assert badge.find("a")["href"] == "objects.html#release-juno"
    assert " ".join(badge.get_text().split()) == "The Juno release maintained (October 16, 2014)"
    assert "summit-is-maintained" in badge["class"]


@pytest.mark.parametrize(
    ("statement", "said"), [("since", "since"), ("deprecated", "deprecated in"), ("removed", "removed in")]
)
def test_statements_say_what_they_mean_in_every_output(page, statement, said):
    assert f"{said} The Juno release" in page(f"{{{statement}}}`juno`", "text").read("page.txt")


def test_a_former_id_keeps_its_anchor(page):
    assert page("").soup("objects").find(id="project-quantum").find_parent("section")["id"] == "project-neutron"


def test_a_badge_knows_the_day_of_the_build(handbook, monkeypatch):
    handbook.write(index="# Start\n\n{release}`juno`\n")
    states = {}
    for day, epoch in {"2014-05-01": 1398902400, "2015-01-01": 1420070400, "2016-01-01": 1451606400}.items():
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        soup = handbook.build(summit_data=["openstack"]).soup("index")
        states[day] = soup.find("span", class_="summit-badge-state").get_text()
    assert list(states.values()) == ["development", "maintained", "end of life"]


def test_reference_roles_work_in_restructuredtext(handbook):
    handbook.write(index="..\n\nPage\n====\n\nThe :project:`neutron` and \\ :release:`juno`\\ の話。\n")
    soup = handbook.build(summit_data=["openstack"]).soup("index")
    assert [span.get_text() for span in soup.find_all("span", class_="summit-project")] == ["Neutron"]
    assert soup.find("span", class_="summit-badge")


def test_other_projects_find_our_objects_in_the_inventory(page, tmp_path):
    theirs = page("")
    other = tmp_path / "other"
    other.mkdir()
    (other / "conf.py").write_text(
        'extensions = ["myst_parser", "sphinx_summit", "sphinx.ext.intersphinx"]\nprimary_domain = "summit"\n'
        f'intersphinx_mapping = {{"hb": ("https://hb.example.org", "{theirs.out}/objects.inv")}}\n',
        encoding="utf-8",
    )
    from tests.conftest import Handbook

    handbook = Handbook(other, conf=(other / "conf.py").read_text(encoding="utf-8"))
    build = handbook.write(index="# Other\n\n{project}`neutron` and {external+hb:summit:project}`neutron`\n").build(
        out="other"
    )
    assert build.warnings == []
    hrefs = [link["href"] for link in build.soup("index").find_all("a", class_="external")]
    assert hrefs == ["https://hb.example.org/objects.html#project-neutron"] * 2
    assert json.loads(theirs.read("summit.json"))["projects"][0]["formerly"] == ["quantum"]


@pytest.mark.parametrize(
    ("builder", "file"), [("html", "projects/quantum.html"), ("dirhtml", "projects/quantum/index.html")]
)
def test_the_page_of_a_renamed_object_is_found_at_its_old_address(handbook, builder, file):
    project = "# Neutron\n\n:::{project}\n:id: neutron\n:formerly: quantum\n:::\n"
    handbook.write(index="# Start\n\n```{toctree}\nprojects/neutron\n```\n", projects__neutron=project)
    build = handbook.build(builder)
    assert 'content="0; url=' in build.read(file)
    handbook.write(projects__neutron=project.replace(":formerly: quantum\n", "")).build(builder)
    assert not (build.out / file).exists()


def test_nitpicking_finds_nothing_wrong_and_its_exceptions_hold(page):
    text = "{project}`neutron` {release}`juno` {session}`ghost`"
    assert page("{project}`neutron` and Neutron, {since}`juno`", nitpicky=True).warnings == []
    (warning,) = page(text, nitpicky=True).warnings
    assert "unknown session 'ghost'" in warning
    assert page(text, nitpicky=True, nitpick_ignore=[("summit:session", "ghost")]).warnings == []


def test_any_says_when_an_id_means_two_objects(handbook):
    two = "# Two\n\n## A\n\n:::{project}\n:id: same\n:::\n\n## B\n\n:::{event}\n:id: same\n:::\n\n{any}`same`\n"
    (warning,) = handbook.write(index=two).build().warnings
    assert "summit:event" in warning
    assert "summit:project" in warning
