"""Front matter in YAML, TOML, JSON or Pelican's plain keys: what it says, and which of its lines a page may keep.

A page's front matter configures MyST and Sphinx, so only plain facts stay in it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import yaml

from sphinx_summit.notes.outline import Metadata, Run
from sphinx_summit.notes.readers.lines import Line, split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

# Keys that configure the build of a page instead of saying something about it.
_CONFIGURES = {
    "myst", "mystnb", "substitutions", "html_meta", "html_theme", "tocdepth", "orphan", "nocomments", "nosearch",
    "no-search", "abstract", "dedication", "jupytext", "kernelspec", "file_format",
}  # fmt: skip
# Values of these keys are parsed as Markdown, and an empty one is an error.
_PARSED = {
    "author", "authors", "organization", "address", "contact", "version", "revision", "status", "date", "copyright",
}  # fmt: skip
# What Pelican knows, and some of its themes: https://docs.getpelican.com/en/stable/content.html#file-metadata
_PELICAN = {
    "title", "subtitle", "date", "modified", "tags", "keywords", "category", "slug", "author", "authors", "summary",
    "lang", "translation", "status", "template", "save_as", "url", "image", "series", "description", "layout",
    "permalink", "aliases", "draft", "published", "comments", "categories", "thumbnail", "cover", "featured_image",
    "header_cover", "og_image", "id", "email", "toc", "math",
}  # fmt: skip
_LISTS = {"tags", "keywords", "authors", "aliases", "categories"}
_LARGEST = 20_000
_MOST = 0.8
_LONGEST_VALUE = 500
_NUMBERED = re.compile(r"(?i)(?:sub)?title:\s+(?![\"'])\S.*?\s#\d")
_KEY = re.compile(r"[A-Za-z][\w-]*(?=:(?:\s|$))", re.ASCII)


def read_front_matter(source: str) -> Metadata | None:
    """The front matter at the start of a note, if there is any; where its lines can't be kept, `kept` is empty."""
    start = source[: _LARGEST + 1]
    for form in (_yaml, _toml, _json, _pelican):
        metadata = form(start)
        if metadata is not None:
            return metadata
    return None


# -- YAML ----------------------------------------------------------------------------------------------------


def _yaml(source: str) -> Metadata | None:
    lines = split_lines(source)
    end = _fence(lines, ("---",), ("---", "..."))
    if not end or not any(_KEY.match(line.words) for line in lines[1:end]):
        return None
    metadata = _kept(source, Run(lines[0].start, lines[end].end), lines[1:end])
    return replace(metadata, values=metadata.values | _numbered(lines[1:end]))


def _fence(lines: Sequence[Line], opens: tuple[str, ...], closes: tuple[str, ...]) -> int:
    """The number of the line that ends front matter; 0 when there is none."""
    if len(lines) < 2 or lines[0].words not in opens or lines[0].indent:
        return 0
    return next((n for n, line in enumerate(lines[1:], 1) if line.words in closes and not line.indent), 0)


def _kept(source: str, run: Run, lines: list[Line]) -> Metadata:
    values = _values(source, lines)
    if values is None:
        return Metadata(run, _plain_values(lines))
    kept = [line for entry in _entries(lines) if _may_stay(entry, values) for line in entry]
    if _values(source, kept) != {key: values[key] for key in values if _key_kept(kept, key)}:
        return Metadata(run, values)
    return Metadata(run, values, tuple(Run(line.start, line.stop) for line in kept))


def _values(source: str, lines: list[Line]) -> dict[str, object] | None:
    """What the lines say. Anchors, aliases and tags are not read: they can build bombs and objects."""
    text = "\n".join(source[line.start : line.end] for line in lines)
    if re.search(r"(?m)(?:^|[\s\[{,:-])[&*!]\S", text) or re.search(r"[^\S \n]|[\x00-\x08\x0e-\x1f\x7f]", text):
        return None
    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if values is None:
        return {}
    return values if isinstance(values, dict) and all(isinstance(key, str) for key in values) else None


def _numbered(lines: Sequence[Line]) -> dict[str, object]:
    """The titles with a number in them, which YAML takes for a comment: `title: Example Meetup #3`."""
    return _plain_values([line for line in lines if _NUMBERED.match(line.words)])


def _plain_values(lines: Sequence[Line]) -> dict[str, object]:
    """The keys of lines that are not quite YAML: `title: One: two`."""
    values: dict[str, object] = {}
    for line in lines:
        match = None if line.indent else _KEY.match(line.words)
        value = line.words[match.end() + 1 :].strip() if match else ""
        if match and value and value[0] not in "&*![{|>" and len(value) <= _LONGEST_VALUE:
            values[match[0]] = value.strip("\"'")
    return values


def _entries(lines: list[Line]) -> list[list[Line]]:
    """The lines of each key."""
    entries: list[list[Line]] = []
    for line in lines:
        if entries and (line.indent or line.blank or not _KEY.match(line.words)):
            entries[-1].append(line)
        else:
            entries.append([line])
    return entries


def _may_stay(entry: list[Line], values: dict[str, object]) -> bool:
    match = _KEY.match(entry[0].words)
    if not match or match[0].casefold() in _CONFIGURES or match[0] not in values:
        return False
    value = values[match[0]]
    if match[0].casefold() in _PARSED:
        return isinstance(value, (dt.date, int, float)) or (isinstance(value, str) and _is_tame(value))
    return _is_plain(value)


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, (str, int, float, dt.date)) for part in value)
    return isinstance(value, (str, int, float, dt.date))


def _is_tame(value: str) -> bool:
    """Whether Markdown finds nothing in a value."""
    return bool(re.fullmatch(r"[\w .,'()@/:+-]+", value)) and value[0].isalnum() and "//" not in value


def _key_kept(kept: list[Line], key: str) -> bool:
    return any((match := _KEY.match(line.words)) and match[0] == key and not line.indent for line in kept)


# -- other forms, of which nothing can stay as it stands -----------------------------------------------------


def _toml(source: str) -> Metadata | None:
    """Between lines of `+++`."""
    lines = split_lines(source) if source.startswith("+++") else []
    end = _fence(lines, ("+++",), ("+++",))
    if not end:
        return None
    text = "\n".join(source[line.start : line.end] for line in lines[1:end])
    run = Run(lines[0].start, lines[end].end)
    try:
        return Metadata(run, tomllib.loads(text))
    except (ValueError, RecursionError):
        return Metadata(run) if any("=" in line.words for line in lines[1:end]) else None


def _json(source: str) -> Metadata | None:
    """An object that begins the note, with text after it; Hexo ends it with `;;;`."""
    if not source.startswith("{"):
        return None
    try:
        values, end = json.JSONDecoder().raw_decode(source)
    except (ValueError, RecursionError):
        return None
    after = re.compile(r"[ \t]*(?:\r?\n;;;)?(?=[ \t]*\r?\n\s*\S)").match(source, end)
    return Metadata(Run(0, after.end()), values) if after and values else None


def _pelican(source: str) -> Metadata | None:
    """`Title: …` and other keys that Pelican knows, up to an empty line; Hexo's old form ends in `---`."""
    lines: list[Line] = []
    every = split_lines(source) if _KEY.match(source.lstrip()) else []
    indent = every[0].indent if every else 0
    known = 0
    for line in every:
        if line.blank or line.words == "---":
            break
        match = _KEY.match(line.words)
        if line.indent != indent or not match:
            return None
        known += match[0].casefold() in _PELICAN
        lines.append(replace(line, start=line.body, indent=0))
    # A site may have a key of its own among them.
    if len(lines) < 2 or known < max(2, _MOST * len(lines)) or line is lines[-1]:
        return None
    metadata = _kept(source, Run(lines[0].start, lines[-1].end if line.blank else line.end), lines)
    # What follows `#` is no comment there.
    plain = {key: value for key, value in _plain_values(lines).items() if "#" in str(value)}
    values = {key.casefold(): _split(key.casefold(), value) for key, value in (metadata.values | plain).items()}
    return replace(metadata, values=values) if "title" in values else None


def _split(key: str, value: object) -> object:
    if key in _LISTS and isinstance(value, str):
        return [part.strip() for part in value.strip("[]").split(",") if part.strip()]
    return value
