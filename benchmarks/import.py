"""How long the import of notes takes, beside markdown-it-py's bare parse of the same Markdown.

    python benchmarks/import.py            a realistic note, in pairs: parse, import, parse, import …
    python benchmarks/import.py dialects   notes of one kind of content each
    python benchmarks/import.py page       an HTML page of 3 MB
    python benchmarks/import.py many 10000 so many notes in one run: seconds, and the most memory that a process took

All but `many` happen in one process and without a disk: bytes → text → outline → recognition → page → ledger.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from sphinx_summit.model.names import NameTable
from sphinx_summit.model.registries import load_registry, registry_path
from sphinx_summit.notes.importer import import_notes
from sphinx_summit.notes.ledger import Part, make_ledger, to_json
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.recognise import recognise
from sphinx_summit.notes.source import read_source
from sphinx_summit.notes.understand import uncollected
from sphinx_summit.notes.writer import Ids, NoteWriter

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = (
    "the scheduler of nova is being reworked and operators said that the upgrade takes too long so we should try a "
    "rolling one with `nova-compute` first **before** the _next_ release see [the design](https://example.org/specs/1) "
    "or https://example.org/x?y=1 for 50% of the snake_case_names"
)
ENGLISH = PROSE.split()
JAPANESE = ["スケジューラの改善について、課題とロードマップが紹介された。", "質問では移行の手順が聞かれた。"]


def words(random_: random.Random, least: int, most: int) -> str:
    """Some words of English prose, with the marks that notes have."""
    return " ".join(random_.choice(ENGLISH) for _ in range(random_.randint(least, most)))


def note(size: int, seed: int = 1) -> str:
    """A report of about so many bytes: sessions with prose, nested lists, code, quotations and tables."""
    chance = random.Random(seed)
    parts = ["# Report from the Example Summit 2019\n"]
    length = 0
    while length < size:
        number = chance.randint(1, 999)
        part = [f"\n## Session {number}: Scaling the thing (Ann Example, Example Corp.)\n"]
        part += [f"\n{words(chance, 30, 50)}\n{words(chance, 9, 20)}.\n" for _ in range(chance.randint(1, 3))]
        part.append("\n")
        for _ in range(chance.randint(3, 9)):
            part.append(f"- {words(chance, 3, 15)}\n")
            if chance.random() < 0.4:
                part.append(f"  - {chance.choice(JAPANESE)}\n")
        if chance.random() < 0.3:
            part.append("\n```console\n$ openstack server list\n| a | b |\n```\n")
        if chance.random() < 0.2:
            part.append(f"\n> {words(chance, 20, 20)}\n")
        if chance.random() < 0.2:
            part.append("\n| a | b |\n|---|---|\n| c `x` | d |\n")
        parts.append("".join(part))
        length += len(parts[-1].encode())
    return "".join(parts)


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


def page() -> None:
    """A saved web page."""
    body = "".join(
        f"<h2>Session {n}</h2><p>{' '.join(ENGLISH[:20])} <a href='https://example.org/{n}'>more</a></p>"
        f"<ul><li>one <b>thing</b></li><li>another</li></ul>\n"
        for n in range(11_000)
    )
    text = f"<!DOCTYPE html><html><head><title>Report</title></head><body><nav>Home</nav>{body}</body></html>"
    print(f"HTML {len(text) / 1e6:.1f} MB: {cpu(lambda: convert(text.encode(), 'page.html', names())):.1f} s of CPU")


def many(count: int) -> None:
    """A whole import of so many notes, onto a disk."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {f"{n:05}.md": root / f"{n:05}.md" for n in range(count)}
        for number, path in enumerate(files.values()):
            path.write_text(note(4000, number).replace("2019", f"{1990 + number % 30}"), encoding="utf-8")
        start = time.monotonic()
        import_notes(files, root / "handbook")
        seconds = time.monotonic() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} notes: {seconds:.0f} s, {most:.0f} MB at most")


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
