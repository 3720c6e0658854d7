"""Problems become Sphinx warnings: type `summit`, their sub-type, file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

    from sphinx_summit.problems import Problem

_logger = logging.getLogger(__name__)

_LONGEST = 800
"""Characters of a message: it may quote an author's mistake of any length."""


def warn(problems: Iterable[Problem]) -> None:
    """Log problems of pages: `Problem.file` is a docname."""
    for problem in problems:
        _log(problem, (problem.file, problem.line) if problem.file else None)


def warn_files(problems: Iterable[Problem]) -> None:
    """Log problems of other files: `Problem.file` is a name as conf.py spells it."""
    for problem in problems:
        # Sphinx takes a place without a line for the name of a page.
        _log(problem, f"{problem.file}:{problem.line or 1}" if problem.file else None)


def _log(problem: Problem, location: str | tuple[str, int | None] | None) -> None:
    _logger.warning(_cut(problem.message), type="summit", subtype=problem.subtype, location=location)


def warn_at(node: nodes.Node, subtype: str, message: str) -> None:
    """Log a problem at the place of a node."""
    _logger.warning(_cut(message), type="summit", subtype=subtype, location=node)


def _cut(message: str) -> str:
    """A message without its middle if it is long; places and hints stand at the end."""
    return message if len(message) <= _LONGEST else f"{message[: _LONGEST // 2]} […] {message[-_LONGEST // 4 :]}"
