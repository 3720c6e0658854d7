"""The name matcher: words of each script, compounds, the longest name, present before former."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.model.names import NameTable
from sphinx_summit.model.records import FormerName, Person, Project, Release

TABLE = NameTable(
    [
        Project(id="nova", name="Nova"),
        Project(id="swift", name="Swift"),
        Project(id="neutron", name="Neutron", former=(FormerName("Quantum", "2013"),)),
        Project(id="lib", name="neutron-lib"),
        Project(id="helm", name="OpenStack-Helm", aliases=("openstack helm",)),
        Project(id="rally", name="Rally", ambiguous=True),
        Project(id="openstack", name="OpenStack", no_autolink=True),
        Project(id="kana", name="サンプル"),
        Project(id="hangul", name="구름"),
        Release(id="juno", name="Juno", version="2014.2"),
        Person(id="p", name="例田 花子"),
    ]
)


def find(text):
    return [(text[found.start : found.end], found.name.id, found.standing) for found in TABLE.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NovaとSwift", [("Nova", "nova", "word"), ("Swift", "swift", "word")]),
        ("nova、ＮＯＶＡ。", [("nova", "nova", "word"), ("ＮＯＶＡ", "nova", "word")]),
        ("Nova/Neutron", [("Nova", "nova", "word"), ("Neutron", "neutron", "word")]),
        ("Quantumによる", [("Quantum", "neutron", "word")]),
        ("Nova.", [("Nova", "nova", "word")]),
        ("Nova: API", [("Nova", "nova", "word")]),
        ("(nova)", [("nova", "nova", "word")]),
        ("Nova's", [("Nova", "nova", "word")]),
        ("swiftstack", []),
        ("python-novaclient", []),
        ("nova-network", [("nova", "nova", "compound")]),
        ("local:swift:storage", [("swift", "swift", "compound")]),
        ("swift_storage", [("swift", "swift", "compound")]),
        ("/srv/swift/x", [("swift", "swift", "compound")]),
        ("docs.swift.org", [("swift", "swift", "compound")]),
        ("neutron-libの", [("neutron-lib", "lib", "word")]),
        ("neutron-lib-core", [("neutron-lib", "lib", "compound")]),
        ("OpenStack-Helm", [("OpenStack-Helm", "helm", "word")]),
        ("OpenStack\nHelm", [("OpenStack\nHelm", "helm", "word")]),
        ("OpenStackの", [("OpenStack", "openstack", "off")]),
        ("a rally", [("rally", "rally", "ambiguous")]),
        ("2014.2", [("2014.2", "juno", "ambiguous")]),
        ("サンプルの話", [("サンプル", "kana", "word")]),
        ("サンプルコード", []),
        ("구름은", [("구름", "hangul", "word")]),
        ("먹구름", []),
        ("例田 花子さん", [("例田 花子", "p", "word")]),
    ],
)
def test_names_as_they_stand(text, expected):
    assert find(text) == expected


@given(st.text())
def test_any_text_is_searched_and_finds_lie_in_order(text):
    found = TABLE.find(text)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_a_present_name_wins_over_a_former_one_and_two_present_ones_over_neither():
    present, old = Project(id="a", name="Ray"), Project(id="b", name="Beam", former=(FormerName("Ray"),))
    assert [found.name.id for found in NameTable([old, present]).find("Ray")] == ["a"]
    table = NameTable([present, Project(id="c", name="Ray")])
    assert table.find("Ray") == []
    assert "project a and project c" in str(table.problems[0])
