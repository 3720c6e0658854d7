"""The style sheet, the script, the colours of code and the words of the theme as files."""

from __future__ import annotations

import gettext
import gzip
import re
from pathlib import Path

import pytest
import sphinx
from babel.messages.pofile import read_po
from pygments.style import Style

import sphinx_summit.theme
from sphinx_summit.theme.code import Dark, Light

from .conftest import BuildSite

THEME = Path(sphinx_summit.theme.__file__).parent
CATALOGUES = sorted((THEME / "locale").glob("*/LC_MESSAGES/sphinx.po"))


def _weigh(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_theme_is_light(build_site: BuildSite) -> None:
    static = build_site("plain", "-b", "html", "-D", "language=ja") / "_static"
    assert _weigh(static / "summit.css") <= 8 * 1024
    assert _weigh(static / "summit.js") <= 4 * 1024
    assert _weigh(static / "pygments.css") + _weigh(static / "pygments_dark.css") <= 3 * 1024


def test_the_style_sheet_is_joined_whole(build_site: BuildSite) -> None:
    static = build_site("plain", "-b", "html", "-D", "language=ja") / "_static"
    text = (static / "summit.css").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert not re.search(r"\{[#%]|[#%]\}|@import|url\(", text)
    joined = set(re.findall(r'"([a-z]+)"', (THEME / "static" / "summit.css.jinja").read_text(encoding="utf-8")))
    assert joined == {part.stem for part in (THEME / "styles").glob("*.css")}


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one.lstrip("#")), _luminance(other.lstrip("#"))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("style", [Light, Dark])
def test_code_can_be_read(style: type[Style]) -> None:
    for _token, look in style:
        for ground in (style.background_color, style.highlight_color):
            assert look["color"] is None or _contrast(look["color"], ground) >= 4.5, (_token, look["color"])


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_compiled_words_are_those_of_the_catalogue(catalogue: Path) -> None:
    with catalogue.open("rb") as file:
        source = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {word: compiled.gettext(word) for word in source} == source
    assert all(source.values())


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_word_of_the_templates_is_translated(catalogue: Path) -> None:
    sources = [*THEME.glob("*.html"), *THEME.glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    words = {word.replace("\\n", "\n") for _quote, word in re.findall(r"""\b_\((['"])(.+?)\1\)""", text)}
    known: set[str] = set()
    language = catalogue.parts[-3]
    for folder in (THEME / "locale", Path(sphinx.__file__).parent / "locale"):
        with (folder / language / "LC_MESSAGES" / "sphinx.po").open("rb") as file:
            known |= {str(message.id) for message in read_po(file) if message.string}
    assert {word for word in words - known if "%s in version" not in word} == set()
