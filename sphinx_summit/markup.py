"""What is drawn as HTML: what Sphinx would write for its nodes, in a tenth of the time.

A test draws the same pages both ways and compares their bytes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_summit.doctree import Inline, Piece

if TYPE_CHECKING:
    from collections.abc import Callable

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", ">": "&gt;", "@": "&#64;"})
"""As docutils, which hides `@` from collectors of addresses."""
_SPACE = re.compile(r"[\n\r\t\v\f]")


def as_html(piece: Inline) -> str:
    """The HTML of a piece."""
    if isinstance(piece, str):
        return piece.translate(_ESCAPED)
    assert isinstance(piece, Piece)
    return _WRITERS[piece.kind](piece)


def _tag(name: str, classes: tuple[str, ...], **attributes: str) -> str:
    """A start tag with the attributes in order, as docutils has them."""
    parts = [f' {key}="{_SPACE.sub(" ", value).translate(_ESCAPED)}"' for key, value in sorted(attributes.items())]
    return f"<{name}{_class(classes)}{''.join(parts)}>"


@cache
def _class(classes: tuple[str, ...]) -> str:
    said = " ".join(dict.fromkeys(classes))
    return f' class="{said.translate(_ESCAPED)}"' if said else ""


def _line(piece: Piece) -> str:
    return "".join(map(as_html, piece.children))


def _blocks(piece: Piece) -> str:
    """Paragraphs end their line, but for the only one of a row or a cell."""
    is_only = len(piece.children) == 1 and piece.kind in {nodes.list_item, nodes.entry}
    end = "" if is_only else "\n"
    return "".join(
        as_html(child) + (end if isinstance(child, Piece) and child.kind is nodes.paragraph else "")
        for child in piece.children
    )


def _paragraph(piece: Piece) -> str:
    return f"{_tag('p', piece.classes)}{_line(piece)}</p>"


def _rubric(piece: Piece) -> str:
    return f"{_tag('p', (*piece.classes, 'rubric'))}{_line(piece)}</p>\n"


def _inline(piece: Piece) -> str:
    return f"{_tag('span', piece.classes)}{_line(piece)}</span>"


def _reference(piece: Piece) -> str:
    """Kept: lists name the same objects again and again."""
    if not piece.markup:
        said = piece.attributes
        address = f"#{said['refid']}" if "refid" in said else said["refuri"] or "#"
        title = {"title": said["reftitle"]} if "reftitle" in said else {}
        where = "internal" if said.get("internal") or "refid" in said else "external"
        piece.markup = f"{_tag('a', (*piece.classes, 'reference', where), href=address, **title)}{_line(piece)}</a>"
    return piece.markup


def _target(piece: Piece) -> str:
    return f"{_tag('span', (*piece.classes, 'target'), id=piece.attributes['ids'][0])}</span>"


def _container(piece: Piece) -> str:
    return f"{_tag('div', (*piece.classes, 'docutils', 'container'))}\n{_blocks(piece)}</div>\n"


def _bullet_list(piece: Piece, *, is_inner: bool = False) -> str:
    """`simple` is said of the outermost list whose rows are one paragraph each, with or without rows of their own."""
    simple = ["simple"] if not is_inner and _is_simple(piece) else []
    rows = "".join(_list_item(row, is_inner=is_inner or bool(simple)) for row in piece.children)
    return f"{_tag('ul', (*piece.classes, *simple))}\n{rows}</ul>\n"


def _list_item(row: Inline, *, is_inner: bool) -> str:
    assert isinstance(row, Piece)
    *blocks, last = row.children
    if isinstance(last, Piece) and last.kind is nodes.bullet_list:
        above = _blocks(Piece(nodes.container, blocks))
        return f"{_tag('li', row.classes)}{above}{_bullet_list(last, is_inner=is_inner)}</li>\n"
    if not row.markup:
        row.markup = f"{_tag('li', row.classes)}{_blocks(row)}</li>\n"
    return row.markup


def _is_simple(piece: Inline) -> bool:
    assert isinstance(piece, Piece)
    for row in piece.children:
        assert isinstance(row, Piece)
        *blocks, last = row.children
        inner = isinstance(last, Piece) and last.kind is nodes.bullet_list
        if len(blocks) > (1 if inner else 0) or (inner and not _is_simple(last)):
            return False
    return True


def _field_list(piece: Piece) -> str:
    """Label and value, odd and even."""
    rows = []
    for number, field in enumerate(piece.children):
        assert isinstance(field, Piece)
        label, value = field.children
        assert isinstance(label, Piece)
        assert isinstance(value, Piece)
        parity = "field-even" if number % 2 else "field-odd"
        start = _tag("dt", (parity, *label.classes))
        rows.append(f'{start}{_line(label)}<span class="colon">:</span></dt>\n')
        rows.append(f"{_tag('dd', (parity, *value.classes))}{_blocks(value)}</dd>\n")
    return f"{_tag('dl', (*piece.classes, 'field-list', 'simple'))}\n{''.join(rows)}</dl>\n"


def _table(piece: Piece) -> str:
    (group,) = piece.children
    assert isinstance(group, Piece)
    head, body = group.children[-2:]
    assert isinstance(head, Piece)
    assert isinstance(body, Piece)
    top = "".join(_row(row, number, "th") for number, row in enumerate(head.children))
    rows = "".join(_row(row, number, "td") for number, row in enumerate(body.children, len(head.children)))
    start = _tag("table", (*piece.classes, "docutils", "align-default"))
    return f"{start}\n<thead>\n{top}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(row: Inline, number: int, cell: str) -> str:
    """Its cells are kept; whether it is odd or even, the rows before it decide."""
    assert isinstance(row, Piece)
    if not row.markup:
        head = ["head"] if cell == "th" else []
        row.markup = "".join(
            f"{_tag(cell, (*entry.classes, *head))}{_blocks(entry)}</{cell}>\n"
            for entry in row.children
            if isinstance(entry, Piece)
        )
    return f"{_tag('tr', (*row.classes, 'row-even' if number % 2 else 'row-odd'))}{row.markup}</tr>\n"


_WRITERS: dict[type[nodes.Element], Callable[[Piece], str]] = {
    nodes.paragraph: _paragraph,
    nodes.rubric: _rubric,
    nodes.inline: _inline,
    nodes.reference: _reference,
    nodes.target: _target,
    nodes.container: _container,
    nodes.bullet_list: _bullet_list,
    nodes.field_list: _field_list,
    nodes.table: _table,
}
