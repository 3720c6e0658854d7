"""The programme that a note contains: lists and tables of times, titles and speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import (
    Credit,
    Heading,
    Item,
    Listing,
    Omitted,
    Paragraph,
    Run,
    SessionFacts,
    Table,
    Text,
)
from sphinx_summit.notes.recognise.people import Span, credit_of, read_people
from sphinx_summit.notes.recognise.seen import see_run, words_of
from sphinx_summit.notes.recognise.titles import ending_of, shared_forms
from sphinx_summit.notes.recognise.words import LISTS_TALKS, count_words, fold_label, format_of, is_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline

_CLOCK = (
    r"(\d{1,2}(?:[:：]|h(?=\d{2}\b)|\.(?=\d{2}\s*(?:Uhr|[-–—])))\d{2})"
    r"(?:\s*(?:Uhr|[AaPp]\.?[Mm]\b\.?))?"
)
TIME = re.compile(rf"\s*[~〜～]?\s*{_CLOCK}(?:\s*[-–—~〜～]\s*{_CLOCK})?\s*[|｜:：,、–-]?\s*")
_COLUMNS = {
    "time": """
        時間 時刻 開始 time start begin zeit uhrzeit heure horaire hora horario horário when
        время orario 时间 時間 時程 시간
    """,
    "title": """
        タイトル 発表タイトル 題名 発表 内容 演題 title talk session topic thema titel vortrag titre sujet título charla
        トーク セッション 演目 主题 主題 议题 議題 议程 議程 题目 題目 제목 주제 세션 발표내용
        subject lecture sesión sessão conférence exposé ponencia presentation présentation presentación palestra
        tema recurso programm programme activity event 日程安排 日程 内容 內容 доклад тема titolo
    """,
    "speaker": """
        発表者 登壇者 講演者 講師 演者 スピーカー 話者 氏名 名前 讲者 講者 主讲人 主講人 讲师 嘉宾 演讲者
        발표자 연사 speaker speakers presenter presenters who name wer referent referentin
        vortragender sprecher qui quién ponente ponentes conferencista expositor orador palestrante orateur
        intervenant intervenants conférencier lecturer докладчик спикер relatore
        oradores ponentes disertante vortragende
    """,
    "room": "会場 部屋 room raum salle sala track 会议室 장소",
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words.split()}
_BESIDE = re.compile(r"(?i)slides?|notes?|video|links?|folien|notizen|diapos?|スライド|資料|メモ|動画|幻灯|视频|자료")
"""What else a column about talks may hold."""
_LABEL = 40
_FEW = 3
_TIMED = 4
_FEWEST_WORDS = 2
_NAMED = 2
_MORE = re.compile(r"\s*[:：(（]")
_CELL = re.compile(r"(?:\\.|[^|\\])+")
_NO_LETTERS = re.compile(r"[\W_]+")
_SHORTEST = 6
"""So many letters of a title make it one that is found again."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a timetable: where each of its parts stands."""

    run: Run
    cells: dict[str, Run]


def fold_title(title: str) -> str:
    """A title as it is found again: letters and digits, case folded."""
    return _NO_LETTERS.sub("", title.casefold())


def listed_titles(outline: Outline, blocks: Iterable[Block]) -> dict[str, str]:
    """What lists and tables of the programme name: the folded title → the words about its speakers."""
    found: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Listing):
            for text in _timed(block):
                _add(found, words_of(outline, text))
        elif isinstance(block, Table):
            for row in rows_of(outline, block):
                title = see_run(outline, row.cells["title"]).text
                who = see_run(outline, row.cells["speaker"]).text if "speaker" in row.cells else ""
                found.setdefault(fold_title(title), who.strip())
    return {title: who for title, who in found.items() if len(title) >= _SHORTEST}


def _timed(listing: Listing) -> Iterator[Text]:
    for item in listing.items:
        if isinstance(item, Item):
            if item.text.runs:
                yield item.text
            for block in item.blocks:
                if isinstance(block, Listing):
                    yield from _timed(block)


def _add(found: dict[str, str], words: str) -> None:
    time = TIME.match(words)
    if not time:
        return
    rest = words[time.end() :].strip(" `:")
    ending = ending_of(rest)
    title = rest[: ending.start] if ending and ending.start > 0 else rest
    found.setdefault(fold_title(title), rest[ending.start :].strip(" ()（）") if ending and ending.start > 0 else "")


# -- tables ------------------------------------------------------------------------------------------------


def rows_of(outline: Outline, table: Table) -> list[Row]:
    """The rows of a table with columns for title and time or speaker; none of other tables.

    A column is known by its label, else by what most of its cells are. Where several columns hold titles, as those of
    rooms do, a row of the table is several; where no label is known the first row is one like the others.
    """
    rows = [_cells(outline, run) for run in table.rows]
    heads = [_column_of(see_run(outline, cell).text) for cell in rows[0]]
    heads += [""] * (max(map(len, rows)) - len(heads))
    first = {head: n for n, head in reversed([*enumerate(heads)])}
    columns = [head if first[head] == n else "" for n, head in enumerate(heads)]
    headless = not any(heads)
    data = [(run, cells) for run, cells in zip(table.rows, rows, strict=True) if run is not table.rows[1]]
    data = data if headless else data[1:]
    if "title" not in columns or not {"time", "speaker"} & set(columns):
        columns = _by_shape(outline, [cells for _, cells in data], columns)
    found = []
    for run, parts in data:
        cells = {name: cell for name, cell in zip(columns, parts, strict=False) if name and cell.end > cell.start}
        titles = [cell for name, cell in zip(columns, parts, strict=False) if name == "title" and cell.end > cell.start]
        found += [Row(run, {**cells, "title": title}) for title in titles]
    return found


def _by_shape(outline: Outline, rows: Sequence[Sequence[Run]], columns: Sequence[str]) -> list[str]:
    """What the columns of a programme hold: times, names, and longest of the rest titles; no titles in other tables."""
    if len(rows) < _FEW:
        return []
    texts = [
        [words for row in rows if n < len(row) and (words := see_run(outline, row[n]).text.strip())]
        for n in range(len(columns))
    ]

    def most(n: int, is_such: Callable[[str], object]) -> bool:
        return columns[n] in ("", "title") and sum(bool(is_such(text)) for text in texts[n]) > len(texts[n]) / 2

    def length(n: int) -> float:
        return sum(map(count_words, texts[n])) / max(len(texts[n]), 1)

    known = {column: n for n, column in enumerate(columns) if column}
    times = known.get("time", next((n for n in range(len(texts)) if most(n, TIME.fullmatch)), -1))
    names = known.get("speaker", next((n for n in range(len(texts)) if most(n, read_people)), -1))
    if times < 0 and names < 0:
        return []
    rest = [n for n in range(len(texts)) if n not in (times, names) and columns[n] in ("", "title")]
    longest = max(rest, key=lambda n: (columns[n] == "title", length(n)), default=-1)
    if longest < 0 or length(longest) < _FEWEST_WORDS:
        return []
    # Beside times alone, each column of titles is one of a room.
    titles = {longest} if names >= 0 or "title" in columns else {n for n in rest if length(n) >= length(longest) / 2}
    shapes = {times: "time", names: "speaker", **dict.fromkeys(titles, "title")}
    return [shapes.get(n, column if column != "title" else "") for n, column in enumerate(columns)]


def _column_of(label: str) -> str:
    """What a column holds, by its label, the first of two (`Thema/Folien`), or what its words end on (`Talk title`)."""
    known = _COLUMN_OF.get(fold_label(label)) or _COLUMN_OF.get(fold_label(re.split(r"[/／(（]", label)[0]))
    if known or len(label) > _LABEL or _BESIDE.search(label):
        return known or ""
    words = [fold_label(word) for word in label.split()]
    ends = next((column for word in reversed(words) if (column := _COLUMN_OF.get(word))), "")
    # Without spaces between words: a name for the speaker may hold one for the talk, as 発表者名 does.
    order = ("speaker", "title", "time", "room")
    within = (column for column in order for word in _COLUMNS[column].split() if _holds(label, word))
    return ends or next(within, "")


def _holds(label: str, word: str) -> bool:
    """Whether a label without spaces between its words has a word."""
    return not word.isascii() and len(word) > 1 and word in label


def _cells(outline: Outline, run: Run) -> list[Run]:
    words = outline.words(run)
    start = run.start + (words[:1] == "|")
    cells = []
    for match in _CELL.finditer(outline.source, start, run.end):
        text = match[0]
        begin = match.start() + len(text) - len(text.lstrip())
        cells.append(Run(begin, max(begin, match.start() + len(text.rstrip()))))
    return cells


def cells_of(outline: Outline, table: Table, column: str) -> list[Run]:
    """The cells of the columns that are labelled as such."""
    numbers = [
        n for n, cell in enumerate(_cells(outline, table.rows[0])) if _column_of(see_run(outline, cell).text) == column
    ]
    rows = [_cells(outline, run) for run in table.rows[2:]]
    return [row[n] for row in rows for n in numbers if n < len(row) and row[n].end > row[n].start]


def as_sections(
    outline: Outline, table: Table, level: int, known: Container[str], *, event: bool
) -> list[Block] | None:
    """A timetable as sections with the facts of sessions; None when it is none, or headings say the same.

    `known`: the folded titles of headings; `event`: the note is on one, else the table must have times and names.
    """
    rows = [row for row in rows_of(outline, table) if not _is_break(_words(outline, row, "title"))]
    words = [_words(outline, row, "title") for row in rows]
    forms = shared_forms(words)
    if any(fold_title(_without_credit(title, forms)) in known for title in words):
        return None
    credited = [_credits(outline, row, forms) for row in rows]
    named = sum(map(bool, credited))
    timed = ["time" in row.cells and count_words(title) > 1 for row, title in zip(rows, words, strict=True)]
    linked = ["](" in outline.words(row.cells["title"]) for row in rows]
    many = sum(linked) > len(rows) / 2 and len(rows) >= _FEW
    signs = (named >= _NAMED) + (sum(timed) >= _TIMED) + many + (named >= _FEW and _is_labelled(outline, table))
    if signs < (1 if event else 2):
        return None
    # Where most rows name someone, the others are breaks and such.
    few = named <= len(rows) / 3
    kept = {
        row.cells["title"]: (row, credits)
        for row, credits, has_time, has_link in zip(rows, credited, timed, linked, strict=True)
        if credits or (few and (named >= _NAMED or has_time or (many and has_link)))
    }
    return _sections(outline, table, level, list(kept.values())) if kept else None


def _is_break(title: str) -> bool:
    """Whether a row is no session, by its words or those before a colon or a bracket: `Lunch: soup`, `Talks`."""
    return any(map(is_frame, (title, _MORE.split(title)[0]))) or bool(LISTS_TALKS.fullmatch(fold_label(title)))


def _without_credit(title: str, forms: frozenset[str]) -> str:
    """A cell's title without the names behind it, as a heading says it."""
    ending = ending_of(title, forms=forms)
    return title[: ending.start] if ending and ending.start > 0 else title


def _is_labelled(outline: Outline, table: Table) -> bool:
    """Whether a table's head says that it has titles and speakers."""
    heads = {_column_of(see_run(outline, cell).text) for cell in _cells(outline, table.rows[0])}
    return {"title", "speaker"} <= heads


def _sections(
    outline: Outline, table: Table, level: int, rows: Sequence[tuple[Row, tuple[Credit, ...]]]
) -> list[Block]:
    """A timetable's rows as sections, what is no session as paragraphs."""
    kept: dict[Run, list[tuple[Row, tuple[Credit, ...]]]] = {}
    for row, credits in rows:
        kept.setdefault(row.run, []).append((row, credits))
    head, rule, *data = table.rows
    first = rule if head in kept else head
    blocks: list[Block] = [
        Omitted(Run(first.start, rule.end), "the head of a timetable, whose columns are fields of its sessions")
    ]
    for run in [head, *data] if head in kept else data:
        here = kept.get(run, [])
        used: list[Run] = []
        for number, (row, credits) in enumerate(here):
            heading, fields = _section(outline, row, level, credits, shown=not number)
            blocks.append(heading)
            used += fields
        blocks += _paragraphs(outline, run, used)
    return blocks


def _credits(outline: Outline, row: Row, forms: frozenset[str]) -> tuple[Credit, ...]:
    """Whom a row credits: in its own column, else in its title."""
    if "speaker" in row.cells:
        seen = see_run(outline, row.cells["speaker"])
        people = read_people(seen.text.strip(), stated=True) if seen.text.strip() else []
        credits = tuple(credit_of(seen.text.strip(), each) for each in people)
        if len(people) == 1 and people[0].name == Span(0, len(seen.text)) and seen.run(0, len(seen.text)):
            return (replace(credits[0], name_run=row.cells["speaker"]),)
        return credits
    title = _words(outline, row, "title")
    ending = ending_of(title, forms=forms)
    return tuple(credit_of(title, each) for each in ending.people) if ending else ()


def _section(
    outline: Outline, row: Row, level: int, credits: tuple[Credit, ...], *, shown: bool
) -> tuple[Heading, list[Run]]:
    """One row as a heading with its facts, and the cells that these are. `shown`: no row before it shows its time."""
    title = row.cells["title"]
    used = [title]
    more: list[tuple[str, Run | str]] = []
    time = (
        TIME.fullmatch(outline.source, row.cells["time"].start, row.cells["time"].end) if "time" in row.cells else None
    )
    if time and ":" in time[0]:
        runs = {name: Run(*time.span(n)) for n, name in enumerate(("start", "end"), 1) if ":" in (time[n] or "")}
        used.append(row.cells["time"])
        more += [(name, run if shown else outline.words(run)) for name, run in runs.items()]
    if "room" in row.cells:
        used.append(row.cells["room"])
        more.append(("room", row.cells["room"]))
    if credits and credits[0].name_run:
        used.append(credits[0].name_run)
    facts = SessionFacts(credits, None, "", format_of(see_run(outline, title).text), tuple(more))
    return Heading(Text((title,)), level, mark="|", at=title.start, session=facts), used


def _paragraphs(outline: Outline, run: Run, used: Sequence[Run]) -> list[Block]:
    return [Paragraph(Text((cell,))) for cell in _cells(outline, run) if cell.end > cell.start and cell not in used]


def _words(outline: Outline, row: Row, column: str) -> str:
    return see_run(outline, row.cells[column]).text.strip() if column in row.cells else ""


def speakers_listed(title: str, listed: dict[str, str]) -> str | None:
    """The words about a title's speakers in the programme; None where the programme does not list it."""
    folded = fold_title(title)
    return listed.get(folded) if len(folded) >= _SHORTEST else None
