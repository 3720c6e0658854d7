"""What every page of the web handbook shows of the whole: how many objects of each kind, and the events by year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_summit.domain.links import Named, named
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import Event

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook


@dataclass(frozen=True, slots=True)
class Rail:
    """Counts by kind, and events by year, the newest year first; undated events under ""."""

    counts: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, tuple[Named, ...]], ...]


def select_rail(handbook: Handbook) -> Rail:
    """The rail of a handbook."""
    counts = ((kind, sum(handbook.place_of(r) is not None for r in handbook.shown(kind))) for kind in KINDS)
    shown = [event for event in handbook.shown("event") if isinstance(event, Event)]
    events = [(event.dates.start[:4], named(handbook, event)) for event in shown]
    years = [(year, tuple(event for _, event in group)) for year, group in groupby(events, key=lambda e: e[0])]
    dated = [entry for entry in years if entry[0]]
    return Rail(tuple((kind, n) for kind, n in counts if n), (*reversed(dated), *(y for y in years if not y[0])))
