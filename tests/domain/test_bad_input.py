"""What authors get wrong: one warning each, of a length that can be read, with the places; the build ends well."""

from __future__ import annotations

import pytest

LONG = "y" * 10_000
START = "# Start\n\n```{toctree}\n:glob:\n\n*\n```\n"


def project(id_: str, options: str = "") -> str:
    return f"# The {id_} project\n\n:::{{project}}\n:id: {id_}\n{options}:::\n\nText.\n"


@pytest.mark.parametrize("id_", ["a b", "a/b", 'a"b', "a'b", "😀", LONG, "..", "a<b>"])
def test_a_bad_id_is_one_warning(handbook, id_):
    (warning,) = handbook.write(index=START, page=project(id_)).build().warnings
    assert warning.startswith("page.md:3: WARNING: project option 'id': ")
    assert "[summit.id]" in warning
    assert len(warning) < 1000


@pytest.mark.parametrize(
    "text",
    [
        f"{{project}}`{LONG}`",
        f"{{release}}`~{LONG}`",
        f":::{{sessions}}\n:project: {LONG}\n:::",
        f"## Talk\n\n:::{{session}}\n:id: talk\n:event: {LONG}\n:::",
        f"## Talk\n\n:::{{session}}\n:id: talk\n:day: {LONG}\n:::",
        f"## Talk\n\n:::{{session}}\n:id: talk\n:{LONG}: x\n:::",
    ],
)
def test_a_long_mistake_is_quoted_in_part(handbook, text):
    (warning,) = handbook.write(index=f"# Start\n\n{text}\n").build().warnings
    assert len(warning) < 1000
    assert warning.startswith("index.md:")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (":formerly: b\n", ":formerly: a\n", "project 'a' (a:3) → project 'b' (b:3) → 'a'"),
        (":successor: b\n", ":successor: a\n", "project 'a' (a:3) → project 'b' (b:3) → 'a'"),
        (":successor: a\n", "", "project 'a' names itself in 'successor'"),
        (":aliases: b\n", "", "the name 'b' of project 'a' (a:3) is the id of project 'b' (b:3)"),
        (":aliases: Urn\n", ":aliases: Urn\n", "the name 'Urn' is claimed by project a and project b (a:3 and b:3)"),
    ],
)
def test_what_contradicts_itself_is_one_warning_with_both_places(handbook, first, second, said):
    (warning,) = handbook.write(index=START, a=project("a", first), b=project("b", second)).build().warnings
    assert said in warning
    assert warning.startswith(("a.md:3: ", "b.md:3: "))


def test_a_page_that_is_deleted_is_missed_by_each_that_points_at_it(handbook):
    text = (
        "{project}`b`\n\n:::{chronology}\n:project: b\n:::\n\n## Talk\n\n:::{session}\n:id: talk\n:projects: b\n:::\n"
    )
    handbook.write(index=START, a=f"# A\n\n{text}", b=project("b"))
    assert handbook.build(out="edited").warnings == []
    (handbook.source / "b.md").unlink()
    edited = handbook.build(out="edited")
    places = [warning.partition(": WARNING: ")[::2] for warning in edited.warnings]
    assert sorted((place, said.split("[")[0].strip()) for place, said in places) == [
        ("a.md:11", "session option 'projects' names an unknown project 'b'"),
        ("a.md:3", "unknown project 'b'"),
        ("a.md:5", "chronology: unknown project 'b'"),
    ]
    assert edited.files() == handbook.build(out="clean").files()
