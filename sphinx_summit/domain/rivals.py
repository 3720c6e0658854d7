"""Pages that define the same label, object, term or equation: all of them are read when one of them is, in order.

Of such pages Sphinx gives the name to the one that is read last: in a clean build the last by name, in an edited or a
parallel one any. And when that page gives the name up (a copied page gets labels of its own), nobody has it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from sphinx_summit.config import read_config
from sphinx_summit.domain import get_domain, store
from sphinx_summit.domain.sources import forget_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def definitions_of(doctree: nodes.document) -> Iterator[str]:
    """What a page defines for all pages: labels, and the anchors of other domains' objects, of terms and equations."""
    for name, is_explicit in doctree.nametypes.items():
        node = doctree.ids.get(doctree.nameids.get(name) or "")
        # Footnotes, and addresses with a name, are of this page alone.
        if is_explicit and node is not None and not isinstance(node, nodes.footnote) and "refuri" not in node:
            yield name
    for node in doctree.findall(nodes.Element):
        if isinstance(node, addnodes.desc_signature | nodes.term):
            yield from (f"#{id_}" for id_ in node["ids"])
        elif isinstance(node, nodes.math_block) and node.get("label"):
            yield f"equation {node['label']}"


def find_rivals(definitions: Mapping[str, Iterable[str]], pages: Iterable[str]) -> set[str]:
    """The pages that define what one of these does, those that define what such a page does, and so on."""
    pages_of: dict[str, set[str]] = defaultdict(set)
    for page, names in definitions.items():
        for name in names:
            pages_of[name].add(page)
    rivals: set[str] = set()
    to_see = {*pages} & definitions.keys()
    while to_see:
        for name in definitions[to_see.pop()]:
            claiming = pages_of.pop(name, set())
            if len(claiming) > 1:
                to_see |= claiming - rivals
                rivals |= claiming
    return rivals


class Rivals:
    """One build's reading."""

    def __init__(self) -> None:
        self._read: set[str] = set()

    def note(self, app: Sphinx, doctree: nodes.document) -> None:
        """Remember what a page defines."""
        for name in definitions_of(doctree):
            store.note(get_domain(app.env).data, "definitions", app.env.docname, name)

    def find_unread(
        self, app: Sphinx, _env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> set[str]:
        """The rivals of pages that will be read, or are gone."""
        return self._rivals_of(app, added | changed | removed)

    def start(self, app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        """The same for pages that not Sphinx has found."""
        docnames[:] = sorted({*docnames, *self._rivals_of(app, docnames)})
        self._read = {*docnames}

    def settle(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """After reading: read in order what was not. Warnings of pages are given already."""
        rivals = sorted(self._rivals_of(app, self._read))
        if app.parallel == 1 and self._read.issuperset(rivals):
            return []
        forget_pages(app, env, rivals)
        with logging.suppress_logging():
            for page in rivals:
                app.builder.read_doc(page)
        return rivals

    def _rivals_of(self, app: Sphinx, pages: Iterable[str]) -> set[str]:
        domain = get_domain(app.env)
        if not (domain.is_used() and read_config(app.config).fresh_pages):
            return set()
        return find_rivals(domain.data["definitions"], pages)


def setup_rivals(app: Sphinx) -> None:
    """Register the steps around reading; the update of the build begins after the second, and looks after the last."""
    rivals = Rivals()
    app.connect("doctree-read", rivals.note)
    app.connect("env-get-outdated", rivals.find_unread)
    app.connect("env-before-read-docs", rivals.start, priority=400)
    app.connect("env-updated", rivals.settle, priority=400)
