"""Preformatted text → a fenced block, each line as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import LINE_END
from sphinx_summit.notes.readers.html.phrases import REFERENCE
from sphinx_summit.notes.readers.html.tokens import chunks
from sphinx_summit.notes.readers.html.tree import Node, walk
from sphinx_summit.notes.readers.html.words import Word

if TYPE_CHECKING:
    from sphinx_summit.notes.draft import Pen
    from sphinx_summit.notes.readers.html.tree import Tree

_LANGUAGE = re.compile(r"(?:^|\s)(?:lang|language|highlight|brush|sourcecode|source)(?:[-:]\s*|\s+)([a-z][\w+#.-]*)")
_NUMBERS = frozenset({"lineno", "linenos", "line-number", "line-numbers", "gutter", "ln"})
_NOT_TEXT = frozenset({"script", "style", "template"})


class CodeBlock:
    """The lines of an element in which white space counts."""

    def __init__(self, tree: Tree, node: Node) -> None:
        self.tree = tree
        self.node = node
        self.lines: list[list[Word]] = [[]]
        self._read()
        shown = [number for number, line in enumerate(self.lines) if _text(line).strip()]
        self.lines = self.lines[shown[0] : shown[-1] + 1] if shown else []

    def write(self, pen: Pen, prefix: str) -> None:
        """Write the block; `prefix` begins its lines after the first."""
        text = "\n".join(map(_text, self.lines))
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        pen.say(f"{fence}{self.language}\n")
        for line in self.lines:
            pen.say(prefix if line else prefix.rstrip())
            for word in line:
                if word.kept:
                    pen.keep(word.start, word.end)
                else:
                    pen.change(word.start, word.end, word.text, REFERENCE)
            pen.say("\n")
        pen.say(f"{prefix}{fence}\n")

    @property
    def language(self) -> str:
        """The language that the page names, as highlighters of web pages have it."""
        inner = [child for child in self.node.children if isinstance(child, Node) and child.name == "code"]
        around = [above for above in (self.node.parent, self.node.parent and self.node.parent.parent) if above]
        for node in (self.node, *inner, *around):
            stated = self.tree.attribute(node, "data-lang") or ""
            match = _LANGUAGE.search((self.tree.attribute(node, "class") or "").lower())
            language = stated.lower() or (match[1] if match else "")
            if re.fullmatch(r"[a-z][a-z0-9+#.-]{0,20}", language) and language not in {"text", "default", "none"}:
                return language
        return ""

    def _read(self) -> None:
        skip: Node | None = None
        for begins, child in walk(self.node):
            if skip is not None:
                skip = None if child is skip else skip
            elif not isinstance(child, Node):
                if child.kind in {"text", "raw"}:
                    self._add(child.start, child.end)
            elif begins and (child.name in _NOT_TEXT or self.tree.tokens_of(child) & _NUMBERS):
                skip = child
            elif begins and child.name == "br":
                self.lines.append([])

    def _add(self, start: int, end: int) -> None:
        for chunk in chunks(self.tree.source, start, end):
            kept = chunk.text == self.tree.source[chunk.start : chunk.end]
            if not kept:
                self._word(Word(" " if chunk.text in "\r\n" else chunk.text, chunk.start, chunk.end, kept=False))
                continue
            done = chunk.start
            for match in LINE_END.finditer(self.tree.source, chunk.start, chunk.end):
                self._word(Word(self.tree.source[done : match.start()], done, match.start()))
                self.lines.append([])
                done = match.end()
            self._word(Word(self.tree.source[done : chunk.end], done, chunk.end))

    def _word(self, word: Word) -> None:
        if word.text:
            self.lines[-1].append(word)


def _text(line: list[Word]) -> str:
    return "".join(word.text for word in line)
