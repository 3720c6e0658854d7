"""What the templates need beyond Sphinx's context."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx.config import Config

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_TABLE_TAG = re.compile(r"(<table\b[^>]*>|</table>)")
_TICK_BOX = re.compile(r'(<input class="task-list-item-checkbox")((?: checked)?)')
_VERSION_NOTE = re.compile(r'(<span class="versionmodified \w+">)(Added|Removed) in version ([^:<]+)')
_DESCRIPTION_LENGTH = 160
"""Characters; what search engines show of a description."""


def complete_page(config: Config, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add the site's name, the direction of its script and the page's description, and make wide content reachable."""
    context["site_name"] = get_site_name(config)
    context["direction"] = get_direction(config.language)
    if 'name="description"' not in context.get("metatags", ""):
        context["description"] = describe(doctree)
    for part in ("body", "toc"):
        if context.get(part):
            context[part] = translate_rest(make_reachable(context[part]))


def get_site_name(config: Config) -> str:
    """The title that the project has chosen, else its bare name without "documentation"."""
    made_by_sphinx = _("%s %s documentation") % (config.project, config.release)
    if config.html_short_title not in {made_by_sphinx, config.html_title}:
        return str(config.html_short_title)
    return str(config.project if config.html_title == made_by_sphinx else config.html_title)


def get_direction(language: str | None) -> str:
    """`rtl` for languages that are written from right to left."""
    return "rtl" if re.split("[-_]", language or "en")[0] in _RIGHT_TO_LEFT else "ltr"


def describe(doctree: nodes.document | None) -> str:
    """The first paragraph of a page that stands in no list, note or table."""
    if doctree is None:
        return ""
    paragraphs = (p for p in doctree.findall(nodes.paragraph) if isinstance(p.parent, (nodes.section, nodes.document)))
    text = " ".join(next((p.astext() for p in paragraphs), "").split())
    return text if len(text) <= _DESCRIPTION_LENGTH else f"{text[: _DESCRIPTION_LENGTH - 1].rstrip()}…"


def make_reachable(html: str) -> str:
    """Let the keyboard scroll code and tables; name boxes to tick; give captions of tables of contents their level."""
    html = _TICK_BOX.sub(lambda m: f'{m[1]} aria-label="{_("done") if m[2] else _("to do")}"{m[2]}', html)
    html = html.replace("<pre>", '<pre tabindex="0">')
    html = html.replace('<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">')
    return _wrap_tables(html)


def _wrap_tables(html: str) -> str:
    if html.count("<table") != html.count("</table>"):
        return html  # raw HTML of an author, not ours to mend
    frame = f'<div class="scroll" role="group" tabindex="0" aria-label="{_("Table")}">'
    depth, pieces = 0, []
    for piece in _TABLE_TAG.split(html):
        opens, closes = piece.startswith("<table"), piece == "</table>"
        depth -= closes
        at_edge = depth == 0
        depth += opens
        pieces += [frame if opens and at_edge else "", piece, "</div>" if closes and at_edge else ""]
    return "".join(pieces)


def translate_rest(html: str) -> str:
    """Say in the project's language what Sphinx's catalogue has in English, or what is read before ours is there."""
    tip = _("Tip (title of a note)").removesuffix(" (title of a note)")
    html = html.replace('<p class="admonition-title">Tip<', f'<p class="admonition-title">{tip}<')
    return _VERSION_NOTE.sub(lambda m: m[1] + _(f"{m[2]} in version %s") % m[3], html)
