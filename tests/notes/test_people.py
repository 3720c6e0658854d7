"""The file of people and organisations: every name once, an id for each, and TOML whatever they are called."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.people import People


def rows(*spoken, known=()):
    people = People()
    people.leave_out(known)
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
    assert rows(("Ann Example", "Example Corp."), known=["Ann Example"]) == (
        [],
        [{"id": "example-corp", "name": "Example Corp."}],
    )


@given(st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4))))
def test_any_name_is_written_so_that_it_reads_back(spoken):
    people, organizations = rows(*spoken)
    assert {fold(row["name"]) for row in people} == {fold(name) for name, _ in spoken if name}
    assert {fold(row["name"]) for row in organizations} == {fold(name) for _, name in spoken if name}
    assert len({row["id"] for row in people}) == len(people)


# -- a file that a person has edited -------------------------------------------------------------------------

NOTE = "# Example Summit 2020\n\n## Leases for hosts ({})\n\n- one\n"
FILE = "data/imported.toml"


def read(book, name=FILE):
    return tomllib.loads((book.root / name).read_text(encoding="utf-8"))


def names(book, name=FILE):
    return {row["name"] for row in read(book, name)["person"]}


@pytest.fixture
def edited(book):
    """Two spellings joined, a row taken out, words added."""
    book.add("a.md", NOTE.format("Ann Example, Example Corp."))
    book.add("b.md", NOTE.replace("2020", "2021").format("Anne Example, Other Corp."))
    assert names(book) == {"Ann Example", "Anne Example"}
    book.mine = "# My words.\n[[person]]\nid = 'ann'\nname = 'Ann Example'\nnames = ['Anne Example']\n"
    (book.root / FILE).write_text(book.mine, encoding="utf-8")
    return book


def test_what_a_person_edited_stays_while_nobody_new_comes(edited):
    assert edited.run().offered == []
    assert edited.add("c.md", NOTE.replace("2020", "2022").format("ANNE EXAMPLE, Example Corp.")).ledger
    assert edited.run().offered == []
    assert (edited.root / FILE).read_text(encoding="utf-8") == edited.mine
    assert not (edited.root / ".summit/offered").exists()


def test_whom_new_notes_name_comes_beside_what_a_person_edited(edited):
    for file, name in (("c.md", "Bob Example"), ("d.md", "Cid Example")):
        edited.write(file, NOTE.replace("2020", f"20{ord(file[0])}").format(f"{name}, New Corp."))
        assert edited.run().offered == [FILE]
    assert edited.run().offered == [FILE], "till it is taken over"
    assert (edited.root / FILE).read_text(encoding="utf-8") == edited.mine
    offered = edited.root / ".summit/offered" / FILE
    assert offered.read_text(encoding="utf-8").startswith(edited.mine)
    assert names(edited, f".summit/offered/{FILE}") == {"Ann Example", "Bob Example", "Cid Example"}
    assert [row["name"] for row in read(edited, f".summit/offered/{FILE}")["organization"]] == ["New Corp."]

    (edited.root / FILE).write_bytes(offered.read_bytes())
    assert edited.run().offered == []
    assert not offered.exists()
    assert names(edited) == {"Ann Example", "Bob Example", "Cid Example"}


def test_an_offer_that_was_deleted_does_not_come_again(edited):
    edited.add("c.md", NOTE.replace("2020", "2022").format("Bob Example, New Corp."))
    (edited.root / ".summit/offered" / FILE).unlink()
    assert edited.run().offered == []


def test_with_force_the_file_is_made_anew(edited):
    edited.run(force=True)
    assert names(edited) == {"Ann Example", "Anne Example"}


def test_an_id_stays_when_a_name_that_wants_it_comes_first(book):
    book.add("b.md", NOTE.format("Ann-Lu Example, Example Corp."))
    book.add("a.md", NOTE.replace("2020", "2021").format("Ann Lu Example, Other Corp."))
    ids = {row["name"]: row["id"] for row in read(book)["person"]}
    assert ids == {"Ann-Lu Example": "ann-lu-example", "Ann Lu Example": "ann-lu-example-2"}
