"""The manual: it builds, its examples mean the same in both syntaxes, and what it shows is what the code does."""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from sphinx_summit import views
from sphinx_summit.notes.cli import main
from sphinx_summit.output.typst.fonts import find_fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SNIPPETS = DOCS / "snippets"
NAMES = sorted(path.stem for path in SNIPPETS.glob("*.md"))
CONF = """\
project = "Snippets"
extensions = ["myst_parser", "sphinx_design", "sphinx_summit"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "summit"
html_theme = "basic"
root_doc = "sessions"
summit_data = ["registry.toml"]
"""
DAY = "1640995200"
"""2022-01-01: when the snippets are built, which decides the state of their releases."""


@contextmanager
def built(source, target, builder="html"):
    """A finished build and its warnings."""
    app = SphinxTestApp(builder, srcdir=source, builddir=target)
    try:
        app.build()
        yield app, strip_escape_sequences(app.warning.getvalue()).splitlines()
    finally:
        app.cleanup()


def fenced(page, language):
    """The code blocks of a language on a page."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"(?ms)^(`{{3,}}){re.escape(language)}\n(?:(?::[^\n]*\n)+\n)?(.*?)^\1$", text)


# -- the manual ------------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["html", "summitpdf"])
def test_the_manual_builds_without_a_warning(builder, tmp_path):
    if builder == "summitpdf" and not find_fonts().complete:
        pytest.skip("the fonts of the extra `ja` are not installed")
    source = shutil.copytree(DOCS, tmp_path / "docs", ignore=shutil.ignore_patterns("_build", "expected"))
    with built(source, tmp_path / "out", builder) as (app, warnings):
        assert warnings == []
    result = "index.html" if builder == "html" else "sphinx-summit.pdf"
    assert (Path(app.outdir) / result).stat().st_size > 0


def test_the_importer_makes_the_page_that_readme_and_tutorial_show(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    shutil.copy(DOCS / "samples" / "meetup-3.txt", "notes")
    said = []
    for command in (["import", "notes/", "--into", "handbook/"], ["verify", "handbook/"]):
        assert main(command) == 0
        said.append(f"$ sphinx-summit {' '.join(command)}\n{capsys.readouterr().out}")
    page = Path("handbook/events/example-meetup-3/meetup-3.md").read_text(encoding="utf-8")
    sample = DOCS / "samples" / "meetup-3.md"
    if os.environ.get("WRITE_EXPECTED"):
        sample.write_text(page, encoding="utf-8")
    assert page == sample.read_text(encoding="utf-8")
    readme = ROOT / "README.md"
    assert [text for _, text in fenced(readme, "text")] == [Path("notes/meetup-3.txt").read_text(encoding="utf-8")]
    assert [text for _, text in fenced(readme, "md")] == [page]
    shown = [text for _, text in fenced(DOCS / "tutorial.md", "console")]
    assert [text for text in said if text not in shown] == []


# -- snippets --------------------------------------------------------------------------------------


def build_snippets(suffix, folder, monkeypatch):
    source = folder / "snippets"
    source.mkdir()
    for path in (SNIPPETS / "registry.toml", *SNIPPETS.glob(f"*.{suffix}")):
        shutil.copy(path, source)
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    # What is drawn is one node of HTML there; the standard nodes of other builders tell more.
    monkeypatch.setattr(views, "_writes_as_sphinx", lambda _app: False)
    with built(source, folder / "out") as (app, warnings):
        shapes = {name: shape(app.env.get_and_resolve_doctree(name, app.builder)) for name in NAMES}
        data = {
            name: json.loads((Path(app.outdir) / name).read_text(encoding="utf-8"))
            for name in ("summit.json", "summit-mentions.json")
        }
    return shapes, [line for line in warnings if "isn't included in any toctree" not in line], data


def shape(tree):
    """A page's structure, its texts, links and class names: what a reader or a style sheet can tell apart."""
    return "\n".join(_lines(tree, 0)) + "\n"


def _lines(node: nodes.Element, depth: int) -> Iterator[str]:
    marks = [f"#{id_}" for id_ in node["ids"]] + [f".{name}" for name in node["classes"]]
    where = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
    yield "  " * depth + "".join([node.tagname, *marks, f" → {where}" if where else ""])
    for is_text, group in groupby(node.children, lambda child: isinstance(child, nodes.Text)):
        if is_text:  # MyST has a text of its own for each line end
            yield "  " * (depth + 1) + repr("".join(text.astext() for text in group).replace("\n", " "))
        else:
            for child in group:
                yield from _lines(child, depth + 1)


@pytest.fixture(scope="module")
def snippets(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        return {form: build_snippets(form, tmp_path_factory.mktemp(form), monkeypatch) for form in ("md", "rst")}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["md", "rst"])
def test_a_snippet_means_what_is_expected_in_both_syntaxes(snippets, name, form):
    expected = SNIPPETS / "expected" / f"{name}.txt"
    if os.environ.get("WRITE_EXPECTED") and form == "md":
        expected.write_text(snippets[form][0][name], encoding="utf-8")
    assert snippets[form][0][name] == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["md", "rst"])
def test_snippets_build_without_a_warning(snippets, form):
    assert snippets[form][1] == []


def test_both_syntaxes_give_the_same_data(snippets):
    assert snippets["md"][2]["summit.json"] == snippets["rst"][2]["summit.json"]


def test_the_manual_shows_pieces_of_the_data_files(snippets):
    shown = [json.loads(text) for _, text in fenced(DOCS / "data.md", "{code-block} json")]
    data = snippets["md"][2]
    assert len(shown) == 2
    assert is_part(shown[0], data["summit.json"])
    assert is_part(shown[1], data["summit-mentions.json"])


def is_part(part, whole):
    """Whether the whole has the part: every key of a table, every row of a list of tables."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and is_part(part[key], whole[key]) for key in part)
    if isinstance(part, list) and part and isinstance(part[0], dict):
        return all(any(is_part(row, other) for other in whole) for row in part)
    return part == whole


def test_every_snippet_has_both_forms():
    assert sorted(path.stem for path in SNIPPETS.glob("*.rst")) == NAMES
