"""A registry made and refreshed from two checkouts: facts of these, nothing of people, nothing of ours lost."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

import pytest

from sphinx_summit.model.registries import load_registry, registry_path
from sphinx_summit.model.registries.schema import schema_text
from sphinx_summit.registry.command import add_parser

SERIES = """\
- name: dahlia
  release-id: 2013.2
  status: development
  initial-release: 2013-10-10
  next-phase: {status: maintained, date: 2013-10-10}
- name: clover
  status: maintained
  initial-release: 2013-04-04
  next-phase:
    status: unmaintained
    date: 2014-04-04
- name: birch
  status: end of life
  initial-release: 2012-10-01
  eol-date: 2013-10-01
- name: aster
  status: end of life
  initial-release: 2012-04-01
"""
PROJECTS = """\
neutron:
  ptl: {name: Ann Example, email: ann@example.org}
  service: Networking service
  url: https://example.org/neutron
  deliverables:
    neutron: {repos: [openstack/neutron]}
    dandelion: {repos: [openstack/dandelion]}
    python-neutronclient: {repos: [openstack/python-neutronclient]}
Brand New:
  ptl: {name: Ann Example, email: ann@example.org}
  service: New things
  url: https://example.org/new
"""
LEGACY = "wilted:\n  retired-on: 2013-01-01\n  url: null\nneutron:\n  partial: true\n"
FILES = {
    "releases/data/series_status.yaml": SERIES,
    "releases/deliverables/aster/nova.yaml": "releases: [{version: 2012.1.0rc1}, {version: 2012.1}]\n",
    "releases/deliverables/birch/dandelion.yaml": "type: service\nreleases: [{version: 1.0.0}]\n",
    "releases/deliverables/clover/dandelion.yaml": "type: service\nreleases: [{version: 2.0.0}]\n",
    "releases/deliverables/clover/python-neutronclient.yaml": "type: client-library\n",
    "releases/deliverables/clover/wilted.yaml": "type: service\nreleases: [{version: 4.0.0}]\n",
    "governance/reference/projects.yaml": PROJECTS,
    "governance/reference/legacy.yaml": LEGACY,
}


@pytest.fixture
def checkouts(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(checkouts):
    def run_command(output="own.toml", *options):
        parser = argparse.ArgumentParser()
        add_parser(parser.add_subparsers(required=True))
        sources = ["--releases", str(checkouts / "releases"), "--governance", str(checkouts / "governance")]
        arguments = parser.parse_args(["registry", "openstack", *sources, "-o", str(checkouts / output), *options])
        return arguments.run(arguments), checkouts / output

    return run_command


def rows(path, kind):
    return {row["id"]: row for row in tomllib.loads(path.read_text(encoding="utf-8"))[kind]}


def test_the_schema_is_written_for_editors(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    for options in ([], ["-o", str(tmp_path / "new" / "schema.json")]):
        arguments = parser.parse_args(["registry", "schema", *options])
        assert arguments.run(arguments) == 0
    assert (tmp_path / "new" / "schema.json").read_text(encoding="utf-8") == capsys.readouterr().out == schema_text()


def test_releases_have_their_states_over_time(run):
    code, path = run()
    assert code == 0
    releases = rows(path, "release")
    assert releases["aster"]["status"] == [{"from": "2012-04-01", "is": "maintained"}, {"is": "end of life"}]
    assert releases["birch"]["status"] == [
        {"from": "2012-04-01", "is": "development"},
        {"from": "2012-10-01", "is": "maintained"},
        {"from": "2013-10-01", "is": "end of life"},
    ]
    assert releases["clover"]["status"][-1] == {"from": "2014-04-04", "is": "unmaintained"}
    assert [releases[id_].get("version") for id_ in ("aster", "birch", "dahlia")] == ["2012.1", None, "2013.2"]
    assert releases["clover"]["predecessor"] == "birch"


def test_teams_and_services_are_projects_and_new_names_are_ambiguous(run):
    projects = rows(run()[1], "project")
    assert projects["brand-new"] == {
        "id": "brand-new",
        "name": "Brand New",
        "status": "official",
        "service": "New things",
        "url": "https://example.org/new",
        "ambiguous": True,
    }
    assert (projects["dandelion"]["since"], projects["dandelion"]["ambiguous"]) == ("birch", True)
    assert "python-neutronclient" not in projects
    assert (projects["wilted"]["status"], "since" in projects["wilted"]) == ("retired", False)


def test_what_the_checkouts_do_not_know_stays_and_people_are_not_read(run):
    path = run()[1]
    neutron, shipped = rows(path, "project")["neutron"], rows(registry_path("openstack", Path()), "project")["neutron"]
    assert neutron == shipped
    text = path.read_text(encoding="utf-8")
    assert "@" not in text
    assert "Ann" not in text
    assert load_registry(path, file="own.toml")[1] == []


def test_made_again_it_is_the_same_and_keeps_rows_and_keys_of_the_file(run):
    _code, path = run()
    first = path.read_bytes()
    run()
    assert path.read_bytes() == first
    path.write_text(
        '[[project]]\nid = "brand-new"\nname = "Brand New"\naliases = ["真新しい", "a \\"b\\""]\n'
        '[[person]]\nid = "ann"\n'
    )
    run()
    assert rows(path, "project")["brand-new"]["aliases"] == ["真新しい", 'a "b"']
    assert "ambiguous" not in rows(path, "project")["brand-new"]
    assert rows(path, "person") == {"ann": {"id": "ann"}}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("releases/data/series_status.yaml", None, "No such file"),
        ("releases/data/series_status.yaml", "{", "not a YAML file"),
        ("releases/data/series_status.yaml", "a: 1", "no list of series"),
        ("governance/reference/projects.yaml", "- a\n", "no table of teams"),
        ("own.toml", "[[project]\n", "not a TOML file"),
    ],
)
def test_bad_sources_are_named_and_nothing_is_written(checkouts, run, capsys, file, text, said):
    if text is None:
        (checkouts / file).unlink()
    else:
        (checkouts / file).write_text(text)
    before = sorted(checkouts.iterdir())
    code, _path = run()
    assert (code, sorted(checkouts.iterdir())) == (2, before)
    assert said in capsys.readouterr().err


COMMENTED = """\
# Kept by the example group.
#
#   Ask before you edit.

[[project]]
id = "neutron"
name = "Neutron # no comment"
service = \'\'\'
# no comment either "\'\'\'
"""


def test_the_comment_above_all_rows_stays(run, checkouts):
    (checkouts / "own.toml").write_text(COMMENTED, encoding="utf-8")
    for _ in range(2):
        code, path = run()
        text = path.read_text(encoding="utf-8")
        assert code == 0
        assert text.startswith("# Kept by the example group.\n#\n#   Ask before you edit.\n\n[[project]]\n")
        assert text.count("Ask before") == 1


@pytest.mark.parametrize("comment", ["# Asked in 2014.\n", 'url = "https://example.org/#a"  # moved\n'])
def test_a_file_with_comments_among_its_rows_is_left_alone_unless_forced(run, checkouts, capsys, comment):
    text = COMMENTED + comment
    (checkouts / "own.toml").write_text(text, encoding="utf-8")
    code, path = run()
    assert code == 2
    assert path.read_text(encoding="utf-8") == text
    assert f"{path}:10: this comment would be lost" in capsys.readouterr().err
    code, path = run("own.toml", "--force")
    assert code == 0
    assert comment.strip() not in path.read_text(encoding="utf-8")


def test_a_file_that_can_not_be_read_is_named_with_its_line(run, checkouts, capsys):
    for text, told in (("[[project]]\nid = \n", "own.toml:2: "), (b"\xff".decode("latin-1"), "own.toml")):
        (checkouts / "own.toml").write_bytes(text.encode("latin-1"))
        assert run()[0] == 2
        assert told in capsys.readouterr().err
    (checkouts / "own.toml").unlink()
    (checkouts / "governance" / "reference" / "projects.yaml").write_text("a: [\n", encoding="utf-8")
    assert run()[0] == 2
    assert "projects.yaml:" in capsys.readouterr().err
