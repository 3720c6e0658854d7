"""The builders `summittypst` (a Typst document) and `summitpdf` (the PDF as well)."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import sphinx
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from sphinx_summit.output.typst.assemble import Places, assemble, survey
from sphinx_summit.output.typst.book import compose, file_name, settings, title_of
from sphinx_summit.output.typst.fonts import find_fonts
from sphinx_summit.output.typst.glyphs import printable
from sphinx_summit.output.typst.press import Press
from sphinx_summit.output.typst.translator import BookTranslator

if TYPE_CHECKING:
    from collections.abc import Set

logger = logging.getLogger(__name__)


class TypstBuilder(Builder):
    """Writes one Typst document with its template and pictures: `<outdir>/<project>.typ`."""

    name = "summittypst"
    format = "typst"
    epilog = "The Typst document is in %(outdir)s."
    default_translator_class = BookTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf",
    ]  # fmt: skip
    # Remote pictures are never fetched: the writer prints their addresses.
    supported_remote_images = True

    places: Places

    def init(self) -> None:
        """Find the fonts once."""
        self.imagedir = "images"
        self.fonts = find_fonts()

    def get_outdated_docs(self) -> str:
        """A book is written as a whole."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """An address that `Places.resolve` reads."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """All documents end in one file."""
        return self.get_target_uri(to)

    if sphinx.version_info < (8, 1):

        def write(self, *_ignored: object) -> None:  # type: ignore[misc]
            """What newer Sphinx calls `write_documents`."""
            self.write_documents(set())

    def write_documents(self, _docnames: Set[str]) -> None:
        """Assemble, translate and write the book."""
        with progress_message("assembling the book", nonl=False):
            book = assemble(self, self.config.root_doc)
            self.post_process_images(book)
            self.places = survey(book, self.config.root_doc)
        with progress_message("writing the book"):
            body = self.create_translator(book, self)
            assert isinstance(body, BookTranslator)
            book.walkabout(body)
            text = printable(compose(self, self.places, body), book, self.fonts)
            self._copy_pictures()
            self._copy_template()
            self.source.write_text(text, encoding="utf-8", newline="\n")

    @property
    def source(self) -> Path:
        """The Typst document."""
        return Path(self.outdir) / f"{file_name(title_of(self.config))}.typ"

    def _copy_template(self) -> None:
        folder = Path(self.outdir, "summit")
        folder.mkdir(parents=True, exist_ok=True)
        with as_file(files(__package__).joinpath("template")) as template:
            for file in sorted(template.glob("*.typ")):
                shutil.copyfile(file, folder / file.name)
        text = settings(self.config, self.fonts)
        (folder / "settings.typ").write_text(text, encoding="utf-8", newline="\n")

    def _copy_pictures(self) -> None:
        folder = Path(self.outdir, "images")
        for source, target in list(self.images.items()):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(Path(self.srcdir, source), folder / target)
            except OSError as error:
                logger.warning("the picture %s can't be read: %s", source, error, type="summit", subtype="pdf")


class PdfBuilder(TypstBuilder):
    """Writes the Typst document and from it `<outdir>/<project>.pdf`."""

    name = "summitpdf"
    epilog = "The PDF is in %(outdir)s."

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the document, then print it."""
        super().write_documents(docnames)
        with progress_message("printing the PDF"):
            Press(self.source, Path(self.srcdir), self.fonts).print_book()
