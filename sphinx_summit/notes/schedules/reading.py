"""A schedule file, read: its pages, and what became of the rest of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Reading, Remark
from sphinx_summit.notes.schedules.events import plans_nothing
from sphinx_summit.notes.schedules.forms import FORMS, Form
from sphinx_summit.notes.schedules.leftovers import fates_of
from sphinx_summit.notes.schedules.page import outlines_of
from sphinx_summit.notes.schedules.people import report_namesakes
from sphinx_summit.notes.schedules.programme import Departures

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMS", "SUFFIXES", "is_schedule", "read_schedule"]

SUFFIXES = tuple(suffix for form in FORMS for suffix in form.suffixes)
"""Files with such a name are schedules or nothing: what is no schedule is no note either."""


def is_schedule(file: str, source: str) -> bool:
    """Whether a text looks like a schedule, or a broken one; cheap, as it is asked of every file with such a name."""
    named = file.lower()
    return any(form.looks_so(source) or (named.endswith(form.suffixes) and form.may_be(source)) for form in FORMS)


def read_schedule(form: Form) -> Callable[[str], Reading]:
    """The reader of a form."""
    return lambda source: _read(form, source)


def _read(form: Form, source: str) -> Reading:
    """The pages of a schedule; without any when it can't be read or plans nothing, and a remark says why."""
    departures = Departures()
    try:
        tree, programme = form.read(source, departures)
    except ValueError as error:
        return Reading((), remarks=(Remark(0, str(error)),))
    if not programme.slots and not plans_nothing(tree):
        return Reading((), remarks=(Remark(0, "no event of a schedule was found here"),))
    if not programme.slots:
        departures.add(0, "this schedule has no events")
    report_namesakes(programme.slots, departures)
    outlines, pens, taken = outlines_of(source, programme)
    fates = [fate for pen in pens for fate in pen.fates] + list(fates_of(tree, taken))
    return Reading(outlines, tuple(sorted(fates, key=lambda fate: fate.start)), departures.remarks)
