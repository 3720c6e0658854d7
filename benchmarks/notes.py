"""Notes to import: reports in Markdown, saved web pages, and a folder of many."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROSE = (
    "the scheduler of nova is being reworked and operators said that the upgrade takes too long so we should try a "
    "rolling one with `nova-compute` first **before** the _next_ release see [the design](https://example.org/specs/1) "
    "or https://example.org/x?y=1 for 50% of the snake_case_names"
)
ENGLISH = PROSE.split()
JAPANESE = ["スケジューラの改善について、課題とロードマップが紹介された。", "質問では移行の手順が聞かれた。"]


def words(random_: random.Random, least: int, most: int) -> str:
    """Some words of English prose, with the marks that notes have."""
    return " ".join(random_.choice(ENGLISH) for _ in range(random_.randint(least, most)))


def note(size: int, seed: int = 1) -> str:
    """A report of about so many bytes: sessions with prose, nested lists, code, quotations and tables."""
    chance = random.Random(seed)
    parts = ["# Report from the Example Summit 2019\n"]
    length = 0
    while length < size:
        number = chance.randint(1, 999)
        part = [f"\n## Session {number}: Scaling the thing (Ann Example, Example Corp.)\n"]
        part += [f"\n{words(chance, 30, 50)}\n{words(chance, 9, 20)}.\n" for _ in range(chance.randint(1, 3))]
        part.append("\n")
        for _ in range(chance.randint(3, 9)):
            part.append(f"- {words(chance, 3, 15)}\n")
            if chance.random() < 0.4:
                part.append(f"  - {chance.choice(JAPANESE)}\n")
        if chance.random() < 0.3:
            part.append("\n```console\n$ openstack server list\n| a | b |\n```\n")
        if chance.random() < 0.2:
            part.append(f"\n> {words(chance, 20, 20)}\n")
        if chance.random() < 0.2:
            part.append("\n| a | b |\n|---|---|\n| c `x` | d |\n")
        parts.append("".join(part))
        length += len(parts[-1].encode())
    return "".join(parts)


NAVIGATION = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Page {n}</a></li>" for n in range(60)) + "</ul></nav>"


def paragraph(chance: random.Random) -> str:
    """A paragraph of HTML, with the marks that pages have."""
    link = f"<a href='https://example.org/{chance.randint(1, 999)}'>{plain(chance, 2)}</a>"
    return (
        f"<p class='x'>{plain(chance, 25)}, {link} <strong>{plain(chance, 2)}</strong> &amp; {plain(chance, 12)}.</p>\n"
    )


def plain(chance: random.Random, count: int) -> str:
    """So many words without marks."""
    return " ".join(word.strip("`*_[]()") for word in chance.choices(ENGLISH[:20], k=count))


def items(chance: random.Random) -> str:
    """A list, some of whose items hold another."""
    nested = f"<ul><li><em>{plain(chance, 4)}</em></li></ul>"
    return "<ul>" + "".join(f"<li>{plain(chance, 8)}{nested * (n % 3 == 2)}</li>\n" for n in range(5)) + "</ul>"


TABLE = "<table><tr><th>Time</th><th>Room</th></tr><tr><td>9:00</td><td>Hall A</td></tr></table>\n"


def sections(chance: random.Random) -> Iterator[str]:
    """The sessions of a page, without an end."""
    number = 0
    while True:
        number += 1
        title = f"<h2 id='s{number}'>Talk {number} on {plain(chance, 4)} (Ann Example, Example Corp.)</h2>\n"
        body = "".join(paragraph(chance) for _ in range(chance.randint(1, 4)))
        table = TABLE if chance.random() < 0.2 else ""
        yield f"<div class='section'><div class='inner'>{title}{body}{items(chance)}{table}</div></div>\n"


def posts(chance: random.Random) -> Iterator[str]:
    """The posts of a blog's index, without an end."""
    number = 0
    while True:
        number += 1
        talks = "".join(
            f"<h3>Talk of {plain(chance, 4)} by Ann Example</h3>{paragraph(chance)}{items(chance)}" for _ in range(4)
        )
        yield (
            f"<article class='post'><header><h2><a href='/{number}'>Example Meetup {number} report</a></h2></header>"
            f"<div class='entry'>{talks}</div><footer>Posted in <a href='/t'>events</a></footer></article>\n"
        )


def web_page(size: int, parts: Iterator[str]) -> str:
    """A whole page of about so many characters, with its navigation."""
    body: list[str] = []
    length = 0
    while length < size:
        body.append(next(parts))
        length += len(body[-1])
    return (
        "<!DOCTYPE html><html lang='en'><head><title>Example Summit 2019 report</title><style>p{x:y}</style></head>"
        f"<body><header>{NAVIGATION}</header><div id='wrap'><main><h1>Example Summit 2019 report</h1>{''.join(body)}"
        f"</main><aside>{NAVIGATION}</aside></div><footer>Imprint</footer></body></html>"
    )


def report(number: int) -> str:
    """One of many small notes, on an event of its own, with three people whom no other names."""
    chance = random.Random(number)

    def name() -> str:
        return "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4)).capitalize()

    parts = [f"# {name()} Meetup {1990 + number % 30} report\n"]
    for _ in range(3):
        parts.append(f"\n## {plain(chance, 5).capitalize()} ({name()} {name()}, {name()} Corp.)\n\n")
        parts += [f"- {words(chance, 8, 14)}\n" for _ in range(8)]
    return "".join(parts)


def write_many(folder: Path, count: int) -> None:
    """A folder of so many notes."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:05}.md").write_text(report(number), encoding="utf-8")
