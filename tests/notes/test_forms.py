"""Which reader takes a note: told by its content, whatever its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_summit.notes.readers import reader_for

PAIRS = Path(__file__).parent / "pairs"
FORMS = {
    "rst": ["memo.rst", "trip.rst"],
    "org": ["meetup.org", "treffen.org"],
    "asciidoc": ["talks.adoc"],
    "wiki": [
        "report.hiki", "minutes.mediawiki", "kai.pukiwiki", "plan.trac", "besuch.dokuwiki", "post.textile", "notes.rd",
        "nikki.hatena",
    ],
    "chat": ["weekly.log", "pasted-chat.txt", "working-group.txt"],
    "text": ["hard-wrapped.txt", "talks-with-credits.txt"],
    "markdown": ["one-space.md"],
}  # fmt: skip


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, names in FORMS.items() for name in names])
def test_form_is_told_by_content(form, name):
    assert reader_for("note", (PAIRS / name).read_text(encoding="utf-8")).name == form
