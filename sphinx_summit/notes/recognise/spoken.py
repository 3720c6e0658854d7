"""Who spoke, as the lines below a session's heading say: `Speaker: …`, `by …`, a name line, a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import (
    Code,
    Commands,
    Credit,
    Heading,
    Item,
    Listing,
    Paragraph,
    Question,
    Quote,
    Run,
    Text,
)
from sphinx_summit.notes.recognise.people import KANJI, KOREAN_NAME, Named, credit_of, is_person, read_people
from sphinx_summit.notes.recognise.seen import see_run, words_of
from sphinx_summit.notes.recognise.words import HONORIFIC, NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline

LABEL = re.compile(
    r"""(?xi)
    [\W_]{0,3}(?:
      (?:登壇者?|発表者?|講演者?|講師|演者|話者|話し手|語り手|スピーカー|プレゼンター|担当
        |speakers?|presenters?|presented[ ]by|presentation[ ]by|talk[ ]by|given[ ]by|led[ ]by|by|with|who
        |referent(?:in|en)?|vortragender?|sprecher(?:in)?|mit|von
        |ponentes?|orador(?:es|a)?|disertantes?|por|intervenante?s?|orateurs?|conférencier(?:e?s)?|par|avec
        |animée?[ ]par|présentée?[ ]par
        |讲者|講者|(?:分享|演讲|主讲|本期)?(?:讲师|嘉宾)|演讲者|演讲人|主讲人?|分享者|分享人|发表者
        |발표자?|연사|강연자|스피커|발표\s?자)[\W_]{0,3}[:：]
      | (?P<bare>presented[ ]by|presentation[ ]by|talk[ ]by|given[ ]by|by|par|por|mit|von|présentée?[ ]par
      |animée?[ ]par)\s
    )[\s*_]*
    """
)
ORNAMENT = re.compile(r"^(?::[a-z0-9_+-]{2,30}:|[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d\u2640\u2642\s])+")
"""Pictures before a line, as people set before names."""
_LINKED = re.compile(r"(?:[\s,、–—-]+(?:https?://[^\s,]+|<https?://[^\s>]+>))+\s*$")
_SUFFIX = re.compile(r"(?:\s*@[\w.\u200b-]+)+\s*$|\s*[|｜]\s*(?:Twitter|X|LinkedIn|GitHub|Mastodon)\W*$", re.IGNORECASE)
_BEHIND = re.compile(r"\s+[-–—]\s+\S.*$")
"""What stands behind a name and a dash: what they do, and where."""
_MARKED = re.compile(rf"(?:{HONORIFIC})\W*$|[(（][^()（）]*[)）]\s*(?:{HONORIFIC})?\W*$|(?:{HONORIFIC})\s*[(（]")
_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ]\.|[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][\w'’-]+)"
NAME = rf"(?P<name>{_WORD}(?: (?:de|van|von|der|den|di|da|la|le|del))?(?: {_WORD}){{1,2}})"
_GAP = r"(?:,[^,.;:!?]{2,60},)?(?: \([^()]{1,40}\))?"
_SPOKE = r"(?:発表|講演|登壇|紹介|説明|報告)"
_PROSE = tuple(
    re.compile(pattern)
    for pattern in (
        # "<organisation>の<name>氏が発表": the name must be a name, with 氏 or of two words or of Chinese characters.
        rf"""(?x)
        (?:^|[、。，,(（「\s]|(?<=[ぁ-ん]))
        (?P<org>[^\s、。，,()（）「」]{{2,30}}?)(?<!で)の\s?
        (?P<name>[A-Z][\w'’.-]*(?:\ [A-Z][\w'’.-]*){{1,2}}|[{KANJI}]{{1,6}}?(?=\s*(?:{HONORIFIC}))
        |[{KANJI}]{{3,5}}?(?!\s?の))
        (?:\s*(?:{HONORIFIC}))?\s?(?:が|の|は|による|より|から)\s?(?:[^\s、。が]{{0,6}}を)?{_SPOKE}
        """,
        rf"(?:^|[、。，,\s])(?P<name>[A-Z][A-Za-zÀ-ÿ'’-]+(?: [A-Z][A-Za-zÀ-ÿ'’-]+){{1,2}}|[{KANJI}]{{2,6}})"
        rf"\s?(?:{HONORIFIC})(?:の|による)\s?"
        r"(?:トーク|セッション|発表|講演|キーノート|LT|プレゼン|お話)",
        rf"\b(?:presented|given|held|led|delivered|initiated|moderated|talk|session|keynote"
        rf"|presentation|workshop|lecture)(?:[^.,;:!?]{{0,40}}? was)? by {NAME}"
        r"(?:\s*[(（,]\s*(?P<org>[^)）,.]{2,40})[)）]?)?",
        rf"{NAME}{_GAP} (?:talked|spoke|presented|showed|explained|discussed|introduced|demonstrated|walked"
        r"|gave (?:a|an|the|us|his|her|their)|kicked)\b",
        # An announcement: "Ann Example will talk to us about …".
        rf"{NAME}{_GAP} (?:will (?:be )?(?:talk|speak|present|show|give|tell|introduc|explain|walk|demonstrat|shar)\w*"
        rf"|is going to|are going to|takes us|tells us|says (?:his|her|their) (?:talk|session))\b",
        rf"\b(?:présentée?|donnée?|animée?|proposée?|assurée?) par {NAME}",
        rf"{NAME}{_GAP} (?:nous |nous a |nous ont )?(?:a|ont|est venue?|sont venus)?(?:nous )?(?:(?:très|bien"
        rf"|ainsi|aussi|tout) ){{0,2}}"
        r"(?:d’abord |ensuite )?(?:présentée?s?|présenté|expliqué|parlé|montré|offert|exposé|démontré|raconté"
        r"|détaillé|partagé|abordé|évoqué|dressé|animé|donné|présente|explique|raconte)\b",
        rf"\b(?:conférence|session|présentation|keynote|atelier)\b[^.;]{{0,40}}?,? (?:par|de) {NAME}(?= et |,|\.)",
        rf"\b(?:conférences?|présentation)\b[^.;]{{0,80}}? et (?:de |par )?{NAME}(?=,|\.| y | )",
        rf"\b(?:Vortrag|Talk|Keynote|Session|Präsentation)s? von {NAME}",
        rf"{NAME}{_GAP} (?:sprach|zeigte|stellte|erzählte|hielt|präsentierte|referierte|erklärte|berichtete)\b",
        rf"{NAME}{_GAP} (?:habló|presentó|mostró|dio|contó|explicó|nos habl[óa]|nos cont[óa])\b",
        rf"(?:演讲|分享|主讲)(?:人|者|嘉宾)是(?:来自)?(?P<org>[^，。,:：]{{2,20}}?)的\s?(?P<name>[{KANJI}]{{2,3}})(?=[^{KANJI}]|$)",
        r"(?P<name>[가-힣]{2,4})\s?님(?:의|이|께서|께서는)\s*(?:발표|세션|강연|키노트)",
    )
)
_AND = r"(?:and|&|et|und|y|e)"
_WITH_BEFORE = re.compile(rf"(?:^|[\s(]){NAME}(?: \([^()]{{1,40}}\))?,? {_AND} $")
_WITH_AFTER = re.compile(rf"(?: \([^()]{{1,40}}\))?,? {_AND} {NAME}")
_LEAD = re.compile(
    r"(?:Here|Then|Afterwards?|Finally|Later|Next|Now|First|Second|Today|Yesterday|Also|When|While|After|Before|During|In|At|On|As|So"
    r"|And|But|There|Ici|Côté|Hier|Dann|Danach|Zuerst|Später|Zunächst|Heute|Ensuite|Puis|Enfin|Après|Luego|Después|Primero|Mr|Mrs|Ms|Dr"
    r"|Prof|Herr|Frau|Mme)\.? (?=\S+ \S)"
)
_NEAR = 80
# No pattern of prose matches without one of these: a name's first letter, what Japanese and Korean sentences say.
_MAY_TELL = re.compile(rf"[A-ZÀ-ÖØ-Þ님]|[人者宾]是|{_SPOKE}")
ITEM_LINE = "item-line"
"""The form of a name alone in a list or on a later line, which may be anything: most sections must have it."""
_HIGH = 4
"""A name alone is among the first so many lines."""
_FEW_LINES = 2
"""Code of no more lines may be an indented line of names."""
_LINES = 6
_LONGEST = 600
_LONGEST_LINE = 160
_TEXTS = 30


@dataclass(frozen=True, slots=True)
class Spoken:
    """A credit found below a heading: where, why, and how sure. `form` is empty where it stands on its own."""

    credit: Credit
    at: int
    reason: str
    confidence: float
    form: str = ""


def speakers_below(outline: Outline, content: Sequence[Block]) -> list[Spoken]:
    """Who spoke, by the first lines of a section, else by its first sentences."""
    found: list[Spoken] = []
    first = bool(content) and not isinstance(content[0], Listing)
    listed = not first
    for number, (run, labelled) in enumerate(_first_lines(outline, content)):
        shown = see_run(outline, Run(run.start, min(run.end, run.start + _LONGEST)))
        seen = shown.text.strip()
        if labelled:
            people = read_people(seen, stated=True)
            found += [Spoken(credit_of(seen, each), run.start, "a line says who spoke", 0.9) for each in people]
            continue
        bare = ORNAMENT.sub("", seen)
        ornate, seen = bare != seen, bare
        named, reason, sure, form = _line(
            _BEHIND.sub("", seen) if first and not listed else seen, first=first or listed
        )
        if listed and form:
            form = ITEM_LINE
        elif not found and 0 < number < _HIGH and not (first or named[1]):
            named, reason, sure, form = _name_alone(seen, set_off=all(shown.depths))
        listed = False
        # Below a name with a picture before it may stand another.
        first = first and ornate and bool(named[1])
        found += [Spoken(credit_of(seen, each), run.start, reason, sure, form) for each in named[1]]
    certain = any(each.form != ITEM_LINE for each in found)
    return found if certain else [*found, *_in_prose(outline, content)]


def _line(text: str, *, first: bool) -> tuple[tuple[int, list[Named]], str, float, str]:
    """Who a line names, why, how sure that is, and the form, if others must have it too."""
    text = text.rstrip()
    label = LABEL.match(text) if len(text) <= _LONGEST_LINE else None
    if label:
        rest = text[label.end() :].rstrip("*_ ")
        people = read_people(rest, label.end(), stated=not label["bare"])
        people = people or read_people(_BEHIND.sub("", rest), label.end())
        if people:
            return (label.end(), people), "a line says who spoke", 0.9, ""
        return (0, []), "", 0.0, ""
    if not first or len(text) > _LONGEST_LINE:
        return (0, []), "", 0.0, ""
    shorter = _SUFFIX.sub("", _LINKED.sub("", text))
    handled, text = shorter != text, shorter
    if len(text) > (120 if "," in text else 60) or re.search(r"[。！!?？]|(?<![A-Z])\.\s|[:：]$", text) or not text:
        return (0, []), "", 0.0, ""
    marked = handled or _MARKED.search(text)
    korean = bool(KOREAN_NAME.fullmatch(text))
    people = read_people(text, stated=korean or bool(marked and re.search(HONORIFIC, text)))
    if korean:
        return (0, people), "a line of its own names them", 0.7, ITEM_LINE
    if people and all(each.name for each in people):
        alone = not marked and not any(each.organization for each in people)
        return (
            (0, people),
            "a line of its own names them",
            0.7 if alone else 0.8,
            "name-line" if alone or not marked else "",
        )
    return (0, []), "", 0.0, ""


def _name_alone(text: str, *, set_off: bool) -> tuple[tuple[int, list[Named]], str, float, str]:
    """Whom a line below the first names, if it is nothing but a name; most sections must have such a line.

    `set_off`: all of it is bold or a link.
    """
    people = read_people(text) if len(text) <= _LONGEST_LINE and " " in text else []
    alone = all(each.name and not each.organization for each in people)
    return (0, people if alone else []), "a line of its own names them", 0.7, "name-line" if set_off else ITEM_LINE


def _first_lines(outline: Outline, content: Iterable[Block]) -> Iterator[tuple[Run, bool]]:
    """The first lines below a heading: of paragraphs, of items, of a heading that is the speaker's line.

    With each, whether it stands below a label: `Speakers:` over a list of names.
    """
    left = _LINES
    for number, block in enumerate(content):
        if isinstance(block, Heading) and (number or not _is_line(outline, block)):
            return
        for run in _runs(block):
            yield run, False
            left -= 1
            if not left:
                return
        if isinstance(block, Listing):
            yield from ((run, True) for run in _labelled(outline, block))


def _labelled(outline: Outline, listing: Listing) -> Iterator[Run]:
    """The items below an item that is but a speaker's label."""
    for item in listing.items[:_LINES]:
        if not isinstance(item, Item) or not item.text.runs:
            continue
        label = LABEL.match(words_of(outline, item.text, _LONGEST))
        if label and label.end() == len(label.string):
            yield from (run for block in item.blocks if isinstance(block, Listing) for run in _runs(block))


def _is_line(outline: Outline, heading: Heading) -> bool:
    """Whether a heading is a speaker's line: `mit Ann Example`."""
    return bool(heading.text.runs) and bool(LABEL.match(words_of(outline, heading.text)))


def _runs(block: Block) -> Iterator[Run]:
    if isinstance(block, (Paragraph, Heading)):
        yield from block.text.runs
    elif isinstance(block, Quote):
        yield from (run for inner in block.blocks for run in _runs(inner))
    elif isinstance(block, Code) and len(block.lines) <= _FEW_LINES:
        yield from block.lines
    elif isinstance(block, Listing):
        for item in block.items:
            if isinstance(item, Item):
                yield from item.text.runs[:1]


def _in_prose(outline: Outline, content: Iterable[Block]) -> Iterator[Spoken]:
    known: set[str] = set()
    own = takewhile(lambda block: not isinstance(block, Heading), content)
    for text in islice(texts_of(own, 2), _TEXTS):
        for credit in credits_in_prose(words_of(outline, text, _LONGEST)):
            if credit.name not in known:
                known.add(credit.name)
                yield Spoken(credit, text.start, "the text says that they spoke", 0.7)


def _organization_in(match: re.Match[str]) -> str:
    words = (match.groupdict().get("org") or "").strip()
    return "" if re.match(r"[a-z]+ ", words) else words


def _credits_of(match: re.Match[str]) -> Iterator[Credit]:
    """The person whom a sentence says to have spoken, without the word before the name, and those named with them."""
    text, (start, end) = match.string, match.span("name")
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    yield Credit(text[start:end], _organization_in(match))
    if (before := _WITH_BEFORE.search(text[max(0, start - _NEAR) : start])) is not None:
        lead = _LEAD.match(before["name"])
        yield Credit(before["name"][lead.end() if lead else 0 :])
    if (after := _WITH_AFTER.match(text, end)) is not None:
        yield Credit(after["name"])


def credits_by(patterns: Iterable[re.Pattern[str]], text: str) -> list[Credit]:
    """Whom patterns with a group `name` find in a text."""
    found = [credit for pattern in patterns for match in pattern.finditer(text) for credit in _credits_of(match)]
    return list(dict.fromkeys(found))


def credits_in_prose(text: str) -> list[Credit]:
    """Who spoke, as a sentence or a line `Speaker: …` says it."""
    found = credits_by(_PROSE, text) if _MAY_TELL.search(text) else []
    (_, people), *_ = _line(text, first=False)
    found += [credit_of(text, each) for each in people]
    return [
        credit
        for credit in dict.fromkeys(found)
        if is_person(credit.name, stated=True) and credit.organization not in NOBODY
    ]


def texts_of(blocks: Iterable[Block], depth: int) -> Iterable[Text]:
    """The texts of paragraphs and items, down to a depth of nesting."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Listing) and depth:
            for item in block.items:
                if isinstance(item, Commands):
                    yield Text(item.lines)
                elif item.text.runs:
                    yield item.text
                yield from texts_of(item.blocks, depth - 1)
        elif isinstance(block, (Question, Quote)):
            yield from texts_of(block.blocks, depth)
