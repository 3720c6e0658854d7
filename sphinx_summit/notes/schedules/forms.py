"""The forms of schedules: how each is told from other files of its syntax, and read into slots."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules import calendar, timetable
from sphinx_summit.notes.schedules.conference import programme_of, series_of
from sphinx_summit.notes.schedules.events import events_in
from sphinx_summit.notes.schedules.json_tree import read_json
from sphinx_summit.notes.schedules.references import References
from sphinx_summit.notes.schedules.rules import check_frab
from sphinx_summit.notes.schedules.sequence import in_sequence, that_take_place
from sphinx_summit.notes.schedules.slots import SlotReader
from sphinx_summit.notes.schedules.xml_tree import read_xml
from sphinx_summit.notes.schedules.yaml_tree import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_summit.notes.schedules.programme import Departures, Programme
    from sphinx_summit.notes.schedules.words import Tree


@dataclass(frozen=True)
class Form:
    """A syntax in which schedules come. Two cheap looks at a text tell whether it is a schedule in this syntax.

    `looks_so` is for texts of any name; `may_be` for those with one of the suffixes, and true of broken ones as well.
    """

    name: str
    suffixes: tuple[str, ...]
    looks_so: Callable[[str], bool]
    may_be: Callable[[str], bool]
    read: Callable[[str, Departures], tuple[Tree, Programme]]


def _from_tree(parse: Callable[[str], Tree]) -> Callable[[str, Departures], tuple[Tree, Programme]]:
    def read(source: str, departures: Departures) -> tuple[Tree, Programme]:
        tree = parse(source)
        nodes = list(events_in(tree))
        check_frab(tree, (node for node, _ in nodes), departures)
        reader = SlotReader(References(tree), departures)
        slots = in_sequence(that_take_place((reader.read(node, around) for node, around in nodes), departures))
        programme = programme_of(tree, slots, departures)
        name, year = series_of([node for node, _ in nodes])
        if not programme.name:
            programme = replace(programme, name=name, first=programme.first or year, last=programme.last or year)
        return tree, programme

    return read


_JSON_TABLE = re.compile(
    r'"(?:schedule|conference|days|events|sessions|talks|rooms|submission_?type|results|slots|speakers|persons)"\s*:',
    re.IGNORECASE,
)
_JSON_EVENT = re.compile(
    r'"(?:starts_?at|start|start_?time|session_?start_?time|date|speakers|persons|slots|abstract|begin|time)"\s*:',
    re.IGNORECASE,
)
_JSON_EMPTY = re.compile(r'"(?:schedule|days|sessions|talks)"\s*:\s*(?:\[\s*\]|\{\s*\})')
_XML_ROOT = re.compile(
    r"(?:<\?xml[^>]*\?>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>|\s)*+<(?:schedule|iCalendar)[\s>]",
    re.DOTALL,
)
_XML_ELEMENT = re.compile(r"<(?:schedule|iCalendar)[\s>]")
_YAML_ENTRY = re.compile(r"(?mi)^(?:[ \t]*-[ \t]+|[ \t]+)(?:title|slug|abstract|session)[ \t]*:")
_YAML_EVENT = re.compile(r"(?mi)^[ \t]*(?:-[ \t]+)?(?:speakers|time|start|abstract|duration)[ \t]*:")
# A line that begins at the margin and is neither an entry, a key, a comment nor blank; also the end of front matter.
_NO_YAML = re.compile(r"(?m)^(?!-[ \t]|[\w.-]+[ \t]*:(?:[ \t]|$)|#|[ \t]|$|\r|\])")
_HEAD = 200_000


def _is_json(source: str) -> bool:
    ends = source[:200].lstrip("\ufeff \t\r\n")[:1] + source[-200:].rstrip("; \t\r\n")[-1:]
    return ends in {"{}", "[]"} and _may_be_json(source)


def _may_be_json(source: str) -> bool:
    head = source[:_HEAD]
    return bool(_JSON_EMPTY.search(head)) or bool(_JSON_TABLE.search(head) and _JSON_EVENT.search(head))


def _is_xml(source: str) -> bool:
    return bool(_XML_ROOT.match(source[:_HEAD].lstrip("\ufeff")))


def _may_be_xml(source: str) -> bool:
    return bool(_XML_ELEMENT.search(source[:_HEAD]))


def _is_yaml(source: str) -> bool:
    return _may_be_yaml(source) and not _NO_YAML.search(source[:_HEAD].removeprefix("---"))


def _may_be_yaml(source: str) -> bool:
    head = source[:_HEAD]
    return bool(_YAML_ENTRY.search(head)) and bool(_YAML_EVENT.search(head))


FORMS: tuple[Form, ...] = (
    Form("schedule-json", (".json",), _is_json, _may_be_json, _from_tree(read_json)),
    Form("schedule-xml", (".xml", ".xcal"), _is_xml, _may_be_xml, _from_tree(read_xml)),
    Form("ical", (".ics", ".ical", ".ifb"), calendar.looks_so, calendar.may_be, calendar.read),
    Form("schedule-yaml", (".yaml", ".yml"), _is_yaml, _may_be_yaml, _from_tree(read_yaml)),
    Form("timetable", (".csv", ".tsv"), timetable.looks_so, timetable.looks_so, timetable.read),
)
