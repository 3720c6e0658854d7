"""The JSON Schema of registries, from the table of kinds: for editors that complete and check TOML, YAML and JSON.

`schema.json` beside this file is its text; a test compares both.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_summit.model import fields as read
from sphinx_summit.model.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number"]}
_FLAG: Schema = {"type": "boolean"}
_LIST: Schema = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "number"]}}]}
_DATE = r"\d{4}(-\d{2}(-\d{2})?)?|unknown"
_ID: Schema = {"type": "string", "pattern": f"^{read.ID.pattern}$", "description": "permanent, unique in its kind"}


def _table(required: str, **properties: Schema) -> Schema:
    keys = {key.rstrip("_"): value for key, value in properties.items()}
    return {"type": "object", "properties": keys, "required": [required], "additionalProperties": False}


_A_DATE = {**_TEXT, "pattern": f"^({_DATE})?$", "description": "2017-11-07, 2017-11, 2017 or unknown"}
_A_PERIOD = {
    **_TEXT,
    "pattern": f"^(({_DATE})(/({_DATE}))?)?$",
    "description": "a date, or the first and the last day: 2012-10-15/2012-10-18",
}

_VALUES: dict[Callable[[Any], Any], Schema] = {
    read.read_text: _TEXT,
    read.read_list: {**_LIST, "description": "a list, or a text with commas between"},
    read.read_names: {**_LIST, "description": "a list, or a text with ; between"},
    read.read_url: {"type": "string", "description": "a web address"},
    read.read_urls: {**_LIST, "description": "web addresses: a list, or a text with spaces between"},
    read.read_flag: _FLAG,
    read.read_which: {"oneOf": [_FLAG, *_LIST["oneOf"]], "description": "true for all of its names, or those meant"},
    read.read_date_source: {"enum": list(read.DATE_SOURCES)},
    read.read_date: _A_DATE,
    read.read_period: _A_PERIOD,
    read.read_time: {"type": "string", "pattern": r"^[0-3]?\d:[0-5]\d$", "description": "16:10; after midnight 24:30"},
    read.read_timezone: {"type": "string", "description": "Asia/Tokyo or +09:00"},
    read.read_speakers: {**_LIST, "description": "Name (Organisation); Name"},
    read.read_former: {
        "type": "array",
        "items": _table("name", name=_TEXT, until=_A_DATE, ambiguous=_FLAG),
        "description": "names that it had, and until when",
    },
    read.read_phases: {
        "oneOf": [{"type": "string"}, {"type": "array", "items": _table("is", from_=_A_DATE, is_=_TEXT)}],
        "description": "its state, or its states over time; the last may have begun nobody knows when",
    },
    read.read_affiliations: {
        "oneOf": [
            {"type": "string"},
            {"type": "array", "items": {"oneOf": [_table("organization", organization=_TEXT, dates=_A_PERIOD), _TEXT]}},
        ],
        "description": "organisations, and when",
    },
}


def schema() -> Schema:
    """The schema of a registry: for each kind a list of rows, or a table of rows by id."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Registry of sphinx-summit",
        "type": "object",
        "properties": {"$schema": {"type": "string"}, **{kind: _kind(row) for kind, row in KINDS.items()}},
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _kind(kind: Kind) -> Schema:
    values = {option: _VALUES[reader] for option, reader in kind.options.items()}
    row = {"type": "object", "properties": {"id": _ID, **values}, "additionalProperties": False}
    return {
        "description": kind.titles,
        "oneOf": [
            {"type": "array", "items": {**row, "required": ["id"]}},
            {"type": "object", "propertyNames": {"pattern": _ID["pattern"]}, "additionalProperties": row},
        ],
    }
