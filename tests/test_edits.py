"""Any sequence of edits: after each, an incremental build equals a clean one."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import CONF, Handbook

WORDS = ["Nova", "Quantum", "Neutron", "swift", "Juno", "例田 花子", "nova-network", "ふつうの文。", "plain words"]
VIEWS = ["chronology}\n:project: neutron", "mentions}\n:project: nova", "sessions}\n:style: cards",
         "directory}\n:kind: person", "directory}\n:kind: project", "directory}\n:kind: question"]  # fmt: skip


class Writer:
    """A handbook that changes at random, always well formed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.handbook = Handbook(folder)
        self.handbook.conf = CONF + 'summit_data = ["openstack"]\n'
        self.pages: dict[str, str] = {}
        for name in ("a", "b", "c"):
            self.pages[name] = self._event_page(name)
        self.pages["views"] = self._view_page()
        self._save()

    def _sentence(self) -> str:
        return " ".join(self.random.sample(WORDS, 3)) + "。"

    def _event_page(self, name: str) -> str:
        date = self.random.choice(["unknown", "2012-10-15", "2014-05", "2017-11-06/2017-11-08"])
        blocks = [f"# Event {name} {self.random.choice(WORDS)}", f":::{{event}}\n:id: {name}\n:dates: {date}\n:::"]
        for number in range(self.random.randrange(3)):
            speaker = self.random.choice(["例田 花子", "見本 太郎 (Example Corp.)", "Jane Doe (Example Corp.)"])
            blocks += [
                f"## {self._sentence()}",
                f":::{{session}}\n:id: {name}-{number}\n:speakers: {speaker}\n:projects: swift\n:::",
                f"{self._sentence()} {{release}}`juno` {{project}}`neutron`",
                f"::::{{question}} {self._sentence()}\nYes.\n::::",
            ]
        return "\n\n".join([*blocks, self._sentence()]) + "\n"

    def _view_page(self) -> str:
        chosen = self.random.sample(VIEWS, 3)
        return "# Views\n\n" + "\n\n".join(f":::{{{view}\n:::" for view in chosen) + "\n"

    def _save(self) -> None:
        for old in self.handbook.source.glob("*.md"):
            if old.stem not in {*self.pages, "index"}:
                old.unlink()
        listed = "\n".join(sorted(self.pages))
        for name, text in {**self.pages, "index": f"# Start\n\n```{{toctree}}\n{listed}\n```\n"}.items():
            path = self.handbook.source / f"{name}.md"
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")

    def edit(self) -> None:
        kind = self.random.choice(["rewrite", "rewrite", "views", "add", "remove", "append"])
        names = [name for name in self.pages if name != "views"]
        if kind == "views":
            self.pages["views"] = self._view_page()
        elif kind == "add":
            name = self.random.choice("defgh")
            self.pages[name] = self._event_page(name)
        elif kind == "remove" and len(names) > 1:
            del self.pages[self.random.choice(names)]
        else:
            name = self.random.choice(names)
            appended = self.pages[name] + f"\n{self._sentence()}\n"
            self.pages[name] = appended if kind == "append" else self._event_page(name)
        self._save()


@pytest.mark.parametrize("builder", ["html", "text"])
@settings(
    max_examples=int(os.environ.get("SUMMIT_EDIT_SEQUENCES", "3")),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
)
@given(seed=st.integers(0, 2**32))
def test_an_incremental_build_equals_a_clean_one_after_any_edits(builder, seed):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "handbook")
        source.mkdir()
        writer = Writer(source, seed)
        writer.handbook.build(builder, out="edited")
        for step in range(3):
            writer.edit()
            edited = writer.handbook.build(builder, out="edited")
            clean = writer.handbook.build(builder, out=f"clean-{step}")
            assert edited.warnings == clean.warnings == []
            assert edited.files() == clean.files()
