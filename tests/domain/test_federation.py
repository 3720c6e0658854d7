"""Two handbooks that link to each other by their inventories, as `docs/publishing.md` describes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Build, Handbook

FEDERATED = Path(__file__).parents[1] / "federated"


@pytest.fixture
def handbooks(tmp_path: Path) -> dict[str, Handbook]:
    shutil.copytree(FEDERATED, tmp_path / "federated", ignore=shutil.ignore_patterns("__pycache__", "build"))
    folders = {name: tmp_path / "federated" / name for name in ("spring", "autumn")}
    return {name: Handbook(folder, (folder / "conf.py").read_text("utf-8")) for name, folder in folders.items()}


def build(handbooks: dict[str, Handbook]) -> dict[str, Build]:
    return {name: handbook.build(out=f"{name}/build") for name, handbook in handbooks.items()}


def links(built: Build) -> dict[str, str]:
    return {link.get_text(): str(link["href"]) for link in built.soup("index").find_all("a", class_="external")}


def test_the_first_build_leaves_inventories_and_the_second_links_both_ways(handbooks):
    build(handbooks)
    built = build(handbooks)
    assert [built[name].warnings for name in built] == [[], []]
    assert links(built["spring"]) == {
        "the autumn talk": "https://autumn.example.org/index.html#session-samovar-again",
        "The autumn meeting": "https://autumn.example.org/index.html#event-autumn",
        "Opening": "https://autumn.example.org/index.html#session-opening",
    }
    assert links(built["autumn"]) == {
        "the opening in spring": "https://spring.example.org/index.html#session-opening",
        "Samovar": "https://spring.example.org/index.html#project-samovar",
        "The spring meeting": "https://spring.example.org/index.html#event-spring",
    }


def test_what_another_handbook_adds_and_takes_away_is_linked_at_the_next_build(handbooks):
    build(handbooks)
    page = handbooks["spring"].source / "index.md"
    for text in (page.read_text("utf-8").replace(":id: samovar\n", ":id: urn\n:formerly: samovar\n"), "# Nothing\n"):
        page.write_text(text, "utf-8")
        build(handbooks)
        edited = build(handbooks)["autumn"]
        clean = handbooks["autumn"].build(out="autumn/clean")
        assert edited.files() == clean.files()


def test_of_two_handbooks_with_the_same_id_the_own_object_is_meant(handbooks):
    build(handbooks)
    soup = build(handbooks)["autumn"].soup("index")
    assert soup.find("a", href="#session-opening", class_="summit-session").get_text() == "Opening"


def test_an_unknown_object_of_another_handbook_is_one_warning(handbooks):
    build(handbooks)
    page = handbooks["autumn"].source / "index.md"
    page.write_text(page.read_text("utf-8").replace("{project}`samovar`", "{project}`samowar`"), "utf-8")
    (warning,) = build(handbooks)["autumn"].warnings
    assert "unknown project 'samowar'" in warning


def test_an_object_of_two_other_handbooks_is_one_warning_that_names_both(handbooks):
    build(handbooks)
    autumn = handbooks["autumn"]
    copy = autumn.source.parent / "winter" / "build" / "html"
    shutil.copytree(autumn.source.parent / "spring" / "build" / "html", copy)
    autumn.conf += f'intersphinx_mapping["winter"] = ("https://winter.example.org/", {str(copy / "objects.inv")!r})\n'
    page = autumn.source / "index.md"
    page.write_text("# Winter\n\n{project}`samovar`, {external+spring:summit:project}`samovar`\n", "utf-8")
    built = autumn.build(out="autumn/build")
    (warning,) = built.warnings
    assert "index.md:3: WARNING: project 'samovar' is in several inventories" in warning
    assert "spring (https://spring.example.org/index.html#project-samovar)" in warning
    assert "winter (https://winter.example.org/index.html#project-samovar)" in warning
    hrefs = [link["href"] for link in built.soup("index").find_all("a", class_="external")]
    assert hrefs == [f"https://{name}.example.org/index.html#project-samovar" for name in ("winter", "spring")]
