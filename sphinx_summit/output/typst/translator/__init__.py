"""The docutils → Typst writer: a visitor for every node of docutils and Sphinx."""

from __future__ import annotations

from sphinx_summit.output.typst.translator.blocks import BlockVisitors
from sphinx_summit.output.typst.translator.descriptions import DescriptionVisitors
from sphinx_summit.output.typst.translator.headings import HeadingVisitors
from sphinx_summit.output.typst.translator.inline import InlineVisitors
from sphinx_summit.output.typst.translator.tables import TableVisitors


class BookTranslator(HeadingVisitors, DescriptionVisitors, TableVisitors, BlockVisitors, InlineVisitors):
    """Writes an assembled book as the body of a Typst document."""
