"""Whether projects without a handbook stay as they are: each is built as it is and with `sphinx_summit` named last.

    python benchmarks/unchanged.py checkout/docs another/source

Every argument is a folder with a conf.py. Exits with 1 if a byte of the HTML differs or a warning is new. What a
project's own extensions need must be installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ADDED = '\nextensions = [*globals().get("extensions", []), "sphinx_summit"]\n'
NOT_OUTPUT = {".buildinfo", ".doctrees", "environment.pickle"}


def build(source: Path, folder: Path, *, more: str) -> tuple[dict[str, bytes], list[str]]:
    """The files and the warnings of a clean build of a copy of the sources."""
    copy = folder / "source"
    shutil.copytree(source, copy, symlinks=True)
    with (copy / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(more)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        "html",
        "-d",
        str(folder / "trees"),
        str(copy),
        str(folder / "out"),
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": "0"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if run.returncode:
        raise SystemExit(f"{source}: does not build:\n{run.stderr[-2000:]}")
    out = folder / "out"
    paths = (
        path for path in sorted(out.rglob("*")) if path.is_file() and not NOT_OUTPUT & {*path.relative_to(out).parts}
    )
    warnings = re.sub(r"\x1b\[\d*m", "", run.stderr).replace(str(folder), "").splitlines()
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}, warnings


def compare(source: Path) -> bool:
    """Build both ways and tell what is different."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "project")  # one path for both, since pages may hold it
        plain, plain_warnings = build(source, folder, more="\n")
        shutil.rmtree(folder)
        ours, our_warnings = build(source, folder, more=ADDED)
    different = sorted(name for name in plain.keys() | ours.keys() if plain.get(name) != ours.get(name))
    new = sorted({*our_warnings} - {*plain_warnings})
    print(f"{source}: {len(plain)} files, {len(different)} different; {len(plain_warnings)} warnings, {len(new)} new")
    for line in [*different[:5], *new[:5]]:
        print(f"  {line}")
    return not different and not new


if __name__ == "__main__":
    results = [compare(Path(argument).resolve()) for argument in sys.argv[1:]]
    sys.exit(not all(results))
