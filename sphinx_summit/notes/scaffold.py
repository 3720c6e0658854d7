"""The pages around the notes: indexes, projects, the start page, conf.py. All of them text of ours."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_summit.model.kinds import KINDS
from sphinx_summit.notes.writer import made_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_summit.model.records import Project

_TITLES = {
    "en": {kind.plural: kind.titles for kind in KINDS.values()} | {"handbook": "Handbook", "notes": "Other notes"},
    "ja": {
        "events": "イベント", "sessions": "発表", "projects": "プロジェクト", "releases": "リリース",
        "people": "人", "organizations": "組織", "questions": "質問", "handbook": "ハンドブック",
        "notes": "その他のメモ",
    },
}  # fmt: skip


def title_of(language: str, plural: str) -> str:
    """The title of an index page."""
    return _TITLES.get(language, _TITLES["en"])[plural]


_SCRIPTS = {"kana": r"[\u3041-\u30fa]", "han": r"[\u4e00-\u9fff]", "hangul": r"[\uac00-\ud7a3]", "latin": "[A-Za-z]"}


def scripts_of(text: str) -> Counter[str]:
    """How many characters of each script a text has."""
    return Counter({name: len(re.findall(pattern, text)) for name, pattern in _SCRIPTS.items()})


def language_of(scripts: Counter[str]) -> str:
    """The language of notes, by their script: ja, ko, zh_CN, else en."""
    kana, han, hangul, letters = (scripts[name] for name in ("kana", "han", "hangul", "latin"))
    if hangul > max(kana, han) and hangul * 4 > letters:
        return "ko"
    if kana * 10 > han and (kana + han) * 4 > letters and kana:
        return "ja"
    return "zh_CN" if han * 4 > letters and han else "en"


def events_index(language: str, pages: Sequence[str], others: Sequence[str]) -> str:
    """All events, by the pages of their notes in order, then the notes without an event."""
    text = kind_index(language, "event", pages)
    if others:
        text += f"\n## {title_of(language, 'notes')}\n\n" + _toctree(others)
    return text


def _toctree(pages: Iterable[str], *options: str) -> str:
    rows = [f"/{page}" for page in pages]
    return "\n".join(["```{toctree}", ":maxdepth: 1", *options, "", *rows, "```", ""])


def kind_index(language: str, kind: str, pages: Sequence[str] = ()) -> str:
    """A directory of a kind, and the pages of its objects."""
    text = f"# {title_of(language, KINDS[kind].plural)}\n\n:::{{directory}}\n:kind: {kind}\n:::\n"
    return text + ("\n" + _toctree(pages, ":hidden:") if pages else "")


def project_page(project: Project) -> str:
    """A project and its chronology."""
    return (
        f"# {made_text(project.name)}\n\n:::{{project}}\n:id: {project.id}\n:::\n\n"
        f":::{{chronology}}\n:project: {project.id}\n:::\n"
    )


def start_page(language: str, name: str) -> str:
    """`index.md`, which is the user's from then on."""
    pages = [f"{kind.plural}/index" for kind in KINDS.values()]
    title = made_text(name) or title_of(language, "handbook")
    return f"# {title}\n\n:::{{directory}}\n:kind: event\n:::\n\n" + _toctree(pages)


def conf_py(language: str, name: str, year: str, registries: Sequence[str]) -> str:
    """`conf.py`, which is the user's from then on."""
    lines = [
        f"project = {name!r}",
        f"version = {year or '1'!r}",
        f"copyright = {(year + ', ' if year else '') + 'the authors of the notes'!r}",
        f"language = {language!r}",
        'extensions = ["myst_parser", "sphinx_design", "sphinx_summit"]',
        'myst_enable_extensions = ["colon_fence"]',
        'primary_domain = "summit"',
        'html_theme = "summit"',
        f"summit_data = [{', '.join(map(_quoted, registries))}]",
        'exclude_patterns = ["build", "_build"]',
    ]
    return "\n".join(line.replace("'", '"') if '"' not in line else line for line in lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{text}"'


READTHEDOCS = """\
version: 2
build:
  os: ubuntu-24.04
  tools:
    python: "3.12"
  jobs:
    post_install:
      - pip install "sphinx-summit[ja]"
    build:
      pdf:
        - python -m sphinx -b summitpdf . build/pdf
        - mkdir -p "$READTHEDOCS_OUTPUT/pdf" && cp build/pdf/*.pdf "$READTHEDOCS_OUTPUT/pdf/"
sphinx:
  configuration: conf.py
formats: [pdf]
"""

REVIEW = """\
# Answers to the guesses of `sphinx-summit import`, which hold for every later import. `sphinx-summit review` adds
# them; you may write and change them too (then: `sphinx-summit review --apply`). Of two to one guess the last holds.
#
# [[answer]]
# file = "trip.md"           # the note, below the folder that was given to the import
# line = 3                   # where the guess stood; lines may shift
# kind = "dates"             # event, same-event, dates, city, session, speaker, …
# seen = "2013-11"           # what was guessed
# answer = "other"           # accept, other or no
# value = "2013-11-05/2013-11-08"
"""
