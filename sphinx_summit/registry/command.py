"""`sphinx-summit registry`: make or refresh a registry, print the schema of registries."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_summit.model.registries import registry_path
from sphinx_summit.model.registries.parsing import ParseError
from sphinx_summit.model.registries.schema import schema_text
from sphinx_summit.registry.openstack import Tables, read_tables, refresh
from sphinx_summit.registry.toml import find_comments, write_toml

if TYPE_CHECKING:
    import argparse

_HEAD = """\
OpenStack: projects and release series, made by `sphinx-summit registry openstack` from checkouts of
openstack/releases and openstack/governance.

Made again, this file keeps this comment, and rows and keys that those two don't know, but no comments among them.
Facts of your own are better kept in a file of your own, named after this one in summit_data."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `registry` to those of `sphinx-summit`."""
    registry = commands.add_parser("registry", help="make or refresh a registry")
    kinds = registry.add_subparsers(title="registries", required=True, metavar="registry")
    openstack = kinds.add_parser("openstack", help="projects and releases of OpenStack, from two checkouts")
    openstack.add_argument("--releases", required=True, metavar="folder", help="a checkout of openstack/releases")
    openstack.add_argument("--governance", required=True, metavar="folder", help="a checkout of openstack/governance")
    openstack.add_argument("-o", "--output", required=True, metavar="file", help="the TOML file to make or refresh")
    openstack.add_argument("--force", action="store_true", help="also where comments below the first would be lost")
    openstack.set_defaults(run=_run_openstack)
    schema = kinds.add_parser("schema", help="the JSON Schema of registries, for editors")
    schema.add_argument("-o", "--output", default="", metavar="file", help="a file instead of the screen")
    schema.set_defaults(run=_run_schema)


def _run_openstack(arguments: argparse.Namespace) -> int:
    output = Path(arguments.output)
    try:
        known, head = _read_known(output, force=arguments.force)
        tables = refresh(known, Path(arguments.releases), Path(arguments.governance))
        _replace(output, write_toml(tables, head))
    except ParseError as error:
        print(f"sphinx-summit: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"sphinx-summit: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{output}: {len(tables['project'])} projects, {len(tables['release'])} releases")
    return 0


def _read_known(output: Path, *, force: bool) -> tuple[Tables, str]:
    """The rows of the file to refresh and the comment above them; before there is one, the shipped registry's rows.

    Raises ParseError for a file that can't be read, and without `force` for one with comments that would be lost.
    """
    path = output if output.exists() else registry_path("openstack", Path())
    tables = read_tables(path, ".toml")
    if path is not output:
        return tables, _HEAD
    head, comment = find_comments(path.read_text(encoding="utf-8-sig"))
    if comment and not force:
        hint = "keep what it explains in a file of your own, or say --force"
        raise ParseError(f"{path}:{comment}: this comment would be lost: {hint}", comment)
    return tables, head or _HEAD


def _run_schema(arguments: argparse.Namespace) -> int:
    if arguments.output:
        _replace(Path(arguments.output), schema_text())
    else:
        print(schema_text(), end="")
    return 0


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)
