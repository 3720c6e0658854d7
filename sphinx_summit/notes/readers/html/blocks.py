"""A tree of elements → a draft in Markdown, block by block."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.readers.html.code import CodeBlock
from sphinx_summit.notes.readers.html.phrases import Phrase
from sphinx_summit.notes.readers.html.phrasing import Phrasing
from sphinx_summit.notes.readers.html.tables import captions_of, grid_of, is_data
from sphinx_summit.notes.readers.html.tree import BLOCKS, Node, Tree, walk
from sphinx_summit.notes.readers.html.words import Closing, Mark, Opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_summit.notes.draft import Pen
    from sphinx_summit.notes.readers.html.tokens import Token
    from sphinx_summit.notes.readers.html.words import Line

COMMENT = "a comment, which pages do not show"
CONTROL = "a control, which does nothing on a page that is read"
DEEPEST_LIST = 6
DEEPEST_QUOTE = 2
HEADINGS = {f"h{n}": n for n in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
ITEMS = frozenset({"li", "dt", "dd"})
CODE = frozenset({"pre", "listing", "xmp", "textarea"})
DROPPED = {
    "script": "a script",
    "style": "a style sheet",
    "noscript": "what browsers without scripts show",
    "template": "a template, which pages do not show",
    "svg": "a drawing",
    "canvas": "a drawing",
    "button": CONTROL,
    "select": CONTROL,
    "datalist": CONTROL,
    "head": "the page's head",
    "object": "what runs within the page",
    "applet": "what runs within the page",
    "noembed": "what other browsers show",
    "noframes": "what other browsers show",
    "map": "areas of a picture",
    "annotation": "a formula in another notation",
    "annotation-xml": "a formula in another notation",
    "rp": "brackets around a reading",
}


@dataclass(eq=False)
class _Container:
    """A list's item or a quotation: what its first line begins with, and the others."""

    first: str
    rest: str
    used: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.first != "> "


class BlockWriter:
    """Writes elements with a pen. `dropped`: elements that are left out, and why; `own`: a post's own link."""

    def __init__(self, tree: Tree, pen: Pen, dropped: Mapping[Node, str], own: Node | None = None) -> None:
        self.tree = tree
        self.pen = pen
        self.dropped = dropped
        self.phrasing = Phrasing(tree, pen, own)
        self.containers: list[_Container] = []
        self.held: dict[Node, list[_Container]] = {}
        self.layout: set[Node] = set()
        self.numbers: dict[Node, int] = {}
        self.depths: Counter[str] = Counter()
        self.heading: Node | None = None
        self.in_cell = False

    def write(self, root: Node) -> None:
        """Write an element with all that is in it."""
        self.layout = layout_lists(root)
        self._walk(root)
        self.flush()

    def _walk(self, root: Node) -> None:
        skip: Node | None = None
        for begins, child in walk(root):
            if skip is not None:
                skip = None if child is skip else skip
            elif not isinstance(child, Node):
                self._token(child)
            elif not begins:
                self._leave(child)
            elif self._whole(child):
                skip = child
            else:
                self._enter(child)

    # -- one element ---------------------------------------------------------------------------------------

    def _token(self, token: Token) -> None:
        if token.kind in {"text", "raw"}:
            self.phrasing.text(token.start, token.end)
        elif token.kind == "comment":
            self.pen.drop(token.start, token.end, COMMENT)

    def _whole(self, node: Node) -> bool:
        """Whether an element is written, or dropped, as a whole."""
        reason = self.dropped.get(node) or DROPPED.get(node.name)
        if reason:
            self.pen.drop(node.start, node.end, reason)
        elif node.name in CODE:
            self._code(node)
        elif node.name == "table" and not any(c.is_item for c in self.containers) and is_data(self.tree, node):
            self._table(node)
        else:
            return self.phrasing.whole(node)
        return True

    def _enter(self, node: Node) -> None:
        name = node.name
        if name in BLOCKS:
            self.flush()
        if name in HEADINGS:
            self.heading = self.heading or node
        elif name in ITEMS:
            self._enter_item(node)
        elif name == "blockquote":
            self._hold(node, "quote", [_Container("> ", "> ")] if self.depths["quote"] < DEEPEST_QUOTE else [])
        elif name == "hr":
            self._rule()
        elif name == "br":
            self._break()
        else:
            self.phrasing.enter(node)

    def _leave(self, node: Node) -> None:
        if node.name in BLOCKS:
            self.flush()
        self.phrasing.leave(node)
        if node in self.held:
            self._release(node)
        if node is self.heading:
            self.heading = None

    # -- lists and quotations ------------------------------------------------------------------------------

    def _hold(self, node: Node, kind: str, containers: list[_Container]) -> None:
        self.containers += containers
        self.depths[kind] += len(containers)
        self.held[node] = containers

    def _release(self, node: Node) -> None:
        for container in self.held.pop(node):
            del self.containers[self.containers.index(container) :]
            self.depths["item" if container.is_item else "quote"] -= 1

    def _enter_item(self, node: Node) -> None:
        """An item. Below the deepest level that Markdown parsers take, items go on at that level."""
        parent = node.parent
        if parent is None or parent in self.layout or self.in_cell:
            return
        first = self._number(node, parent) if parent.name == "ol" else "  - " if node.name == "dd" else "- "
        if self.depths["item"] < DEEPEST_LIST:
            self._hold(node, "item", [_Container(first, " " * len(first))])
            return
        innermost = next(container for container in reversed(self.containers) if container.is_item)
        innermost.used = False

    def _number(self, node: Node, parent: Node) -> str:
        """What an item of an ordered list begins with."""
        start = self.tree.attribute(parent, "start") if parent not in self.numbers else None
        stated = self.tree.attribute(node, "value") or start or ""
        number = int(stated) if re.fullmatch(r"[0-9]{1,6}", stated) else self.numbers.get(parent, 0) + 1
        self.numbers[parent] = number
        return f"{number}. "

    # -- blocks --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write the words so far as a block."""
        if self.in_cell:
            self.phrasing.passage.space()
            return
        lines = self.phrasing.passage.take()
        if not lines:
            return
        if self.heading is not None and not self.containers:
            self._begin()
            self.pen.say("#" * HEADINGS[self.heading.name] + " ")
            Phrase(self.pen, "heading").write(lines)
        else:
            if self.heading is not None:
                lines = [_bold(line) for line in lines]
            prefix = self._begin()
            Phrase(self.pen, "block", prefix).write(lines)
        self.pen.say("\n")

    def _begin(self, *, words: bool = True) -> str:
        """Begin a block with a blank line and the marks of the items and quotations around; what its lines begin with.

        An item in which another one comes first shows its mark only when its own words come. An item that does not
        begin with words has its mark on a line of its own.
        """
        if not self.containers:
            self.pen.say("\n")
            return ""
        innermost = next((c for c in reversed(self.containers) if c.is_item), None)
        shown = [c for c in self.containers if c.used or not c.is_item or c is innermost]
        self.pen.say("".join(c.rest for c in shown if c.used).rstrip() + "\n")
        if innermost and not innermost.used and (not words or shown[-1] is not innermost):
            place = shown.index(innermost)
            self.pen.say("".join(c.rest if c.used else c.first for c in shown[: place + 1]).rstrip() + "\n")
            for container in shown[: place + 1]:
                container.used = True
            self.pen.say("".join(c.rest for c in shown[: place + 1]).rstrip() + "\n")
        self.pen.say("".join(c.rest if c.used else c.first for c in shown))
        for container in shown:
            container.used = True
        return "".join(container.rest for container in shown)

    def _break(self) -> None:
        if self.in_cell or self.heading is not None:
            self.phrasing.passage.space()
        elif self.phrasing.passage.break_line():
            self.flush()

    def _rule(self) -> None:
        if not self.containers and not self.in_cell:
            self._begin()
            self.pen.say("---\n")

    def _code(self, node: Node) -> None:
        self.flush()
        code = CodeBlock(self.tree, node)
        if self.in_cell or not code.lines:
            return
        code.write(self.pen, self._begin(words=False))

    # -- tables --------------------------------------------------------------------------------------------

    def _table(self, table: Node) -> None:
        self.flush()
        for caption in captions_of(table):
            self._walk(caption)
            self.flush()
        grid, has_head = grid_of(self.tree, table)
        prefix = self._begin(words=False)
        width = len(grid[0])
        if not has_head:
            grid.insert(0, [None] * width)
        for number, row in enumerate(grid):
            if number:
                self.pen.say(prefix)
            self._row(row)
            if number == 0:
                self.pen.say(f"{prefix}{'| --- ' * width}|\n")

    def _row(self, row: list[Node | None]) -> None:
        self.in_cell = True
        for cell in row:
            self.pen.say("| ")
            if cell:
                self._walk(cell)
                Phrase(self.pen, "cell").write(self.phrasing.passage.take())
            self.pen.say(" ")
        self.in_cell = False
        self.pen.say("|\n")


def layout_lists(root: Node) -> set[Node]:
    """Lists that hold headings: they lay out a page, and are no lists of what a person wrote."""
    found: set[Node] = set()
    seen: set[Node] = set()
    for begins, node in walk(root):
        if not begins or not isinstance(node, Node) or node.name not in HEADINGS:
            continue
        above = node.parent
        while above is not None and above not in seen:
            seen.add(above)
            if above.name in LISTS:
                found.add(above)
            above = above.parent
    return found


def _bold(line: Line) -> Line:
    mark = Mark("strong")
    return [Opening(mark), *line, Closing(mark)]
