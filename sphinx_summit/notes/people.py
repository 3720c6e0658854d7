"""`data/imported.toml`: the people and organisations that notes name, gathered on disk, as there may be many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold, imported_id
from sphinx_summit.notes.spool import temporary_database

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_HEAD = "# People and organisations that the import found. Join spellings with `names` and `aliases`.\n"
_SCHEMA = """
    CREATE TABLE named (number INTEGER PRIMARY KEY, kind TEXT, folded TEXT, name TEXT, UNIQUE (kind, folded));
    CREATE TABLE affiliation (
        number INTEGER PRIMARY KEY, person TEXT, organization TEXT, UNIQUE (person, organization)
    );
    CREATE TABLE given (kind TEXT, id TEXT, folded TEXT, next INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID;
"""
_OF_KIND = """
    SELECT id, name, folded FROM given JOIN named USING (kind, folded) WHERE kind = ? ORDER BY id
"""


class People:
    """The people and organisations of all notes. `known`: folded names that another registry has; they stay out."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self._rows = temporary_database(_SCHEMA)

    def add(self, name: str, organization: str) -> None:
        """Somebody, who may have no organisation, or an organisation alone."""
        name, organization = _storable(name), _storable(organization)
        self._name("organization", organization)
        if self._name("person", name) and organization:
            row = (fold(name), organization)
            self._rows.execute("INSERT OR IGNORE INTO affiliation (person, organization) VALUES (?, ?)", row)

    def _name(self, kind: str, name: str) -> bool:
        folded = fold(name)
        if not name or folded in self._known:
            return False
        self._rows.execute("INSERT OR IGNORE INTO named (kind, folded, name) VALUES (?, ?, ?)", (kind, folded, name))
        return True

    def rows(self) -> Iterator[str]:
        """The text of the file, row by row; ids are given in the order in which the names were met."""
        named = self._rows.execute("SELECT kind, folded, name FROM named ORDER BY number")
        for kind, folded, name in named:
            self._give_id(kind, folded, imported_id(kind, name))
        yield _HEAD
        for id_, name, _ in self._rows.execute(_OF_KIND, ("organization",)):
            yield f"\n[[organization]]\nid = {toml_string(id_)}\nname = {toml_string(name)}\n"
        for id_, name, folded in self._rows.execute(_OF_KIND, ("person",)):
            yield f"\n[[person]]\nid = {toml_string(id_)}\nname = {toml_string(name)}\n{self._affiliations(folded)}"

    def _affiliations(self, folded: str) -> str:
        found = self._rows.execute("SELECT organization FROM affiliation WHERE person = ? ORDER BY number", (folded,))
        where = [f"{{ organization = {toml_string(organization)} }}" for (organization,) in found]
        return f"affiliations = [{', '.join(where)}]\n" if where else ""

    def _give_id(self, kind: str, folded: str, wanted: str) -> None:
        """Give the id that is wanted, or where another has it, one with a number."""
        take = "INSERT OR IGNORE INTO given VALUES (?, ?, ?, 2)"
        id_ = wanted
        while not self._rows.execute(take, (kind, id_, folded)).rowcount:
            step = "UPDATE given SET next = next + 1 WHERE kind = ? AND id = ? RETURNING next - 1"
            (number,) = self._rows.execute(step, (kind, wanted)).fetchone()
            id_ = f"{wanted}-{number}"


def _storable(text: str) -> str:
    """The text without what UTF-8 can't hold."""
    return text.encode("utf-8", "replace").decode()


def toml_string(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'
