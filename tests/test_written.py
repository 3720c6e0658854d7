"""Which pages a build writes again: those that differ, and what Sphinx itself always writes."""

from __future__ import annotations

import shutil

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder

from tests.checksums import forget_checksums
from tests.conftest import Handbook
from tests.test_builds import MORE
from tests.views.test_views import PAGES

INDICES = {f"summit-{kind}" for kind in (
    "event", "session", "project", "release", "person", "organization", "question")}  # fmt: skip
DRAWN_ALWAYS = {"genindex", "search", *INDICES}
"""Pages that Sphinx draws at every build, but for indices that have not changed."""

EDITS: dict[str, tuple[dict[str, str | None], set[str]]] = {
    "nothing": ({}, set()),
    "a sentence without a name": ({"sydney": PAGES["sydney"] + "\nMore text.\n"}, {"sydney"}),
    "a sentence with a name": ({"sydney": PAGES["sydney"] + "\nNeutron again.\n"}, {"sydney", "neutron", "views"}),
    "a mention of a session": (
        {"meeting": PAGES["meeting"] + "\nAs {session}`firewalling` said.\n"},
        {"meeting", "sandiego"},  # where the session is
    ),
    "a line between sections": ({"sandiego": PAGES["sandiego"].replace("## Fire", "\n\n## Fire")}, set()),
    "a session's title": (
        {"sandiego": PAGES["sandiego"].replace("## Firewalling", "## Filtering")},
        {"sandiego", "neutron", "views", "index"},
    ),
    "a speaker": (
        {"meeting": PAGES["meeting"].replace("見本 太郎", "見本 次郎")},
        {"meeting", "views"},
    ),
    "the title of a page": (
        {"views": MORE["views"].replace("# Views", "# All views")},
        # the contents, previous and next; the others have objects that the page mentions, and say so by its title
        {"views", "index", "sydney", "neutron", "sandiego", "meeting"},
    ),
    "a page without objects": (
        {"index": PAGES["index"].replace("sydney\n", "sydney\nnew\n"), "new": "# New\n\nText.\n"},
        {"new", "index", "sydney", "views"},  # the contents, next and previous
    ),
    "a page deleted": (
        {"index": PAGES["index"].replace("views\n", ""), "views": None},
        {"index", "sydney", "neutron", "sandiego", "meeting"},  # its rows were the speakers' places, too
    ),
}
"""Edit → the pages that are different afterwards."""


@pytest.fixture
def pages(handbook: Handbook) -> Handbook:
    forget_checksums()
    handbook.conf += 'summit_data = ["openstack"]\nlanguage = "ja"\nhtml_theme = "summit"\n'
    return handbook.write(**MORE)


def edit(handbook: Handbook, texts: dict[str, str | None]) -> None:
    for name, text in texts.items():
        if text is None:
            (handbook.source / f"{name}.md").unlink()
        else:
            handbook.write(**{name: text})


def written(handbook: Handbook, texts: dict[str, str | None], **options: object) -> tuple[set[str], set[str]]:
    """The pages that are different after edits, and those that the build has written."""
    first = handbook.build(out="edited", **options)
    before, times = first.files(), {path: path.stat().st_mtime_ns for path in first.out.glob("*.html")}
    edit(handbook, texts)
    second = handbook.build(out="edited", **options)
    after = second.files()
    assert after == handbook.build(out="clean", **options).files()
    names = {path.name for path in second.out.glob("*.html") if path.stem not in DRAWN_ALWAYS}
    different = {name for name in names if before.get(name) != after[name]}
    again = {name for name in names if times.get(second.out / name) != (second.out / name).stat().st_mtime_ns}
    return {name.removesuffix(".html") for name in different}, {name.removesuffix(".html") for name in again}


@pytest.mark.parametrize("name", EDITS)
def test_only_pages_that_differ_are_written_and_what_sphinx_always_writes(pages, name):
    texts, expected = EDITS[name]
    different, again = written(pages, texts)
    assert different == expected
    # Sphinx writes every page that it has read, and the page whose toctree lists it.
    parents = {"index"} if texts else set()
    assert again == different | {page for page, text in texts.items() if text is not None} | parents


@pytest.mark.parametrize("name", ["nothing", "a sentence without a name", "a session's title", "a page deleted"])
def test_index_pages_are_drawn_again_when_they_list_something_else(pages, name):
    def times() -> dict[str, int]:
        found = (path for path in (pages.source.parent / "edited" / "html").glob("summit-*.html"))
        return {path.stem: path.stat().st_mtime_ns for path in found if path.stem in INDICES}

    pages.build(out="edited")
    before = times()
    edit(pages, EDITS[name][0])
    pages.build(out="edited")
    assert (before == times()) == (name in {"nothing", "a sentence without a name"})


def test_index_pages_are_drawn_again_with_all_pages(pages):
    """Sphinx writes all pages again after a changed template, though no page says anything else."""
    templates = pages.source / "templates"
    templates.mkdir()
    pages.conf += 'templates_path = ["templates"]\n'
    (templates / "layout.html").write_text('{% extends "!layout.html" %}', encoding="utf-8")
    pages.build(out="edited")
    layout = '{% extends "!layout.html" %}{% block footer %}Our own footer{% endblock %}'
    (templates / "layout.html").write_text(layout, encoding="utf-8")
    assert "Our own footer" in pages.build(out="edited").read("summit-session.html")


def test_a_role_that_names_a_session_by_its_title_is_stale_when_the_title_changes(pages):
    edit(pages, {"meeting": PAGES["meeting"] + "\nAs {session}`Firewalling Quantum` said.\n"})
    linked = pages.build(out="edited")
    edit(pages, {"sandiego": PAGES["sandiego"].replace("## Firewalling Quantum", "## Filtering")})
    edited, clean = pages.build(out="edited"), pages.build(out="clean")
    assert edited.files() == clean.files()
    assert not linked.warnings
    assert any("unknown session 'Firewalling Quantum'" in line for line in edited.warnings)


def test_a_build_that_was_interrupted_is_made_good_by_the_next(pages, monkeypatch):
    pages.build(out="edited")
    edit(pages, {"sydney": PAGES["sydney"] + "\nNeutron again.\n"})
    with monkeypatch.context() as patch:
        patch.setattr("sphinx.builders.html.StandaloneHTMLBuilder.write_doc", _fail)
        with pytest.raises(KeyboardInterrupt):
            pages.build(out="edited")
    assert pages.build(out="edited").files() == pages.build(out="clean").files()


def _fail(*_args: object) -> None:
    raise KeyboardInterrupt


def test_builders_that_share_their_doctrees_write_each_what_it_has_not(pages):
    pages.build("html", out="edited")
    pages.build("text", out="edited")
    edit(pages, {"sydney": PAGES["sydney"] + "\nNeutron again.\n"})
    text, html = pages.build("text", out="edited"), pages.build("html", out="edited")
    assert html.files() == pages.build("html", out="clean").files()
    assert text.files() == pages.build("text", out="clean").files()


def test_a_builder_writes_what_another_has_read_again_for_a_file_that_it_includes(pages):
    edit(pages, {"sydney": PAGES["sydney"] + "\n```{include} part.txt\n```\n"})
    for said in ("One.", "Two."):
        (pages.source / "part.txt").write_text(said, encoding="utf-8")
        pages.build("html", out="edited")
        assert pages.build("text", out="edited").files() == pages.build("text", out=f"clean {said}").files()


def test_a_page_that_replaces_a_newer_one_is_read(pages):
    pages.write(new="# Other page\n\nNeutron.\n").build(out="edited")
    (pages.source / "new.md").replace(pages.source / "sydney.md")
    assert pages.build(out="edited").files() == pages.build(out="clean").files()


def test_images_are_named_alike_whichever_page_came_first(pages):
    for folder in ("one", "two"):
        (pages.source / folder).mkdir()
        (pages.source / folder / "photo.svg").write_text(f"<svg><desc>{folder}</desc></svg>", encoding="utf-8")
    pages.write(sydney=PAGES["sydney"] + "\n![](two/photo.svg)\n").build(out="edited")
    pages.write(meeting=PAGES["meeting"] + "\n![](one/photo.svg)\n")
    clean = pages.build(out="clean").files()
    assert pages.build(out="edited").files() == clean
    assert pages.build(out="parallel", jobs=4).files() == clean


@pytest.mark.parametrize("builder", ["html", "text", "summittypst"])
def test_a_clean_build_in_another_folder_on_another_day_is_the_same(pages, builder, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1400000000")
    first = pages.build(builder, out="first").files()
    elsewhere = pages.source.parent / "elsewhere" / "deep" / "handbook"
    shutil.copytree(pages.source, elsewhere)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    for jobs in (1, 2, 4):
        forget_checksums()
        assert Handbook(elsewhere, pages.conf).build(builder, out=f"second-{jobs}", jobs=jobs).files() == first


def test_sphinxs_own_ways_can_be_kept(pages):
    texts, _ = EDITS["the title of a page"]
    out = pages.build(out="edited", summit_fresh_pages=False).out
    times = {path: path.stat().st_mtime_ns for path in out.glob("*.html") if path.stem not in DRAWN_ALWAYS}
    edit(pages, texts)
    pages.build(out="edited", summit_fresh_pages=False)
    written = {path.stem for path in times if times[path] != path.stat().st_mtime_ns}
    # What Sphinx writes, and the pages whose back-links say the title.
    assert written == {"views", "index"} | {"neutron", "sandiego", "meeting"}


@pytest.mark.parametrize("builder", ["summittypst", "singlehtml", "html"])
def test_a_picture_goes_with_the_page_that_no_list_of_contents_has(handbook, builder):
    (handbook.source / "dot.svg").write_text("<svg/>", encoding="utf-8")
    listed, unlisted = ("# Start\n\n```{toctree}\n" + names + "\n```\n" for names in ("a\nb", "a"))
    event = "# {0}\n\n:::{{event}}\n:id: {0}\n:::\n"
    handbook.write(
        index=listed, a=event.format("a"), b="---\norphan: true\n---\n" + event.format("b") + "\n![](dot.svg)\n"
    )
    assert any(name.endswith("dot.svg") for name in handbook.build(builder, out="edited").files())
    handbook.write(index=unlisted)
    edited, clean = handbook.build(builder, out="edited"), handbook.build(builder, out="clean")
    assert edited.files().keys() == clean.files().keys()


def test_a_build_that_is_interrupted_while_it_writes_leaves_nothing_stale(pages, monkeypatch):
    before = pages.build(out="edited").files()
    pages.write(sandiego=PAGES["sandiego"].replace("## Firewalling", "## Filtering"))
    write = StandaloneHTMLBuilder.write_doc

    def write_some(builder, page, tree):
        if page == "views":
            raise KeyboardInterrupt  # after any other exception Sphinx begins anew
        write(builder, page, tree)

    monkeypatch.setattr(StandaloneHTMLBuilder, "write_doc", write_some)
    with pytest.raises(KeyboardInterrupt):
        pages.build(out="edited")
    monkeypatch.undo()
    pages.write(sandiego=PAGES["sandiego"])
    assert pages.build(out="edited").files() == before
