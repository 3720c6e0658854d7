"""What can go wrong is a warning with a place, and the book is printed all the same."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes

from sphinx_summit.output.typst.compiler import compile_file, read_complaints
from sphinx_summit.output.typst.fonts import find_fonts
from sphinx_summit.output.typst.translator import BookTranslator
from tests.output.test_typst_books.books import build_folder, build_pages

OWN_NODES = """\
from docutils import nodes
from docutils.parsers.rst import Directive

class stranger(nodes.General, nodes.Element): pass
class guest(nodes.General, nodes.Element): pass

def visit_guest(self, node):
    self.body.append("#strong[")
    self.text("# of the guest: ")

def depart_guest(self, node):
    self.body.append("];")

class Own(Directive):
    has_content = True
    required_arguments = 1
    def run(self):
        node = {"stranger": stranger, "guest": guest}[self.arguments[0]]()
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]

def setup(app):
    app.add_directive("own", Own)
    app.add_node(guest, typst=(visit_guest, depart_guest))
"""


def test_every_node_of_docutils_and_sphinx_has_a_visitor():
    names = set(nodes.node_class_names) - {"substitution_reference"}
    own = [getattr(addnodes, name) for name in dir(addnodes)]
    kinds = [kind for kind in own if isinstance(kind, type) and issubclass(kind, nodes.Element)]
    kinds += [getattr(nodes, name) for name in names]
    kinds = [kind for kind in kinds if kind not in (nodes.Element, addnodes._desc_classes_injector)]
    inner = {"tgroup", "thead", "tbody", "row", "entry", "colspec", "author", "authors", "address", "contact",
             "copyright", "date", "organization", "revision", "status", "version", "translatable"}  # fmt: skip
    for kind in kinds:
        known = any(hasattr(BookTranslator, f"visit_{base.__name__}") for base in kind.__mro__)
        assert known or kind.__name__ in inner, kind


@pytest.fixture
def own_nodes(tmp_path, monkeypatch):
    """The line of conf.py that loads an extension with two nodes of its own."""
    (tmp_path / "own_nodes.py").write_text(OWN_NODES, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield 'extensions.append("own_nodes")\n'
    sys.modules.pop("own_nodes", None)


def test_an_unknown_node_is_one_warning_and_its_content_is_printed(tmp_path, own_nodes):
    page = "..\n\nTitle\n=====\n\n.. own:: stranger\n\n   Words *of* it.\n\n.. own:: stranger\n\n   More of it.\n"
    book = build_pages(tmp_path, conf=own_nodes, index=page)
    assert "Words of it." in book.text
    assert "More of it." in book.text
    assert book.warnings.count("WARNING") == 1
    assert "index.rst:6: WARNING: the PDF writer does not know the node 'stranger'" in book.warnings
    assert "[summit.node]" in book.warnings


def test_other_extensions_bring_visitors_with_add_node(tmp_path, own_nodes):
    book = build_pages(tmp_path, conf=own_nodes, index="..\n\nTitle\n=====\n\n.. own:: guest\n\n   Words.\n")
    assert book.warnings == ""
    assert "# of the guest: Words." in book.text


def test_a_broken_picture_is_its_words_and_a_warning_with_its_place(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "broken.png").write_bytes(b"not a picture")
    (tmp_path / "source" / "broken.svg").write_text("<svg>", encoding="utf-8")
    page = "# Title\n\n![First words](broken.png)\n\nText.\n\n![Second words](broken.svg)\n"
    book = build_pages(tmp_path, index=page)
    assert "[First words]" in book.text
    assert "[Second words]" in book.text
    assert 'index.md:3: WARNING: the picture "images/broken.png" can\'t be printed' in book.warnings
    assert 'index.md:7: WARNING: the picture "images/broken.svg" can\'t be printed' in book.warnings
    assert book.warnings.count("[summit.pdf]") == 2


def test_a_missing_picture_is_its_words(tmp_path):
    book = build_pages(tmp_path, index="# Title\n\n![The words](nowhere.png)\n")
    assert "[The words]" in book.text


def test_a_picture_without_words_is_named_by_its_caption_or_file(tmp_path):
    shutil.copytree(Path(__file__).parent / "test_typst_books" / "design" / "figures", tmp_path / "source" / "figures")
    figure = "```{figure} figures/small.svg\nThe caption.\n```\n"
    book = build_pages(tmp_path, index=f"# Title\n\n![](figures/small.svg)\n\n{figure}")
    assert book.warnings == ""
    assert 'alt: "small.svg"' in book.typ
    assert 'alt: "The caption."' in book.typ


@pytest.mark.parametrize("markup", ["#panic[no]", "#unknown()", "#heading(level: 1)[x", '#image("/etc/hostname")'])
def test_an_error_in_the_authors_own_typst_is_a_warning_with_its_place(tmp_path, markup):
    page = f"..\n\nTitle\n=====\n\nText.\n\nMore text.\n\n.. raw:: typst\n\n   {markup}\n"
    book = build_pages(tmp_path, index=page)
    assert re.search(r"index\.rst:1[01]: WARNING: Typst says: .* \[summit\.pdf\]", book.warnings)
    assert "there is no PDF" in book.warnings
    assert not list(book.out.glob("*.pdf"))


def test_what_ua_1_forbids_is_a_warning_and_the_pdf_is_made_without_it(tmp_path):
    page = "..\n\nTitle\n=====\n\nText.\n\n.. raw:: typst\n\n   #heading(level: 4)[Too deep]\n"
    book = build_pages(tmp_path, index=page)
    assert "index.rst:8: WARNING: Typst says: PDF/UA-1 error: skipped from heading level" in book.warnings
    assert "Too deep" in book.text


def test_a_block_that_typst_would_drop_is_a_warning(tmp_path):
    page = "..\n\nTitle\n=====\n\n.. raw:: typst\n\n   #par[Words #block[lost]]\n"
    book = build_pages(tmp_path, index=page)
    assert "was ignored" in book.warnings


def test_complaints_name_the_lines_of_the_main_file():
    text = (
        "error: unknown variable: x\n  ┌─ summit/inline.typ:3:1\n  │\n3 │ #x\n\nhelp: error occurred in this call\n"
        "  ┌─ book.typ:12:4\n\nerror: second\n  ┌─ book.typ:20:1\n"
    )
    first, second = read_complaints(text, "book.typ")
    assert (first.message, first.lines) == ("unknown variable: x", (12,))
    assert (second.message, second.lines) == ("second", (20,))


def test_the_typst_document_compiles_as_it_lies_with_nothing_but_its_folder(tmp_path):
    book = build_folder("design", tmp_path)
    moved = tmp_path / "elsewhere"
    shutil.move(book.out, moved)
    (source,) = moved.glob("*.typ")
    assert str(tmp_path) not in source.read_text(encoding="utf-8")
    assert "@preview" not in "".join(file.read_text(encoding="utf-8") for file in moved.rglob("*.typ"))
    proof = compile_file(source, find_fonts())
    assert proof.errors == proof.warnings == ()


STRANGE = {
    "no title": {"index": "Only text, no title.\n"},
    "two titles": {"index": "# One\n\nText.\n\n# Two\n\nText.\n"},
    "nothing": {"index": "# Title\n"},
    "empty toctree": {"index": "# Title\n\n```{toctree}\n```\n"},
    "skipped levels": {"index": "# Title\n\n## A\n\n#### Deep\n\nText.\n"},
    "section in a note": {
        "index": "# Title\n\n:::{note}\n```{toctree}\na\n```\n:::\n",
        "a": "# Inner\n\n## Deeper\n\nText.\n",
    },
    "toctree in a list": {"index": "# Title\n\n- item\n\n  ```{toctree}\n  a\n  ```\n", "a": "# Inner\n\nText.\n"},
    "note in a title": {"index": "# Title\n\n## With[^a] a `note` ![x](x.png)\n\nText.\n\n[^a]: The note.\n"},
    "note that cites itself": {"index": "# Title\n\nText[^a].\n\n[^a]: See[^a] and[^b].\n\n[^b]: Back[^a].\n"},
    "note in a head": {
        "index": "# Title\n\n| a[^a] | [b](a.md) |\n|---|---|\n| c | d |\n\n[^a]: The note.\n",
        "a": "# A\n",
    },
    "only a head": {"index": "# Title\n\n| a | b |\n|---|---|\n"},
    "table in a table": {
        "index": "# Title\n\n````{list-table}\n* - outer\n  - ```{list-table}\n    :header-rows: 1\n"
        "    * - x\n    * - y\n    ```\n````\n"
    },
    "long listing": {"index": "# Title\n\n```\n" + "line\n" * 200 + "```\n"},
    "huge words": {"index": "# " + "W" * 200 + "\n\n## " + "字" * 200 + "\n\n- " + "ー" * 200 + "\n"},
    "many columns": {
        "index": "# T\n\n" + "| a long word " * 20 + "|\n" + "|-" * 20 + "|\n" + "| another " * 20 + "|\n"
    },
    "deep list": {"index": "# T\n\n" + "".join("  " * n + "- level\n" for n in range(12))},
    "empty parts": {"index": "..\n\nT\n=\n\n.. glossary::\n\n.. rubric:: \\ \n\n| \n\n-\n-\n\n:a:\n:b:\n"},
}


@pytest.mark.parametrize("case", STRANGE)
def test_strange_books_are_printed(tmp_path, case):
    book = build_pages(tmp_path, **STRANGE[case])
    assert "summit." not in book.warnings, book.warnings
    assert book.pages
    book.links()
