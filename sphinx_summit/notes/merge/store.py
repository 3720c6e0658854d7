"""The accounts of an import in order, on disk, and which of them share a trait."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar, overload

from sphinx_summit.notes.merge.accounts import Account
from sphinx_summit.notes.spool import Spool, temporary_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COMMON = 40
"""A trait of more accounts than this tells nothing."""
_NEIGHBOURS = 3
"""A name of more accounts is compared with so many neighbours in time."""
_AT_HAND = 100
"""So many accounts stay in memory."""

Pair: TypeAlias = tuple[int, int]
"""Two accounts by number, the smaller first."""
K = TypeVar("K", bound=Hashable)

_SCHEMA = """
    CREATE TABLE account (number INTEGER PRIMARY KEY, planned INTEGER, start TEXT);
    CREATE TABLE trait (trait TEXT, number INTEGER, PRIMARY KEY (trait, number)) WITHOUT ROWID;
    CREATE TABLE shared (trait TEXT PRIMARY KEY, often INTEGER) WITHOUT ROWID;
"""
_SHARED = f"""
    INSERT INTO shared SELECT trait, COUNT(*) > {_COMMON} FROM trait GROUP BY trait HAVING COUNT(*) > 1
"""
# A host only tells of schedules.
_PAIRS = """
    SELECT a.number, b.number FROM shared JOIN trait a USING (trait) JOIN trait b USING (trait)
    JOIN account x ON x.number = a.number JOIN account y ON y.number = b.number
    WHERE NOT often AND a.number < b.number AND (trait NOT LIKE 'h%' OR x.planned OR y.planned)
"""
_NEAR = """
    UNION SELECT MIN(number, next), MAX(number, next) FROM (
        SELECT number, LEAD(number, {}) OVER (PARTITION BY trait ORDER BY start, number) AS next
        FROM shared JOIN trait USING (trait) JOIN account USING (number)
        WHERE often AND (trait LIKE 'n%' OR trait LIKE 'f%')
    ) WHERE next IS NOT NULL
"""


class Accounts(Sequence[Account]):
    """Accounts, given in order, by number."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        spool: Spool[Account] = Spool()
        self._traits = temporary_database(_SCHEMA)
        self._count = 0
        for number, account in enumerate(accounts):
            spool[numbered(number)] = account
            row = (number, account.planned, account.facts.dates.start)
            self._traits.execute("INSERT INTO account VALUES (?, ?, ?)", row)
            rows = ((trait, number) for trait in account.traits)
            self._traits.executemany("INSERT INTO trait VALUES (?, ?)", rows)
            self._count += 1
        self._traits.execute(_SHARED)
        self._get = lru_cache(_AT_HAND)(lambda number: spool[numbered(number)])

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Account: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Account]: ...
    def __getitem__(self, index: int | slice) -> Account | Sequence[Account]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._get(index)

    def pairs(self) -> Iterator[Pair]:
        """Pairs that share a trait, in order."""
        near = " ".join(_NEAR.format(step) for step in range(1, _NEIGHBOURS + 1))
        yield from self._traits.execute(f"{_PAIRS} {near} ORDER BY 1, 2")


class Ties(Generic[K]):
    """What hangs together, however far apart: what is tied leads up to one that stands for all."""

    def __init__(self) -> None:
        self._above: dict[K, K] = {}

    def __iter__(self) -> Iterator[K]:
        return iter(self._above)

    def top(self, key: K) -> K:
        """The one that stands for all that a key is tied to."""
        while (above := self._above.get(key, key)) != key:
            self._above[key] = self._above[above]
            key = above
        return key

    def tie(self, a: K, b: K) -> None:
        """Note that two hang together."""
        if a != b:
            top = self._above.setdefault(self.top(a), self.top(a))
            self._above[self.top(b)] = top


def numbered(number: int) -> str:
    """A key whose order is that of numbers."""
    return f"{number:09}"
