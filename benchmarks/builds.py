"""Builds of the same handbook in several ways, side by side: CPU seconds and memory of clean, no-op and edited builds.

    python benchmarks/builds.py 1000 5000 --ways floor summit needs --rounds 3

Needs what the ways need (`needs`: sphinx-needs). Ratios are to be compared, not seconds: they depend on the machine.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from handbooks import WAYS, Way, make_up, write_handbook

STEPS = ("clean", "no-op", "body edited", "title edited")


@dataclass(frozen=True)
class Cost:
    """CPU seconds (user and system, with child processes) and the peak of memory in MiB."""

    seconds: float
    memory: float


def build(folder: Path, jobs: int) -> Cost:
    """One run of sphinx-build."""
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-b", "html", str(folder), str(folder / "build")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{folder}: {messages[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(way: Way, count: int, jobs: int) -> dict[str, Cost]:
    """Every step once, in a new folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "handbook")
        write_handbook(way, make_up(count), folder)
        page = folder / "event1.md"
        clean = build(folder, jobs)
        nothing = build(folder, jobs)
        text = page.read_text(encoding="utf-8")
        page.write_text(text.rstrip() + " More words\n", encoding="utf-8")
        body = build(folder, jobs)
        title = make_up(count)[25].title
        page.write_text(text.replace(title, f"{title} changed"), encoding="utf-8")
        return dict(zip(STEPS, (clean, nothing, body, build(folder, jobs)), strict=True))


def main() -> None:
    """Print a table for each number of sessions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    # As pip does on installing: where Python may not write bytecode, a checkout is compiled anew at every start.
    compileall.compile_dir(Path(__file__).parents[1] / "sphinx_summit", quiet=2)
    for count in options.counts:
        rounds = [{way: measure(WAYS[way], count, options.jobs) for way in options.ways} for _ in range(options.rounds)]
        print(f"\n{count} sessions, CPU seconds (ratio to {options.ways[0]}), median of {options.rounds}\n")
        print(f"| way | {' | '.join(STEPS)} | MiB |\n|---{'|---' * len(STEPS)}|---|")
        medians = {
            way: [statistics.median(found[way][step].seconds for found in rounds) for step in STEPS]
            for way in options.ways
        }
        first = medians[options.ways[0]]
        for way, seconds in medians.items():
            cells = [f"{value:.1f} ({value / base:.2f})" for value, base in zip(seconds, first, strict=True)]
            memory = statistics.median(found[way]["clean"].memory for found in rounds)
            print(f"| {way} | {' | '.join(cells)} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
