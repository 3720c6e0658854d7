"""What came of an import: of each file, and as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, overload

from sphinx_summit.notes.review.queue import guess_of, lines_in
from sphinx_summit.notes.source import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_summit.notes.handbook import Handbook
    from sphinx_summit.notes.ledger import Ledger
    from sphinx_summit.notes.recognise import Guess
    from sphinx_summit.problems import Problem


@dataclass
class Imported:
    """What came of one file: the head of its ledger, or the problem that kept it from being read."""

    file: str
    format: str = ""
    encoding: str = ""
    ledger: Ledger | None = None
    guesses: tuple[Guess, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def as_before(book: Handbook, file: str) -> Imported:
    """What came of a file that is as the last import left it."""
    ledger = book.ledgers[file]
    form = ledger.form
    lines = lines_in(text_of(book.source(file) or b"", form)) if any("at" in row for row in ledger.guesses) else []
    guesses = tuple(guess_of(row, lines) for row in ledger.guesses)
    return Imported(file, ledger.format, form.encoding, replace(ledger, guesses=()), guesses)


class ImportedFiles(Sequence[Imported]):
    """What came of each file, in the order of their names, read from disk when it is asked for."""

    def __init__(self, imported: Mapping[str, Imported]) -> None:
        self._imported = imported

    def __len__(self) -> int:
        return len(self._imported)

    def __iter__(self) -> Iterator[Imported]:
        return iter(self._imported.values())

    @overload
    def __getitem__(self, index: int) -> Imported: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Imported]: ...
    def __getitem__(self, index: int | slice) -> Imported | Sequence[Imported]:
        return list(self)[index]


@dataclass
class Result:
    """What came of an import: each file, and the pages beside which new text was offered."""

    files: Sequence[Imported]
    offered: list[str]
    problems: list[Problem]
