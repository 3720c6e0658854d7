"""Who may import whom (pyproject.toml, tool.importlinter), and that our words are in the catalogues."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import sphinx_summit
from sphinx_summit.model.kinds import KINDS

PACKAGE = Path(sphinx_summit.__file__).parent
CATALOGUES = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/sphinx_summit.po"))


def test_imports_follow_the_architecture():
    # In a process of its own: import-linter sets up logging anew, and no later test would see a warning.
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", script], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def words():
    """Every word that goes through `_()`, but for the parts with message catalogues of their own."""
    found = set()
    for path, _line, message, _comments, _context in extract_from_dir(PACKAGE, keywords={"_": None}):
        if path.split("/")[0] in {"doctree.py", "domain", "views", "output"} and "typst" not in path:
            found.add(message)
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_says_every_word(path):
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    said = {message.id for message in catalogue if message.id and message.string}
    assert len(words()) > 50, "the words were not found, so nothing was compared"
    assert words() - said == set()
    assert {kind.titles for kind in KINDS.values()} | {kind.title for kind in KINDS.values()} <= said


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_that_of_the_text(path):
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    with path.with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    command = "pybabel compile -d sphinx_summit/locale -D sphinx_summit"
    said = {message.id: message.string for message in catalogue if message.id}
    assert {message.id: message.string for message in compiled if message.id} == said, f"run: {command}"
