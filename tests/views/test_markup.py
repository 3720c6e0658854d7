"""What is drawn as HTML is what Sphinx writes of the same nodes, byte for byte, and is found by the search as well."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_summit import views

if TYPE_CHECKING:
    from tests.conftest import Handbook

DEMO = Path(__file__).parents[2] / "demo" / "handbook"

PAGES = {
    "index": """
        # Index

        ```{toctree}
        events
        lists
        ```
        """,
    "events": """
        # Tea & <Code>

        :::{event}
        :id: tea
        :dates: 2014-05-12/2014-05-13
        :url: https://example.org/?a=1&b=2
        :::

        ## "Quotes" & <tags> with Nova

        :::{session}
        :id: quotes
        :day: 2014-05-12
        :start: 10:00
        :speakers: Ann "A" Example (R&D <Corp>); Bo@example
        :projects: nova
        :slides: https://example.org/"x"
        :::

        It is about {project}`nova`.

        ## Nothing known

        :::{session}
        :id: nothing
        :::
        """,
    "lists": """
        # Lists

        :::{project} Nova
        :id: nova
        :former: quantum (until 2013-06-19)
        :::

        :::{sessions}
        :style: table
        :columns: when, session, speakers, projects, releases, event, room, track
        :::

        :::{sessions}
        :style: cards
        :caption: All & more
        :::

        :::{directory}
        :kind: person
        :::

        :::{directory}
        :kind: organization
        :::

        :::{chronology}
        :project: nova
        :::

        - within a list

          :::{sessions}
          :::
        """,
}


def test_drawn_html_is_what_sphinx_writes(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    _assert_same(handbook.write(**PAGES), monkeypatch)


def test_drawn_html_is_what_sphinx_writes_of_the_demo(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DEMO, handbook.source, dirs_exist_ok=True)
    handbook.conf = (DEMO / "conf.py").read_text(encoding="utf-8")
    _assert_same(handbook, monkeypatch)


def _assert_same(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[views.Drawn] = []
    draw = views.Drawn.of
    monkeypatch.setattr(views.Drawn, "of", lambda *what: made.append(draw(*what)) or made[-1])
    drawn = handbook.build(out="drawn").files()
    assert len(made) > 5
    monkeypatch.setattr(views, "_writes_as_sphinx", lambda _app: False)
    written = handbook.build(out="written").files()
    assert drawn.keys() == written.keys()
    assert [name for name in written if drawn[name] != written[name]] == []
