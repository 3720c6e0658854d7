"""One directive per kind. It leaves a placeholder, which `objects.PlaceObjects` lifts onto its section.

A directive under a heading describes that section. With a title it makes its own section (or, inside a list or
an admonition, a box), and the headings of its body become rubrics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx.util.docutils import SphinxDirective

from sphinx_summit.doctree import question
from sphinx_summit.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable


class Placeholder(nodes.General, nodes.Element):
    """Stands in a page for what is drawn from the whole handbook: an object's facts, or a view.

    Attributes: `what` (`facts` or a view's name), `options`, `docname`. It never reaches a writer.
    """


class AnyOption(dict[str, "Callable[[str], str]"]):
    """An option specification that takes every name, so that we can say what was meant by an unknown one."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __getitem__(self, _name: str) -> Callable[[str], str]:
        return directives.unchanged

    def get(self, _name: str, _default: Any = None) -> Any:
        """As `[]`: MyST asks this way."""
        return directives.unchanged

    def __bool__(self) -> bool:
        return True


class ObjectDirective(SphinxDirective):
    """`session`, `event` … in MyST and reStructuredText."""

    kind: ClassVar[str]
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = AnyOption()

    def run(self) -> list[nodes.Node]:
        """A placeholder, alone or in a section of its own; `objects.PlaceObjects` does the rest."""
        title = self.arguments[0].strip() if self.arguments else ""
        body = self._body()
        holder = Placeholder(kind=self.kind, what="facts", options=self._options(), docname=self.env.docname)
        holder["bare"] = not (title or body)
        self.set_source_info(holder)
        if not title:
            return [holder, *body]
        if self.kind == "question":
            return [question([holder, *self._inline(title)], body)]
        section = nodes.section("", self._title(title), holder, *body, classes=["summit-titled"])
        self.set_source_info(section)
        return [section]

    def _options(self) -> dict[str, str]:
        return {name: value or "" for name, value in self.options.items()}

    def _title(self, text: str) -> nodes.title:
        title = nodes.title(text, "", *self._inline(text))
        self.set_source_info(title)
        return title

    def _inline(self, text: str) -> list[nodes.Node]:
        inline, messages = self.parse_inline(text, lineno=self.lineno)
        return [*inline, *messages]

    def _body(self) -> list[nodes.Node]:
        if not self.content:
            return []
        if isinstance(self.state, RSTState):
            return _without_sections(self.parse_content_to_nodes(allow_section_headings=True))
        return self.parse_content_to_nodes()


def _without_sections(body: list[nodes.Node]) -> list[nodes.Node]:
    """The same blocks with rubrics for headings, as MyST writes them inside a directive."""
    flat: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.section):
            title, *blocks = node.children
            flat += [nodes.rubric("", "", *title.children, ids=node["ids"]), *_without_sections(blocks)]
        else:
            flat.append(node)
    return flat


DIRECTIVES: dict[str, type[ObjectDirective]] = {
    kind: type(f"{kind.title()}Directive", (ObjectDirective,), {"kind": kind, "__doc__": f"The `{kind}` directive."})
    for kind in KINDS
}
