"""`data/imported.toml`: the people and organisations that notes name, gathered on disk, as there may be many.

The file is made anew by each import, with the ids that its names had. Once a person has edited it, it is theirs: names
that have come since are offered below a copy of it, and a row that they took out stays out.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold, imported_id
from sphinx_summit.model.records import names_of
from sphinx_summit.model.registries import load_registry
from sphinx_summit.notes.handbook import IMPORTED, OURS
from sphinx_summit.notes.spool import temporary_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sphinx_summit.model.records import Record
    from sphinx_summit.notes.handbook import Handbook

HEAD = "# People and organisations that the import found. Join spellings with `names` and `aliases`.\n"
_SCHEMA = """
    CREATE TABLE named (number INTEGER PRIMARY KEY, kind TEXT, folded TEXT, name TEXT, UNIQUE (kind, folded));
    CREATE TABLE affiliation (
        number INTEGER PRIMARY KEY, person TEXT, organization TEXT, UNIQUE (person, organization)
    );
    CREATE TABLE given (
        kind TEXT, id TEXT, folded TEXT, next INTEGER, PRIMARY KEY (kind, id), UNIQUE (kind, folded)
    ) WITHOUT ROWID;
    CREATE TABLE elsewhere (folded TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_OF_KIND = """
    SELECT id, name, folded FROM given JOIN named USING (kind, folded) WHERE kind = ? ORDER BY id
"""


class People:
    """The people and organisations of all notes."""

    def __init__(self) -> None:
        self._rows = temporary_database(_SCHEMA)

    def leave_out(self, names: Iterable[str]) -> None:
        """Names that are told elsewhere: they get no row."""
        rows = ((fold(_storable(name)),) for name in names)
        self._rows.executemany("INSERT OR IGNORE INTO elsewhere VALUES (?)", rows)

    def keep_id(self, kind: str, id_: str, name: str) -> None:
        """The id that a name has already."""
        self._rows.execute("INSERT OR IGNORE INTO given VALUES (?, ?, ?, 2)", (kind, id_, fold(name)))

    def add(self, name: str, organization: str) -> None:
        """Somebody, who may have no organisation, or an organisation alone."""
        name, organization = _storable(name), _storable(organization)
        self._name("organization", organization)
        if self._name("person", name) and organization:
            row = (fold(name), organization)
            self._rows.execute("INSERT OR IGNORE INTO affiliation (person, organization) VALUES (?, ?)", row)

    def _name(self, kind: str, name: str) -> bool:
        folded = fold(name)
        if not name or self._has("elsewhere WHERE folded = ?", folded):
            return False
        self._rows.execute("INSERT OR IGNORE INTO named (kind, folded, name) VALUES (?, ?, ?)", (kind, folded, name))
        return True

    def rows(self) -> Iterator[str]:
        """The rows as text; new ids are given in the order in which the names were met."""
        named = self._rows.execute("SELECT kind, folded, name FROM named ORDER BY number")
        for kind, folded, name in named:
            if not self._has("given WHERE kind = ? AND folded = ?", kind, folded):
                self._give_id(kind, folded, imported_id(kind, name))
        for id_, name, _ in self._rows.execute(_OF_KIND, ("organization",)):
            yield f"\n[[organization]]\nid = {toml_string(id_)}\nname = {toml_string(name)}\n"
        for id_, name, folded in self._rows.execute(_OF_KIND, ("person",)):
            yield f"\n[[person]]\nid = {toml_string(id_)}\nname = {toml_string(name)}\n{self._affiliations(folded)}"

    def _affiliations(self, folded: str) -> str:
        found = self._rows.execute("SELECT organization FROM affiliation WHERE person = ? ORDER BY number", (folded,))
        where = [f"{{ organization = {toml_string(organization)} }}" for (organization,) in found]
        return f"affiliations = [{', '.join(where)}]\n" if where else ""

    def _has(self, where: str, *values: str) -> bool:
        return self._rows.execute(f"SELECT 1 FROM {where}", values).fetchone() is not None

    def _give_id(self, kind: str, folded: str, wanted: str) -> None:
        """Give the id that is wanted, or where another has it, one with a number."""
        take = "INSERT OR IGNORE INTO given VALUES (?, ?, ?, 2)"
        id_ = wanted
        while not self._rows.execute(take, (kind, id_, folded)).rowcount:
            step = "UPDATE given SET next = next + 1 WHERE kind = ? AND id = ? RETURNING next - 1"
            (number,) = self._rows.execute(step, (kind, wanted)).fetchone()
            id_ = f"{wanted}-{number}"


def people_to_gather(book: Handbook, records: Iterable[Record], theirs: Sequence[Record] | None) -> People:
    """Where an import gathers names, before it changes the ledgers. `records`: the rows of the other registries.

    `theirs`: the rows of the file when a person has edited it, None when it is made anew.
    """
    people = People()
    for record in (*records, *(theirs or ())):
        people.leave_out((*names_of(record), record.id))
    if theirs is None:
        for kind, id_, name in _rows_of(book.root / IMPORTED) if book.is_as_written(IMPORTED) else ():
            people.keep_id(kind, id_, name)
        return people
    for record in theirs:
        people.keep_id(record.kind, record.id, record.name or record.id)
        for old in record.formerly:
            people.keep_id(record.kind, old, old)
    people.leave_out(_met_before(book))
    return people


def _rows_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, id and name of each row of a file that nobody has edited, read line by line."""
    kind = id_ = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("[["):
                kind = line.strip("[]\n")
            elif line.startswith("id = "):
                id_ = json.loads(line.removeprefix("id = "))
            elif line.startswith("name = "):
                yield kind, id_, json.loads(line.removeprefix("name = "))


def _met_before(book: Handbook) -> Iterator[str]:
    """The names that earlier imports met, but for those that are still offered: a person has seen and judged them."""
    offered, _ = load_registry(book.root / OURS / "offered" / IMPORTED, file=IMPORTED)
    waiting = {fold(record.name) for record in offered}
    for ledger in book.ledgers.values():
        for row in ledger.more.get("people", ()):
            yield from (name for name in row if name and fold(name) not in waiting)


def _storable(text: str) -> str:
    """The text without what UTF-8 can't hold."""
    return text.encode("utf-8", "replace").decode()


def toml_string(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'
