"""Every builder, the second build, the edited build and the parallel build."""

from __future__ import annotations

import pytest

from tests.views.test_views import PAGES

BUILDERS = ["html", "dirhtml", "singlehtml", "latex", "epub", "text", "man", "texinfo", "xml", "pseudoxml", "gettext",
            "linkcheck", "json", "htmlhelp"]  # fmt: skip

MORE = {
    **PAGES,
    "views": """
# Views

{project}`neutron`, {release}`juno`, {since}`kilo`, {person}`例田 花子`,
{session}`~hyper`, {event}`the first <san-diego-2012>`.

:::{directory}
:kind: person
:::

:::{directory}
:kind: release
:::

:::{sessions}
:style: table
:caption: All of them
:::

:::{sessions}
:style: cards
:::

:::{mentions}
:project: neutron
:::

::::{question} Is a `$` safe?
Yes.

- and a list
::::
""",
}


@pytest.fixture
def pages(handbook):
    handbook.conf += 'summit_data = ["openstack"]\nsummit_autolink = "all"\nlanguage = "ja"\n'
    return handbook.write(**MORE)


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_builds_without_a_warning(pages, builder):
    pages.conf += 'man_pages = [("index", "handbook", "A handbook", "nobody", 1)]\n'
    assert pages.build(builder).warnings == []


def test_a_book_of_all_pages_links_the_same_names(pages):
    html = pages.build()
    linked = [
        link.get_text()
        for page in ("index", "sandiego", "meeting", "sydney", "views", "neutron")
        for link in html.soup(page).find_all("a", class_="summit-mention")
    ]
    book = pages.build("singlehtml").soup("index")
    assert [link.get_text() for link in book.find_all("a", class_="summit-mention")] == linked
    assert len(linked) > 3
    latex = pages.build("latex").read("testhandbook.tex")
    assert all(f"\\sphinxcrossref{{{name}}}" in latex for name in linked)


def test_a_parallel_build_equals_a_serial_one(pages):
    assert pages.build(out="parallel", jobs=2).files() == pages.build(out="serial").files()


def test_a_second_build_writes_the_same(pages):
    first = pages.build().files()
    assert pages.build().files() == first
    assert pages.build(out="elsewhere").files() == first


EDITS = {
    "a sentence": {"sydney": PAGES["sydney"].replace("boring", "dull")},
    "a new name": {"sydney": PAGES["sydney"] + "\nAnd Swift.\n"},
    "an event's name": {"sandiego": PAGES["sandiego"].replace("# Summit San Diego", "# Summit in San Diego")},
    "an event's date": {"meeting": PAGES["meeting"].replace("unknown", "2012-09")},
    "a session's title": {"meeting": PAGES["meeting"].replace("ハイパースケール", "大きな規模")},
    "a speaker": {"meeting": PAGES["meeting"].replace("見本 太郎", "見本 次郎")},
    "a session removed": {"meeting": PAGES["meeting"].split("## ")[0]},
    "a page's title": {"views": MORE["views"].replace("# Views", "# All views")},
    "a project described": {"views": MORE["views"] + "\n## Swift\n\n:::{project}\n:id: swift\n:::\n"},
    "a new page": {
        "index": PAGES["index"].replace("sydney\n", "sydney\nnew\n"),
        "new": "# Boston\n\n:::{event}\n:id: boston-2017\n:dates: 2017-05-08/2017-05-12\n:::\n\nNeutron and Nova.\n",
    },
    "a page removed": {"index": PAGES["index"].replace("sydney\n", ""), "sydney": None},
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_after_an_edit_equals_a_clean_one(pages, edit):
    pages.build(out="edited")
    for name, text in EDITS[edit].items():
        if text is None:
            (pages.source / f"{name}.md").unlink()
        else:
            pages.write(**{name: text})
    edited = pages.build(out="edited")
    clean = pages.build(out="clean")
    assert edited.warnings == clean.warnings
    assert edited.files() == clean.files()


def test_a_build_after_an_option_changed_equals_a_clean_one(pages):
    pages.build(out="edited")
    assert pages.build(out="edited", summit_autolink="none").files() == (
        pages.build(out="clean", summit_autolink="none").files()
    )


def test_a_build_after_a_registry_changed_equals_a_clean_one(pages):
    own = pages.source / "own.toml"
    own.write_text('[[project]]\nid = "neutron"\nservice = "Nets"\n', encoding="utf-8")
    pages.conf = pages.conf.replace('["openstack"]', '["openstack", "own.toml"]')
    pages.build(out="edited")
    own.write_text('[[project]]\nid = "neutron"\nname = "The Neutron"\n', encoding="utf-8")
    assert pages.build(out="edited").files() == pages.build(out="clean").files()


def test_an_edit_that_touches_no_name_writes_its_page_and_its_parents_only(pages):
    before = pages.build().out
    written = {path: path.stat().st_mtime_ns for path in before.glob("*.html")}
    pages.write(sydney=PAGES["sydney"].replace("# Summit Sydney", "# Summit Sydney\n").rstrip() + "\n\nMore text.\n")
    after = pages.build().out
    again = {path.stem for path in after.glob("*.html") if path.stat().st_mtime_ns != written[path]}
    indices = {path for path in again if path.startswith("summit-")} | {"genindex", "search"}
    assert again - indices == {"sydney", "index"}
