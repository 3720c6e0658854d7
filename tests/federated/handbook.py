"""What the conf.py of both handbooks have in common: each finds the other's inventory where a build has left it."""

from __future__ import annotations

from pathlib import Path

extensions = ["myst_parser", "sphinx_summit", "sphinx.ext.intersphinx"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "summit"
html_theme = "summit"
version = "1"
copyright = "2026, the sphinx-summit authors"
exclude_patterns = ["build"]

HERE = Path(__file__).parent
HANDBOOKS = {"spring": "https://spring.example.org/", "autumn": "https://autumn.example.org/"}


def others(own: str, folder: Path = HERE) -> dict[str, tuple[str, str]]:
    """The value of `intersphinx_mapping`: the published address of every other handbook, and its local inventory."""
    inventories = {name: folder / name / "build" / "html" / "objects.inv" for name in HANDBOOKS if name != own}
    return {name: (HANDBOOKS[name], str(path)) for name, path in inventories.items() if path.exists()}
