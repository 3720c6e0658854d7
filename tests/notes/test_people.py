"""The file of people and organisations: every name once, an id for each, and TOML whatever they are called."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.people import People


def rows(*spoken, known=()):
    people = People(set(known))
    for name, organization in spoken:
        people.add(name, organization)
    data = tomllib.loads("".join(people.rows()))
    return data.get("person", []), data.get("organization", [])


def test_names_that_are_spelled_alike_are_one_person():
    people, organizations = rows(
        ("Ann Example", "Example Corp."), ("ANN  EXAMPLE", "Other Corp."), ("Ann Example", ""), ("", "Example Corp.")
    )
    where = [{"organization": "Example Corp."}, {"organization": "Other Corp."}]
    assert people == [{"id": "ann-example", "name": "Ann Example", "affiliations": where}]
    assert [row["name"] for row in organizations] == ["Example Corp.", "Other Corp."]


def test_names_with_one_id_are_numbered_in_the_order_in_which_they_were_met():
    people, _ = rows(("Ann-Example", ""), ("Ann.Example", ""), ("Ann/Example", ""))
    assert [(row["id"], row["name"]) for row in people] == [
        ("ann-example", "Ann-Example"), ("ann-example-2", "Ann.Example"), ("ann-example-3", "Ann/Example"),
    ]  # fmt: skip


def test_whom_another_registry_has_stays_out():
    assert rows(("Ann Example", "Example Corp."), known=[fold("Ann Example")]) == (
        [],
        [{"id": "example-corp", "name": "Example Corp."}],
    )


@given(st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4))))
def test_any_name_is_written_so_that_it_reads_back(spoken):
    people, organizations = rows(*spoken)
    assert {fold(row["name"]) for row in people} == {fold(name) for name, _ in spoken if name}
    assert {fold(row["name"]) for row in organizations} == {fold(name) for _, name in spoken if name}
    assert len({row["id"] for row in people}) == len(people)
