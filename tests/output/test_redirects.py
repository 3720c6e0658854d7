"""Old addresses lead to the present page."""

from __future__ import annotations

import pytest

EVENT = "\n:::{event}\n:id: a\n:dates: 2020\n:::\n"


def page(*addresses):
    said = ", ".join(f'"{address}"' for address in addresses)
    return f"---\nredirect_from: [{said}]\n---\n# A & B\n{EVENT}"


def pages(*addresses):
    return {"index": "# Handbook\n\n```{toctree}\nevents/a\n```\n", "events/a": page(*addresses)}


@pytest.mark.parametrize(
    ("address", "file", "target"),
    [
        ("/2013/01/02/x.html", "2013/01/02/x.html", "../../../events/a.html"),
        ("/post/x/", "post/x/index.html", "../../events/a.html"),
        ("/x", "x/index.html", "../events/a.html"),
        ("/events/old.html", "events/old.html", "a.html"),
        ("/投稿/", "投稿/index.html", "../events/a.html"),
    ],
)
def test_an_old_address_leads_on(handbook, address, file, target):
    build = handbook.write(**pages(address)).build()
    assert build.warnings == []
    text = build.read(file)
    assert f'content="0; url={target}"' in text
    assert "<title>A &amp; B</title>" in text


def test_the_addresses_of_dirhtml_lead_to_folders(handbook):
    build = handbook.write(**pages("/old/")).build("dirhtml")
    assert 'url=../events/a/"' in build.read("old/index.html")


@pytest.mark.parametrize("address", ["/../x.html", "../../x.html", "/index.html", "/events/a.html", "", "/a\\b.html"])
def test_no_file_is_written_elsewhere_or_over_a_page(handbook, address):
    build = handbook.write(**pages(address.replace("\\", "\\\\"))).build()
    assert all("redirect_from" in warning for warning in build.warnings)
    assert len(build.warnings) == 1
    assert "refresh" not in build.read("index.html") + build.read("events/a.html")
    assert not (build.out.parent / "x.html").exists()


def test_a_redirect_that_is_wanted_no_more_goes(handbook):
    handbook.write(**pages("/old/")).build()
    build = handbook.write(**pages("/older/")).build()
    assert not (build.out / "old").exists()
    assert (build.out / "older/index.html").exists()
