"""One directive per kind. It leaves a placeholder, which `objects.PlaceObjects` lifts onto its section.

A directive under a heading describes that section. With a title it makes its own section (or, inside a list or
an admonition, a box), and the headings of its body become rubrics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_summit.doctree import question
from sphinx_summit.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable


TRANSLATED = ("name", "venue", "city", "country", "room", "track", "topics", "service", "caption")
"""The options whose text readers see as it is written: catalogues of messages hold them."""


class Placeholder(nodes.General, nodes.Element, addnodes.translatable):
    """Stands in a page for what is drawn from the whole handbook: an object's facts, or a view.

    Attributes: `what` (`facts` or a view's name), `options`, `docname`; `texts` are the options that readers see, as
    the author wrote them. It never reaches a writer.
    """

    def preserve_original_messages(self) -> None:
        """Called by Sphinx before it translates."""
        self["texts"] = [self["options"][name] for name in TRANSLATED if self["options"].get(name)]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Called by Sphinx for each text that a catalogue has."""
        options = self["options"]
        seen = {name for name in TRANSLATED if options.get(name) == original_message}
        self["options"] = {name: translated_message if name in seen else text for name, text in options.items()}

    def extract_original_messages(self) -> list[str]:
        """Called by Sphinx when it collects what there is to translate."""
        texts: list[str] = self.get("texts", [])
        return texts


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
            text = nodes.inline(title, "", *self._inline(title), translatable=True)
            self.set_source_info(text)
            return [question([holder, text], body)]
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
