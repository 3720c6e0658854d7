"""Ids and page names of imported objects: what a note's objects were called before stays, the rest gets a free one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.model.fields import imported_id, made_id
from sphinx_summit.notes.files import stem_of
from sphinx_summit.notes.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_summit.notes.ledger import Ledger

_SECOND = 2
"""The number of the second object that would have an id."""


class Registrar:
    """Gives out ids and page names. `ledgers` are those of earlier imports, by file.

    What is taken lies on disk: ids with the number to try next, and pages.
    `is_taken`: whether a page of that path, without suffix, is a person's own.
    """

    def __init__(self, ledgers: Mapping[str, Ledger], is_taken: Callable[[str], bool] = lambda _page: False) -> None:
        self.ledgers = ledgers
        self._is_taken = is_taken
        self._taken: Spool[int] = Spool()
        self._pages: Spool[None] = Spool()
        for ledger in ledgers.values():
            self._pages.update(dict.fromkeys(ledger.pages))
            for made in ledger.objects:
                for id_ in (made.get("id"), *made.get("formerly", ())):
                    self._taken[f"{made.get('kind')} {id_}"] = _SECOND

    def known(self, file: str, kind: str, key: str, used: set[str]) -> str:
        """The id that a note's object had at its last import; empty when it had none."""
        ledger = self.ledgers.get(file)
        for made in ledger.objects if ledger else ():
            if made.get("kind") == kind and made.get("key") == key and made.get("id") not in used:
                return str(made["id"])
        return ""

    def free(self, kind: str, wanted: str) -> str:
        """An id that nothing else has: the wanted one, or with a number."""
        id_ = wanted
        number = self._taken.get(f"{kind} {wanted}", _SECOND)
        while f"{kind} {id_}" in self._taken:
            id_, number = f"{wanted}-{number}", number + 1
        self._taken[f"{kind} {wanted}"] = number
        self._taken.setdefault(f"{kind} {id_}", _SECOND)
        return id_

    def named(self, file: str, kind: str, name: str, used: set[str]) -> str:
        """The id of an object by its name, kept from the last import or made from the name."""
        id_ = self.known(file, kind, made_id(name), used) or self.free(kind, imported_id(kind, name))
        used.add(id_)
        return id_

    def page(self, folder: str, stem: str) -> str:
        """The path, without suffix, of a new page."""
        stem = stem_of(stem)
        name, number = f"{folder}/{stem}", 2
        while name in self._pages or self._is_taken(name):
            name, number = f"{folder}/{stem}-{number}", number + 1
        self._pages[name] = None
        return name
