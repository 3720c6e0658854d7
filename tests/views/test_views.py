"""Views: what they select, and that every output shows it."""

from __future__ import annotations

import pytest

SAN_DIEGO = """
# Summit San Diego

:::{event}
:id: san-diego-2012
:dates: 2012-10-15/2012-10-18
:city: San Diego
:::

Opening. Quantum is the new word! Everyone says it.

## Firewalling Quantum

:::{session}
:id: firewalling
:speakers: 例田 花子 (Example Corp.)
:::

How many rules, asks **Quantum**'s team.
"""

UNDATED = """
# Study meeting

:::{event}
:id: meeting-7
:dates: unknown
:::

## ハイパースケール

:::{session}
:id: hyper
:speakers: 例田 花子 (Sample Inc.); 見本 太郎
:::

新しいQuantumの話。次の文。
"""

SYDNEY = """
# Summit Sydney

:::{event}
:id: sydney-2017
:dates: 2017-11
:::

Neutron is boring now, in a good way.
"""

PAGES = {
    "index": "# Start\n\n```{toctree}\nsandiego\nmeeting\nsydney\nviews\nneutron\n```\n",
    "sandiego": SAN_DIEGO,
    "meeting": UNDATED,
    "sydney": SYDNEY,
    "neutron": "# Neutron\n\n:::{project}\n:id: neutron\n:::\n\n:::{chronology}\n:project: neutron\n:::\n",
}


def view(handbook, text, builder="html", **options):
    handbook.write(**PAGES, views=f"# Views\n\n{text}\n")
    build = handbook.build(builder, summit_data=["openstack"], **options)
    assert build.warnings == []
    return build


def lines(node):
    return [" ".join(row.get_text(" ", strip=True).split()) for row in node]


def test_chronology_follows_a_project_through_its_renaming(handbook):
    soup = view(handbook, "").soup("neutron")
    entries = soup.select(".summit-view-chronology > ul > li")
    when = [entry.select_one(".summit-when").get_text(" ", strip=True) for entry in entries]
    assert [text.split(" Grizzly")[0].split(" Queens")[0] for text in when[:3]] == [
        "Oct 15 – 18, 2012",
        "2013",
        "November 2017",
    ]
    assert "Queens in the making" in when[2]
    assert when[3] == "date unknown"
    assert "summit-undated" in entries[3]["class"]
    assert "summit-milestone" in entries[1]["class"]
    assert "Quantum becomes Neutron" in entries[1].get_text()
    sentences = lines(soup.select(".summit-sentence"))
    assert sentences == [
        "Quantum is the new word!",
        "How many rules, asks Quantum ’s team.",
        "Neutron is boring now, in a good way.",
        "新しい Quantum の話。",
    ]
    assert soup.select_one(".summit-source a")["href"] == "sandiego.html"


def test_chronology_of_a_person_lists_their_talks(handbook):
    soup = view(handbook, ":::{chronology}\n:person: 例田 花子\n:::").soup("views")
    assert lines(soup.select(".summit-view-chronology > ul > li > p"))[1].endswith("Study meeting")
    assert [a["href"] for a in soup.select(".summit-view-chronology li li a")] == [
        "sandiego.html#session-firewalling",
        "meeting.html#session-hyper",
    ]


def test_mentions_are_grouped_by_event(handbook):
    soup = view(handbook, ":::{mentions}\n:project: neutron\n:::").soup("views")
    titles = lines(soup.select(".summit-row-title"))
    assert titles == ["Summit San Diego", "Summit Sydney", "Study meeting"]


@pytest.mark.parametrize("style", ["list", "cards", "table"])
def test_sessions_link_to_their_anchors_in_each_style(handbook, style):
    soup = view(handbook, f":::{{sessions}}\n:style: {style}\n:::").soup("views")
    links = [a["href"] for a in soup.select(".summit-view-sessions a.summit-session")]
    assert links == ["sandiego.html#session-firewalling", "meeting.html#session-hyper"]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("event: meeting-7", ["hyper"]),
        ("organization: Sample Inc.", ["hyper"]),
        ("person: 見本 太郎", ["hyper"]),
        ("project: neutron", ["firewalling"]),
        ("limit: 1", ["firewalling"]),
        ("order: newest", ["hyper", "firewalling"]),
    ],
)
def test_sessions_are_chosen_by_options(handbook, option, expected):
    soup = view(handbook, f":::{{sessions}}\n:{option}\n:::").soup("views")
    links = [a["href"].split("#session-")[1] for a in soup.select("a.summit-session")]
    assert links == expected


def test_directory_is_the_place_of_objects_that_no_page_describes(handbook):
    text = ":::{directory}\n:kind: person\n:::\n\n{person}`例田 花子`"
    soup = view(handbook, text).soup("views")
    row = soup.find("a", class_="summit-person", string="例田 花子")
    assert soup.find(id=row["href"].removeprefix("#")).find_parent("li").get_text().startswith("例田 花子")
    session = view(handbook, text).soup("sandiego").find("dd", class_="summit-fact-speakers")
    assert session.find("a")["href"] == f"views.html{row['href']}"


def test_events_stand_oldest_first_and_undated_last(handbook):
    soup = view(handbook, ":::{directory}\n:kind: event\n:::").soup("views")
    titles = lines(soup.select(".summit-view-directory .summit-row-title"))
    assert titles == ["Summit San Diego", "Summit Sydney", "Study meeting"]


def test_a_view_with_nothing_to_show_says_so(handbook):
    soup = view(handbook, ":::{sessions}\n:project: glance\n:::").soup("views")
    assert soup.select_one(".summit-empty").get_text() == "Nothing to show yet."


def test_every_output_shows_the_views(handbook):
    text = ":::{chronology}\n:project: neutron\n:::\n\n:::{sessions}\n:style: table\n:::"
    build = view(handbook, text, "text")
    shown = build.read("views.txt")
    assert "Quantum is the new word!" in shown
    assert "Firewalling Quantum" in shown
    assert "Quantum becomes Neutron" in shown


@pytest.mark.parametrize(("title", "making"), [("Moving to Neutron", "Juno in the making"), ("Moving house", "")])
def test_an_event_shows_the_release_in_the_making_if_its_sessions_are_about_the_project(handbook, title, making):
    event = "---\norphan: true\n---\n# Meetup\n\n:::{event}\n:id: meetup\n:dates: 2014-05-17\n:::\n"
    page = f"{event}\n## {title}\n\n:::{{session}}\n:id: s\n:::\n"
    facts = view(handbook.write(meetup=page), "").soup("meetup").select_one(".summit-facts")
    assert making in " ".join(facts.get_text(" ").split())
    assert ("in the making" in facts.get_text(" ")) is bool(making)
