"""The prose of all pages: the names found in it, and digests of what pages say, by which builds are compared."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sphinx_summit.domain.blocks import Block, Run
from sphinx_summit.domain.mentions import Linking, Mention, PageMentions
from sphinx_summit.domain.store import digest_of, unpack
from sphinx_summit.model.records import Record, Session

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook
    from sphinx_summit.model.index import Key


class Prose:
    """What is found in the texts of all pages. `tables` are the domain's; `stands_on` is a digest of what counts beside
    the pages."""

    def __init__(self, handbook: Handbook, tables: dict[str, dict[str, list[Any]]], stands_on: str) -> None:
        self._handbook = handbook
        self._tables = tables
        self._stands_on = stands_on

    # -- names found -------------------------------------------------------------------------------

    @cached_property
    def mentions(self) -> dict[str, list[Mention]]:
        """Every name found, by page."""
        return {page: found.mentions() for page, found in self.found.items()}

    def on(self, page: str) -> list[Mention]:
        """The names found on a page."""
        return self.found[page].mentions() if page in self.found else []

    @cached_property
    def found(self) -> dict[str, PageMentions]:
        """What is found on each page, packed."""
        return {page: self._find_mentions(page) for page in sorted(self._tables["blocks"])}

    def _find_mentions(self, page: str) -> PageMentions:
        """Those found in an earlier build, if nothing has changed since from which names follow."""
        known: PageMentions | None
        [known] = self._tables["found"].get(page, [None])
        if known is None or known.naming != self._naming:
            known = PageMentions.of(page, self._blocks(page), self._linking, self._naming)
            self._tables["found"][page] = [known]
        return known

    @cached_property
    def mentioned(self) -> dict[Key, list[Mention]]:
        """Object → where prose, titles and roles name it, but for its own section; page by page."""
        found: dict[Key, list[Mention]] = defaultdict(list)
        for mentions in self.mentions.values():
            for mention in mentions:
                is_said = mention.where in {"prose", "title", "link"}
                if is_said and f"{mention.kind}-{mention.id}" not in mention.around:
                    found[mention.kind, mention.id].append(mention)
        return found

    @cached_property
    def in_titles(self) -> dict[tuple[str, str], list[str]]:
        """Session and kind → the objects of that kind that its title names, by their ids."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for mentions in self.mentions.values():
            for mention in mentions:
                if mention.where == "title" and (session := self._handbook.session_around(mention.around)):
                    found[session.id, mention.kind].append(mention.id)
        return found

    # -- texts -------------------------------------------------------------------------------------

    def block(self, mention: Mention) -> Block:
        """The text around a name as readers see it: a role without a text of its own shows the object's name."""
        blocks = self._handbook.recall(("blocks", mention.page), lambda: self._blocks(mention.page))
        block = blocks[mention.block]
        return block._replace(runs=tuple(map(self._shown_run, block.runs)))

    def _shown_run(self, run: Run) -> Run:
        if run.target and run.text == run.target[1]:
            return run._replace(text=self._handbook.name_of(*run.target))
        return run

    def _blocks(self, page: str) -> list[Block]:
        """The texts of a page; a session's track counts as part of its title."""
        tracks = [
            Block(record.place.line, 0, (record.place.anchor,), (Run(record.track, "title"),))
            for record in self._tables["records"].get(page, [])
            if isinstance(record, Session) and record.track and record.place
        ]
        [packed] = self._tables["blocks"][page]
        return [*unpack(packed), *tracks]

    # -- which names become links ------------------------------------------------------------------

    @cached_property
    def _linking(self) -> Linking:
        handbook = self._handbook
        return Linking(handbook.index.names, handbook.config, self._has_place, self._resolve, self._context)

    def _has_place(self, kind: str, id_: str) -> bool:
        record = self._handbook.index.get(kind, id_)
        # A directory shows what is referred to, and a mention refers: no need to look whether others do.
        return record is not None and (record.place is not None or kind in self._handbook.directories)

    def _resolve(self, kind: str, text: str) -> Key | None:
        record = self._handbook.resolve(kind, text)
        return (record.kind, record.id) if record else None

    def _context(self, anchor: str) -> frozenset[Key]:
        session = self._handbook.session_around((anchor,))
        named: list[Record] = []
        if session and session.place and session.place.anchor == anchor:
            named = [*self._handbook.projects_said(session), *self._handbook.releases_said(session)]
        return frozenset((record.kind, record.id) for record in named)

    # -- digests -----------------------------------------------------------------------------------

    @cached_property
    def _naming(self) -> str:
        """A digest of that from which the names in prose follow; a role may name a session by its title."""
        roles = [self._resolve(*role) for page in sorted(self._tables["roles"]) for role in self._tables["roles"][page]]
        return digest_of([self._stands_on, self._digests(1), self._handbook.directories, roles])

    def _digests(self, which: int) -> list[tuple[str, str]]:
        """What each page says of objects (0), or that without the titles of sessions and questions (1)."""
        return [(page, digests[which]) for page, digests in sorted(self._tables["digests"].items())]

    @cached_property
    def digests(self) -> dict[str, str]:
        """A digest of all from which views follow: those that name no session, those that quote nothing, all."""
        tables = (sorted(self._tables[table].items()) for table in ("views", "roles"))
        seen = ((page, found.seen) for page, found in self.found.items())
        told = digest_of([self._naming, *tables, *seen])
        titled = digest_of([told, self._digests(0)])
        heard = ((self._handbook.title_of(page), found.heard) for page, found in self.found.items())
        return {"names": told, "titles": titled, "sentences": digest_of([titled, *heard])}
