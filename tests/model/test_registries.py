"""Registries as users keep them: three formats, lines, bad input, life-cycles of other ecosystems, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import FormerName, Phase, Project, Release, Row
from sphinx_summit.model.registries import load_registry, registry_path
from sphinx_summit.model.registries import schema as schema_module
from sphinx_summit.model.registries.parsing import parse

TOML = """\
#:schema schema.json
[[project]]
id = "kettle"
name = "Kettle"
former = [{ name = "Samovar", until = 2020-06-01 }]
ambiguous = ["kettle"]

[[release]]
id = "basil"
version = 1.10
status = [
  { from = "2020-04", is = "development" },
  { is = "end of life" },
]
"""
YAML = """\
# yaml-language-server: $schema=schema.json
project:
- id: kettle
  name: Kettle
  former: [{name: Samovar, until: 2020-06-01}]
  ambiguous: [kettle]
  url: null

release:
- id: basil
  version: 1.10
  status:
  - {from: 2020-04, is: development}
  - is: end of life
"""
JSON = """{
"$schema": "schema.json",
"project": [{
  "id": "kettle", "name": "Kettle", "ambiguous": ["kettle"], "url": null,
  "former": [{"name": "Samovar", "until": "2020-06-01"}]
}],
"release": [
 {"id": "basil", "version": 1.10,
  "status": [{"from": "2020-04", "is": "development"}, {"is": "end of life"}]}
]}
"""
TABLES = """\
project:
  kettle: {name: Kettle, former: [{name: Samovar, until: 2020-06-01}], ambiguous: [kettle]}
release:
  basil:
    version: 1.10
    status: [{from: 2020-04, is: development}, {is: end of life}]
"""


@pytest.fixture
def load(tmp_path):
    def load_text(text, name="own.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        records, problems = load_registry(path, file=name)
        return records, [str(problem) for problem in problems]

    return load_text


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("r.toml", TOML, (2, 8)),
        ("r.yaml", YAML, (3, 10)),
        ("r.json", JSON, (4, 8)),
        ("r.yml", TABLES, (2, 4)),
        ("r.toml", "\ufeff" + TOML, (2, 8)),
    ],
)
def test_three_formats_say_the_same(load, name, text, lines):
    records, problems = load(text, name)
    assert problems == []
    status = (Phase("development", "2020-04"), Phase("end of life"))
    assert records == [
        Project(id="kettle", name="Kettle", former=(FormerName("Samovar", "2020-06-01"),), ambiguous=("kettle",)),
        Release(id="basil", version="1.10", status=status),
    ]
    assert [record.row for record in records] == [Row(name, line) for line in lines]


def test_what_yaml_makes_of_words_is_undone(load):
    text = "event:\n- {id: e, country: no, dates: 2014-05-12, name: R &D, number: 007, series: on}\n"
    [event], problems = load(text, "r.yaml")
    assert problems == []
    assert (event.country, event.dates.start, event.name, event.number, event.series) == (
        "no", "2014-05-12", "R &D", "007", "on",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("r.toml", '[[project]]\nid = "a"\nnaem = "x"\n', "r.toml:3: project has no key 'naem': did you mean name?"),
        ("r.yaml", "project:\n- id: a\n  naem: x\n", "r.yaml:3: project has no key 'naem': did you mean name?"),
        ("r.json", '{"project": [\n{"id": "a",\n "naem": 1}]}', "r.json:3: project has no key 'naem'"),
        ("r.toml", '[[projcet]]\nid = "a"\n', "r.toml:1: a registry has no table 'projcet': did you mean project?"),
        (
            "r.toml",
            '[[project]]\nid = "a"\nformer = [{ name = "x", untill = "2013" }]\n',
            "r.toml:3: project key 'former': 'untill' is not one of its keys, name, until, ambiguous: did you mean",
        ),
        ("r.toml", '[[release]]\nid = "a"\nstatus = [{ from = "2013" }]\n', "r.toml:3: release key 'status': 'is'"),
        ("r.toml", '[[project]]\nname = "a"\n', "r.toml:1: project without an id"),
        ("r.toml", "project = [1]\n", "r.toml:1: a row of 'project' is not a table"),
        ("r.json", "[1]", "r.json: a registry is a table with one list per kind"),
        ("r.json", '{"project": [{"id": "a"}', "r.json:1: not a JSON file"),
        ("r.toml", "[[project]\n", "r.toml:1: not a TOML file"),
        ("r.yaml", "a: [\n", "r.yaml:1: not a YAML file"),
        ("r.yaml", "a: &x 1\nb: *x\n", "r.yaml:2: YAML anchors are not read"),
        ("r.yaml", "a: !!python/object:os.system x\n", "r.yaml:1: not a YAML file of texts, lists and tables"),
        ("r.yaml", "a: 1\n---\nb: 2\n", "r.yaml:2: not one YAML document, but several"),
        ("r.yaml", "? [a]\n: b\n", "r.yaml:1: a key is not a text"),
        ("r.yaml", "[" * 100_000, "r.yaml:1: the registry is nested too deep"),
        ("r.yaml", "a:\n" + "- " * 100_000, "r.yaml:2: the registry is nested too deep"),
        ("r.json", "[" * 200_000, "r.json: the registry is nested too deep"),
        ("r.toml", "a = " + "[" * 100_000, "r.toml: the registry is nested too deep"),
        ("r.toml", b"\xff\xfe", "r.toml: the registry is not UTF-8 text"),
    ],
)  # fmt: skip
def test_bad_input_is_one_problem_with_its_line(load, name, text, said):
    _records, problems = load(text, name)
    assert len(problems) == 1
    assert problems[0].startswith(said)


@pytest.mark.parametrize("id_", ["a b", "a/b", 'a"b', "a'b", "😀", "Ä", "A", "-a", "", "x" * 10_000, "..", "a\nb"])
def test_an_id_that_is_none_is_one_short_problem_and_the_other_rows_count(load, id_):
    rows = [{"id": "good-1"}, {"id": id_, "name": "Bad"}, {"id": "good-2"}]
    records, problems = load(json.dumps({"project": rows}, indent=0), "r.json")
    assert [record.id for record in records] == ["good-1", "good-2"]
    assert len(problems) == 1
    assert problems[0].startswith("r.json:7: project key 'id'")
    assert len(problems[0]) < 200


def test_what_no_page_can_hold_is_replaced(load):
    [record], problems = load('{"project": [{"id": "a", "name": "x\\ud800\\u0000y"}]}', "r.json")
    assert (record.name, problems) == ("x\ufffd\ufffdy", [])


def test_each_of_many_problems_has_its_line(load):
    count = 5_000
    text = "".join(f'[[project]]\nid = "p{number}"\nnaem = "x"\n' for number in range(count))
    records, problems = load(text)
    assert len(records) == len(problems) == count
    assert problems[-1].startswith(f"own.toml:{count * 3}:")


# -- life-cycles of other ecosystems ---------------------------------------------------------------

V0 = [
    {"cycle": "3.12", "releaseDate": "2023-10-02", "support": "2025-04-02", "eol": "2028-10-31", "lts": False},
    {"cycle": "2.7", "releaseDate": "2010-07-03", "eol": True, "link": "https://example.org/2.7"},
    {"cycle": "4.0", "releaseDate": "2030-01-01", "eol": False, "codename": "Long Boa"},
    {"cycle": "1.0", "releaseDate": "2000", "eol": "2005-04-01", "extendedSupport": "2010-04-01"},
]
V1 = {
    "schema_version": "1.2.0",
    "result": {
        "name": "python",
        "label": "Python",
        "links": {"html": "https://example.org/python"},
        "releases": [
            {"name": "3.12", "releaseDate": "2023-10-02", "isEoas": True, "eoasFrom": "2025-04-02", "isEol": False,
             "eolFrom": "2028-10-31"},
            {"name": "2.7", "releaseDate": "2010-07-03", "isEol": True, "eolFrom": None},
            {"name": "4.0", "releaseDate": "2030-01-01", "isEol": False, "codename": "Long Boa"},
            {"name": "1.0", "releaseDate": "2000", "isEol": True, "eolFrom": "2005-04-01", "eoesFrom": "2010-04-01"},
        ],
    },
}  # fmt: skip


@pytest.mark.parametrize("data", [V0, V1, {**V1, "result": [V1["result"]]}], ids=["v0", "v1", "v1 of several"])
def test_a_life_cycle_in_the_shape_of_endoflife_date(load, data):
    records, problems = load(json.dumps(data), "python.json")
    assert problems == []
    product, *releases = records
    assert (product.id, product.name, product.ambiguous) == ("python", "Python", True)
    assert [release.id for release in releases] == ["python-3.12", "python-2.7", "python-4.0", "python-1.0"]
    assert [release.state_today("2026-11-21") for release in releases] == [
        "security fixes only", "end of life", "future", "end of life",
    ]  # fmt: skip
    assert [release.state_today("2006-01-01") for release in releases[3:]] == ["extended support"]
    assert releases[0].name == "Python 3.12"
    assert (releases[2].aliases, releases[2].ambiguous, releases[2].context) == (
        ("Long Boa",),
        ("Long Boa",),
        ("Python",),
    )


@pytest.mark.parametrize(
    "data",
    [
        {"schema_version": "1", "result": [{"name": "python"}]},
        {"schema_version": "1", "result": None},
        {"schema_version": "1", "result": {"name": "p", "releases": {}}},
    ],
)
def test_a_life_cycle_without_releases_is_a_problem(load, data):
    assert load(json.dumps(data), "p.json") == (
        [],
        ["p.json: in the shape of endoflife.date, but without a product and its releases"],
    )


# -- the schema ------------------------------------------------------------------------------------


def test_the_schema_in_the_package_is_that_of_the_kinds():
    path = Path(schema_module.__file__).with_name("schema.json")
    command = "sphinx-summit registry schema -o sphinx_summit/model/registries/schema.json"
    assert path.read_text(encoding="utf-8") == schema_module.schema_text(), f"run: {command}"
    assert set(schema_module.schema()["properties"]) == {"$schema", *KINDS}


@pytest.mark.parametrize("text", [(TOML, ".toml"), (YAML, ".yaml"), (JSON, ".json"), (TABLES, ".yaml")])
def test_the_schema_takes_what_we_take(text):
    data = json.loads(json.dumps(parse(*text)[0], default=str))
    without_null = {kind: rows for kind, rows in data.items() if kind != "project"} if "null" in text[0] else data
    jsonschema.Draft202012Validator(schema_module.schema()).validate(without_null)


def test_the_schema_takes_the_shipped_registry_and_refuses_an_unknown_key():
    validator = jsonschema.Draft202012Validator(schema_module.schema())
    path = registry_path("openstack", Path())
    validator.validate(parse(path.read_text(encoding="utf-8"), ".toml")[0])
    assert not validator.is_valid({"project": [{"id": "a", "naem": "x"}]})
    assert not validator.is_valid({"projcet": []})
    assert not validator.is_valid({"project": [{"id": "a b"}]})
