project = "The Cloud Meetup: a Handbook"
author = "The editors of an invented meetup"
version = "1.0"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinx_summit.output.typst"]
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "html_image",
    "strikethrough",
    "substitution",
    "tasklist",
]
myst_substitutions = {"place": "the harbour"}
suppress_warnings = ["myst.strikethrough", "design.card_legacy"]
