"""The demo, every step of the way: raw notes → MyST → proof → HTML and PDF.

`notes/` are imported into a scratch handbook below `build/demo/`, verified and built as they come out; `handbook/`,
which a person has polished after the same import, is verified and built in Japanese and in English.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

DEMO = Path(__file__).parent
OUT = DEMO.parent / "build" / "demo"
SCRATCH = OUT / "scratch"


def main() -> int:
    """Run every step; the first that fails ends the demo with its exit code."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    steps = [
        ("import the raw notes", summit("import", DEMO / "notes", "--into", SCRATCH)),
        ("verify what was imported", summit("verify", SCRATCH)),
        ("build it as it came out: HTML", sphinx("html", SCRATCH, OUT / "scratch-build")),
        ("build it as it came out: PDF", sphinx("summitpdf", SCRATCH, OUT / "scratch-build")),
        ("verify the polished handbook", summit("verify", DEMO / "handbook")),
        ("build the polished handbook: HTML", sphinx("html", DEMO / "handbook", OUT / "ja")),
        ("the same with English labels", sphinx("html", DEMO / "handbook", OUT / "en", "-D", "language=en")),
        ("build the polished handbook: PDF", sphinx("summitpdf", DEMO / "handbook", OUT / "ja")),
    ]
    for title, command in steps:
        print(f"\n== {title}\n   {' '.join(map(str, command[1:]))}", flush=True)
        if code := subprocess.call(command):
            return code
    print("\nLook at:")
    for path in (OUT / "ja/html/index.html", OUT / "en/html/index.html", *sorted(OUT.glob("*/summitpdf/*.pdf"))):
        print(f"  {path}")
    return 0


def summit(*arguments: str | Path) -> list[str | Path]:
    """A call of the command `sphinx-summit`."""
    return [sys.executable, "-m", "sphinx_summit", *arguments]


def sphinx(builder: str, source: Path, out: Path, *options: str) -> list[str | Path]:
    """A call of `sphinx-build` in which any warning is an error."""
    return [sys.executable, "-m", "sphinx", "-M", builder, source, out, "-q", "-W", "--keep-going", *options]


if __name__ == "__main__":
    sys.exit(main())
