"""What is known of all notes, by key, on disk: memory does not grow with their number."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
import weakref
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

_CACHE = 300
"""Kilobytes of a temporary database that stay in memory."""

T = TypeVar("T")


class _Temporary(sqlite3.Connection):
    """Closed with its last holder; from Python 3.13 on, one left open is warned of."""

    def __del__(self) -> None:
        self.close()


def temporary_database(schema: str) -> sqlite3.Connection:
    """A database in a file without a name, which goes when nobody holds it any more."""
    # Whichever thread collects garbage may be the one that closes it.
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False, factory=_Temporary)
    database.executescript(f"PRAGMA cache_size = -{_CACHE}; PRAGMA temp_store = FILE; {schema}")
    return database


class Spool(MutableMapping[str, T]):
    """Things by key, in the order of the keys. The one that was put or asked for last is at hand, the rest on disk."""

    def __init__(self) -> None:
        self._at_hand: tuple[str, T] | None = None
        self._is_saved = True
        self._places = temporary_database("CREATE TABLE place (key BLOB PRIMARY KEY, start INTEGER) WITHOUT ROWID")
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, self._file.close)

    def __setitem__(self, key: str, each: T) -> None:
        if self._at_hand is None or self._at_hand[0] != key:
            self._save()
        self._at_hand, self._is_saved = (key, each), False

    def __getitem__(self, key: str) -> T:
        if self._at_hand is None or self._at_hand[0] != key:
            self._save()
            self._at_hand = None
            self._at_hand = (key, self._read(key))
        return self._at_hand[1]

    def __delitem__(self, key: str) -> None:
        if self._at_hand and self._at_hand[0] == key:
            self._at_hand, self._is_saved = None, True
        self._places.execute("DELETE FROM place WHERE key = ?", (_bytes(key),))

    def __contains__(self, key: object) -> bool:
        if self._at_hand and self._at_hand[0] == key:
            return True
        found = self._places.execute("SELECT 1 FROM place WHERE key = ?", (_bytes(str(key)),))
        return found.fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        self._save()
        for (key,) in self._places.execute("SELECT key FROM place ORDER BY key"):
            yield key.decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        self._save()
        count: int = self._places.execute("SELECT COUNT(*) FROM place").fetchone()[0]
        return count

    def _save(self) -> None:
        if self._at_hand and not self._is_saved:
            key, each = self._at_hand
            start = self._file.seek(0, 2)
            pickle.dump(each, self._file, pickle.HIGHEST_PROTOCOL)
            self._places.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (_bytes(key), start))
        self._is_saved = True

    def _read(self, key: str) -> T:
        place = self._places.execute("SELECT start FROM place WHERE key = ?", (_bytes(key),)).fetchone()
        if place is None:
            raise KeyError(key)
        self._file.seek(place[0])
        # Our own file without a name, which nobody else can have written to.
        each: T = pickle.load(self._file)
        return each


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")
