"""The whole Typst document: settings, cover, contents, body, index."""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from typing import TYPE_CHECKING

from sphinx.locale import _
from sphinx.util.i18n import format_date

from sphinx_summit.output.typst.escape import markup, name, string
from sphinx_summit.output.typst.index import write_index
from sphinx_summit.output.typst.words import language_and_region, words_of

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

    from sphinx_summit.output.typst.assemble import Places
    from sphinx_summit.output.typst.fonts import Fonts
    from sphinx_summit.output.typst.translator import BookTranslator

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]|^\.|[. ]$')
_LONGEST_NAME = 200
_UNSET = ("Project name not set", "Author name not set")


def file_name(project: str) -> str:
    """The project's name as the name of a file: NFC, what some system forbids as `-`, at most 200 bytes."""
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", project))
    while len(safe.encode("utf-8", "replace")) > _LONGEST_NAME:
        safe = safe[:-1]
    return safe or "handbook"


def settings(config: Config, fonts: Fonts) -> str:
    """The file `settings.typ`, from which the template takes what conf.py decides."""
    lang, region = language_and_region(config.language or "en")
    words = "".join(f"  {word}: {string(text)},\n" for word, text in words_of(config.language or "en").items())
    faces = f"(text: ({_strings(fonts.text)}), code: ({_strings(fonts.code)}))"
    place = string(region) if region else "none"
    return f"#let lang = {string(lang)}\n#let region = {place}\n#let faces = {faces}\n#let words = (\n{words})\n"


def _strings(values: tuple[str, ...]) -> str:
    return "".join(f"{string(value)}, " for value in values)


def compose(builder: Builder, places: Places, body: BookTranslator) -> str:
    """The main file."""
    config = builder.config
    title = title_of(config)
    author = "" if config.author in _UNSET else config.author
    options = f"title: {string(title)}, author: ({_strings((author,) if author else ())}), date: {_date()}"
    return "\n".join(
        [
            "// Made by sphinx-summit. Compile with: typst compile --pdf-standard ua-1 <this file>",
            '#import "summit/book.typ": *',
            f"#show: book.with({options})",
            f"#cover({', '.join(_cover(builder, title, author))});",
            f"#contents({', '.join(map(name, body.contents_labels))});",
            body.astext(),
            _index(builder, places),
        ]
    )


def title_of(config: Config) -> str:
    """The project's name, or that of a handbook without one."""
    return "Handbook" if config.project in ("", *_UNSET) else config.project


def _cover(builder: Builder, title: str, author: str) -> list[str]:
    config = builder.config
    heading = builder.env.titles.get(config.root_doc)
    subtitle = heading.astext() if heading is not None else ""
    rows = {
        "subtitle": "" if subtitle in (title, "<no title>") else subtitle,
        "author": author,
        "release": config.release or config.version,
        "date": date_of(config),
    }
    return [f"[{markup(title)}]", *(f"{key}: [{markup(text)}]" for key, text in rows.items() if text)]


def date_of(config: Config) -> str:
    """The date on the cover: `today` of conf.py, else `SOURCE_DATE_EPOCH`; the clock is never asked."""
    if config.today:
        return str(config.today)
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        return ""
    return format_date(config.today_fmt or _("%b %d, %Y"), language=config.language)


def _date() -> str:
    """The document's date as Typst writes it, from `SOURCE_DATE_EPOCH`."""
    try:
        day = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return "none"
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"


def _index(builder: Builder, places: Places) -> str:
    groups = write_index(builder, places)
    word = string(words_of(builder.config.language or "en")["index"])
    return f"#index-division({word})[\n{groups}];\n" if groups else ""
