"""The same handbook, made up from a seed, in four ways of writing it.

| way     | what it is                                                                                   |
|---------|----------------------------------------------------------------------------------------------|
| floor   | the sessions' titles and texts, nothing else: what Sphinx and MyST take for the pages alone   |
| summit  | objects, names in prose, a list page per kind                                                |
| by-hand | plain MyST: facts, targets, links and the same list pages written out                         |
| needs   | sphinx-needs: needs with tags, needtable and needlist for the list pages                      |
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_PROJECTS = (
    "Nova Neutron Swift Cinder Glance Keystone Horizon Blazar Kolla Octavia Trove Sahara Ironic Zun Manila Designate "
    "Barbican Mistral Zaqar Tacker Vitrage Cyborg Masakari Placement Senlin Freezer Karbor Congress Murano Solum "
    "Watcher Adjutant Storlets Winstackers Rally Tempest Oslo Requirements Bifrost Kuryr Fuxi Dragonflow Tricircle "
    "Valence Valet Nimble Gluon Craton Almanach Panko Gnocchi Aodh Cloudkitty Searchlight Ceilometer Monasca Tripleo "
    "Charms Loci Telemetry"
)
_RELEASES = (
    "austin bexar cactus diablo essex folsom grizzly havana icehouse juno kilo liberty mitaka newton ocata pike queens "
    "rocky stein train ussuri victoria wallaby xena yoga zed antelope bobcat caracal dalmatian"
)
_WORDS = (
    "分散 仮想 ルーター を 試す 移行 手順 止めない 運用 監視 障害 cluster latency storage performance upgrade the of "
    "and to with network node tenant quota backlog schedule 権限 更新 検証 構成 自動化 の は が rollback capacity"
)
PROJECTS, RELEASES, WORDS = _PROJECTS.split(), _RELEASES.split(), _WORDS.split()
_SYLLABLES = "ba den cor lim tas ver pro net sul mar tion ing ed er al ist con re de in".split()  # noqa: SIM905
_CHARACTERS = "機能検証構成更新権限設定配置回復切替監査計測保存経路負荷分散自動手順共有利用開発者の件とは"
SESSIONS_A_PAGE = 20


@dataclass(frozen=True)
class Session:
    """One made-up session."""

    id: str
    title: str
    people: tuple[str, ...]
    organization: str
    start: str
    room: str
    projects: tuple[str, ...]
    release: str
    text: str


def make_up(count: int) -> list[Session]:
    """The same sessions for every way and every run."""
    chance = random.Random(1)
    people = [f"Speaker{number:05}" for number in range(max(3, count // 3))]
    return [
        Session(
            id=f"s{number}",
            title=f"{chance.choice(PROJECTS)} {' '.join(chance.choices(WORDS, k=4))} {number}",
            people=tuple(chance.sample(people, chance.choice((1, 1, 2)))),
            organization=f"Company{chance.randrange(50)}",
            start=f"{9 + number % 9:02}:{10 * (number % 6):02}",
            room=f"Room {number % 7}",
            projects=tuple(chance.sample(PROJECTS, chance.randint(2, 4))),
            release=chance.choice(RELEASES),
            text=_text(chance),
        )
        for number in range(count)
    ]


def _text(chance: random.Random) -> str:
    """A paragraph, a list and a paragraph of 120 words; few are frequent and most are rare, as in any text."""
    words = [_word(chance) for _ in range(120)]
    points = "\n".join(f"- {' '.join(words[start : start + 12])}" for start in range(36, 84, 12))
    return f"{' '.join(words[:36])}.\n\n{points}\n\n{' '.join(words[84:])}."


def _word(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.03:
        return chance.choice(PROJECTS)
    if kind < 0.5:
        return chance.choice(WORDS)
    rare = random.Random(int(chance.paretovariate(0.5)) % 20_000)
    return "".join(rare.choices(_SYLLABLES, k=3)) if rare.random() < 0.6 else "".join(rare.choices(_CHARACTERS, k=4))


# -- ways of writing -------------------------------------------------------------------------------

CONF = """\
project = "Handbook"
version = "1"
copyright = "nobody"
html_theme = "basic"
exclude_patterns = ["build"]
myst_enable_extensions = ["colon_fence"]
"""


def _conf(*extensions: str, more: str = "") -> str:
    return f"{CONF}extensions = {['myst_parser', *extensions]}\n{more}"


def _floor(session: Session) -> str:
    return f"## {session.title}\n\n{session.text}\n"


def _summit(session: Session) -> str:
    speakers = "; ".join(f"{person} ({session.organization})" for person in session.people)
    projects = ", ".join(project.lower() for project in session.projects)
    return (
        f"## {session.title}\n\n:::{{session}}\n:id: {session.id}\n:start: {session.start}\n:room: {session.room}\n"
        f":speakers: {speakers}\n:projects: {projects}\n:releases: {session.release}\n:::\n\n{session.text}\n"
    )


def _by_hand(session: Session) -> str:
    people = ", ".join(f"[{person}](#person-{person.lower()})" for person in session.people)
    projects = ", ".join(f"[{project}](#project-{project.lower()})" for project in session.projects)
    return (
        f"(session-{session.id})=\n## {session.title}\n\n- Time: {session.start}\n- Room: {session.room}\n"
        f"- Speakers: {people} ({session.organization})\n- Projects: {projects}\n"
        f"- Releases: [{session.release}](#release-{session.release})\n\n{session.text}\n"
    )


def _needs(session: Session) -> str:
    tags = ", ".join([*(project.lower() for project in session.projects), session.release])
    return (
        f"```{{session}} {session.title}\n:id: {session.id.upper()}\n:tags: {tags}\n:start: {session.start}\n"
        f":room: {session.room}\n:speakers: {', '.join(session.people)}\n\n{session.text}\n```\n"
    )


def _summit_lists(_sessions: list[Session]) -> dict[str, str]:
    def listed(kind: str, names: list[str]) -> str:
        return "\n\n".join(
            f"## {name.title()}\n\n:::{{{kind}}}\n:id: {name.lower()}\n:::\n\n"
            f":::{{sessions}}\n:{kind}: {name.lower()}\n:::"
            for name in names
        )

    return {
        "sessions": "# Sessions\n\n:::{sessions}\n:style: table\n:::\n",
        "people": "# People\n\n:::{directory}\n:kind: person\n:::\n",
        "projects": f"# Projects\n\n{listed('project', PROJECTS)}\n",
        "releases": f"# Releases\n\n{listed('release', RELEASES)}\n",
    }


def _by_hand_lists(sessions: list[Session]) -> dict[str, str]:
    def link(session: Session) -> str:
        return f"[{session.title}](#session-{session.id})"

    def listed(kind: str, has: Callable[[Session], tuple[str, ...]]) -> str:
        rows: dict[str, list[str]] = {}
        for session in sessions:
            for name in has(session):
                people = ", ".join(f"[{person}](#person-{person.lower()})" for person in session.people)
                rows.setdefault(name, []).append(f"- {link(session)} {'' if kind == 'person' else people}")
        return "\n\n".join(f"({kind}-{name.lower()})=\n## {name}\n\n" + "\n".join(rows[name]) for name in sorted(rows))

    head = "| Time | Session | Speakers |\n|---|---|---|\n"
    table = "\n".join(f"| {s.start} | {link(s)} | {', '.join(s.people)} |" for s in sessions)
    return {
        "sessions": f"# Sessions\n\n{head}{table}\n",
        "people": f"# People\n\n{listed('person', lambda s: s.people)}\n",
        "projects": f"# Projects\n\n{listed('project', lambda s: s.projects)}\n",
        "releases": f"# Releases\n\n{listed('release', lambda s: (s.release,))}\n",
    }


def _needs_lists(_sessions: list[Session]) -> dict[str, str]:
    def listed(names: list[str]) -> str:
        return "\n\n".join(f"## {name.title()}\n\n```{{needlist}}\n:tags: {name.lower()}\n```" for name in names)

    return {
        "sessions": "# Sessions\n\n```{needtable}\n:style: table\n:columns: start, title, speakers\n```\n",
        "people": "# People\n\n```{needtable}\n:style: table\n:columns: speakers, title\n:sort: speakers\n```\n",
        "projects": f"# Projects\n\n{listed(PROJECTS)}\n",
        "releases": f"# Releases\n\n{listed(RELEASES)}\n",
    }


@dataclass(frozen=True)
class Way:
    """How a handbook is written: its conf.py, a session, the list pages, the text under a page's title."""

    conf: str
    session: Callable[[Session], str]
    lists: Callable[[list[Session]], dict[str, str]]
    event: str = ""


_NEEDS_CONF = """\
needs_types = [{"directive": "session", "title": "Session", "prefix": "S", "color": "#fff", "style": "node"}]
needs_fields = {"start": {"nullable": True}, "room": {"nullable": True}, "speakers": {"nullable": True}}
needs_id_regex = "^[A-Z0-9_]+"
"""

WAYS: dict[str, Way] = {
    "floor": Way(_conf(), _floor, lambda _sessions: {}),
    "summit": Way(
        _conf("sphinx_summit", more='primary_domain = "summit"\n'),
        _summit,
        _summit_lists,
        "\n:::{event}\n:id: e%d\n:dates: 2014-05-%02d\n:::\n",
    ),
    "by-hand": Way(_conf(), _by_hand, _by_hand_lists),
    "needs": Way(_conf("sphinx_needs", more=_NEEDS_CONF), _needs, _needs_lists),
}


def write_handbook(way: Way, sessions: list[Session], folder: Path) -> None:
    """Write the pages: one for twenty sessions, the list pages, a table of contents."""
    pages = dict(way.lists(sessions))
    for start in range(0, len(sessions), SESSIONS_A_PAGE):
        number = start // SESSIONS_A_PAGE
        event = way.event % (number, number % 28 + 1) if way.event else ""
        texts = [way.session(session) for session in sessions[start : start + SESSIONS_A_PAGE]]
        pages[f"event{number}"] = "\n".join([f"# Event {number}\n{event}", *texts])
    listed = "\n".join(pages)
    pages["index"] = f"# Handbook\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(way.conf, encoding="utf-8")
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
