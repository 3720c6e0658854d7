project = "雲の覚え書き"
copyright = "2026, 架空の会"
version = release = "1"
language = "ja"
extensions = ["myst_parser", "sphinx_design", "sphinx_summit"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "summit"
html_theme = "summit"
html_baseurl = "https://example.org/handbook/"
summit_data = ["openstack"]
