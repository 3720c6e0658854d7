"""The ledger: what became of every character of a source.

Spans cover the source once, in order. Kept text and fields are not stored: a span says in which line of which
page they stand, and the line is told by its fingerprint. Changed and dropped text is stored, with how and why.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sphinx_summit.notes.inline import is_unsafe
from sphinx_summit.notes.outline import Fate, Omitted
from sphinx_summit.notes.pages import Page, digest, line_text
from sphinx_summit.notes.source import Form, Splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.recognise import Note
    from sphinx_summit.notes.source import Source

VERSION = 2
LAYOUT, MARK, UNSAFE = "layout", "mark of the source's syntax", "a character that pages do not carry"
LOST = "the address of what is not in the handbook"
COMMENT = "a comment, which pages do not show"
SETTINGS = "front matter that would configure the build, or that is not plain data"


class WrittenLine(NamedTuple):
    """A line of a page that holds text of the source: page, number from 1, fingerprint."""

    page: int
    number: int
    digest: str


class Stands(NamedTuple):
    """Characters that stand in a page, kept or as a field's value: how many, in which line, from which column.

    The column counts from the line's first character that is no white space, so it may be negative in code.
    """

    length: int
    line: int
    column: int
    field: bool = False


class Stored(NamedTuple):
    """Characters that stand in no page as they were: the text, whether it was dropped, and how or why."""

    text: str
    reason: str
    dropped: bool = False

    @property
    def length(self) -> int:
        """How many characters of the source it covers."""
        return len(self.text)


Span: TypeAlias = Stands | Stored


@dataclass(frozen=True)
class Ledger:
    """What became of one source.

    `ours`: fingerprints of the lines that the import made itself. `objects`: kind, id, page, line, and `key`, the
    fingerprint of the name.
    """

    file: str
    sha256: str
    form: Form
    format: str
    pages: tuple[str, ...]
    lines: tuple[WrittenLine, ...]
    spans: tuple[Span, ...]
    ours: tuple[str, ...] = ()
    objects: tuple[Mapping[str, Any], ...] = ()
    guesses: tuple[Mapping[str, Any], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def head(self) -> Ledger:
        """The ledger without its spans and lines, of which a large note has many."""
        return replace(self, lines=(), spans=(), ours=())


@dataclass(frozen=True)
class Part:
    """A note of a source, and its page."""

    note: Note
    page: Page


# -- making ----------------------------------------------------------------------------------------------


def account(
    source: str, parts: Sequence[Part], fates: Iterable[Fate] = ()
) -> tuple[tuple[WrittenLine, ...], tuple[Span, ...]]:
    """The lines of the pages that hold the source's text, and the fate of every character."""
    lines: list[WrittenLine] = []
    stands: list[tuple[int, Stands]] = []
    for number, part in enumerate(parts):
        _account_page(part, number, lines, stands)
    stands.sort(key=lambda stand: stand[0])
    told = sorted([*_told(parts), *fates], key=lambda fate: (fate.start, fate.end))
    return tuple(lines), tuple(_fill(source, stands, told, strict=all(not p.note.outline.draft for p in parts)))


def _account_page(part: Part, number: int, lines: list[WrittenLine], stands: list[tuple[int, Stands]]) -> None:
    draft = part.note.outline.draft
    for place, pieces in enumerate(part.page.lines, 1):
        text = line_text(pieces)
        column = -(len(text) - len(text.lstrip()))
        held = []
        for piece in pieces:
            if piece.start >= 0:
                length = len(piece.text)
                found = draft.stands(piece.start, length) if draft else ((0, piece.start, length),)
                held += [(start, Stands(n, len(lines), column + at, piece.field)) for at, start, n in found]
            column += len(piece.text)
        if held:
            stands += held
            lines.append(WrittenLine(number, place, digest(text)))


def _fill(source: str, stands: Sequence[tuple[int, Stands]], told: Sequence[Fate], *, strict: bool) -> Iterator[Span]:
    """The spans, with what stands in no page between them. What stands twice is accounted for once."""
    gaps = _Gaps(source, told)
    done = 0
    for start, stand in stands:
        if start > done:
            yield from gaps.between(done, start)
            done = start
        if strict and start < done:
            raise AssertionError(f"two pieces hold the same text at {start}")
        twice = done - start
        if twice < stand.length:
            yield stand._replace(length=stand.length - twice, column=stand.column + twice) if twice else stand
            done = start + stand.length
    yield from gaps.between(done, len(source))


def _told(parts: Iterable[Part]) -> Iterator[Fate]:
    """What recognition and the reader of front matter said of text that is on no page."""
    for part in parts:
        draft = part.note.outline.draft
        for fate in _omitted(part.note):
            if draft is None:
                yield fate
                continue
            for _, start, length in draft.stands(fate.start, fate.end - fate.start):
                yield replace(fate, start=start, end=start + length)


def _omitted(note: Note) -> Iterator[Fate]:
    if note.metadata:
        run = note.metadata.run
        kept = note.metadata.kept
        edges = [run.start, *(edge for k in kept for edge in (k.start, k.end)), run.end]
        yield from (Fate(a, b, SETTINGS, True) for a, b in zip(edges[::2], edges[1::2], strict=True))
    for block in note.blocks:
        if isinstance(block, Omitted):
            yield Fate(block.run.start, block.run.end, block.reason, True)


class _Gaps:
    """Text that stands in no page: dropped on purpose, or changed. Asked in the order of the source."""

    def __init__(self, source: str, told: Sequence[Fate]) -> None:
        self.source = source
        self.told = told
        self.next = 0

    def between(self, start: int, end: int) -> Iterator[Stored]:
        """The fate of `source[start:end]`."""
        while self.next < len(self.told) and start < end:
            fate = self.told[self.next]
            if fate.start >= end:
                break
            if fate.end > start:
                begin, stop = max(start, fate.start), min(end, fate.end)
                yield from _changed(self.source[start:begin])
                yield from _stored(self.source[begin:stop], fate)
                start = stop
            if fate.end <= end:
                self.next += 1
            else:
                break
        yield from _changed(self.source[start:end])


def _stored(text: str, fate: Fate) -> Iterator[Stored]:
    if fate.reason == SETTINGS and not any(c.isalnum() for c in text):
        yield from _changed(text)
    elif text:
        yield Stored(text, fate.reason, fate.dropped)


def _changed(text: str) -> Iterator[Stored]:
    if not text:
        return
    if text.startswith("<!--"):
        yield Stored(text, COMMENT, dropped=True)
    elif is_unsafe(text.replace("\t", "")) and not text.isspace():
        yield Stored(text, UNSAFE)
    else:
        named = "](" in text or "<img" in text
        yield Stored(text, LAYOUT if text.isspace() else LOST if named else MARK)


# -- reading back ----------------------------------------------------------------------------------------


def rebuild(ledger: Ledger, text_of: Mapping[int, str]) -> str | None:
    """The source's text from the ledger and the lines of pages (by their number in the ledger)."""
    parts: list[str] = []
    for span in ledger.spans:
        if isinstance(span, Stored):
            parts.append(span.text)
            continue
        line = text_of.get(span.line)
        if line is None:
            return None
        begin = len(line) - len(line.lstrip()) + span.column
        parts.append(line[max(begin, 0) : max(begin + span.length, 0)])
    return "".join(parts)


def make_ledger(source: Source, format_: str, parts: Sequence[Part], fates: Iterable[Fate] = (), **more: Any) -> Ledger:
    """The ledger of a source and its pages."""
    lines, spans = account(source.text, parts, fates)
    held = {(line.page, line.number) for line in lines}
    texts = (
        line_text(line)
        for page, part in enumerate(parts)
        for number, line in enumerate(part.page.lines, 1)
        if (page, number) not in held
    )
    ours = tuple(sorted({digest(text) for text in texts if text.strip()}))
    pages = tuple(part.page.name for part in parts)
    return Ledger(source.file, source.sha256, source.form, format_, pages, lines, spans, ours, **more)


# -- as JSON ---------------------------------------------------------------------------------------------


def to_json(ledger: Ledger) -> str:
    """The file's text: one row per line, so that differences read well."""
    said = dict.fromkeys(span.reason for span in ledger.spans if isinstance(span, Stored))
    reasons = {reason: number for number, reason in enumerate(said)}
    splices = [[splice.offset, splice.length, splice.data.hex()] for splice in ledger.form.splices]
    rows: dict[str, Any] = {
        "version": VERSION,
        "file": ledger.file,
        "sha256": ledger.sha256,
        "encoding": ledger.form.encoding,
        "bom": ledger.form.bom,
        "newline": ledger.form.newline,
        **({"splices": splices} if splices else {}),
        "format": ledger.format,
        "pages": list(ledger.pages),
        **ledger.more,
        "objects": [dict(each) for each in ledger.objects],
        "guesses": [dict(each) for each in ledger.guesses],
        "reasons": list(reasons),
        "ours": list(ledger.ours),
        "lines": [[line.page, line.number, line.digest] for line in ledger.lines],
    }
    texts = [f"{_dump(key)}: {_rows(value)}" for key, value in rows.items()]
    spans = f'"spans": {_listed([_row(span, reasons) for span in ledger.spans])}'
    return "{\n" + ",\n".join([*texts, spans]) + "\n}\n"


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def _dump(value: Any) -> str:
    text = _ENCODE(value)
    # Every line end of Unicode is escaped, and what UTF-8 can't hold.
    return text if text.isprintable() else json.dumps(value)


def _rows(value: Any) -> str:
    if not isinstance(value, list) or not value or isinstance(value[0], str):
        return _dump(value)
    return _listed([_dump(row) for row in value])


def _listed(rows: Sequence[str]) -> str:
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


def _row(span: Span, reasons: Mapping[str, int]) -> str:
    """`["k", length, line, column]`, `["f", …]` for a field, `["c", text, reason]`, `["d", …]` for dropped."""
    if isinstance(span, Stored):
        return f'["{"d" if span.dropped else "c"}", {_dump(span.text)}, {reasons[span.reason]}]'
    return f'["{"f" if span.field else "k"}", {span.length}, {span.line}, {span.column}]'


_KEYS = {
    "version", "file", "sha256", "encoding", "bom", "newline", "splices", "format", "pages", "objects", "guesses",
    "reasons", "ours", "lines", "spans",
}  # fmt: skip


_AFTER_HEAD = b',\n"reasons": '


def head_from_json(text: bytes) -> Ledger:
    """The head of a ledger; what follows it in a file of ours is not looked at. ValueError when it is none."""
    head, found, _ = text.partition(_AFTER_HEAD)
    with contextlib.suppress(ValueError):
        return from_json(head + b',"reasons":[],"ours":[],"lines":[],"spans":[]}' if found else text).head
    return from_json(text).head


def from_json(text: str | bytes) -> Ledger:
    """A ledger from its file; ValueError when it is none."""
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']} of the ledger is not known")
        pages = tuple(map(str, data["pages"]))
        return Ledger(
            file=str(data["file"]),
            sha256=str(data["sha256"]),
            form=_form(data),
            format=str(data["format"]),
            pages=pages,
            lines=tuple(WrittenLine(range(len(pages))[int(p)], int(n), str(d)) for p, n, d in data["lines"]),
            spans=tuple(_span(row, data["reasons"]) for row in data["spans"]),
            ours=tuple(map(str, data["ours"])),
            objects=tuple(map(dict, data["objects"])),
            guesses=tuple(map(dict, data["guesses"])),
            more=_more({key: value for key, value in data.items() if key not in _KEYS}),
        )
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a ledger: {error}") from None


def _more(rows: dict[str, Any]) -> dict[str, Any]:
    """What a ledger tells of the notes' events, projects and people; ValueError when it is not of that form."""
    for event in rows.get("events", []):
        if event and not all(isinstance(event[key], str) for key in ("id", "key", "name", "start")):
            raise ValueError("an event without id, key, name or start")
    if not all(isinstance(project, str) for project in rows.get("projects", [])):
        raise ValueError("a project that is no text")
    for name, organization in rows.get("people", []):
        if not isinstance(name, str) or not isinstance(organization, str):
            raise ValueError("a person whose name is no text")
    return rows


def _form(data: Mapping[str, Any]) -> Form:
    splices = tuple(Splice(int(o), int(n), bytes.fromhex(d)) for o, n, d in data.get("splices", ()))
    return Form(str(data["encoding"]), bool(data["bom"]), str(data["newline"]), splices)


def _span(row: list[Any], reasons: list[str]) -> Span:
    if row[0] in {"c", "d"}:
        return Stored(str(row[1]), reasons[row[2]], row[0] == "d")
    return Stands(int(row[1]), int(row[2]), int(row[3]), row[0] == "f")
