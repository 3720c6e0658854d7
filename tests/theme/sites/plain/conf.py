project = "川辺の手引き"
copyright = "2026, 架空の会"
version = release = "1"
html_theme = "summit"
html_show_sphinx = True
