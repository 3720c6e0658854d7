"""Records that contradict each other: one warning each, with both places, and an index all the same."""

from __future__ import annotations

import pytest

from sphinx_summit.model.index import SummitIndex
from sphinx_summit.model.records import Event, FormerName, Place, Project, Release, Row


def row(number, kind=Project, file="own.toml", **options):
    return kind(row=Row(file, number), **options)


def problems(*rows):
    index = SummitIndex([], rows)
    return [str(problem) for problem in (*index.problems, *index.names.problems)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(1, id="a", name="A", successor="a")], ["'a' names itself in 'successor'"]),
        (
            [row(1, id="a", successor="b"), row(5, id="b", successor="c"), row(9, id="c", successor="a")],
            ["'successor' leads in a circle: project 'a' (own.toml:1) → project 'b' (own.toml:5)"],
        ),
        (
            [row(1, Release, id="a", predecessor="b"), row(5, Release, id="b", predecessor="a")],
            ["'predecessor' leads in a circle: release 'a' (own.toml:1) → release 'b' (own.toml:5)"],
        ),
        ([row(1, Event, id="a", parent="a")], ["event 'a' names itself in 'parent'"]),
        (
            [
                row(1, id="a", name="Alpha", former=(FormerName("Beta"),)),
                row(5, id="b", name="Beta", former=(FormerName("Alpha"),)),
            ],
            ["'former' leads in a circle: project 'a' (own.toml:1) → project 'b' (own.toml:5)"],
        ),
        (
            [row(1, id="a", name="Alpha", former=(FormerName("Alpha"),))],
            ["own.toml:1: project 'a' names itself in 'former'"],
        ),
        (
            [row(1, id="a", formerly=("b",)), row(5, id="b", formerly=("a",))],
            ["'formerly' leads in a circle: project 'a' (own.toml:1) → project 'b' (own.toml:5)"],
        ),
        ([row(1, id="a", formerly=("a",))], ["'formerly' leads in a circle: project 'a' (own.toml:1)"]),
        (
            [row(1, id="a", formerly=("old",)), row(5, id="b", formerly=("old",))],
            ["'old' is a former id of project 'a' (own.toml:1) and of project 'b' (own.toml:5)"],
        ),
        (
            [row(1, id="a", name="Alpha", aliases=("b",)), row(5, id="b", name="Beta")],
            ["the name 'b' of project 'a' (own.toml:1) is the id of project 'b' (own.toml:5)"],
        ),
        (
            [row(1, id="a", name="Same"), row(5, id="b", name="same")],
            ["claimed by project a and project b (own.toml:1 and own.toml:5)"],
        ),
        (
            [row(1, id="a", name="X"), row(5, id="b", name="X"), row(9, id="c", name="X", ambiguous=True)],
            ["by project a, project b and project c (own.toml:1, own.toml:5 and own.toml:9)"],
        ),
        (
            [row(1, id="a", former=(FormerName("X", "2013"),)), row(5, id="b", former=(FormerName("X", "2013"),))],
            ["the name 'X' is claimed by project a and project b (own.toml:1 and own.toml:5)"],
        ),
        ([row(1, id="a", name="A"), row(5, id="a", name="A")], ["'a' stands in own.toml:1 and in own.toml:5"]),
        (
            [row(1, id="a", name="A", service="x"), row(5, id="a", name="B", service="x", file="two.toml")],
            ["stands in own.toml:1 and in two.toml:5, with different values of 'name'; those of the latter count"],
        ),
        (
            [row(1, id="a", name="例田 花子"), row(5, id="b", name="例田 花子")],
            ["the name '例田 花子' is claimed by project a and project b (own.toml:1 and own.toml:5)"],
        ),
        # Not contradictions:
        ([row(1, id="a", name="A"), row(5, id="a", service="B", file="two.toml")], []),
        ([Project(id="a", name="A", row=Row("openstack", 1, yields=True)), row(5, id="a", name="B")], []),
        ([row(1, id="a", name="Open Stack", former=(FormerName("OpenStack", "2013"),))], []),
        ([row(1, id="a", name="A", former=(FormerName("X", "2013"),)), row(5, id="b", name="X")], []),
        ([row(1, id="b", name="Beta"), row(5, id="c", name="B", successor="b")], []),
    ],
)
def test_one_problem_names_both_places(rows, said):
    found = problems(*rows)
    assert len(found) == len(said)
    assert all(part in problem for part, problem in zip(said, found, strict=True)), found


def test_objects_of_a_circle_are_still_there_and_ids_lead_to_the_newest():
    circle = SummitIndex([], [row(1, id="a", formerly=("b",)), row(2, id="b", formerly=("a",))])
    assert [circle.get("project", id_).id for id_ in "ab"] == ["a", "b"]
    chain = SummitIndex([], [row(1, id="c", formerly=("b",)), row(2, id="b", formerly=("a",)), row(3, id="a")])
    assert [chain.get("project", id_).id for id_ in "abc"] == ["c", "c", "c"]
    tail = SummitIndex([], [row(1, id="a", formerly=("b", "x")), row(2, id="b", formerly=("a",))])
    assert tail.get("project", "x").id == "a"


def test_a_page_is_the_place_of_its_problem():
    [problem] = SummitIndex([Project(id="a", name="A", successor="a", place=Place("p", "project-a", 7))]).problems
    assert (problem.subtype, problem.file, problem.line) == ("circle", "p", 7)


@pytest.mark.parametrize("option", ["successor", "formerly"])
def test_long_chains_are_followed_once(option):
    count = 20_000
    following = [f"p{number + 1}" for number in range(count - 1)]
    rows = [
        Project(id=f"p{number}", **{option: id_ if option == "successor" else (id_,)})
        for number, id_ in enumerate(following)
    ]
    index = SummitIndex([], [*rows, Project(id=f"p{count - 1}")])
    assert index.problems == []
    assert index.get("project", f"p{count - 1}").id == (f"p{count - 1}" if option == "successor" else "p0")
