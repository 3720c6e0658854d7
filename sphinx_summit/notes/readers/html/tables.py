"""Tables of data, and those that only lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.readers.html.tokens import words
from sphinx_summit.notes.readers.html.tree import Node, nodes, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_summit.notes.readers.html.tree import Tree

MOST_COLUMNS = 30
# What no cell of a table in Markdown can hold.
_TOO_MUCH = words("table ul ol dl pre blockquote hr h1 h2 h3 h4 h5 h6 article section form iframe video textarea")


def rows_of(table: Node) -> list[list[Node]]:
    """The cells of each row, without rows that have none."""
    rows: list[list[Node]] = []
    for begins, child in walk(table):
        if begins and isinstance(child, Node):
            if child.name == "tr":
                rows.append([])
            elif child.name in {"td", "th"} and rows:
                rows[-1].append(child)
    return [row for row in rows if row]


def is_data(tree: Tree, table: Node) -> bool:
    """Whether a table can be one in Markdown: at least two columns, and in its cells nothing but words."""
    if tree.attribute(table, "role") in {"presentation", "none"}:
        return False
    if any(node.name in _TOO_MUCH for node in nodes(table)):
        return False
    lengths = [len(row) for row in rows_of(table)]
    return 1 < max(lengths, default=0) <= MOST_COLUMNS


def grid_of(tree: Tree, table: Node) -> tuple[list[list[Node | None]], bool]:
    """Rows of equal length (None: a cell that another one covers), and whether the first is the head."""
    rows = rows_of(table)
    head = all(cell.name == "th" for cell in rows[0]) or _is_in_head(rows[0][0])
    grid: list[list[Node | None]] = []
    covered: dict[int, int] = {}
    for row in rows:
        line: list[Node | None] = []
        for cell in row:
            _skip_covered(line, covered)
            width, height = _span(tree, cell, "colspan"), _span(tree, cell, "rowspan")
            for column in range(len(line), len(line) + width):
                if height > 1:
                    covered[column] = height - 1
            line += [cell, *[None] * (width - 1)]
        _skip_covered(line, covered)
        grid.append(line)
    width = max(map(len, grid))
    return [[*line, *[None] * (width - len(line))] for line in grid], head


def _skip_covered(line: list[Node | None], covered: dict[int, int]) -> None:
    while covered.get(len(line), 0) > 0:
        covered[len(line)] -= 1
        line.append(None)


def _is_in_head(cell: Node) -> bool:
    row = cell.parent
    return bool(row and row.parent and row.parent.name == "thead")


def _span(tree: Tree, cell: Node, name: str) -> int:
    value = tree.attribute(cell, name) or ""
    limit = MOST_COLUMNS if name == "colspan" else 1000
    return min(max(int(value), 1), limit) if value.isdigit() and value.isascii() and len(value) < 6 else 1


def captions_of(table: Node) -> Iterator[Node]:
    """The titles of a table."""
    return (child for child in table.children if isinstance(child, Node) and child.name == "caption")
