"""The manual of sphinx-summit, built with its own theme. Its examples are a small handbook below snippets/."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-summit"
author = "The sphinx-summit authors"
version = release = "0.1.0"
copyright = "2026, the sphinx-summit authors"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinx_summit", "manual"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
primary_domain = "summit"
html_theme = "summit"
summit_data = ["snippets/registry.toml"]
exclude_patterns = ["_ext", "samples", "snippets/*.rst"]
linkcheck_ignore = [r"https?://([\w.]+\.)?example\.org/.*"]
