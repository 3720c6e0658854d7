"""Blocks of the body: paragraphs, lists, listings, notes, figures, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from sphinx_summit.output.typst.escape import markup, string
from sphinx_summit.output.typst.translator.base import TypstTranslator, closing, passing, skipping, wrapping
from sphinx_summit.output.typst.translator.inline import is_picture, names

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

_STRONG = {"attention", "caution", "danger", "error", "important", "warning"}
_NUMERALS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_FORMS = {
    "list_item": ("[", "]"),
    "block_quote": ("#quotation[\n", "];\n"),
    "attribution": ("#attribution[", "];\n"),
    "centered": ("#centered[", "];\n"),
    "hlist": ("#side-by-side(", ");\n"),
    "hlistcol": ("[", "], "),
    "classifier": ("#grey-small[#h(0.5em)", "];"),
    "option_string": ("#mono[", "];"),
    "description": ("#definition[", "];\n"),
    "field_name": ("[", "]"),
    "field_body": ("[", "]"),
    "topic": ('#note("quiet")[\n', "];\n"),
    "sidebar": ('#note("quiet")[\n', "];\n"),
    "subtitle": ("#lead-in[", "];\n"),
}


@wrapping(_FORMS)
@closing("];\n", "rubric", "line", "term", "definition", "literal_block", "doctest_block", "math_block", "caption",
         "Admonition", "versionmodified", "system_message", "citation", "footnote")  # fmt: skip
@closing(";\n", "enumerated_list", "field_list")
@passing("definition_list", "definition_list_item", "option_list", "option_list_item", "option", "field", "compound",
         "acks", "glossary", "only", "autosummary_table", "legend", "decoration", "header", "footer")  # fmt: skip
@skipping("toctree", "highlightlang", "tabular_col_spec", "colspec", "autosummary_toc", "label")
class BlockVisitors(TypstTranslator):
    """Visitors of blocks."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.runin = ""
        """What is printed at the head of the next paragraph."""

    def take_runin(self) -> str:
        """The run-in head, which is printed once."""
        runin, self.runin = self.runin, ""
        return runin

    # ---------- paragraphs

    def visit_paragraph(self, node: Element) -> None:
        # Blank lines, not `par`: that would drop a block in it, such as another extension may put there.
        if not _is_bare(node):
            self.mark_source(node)
            if not self.body[-1:] or not self.body[-1].startswith("\n\n"):
                self.body.append("\n\n")
            if node["classes"]:
                self.body.append(f"#styled({names(node)})[\n")
        self.body.append(self.take_runin())

    def depart_paragraph(self, node: Element) -> None:
        if not _is_bare(node):
            self.body.append("\n];\n\n" if node["classes"] else "\n\n")

    def visit_rubric(self, node: Element) -> None:
        # What footnotes are under in reStructuredText: here they stand at the foot of their pages.
        if node.astext() in ("Footnotes", "脚注"):
            raise nodes.SkipNode
        self.mark_source(node)
        self.body.append("#lead-in[")

    def visit_transition(self, node: Element) -> None:
        if "footnotes" not in node["classes"]:
            self.body.append("#transition();\n")
        raise nodes.SkipNode

    def visit_line_block(self, node: Element) -> None:
        if not isinstance(node.parent, nodes.line_block):
            self.body.append("#verse[\n")

    def depart_line_block(self, node: Element) -> None:
        if not isinstance(node.parent, nodes.line_block):
            self.body.append("];\n")

    def visit_line(self, node: Element) -> None:
        depth, block = -1, node.parent
        while isinstance(block, nodes.line_block):
            depth, block = depth + 1, block.parent
        self.body.append(f"#verse-line({depth})[" + ("" if node.astext() else "#sym.zws"))

    def visit_container(self, node: Element) -> None:
        component = f"sd-{node.get('design_component', '')}"
        if component != "sd-" and component not in node["classes"]:
            node["classes"].append(component)
        if node["classes"]:
            self.body.append(f"#styled({names(node)})[\n")

    def depart_container(self, node: Element) -> None:
        if node["classes"]:
            self.body.append("];\n")

    # ---------- lists

    def visit_bullet_list(self, node: Element) -> None:
        self.body.append("#view-rows" if "summit-rows" in node["classes"] else "#list")

    def depart_bullet_list(self, node: Element) -> None:
        self.body.append(";\n" if len(node) else "();\n")

    def visit_enumerated_list(self, node: Element) -> None:
        numeral = _NUMERALS.get(node.get("enumtype", ""), "1")
        pattern = f"{node.get('prefix', '')}{numeral}{node.get('suffix', '.')}"
        self.body.append(f"#numbered({string(pattern)}, {node.get('start', 1)})")

    def visit_term(self, node: Element) -> None:
        self.body.append("#question-term[" if _in_question(node) else "#term[")

    def visit_definition(self, node: Element) -> None:
        self.body.append("#answer[\n" if _in_question(node) else "#definition[\n")

    def visit_option_group(self, node: Element) -> None:
        self.body.append("#term[")
        for number, option in enumerate(node.children):
            if number:
                self.body.append(markup(", "))
            option.walkabout(self)
        self.body.append("];\n")
        raise nodes.SkipNode

    def visit_option_argument(self, node: Element) -> None:
        self.body.append(f"#mono[{markup(node.get('delimiter', ' '))}#emph[")

    def depart_option_argument(self, _node: Element) -> None:
        self.body.append("];];")

    # ---------- facts and fields

    def visit_field_list(self, node: Element) -> None:
        if not len(node):
            raise nodes.SkipNode
        kind = "session" if "summit-facts" in node["classes"] else "fields"
        if self.sections and self.sections[-1] in ("part", "event") and facts_of(node.parent) is node:
            kind = "opener"
        self.body.append(f'#facts("{kind}")')

    def visit_docinfo(self, node: Element) -> None:
        self.body.append('#facts("fields")')
        for child in node.children:
            if isinstance(child, nodes.field):
                child.walkabout(self)
            else:
                label = type(child).__name__.capitalize()
                self.body.append(f"[{markup(label)}][{self.capture(child.children)}]")
        self.body.append(";\n")
        raise nodes.SkipNode

    # ---------- listings

    def visit_literal_block(self, node: Element) -> None:
        self.mark_source(node)
        self.write_anchors()
        if any(not isinstance(child, nodes.Text) for child in node.children):
            self.body.append("#preformatted[")
            return
        self.body.append(f"#code({string(_lines(node))}{self._code_options(node)});\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_math_block = visit_literal_block

    def _code_options(self, node: Element) -> str:
        how: dict[str, Any] = node.get("highlight_args", {})
        options = [f"lang: {string(node['language'])}"] if node.get("language", "none") != "none" else []
        if node.get("linenos"):
            options.append(f"first: {how.get('linenostart', 1)}")
        if node.get("number"):
            options.append(f'tag: "({node["number"]})"')
        if isinstance(node.parent.children[0], nodes.caption):
            options.append("above: 0")
        if how.get("hl_lines"):
            options.append(f"marked: ({''.join(f'{number}, ' for number in how['hl_lines'])})")
        return "".join(f", {option}" for option in options)

    # ---------- figures

    def visit_figure(self, node: Element) -> None:
        self.mark_source(node)
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        legend = next((child for child in node.children if isinstance(child, nodes.legend)), None)
        rest = [child for child in node.children if child not in (caption, legend)]
        options = [f"[{self.capture(rest)}]"]
        if caption is not None:
            options.append(f"caption: [{self.capture(caption.children)}]")
        if legend is not None:
            options.append(f"legend: [{self.capture(legend.children)}]")
        if number := self.number_of(node):
            options.append(f"number: {string(number)}")
        self.body.append(f"#fig({', '.join(options)});\n")
        raise nodes.SkipNode

    def visit_caption(self, node: Element) -> None:
        """The caption of a listing."""
        number = self.number_of(node.parent)
        self.body.append("#block-caption(" + (f"number: {string(number)}" if number else "") + ")[")

    # ---------- notes

    def open_note(self, node: Element, title: str, strength: str = "plain") -> None:
        """A note with its title run in before its first words."""
        self.mark_source(node)
        self.body.append(f'#note("{strength}")[\n')
        head = f'#runin(strength: "{strength}")[{title}];'
        first = next((child for child in node.children if not isinstance(child, nodes.Invisible)), None)
        if isinstance(first, nodes.paragraph) and not first["classes"]:
            self.runin = head
        else:
            self.body.append(f"{head}\n\n")

    def visit_Admonition(self, node: Element) -> None:
        """Every admonition, also those of other extensions, with a title or a known name."""
        kind = type(node).__name__
        title = node.children[0] if node.children and isinstance(node.children[0], nodes.title) else None
        words = markup(admonitionlabels.get(kind, kind.capitalize()))
        if title is not None:
            words = self.capture(title.children)
            node.remove(title)
        self.open_note(node, words, "strong" if kind in _STRONG or _STRONG & set(node["classes"]) else "plain")

    def visit_versionmodified(self, node: Element) -> None:
        self.mark_source(node)
        self.body.append('#note("quiet")[\n')

    def visit_system_message(self, node: Element) -> None:
        words = f"{node.get('type', 'SYSTEM')} {node.get('level', '')}".strip()
        self.open_note(node, markup(words), "strong")

    def visit_footnote(self, node: Element) -> None:
        """A note that nothing refers to stands where it was written; the others at the foot of a page."""
        key = next(((self.docname, id_) for id_ in node["ids"] if (self.docname, id_) in self.places.cited), None)
        if key:
            raise nodes.SkipNode
        self.visit_citation(node)

    def visit_citation(self, node: Element) -> None:
        self.mark_source(node)
        label = node.next_node(nodes.label)
        words = label.astext() if label is not None else ""
        self.body.append(f'#facts("fields")[{markup(f"[{words}]")}][')


def _is_bare(node: Element) -> bool:
    """Whether a paragraph is a picture, the first of a note or the only one of a cell, and needs no block."""
    parent = node.parent
    if is_picture(node):
        return True
    if isinstance(parent, (nodes.field_body, nodes.entry)):
        return len(parent) == 1 and not node["classes"]
    if isinstance(parent, (nodes.footnote, nodes.citation)):
        return next(child for child in parent.children if not isinstance(child, nodes.label)) is node
    return False


def facts_of(section: Element) -> Element | None:
    """The facts of the object that a section describes."""
    for child in section.children:
        if isinstance(child, nodes.field_list) and "summit-facts" in child["classes"]:
            return child
        if isinstance(child, (nodes.section, addnodes.start_of_file)):
            break
    return None


def _in_question(node: Element) -> bool:
    return "summit-question" in node.parent.parent["classes"]


def _lines(node: Element) -> str:
    """The text of a listing without tabs or empty lines at its end."""
    return "\n".join(line.expandtabs(8) for line in node.astext().rstrip().split("\n"))
