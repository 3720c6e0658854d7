"""Which pages must be read or written again, so that an edited build equals a clean one.

A page is written again exactly when what it shows of other pages has changed: the rows of its views, the objects that
its roles and its prose name, and (`titles.py`) the titles of its neighbours, of the pages in its toctrees and of those
it refers to. It is compared with what the builder's last finished build has written (`written.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    remove_rows,
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
    """What pages show: the rows of a placeholder, and what those of each follow from (`View.follows`)."""

    rows: SelectRows
    follows: Mapping[str, str]


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
        self._titles: Titles | None = None
        self._everywhere: list[Any] = []
        self._read: set[str] = set()
        self._now: dict[str, str] = {}
        self._objects: dict[str, dict[str, str]] = {}
        self._written: set[str] = set()
        self._more_files: set[str] = set()
        self._has_changes = False
        self.is_settled = False
        """Nothing has changed since the last build: no page, registry, option, day."""

    @property
    def lists_the_same(self) -> bool:
        """Nothing has changed in what lists show, since nothing has from which they follow."""
        before, now = self.before, self._domain.handbook.prose.digests
        return (before.stands_on, before.digests.get("titles")) == (self._stands_on(), now["titles"])

    @property
    def keeps_indices(self) -> bool:
        """The index pages of the last build are still right: they list the same, and their layout has not changed, or
        Sphinx would have written all pages again."""
        is_redrawn = self._written >= self._domain.env.found_docs
        return self._domain.is_used() and not is_redrawn and (self.is_settled or self.lists_the_same)

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
        self._read = {*docnames}
        if self._has_changes or self._read or not data["revision"]:
            data["revision"] = str(time.time_ns())
        self.is_settled = (self.before.revision, self.before.stands_on) == (data["revision"], self._stands_on())
        if self.is_settled:
            self._domain.handbook.refer_as_before()

    def _stands_on(self) -> str:
        foreign = foreign_digest(self._domain.env) if self._domain.is_used() else ""
        return digest_of((self._domain.stands_on, self._config, self._style, self._static, foreign))

    # -- after reading -----------------------------------------------------------------------------

    def find_outdated(self, selection: Selection) -> list[str]:
        """The pages that show something else than when this builder last wrote them, but for those that were read and
        will be written anyway."""
        env = self._domain.env
        self._selection = selection
        if not self._is_compared:
            return []
        if self._fresh:
            self._domain.data["sources"] = digests(env, env.found_docs)
            _name_images(env)
            self._titles = Titles(self._builder)
        rail = self._domain.handbook.rail if shows_rail(self._builder) else None
        self._everywhere = [rail, self._style, reading_digest(self._builder)]
        assert self._domain.handbook.prose.digests  # with the names found, before the environment is saved
        # Should this build not finish, nobody knows which pages it wrote: the next one writes all.
        save_written(self._builder, Written(files=self.before.files))
        return [page for page in sorted(env.found_docs - self._read) if self._is_outdated(page)]

    @property
    def _is_compared(self) -> bool:
        return not self.is_settled and bool(self._domain.is_used() or self.before.pages)

    def _is_outdated(self, page: str) -> bool:
        self._digest(page)
        return self.before.pages.get(page) != self._now[page]

    def _digest(self, page: str) -> None:
        """Note what a page shows now."""
        self._objects[page] = objects = self._digest_objects(page)
        self._now[page] = digest_of([*self._everywhere, objects, *self._titles_on(page)])
        self._domain.handbook.turn_page()

    def _titles_on(self, page: str) -> Iterator[Any]:
        if self._titles:
            tables = self._domain.data
            # Of a file that it includes, only the builder that reads it again learns; several may share its tree.
            yield tables["read"].get(page)
            yield from self._titles.on(page, tables["references"].get(page, []), tables["images"].get(page, []))

    def _digest_objects(self, page: str) -> dict[str, str]:
        """Digests of what a page asks for and of what it then shows; known where nothing has changed that this follows
        from."""
        prose, known = self._domain.handbook.prose, self.before.objects.get(page, {})
        linked = prose.found[page].linked if page in prose.found else ""
        asked = digest_of([self._domain.data["views"].get(page), *self._roles_on(page), linked])
        shown = {"asked": asked}
        for follows, now in prose.digests.items():
            is_known = known.get("asked") == asked and self.before.digests.get(follows) == now
            shown[follows] = known[follows] if is_known else digest_of(self._shown_on(page, follows))
        return shown

    def _roles_on(self, page: str) -> Iterator[tuple[str, str, Any]]:
        """The roles of a page, with what they may mean in other projects."""
        for kind, text in self._domain.data["roles"].get(page, []):
            yield kind, text, find_foreign(self._domain.env, kind, text)

    def _shown_on(self, page: str, follows: str) -> Iterator[Any]:
        """What a page shows that follows from names, from titles, or from sentences."""
        if follows == "names":
            yield from self._named_on(page)
        elif follows == "titles":
            yield from self._meant_on(page)
        for what, options in self._domain.data["views"].get(page, []):
            if self._selection.follows[what] == follows:
                yield self._selection.rows(what, dict(options))

    def _named_on(self, page: str) -> Iterator[Any]:
        """The page's event, and the objects to which names in prose are links."""
        handbook = self._domain.handbook
        event = handbook.event_of_page(page)
        yield named(handbook, event) if event else None
        for mention in handbook.prose.on(page):
            record = handbook.index.get(mention.kind, mention.id) if mention.linked else None
            if record:
                yield mention.block, mention.run, mention.start, named(handbook, record)

    def _meant_on(self, page: str) -> Iterator[Any]:
        """What the roles of a page mean."""
        handbook = self._domain.handbook
        for kind, text, foreign in self._roles_on(page):
            record = handbook.resolve(kind, text)
            yield foreign
            yield named(handbook, record) if record else text
            if isinstance(record, Release):
                yield badge_of(handbook, record)

    # -- while writing -----------------------------------------------------------------------------

    def note_written(self, page: str) -> None:
        """A page is written by this build; it is drawn already."""
        self._written.add(page)
        if self._is_compared:
            if page not in self._now:
                self._digest(page)
            self._domain.handbook.turn_page()

    def note_file(self, file: str) -> None:
        """A file of ours beside the pages belongs to this build."""
        self._more_files.add(file)

    def finish(self) -> None:
        """Remove what belongs to pages that are gone, and remember what is written."""
        if not self._is_compared:
            return
        files = self._files() if self._fresh else set()
        remove_files(self._builder, set(self.before.files) - files)
        remove_rows(self._builder)
        before, found = self.before, sorted(self._domain.env.found_docs)
        # A build of single files leaves the other pages as they were.
        pages = {page: (self._now if page in self._written else before.pages).get(page, "") for page in found}
        objects = {page: shown for page in found if (shown := self._objects.get(page) or before.objects.get(page))}
        revision, static = self._domain.data["revision"], static_options(self._builder)
        referenced = sorted(map(list, self._domain.handbook.referenced))
        now = self._domain.handbook.prose.digests
        written = Written(revision, self._stands_on(), static, pages, sorted(files), referenced, now, objects)
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
