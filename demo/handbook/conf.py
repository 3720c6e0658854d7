"""The polished handbook of the demo. `-D language=en` builds it with English labels."""

project = "雲の覚え書き"
author = "sphinx-summitの見本"
version = "2017"
copyright = "2026, the sphinx-summit authors"
language = "ja"

extensions = ["myst_parser", "sphinx_design", "sphinx_summit"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "summit"
summit_data = ["openstack", "data/imported.toml", "data/people.toml"]

html_theme = "summit"
html_title = "雲の覚え書き"

epub_show_urls = "no"
man_pages = [("index", "kumo", "雲の覚え書き", "sphinx-summit", 7)]
# Addresses of the invented examples, and of a registry that nobody needs to reach for a build.
linkcheck_ignore = [r"https?://([a-z]+\.)?example\.(org|com)", r"https://(docs|www)\.openstack\.org/"]
