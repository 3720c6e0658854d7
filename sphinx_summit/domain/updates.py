"""Which pages must be read or written again, so that an edited build equals a clean one.

A page is written again exactly when what it shows of other pages has changed: the rows of its views, the objects that
its roles and its prose name, and (`titles.py`) the titles of its neighbours, of the pages in its toctrees and of those
it refers to. It is compared with what the builder's last finished build has written (`written.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_summit.domain.federation import find_foreign, foreign_digest
from sphinx_summit.domain.links import badge_of, named
from sphinx_summit.domain.sources import digests, find_listing, find_replaced
from sphinx_summit.domain.store import digest_of
from sphinx_summit.domain.titles import Titles, shows_rail
from sphinx_summit.domain.written import (
    Written,
    config_digest,
    find_files,
    index_file,
    load_written,
    reading_digest,
    remove_files,
    save_written,
    static_files,
    static_options,
    style_digest,
)
from sphinx_summit.model.records import Release

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_summit.domain import SummitDomain

SelectRows = Callable[[str, dict[str, str]], Any]
"""From a placeholder's name and options to the rows that it shows."""


@dataclass(frozen=True)
class Selection:
    """What pages show: the rows of a placeholder, and the names of those placeholders that quote sentences."""

    rows: SelectRows
    quoting: frozenset[str]


class Update:
    """One build of one builder, compared with its last finished one. `fresh`: also what is Sphinx's own."""

    def __init__(self, builder: Builder, domain: SummitDomain, *, fresh: bool) -> None:
        self._builder = builder
        self._domain = domain
        self._fresh = fresh
        self.before = load_written(builder)
        self._config = config_digest(builder)
        self._style = ""
        self._static: list[str] = []
        if fresh and isinstance(builder, StandaloneHTMLBuilder):
            self._style, self._static = style_digest(builder), sorted(static_files(builder))
        self._now: dict[str, str] = {}
        self._objects: dict[str, list[str]] = {}
        self._written: set[str] = set()
        self._more_files: set[str] = set()
        self._has_changes = False
        self._rows: dict[int, tuple[Any, str]] = {}
        self.is_settled = False
        """Nothing has changed since the last build: no page, registry, option, day."""

    @property
    def lists_the_same(self) -> bool:
        """Nothing has changed in what lists show, since nothing has from which they follow."""
        before = self.before
        return (before.stands_on, before.joined) == (self._stands_on(), self._domain.handbook.joined)

    # -- before reading ----------------------------------------------------------------------------

    def find_unread(self, added: Set[str], changed: Set[str], removed: Set[str]) -> set[str]:
        """Pages that Sphinx would not read again, and should."""
        self._has_changes = bool(added or changed or removed)
        if not self._fresh:
            return set()
        env, data = self._domain.env, self._domain.data
        return find_replaced(env, data["sources"]) | find_listing(env, data["references"], added | removed)

    def start(self, docnames: Iterable[str]) -> None:
        """What will be read is known now: find out whether there is anything to compare."""
        data = self._domain.data
        if self._has_changes or any(True for _ in docnames) or not data["revision"]:
            data["revision"] = str(time.time_ns())
        self.is_settled = (self.before.revision, self.before.stands_on) == (data["revision"], self._stands_on())
        if self.is_settled:
            self._domain.handbook.recall((kind, id_) for kind, id_ in self.before.referenced)

    def _stands_on(self) -> str:
        foreign = foreign_digest(self._domain.env) if self._domain.is_used() else ""
        return digest_of((self._domain.stands_on, self._config, self._style, self._static, foreign))

    # -- after reading -----------------------------------------------------------------------------

    def find_outdated(self, selection: Selection) -> list[str]:
        """The pages that show something else than when this builder last wrote them."""
        env = self._domain.env
        if self.is_settled or not (self._domain.is_used() or self.before.pages):
            return []
        if self._fresh:
            self._domain.data["sources"] = digests(env, env.found_docs)
            _name_images(env)
        titles = Titles(self._builder) if self._fresh else None
        everywhere = self._everywhere()
        self._objects = {page: self._digest_objects(page, selection) for page in sorted(env.found_docs)}
        self._now = {
            page: digest_of([*everywhere, shown, quoted, *self._titles_on(page, titles)])
            for page, (_, shown, quoted) in self._objects.items()
        }
        return [page for page, digest in self._now.items() if self.before.pages.get(page) != digest]

    def _everywhere(self) -> list[Any]:
        """What every page shows."""
        rail = self._domain.handbook.rail if shows_rail(self._builder) else None
        return [rail, self._style, reading_digest(self._builder)]

    def _said(self, rows: Any) -> Any:
        """A digest of each row; the lists of a handbook share them."""
        if not isinstance(rows, tuple):
            return rows
        for row in rows:
            if id(row) not in self._rows:
                self._rows[id(row)] = row, digest_of([row])
        return "".join(self._rows[id(row)][1] for row in rows)

    def _titles_on(self, page: str, titles: Titles | None) -> Iterator[Any]:
        if titles:
            tables = self._domain.data
            # Of a file that it includes, only the builder that reads it again learns; several may share its tree.
            yield tables["read"].get(page)
            yield from titles.on(page, tables["references"].get(page, []), tables["images"].get(page, []))

    def _digest_objects(self, page: str, selection: Selection) -> list[str]:
        """Digests of what a page asks for, of what it then shows and of what it quotes; known if nothing has changed
        that these follow from."""
        handbook, tables, before = self._domain.handbook, self._domain.data, self.before
        linked = [mention for mention in handbook.mentions.get(page, []) if mention.linked]
        asked = digest_of([tables["views"].get(page), *self._roles_on(page), *linked])
        known = before.objects.get(page, [""])
        asks_the_same = known[0] == asked
        is_shown = asks_the_same and before.joined == handbook.joined
        is_quoted = asks_the_same and before.quoted == handbook.quoted
        shown = known[1] if is_shown else digest_of(self._objects_on(page, selection))
        quoted = known[2] if is_quoted else digest_of(self._quoted_on(page, selection))
        return [asked, shown, quoted]

    def _roles_on(self, page: str) -> Iterator[tuple[str, str, Any]]:
        """The roles of a page, with what they may mean in other projects."""
        for kind, text in self._domain.data["roles"].get(page, []):
            yield kind, text, find_foreign(self._domain.env, kind, text)

    def _quoted_on(self, page: str, selection: Selection) -> Iterator[Any]:
        for what, options in self._domain.data["views"].get(page, []):
            if what in selection.quoting:
                yield selection.rows(what, dict(options))

    def _objects_on(self, page: str, selection: Selection) -> Iterator[Any]:
        handbook, tables = self._domain.handbook, self._domain.data
        event = handbook.event_of_page(page)
        yield named(handbook, event) if event else None
        for what, options in tables["views"].get(page, []):
            if what not in selection.quoting:
                yield self._said(selection.rows(what, dict(options)))
        for kind, text, foreign in self._roles_on(page):
            record = handbook.resolve(kind, text)
            yield foreign
            yield named(handbook, record) if record else text
            if isinstance(record, Release):
                yield badge_of(handbook, record)
        for mention in handbook.mentions.get(page, []):
            record = handbook.index.get(mention.kind, mention.id) if mention.linked else None
            if record:
                yield mention.block, mention.run, mention.start, named(handbook, record)

    # -- while writing -----------------------------------------------------------------------------

    def note_written(self, page: str) -> None:
        """A page is written by this build."""
        self._written.add(page)

    def note_file(self, file: str) -> None:
        """A file of ours beside the pages belongs to this build."""
        self._more_files.add(file)

    def finish(self) -> None:
        """Remove what belongs to pages that are gone, and remember what is written."""
        if self.is_settled or not (self._domain.is_used() or self.before.pages):
            return
        files = self._files() if self._fresh else set()
        remove_files(self._builder, set(self.before.files) - files)
        # A build of single files leaves the other pages as they were.
        stale = self._now.keys() - self._written
        pages = {**self._now, **{page: self.before.pages.get(page, "") for page in stale}}
        revision, static = self._domain.data["revision"], static_options(self._builder)
        referenced = sorted(map(list, self._domain.handbook.referenced))
        handbook = self._domain.handbook
        written = Written(
            revision, self._stands_on(), static, pages, sorted(files), referenced,
            handbook.joined, handbook.quoted, self._objects,
        )  # fmt: skip
        save_written(self._builder, written)

    def _files(self) -> set[str]:
        indices = self._domain.indices_made()
        filled = {f"summit-{index.name}" for index in indices if self._domain.is_used() and not index.is_empty()}
        return find_files(self._builder) | self._more_files | {index_file(self._builder, page) for page in filled}


def _name_images(env: BuildEnvironment) -> None:
    """Name the copies of images by the order of their paths; Sphinx does by the order of reading."""
    names = type(env.images)()
    for path, (pages, _) in sorted(env.images.items()):
        for page in sorted(pages):
            names.add_file(page, path)
    env.images = names
