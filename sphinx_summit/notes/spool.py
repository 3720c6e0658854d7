"""Files between understanding and writing: all must be understood before the first is written.

The first few megabytes stay in memory, the rest lies in a temporary file.
"""

from __future__ import annotations

import pickle
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import BinaryIO, Self

    from sphinx_summit.notes.understand import Understood

_IN_MEMORY = 4_000_000
"""Bytes of sources; what is understood of them takes some times more."""


class Spool:
    """Understood files by number. Use it in a `with` statement, which removes the temporary file."""

    def __init__(self) -> None:
        self._held: dict[int, Understood] = {}
        self._places: dict[int, int] = {}
        self._bytes = 0
        self._next = 0
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: Any) -> None:
        if self._file:
            self._file.close()

    def add(self, each: Understood) -> int:
        """Keep a file; its number."""
        number = self._next
        self._next += 1
        self._bytes += len(each.source.data) if each.source else 0
        if self._bytes <= _IN_MEMORY:
            self._held[number] = each
        else:
            self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115
            self._places[number] = self._file.seek(0, 2)
            pickle.dump(each, self._file, pickle.HIGHEST_PROTOCOL)
        return number

    def take(self, number: int) -> Understood:
        """A file that was kept; it can be taken once."""
        if number in self._held:
            return self._held.pop(number)
        assert self._file
        self._file.seek(self._places[number])
        # Our own file without a name, which nobody else can have written to.
        each: Understood = pickle.load(self._file)
        return each
