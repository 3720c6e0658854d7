"""What a page shows of other pages that are none of our objects: titles, numbers, targets of references, image names.

Sphinx writes a page again when its own source has changed, and leaves these as they were.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import docname_join

from sphinx_summit.domain.federation import all_foreign
from sphinx_summit.domain.written import theme_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

Reference = tuple[str, str, str]
"""A reference as a page writes it: its target, the fragment in it, the page that it may mean."""

_BASIC = Path(sphinx.__file__).resolve().parent / "themes" / "basic"
_OURS = Path(__file__).resolve().parents[1] / "theme"
"""The themes that show no table of contents of the whole project; any other is taken to show one."""


def references_of(doctree: nodes.document, docname: str) -> Iterator[Reference]:
    """The references of a page to anything but our objects."""
    for node in doctree.findall(addnodes.pending_xref):
        domain, target = node.get("refdomain"), str(node.get("reftarget", ""))
        if domain != "summit":
            # MyST makes a path to a page that it finds into the page's name, and leaves any other as it is.
            page = target if domain == "doc" else docname_join(docname, os.path.splitext(target.partition("#")[0])[0])
            yield target, str(node.get("reftargetid") or ""), page


def images_of(doctree: nodes.document) -> Iterator[str]:
    """The paths of a page's images."""
    for node in doctree.findall(nodes.image):
        yield from node.get("candidates", {}).values()


class Titles:
    """What pages show of each other, as plain values."""

    def __init__(self, builder: Builder) -> None:
        self._env: BuildEnvironment = builder.env
        self._relations = self._env.collect_relations()
        self._outlines: dict[str, str] = {}
        self._everywhere = (
            self._contents() if _shows_contents(builder) else "",
            _filled_indices(builder) if _shows_indices(builder) else [],
        )

    def on(self, page: str, references: list[Reference], images: list[str]) -> Iterator[Any]:
        """The values of one page."""
        yield self._everywhere
        # Sphinx writes a page with new numbers in that build alone, which may be another builder's.
        yield self._env.toc_secnumbers.get(page), self._env.toc_fignumbers.get(page)
        around = [other for other in self._relations.get(page, []) if other]
        for other in [*around, *self._ancestors(page)]:
            yield other, self._title(other)
        for child in self._descendants(page, set()):
            yield child, self._outline(child)
        for reference in references:
            yield from self._meant_by(*reference)
        for image in images:
            yield image, self._env.images.get(image, ((), ""))[1]

    def _title(self, page: str) -> str:
        """A page's title with its number, which is shown with it."""
        title = self._env.titles.get(page)
        return f"{title.get('secnumber', '')} {title.astext()}" if title else ""

    # -- tables of contents ------------------------------------------------------------------------

    def _ancestors(self, page: str) -> list[str]:
        found: list[str] = []
        while (parent := (self._relations.get(page) or [None])[0]) and parent not in found:
            found.append(parent)
            page = parent
        return found

    def _descendants(self, page: str, seen: set[str]) -> Iterator[str]:
        for child in self._env.toctree_includes.get(page, []):
            if child not in seen:
                seen.add(child)
                yield child
                yield from self._descendants(child, seen)

    def _outline(self, page: str) -> str:
        if page not in self._outlines:
            toc = self._env.tocs.get(page)
            entries = [(ref.get("anchorname"), ref.astext()) for ref in toc.findall(nodes.reference)] if toc else []
            self._outlines[page] = repr((entries, self._env.toc_secnumbers.get(page)))
        return self._outlines[page]

    def _contents(self) -> str:
        root = self._env.config.root_doc
        return repr([(child, self._outline(child)) for child in self._descendants(root, {root})])

    # -- references --------------------------------------------------------------------------------

    def _meant_by(self, target: str, fragment: str, page: str) -> Iterator[Any]:
        """Everything that a reference may be resolved to, with what is shown of it."""
        labels = self._env.get_domain("std").data
        label = labels["labels"].get(target) or labels["anonlabels"].get(target)
        yield target, label, self._title(page)
        for other in {page, *(label[:1] if label else ())}:
            # A heading of MyST has a slug, the line and the id of its section, and its title.
            yield [
                found[1:] for found in [self._env.metadata.get(other, {}).get("myst_slugs", {}).get(fragment)] if found
            ]
            yield self._env.toc_fignumbers.get(other) if label else None
        yield self._objects.get(_last_word(target))

    @cached_property
    def _objects(self) -> dict[str, list[Any]]:
        """The objects of all other domains, and those of other projects, by the last word of their names, which every
        way to refer to them has."""
        found: dict[str, list[Any]] = defaultdict(list)
        for target, *said in all_foreign(self._env):
            found[_last_word(target)].append(said)
        for domain in {*self._env.domains} - {"summit"}:
            for name, shown, kind, page, anchor, _ in self._env.domains[domain].get_objects():
                if kind not in {"label", "doc"}:
                    found[_last_word(name)].append((domain, name, shown, kind, page, anchor))
        for table in (self._env.domaindata.get("math", {}).get("objects", {}), *self._citations()):
            for name, place in table.items():
                found[_last_word(name)].append(place)
        return {name: sorted(map(repr, places)) for name, places in found.items()}

    def _citations(self) -> list[dict[str, Any]]:
        citations = self._env.domaindata.get("citation", {}).get("citations", {})
        return [{name: place[:2] for name, place in citations.items()}]


def _last_word(name: str) -> str:
    return re.split(r"[\s.:/]+", name.casefold().rstrip())[-1]


def _shows_contents(builder: Builder) -> bool:
    """Whether every page of a builder may show the titles of all pages."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return False
    if builder.config.templates_path or any(
        "globaltoc.html" in files for files in builder.config.html_sidebars.values()
    ):
        return True
    if _is_ours(builder):
        # It shows the rail instead where there is one.
        return not builder.env.domaindata["summit"]["records"]
    return not {*theme_folders(builder)} <= {_BASIC}


def _shows_indices(builder: Builder) -> bool:
    """Whether every page of a builder may have links to the indices that have entries."""
    return isinstance(builder, StandaloneHTMLBuilder) and (bool(builder.config.templates_path) or not _is_ours(builder))


def _filled_indices(builder: Builder) -> list[str]:
    domains = [builder.env.domains[name] for name in sorted(builder.env.domains)]
    return [f"{d.name}-{index.name}" for d in domains for index in d.indices if index(d).generate()[0]]


def shows_rail(builder: Builder) -> bool:
    """Whether every page of a builder may show how many objects of each kind there are, and all events."""
    return isinstance(builder, StandaloneHTMLBuilder) and (
        bool(builder.config.templates_path) or _OURS in theme_folders(builder)
    )


def _is_ours(builder: StandaloneHTMLBuilder) -> bool:
    """Whether the pages are drawn by our theme as it is; one that inherits from it may show anything."""
    return {*theme_folders(builder)} == {_BASIC, _OURS}
