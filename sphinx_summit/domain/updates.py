"""After reading: which pages must be written again, and which outputs belong to pages that are gone.

A page is written again exactly when what it shows of other pages has changed: the rows of its views, the objects that
its roles and its prose name, the titles of its neighbours, of the pages in its toctrees and of those it refers to.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_summit.domain.links import badge_of, named
from sphinx_summit.domain.rail import select_rail
from sphinx_summit.model.records import Release

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_summit.domain import SummitDomain
    from sphinx_summit.domain.handbook import Handbook

SelectRows = Callable[["Handbook", str, dict[str, str]], Any]
"""From a placeholder's name and options to the rows that it shows."""


def find_outdated(builder: Builder, domain: SummitDomain, select: SelectRows) -> list[str]:
    """The pages that show something else than when this builder last wrote them."""
    env = domain.env
    remembered: dict[str, dict[str, str]] = domain.data["shown"]
    before = remembered.get(builder.name, {})
    titles = _Titles(env)
    everywhere = repr(select_rail(domain.handbook)) if isinstance(builder, StandaloneHTMLBuilder) else ""
    now = {
        page: _digest([everywhere, *_objects_on(page, domain, select), *titles.on(page, domain)])
        for page in sorted(env.found_docs)
    }
    remembered[builder.name] = now
    domain.data["stands_on"][builder.name] = domain.stands_on
    return [page for page, digest in now.items() if before.get(page, digest) != digest]


def _digest(values: Iterable[Any]) -> str:
    return hashlib.sha256("\n".join(map(repr, values)).encode()).hexdigest()


def _objects_on(page: str, domain: SummitDomain, select: SelectRows) -> Iterator[Any]:
    handbook, tables = domain.handbook, domain.data
    for what, options in tables["views"].get(page, []):
        yield select(handbook, what, dict(options))
    for kind, text in tables["roles"].get(page, []):
        record = handbook.index.resolve(kind, text)
        yield named(handbook, record) if record else text
        if isinstance(record, Release):
            yield badge_of(handbook, record)
    for mention in handbook.mentions.get(page, []):
        record = handbook.index.get(mention.kind, mention.id) if mention.linked else None
        if record:
            yield mention.block, mention.run, mention.start, named(handbook, record)


class _Titles:
    """Titles of other pages that a page shows."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._relations = env.collect_relations()
        self._outlines: dict[str, str] = {}

    def on(self, page: str, domain: SummitDomain) -> Iterator[Any]:
        around = [other for other in self._relations.get(page, []) if other]
        for other in [*around, *self._ancestors(page)]:
            yield other, self._title(other)
        for child in self._descendants(page, set()):
            yield child, self._outline(child)
        labels = self._env.get_domain("std").data
        for target, docname in domain.data["references"].get(page, []):
            yield target, labels["labels"].get(target), labels["anonlabels"].get(target), self._title(docname)

    def _title(self, page: str) -> str:
        title = self._env.titles.get(page)
        return title.astext() if title else ""

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
            references = toc.findall(nodes.reference) if toc else ()
            self._outlines[page] = repr([(ref.get("anchorname"), ref.astext()) for ref in references])
        return self._outlines[page]


def remove_leftovers(builder: Builder, pages_before: Iterable[str], pages_now: Iterable[str]) -> None:
    """Remove what a builder wrote for pages that are gone, which Sphinx leaves in place."""
    for page in set(pages_before) - set(pages_now):
        if isinstance(builder, StandaloneHTMLBuilder):
            Path(builder.get_outfilename(page)).unlink(missing_ok=True)
            for source in Path(builder.outdir, "_sources").glob(f"{glob.escape(page)}.*"):
                source.unlink()
        elif suffix := getattr(builder, "out_suffix", ""):
            Path(builder.outdir, page + suffix).unlink(missing_ok=True)
