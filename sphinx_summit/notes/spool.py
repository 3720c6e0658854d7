"""What waits on disk during an import, and what came of each file: memory does not grow with the number of notes.

The first thing and a few more stay in memory, the rest lies in a temporary file.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from typing import BinaryIO

_IN_MEMORY = 200_000
"""Bytes of sources; what is understood of them takes a dozen times more."""

T = TypeVar("T")


class Spool(Generic[T]):
    """Things by number, from 0. Its temporary file, which has no name, goes with it."""

    def __init__(self) -> None:
        self._held: dict[int, T] = {}
        self._places: list[int] = []
        self._bytes = 0
        self._file: BinaryIO | None = None

    def __len__(self) -> int:
        return len(self._places)

    def add(self, each: T, size: int) -> int:
        """Keep a thing that came of so many bytes of a source; its number."""
        number = len(self._places)
        self._bytes += size
        if number == 0 or self._bytes <= _IN_MEMORY:
            self._held[number] = each
            self._places.append(0)
        else:
            file = self._opened()
            self._places.append(file.seek(0, 2))
            pickle.dump(each, file, pickle.HIGHEST_PROTOCOL)
        return number

    def take(self, number: int) -> T:
        """A thing that was kept, and is not asked for again."""
        return self._held.pop(number) if number in self._held else self._read(number)

    def get(self, number: int) -> T:
        """A thing that was kept."""
        return self._held[number] if number in self._held else self._read(number)

    def _read(self, number: int) -> T:
        file = self._opened()
        file.seek(self._places[number])
        # Our own file without a name, which nobody else can have written to.
        each: T = pickle.load(file)
        return each

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
            weakref.finalize(self, self._file.close)
        return self._file
