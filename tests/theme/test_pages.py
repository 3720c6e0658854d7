"""Pages of a project that knows nothing of conferences, in Japanese and in English."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import sphinx
from bs4 import BeautifulSoup, Tag

from .conftest import BuildSite, read_page, read_pages, run_sphinx

LANGUAGES = ("ja", "en")
BUILDERS = ("html", "dirhtml")


@pytest.fixture(params=[(language, builder) for language in LANGUAGES for builder in BUILDERS], ids="-".join)
def pages(request: pytest.FixtureRequest, build_site: BuildSite) -> dict[str, BeautifulSoup]:
    language, builder = request.param
    return read_pages(build_site("plain", "-b", builder, "-D", f"language={language}"))


def _main(page: BeautifulSoup) -> Tag:
    main = page.main
    assert main is not None
    return main


def test_a_screen_reader_finds_its_way(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        assert page.body is not None, path
        first = page.body.find(True)
        assert isinstance(first, Tag), path
        assert first.get("href") == f"#{_main(page)['id']}", f"{path}: the skip link comes first"
        assert [len(page.find_all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1], path
        names = [nav.get("aria-label") for nav in page.find_all("nav")]
        assert all(names), path
        assert len(names) == len(set(names)), f"{path}: each navigation has a name of its own"


def test_headings_form_one_outline(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        levels = [int(heading.name[1]) for heading in _main(page).find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (path, levels)


def test_ids_are_unique(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), path


def test_the_rail_says_where_one_is(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        rail = page.find(id="summit-rail")
        assert isinstance(rail, Tag)
        here = [link.get_text() for link in rail.select("[aria-current=page]")]
        title = _main(page).find("h1")
        assert isinstance(title, Tag)
        is_in_contents = re.search("text|deep", path)
        assert here == ([title.get_text().removesuffix("¶")] if is_in_contents else []), path


def test_every_page_says_its_language_and_title(
    pages: dict[str, BeautifulSoup], request: pytest.FixtureRequest
) -> None:
    language = request.node.callspec.params["pages"][0]
    for path, page in pages.items():
        assert page.html is not None
        assert (page.html["lang"], page.html["dir"]) == (language, "ltr"), path
        assert page.title is not None
        assert page.title.get_text().endswith("川辺の手引き"), path
        assert len(page.find_all("meta", attrs={"name": "viewport"})) == 1, path
        assert page.find("link", rel="icon"), path


def test_descriptions_are_the_first_paragraph_or_what_was_written(build_site: BuildSite) -> None:
    folder = build_site("plain", "-b", "html", "-D", "language=ja")

    def describe(name: str) -> list[object]:
        return [meta["content"] for meta in read_page(folder / name).select("meta[name=description]")]

    assert describe("index.html") == ["どの言語の道具でも読める、小さな手引きです。"]
    assert describe("text.html") == ["書いた人の説明。"]
    assert describe("genindex.html") == []


def test_nothing_comes_from_other_hosts(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        for tag in page.find_all(True):
            for name, value in tag.attrs.items():
                assert not re.match(r"(https?:)?//", str(value)), f"{path}: {tag.name} {name}={value}"


def test_a_page_asks_for_few_files(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        if "search" in path:
            continue
        files = [*page.find_all("script", src=True), *page.find_all("link", rel="stylesheet")]
        assert len(files) + 1 <= 8, path


def test_neighbours_are_linked(build_site: BuildSite) -> None:
    page = read_page(build_site("plain", "-b", "html", "-D", "language=ja") / "sub" / "deep.html")
    for rel, target in (("prev", "../text.html"), ("next", "deeper.html")):
        assert [tag["href"] for tag in page.find_all(rel=rel)] == [target, target]
    crumbs = page.select(".crumb li")
    assert [crumb.get_text() for crumb in crumbs] == ["はじめ", "深いページ"]


@pytest.mark.xfail(sphinx.version_info < (8, 1), reason="Sphinx 8.0 gives dirhtml pages the address of html ones")
def test_canonical_address_follows_the_base_url(build_site: BuildSite) -> None:
    folder = build_site("plain", "-b", "dirhtml", "-D", "html_baseurl=https://example.org/guide/")
    link = read_page(folder / "sub" / "deep" / "index.html").find("link", rel="canonical")
    assert isinstance(link, Tag)
    assert link["href"] == "https://example.org/guide/sub/deep/"


def test_a_japanese_site_speaks_no_english(build_site: BuildSite) -> None:
    pages = read_pages(build_site("plain", "-b", "html", "-D", "language=ja"))
    for path, page in pages.items():
        for tag in page.select("script, style, pre, code, .sig, .field-list strong"):
            tag.decompose()
        assert page.body
        spoken = ("aria-label", "title", "placeholder", "alt")
        texts = [page.body.get_text(), *(tag.get(name, "") for tag in page.find_all(True) for name in spoken)]
        words = set(re.findall(r"[A-Za-z]{2,}", " ".join(map(str, texts))))
        names = {"Sphinx", "JavaScript", "PEP", "answer", "question"}
        not_ours = {"built", "in", "function"}  # Sphinx's index of Python names
        assert words - names - not_ours == set(), path


def test_wide_content_can_be_scrolled_by_keyboard(build_site: BuildSite) -> None:
    page = read_page(build_site("plain", "-b", "html", "-D", "language=ja") / "text.html")
    assert all(pre.get("tabindex") == "0" for pre in page.find_all("pre"))
    for table in page.find_all("table"):
        frame = table.find_parent(class_="scroll")
        assert isinstance(frame, Tag)
        assert frame["tabindex"] == "0"
        assert frame["aria-label"] == "表"


def test_a_language_written_from_right_to_left(build_site: BuildSite) -> None:
    page = read_page(build_site("plain", "-b", "html", "-D", "language=ar") / "index.html")
    assert page.html is not None
    assert page.html["dir"] == "rtl"


def test_one_page_alone_offers_no_search_and_no_index(build_site: BuildSite) -> None:
    page = read_page(build_site("plain", "-b", "singlehtml", "-D", "language=ja") / "index.html")
    assert page.select("form, [href*=search], [href*=genindex]") == []
    assert page.select_one("#summit-rail a")


def test_the_same_sources_make_the_same_bytes(build_site: BuildSite, tmp_path: Path) -> None:
    options = ("-b", "html", "-D", "language=ja")
    once = build_site("plain", *options)
    again = run_sphinx("plain", tmp_path / "again", *options, hash_seed="2")
    files = sorted(p.relative_to(once) for p in once.rglob("*") if p.suffix in {".html", ".css", ".js"})
    assert files
    assert [p for p in files if (once / p).read_bytes() != (again / p).read_bytes()] == []
