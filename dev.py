"""The two commands of the README: `python3 dev.py demo` and `python3 dev.py test`.

Sets up everything that it needs below `.venv/` and `.tox/`: Python 3.11 or newer with pip and venv is enough.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent
ENVIRONMENTS = {
    "demo": ["demo"],
    "test": ["lint", "types", "docs", "py311", "py312", "py313"],
    "full": ["full"],
}


def main(arguments: list[str]) -> int:
    """Run the tox environments of a command; what follows it goes to tox."""
    command, *rest = arguments or ["help"]
    if command not in ENVIRONMENTS:
        print(f"usage: python3 dev.py {{{'|'.join(ENVIRONMENTS)}}} [options of tox]")
        return 2
    names = ",".join(ENVIRONMENTS[command])
    discover = ["--discover", *pythons] if (pythons := _pythons()) else []
    options = [*discover, "--skip-missing-interpreters", "true", "-e", names]
    return subprocess.call([_tox(), "run", *options, *rest], cwd=ROOT)


def _pythons() -> list[str]:
    """Pythons that pyenv has installed and not put on the path."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return [str(path) for path in sorted(root.glob("versions/3.1[1-9]*/bin/python"))]


def _tox() -> str:
    folder = ROOT / ".venv"
    binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not (binaries / "tox").exists():
        venv.create(folder, with_pip=True)
        subprocess.check_call(
            [binaries / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "tox>=4.22"]
        )
    return str(binaries / "tox")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
