"""Pieces of a line: emphasis, links, notes, pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_summit.output.typst.assemble import index_ids
from sphinx_summit.output.typst.escape import markup, name, one_line, string
from sphinx_summit.output.typst.translator.base import TypstTranslator, closing, passing, skipping, wrapping

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

_WEB = re.compile(r"(?!(?:javascript|data|vbscript|file):)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""Addresses that a PDF may open."""

_FORMS = {
    "emphasis": ("#emph[", "];"),
    "literal_emphasis": ("#emph[#mono[", "];];"),
    "strong": ("#strong[", "];"),
    "literal_strong": ("#strong[#mono[", "];];"),
    "subscript": ("#sub[", "];"),
    "superscript": ("#super[", "];"),
    "title_reference": ("#emph[", "];"),
    "manpage": ("#emph[", "];"),
    "problematic": ("#text(fill: accent)[", "];"),
    "citation_reference": ("#super[", "];"),
}
_HARD_BREAK = re.compile(r"\s*<br\s*/?>\s*")
"""What MyST-Parser leaves of a line break for HTML and LaTeX alone."""

_LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(px|pt|cm|mm|in|em|ex|pc|%|)\s*")
_UNITS = {
    "px": (0.75, "pt"), "": (0.75, "pt"), "pt": (1, "pt"), "cm": (1, "cm"), "mm": (1, "mm"), "in": (1, "in"),
    "em": (1, "em"), "ex": (0.5, "em"), "pc": (12, "pt"), "%": (1, "%"),
}  # fmt: skip


def length(text: str) -> str:
    """A length of docutils in Typst's units (a pixel is 1/96 inch), or nothing when it can't be read."""
    match = _LENGTH.fullmatch(text)
    if not match or not float(match[1]):
        return ""
    factor, unit = _UNITS[match[2]]
    return f"{float(match[1]) * factor:g}{unit}"


@wrapping(_FORMS)
@closing("];", "literal")
@passing("acronym", "generated", "pending_xref", "pending_xref_condition", "substitution_reference", "target",
         "PassthroughTextElement")  # fmt: skip
@skipping("comment", "substitution_definition", "pending", "fontawesome", "meta")
class InlineVisitors(TypstTranslator):
    """Visitors of what stands within a paragraph."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.strip_next = False
        """Whether the next text follows a label that hangs in the margin."""
        self.open_notes: list[nodes.footnote] = []
        """The footnotes that are being printed: one that refers to itself ends there."""
        self._links: list[bool] = []
        self._noted_urls: set[str] = set()

    def visit_Text(self, node: nodes.Text) -> None:
        text = node.astext()
        if self.strip_next:
            text, self.strip_next = text.lstrip(" "), False
        if text:
            self.text(text)

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def visit_inline(self, node: Element) -> None:
        if "summit-label" in node["classes"]:
            kind = "question" if self.within(node, nodes.term) else "answer"
            self.body.append(f"#{kind}-label[")
        elif node["classes"]:
            self.body.append(f"#span({names(node)})[")

    def depart_inline(self, node: Element) -> None:
        self.strip_next = "summit-label" in node["classes"]
        if node["classes"]:
            self.body.append("];")

    def visit_abbreviation(self, node: Element) -> None:
        pass

    def depart_abbreviation(self, node: Element) -> None:
        if node.get("explanation") and not self.within(node, addnodes.desc_signature):
            self.text(f" ({node['explanation']})")

    def visit_literal(self, node: Element) -> None:
        if all(isinstance(child, nodes.Text) for child in node.children):
            self.write_anchors()
            self.body.append(f"#raw({string(one_line(node.astext()))});")
            raise nodes.SkipNode
        self.body.append("#mono[")

    visit_math = visit_literal

    def visit_raw(self, node: Element) -> None:
        text = node.astext()
        if "typst" in node.get("format", "").split():
            if not isinstance(node.parent, nodes.TextElement):
                self.mark_source(node)
            self.body.append(text)
        elif "task-list-item-checkbox" in text:
            self.body.append(f"#checkbox({'true' if 'checked=' in text else 'false'});")
        elif _HARD_BREAK.fullmatch(text):
            self.body.append("#linebreak();")
        raise nodes.SkipNode

    def visit_index(self, node: addnodes.index) -> None:
        self.anchor(self.docname, index_ids(node))
        raise nodes.SkipNode

    # ---------- links

    def visit_reference(self, node: Element) -> None:
        self.write_anchors()
        opening = self._link(node)
        self._links.append(bool(opening))
        self.body.append(opening)

    def depart_reference(self, _node: Element) -> None:
        if self._links.pop():
            self.body.append("];")

    def _link(self, node: Element) -> str:
        """What opens a link, or nothing where none can be: on what repeats, and to what is not in the book."""
        if self._hold or self.within(node, nodes.title):
            return ""
        target = node.get("refuri", "") or f"#{node.get('refid', '')}"
        if _WEB.match(target):
            return self._web_link(node, target)
        label = self.places.resolve(self.docname, target)
        return f"#xref({name(label)}, style: {string(self._link_style(node))})[" if label else ""

    def _link_style(self, node: Element) -> str:
        """How an inner link is printed; the template knows the styles."""
        classes = set(node["classes"])
        view = stands_in(node, "summit-view")
        if "summit-mention" in classes:
            return "mention"
        if stands_in(node, "summit-row-title") or stands_in(node, "summit-source"):
            return "row"
        if classes & {"summit-person", "summit-organization", "summit-question"}:
            return "plain"
        if classes & {"summit-project", "summit-release"}:
            return "plain" if view else "chip" if stands_in(node, "summit-facts") else "mention"
        if view:
            return "row"
        plain = (addnodes.desc_signature, addnodes.production, nodes.figure, nodes.caption)
        return "plain" if self.within(node, plain) or node.next_node(nodes.image) else "page"

    def _web_link(self, node: Element, url: str) -> str:
        text = node.astext()
        if text in (url, url.removeprefix("mailto:")):
            return f"#address({name(url)})["
        if stands_in(node, "summit-facts"):
            return f"#web-beside({name(url)})["
        bare = (nodes.table, nodes.footnote, nodes.caption, nodes.term, addnodes.desc_signature, nodes.figure)
        told = text.strip() and not url.startswith("mailto:") and not isinstance(node[0], nodes.literal)
        if not told or self.within(node, bare) or node.next_node(nodes.image):
            return f"#web({name(url)})["
        note = f"{self.section_number} {url}"
        kind = "web-again" if note in self._noted_urls else "web-note"
        self._noted_urls.add(note)
        return f"#{kind}({name(url)}, {name(note)})["

    # ---------- notes

    def visit_footnote_reference(self, node: Element) -> None:
        key = (self.docname, node.get("refid", ""))
        footnote = self.places.footnotes.get(key)
        if footnote is None or self._hold or footnote in self.open_notes:
            self.body.append(f"#super[{markup(node.astext())}];")
            raise nodes.SkipNode
        self.write_anchors()
        label = f"note {self.places.labels[key]}"
        if label in self._written:
            self.body.append(f"#note-again({name(label)});")
            raise nodes.SkipNode
        self._written.add(label)
        self.open_notes.append(footnote)
        self.anchor(self.docname, footnote["ids"])
        content = [child for child in footnote.children if not isinstance(child, nodes.label)]
        self.body.append(f"#note-mark({name(label)})[{self.capture(content)}];")
        self.open_notes.pop()
        raise nodes.SkipNode

    # ---------- pictures

    def visit_image(self, node: Element) -> None:
        if is_picture(node):
            self.mark_source(node)
        self.write_anchors()
        path = self.image_path(node)
        self.body.append(self._picture(node, path) if path else self._picture_in_words(node))
        raise nodes.SkipNode

    def image_path(self, node: Element) -> str:
        """Where a picture lies beside the Typst file, or nothing if it can't be printed."""
        target = self.builder.images.get(node["uri"], "")
        return f"images/{target}" if target else ""

    def _picture(self, node: Element, path: str) -> str:
        sizes = {key: size for key in ("width", "height") if (size := length(str(node.get(key, ""))))}
        scale = node.get("scale", 100) / 100 * (1 if sizes or path.endswith(".svg") else 0.75)
        options = [f"{key}: {size}" for key, size in sizes.items()] + ([f"scale: {scale:g}"] if scale != 1 else [])
        how = "".join(f", {option}" for option in options)
        make = f"(..size) => image({name(path)}, alt: {string(alternative(node))}, ..size)"
        if not is_picture(node):
            return f"#inline-picture({make}{how});"
        side = {"center": "center", "right": "right"}.get(node.get("align", ""), "left")
        picture = f"#picture({make}{how});"
        return picture if self.within(node, nodes.figure) else f"#picture-block({side})[{picture}];\n"

    def _picture_in_words(self, node: Element) -> str:
        """The words of a picture that is not at hand; a remote one with its address."""
        words = f"[{alternative(node)}]"
        if _WEB.match(node["uri"]) and not self.within(node, (nodes.reference, nodes.title)) and not self._hold:
            return f"#web({name(node['uri'])})[{markup(words)}];"
        return markup(words)


def names(node: Element) -> str:
    """The class names of a node as an array."""
    return "(" + "".join(f"{string(class_)}, " for class_ in node["classes"]) + ")"


def stands_in(node: nodes.Node, class_: str) -> bool:
    """Whether a node stands in one with a class name."""
    parent = node.parent
    while parent is not None:
        if class_ in parent.attributes.get("classes", ()):
            return True
        parent = parent.parent
    return False


def is_picture(node: nodes.Node | None) -> bool:
    """Whether a paragraph is nothing but a picture, perhaps linked: then it is a block, as is a picture outside one."""
    while isinstance(node, (nodes.reference, nodes.image)):
        node = node.parent
    if isinstance(node, nodes.paragraph):
        pictures = list(node.findall(nodes.image))
        return len(pictures) == 1 and node.next_node(nodes.Text) is None
    return not isinstance(node, nodes.TextElement)


def alternative(node: Element) -> str:
    """The words for a picture: its `alt`, else its figure's caption, else the name of its file."""
    if node.get("alt"):
        return one_line(node["alt"])
    figure = node.parent
    while figure is not None and not isinstance(figure, nodes.figure):
        figure = figure.parent
    caption = figure.next_node(nodes.caption) if figure is not None else None
    words = caption.astext() if caption is not None else ""
    return one_line(words) or node["uri"].rsplit("/", 1)[-1] or node["uri"]
