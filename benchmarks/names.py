"""Names in prose: what 20,000 names cost beside 200, in one run, on bilingual text made here.

Run: python benchmarks/names.py [MB of text]
"""

from __future__ import annotations

import random
import sys
import time

from sphinx_summit.model.names import NameTable
from sphinx_summit.model.records import Person, Project

LATIN = "abcdefghijklmnopqrstuvwxyz"
KATAKANA = [chr(code) for code in range(0x30A2, 0x30F3)]
HIRAGANA = [chr(code) for code in range(0x3042, 0x3090)]
KANJI = [chr(code) for code in range(0x4E00, 0x4E00 + 1200)]
FAMILY_NAMES = ["".join(pair) for pair in zip(KANJI[:60], KANJI[60:120], strict=True)]


def word(dice: random.Random, letters: str | list[str], shortest: int, longest: int) -> str:
    """A word of random letters."""
    return "".join(dice.choices(letters, k=dice.randint(shortest, longest)))


def names(count: int, dice: random.Random) -> list[str]:
    """Names as handbooks have them: half Latin, some with a second word; katakana; kanji names of few families."""
    made = []
    for number in range(count):
        if number % 4 < 2:
            first = word(dice, LATIN, 4, 9)
            made.append(f"{first} {word(dice, LATIN, 3, 8)}" if number % 8 == 0 else first)
        elif number % 4 == 2:
            made.append(word(dice, KATAKANA, 4, 8))
        else:
            made.append(dice.choice(FAMILY_NAMES) + word(dice, KANJI, 2, 2))
    return made


def text(size: int, known: list[str], dice: random.Random) -> list[str]:
    """Paragraphs of some 400 characters, half English and half Japanese, a known name every 150 characters."""
    paragraphs, written = [], 0
    while written < size:
        parts = []
        for _ in range(3):
            parts.append(" ".join(word(dice, LATIN, 2, 9) for _ in range(10)))
            parts.append(
                word(dice, KANJI + KATAKANA, 30, 40) + "の" + word(dice, [*map(chr, range(0x3042, 0x3090))], 10, 20)
            )
            parts.append(dice.choice(known))
        paragraphs.append(" ".join(parts))
        written += len(paragraphs[-1].encode())
    return paragraphs


def main() -> None:
    """Print MB of text a second and the ratio to 200 names, for CPU time: the least of five rounds in turn."""
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 4_000_000
    everything = names(20_000, random.Random(1))
    paragraphs = text(size, everything[:200], random.Random(2))
    megabytes = sum(len(paragraph.encode()) for paragraph in paragraphs) / 1e6
    tables = {count: table(everything[:count]) for count in (200, 2_000, 20_000)}
    rounds = [{count: search(tables[count], paragraphs) for count in tables} for _ in range(5)]
    spent = {count: min(each[count] for each in rounds) for count in tables}
    for count, seconds in spent.items():
        print(f"{count:6} names: {megabytes / seconds:5.1f} MB/s, {seconds / spent[200]:.2f} times 200 names")


def table(spellings: list[str]) -> NameTable:
    """Half projects, half people."""
    kinds = (Person, Project)
    return NameTable(kinds[number % 2](id=str(number), name=name) for number, name in enumerate(spellings))


def search(known: NameTable, paragraphs: list[str]) -> float:
    """Seconds of CPU time for all paragraphs."""
    started = time.process_time()
    for paragraph in paragraphs:
        known.find(paragraph)
    return time.process_time() - started


if __name__ == "__main__":
    main()
