"""Pages as a browser lays them out."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import BuildSite

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (320, 360, 768, 1280)
_MEASURE = """
<script>
addEventListener("load", () => setTimeout(() => {
  const root = document.documentElement;
  const scrolls = (element) => element && (
    element.matches(".scroll, pre") || scrolls(element.parentElement)
  );
  const cut = [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.right > root.clientWidth + 1 && !scrolls(element);
  });
  const found = root.scrollWidth > root.clientWidth ? ["the page"] : [];
  parent.postMessage([root.clientWidth, location.pathname.split("/").pop(),
    found.concat(cut.map((element) => element.tagName + "." + element.className))], "*");
}, 50));
</script>
"""
_COLLECT = """<!DOCTYPE html><meta charset="utf-8"><pre id="out">[]</pre><script>
const found = [];
addEventListener("message", (event) => {
  found.push(event.data); document.getElementById("out").textContent = JSON.stringify(found);
});
</script>"""


def _measure(folder: Path, pages: list[str], tmp_path: Path) -> list[tuple[int, str, list[str]]]:
    """For each page and width: what reaches beyond the screen."""
    frames = []
    for page in pages:
        path = folder / page
        probe = path.with_name(f"probe-{path.name}")
        probe.write_text(path.read_text(encoding="utf-8") + _MEASURE, encoding="utf-8")
        frames += [f'<iframe src="{probe.as_uri()}" style="width:{w}px;border:0"></iframe>' for w in WIDTHS]
    (tmp_path / "all.html").write_text(_COLLECT + "".join(frames), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
               "--hide-scrollbars", "--virtual-time-budget=20000", f"--user-data-dir={tmp_path / 'profile'}",
               "--dump-dom"]  # fmt: skip
    command = [str(CHROMIUM), *options, (tmp_path / "all.html").as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = re.search(r'<pre id="out">(.*?)</pre>', dom)
    assert found
    return [(width, page, beyond) for width, page, beyond in json.loads(html.unescape(found[1]))]


@pytest.mark.full
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
@pytest.mark.parametrize(
    ("site", "pages"),
    [
        ("plain", ["index.html", "text.html", "sub/deeper.html", "genindex.html", "search.html"]),
        ("handbook", ["index.html", "meetup.html", "neutron.html", "people.html", "summit-session.html"]),
    ],
)
def test_nothing_is_wider_than_the_screen(build_site: BuildSite, tmp_path: Path, site: str, pages: list[str]) -> None:
    folder = shutil.copytree(build_site(site, "-b", "html", "-D", "language=ja"), tmp_path / "site")
    measured = _measure(folder, pages, tmp_path)
    assert len(measured) == len(pages) * len(WIDTHS)
    assert [(width, page, beyond) for width, page, beyond in measured if beyond] == []
