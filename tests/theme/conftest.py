"""Sites of `tests/theme/sites`, each built once in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

SITES = Path(__file__).parent / "sites"
BuildSite = Callable[..., Path]


def run_sphinx(site: str, out: Path, *options: str, hash_seed: str = "1") -> Path:
    """Build a site with warnings as errors. Raises AssertionError with what Sphinx said."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "SOURCE_DATE_EPOCH": "1577836800"}
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *options, str(SITES / site), str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> BuildSite:
    """A function that builds a site with options and gives its folder; the same again is not built twice."""
    built: dict[tuple[str, ...], Path] = {}

    def build(site: str, *options: str) -> Path:
        key = (site, *options)
        if key not in built:
            built[key] = run_sphinx(site, tmp_path_factory.mktemp("site") / "out", *options)
        return built[key]

    return build


def read_pages(folder: Path) -> dict[str, BeautifulSoup]:
    """Every page of a built site, by its path."""
    paths = sorted(path for path in folder.rglob("*.html") if "_static" not in path.parts)
    return {path.relative_to(folder).as_posix(): read_page(path) for path in paths}


def read_page(path: Path) -> BeautifulSoup:
    """One page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
