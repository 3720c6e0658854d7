"""Events, sessions, questions and badges in print."""

from __future__ import annotations

import re

import pytest

from tests.output.test_typst_books.books import build_pages

CONF = """
extensions = ["myst_parser", "sphinx_design", "sphinx_summit", "sphinx_summit.output.typst"]
primary_domain = "summit"
summit_data = ["openstack"]
"""
EVENT = """\
# The first meeting

:::{event}
:id: first
:dates: 2014-11-03/2014-11-07
:city: Paris
:::

The lead.

## A promise

:::{session}
:id: promise
:event: first
:speakers: Maren Holt (Kestrel Networks)
:projects: neutron
:releases: juno
:slides: https://slides.example.org/promise
:::

The router of neutron is a promise.

:::{question} Who decides?
The clock.
:::

## A second session

:::{session}
:id: second
:event: first
:::

After {session}`promise`.
"""
PROJECTS = "# Projects\n\n## Neutron\n\n:::{project}\n:id: neutron\n:::\n"


@pytest.fixture(scope="module")
def handbook(tmp_path_factory):
    return build_pages(
        tmp_path_factory.mktemp("handbook"),
        conf=CONF,
        index="# A handbook\n\n```{toctree}\nfirst\nprojects\n```\n",
        first=EVENT,
        projects=PROJECTS,
    )


def test_it_builds_without_a_warning(handbook):
    assert handbook.warnings == ""


def test_the_contents_name_sessions_with_their_speakers_and_events_with_their_dates(handbook):
    contents = handbook.pages[1]
    assert re.search(r"A promise\s*Maren Holt$", contents, re.MULTILINE)
    assert "Kestrel" not in contents
    assert "2014" in contents


def test_an_event_opens_with_its_facts_and_its_sessions(handbook):
    opener = handbook.pages[handbook.page_of("The lead") - 1]
    assert "Paris" in opener
    assert "A second session" in opener
    assert "The router of" not in opener


def test_facts_show_the_speakers_with_their_organisation_and_the_address_of_the_slides(handbook):
    page = handbook.pages[handbook.page_of("Who decides") - 1]
    assert "Maren Holt (Kestrel Networks)" in page
    assert "https://slides.example.org/promise" in page


def test_a_name_in_prose_has_the_page_of_what_it_names(handbook):
    here, there = handbook.page_of("Who decides"), handbook.page_of("Networking service")
    assert (here, there) in handbook.links()
    assert re.search(rf"The router of neutron\s*{there}\s*is a promise", handbook.text)


def test_a_question_and_its_answer_have_their_labels(handbook):
    assert re.search(r"Q\s*Who decides\?\s*A\s*The clock\.", handbook.text)


def test_a_reference_to_a_session_says_its_page(handbook):
    page = handbook.page_of("Who decides")
    assert re.search(rf"After A promise\s*→\s*p\.\s*{page}", handbook.text)
