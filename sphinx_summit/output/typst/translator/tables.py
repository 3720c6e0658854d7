"""Tables: cells over several rows or columns, heads that repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_summit.output.typst.escape import name
from sphinx_summit.output.typst.translator.base import TypstTranslator
from sphinx_summit.output.typst.translator.grid import Cell, Grid, grid_of, longest_word

if TYPE_CHECKING:
    from docutils.nodes import Element


class TableVisitors(TypstTranslator):
    """Visitors of tables."""

    tables = 0

    def visit_table(self, node: Element) -> None:
        self.mark_source(node)
        captioned = False
        for child in node.children:
            if isinstance(child, nodes.title):
                captioned = True
                number = self.number_of(node)
                how = f"number: {name(number)}" if number else ""
                self.body.append(f"#block-caption({how})[{self.capture(child.children)}];\n")
            elif isinstance(child, nodes.tgroup):
                grid = grid_of(child, given="colwidths-given" in node["classes"])
                self._write_grid(grid, ", above: 0" if captioned else "")
        raise nodes.SkipNode

    def _write_grid(self, grid: Grid, options: str) -> None:
        self.tables += 1
        label = name(f"table-{self.tables}")
        widths = "".join(f"{width:.1f}, " for width in grid.widths)
        head = "".join(self._cell(grid, cell) for cell in grid.cells if grid.is_head(cell))
        self.body.append(f"#tbl({label}, ({widths}), {grid.lines}, {grid.heads}{options}, head: (\n{head}),\n")
        anchor = f"#anchor({label});"
        for cell in grid.cells:
            if not grid.is_head(cell):
                self.body.append(self._cell(grid, cell, anchor))
                anchor = ""
        self.body.append(");\n")

    def _cell(self, grid: Grid, cell: Cell, opening: str = "") -> str:
        # A head is printed again on the next page: no anchor, link or note may stand in it.
        in_head = grid.is_head(cell)
        self._hold += in_head
        content = self.capture(cell.entry.children)
        self._hold -= in_head
        if content and (in_head or cell.column in grid.stubs):
            content = f"#strong[{content}];"
        if longest_word(cell.entry.astext()) > grid.room(cell):
            content = f"#fit({grid.room(cell)})[{content}];"
        form, ending = ("more => ", "#more") if cell is grid.widest_head else ("", "")
        return f"{form}table.cell({_options(cell)})[{opening}{content}{ending}],\n"


def _options(cell: Cell) -> str:
    options = []
    if cell.width > 1:
        options.append(f"colspan: {cell.width}")
    if cell.height > 1:
        options.append(f"rowspan: {cell.height}")
    options += [f"align: {side}" for side in ("left", "center", "right") if f"text-{side}" in cell.entry["classes"]]
    return ", ".join(options)
