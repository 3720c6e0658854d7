"""The PDF without LaTeX. Registers two builders:

- `summittypst`: `<outdir>/<project>.typ` with its template and pictures, for the Typst compiler as it lies;
- `summitpdf`: the same and `<outdir>/<project>.pdf`, PDF/UA-1, by the `typst` package.

Nodes of other extensions: `app.add_node(node, typst=(visit, depart))`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.output.typst.builder import PdfBuilder, TypstBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builders."""
    app.add_builder(TypstBuilder)
    app.add_builder(PdfBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
