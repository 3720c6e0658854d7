"""`sphinx-summit registry`: make or refresh a registry, print the schema of registries."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_summit.model.registries import registry_path
from sphinx_summit.model.registries.parsing import ParseError, parse
from sphinx_summit.model.registries.schema import schema_text
from sphinx_summit.registry.openstack import refresh
from sphinx_summit.registry.toml import write_toml

if TYPE_CHECKING:
    import argparse

_HEAD = """\
OpenStack: projects and release series, made by `sphinx-summit registry openstack` from checkouts of
openstack/releases and openstack/governance.

Made again, this file keeps rows and keys that those two don't know, but no comments. Facts of your own are
better kept in a file of your own, named after this one in summit_data."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `registry` to those of `sphinx-summit`."""
    registry = commands.add_parser("registry", help="make or refresh a registry")
    kinds = registry.add_subparsers(title="registries", required=True, metavar="registry")
    openstack = kinds.add_parser("openstack", help="projects and releases of OpenStack, from two checkouts")
    openstack.add_argument("--releases", required=True, metavar="folder", help="a checkout of openstack/releases")
    openstack.add_argument("--governance", required=True, metavar="folder", help="a checkout of openstack/governance")
    openstack.add_argument("-o", "--output", required=True, metavar="file", help="the TOML file to make or refresh")
    openstack.set_defaults(run=_run_openstack)
    schema = kinds.add_parser("schema", help="the JSON Schema of registries, for editors")
    schema.add_argument("-o", "--output", default="", metavar="file", help="a file instead of the screen")
    schema.set_defaults(run=_run_schema)


def _run_openstack(arguments: argparse.Namespace) -> int:
    output = Path(arguments.output)
    base = output if output.exists() else registry_path("openstack", Path())
    try:
        known = parse(base.read_text(encoding="utf-8-sig"), ".toml")[0]
        tables = refresh(known, Path(arguments.releases), Path(arguments.governance))
        _replace(output, write_toml(tables, _HEAD))
    except (ParseError, UnicodeDecodeError) as error:
        print(f"sphinx-summit: {base}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"sphinx-summit: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{output}: {len(tables['project'])} projects, {len(tables['release'])} releases")
    return 0


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
