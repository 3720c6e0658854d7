"""Any sequence of edits: after each, an edited build equals a clean one, file by file.

HTML and text, each serial and parallel, and one more builder in each sequence. A few short sequences here;
SUMMIT_EDIT_SEQUENCES and SUMMIT_EDITS set their number and length for a long run (`tox -e nightly`), and
`--hypothesis-seed` one of several runs at a time. What was found prints as a sequence of calls.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.checksums import forget_checksums
from tests.conftest import CONF, Build, Handbook

WORDS = [
    "Nova",
    "Quantum",
    "Neutron",
    "swift",
    "Juno",
    "例田 花子",
    "nova-network",
    "ふつうの文。",
    "plain words",
    "Zun",
]
SPEAKERS = ["例田 花子", "見本 太郎 (Example Corp.)", "Jane Doe (Example Corp.); 例田 花子"]
VIEWS = ["chronology}\n:project: neutron", "mentions}\n:project: nova", "sessions}\n:style: cards",
         "sessions}\n:style: table\n:person: 例田 花子", "directory}\n:kind: person", "directory}\n:kind: project",
         "directory}\n:kind: question", "directory}\n:kind: event"]  # fmt: skip
REFERENCES = ["{ref}`label-a`", "{ref}`see <label-b>`", "{doc}`a`", "[](a.md)", "[](notes/b.md)", "[](#label-c)",
              "{numref}`figure-a`", "{term}`wheel`", "{session}`a-0`", "{project}`neutron`", "{release}`juno`",
              "{any}`label-b`", "![](art/one/logo.png)", "![](art/two/logo.png)", "{download}`art/one/logo.png`",
              "{py:func}`turn`", "[](paper.pdf)", "{download}`paper.pdf`", "{eq}`sum`"]  # fmt: skip
NAMES = ["a", "notes/b", "c", "notes/d", "e"]
OPTIONS = ['summit_autolink = "none"', 'summit_autolink = "all"', 'summit_autolink_kinds = ["person"]', "numfig = True",
           'html_theme = "summit"', 'html_theme = "alabaster"', 'html_title = "Another"', 'language = "ja"',
           'summit_exports = ["summit.json"]', 'html_static_path = ["static"]', 'html_extra_path = ["static"]',
           'html_static_path = ["static"]\nhtml_css_files = ["own.css"]',
           'html_baseurl = "https://example.org/"', "summit_drafts = True", 'summit_data = ["own.toml"]',
           'html_copy_source = False', 'suppress_warnings = ["toc"]']  # fmt: skip
ROWS = [
    '[[project]]\nid = "neutron"\nservice = "Nets"\n',
    '[[project]]\nid = "neutron"\nname = "The Neutron"\naliases = ["plain words"]\n',
    '[[person]]\nid = "hanako"\nname = "例田 花子"\nreading = "れいだ はなこ"\n',
    '[[project]]\nid = "zun"\nname = "Zun"\nformerly = ["nova"]\n',
    '[[release]]\nid = "juno"\nname = "Juno"\nversion = "2014.2"\n',
]
MORE_BUILDERS = ["dirhtml", "singlehtml", "latex", "summittypst"]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a347d6b0000000049454e44ae426082"
)

names = st.sampled_from(NAMES)
sentences = st.lists(st.sampled_from(WORDS + REFERENCES), min_size=1, max_size=4).map(
    lambda words: " ".join(words) + "。"
)
dates = st.sampled_from(["unknown", "2012-10-15", "2014-05", "2017-11-06/2017-11-08"])


@st.composite
def pages(draw: st.DrawFn, name: str) -> str:
    """The text of a page about an event."""
    id_ = name.rpartition("/")[2]
    figure = f":::{{figure}} /art/one/logo.png\n:name: figure-{id_}\n\nA drawing\n:::"
    title = f"# Event {id_} {draw(st.sampled_from(WORDS))}"
    blocks = [f"(label-{id_})=\n{title}", f":::{{event}}\n:id: {id_}\n:dates: {draw(dates)}\n:::"]
    for number in range(draw(st.integers(0, 2))):
        blocks += [
            f"## {draw(st.sampled_from(WORDS))} {number}",
            f":::{{session}}\n:id: {id_}-{number}\n:speakers: {draw(st.sampled_from(SPEAKERS))}\n:projects: swift\n:::",
            draw(sentences),
            f"::::{{question}} {draw(st.sampled_from(WORDS))}?\nYes.\n::::",
        ]
    extra = [
        figure,
        "```{glossary}\nwheel\n: It turns.\n```",
        "```{py:function} turn(wheel)\n```",
        "```{math}\n:label: sum\n\n1 + 1\n```",
        "```{include} /part.txt\n```",
        ":::{project}\n:id: neutron\n:::",
    ]
    if draw(st.booleans()):
        number = draw(st.integers(0, len(extra) - 1))
        blocks.append(("## Neutron\n\n" if number == 3 else "") + extra[number])
    return "\n\n".join([*blocks, draw(sentences)]) + "\n"


def difference(now: dict[str, bytes], then: dict[str, bytes]) -> str:
    """What is different, in few lines: names of files, and the first different lines."""
    if names := sorted(now.keys() ^ then.keys()):
        return f"only in one of both: {names}"
    different = [name for name in now if now[name] != then[name]]
    if not different:
        return ""
    both = [files[different[0]].decode(errors="replace").splitlines() for files in (then, now)]
    return "\n".join([f"different: {different}", *list(difflib.unified_diff(*both, "clean", "edited", n=0))[:12]])


def told(build: Build) -> set[str]:
    """The warnings, but those that name two pages with the same label, which one of them gets."""
    return {line for line in build.warnings if "other instance in" not in line}


class Edits(RuleBasedStateMachine):
    """A handbook that changes at random, always well formed, though its references may lead nowhere."""

    @initialize(another=st.sampled_from(MORE_BUILDERS), jobs=st.sampled_from([2, 4]), data=st.data())
    def create(self, another: str, jobs: int, data: st.DataObject) -> None:
        # Serial builds share one folder, and so one environment; parallel ones another.
        self.builds = {"html": (1, jobs), "text": (1, jobs), another: (1,)}
        self.clean_builds = 0
        self.folder = Path(tempfile.mkdtemp())
        self.handbook = Handbook(self.folder / "handbook")
        self.source = self.handbook.source
        for folder in ("one", "two"):
            (self.source / "art" / folder).mkdir(parents=True)
            (self.source / "art" / folder / "logo.png").write_bytes(PIXEL + folder.encode())
        (self.source / "static").mkdir()
        (self.source / "static" / "own.css").write_text("a {}\n", encoding="utf-8")
        self.listed = ["views", *NAMES[:3]]
        self.options: list[str] = []
        self._configure()
        self._write("own.toml", ROWS[0])
        self._write("views.md", "# Views\n")
        for name in NAMES[:3]:
            self.write_anew(name, data)
        self._list()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, name: str, text: str) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _page(self, name: str) -> Path:
        """The file of a page, which may have been deleted."""
        return self.source / f"{name}.md"

    def _there(self) -> list[str]:
        return [name for name in NAMES if self._page(name).exists()]

    def _configure(self) -> None:
        data = 'summit_data = ["openstack", "own.toml"]\nexclude_patterns = ["static"]\n'
        self.handbook.conf = CONF + data + "".join(f"{option}\n" for option in self.options)

    def _list(self) -> None:
        listed = "\n".join(self.listed)
        self._write(
            "index.md",
            f"# Start\n\n```{{toctree}}\n:numbered:\n\n{listed}\n```\n\n```{{toctree}}\n:glob:\n\nnotes/*\n```\n",
        )

    # -- edits -------------------------------------------------------------------------------------

    @rule(name=names, data=st.data())
    def write_anew(self, name: str, data: st.DataObject) -> None:
        self._write(f"{name}.md", data.draw(pages(name)))

    @rule(old=names, new=names)
    def copy(self, old: str, new: str) -> None:
        """Two pages with the same labels and ids."""
        if self._page(old).exists() and old != new:
            self._write(f"{new}.md", self._page(old).read_text(encoding="utf-8"))

    @rule(name=names)
    def relabel(self, name: str) -> None:
        """What one does to a copy: it gets labels and ids of its own, which lead to it when it is moved, too."""
        if self._page(name).exists():
            own = name.rpartition("/")[2]
            text = re.sub(r"(label-|figure-|:id: )\w+", rf"\g<1>{own}", self._page(name).read_text(encoding="utf-8"))
            self._write(f"{name}.md", text)

    @rule(old=st.sampled_from(WORDS), new=st.sampled_from(WORDS))
    def replace_everywhere(self, old: str, new: str) -> None:
        for name in self._there():
            self._write(f"{name}.md", self._page(name).read_text(encoding="utf-8").replace(old, new))

    @rule(name=names, is_draft=st.booleans())
    def withhold(self, name: str, is_draft: bool) -> None:
        if self._page(name).exists():
            text = self._page(name).read_text(encoding="utf-8").removeprefix("---\ndraft: true\n---\n")
            self._write(f"{name}.md", "---\ndraft: true\n---\n" * is_draft + text)

    @rule(name=names, id_=st.sampled_from(["a-0", "c-0"]))
    def rename_an_object(self, name: str, id_: str) -> None:
        if self._page(name).exists():
            text = self._page(name).read_text(encoding="utf-8")
            self._write(f"{name}.md", text.replace(f":id: {id_}\n", f":id: new-{id_}\n:formerly: {id_}\n"))

    @rule(name=names, sentence=sentences)
    def append(self, name: str, sentence: str) -> None:
        if self._page(name).exists():
            self._write(f"{name}.md", self._page(name).read_text(encoding="utf-8") + f"\n{sentence}\n")

    @rule(name=names, word=st.sampled_from(WORDS))
    def change_the_title(self, name: str, word: str) -> None:
        if self._page(name).exists():
            text = self._page(name).read_text(encoding="utf-8")
            self._write(f"{name}.md", text.replace("# Event", f"# {word} Event", 1))

    @rule(name=names)
    def delete(self, name: str) -> None:
        self._page(name).unlink(missing_ok=True)

    @rule(old=names, new=names)
    def move(self, old: str, new: str) -> None:
        """As `mv` does: the file keeps its time."""
        if self._page(old).exists():
            self._page(old).replace(self._page(new))

    @rule(one=names, other=names)
    def swap(self, one: str, other: str) -> None:
        if one != other and self._page(one).exists() and self._page(other).exists():
            self._page(one).replace(self.source / "between")
            self._page(other).replace(self._page(one))
            (self.source / "between").replace(self._page(other))

    @rule()
    def list_the_pages(self) -> None:
        self.listed = ["views", *self._there()]
        self._list()

    @rule(chosen=st.lists(st.sampled_from(VIEWS), max_size=3, unique=True))
    def show(self, chosen: list[str]) -> None:
        self._write("views.md", "# Views\n\n" + "\n\n".join(f":::{{{view}\n:::" for view in chosen) + "\n")

    @rule(rows=st.lists(st.sampled_from(ROWS), max_size=3, unique=True))
    def register(self, rows: list[str]) -> None:
        self._write("own.toml", "\n".join(rows))

    @rule(options=st.lists(st.sampled_from(OPTIONS), max_size=3, unique=True))
    def configure(self, options: list[str]) -> None:
        self.options = options
        self._configure()

    @rule(name=st.sampled_from(["static/own.css", "static/more.css", "paper.pdf", "part.txt"]), is_there=st.booleans())
    def change_a_file(self, name: str, is_there: bool) -> None:
        path = self.source / name
        if is_there:
            path.write_text("b {}\n", encoding="utf-8")
        else:
            path.unlink(missing_ok=True)

    # -- what must hold ----------------------------------------------------------------------------

    @invariant()
    def an_edited_build_equals_a_clean_one(self) -> None:
        self.clean_builds += 1
        for builder, numbers in self.builds.items():
            forget_checksums()
            clean = self.handbook.build(builder, out=f"clean-{self.clean_builds}-{builder}")
            for jobs in numbers:
                forget_checksums()
                edited = self.handbook.build(builder, out=f"edited-{jobs}", jobs=jobs)
                assert difference(edited.files(), clean.files()) == "", (builder, jobs)
                assert told(edited) <= told(clean), (builder, jobs)
            shutil.rmtree(clean.out.parent)


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=int(os.environ.get("SUMMIT_EDIT_SEQUENCES", "3")),
    stateful_step_count=int(os.environ.get("SUMMIT_EDITS", "4")),
    deadline=None,
    derandomize="SUMMIT_EDIT_SEQUENCES" not in os.environ,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
