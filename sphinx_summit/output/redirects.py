"""Old addresses of pages, kept alive: a small page at each that leads to the present one.

A page names them in its front matter, as a list of paths from the site's root: `redirect_from: ["/2013/01/x.html"]`.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_summit.domain import get_domain
from sphinx_summit.domain.log import warn
from sphinx_summit.output.former import former_addresses
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_PAGE = """\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{target}">
<meta http-equiv="refresh" content="0; url={target}">
<meta name="robots" content="noindex">
</head>
<body><a href="{target}">{title}</a></body>
</html>
"""


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages that lead on, where no page of the handbook stands."""
    builder = app.builder
    if exception or builder.name not in {"html", "dirhtml"} or not isinstance(builder, StandaloneHTMLBuilder):
        return
    domain = get_domain(app.env)
    if not domain.is_used():
        return
    taken = {str(Path(builder.get_outfilename(page))) for page in app.env.found_docs}
    for page, address in (*_addresses(app), *former_addresses(domain.handbook, builder)):
        file = _file_of(address)
        path = Path(builder.outdir, file)
        if not file or str(path) in taken:
            told = "is taken by another page" if file else "is no path of a page"
            warn([Problem("redirect", f"redirect_from: {address!r} {told}", page)])
            continue
        taken.add(str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(builder, page, file), encoding="utf-8")
        domain.update.note_file(file)


def _addresses(app: Sphinx) -> Iterator[tuple[str, str]]:
    for page, metadata in sorted(app.env.metadata.items()):
        said = metadata.get("redirect_from")
        if isinstance(said, str) and said:
            yield from ((page, address) for address in _read(said))


def _read(said: str) -> list[str]:
    """A list as MyST hands it on (JSON), or one address, as a field of reStructuredText has it."""
    try:
        values = json.loads(said)
    except ValueError:
        values = said.split()
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _file_of(address: str) -> str:
    """The file that a server sends for an address; nothing for one that leads out of the site or is no page's."""
    path = unquote(re.sub(r"^https?://[^/]*", "", address)).lstrip("/")
    steps = path.split("/")
    if not path or any(step in {".", ".."} for step in steps) or re.search(r"[\x00-\x1f?#*:\\]", path):
        return ""
    if path.endswith("/"):
        return f"{path}index.html"
    suffix = posixpath.splitext(path)[1].lower()
    return path if suffix in {".html", ".htm"} else f"{path}/index.html"


def _page(builder: StandaloneHTMLBuilder, page: str, file: str) -> str:
    here = posixpath.dirname(file) or "."
    uri = unquote(builder.get_target_uri(page))
    target = quote(posixpath.relpath(uri or ".", here)) + ("/" if uri.endswith("/") or not uri else "")
    title = builder.env.titles[page].astext() if page in builder.env.titles else page
    return _PAGE.format(title=html.escape(title), target=html.escape(target))


def setup_redirects(app: Sphinx) -> None:
    """Register the step after the build."""
    app.connect("build-finished", write_redirects)
