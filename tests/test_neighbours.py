"""Beside the themes and extensions that people use: a small handbook builds without a warning with each."""

from __future__ import annotations

import importlib.util

import pytest

from tests.test_builds import MORE

NEIGHBOURS = {
    "furo": 'html_theme = "furo"',
    "pydata_sphinx_theme": 'html_theme = "pydata_sphinx_theme"',
    "sphinx_rtd_theme": 'html_theme = "sphinx_rtd_theme"',
    "alabaster": 'html_theme = "alabaster"',
    # Sphinx keeps the suffixes of earlier builds as long as the process runs.
    "myst_nb": 'extensions = ["myst_nb", "sphinx_design", "sphinx_summit"]\nnb_execution_mode = "off"\n'
    'source_suffix = {".md": "myst-nb", ".rst": "restructuredtext"}',
    "sphinx_needs": 'extensions += ["sphinx_needs"]',
    "sphinx_reredirects": 'extensions += ["sphinx_reredirects"]\nredirects = {"old": "index.html"}',
}


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_a_handbook_builds_beside(handbook, name):
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed; the environment `full` has it")
    handbook.conf += f'summit_data = ["openstack"]\n{NEIGHBOURS[name]}\n'
    handbook.write(**MORE)
    first = handbook.build(out="edited")
    assert first.warnings == []
    handbook.write(views=MORE["views"].replace("# Views", "# All views"))
    edited = handbook.build(out="edited")
    assert edited.warnings == []
    pages = {name: content for name, content in edited.files().items() if name.endswith(".html")}
    clean = handbook.build(out="clean").files()
    assert {name: content for name, content in clean.items() if name.endswith(".html")} == pages
