"""Characters that no font has: printed as their code points, one warning each."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from sphinx_summit.output.typst.compiler import unprintable_of
from sphinx_summit.output.typst.escape import code_point, is_control, is_japanese

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_summit.output.typst.fonts import Fonts

logger = logging.getLogger(__name__)


def printable(text: str, book: nodes.document, fonts: Fonts) -> str:
    """A Typst document in which a font has every character; what none has is reported once, with its first place."""
    missing = unprintable_of(sorted({character for character in text if ord(character) > 0x7E}), fonts)
    controls = {character for character in book.astext() if is_control(character)}
    told = _report_fonts(missing, fonts)
    _report((missing | controls) - told, book)
    return text.translate({ord(character): code_point(character) for character in missing})


def _report_fonts(missing: set[str], fonts: Fonts) -> set[str]:
    """One warning where the fonts for Japanese are needed and not installed; the characters that it covers."""
    japanese = {character for character in missing if is_japanese(character)}
    if fonts.complete or (fonts.folders == () and not japanese):
        return set()
    message = "the fonts for Japanese are not installed: pip install 'sphinx-summit[ja]' brings Noto Sans CJK JP"
    if japanese:
        message += f" ({len(japanese)} characters of this book are printed as code points)"
    logger.warning(message, type="summit", subtype="font")
    return japanese


def _report(characters: Iterable[str], book: nodes.document) -> None:
    wanted = set(characters)
    places: dict[str, nodes.Node | None] = dict.fromkeys(sorted(wanted))
    for node in book.findall(nodes.Text) if wanted else ():
        for character in wanted.intersection(node):
            places[character] = node.parent
            wanted.discard(character)
    for character, place in places.items():
        name = unicodedata.name(character, "a character without a name")
        message = "no font at hand has %s (%s): it is printed as %s; write another character or use a picture"
        message += "" if place else " (in conf.py)"
        shown = character if character.isprintable() else "a character"
        logger.warning(message, shown, name, code_point(character), type="summit", subtype="glyph", location=place)
