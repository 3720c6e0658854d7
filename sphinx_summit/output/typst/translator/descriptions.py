"""Descriptions of programs (`py:function` and the like) and grammars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_summit.output.typst.escape import markup
from sphinx_summit.output.typst.translator.base import TypstTranslator, closing, passing, wrapping

if TYPE_CHECKING:
    from docutils.nodes import Element

_FORMS = {
    "desc_annotation": ("#emph[", "];"),
    "desc_name": ("#strong[", "];"),
    "desc_returns": (markup(" → "), ""),
    "desc_inline": ("#mono[", "];"),
    "desc_content": ("#description[\n", "];\n"),
    "productionlist": ("#preformatted[", "];\n"),
}
_SIGNATURE = (
    "element", "space", "name", "operator", "punctuation", "keyword", "keyword_type", "literal_number",
    "literal_string", "literal_char",
)  # fmt: skip


@wrapping(_FORMS)
@closing("];\n", "desc_signature")
@passing("desc", "desc_addname", "desc_type", *(f"desc_sig_{kind}" for kind in _SIGNATURE))
class DescriptionVisitors(TypstTranslator):
    """Visitors of descriptions."""

    def visit_desc_signature(self, node: Element) -> None:
        self.mark_source(node)
        self.body.append("#signature[")
        self.write_anchors()

    def visit_desc_signature_line(self, node: Element) -> None:
        if node.parent.index(node):
            self.body.append("#linebreak();")

    def depart_desc_signature_line(self, _node: Element) -> None:
        pass

    def visit_desc_parameterlist(self, node: Element) -> None:
        self._write_list(node, "(", ")")

    def visit_desc_type_parameter_list(self, node: Element) -> None:
        self._write_list(node, "[", "]")

    def _write_list(self, node: Element, opening: str, closing: str) -> None:
        self.body.append(markup(opening))
        self._write_parameters(node, begun=False)
        self.body.append(markup(closing))
        raise nodes.SkipNode

    def _write_parameters(self, node: Element, *, begun: bool) -> None:
        """The parameters with commas between them; optional ones in brackets with the comma before them."""
        for child in node.children:
            optional = isinstance(child, addnodes.desc_optional)
            self.body.append(markup(("[" if optional else "") + (", " if begun else "")))
            if isinstance(child, addnodes.desc_optional):
                self._write_parameters(child, begun=False)
                self.body.append(markup("]"))
            else:
                child.walkabout(self)
            begun = True

    def visit_desc_optional(self, node: Element) -> None:
        self._write_list(node, "[", "]")

    def visit_desc_parameter(self, node: Element) -> None:
        if not node.get("noemph"):
            self.body.append("#emph[")

    def depart_desc_parameter(self, node: Element) -> None:
        if not node.get("noemph"):
            self.body.append("];")

    visit_desc_type_parameter, depart_desc_type_parameter = visit_desc_parameter, depart_desc_parameter

    def visit_production(self, node: Element) -> None:
        # Sphinx before 8.2 leaves the name of a rule to the writer.
        if "::=" not in node.astext() and node.get("tokenname"):
            self.text(f"{node['tokenname']} ::= ")

    def depart_production(self, node: Element) -> None:
        if not node.astext().endswith("\n"):
            self.body.append(markup("\n"))
