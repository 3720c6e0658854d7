"""What all visitors share: the output, anchors, the place in the source, and what stands in what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.nodes import get_node_source

from sphinx_summit.output.typst.escape import markup, name, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder
    from sphinx.domains.std import StandardDomain

    from sphinx_summit.output.typst.assemble import Places

logger = logging.getLogger(__name__)
T = TypeVar("T", bound=type)
Element = nodes.Element


class TypstTranslator(SphinxTranslator):
    """Writes a tree of nodes as Typst markup into `body`.

    A visitor of another extension appends markup: `self.body.append("#strong[")` and in departing `"];"`,
    or `self.text("any text")`. The functions of `template/` are at hand.
    """

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.places: Places = builder.places  # type: ignore[attr-defined]
        self.docname = self.places.root
        self.sections: list[str] = []
        """How the headings of the open sections are printed, the outermost first."""
        self.section_number = 0
        self._waiting: list[str] = []
        self._written: set[str] = set()
        self._unknown: set[str] = set()
        self._hold = 0
        self._last_place = ""

    def astext(self) -> str:
        """The markup so far."""
        return "".join(self.body)

    # ---------- text and anchors

    def text(self, text: str) -> None:
        """Write text as it is."""
        self.write_anchors()
        self.body.append(markup(text))

    def capture(self, children: Iterable[nodes.Node]) -> str:
        """The markup of some nodes, which is not written."""
        outer, self.body = self.body, []
        for child in children:
            child.walkabout(self)
        inner, self.body = self.astext(), outer
        return inner

    def anchor(self, docname: str, ids: Iterable[str]) -> None:
        """Let links go to whatever is printed next."""
        for id_ in ids:
            label = self.places.labels.get((docname, id_))
            if label and label not in self._written:
                self._written.add(label)
                self._waiting.append(label)

    def take_anchors(self) -> list[str]:
        """The labels that wait for something to be printed."""
        labels, self._waiting = self._waiting, []
        return labels

    def write_anchors(self) -> None:
        """Print the labels that wait, unless in a place that is printed twice."""
        if self._waiting and not self._hold:
            self.body.append(f"#anchor({', '.join(map(name, self.take_anchors()))});")

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Note the ids of every node, then visit it."""
        if isinstance(node, nodes.Element) and node["ids"]:
            self.anchor(self.docname, node["ids"])
        super().dispatch_visit(node)

    # ---------- places in the source

    def source_of(self, node: Element) -> str:
        """`folder/file.md:12`, from the source folder."""
        source, line = get_node_source(node), _line_of(node)
        if not source:
            return ""
        path = Path(source)
        srcdir = Path(self.builder.srcdir)
        shown = path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else path.name
        return one_line(f"{shown}:{line}" if line else shown)

    def mark_source(self, node: Element) -> None:
        """A comment that says where the next block comes from, if it is not where the last one came from."""
        place = self.source_of(node)
        if place and place != self._last_place:
            self._last_place = place
            self.body.append(f"\n\n// at {place}\n")

    # ---------- context

    def within(self, node: nodes.Node, kinds: type[nodes.Element] | tuple[type[nodes.Element], ...]) -> bool:
        """Whether a node stands in an element of some kind."""
        parent = node.parent
        while parent is not None:
            if isinstance(parent, kinds):
                return True
            parent = parent.parent
        return False

    def number_of(self, node: Element) -> str:
        """`Fig. 3` for a figure, table or listing, as references to it say; nothing without `numfig`."""
        standard = cast("StandardDomain", self.builder.env.get_domain("std"))
        kind = standard.get_enumerable_node_type(node) if self.config.numfig else None
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind or "", {})
        for id_ in node["ids"]:
            if number := numbers.get(id_):
                form: str = self.config.numfig_format.get(kind, "%s")
                return form.replace("%s", ".".join(map(str, number)))
        return ""

    # ---------- what is unknown

    def unknown_visit(self, node: nodes.Node) -> None:
        """One warning for every kind of node; its children are printed."""
        kind = type(node).__name__
        if kind not in self._unknown:
            self._unknown.add(kind)
            message = "the PDF writer does not know the node %r; its content is printed without its form"
            logger.warning(message, kind, type="summit", subtype="node", location=node)

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing was opened."""


def _line_of(node: nodes.Node) -> int | None:
    here: nodes.Node | None = node
    while here is not None:
        if getattr(here, "line", None):
            return here.line
        here = here.parent
    return None


def wrapping(forms: dict[str, tuple[str, str]]) -> Callable[[T], T]:
    """A class decorator: nodes that are printed between two pieces of markup."""
    return _with_methods(
        {f"visit_{kind}": _writer(opening) for kind, (opening, _) in forms.items()}
        | {f"depart_{kind}": _writer(closing) for kind, (_, closing) in forms.items()}
    )


def closing(markup_: str, *kinds: str) -> Callable[[T], T]:
    """A class decorator: nodes that end with a piece of markup."""
    return _with_methods({f"depart_{kind}": _writer(markup_) for kind in kinds})


def passing(*kinds: str) -> Callable[[T], T]:
    """A class decorator: nodes of which only the content is printed."""
    return wrapping(dict.fromkeys(kinds, ("", "")))


def skipping(*kinds: str) -> Callable[[T], T]:
    """A class decorator: nodes that are not printed."""

    def skip(_self: Any, _node: nodes.Node) -> None:
        raise nodes.SkipNode

    return _with_methods({f"visit_{kind}": skip for kind in kinds})


def _writer(markup_: str) -> Callable[[TypstTranslator, nodes.Node], None]:
    def write(self: TypstTranslator, _node: nodes.Node) -> None:
        if markup_:
            self.body.append(markup_)

    return write


def _with_methods(methods: dict[str, Callable[..., None]]) -> Callable[[T], T]:
    def decorate(cls: T) -> T:
        for method, function in methods.items():
            assert method not in vars(cls), method
            setattr(cls, method, function)
        return cls

    return decorate
