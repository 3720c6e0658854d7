"""Rows of long lists are kept from build to build, and never stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_summit.views import kept, sessions
from tests.checksums import forget_checksums

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Handbook

SESSION = """
## {title}

:::{{session}}
:id: s{number}
:day: 2014-05-{day:02}
:speakers: {speaker}
:projects: nova
:::
"""
EVENT = "# Summit\n\n:::{event}\n:id: e1\n:dates: 2014-05-01/2014-05-28\n:::\n"
LISTS = """
# Lists

:::{project} Nova
:id: nova
:::

:::{sessions}
:style: table
:::

:::{sessions}
:style: cards
:::

:::{sessions}
:project: nova
:::

:::{directory}
:kind: person
:::
"""
COUNT = 12


def page_of(titles: dict[int, str] | None = None, speakers: dict[int, str] | None = None) -> str:
    texts = [
        SESSION.format(
            title=(titles or {}).get(number, f"Talk & {number}"),
            speaker=(speakers or {}).get(number, "Ann Example"),
            number=number,
            day=number + 1,
        )
        for number in range(COUNT)
    ]
    return "\n".join([EVENT, *texts])


@pytest.fixture
def long_lists(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    monkeypatch.setattr(kept, "_MANY", 1)
    index = "# Start\n\n```{toctree}\nsummit\nlists\n```\n"
    return handbook.write(index=index, summit=page_of(), lists=LISTS)


def built_after(handbook: Handbook, **pages: str) -> None:
    """Whether a build after an edit equals a clean one."""
    forget_checksums()
    edited, clean = handbook.write(**pages).build(out="edited").files(), handbook.build(out="clean", fresh=True).files()
    assert [name for name in edited.keys() | clean.keys() if edited.get(name) != clean.get(name)] == []


@pytest.mark.parametrize(
    "page",
    [
        page_of(titles={3: "Another <title>"}),
        page_of(titles={3: "Cinder, not Nova"}),
        page_of(speakers={3: "Bo Example (Example Corp.)"}),
        page_of().replace("2014-05-05", "2014-05-20"),
        page_of().replace(":id: s4", ":id: s4-new"),
        EVENT,
    ],
)
def test_lists_with_kept_rows_equal_a_clean_build(long_lists, page):
    long_lists.build(out="edited")
    built_after(long_lists, summit=page)


def test_after_a_changed_title_one_row_of_each_list_is_drawn(long_lists, monkeypatch):
    long_lists.build(out="edited")
    long_lists.write(summit=page_of(titles={3: "Another title"}))
    drawn = count_calls(monkeypatch, "_item")
    edited = long_lists.build(out="edited")
    assert len(drawn) == 2  # as a card, and in the project's list
    assert "Another title" in edited.read("lists.html")


def count_calls(monkeypatch: pytest.MonkeyPatch, function: str) -> list[object]:
    calls: list[object] = []
    original: Callable[..., object] = getattr(sessions, function)
    monkeypatch.setattr(sessions, function, lambda *given: calls.append(given) or original(*given))
    return calls


def test_rows_follow_the_language_and_the_addresses_of_pages(long_lists):
    long_lists.build(out="edited")
    long_lists.conf += 'language = "ja"\n'
    built_after(long_lists)
    long_lists.conf += 'html_link_suffix = ".htm"\n'
    built_after(long_lists)


def test_rows_that_cannot_be_read_are_drawn(long_lists):
    build = long_lists.build(out="edited")
    [rows] = build.out.parent.rglob("lists.rows")
    rows.write_text('[{"broken', encoding="utf-8")
    built_after(long_lists, summit=page_of(titles={3: "Another title"}))


def test_rows_of_deleted_pages_are_removed(long_lists):
    build = long_lists.build(out="edited")
    (long_lists.source / "lists.md").unlink()
    built_after(long_lists, index="# Start\n\n```{toctree}\nsummit\n```\n")
    assert not [*build.out.parent.rglob("*.rows")]
