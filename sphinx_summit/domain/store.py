"""What is remembered of each page: tables keyed by docname that hold plain values and frozen records only.

Clearing and merging loop over the tables; all that joins pages is computed from them (`model/index.py`).
"""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_summit.config import SummitConfig, read_config
from sphinx_summit.domain.log import warn_files
from sphinx_summit.model.index import SummitIndex
from sphinx_summit.model.records import Question, Record, Session
from sphinx_summit.model.registries import load_registry, registry_path, shipped
from sphinx_summit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.config import Config

TABLES = ("read", "records", "digests", "blocks", "found", "views", "roles", "references", "images", "definitions")
"""The tables of one docname each: the build that has read it; objects described there, and digests of them; texts in
which names may stand, and the names last found there, both packed; views and facts that are drawn there; objects that
its roles name; its references to other things; the paths of its images; what it defines for all pages."""

DATA_VERSION = 6


def new_tables() -> dict[str, dict[str, list[Any]]]:
    """Empty tables, as a domain's `initial_data`."""
    return {table: {} for table in TABLES}


def clear(tables: dict[str, dict[str, list[Any]]], docname: str) -> None:
    """Forget a page."""
    for table in TABLES:
        tables[table].pop(docname, None)


def merge(
    tables: dict[str, dict[str, list[Any]]], others: dict[str, dict[str, list[Any]]], docnames: Iterable[str]
) -> None:
    """Take over the pages that another process has read."""
    for docname in docnames:
        for table in TABLES:
            if docname in others[table]:
                tables[table][docname] = others[table][docname]


def note(tables: dict[str, dict[str, list[Any]]], table: str, docname: str, value: Any) -> None:
    """Remember a value of a page."""
    tables[table].setdefault(docname, []).append(value)


def pack(rows: list[Any]) -> bytes:
    """Rows of a page that few builds ask for: as bytes they take a fifth of the memory, and no time to be loaded."""
    return pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> list[Any]:
    """Packed rows."""
    rows: list[Any] = pickle.loads(packed)
    return rows


def note_digest(tables: dict[str, dict[str, list[Any]]], docname: str) -> None:
    """Remember what a page says of objects as two digests: of all, and of that from which the names in prose follow,
    without the titles of sessions and questions. On which line it is said moves with every edit above."""
    said = [
        (
            type(record).__name__,
            replace(record, place=None),
            record.place and (record.place.docname, record.place.anchor),
        )
        for record in tables["records"].get(docname, [])
    ]
    if said:
        note(tables, "digests", docname, digest_of(said))
        naming = [(kind, replace(r, name="") if isinstance(r, Session | Question) else r, at) for kind, r, at in said]
        note(tables, "digests", docname, digest_of(naming))


def digest_of(values: Iterable[Any]) -> str:
    """A digest of plain values, by how Python writes them."""
    return hashlib.sha256("\n".join(map(repr, values)).encode()).hexdigest()


@dataclass
class Registries:
    """The rows of the files in `summit_data`, read once a build."""

    rows: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def load(cls, config: SummitConfig, folder: Path) -> Registries:
        """Read every file; what can't be read is a problem, and the rest counts."""
        loaded = cls()
        for name in config.data:
            path = registry_path(str(name), folder)
            if not path.is_file():
                hint = did_you_mean(str(name), shipped())
                loaded.problems.append(Problem("registry", f"summit_data: no registry {name!r}{hint}", "conf.py"))
                continue
            rows, problems = load_registry(path, file=str(name))
            loaded.rows += rows
            loaded.problems += problems
        return loaded


def files_digest(config: SummitConfig, folder: Path) -> str:
    """A digest of the registries and of the importer's ledgers, of which `summit.json` tells where objects are from."""
    digest = hashlib.sha256()
    for path in (registry_path(str(name), folder) for name in config.data):
        digest.update(path.read_bytes() if path.is_file() else b"")
    for path in sorted(folder.glob(".summit/ledger/**/*.json")):
        stat = path.stat()
        digest.update(repr((path.name, stat.st_size, stat.st_mtime_ns)).encode())
    return digest.hexdigest()


def load_registries(config: Config, folder: Path) -> Registries:
    """The registries of a project, with their problems logged."""
    registries = Registries.load(read_config(config), folder)
    warn_files(registries.problems)
    return registries


def make_index(tables: dict[str, dict[str, list[Any]]], rows: Iterable[Record]) -> SummitIndex:
    """The index of all pages and registries."""
    records = (record for page in sorted(tables["records"]) for record in tables["records"][page])
    return SummitIndex(records, rows)


def today() -> str:
    """The date that the build stands on: SOURCE_DATE_EPOCH's, else the clock's (UTC)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch) if epoch else None))
