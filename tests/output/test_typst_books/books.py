"""Books for the tests of the PDF writer: folders beside this file, or a few pages written in a test."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdf
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

CONF = """\
project = "Test book"
author = "Nobody"
extensions = ["myst_parser", "sphinx_design", "sphinx_summit.output.typst"]
myst_enable_extensions = ["colon_fence"]
"""


@dataclass
class Book:
    """A finished build."""

    out: Path
    warnings: str

    @cached_property
    def pdf(self) -> pypdf.PdfReader:
        (path,) = self.out.glob("*.pdf")
        return pypdf.PdfReader(path)

    @cached_property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in self.pdf.pages]

    @cached_property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "\n".join(self.pages))

    @cached_property
    def typ(self) -> str:
        (path,) = self.out.glob("*.typ")
        return path.read_text(encoding="utf-8")

    def page_of(self, text: str) -> int:
        """The number of the last page with a text; the contents come before it."""
        return max(number for number, page in enumerate(self.pages, 1) if text in page.replace("\n", ""))

    def links(self) -> list[tuple[int, int]]:
        """The pages of all inner links and of their targets; a target outside the file is an error."""
        numbers = {page.indirect_reference.idnum: number for number, page in enumerate(self.pdf.pages, 1)}
        found = []
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.get("/Annots", ()):
                target = annotation.get_object().get("/Dest")
                if target is not None:
                    found.append((number, numbers[target[0].idnum]))
        return found

    def addresses(self) -> set[str]:
        """All addresses of the web that links go to."""
        annotations = [note.get_object() for page in self.pdf.pages for note in page.get("/Annots", ())]
        return {note["/A"]["/URI"] for note in annotations if "/A" in note}

    def outline(self) -> list[tuple[int, str]]:
        """Depth and title of every bookmark."""

        def walk(entries: list[Any], depth: int) -> list[tuple[int, str]]:
            found = []
            for entry in entries:
                found += walk(entry, depth + 1) if isinstance(entry, list) else [(depth, entry.title)]
            return found

        return walk(self.pdf.outline, 1)


def build(source: Path, out: Path, builder: str = "summitpdf", **options: Any) -> Book:
    """Build a folder."""
    app = SphinxTestApp(builder, srcdir=source, builddir=out, confoverrides=options, freshenv=True)
    try:
        app.build()
        return Book(Path(app.outdir), strip_escape_sequences(app.warning.getvalue()))
    finally:
        app.cleanup()


def build_folder(name: str, where: Path) -> Book:
    """Build one of the folders here."""
    shutil.copytree(Path(__file__).parent / name, where / "source")
    return build(where / "source", where / "out")


def build_pages(where: Path, builder: str = "summitpdf", conf: str = "", **pages: str) -> Book:
    """Build pages by docname: Markdown, or reStructuredText when it starts with `..`."""
    source = where / "source"
    source.mkdir(exist_ok=True)
    (source / "conf.py").write_text(CONF + conf, encoding="utf-8")
    for name, text in pages.items():
        suffix = ".rst" if text.startswith("..") else ".md"
        (source / f"{name}{suffix}").write_text(text, encoding="utf-8")
    return build(source, where / "out", builder)
