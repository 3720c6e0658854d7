"""A registry of OpenStack from checkouts of two public repositories, openstack/releases and openstack/governance.

From the first come the release series with their states over time, from the second the teams. What neither says (names
in other scripts, former names, contexts) stays as the registry had it. People are not read: governance has e-mail
addresses, which are not ours to publish.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import fold
from sphinx_summit.model.registries.parsing import ParseError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def refresh(known: Tables, releases: Path, governance: Path) -> Tables:
    """The tables of a registry, brought up to date; rows and keys that the checkouts don't know stay as they are.

    Raises ParseError for a file that can't be read, OSError for one that is not there.
    """
    series = list(_series(releases))
    folders = [releases / "deliverables" / each["name"] for each in series]
    return {
        **known,
        "project": _merge(known.get("project", []), _projects(governance, folders)),
        "release": _merge(known.get("release", []), _releases(series, folders)),
    }


_STAYS = frozenset({"id", "name", "service", "url", "since"})
"""What known rows keep, or keep out: `since` is left out where a project is older than its first common release."""


def _merge(known: list[Row], found: Iterator[Row]) -> list[Row]:
    """Known rows, brought up to date; new rows after them. A new name counts as ambiguous: nobody has looked at it."""
    rows = {row.get("id"): dict(row) for row in known}
    ids = {fold(name): row["id"] for row in reversed(known) if "id" in row for name in _names(row)}
    done: set[str] = set()
    for new in found:
        id_ = str(ids.get(fold(new["name"]), new["id"]))
        if id_ in rows and id_ not in done:
            rows[id_] |= {key: value for key, value in new.items() if key not in _STAYS}
        elif id_ not in rows:
            rows[id_] = {**new, "ambiguous": True}
        done.add(id_)
    return list(rows.values())


def _names(row: Row) -> Iterator[str]:
    former = row.get("former", [])
    yield from (str(each.get("name")) for each in former if isinstance(each, dict))
    yield from (str(name) for name in [*row.get("aliases", []), row.get("name", ""), row["id"]] if name)


def read_tables(path: Path, form: str = ".yaml") -> Any:
    """What a file of YAML or TOML holds. Raises ParseError with its name and line, OSError if it is not there."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"), form)[0]
    except ParseError as error:
        raise ParseError(f"{path}:{error.line or 1}: {error}", error.line) from None
    except UnicodeDecodeError as error:
        raise ParseError(f"{path}: is no UTF-8: {error}") from None


# -- releases --------------------------------------------------------------------------------------


def _series(releases: Path) -> Iterator[Row]:
    """The release series, the oldest first."""
    rows = read_tables(releases / "data" / "series_status.yaml")
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("name") for row in rows):
        raise ParseError(f"{releases}: data/series_status.yaml is no list of series")
    yield from sorted(rows, key=lambda row: (str(row.get("initial-release", "")), row["name"]))


def _releases(series: list[Row], folders: list[Path]) -> Iterator[Row]:
    before: Row = {}
    for row, folder in zip(series, folders, strict=True):
        date = row.get("initial-release", "")
        made = {
            "id": row["name"],
            "name": row["name"].capitalize(),
            "of": "openstack",
            "version": row.get("release-id") or _first_version(folder / "nova.yaml"),
            "date": date,
            "predecessor": before.get("name"),
            "status": list(_phases(row, before.get("initial-release", ""))),
        }
        yield {key: value for key, value in made.items() if value}
        before = row


def _phases(row: Row, begun: str) -> Iterator[Row]:
    """In development from the release before on, maintained from its own; what follows as far as it is dated.

    A state of today that no date is given for stands last, without one.
    """
    coming = row["next-phase"] if isinstance(row.get("next-phase"), dict) else {}
    state = row.get("status", "")
    if state == "future":
        begun = coming.get("date", begun)
    if begun:
        yield {"from": begun, "is": "development"}
    if row.get("initial-release"):
        yield {"from": row["initial-release"], "is": "maintained"}
    if state not in {"future", "development", "maintained"}:
        yield {"from": row["eol-date"], "is": state} if row.get("eol-date") else {"is": state}
    elif coming.get("date", "") > row.get("initial-release", ""):
        yield {"from": coming["date"], "is": coming["status"]}


def _first_version(deliverable: Path) -> str:
    """The first version in a deliverable's file that is no preview."""
    data = read_tables(deliverable) if deliverable.is_file() else None
    releases = data.get("releases") if isinstance(data, dict) else None
    versions = [str(each.get("version", "")) for each in releases or () if isinstance(each, dict)]
    return next((version for version in versions if re.fullmatch(r"[\d.]+", version)), "")


# -- projects --------------------------------------------------------------------------------------


def _projects(governance: Path, folders: list[Path]) -> Iterator[Row]:
    """The teams, those of today first, and the services among their deliverables that have a name of their own."""
    seen: set[str] = set()
    for file, status in (("projects.yaml", "official"), ("legacy.yaml", "retired")):
        teams = read_tables(governance / "reference" / file)
        if not isinstance(teams, dict):
            raise ParseError(f"{governance}: reference/{file} is no table of teams")
        for name, team in teams.items():
            if not isinstance(team, dict) or fold(name) in seen:
                continue
            seen.add(fold(name))
            url = str(team.get("url") or "")
            yield _project(name, status, folders, service=team.get("service"), url=url if "://" in url else None)
            for deliverable in team.get("deliverables") or {}:
                if fold(deliverable) not in seen and _is_service(deliverable, folders):
                    seen.add(fold(deliverable))
                    yield _project(deliverable, status, folders)


def _project(name: str, status: str, folders: list[Path], **more: str | None) -> Row:
    id_ = re.sub(r"[^a-z0-9._]+", "-", name.casefold()).strip("-")
    shown = name if name != name.casefold() else name[:1].upper() + name[1:]
    made = {"id": id_, "name": shown, "status": status, "since": _since(id_, folders), **more}
    return {key: value for key, value in made.items() if value}


def _since(deliverable: str, folders: list[Path]) -> str:
    """The first series with the deliverable; "" where its version there says that there were earlier ones."""
    folder = next((folder for folder in folders if (folder / f"{deliverable}.yaml").is_file()), None)
    if folder is None:
        return ""
    version = _first_version(folder / f"{deliverable}.yaml")
    major = int(version.split(".")[0] or 0) if version else 0
    return folder.name if major <= 1 or major >= 2010 else ""


def _is_service(deliverable: str, folders: list[Path]) -> bool:
    """Whether a deliverable is a service in the newest series that has it."""
    path = next((path for folder in reversed(folders) if (path := folder / f"{deliverable}.yaml").is_file()), None)
    data = read_tables(path) if path else None
    return isinstance(data, dict) and data.get("type") == "service"
