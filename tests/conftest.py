"""A small handbook in a folder, built by any builder."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

CONF = """\
project = "Test handbook"
version = "1"
copyright = "2026, nobody"
extensions = ["myst_parser", "sphinx_design", "sphinx_summit"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "summit"
html_theme = "basic"
linkcheck_ignore = [".*"]
"""


@dataclass
class Build:
    """One finished build."""

    source: Path
    out: Path
    warnings: list[str]
    trees: dict[str, nodes.document] = field(default_factory=dict)

    def read(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")

    def soup(self, page: str) -> BeautifulSoup:
        return BeautifulSoup(self.read(f"{page}.html"), "html.parser")

    def files(self) -> dict[str, bytes]:
        """Every file of the output but those that say when they were made."""
        skipped = {".buildinfo", ".buildinfo.bak"}
        return {
            str(path.relative_to(self.out)): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and path.name not in skipped and ".doctrees" not in path.parts
        }


@dataclass
class Handbook:
    """A source folder to write pages into and build."""

    source: Path
    conf: str = CONF

    def write(self, **pages: str) -> Handbook:
        """Write pages by docname (`__` for `/`): Markdown, or reStructuredText when it starts with `..`."""
        for name, text in pages.items():
            text = textwrap.dedent(text).lstrip("\n")
            suffix = ".rst" if text.startswith("..") else ".md"
            path = self.source / (name.replace("__", "/") + suffix)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def build(
        self, builder: str = "html", *, out: str = "", fresh: bool = False, jobs: int = 1, **options: Any
    ) -> Build:
        conf = self.source / "conf.py"
        if not conf.exists() or conf.read_text(encoding="utf-8") != self.conf:
            conf.write_text(self.conf, encoding="utf-8")
        target = self.source.parent / (out or f"out-{builder}")
        app = SphinxTestApp(
            builder, srcdir=self.source, builddir=target, freshenv=fresh, parallel=jobs, confoverrides=options
        )
        try:
            app.build(force_all=fresh)
            lines = strip_escape_sequences(app.warning.getvalue()).splitlines()
            trees = {page: app.env.get_doctree(page) for page in app.env.found_docs}
            place = re.compile(re.escape(str(self.source)) + "/")
            return Build(self.source, Path(app.outdir), [place.sub("", line) for line in lines if line], trees)
        finally:
            app.cleanup()


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    source = tmp_path / "handbook"
    source.mkdir()
    return Handbook(source)
