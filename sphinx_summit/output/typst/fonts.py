"""The fonts of the PDF: two wheels with Noto Sans CJK JP, and what Typst brings along. Never the system's."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

WHEELS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


@dataclass(frozen=True)
class Fonts:
    """Folders to read fonts from, and the families for text and code, the preferred first."""

    folders: tuple[str, ...]
    text: tuple[str, ...]
    code: tuple[str, ...]
    complete: bool
    """Whether there are fonts for Japanese."""


def find_fonts() -> Fonts:
    """The installed fonts; without the wheels those that Typst embeds, which are Latin, Greek and Cyrillic."""
    folders = tuple(folder for wheel in WHEELS if (folder := _folder(wheel)))
    if not folders:
        return Fonts((), ("Libertinus Serif",), ("DejaVu Sans Mono",), complete=False)
    families = ("Noto Sans CJK JP",)
    return Fonts(folders, families, ("DejaVu Sans Mono", *families), complete=len(folders) == len(WHEELS))


def _folder(wheel: str) -> str:
    """Where a wheel's font file lies, or nothing."""
    try:
        spec = find_spec(wheel)
    except (ImportError, ValueError):
        return ""
    for place in (spec and spec.submodule_search_locations) or ():
        if any(Path(place).glob("*.[ot]t[fc]")):
            return place
    return ""
