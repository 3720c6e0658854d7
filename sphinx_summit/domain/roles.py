"""One role per kind, and three badges for a statement in the text: `since`, `deprecated`, `removed`.

A release's role takes a range as well, `{release}`juno..pike``: both ends as badges.

`{project}`neutron``, `{project}`the network <neutron>``, `{project}`~neutron`` for the short name,
`{project}`!neutron`` for the text without a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole

from sphinx_summit.doctree import Inline, _, as_node, span
from sphinx_summit.domain import store
from sphinx_summit.domain.blocks import NO_AUTOLINK
from sphinx_summit.model.kinds import KINDS

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

STATEMENTS = ("since", "deprecated", "removed")
# For the message catalogues.
_STATEMENT_WORDS = (_("since"), _("deprecated"), _("removed"))


class ObjectRole(XRefRole):
    """A reference to an object, resolved when the page is written."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The reference; of a range, those of both ends, each with its own name, state and dates."""
        first, dots, last = self.target.partition("..")
        is_range = self.name.rpartition(":")[2] == "release" and dots and first.strip() and last.strip()
        if not is_range or self.has_explicit_title or self.disabled:
            return super().run()
        short = "~" * first.startswith("~")
        parts: list[Inline] = [*self._reference(first), " ", span(_("to")), " ", *self._reference(short + last)]
        return [as_node(span(*parts, classes=["summit-range"]))], []

    def _reference(self, target: str) -> list[nodes.Node]:
        self.title = self.target = target.strip()
        return super().run()[0]

    def create_non_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The text as it is, not even linked as a name in prose."""
        return [as_node(span(self.text.removeprefix("!"), classes=[NO_AUTOLINK]))], []

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Keep `~` as a wish for the short name, and remember that the page names the object."""
        short = not has_explicit_title and target.startswith("~")
        target = target.lstrip("~").strip()
        refnode["summit-short"] = short
        kind = "release" if refnode["reftype"] in STATEMENTS else refnode["reftype"]
        store.note(env.get_domain("summit").data, "roles", env.docname, (kind, target))
        return title.lstrip("~").strip(), target


ROLES = {name: ObjectRole() for name in (*KINDS, *STATEMENTS)}
