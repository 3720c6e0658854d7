"""Builds of the same handbook in several ways, side by side: CPU seconds and memory of clean, no-op and edited builds.

    python benchmarks/builds.py 1000 5000 --ways floor summit needs --rounds 3
    python benchmarks/builds.py 1000 5000 20000 --ways floor summit    how the costs grow
    python benchmarks/builds.py 1000 --ways summit --jobs 1 2          what a second process saves

Needs what the ways need (`needs`: sphinx-needs). Ratios are to be compared, not seconds: they depend on the machine.
"""

from __future__ import annotations

import argparse
import compileall
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple, dataclass
from pathlib import Path

from handbooks import WAYS, Way, make_up, write_handbook

STEPS = ("clean", "no-op", "body edited", "title edited")


@dataclass(frozen=True)
class Cost:
    """CPU seconds (user and system, with child processes), seconds by the clock, and the peak of memory in MiB."""

    seconds: float
    elapsed: float
    memory: float


def build(folder: Path, jobs: int) -> Cost:
    """One run of sphinx-build."""
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-b", "html", str(folder), str(folder / "build")]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{folder}: {messages[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


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


def medians(rounds: list[dict[str, Cost]]) -> dict[str, Cost]:
    """Of each step."""
    columns = {step: zip(*(astuple(found[step]) for found in rounds), strict=True) for step in STEPS}
    return {step: Cost(*map(statistics.median, values)) for step, values in columns.items()}


def print_table(costs: dict[str, dict[str, Cost]]) -> None:
    """CPU seconds of each way and step, with the ratio to the first way; clock and memory of the clean build."""
    print(f"| way | {' | '.join(STEPS)} | clean, by the clock | MiB |\n|---{'|---' * len(STEPS)}|---|---|")
    first = next(iter(costs.values()))
    for way, found in costs.items():
        cells = [f"{found[step].seconds:.1f} ({found[step].seconds / first[step].seconds:.2f})" for step in STEPS]
        clean = found["clean"]
        print(f"| {way} | {' | '.join(cells)} | {clean.elapsed:.1f} | {clean.memory:.0f} |", flush=True)


def print_growth(few: int, costs: dict[str, dict[str, Cost]], many: int, more: dict[str, dict[str, Cost]]) -> None:
    """The exponents of growth of CPU seconds: 1 if twice the sessions take twice the time."""
    print(f"\nGrowth from {few} to {many} sessions, exponents\n")
    print(f"| way | {' | '.join(STEPS)} |\n|---{'|---' * len(STEPS)}|")
    for way in costs:
        ratios = (more[way][step].seconds / costs[way][step].seconds for step in STEPS)
        print(f"| {way} | {' | '.join(f'{math.log(ratio) / math.log(many / few):.2f}' for ratio in ratios)} |")


def main() -> None:
    """Print a table for each number of sessions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", nargs="+", type=int, default=[1])
    options = parser.parse_args()
    # As pip does on installing: where Python may not write bytecode, a checkout is compiled anew at every start.
    compileall.compile_dir(Path(__file__).parents[1] / "sphinx_summit", quiet=2)
    for jobs in options.jobs:
        costs = {}
        for count in options.counts:
            rounds = [{way: measure(WAYS[way], count, jobs) for way in options.ways} for _ in range(options.rounds)]
            costs[count] = {way: medians([found[way] for found in rounds]) for way in options.ways}
            said = f"{count} sessions, -j {jobs}, CPU seconds (ratio to {options.ways[0]}), median of {options.rounds}"
            print(f"\n{said}\n")
            print_table(costs[count])
        few, many = options.counts[0], options.counts[-1]
        if few != many:
            print_growth(few, costs[few], many, costs[many])


if __name__ == "__main__":
    main()
