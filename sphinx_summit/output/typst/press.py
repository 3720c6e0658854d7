"""From the Typst document to the PDF: what Typst refuses is mended, reported, and never ends the build."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_summit.output.typst.compiler import Complaint, compile_file, compile_text
from sphinx_summit.output.typst.escape import code_point, exact

if TYPE_CHECKING:
    from sphinx_summit.output.typst.fonts import Fonts

logger = logging.getLogger(__name__)
_PICTURE = re.compile(r'\bimage\(("images/[^"]*")')
_PLACE = re.compile(r"// at (.+?)(?::(\d+))?")
_ATTEMPTS = 8


@dataclass(frozen=True)
class Press:
    """What a printing needs: the Typst document, the folder that its comments count from, the fonts."""

    source: Path
    srcdir: Path
    fonts: Fonts

    def print_book(self) -> None:
        """Write the PDF beside the document, as PDF/UA-1 where that can be had; each complaint is a warning."""
        pdf = self.source.with_suffix(".pdf")
        proof = compile_file(self.source, self.fonts)
        for _attempt in range(_ATTEMPTS):
            if not proof.errors or not self._mend(proof.errors):
                break
            proof = compile_file(self.source, self.fonts)
        if proof.errors:
            self._report(proof.errors)
            proof = compile_file(self.source, self.fonts, accessible=False)
        self._report(tuple(warning for warning in proof.warnings if warning.message.endswith("was ignored")))
        if proof.pdf:
            pdf.write_bytes(proof.pdf)
        else:
            pdf.unlink(missing_ok=True)
            self._warn("pdf", f"there is no PDF: Typst can't compile {self.source.name}")

    def _mend(self, complaints: tuple[Complaint, ...]) -> bool:
        """Replace in the document what can't be printed: characters that no font joins, and broken pictures."""
        text = mended = self.source.read_text(encoding="utf-8")
        lines = text.split("\n")
        for complaint in complaints:
            if cluster := complaint.unprintable:
                shown = _taken_apart(cluster)
                mended = mended.replace(cluster, shown)
                message = f"no font at hand can print {cluster!a} as one: it is printed as {shown}"
                self._warn("glyph", message, self._place(lines, complaint.lines))
            for picture, number in self._broken_pictures(lines, complaint):
                mended = mended.replace(f"image({picture}", f"no-image({picture}")
                message = f"the picture {picture} can't be printed: {complaint.message}"
                self._warn("pdf", message, self._place(lines, (number,)))
        if mended != text:
            self.source.write_text(mended, encoding="utf-8", newline="\n")
        return mended != text

    def _broken_pictures(self, lines: list[str], complaint: Complaint) -> list[tuple[str, int]]:
        """The pictures that an error can mean, with their lines, if Typst can't print them alone either."""
        page = '#set document(title: "t")\n#image({}, alt: "t")'
        return [
            (picture, number)
            for number, line in enumerate(lines, 1)
            for picture in _PICTURE.findall(line)
            if (number in complaint.lines or exact(picture) in complaint.text)
            and compile_text(page.format(picture), self.fonts, self.source.parent).errors
        ]

    def _report(self, complaints: tuple[Complaint, ...]) -> None:
        lines = self.source.read_text(encoding="utf-8").split("\n")
        for complaint in complaints:
            self._warn("pdf", f"Typst says: {complaint.message}", self._place(lines, complaint.lines))

    def _place(self, lines: list[str], numbers: tuple[int, ...]) -> str | None:
        """`file:line` of the source for the first of some lines: the last comment above it says it."""
        for line in reversed(lines[: numbers[0]] if numbers else []):
            if match := _PLACE.fullmatch(line):
                return f"{self.srcdir / match[1]}:{match[2] or ''}"
        return None

    def _warn(self, subtype: str, message: str, place: str | None = None) -> None:
        logger.warning("%s", message, type="summit", subtype=subtype, location=place)


def _taken_apart(cluster: str) -> str:
    """The code points of a cluster, but its first character if it can stand alone."""
    alone = len(cluster) > 1 and not unicodedata.category(cluster[0]).startswith("M")
    rest = cluster[1:] if alone else cluster
    return (cluster[0] if alone else "") + "".join(map(code_point, rest))
