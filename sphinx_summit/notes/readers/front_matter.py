"""Front matter in YAML: what it says, and which of its lines a page may keep.

A page's front matter configures MyST and Sphinx, so only plain facts stay in it.
"""

from __future__ import annotations

import datetime as dt
import re

import yaml

from sphinx_summit.notes.outline import Metadata, Run
from sphinx_summit.notes.readers.lines import Line, split_lines

# Keys that configure the build of a page instead of saying something about it.
_CONFIGURES = {
    "myst", "mystnb", "substitutions", "html_meta", "html_theme", "tocdepth", "orphan", "nocomments", "nosearch",
    "no-search", "abstract", "dedication", "jupytext", "kernelspec", "file_format",
}  # fmt: skip
# Values of these keys are parsed as Markdown, and an empty one is an error.
_PARSED = {
    "author", "authors", "organization", "address", "contact", "version", "revision", "status", "date", "copyright",
}  # fmt: skip
_LARGEST = 20_000
_KEY = re.compile(r"[A-Za-z][\w-]*(?=:(?:\s|$))", re.ASCII)


def read_front_matter(source: str) -> Metadata | None:
    """The front matter at the start of a note, if there is any; where its lines can't be kept, `kept` is empty."""
    lines = split_lines(source[:_LARGEST])
    if len(lines) < 2 or source[lines[0].start : lines[0].end].rstrip() != "---":
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if source[line.start : line.end].rstrip() == "---"), 0)
    if not end or not any(_KEY.match(line.words) for line in lines[1:end]):
        return None
    run = Run(lines[0].start, lines[end].end)
    values = _values(source, lines[1:end])
    if values is None:
        return Metadata(run)
    kept = [line for entry in _entries(lines[1:end]) if _may_stay(entry, values) for line in entry]
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
