"""Marks within a line of reStructuredText, and what they refer to: targets and substitutions of the same file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_summit.notes.inline import write_text
from sphinx_summit.notes.outline import Run, Text
from sphinx_summit.notes.readers.lines import make_line
from sphinx_summit.notes.readers.rewriting import Scribe, Words, part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.readers.lines import Line

_CODE_ROLES = (
    r"(?:[a-z]+:)?(?:code|literal|command|file|kbd|program|samp|envvar|option|func|meth|class|mod|attr|exc|data|const"
    r"|obj|confval|dir)"
)
_WORD_ROLES = (
    r"(?:[a-z]+:)?(?:ref|doc|term|any|numref|download|abbr|guilabel|menuselection|sub|sup|strong|emphasis|title|index"
    r"|math|dfn|mailheader)"
)
_NOTE = r"\d+|\#[\w-]*|\*|[A-Za-z][\w.-]*"
_QUOTED = r"(?:[^`\\]|\\.)"
MARKS = re.compile(
    rf"""(?xs)
      (?<![\\`])``(?P<code>(?:[^`]|`(?!`))+)``(?!`)
    | (?<![\\`:])`(?P<label>(?:[^`<\\]|\\.)*[^`<\\\s])\s*<(?P<target>(?:https?|ftp|mailto):[^`<>]+)>`(?:__?(?!\w))?
    | (?<![\\`\w:]):{_CODE_ROLES}:`(?P<code2>[^`]+)`
    | (?<![\\`\w:]):{_WORD_ROLES}:`[!~]?(?P<plain>(?:[^`<\\]|\\.)*[^`<\\\s])\s*(?P<drop><[^`<>]+>)?`
    | (?<![\\`\w:]):(?P<role>[a-zA-Z][\w.:+-]{{0,60}}):`(?P<plain2>[^`]+)`
    | (?<![\\`])`(?P<ref>{_QUOTED}+)`(?P<anonymous>__?)(?!\w)
    | (?<![\\`])`(?P<code3>[^`\n]+)`(?!`)
    | (?<![\w\\*])\*\*(?=[^\s*])(?P<strong>(?:[^*\\]|\\.|\*(?!\*))+)(?<!\s)\*\*(?!\w)
    | (?<![\w\\*])\*(?=[^\s*])(?P<em>(?:[^*\\]|\\.)+)(?<!\s)\*(?![\w*])
    | (?<![\w\\|])\|(?P<substitution>[^\s|](?:[^|\n]*[^\s|])?)\|(?:__?)?(?![\w|])
    | (?P<noted>\[(?P<note>{_NOTE})\])_(?!\w)
    | (?<![\w\\.-])(?P<name>[^\W_]\w{{0,60}}(?:[-.]\w{{1,60}}){{0,5}}(?<!_))(?P<anonymous2>__?)(?!\w)
    | \\(?:\s|(?P<keep>\S))
    """
)
_TARGET = re.compile(r"\.\.[ ]+_(?P<name>`[^`]+`|(?:[^:\\`]|\\.|:(?!\s|$))+):[ \t]+(?P<url>\S+)$")
_ANONYMOUS = re.compile(r"(?:\.\.[ ]+__:|__)[ \t]+(?P<url>\S+)$")
_FOOTNOTE = re.compile(rf"\.\.[ ]+\[(?P<name>{_NOTE})\](?:[ \t]+|$)")
_NOTED = re.compile(rf"\[({_NOTE})\]_(?!\w)")
_LABEL = re.compile(r"(?a:[\w-]{1,60})")
_SUBSTITUTION = re.compile(r"\.\.[ ]+\|(?P<name>[^|]+)\|[ \t]+(?P<kind>[\w-]+)::[ \t]*(?P<words>.*)$")


@dataclass
class Target:
    """What a name stands for, and how often it was written."""

    name: Run
    run: Run
    kind: str = "link"
    uses: int = 0


@dataclass
class Notes:
    """The footnotes of a file to which it refers. One without a name (`#`, `*`) gets a label of ours, in its order."""

    referred: Counter[str]
    """How often each name is referred to."""
    places: dict[int, Run | str] = field(default_factory=dict)
    """The label of each, by where its line begins: words of the source, or ours."""
    names: set[str] = field(default_factory=set)
    unnamed: dict[str, list[str]] = field(default_factory=lambda: {"#": [], "*": []})
    next: Counter[str] = field(default_factory=Counter)

    def add(self, line: Line, name: Run) -> None:
        """A footnote's definition; of two with one name the first counts."""
        words = line.source[name.start : name.end]
        label = words.removeprefix("#")
        if words in self.unnamed:
            if len(self.unnamed[words]) < self.referred[words]:
                self.unnamed[words].append(f"{_OURS[words]}{len(self.unnamed[words]) + 1}")
                self.places[line.start] = self.unnamed[words][-1]
        elif self.referred[words] and _LABEL.fullmatch(label) and label.casefold() not in self.names:
            self.names.add(label.casefold())
            self.places[line.start] = Run(name.end - len(label), name.end)

    def label(self, words: str) -> str:
        """The label to which a reference refers, empty when there is none."""
        if words not in self.unnamed:
            name = words.removeprefix("#")
            return name if name.casefold() in self.names else ""
        self.next[words] += 1
        labels = self.unnamed[words]
        return labels[self.next[words] - 1] if self.next[words] <= len(labels) else ""


_OURS = {"#": "note-", "*": "mark-"}


@dataclass
class Targets:
    """The names that a file defines, and the addresses of its links without a name, in order."""

    notes: Notes
    links: dict[str, Target] = field(default_factory=dict)
    substitutions: dict[str, Target] = field(default_factory=dict)
    anonymous: list[Target] = field(default_factory=list)
    next: int = 0

    def link(self, name: str, mark: str) -> Target | None:
        """What a reference is to: `mark` is `_`, or `__` for the next one without a name."""
        if mark == "__" and self.next < len(self.anonymous):
            self.next += 1
            return self.anonymous[self.next - 1]
        return self.links.get(fold_name(name))

    def substitution(self, name: str) -> Target | None:
        """What stands instead of a name between bars."""
        return self.substitutions.get(" ".join(name.split()))

    @property
    def unused(self) -> list[Target]:
        """The addresses to which nothing refers."""
        return [target for target in (*self.links.values(), *self.anonymous) if not target.uses]


def fold_name(name: str) -> str:
    """A name as references look it up."""
    return " ".join(re.sub(r"\\(.)", r"\1", name.strip("`")).casefold().split())


def find_targets(lines: Sequence[Line]) -> Targets:
    """The targets and substitutions of a file, which stand at the beginning of a line."""
    targets = Targets(Notes(Counter(_NOTED.findall(lines[0].source) if lines else ())))
    for line in lines:
        if line.indent or line.words[:2] not in ("..", "__"):
            continue
        if match := _ANONYMOUS.match(line.words):
            targets.anonymous.append(Target(Run(line.body, line.body), part(line, match, "url")))
        elif match := _TARGET.match(line.words):
            target = Target(part(line, match, "name"), part(line, match, "url"))
            name = fold_name(match["name"])
            # Of two with one name the first counts; the other is shown like one to which nothing refers.
            targets.links[name if name not in targets.links else f"{name} {line.start}"] = target
        elif match := _FOOTNOTE.match(line.words):
            targets.notes.add(line, part(line, match, "name"))
        elif (match := _SUBSTITUTION.match(line.words)) and match["words"].strip():
            words = part(line, match, "words")
            kind = match["kind"] if match["kind"] in {"replace", "image", "unicode"} else ""
            target = Target(part(line, match, "name"), make_line(line.source, words.start, words.end).run, kind)
            name = " ".join(match["name"].split())
            if kind:
                targets.substitutions[name if name not in targets.substitutions else f"{name} {line.start}"] = target
    return targets


class RstWords(Words):
    """Words that may refer to targets and substitutions."""

    def mark(self, match: re.Match[str], depth: int) -> None:
        scribe = self.scribe
        assert isinstance(scribe, RstScribe)
        if match["role"]:
            self.plain(*match.span("role"), depth)
            self.pen.say(" ")
            self.plain(*match.span("plain2"), depth)
        elif match["note"]:
            self._note(match, scribe.targets.notes.label(match["note"]), depth)
        elif match["substitution"]:
            self._substitute(match, scribe.targets.substitution(match["substitution"]), depth)
        elif match["ref"]:
            self._refer(match, "ref", scribe.targets.link(match["ref"], match["anonymous"]), depth)
        elif match["name"]:
            self._refer(match, "name", scribe.targets.link(match["name"], match["anonymous2"]), depth)
        else:
            super().mark(match, depth)

    def _note(self, match: re.Match[str], label: str, depth: int) -> None:
        named = label == match["note"].removeprefix("#")
        if not label or not self.refer((match.end("note") - len(label), match.end("note")) if named else label):
            self.plain(*match.span("noted"), depth)

    def _refer(self, match: re.Match[str], name: str, target: Target | None, depth: int) -> None:
        if target and self.scribe.is_address(target.run) and "://" not in match[name] and depth < 1:
            self.pen.say("[")
            self.label(*match.span(name), depth)
            self.pen.say("](")
            self._write_once(target)
            self.pen.say(")")
        elif name == "ref":
            self.plain(*match.span(name), depth + 1)
        else:
            self.plain(*match.span(), depth)

    def _write_once(self, target: Target) -> None:
        """The address, which is the source's own where it is written first."""
        target.uses += 1
        if target.uses == 1:
            self.pen.keep(target.run.start, target.run.end)
        else:
            self.pen.say(self.scribe.words(target.run))

    def _substitute(self, match: re.Match[str], target: Target | None, depth: int) -> None:
        if not target or target.run.start >= target.run.end:
            self.plain(*match.span(), depth)
            return
        self.pen.drop(
            self.place(match.start()), self.place(match.end() - 1) + 1, "a name, instead of which its words stand"
        )
        if target.kind == "image" and (self.scribe.is_address(target.run) or self.scribe.is_path(target.run)):
            self.pen.say("![](")
            self._write_once(target)
            self.pen.say(")")
            return
        target.uses += 1
        if target.uses == 1:
            self.pen.keep_plain(target.run.start, target.run.end)
        else:
            self.pen.say(
                "".join(
                    piece.text for piece in write_text(self.scribe.source, Text((target.run,)), "text", block=False)[0]
                )
            )


class RstScribe(Scribe):
    """A scribe that knows what names refer to."""

    def __init__(self, source: str, targets: Targets) -> None:
        super().__init__(source, MARKS, RstWords)
        self.targets = targets
