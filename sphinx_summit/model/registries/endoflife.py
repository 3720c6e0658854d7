"""Life-cycles in the shape of the endoflife.date API → rows: a project for the product, a release for each cycle.

Both of its versions: v0 is a list of cycles (`cycle`, `releaseDate`, `support`, `eol`, `extendedSupport`), and the
file's name is the product's; v1 is a table with the product, or several, in `result`, whose `releases` have
`releaseDate`, `eoasFrom`, `eolFrom`, `eoesFrom`. Source: the API's documentation at https://endoflife.date/docs/api/.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx_summit.model.registries.parsing import ParseError

_ENDS = (
    ("security fixes only", "support", "eoasFrom", "isEoas"),
    ("end of life", "eol", "eolFrom", "isEol"),
    ("end of life", "extendedSupport", "eoesFrom", "isEoes"),
)
"""What follows the end of active support, of security support, and of what is sold beyond; keys of v0 and v1."""


def is_life_cycle(data: Any) -> bool:
    """Whether data have the shape of the API, and not that of a registry."""
    if isinstance(data, list):
        return bool(data) and all(isinstance(each, dict) and "cycle" in each for each in data)
    return isinstance(data, dict) and "result" in data and "schema_version" in data


def read_life_cycle(data: Any, stem: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of a registry. `stem` is the file's name without suffix. Raises ParseError."""
    if isinstance(data, list):
        products = [{"name": stem, "releases": data}]
    else:
        products = data["result"] if isinstance(data["result"], list) else [data["result"]]
    tables: dict[str, list[dict[str, Any]]] = {"project": [], "release": []}
    for product in products:
        if not (isinstance(product, dict) and isinstance(product.get("releases"), list) and product.get("name")):
            raise ParseError("in the shape of endoflife.date, but without a product and its releases")
        id_ = _slug(product["name"])
        name = str(product.get("label") or str(product["name"])[:1].upper() + str(product["name"])[1:])
        links = product.get("links")
        page = links.get("html") if isinstance(links, dict) else None
        tables["project"].append({"id": id_, "name": name, "ambiguous": True, "url": page})
        tables["release"] += [_release(cycle, id_, name) for cycle in product["releases"] if isinstance(cycle, dict)]
    return tables


def _release(cycle: dict[str, Any], product: str, label: str) -> dict[str, Any]:
    version = str(cycle.get("cycle") or cycle.get("name") or "")
    row = {
        "id": _slug(f"{product}-{version}"),
        "name": f"{label} {version}",
        "of": product,
        "version": version,
        "date": _date(cycle.get("releaseDate")),
        "status": _phases(cycle),
        "aliases": [cycle["codename"]] if cycle.get("codename") else None,
        "ambiguous": [cycle["codename"]] if cycle.get("codename") else None,
        "context": [label] if cycle.get("codename") else None,
        "url": cycle["link"] if str(cycle.get("link", "")).startswith("http") else None,
    }
    return {key: value for key, value in row.items() if value}


def _phases(cycle: dict[str, Any]) -> list[dict[str, str]]:
    """The states over time; one that has begun nobody knows when has no date and stands last."""
    phases = [{"from": _date(cycle.get("releaseDate")) or "0001", "is": "maintained"}]
    undated: list[dict[str, str]] = []
    for state, old_key, new_key, flag in _ENDS:
        value = cycle.get(old_key, cycle.get(new_key))
        date = _date(value)
        if date:
            if state == "end of life" and phases[-1]["is"] == state and date > phases[-1]["from"]:
                phases[-1]["is"] = "extended support"
            phases = [*(phase for phase in phases if phase["from"] < date), {"from": date, "is": state}]
        elif (value is True and old_key == "eol") or (flag == "isEol" and cycle.get(flag) is True):
            undated = [{"is": state}]
    return [*phases, *undated]


def _date(value: Any) -> str:
    match = re.match(r"\d{4}(-\d\d){0,2}", value) if isinstance(value, str) else None
    return match[0] if match else ""


def _slug(text: Any) -> str:
    return re.sub(r"[^a-z0-9._]+", "-", str(text).casefold()).strip("-")[:64]
