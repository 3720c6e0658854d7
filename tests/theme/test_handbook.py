"""What the theme makes of a handbook: its rail, and the classes that its style sheet counts on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .conftest import BuildSite, read_page, read_pages


@pytest.fixture
def folder(build_site: BuildSite) -> Path:
    return build_site("handbook", "-b", "html")


@pytest.fixture
def meetup(folder: Path) -> BeautifulSoup:
    return read_page(folder / "meetup.html")


def test_the_rail_leads_by_kind_and_by_event(meetup: BeautifulSoup) -> None:
    rail = meetup.select_one("#summit-rail")
    assert rail
    assert [heading.get_text() for heading in rail.find_all("h2")] == ["種類から", "イベントから"]
    assert "発表2" in [link.get_text() for link in rail.select("h2 + ul > li > a")]
    year = rail.select_one("details[open]")
    assert year
    assert year.select_one("a[aria-current=page]").get_text() == "架空の会 第7回"  # type: ignore[union-attr]


def test_under_the_current_event_stand_its_sessions(meetup: BeautifulSoup) -> None:
    links = {link["href"]: link.get_text() for link in meetup.select("#summit-rail .here a")}
    assert links["#session-m7-router"] == "分散仮想ルーターを本番に入れて三か月"


def test_a_session_has_the_parts_that_go_into_the_margin_and_under_its_title(meetup: BeautifulSoup) -> None:
    session = meetup.select_one("section.summit-session")
    assert session
    for name in ("when", "room", "format", "track", "speakers", "projects", "releases", "links"):
        assert session.select(f":scope > .summit-facts > dd.summit-fact-{name}"), name
    assert session.select(".summit-fact-projects a.summit-project")
    assert session.select(".summit-fact-releases .summit-badge.summit-is-ended > .summit-badge-dates")


def test_the_style_sheet_names_no_class_that_pages_lack(folder: Path) -> None:
    styled = set(re.findall(r"\.(summit-[a-z-]+)", (folder / "_static" / "summit.css").read_text(encoding="utf-8")))
    written = {
        name
        for page in read_pages(folder).values()
        for tag in page.find_all(class_=re.compile("^summit-"))
        for name in tag["class"]
    }
    states = {"summit-is-development", "summit-is-future", "summit-is-maintained", "summit-is-unmaintained"}
    rare = {"summit-undated", "summit-more", "summit-note", "summit-milestone", "summit-url"}
    assert styled - written - states - rare == set()
