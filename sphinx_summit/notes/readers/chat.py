"""Chat transcripts and minutes: who said what, and when. Lines of other kinds are read as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import LINE_END, Reading, Run
from sphinx_summit.notes.readers.lines import Line, split_lines
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.readers.rewriting import Scribe, part
from sphinx_summit.notes.recognise.words import fold_label

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?Z?"
_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)"
_STAMP = rf"(?:{_DATE}[T ,]\s*)?{_TIME}"
_NICK = r"[^\s:：<>\[\]()|*#>-][^:：<>\[\]()|*#>]{0,30}?"
_STAMPED = tuple(
    re.compile(pattern)
    for pattern in (
        # IRC: [12:01] <nick> words; irssi and weechat put a mode before the nick.
        rf"(?:[\[(]?(?P<stamp>{_STAMP})[\])]?\s*)?<[ @+%&~]?(?P<nick>[^<>\s]{{1,40}})>(?:\s+(?P<words>\S.*))?$",
        # [12:01] nick: words, and messengers: 04.05.21, 10:32 - Name: words
        rf"[\[(](?P<stamp>{_STAMP})[\])]\s*(?P<nick>{_NICK}):(?:\s+(?P<words>\S.*))?$",
        rf"(?P<stamp>{_DATE},?[T ]\s*{_TIME})\s+(?:-\s+)?(?P<nick>{_NICK}):(?:\s+(?P<words>\S.*))?$",
        # LINE: time, tab, name, tab, words. Zoom: time From name to Everyone: words
        rf"(?P<stamp>{_TIME})\t(?P<nick>[^\t]{{1,40}})\t(?P<words>.*)$",
        rf"(?P<stamp>{_TIME})\s+From\s+(?P<nick>{_NICK})(?:\s+to\s+[^:]{{1,40}}?)?\s*:(?:\s+(?P<words>\S.*))?$",
    )
)
_ACTION = re.compile(
    rf"(?:[\[(]?(?P<stamp>{_STAMP})[\])]?\s+)?(?:-!-|\*\*\*?|\*|-->|<--|==|—>|[←→⇐⇒↔])\s+(?P<words>\S.*)$"
)
# Slack, Discord, Teams: the name and the time over the words.
_ABOVE = re.compile(
    rf"(?P<nick>\S(?:.{{0,38}}?\S)?)(?:\s{{1,4}}(?:APP|BOT))?"
    rf"(?:\s{{1,9}}\[(?P<stamp>{_STAMP})\]|\s{{1,9}}[—–-]\s(?P<stamp2>(?:\w{{1,20}} at )?{_STAMP})"
    rf"|\s{{2,9}}(?P<stamp3>{_STAMP})|\s{{1,9}}(?P<stamp4>\d{{1,2}}:\d{{2}} [AP]M))$"
)
_SPOKEN = re.compile(rf"(?P<nick>{_NICK}(?:\s?\([^()\n]{{1,40}}\))?)\s?[:：>]\s+(?P<words>(?!https?://)\S.*)$")
_PATTERNS = {"stamped": _STAMPED, "above": (_ABOVE,), "spoken": (_SPOKEN, _STAMPED[0])}
_TOPIC = re.compile(r"#(?P<command>topic|startmeeting|subtopic)\s+(?P<words>\S.*)$")
_MARKDOWN = re.compile(r"(?m)\]\(https?://|^#{1,6} \S|^```|\*\*\S")
_FENCE = re.compile(r"```|~~~")


def _labels(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOBODY = _labels(
    """
    title speaker speakers presenter room time date when where place venue abstract track slides slide video url
    link links note notes level language bio topic topics agenda action actions decision decisions todo talk
    session keynote panel lunch break lt workshop q a question answer questions answers summary description
    author authors tags category status from to subject cc attendees participants present chair chairs scribe
    minutes result results example source version name email http https edit update ps fyi tl;dr warning info
    duration type format contact company location event organizer organiser hashtag goal problem solution pros
    cons step phase day part issue bug fix output input datum ort zeit thema referent raum titel vortrag fecha
    lugar ponente título heure lieu salle titre orateur
    日時 場所 会場 日付 時間 発表者 講演者 登壇者 タイトル 題 内容 概要 資料 スライド 動画 司会
    参加者 主催 備考 質問 回答 注 参考 対象 定員 参加費 時 所 演題 所属 名前 感想 メモ 例 结论
    时间 地点 主题 讲者 시간 장소 주제 발표자
    """
)
"""Labels that lines of notes begin with, and that name nobody."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A line in which somebody speaks."""

    nick: Run
    words: Run
    stamp: Run


class _ChatReader:
    """Writes the draft of a transcript."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = split_lines(source)
        self.scribe = Scribe(source, re.compile(r"(?!)"))
        self.shape = _shape_of(self.lines) or _shape_of(self.lines, least=True)
        self.marked = bool(_MARKDOWN.search(source))
        self.spoken = False
        """Whether what was written last is speech."""

    def read(self) -> Reading:
        """The one note of the transcript."""
        number = 0
        fenced = False
        while number < len(self.lines):
            line = self.lines[number]
            fenced = fenced != bool(_FENCE.match(line.words))
            said = None if fenced else _said(line, self.shape)
            if said:
                number = self._speech(said, number)
            elif not fenced and self.shape == "stamped" and (match := _ACTION.match(line.words)):
                self._item(part(line, match, "stamp"), None, [part(line, match, "words")])
                number += 1
            else:
                self._other(line)
                number += 1
        pen = self.scribe.pen
        return Reading((pen.read(read_markdown),), tuple(pen.fates))

    def _speech(self, said: _Said, number: int) -> int:
        """Write what somebody says, with the lines on which it goes on; the number of the line after it."""
        if self.shape == "spoken":
            return self._paragraph(said, number)
        topic = _TOPIC.match(self.source, said.words.start, said.words.end)
        if topic:
            self._item(said.stamp, said.nick, [Run(said.words.start, topic.end("command"))])
            self.scribe.heading(1 if topic["command"] == "startmeeting" else 2, [Run(*topic.span("words"))])
            return number + 1
        end = number + 1
        while self.shape == "above" and end < len(self.lines) and not _said(self.lines[end], self.shape):
            end += 1
        below = [line.run for line in self.lines[number + 1 : end] if not line.blank]
        self._item(said.stamp, said.nick, [said.words, *below])
        return end

    def _item(self, stamp: Run, nick: Run | None, runs: Sequence[Run]) -> None:
        """`- 12:01 **nick**: words`; each further line a paragraph of its own."""
        scribe = self.scribe
        first, *rest = [run for run in runs if run.start < run.end] or [Run(0, 0)]
        with scribe.item():
            scribe.begin(in_line=True)
            shown = sorted((run for run in (stamp, nick) if run and run.start < run.end), key=lambda run: run.start)
            for run in shown:
                scribe.pen.say("" if run is shown[0] else " ")
                (scribe.strong if run is nick else scribe.inline)([run])
            if first.start < first.end:
                scribe.pen.say(": " if nick else " " if shown else "")
                scribe.inline([first], block=not shown)
            for run in rest:
                scribe.paragraph([run])
        self.spoken = True

    def _paragraph(self, said: _Said, number: int) -> int:
        """`**Nick**: words` with the lines that go on with it."""
        scribe = self.scribe
        end = number + 1
        while end < len(self.lines) and self._goes_on(end):
            end += 1
        scribe.begin(in_line=True)
        scribe.strong([said.nick])
        scribe.pen.say(": ")
        runs = [said.words, *(line.run for line in self.lines[number + 1 : end])]
        if self.marked:
            for place, run in enumerate(runs):
                scribe.pen.say(" " if place else "")
                scribe.pen.keep(run.start, run.end)
        else:
            scribe.inline(runs, block=False)
        self.spoken = True
        return end

    def _goes_on(self, number: int) -> bool:
        """Whether a line is indented, or begins small below a long one: the words of the line above go on in it."""
        line, above = self.lines[number], self.lines[number - 1]
        if line.blank or _said(line, self.shape) or re.match(r"[-*+•>#|]|\d+[.)]\s", line.words):
            return False
        long = 55 <= len(above.words) <= 100
        return bool(line.indent) or (long and line.words[0].islower() and above.words[-1] not in ".!?:")

    def _other(self, line: Line) -> None:
        """A line as it stands: as Markdown in minutes and where Markdown is, else as plain words."""
        if self.shape != "spoken" and not self.marked:
            self.scribe.paragraph([line.run])
            self.spoken = True
            return
        if line.blank and self.spoken:
            return
        if self.spoken:
            self.scribe.pen.say("\n\n")
        self.spoken = False
        self.scribe.pen.keep(line.start, min(line.end + 1, len(self.source)))


def _said(line: Line, shape: str) -> _Said | None:
    """What somebody says in a line, as the transcript has it."""
    if line.blank or (line.indent and shape != "stamped"):
        return None
    match = next((found for pattern in _PATTERNS[shape] if (found := pattern.match(line.words))), None)
    if not match or (shape != "stamped" and fold_label(match["nick"]) in _NOBODY):
        return None
    groups = match.groupdict()
    stamp = next(
        (part(line, match, name) for name, value in groups.items() if name.startswith("stamp") and value), None
    )
    words = part(line, match, "words") if groups.get("words") else Run(line.stop, line.stop)
    return _Said(part(line, match, "nick"), words, stamp or Run(line.body, line.body))


_READ = 3000
_SHARES = {"stamped": (3, 0.4, 1, 2), "above": (3, 0.15, 1, 2), "spoken": (8, 0.3, 2, 3)}
"""For each shape: how many lines of speech, their share of all, how many speak how often in a transcript."""
_LONG = 20
"""Speech has so many characters a line on average; the values of labels have fewer."""
_MACHINE = re.compile(r"(?m)^(?::{3,}|`{3,})\{")


def _counted(lines: Sequence[Line], shape: str) -> tuple[int, Counter[str], int]:
    """How many lines are speech, how often each speaks, and how many characters are spoken."""
    said = [each for line in lines if (each := _said(line, shape))]
    source = lines[0].source if lines else ""
    nicks = Counter(source[each.nick.start : each.nick.end] for each in said)
    return len(said), nicks, sum(each.words.end - each.words.start for each in said)


def _shape_of(lines: Sequence[Line], *, least: bool = False) -> str:
    """How a transcript has its speech; empty when the text is none. `least`: any speech will do."""
    read = [line for line in lines[:_READ] if not line.blank]
    for shape, (enough, share, speakers, times) in _SHARES.items():
        count, nicks, length = _counted(read, shape)
        often = [nick for nick in nicks if nicks[nick] >= times]
        if least and count > 1:
            return shape
        few = count < enough or count < share * len(read) or len(often) < speakers or len(nicks) < 2
        if not few and (shape != "spoken" or length >= _LONG * count):
            return shape
    return "spoken" if least else ""


def _first_lines(source: str) -> list[Line]:
    """The lines that tell what a text is."""
    last = next(islice(LINE_END.finditer(source), _READ - 1, None), None)
    return split_lines(source[: last.end()] if last else source)


def is_chat(source: str) -> bool:
    """Whether most of a text is speech by several people, by name or nick."""
    return not _MACHINE.search(source) and bool(_shape_of(_first_lines(source)))


def may_be_chat(source: str) -> bool:
    """Whether a text, which a file's name says is a log, has any speech."""
    lines = _first_lines(source)
    return bool(_counted(lines, _shape_of(lines, least=True))[0])


def read_chat(source: str) -> Reading:
    """The note in a transcript."""
    return _ChatReader(source).read()
