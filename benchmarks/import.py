"""How long the import of notes takes, beside markdown-it-py's bare parse of the same Markdown.

    python benchmarks/import.py            a realistic note of 280 KB, in pairs: parse, import, parse, import …
    python benchmarks/import.py dialects   notes of one kind of content each
    python benchmarks/import.py page       HTML of 3 MB, a page and a blog's index, beside html.parser's bare tokens
    python benchmarks/import.py many 2000  a tenth of so many notes, and all: each command's CPU and most memory

All but `many` happen in one process and without a disk: bytes → text → outline → recognition → page → ledger.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from notes import ENGLISH, JAPANESE, note, posts, sections, web_page, write_many

from sphinx_summit.model.names import NameTable
from sphinx_summit.model.registries import load_registry, registry_path
from sphinx_summit.notes.ledger import Part, make_ledger, to_json
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.recognise import recognise
from sphinx_summit.notes.source import read_source
from sphinx_summit.notes.understand import uncollected
from sphinx_summit.notes.writer import Ids, NoteWriter

if TYPE_CHECKING:
    from collections.abc import Callable

DIALECTS = {
    "English prose": "# Report\n\n" + (" ".join(ENGLISH[:18]) + " ") * 6 * 400,
    "English paragraphs": "# Report\n\n" + ((" ".join(ENGLISH[:18]) + " ") * 6 + "\n\n") * 400,
    "Japanese paragraphs": "# 報告\n\n" + ("".join(JAPANESE) * 4 + "\n\n") * 500,
    "a flat list": "# Report\n\n" + "- an item of the list\n" * 8000,
    "headings": "# Report\n\n" + "## A heading (Ann Example)\n\n- an item\n\n" * 3000,
    "one line of marks": "# Report\n\n" + "a **b** `c` [d](https://example.org/) _f_ $x$ <b> " * 8000,
}


def names() -> NameTable:
    """The names of the shipped registry, as an import into a new handbook has them."""
    rows, _ = load_registry(registry_path("openstack", Path()), file="openstack")
    return NameTable(rows)


@uncollected()
def convert(data: bytes, file: str, known: NameTable) -> None:
    """An import without its disk."""
    source = read_source(file, data)
    reader = reader_for(file, source.text)
    reading = reader.read(source.text)
    parts = []
    for outline in reading.outlines:
        found = recognise(outline, known, file)
        headings = (block.at for block in found.blocks if isinstance(block, Heading) and block.session)
        sessions = {at: f"session-{number}" for number, at in enumerate(headings)}
        page = NoteWriter(found, Ids("event" if found.event else "", bool(found.event), sessions)).write("note")
        page.text  # noqa: B018
        parts.append(Part(found, page))
    to_json(make_ledger(source, reader.name, parts, reading.fates))


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(title: str, text: str, known: NameTable, pairs: int = 7) -> None:
    """Medians of paired runs, and their ratio."""
    parser = MarkdownIt("commonmark").enable("table")
    data = text.encode()
    rows = [(cpu(lambda: parser.parse(text)), cpu(lambda: convert(data, "note.md", known))) for _ in range(pairs + 1)][
        1:
    ]
    parse, whole = (statistics.median(column) for column in zip(*rows, strict=True))
    size = len(data) / 1e6
    print(
        f"{title:22} {size:5.2f} MB  parse {parse:6.3f} s ({size / parse:5.2f} MB/s)"
        f"  import {whole:6.3f} s ({size / whole:5.2f} MB/s)  ratio {whole / parse:5.2f}"
    )


def page(size: int = 3_000_000) -> None:
    """Saved web pages."""
    known = names()
    for title, parts in (("a page", sections(random.Random(3))), ("a blog's index", posts(random.Random(4)))):
        text = web_page(size, parts)
        tokens = cpu(lambda text=text: HTMLParser().feed(text))
        whole = cpu(lambda text=text: convert(text.encode(), "page.html", known))
        seconds = f"tokens {tokens:6.3f} s  import {whole:6.3f} s"
        print(f"{title:22} {size / 1e6:5.2f} MB  {seconds}  ratio {whole / tokens:5.2f}")


def run(*arguments: str | Path) -> tuple[float, float]:
    """Seconds of CPU and the most MB of a command."""
    command = [sys.executable, "-m", "sphinx_summit", *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def steps(root: Path, count: int) -> dict[str, tuple[float, float]]:
    """What each command takes on so many notes."""
    notes, book = root / str(count) / "notes", root / str(count) / "handbook"
    write_many(notes, count)
    importing = ("import", notes, "--into", book, "--processes", "1")
    rows = {"first import": run(*importing), "nothing changed": run(*importing)}
    with (notes / "00000.md").open("a", encoding="utf-8") as note:
        note.write("- one more\n")
    rows["one note changed"] = run(*importing)
    rows["--dry-run"] = run(*importing, "--dry-run")
    rows["verify"] = run("verify", book)
    rows["review"] = run("review", book, "--list")
    return rows


def many(count: int) -> None:
    """Every command, on a tenth of so many notes and on all."""
    with tempfile.TemporaryDirectory() as folder:
        few, all_ = (steps(Path(folder), number) for number in (count // 10, count))
    first = all_["first import"][0]
    print(f"{'':18} {count // 10:>7} notes      {count:>9} notes")
    for name, (seconds, megabytes) in all_.items():
        before, memory = few[name]
        share = f"{seconds / first:6.1%} of the first" if name != "first import" else ""
        print(f"{name:18} {before:6.1f} s {memory:4.0f} MB  {seconds:7.1f} s {megabytes:4.0f} MB  {share}")


def main(arguments: list[str]) -> None:
    """Measure what the arguments name."""
    what = arguments[0] if arguments else ""
    if what == "many":
        many(int(arguments[1]) if len(arguments) > 1 else 1000)
    elif what == "page":
        page()
    elif what == "dialects":
        for title, text in DIALECTS.items():
            compare(title, text, names(), 3)
    else:
        compare("a realistic note", note(280_000), names())


if __name__ == "__main__":
    main(sys.argv[1:])
