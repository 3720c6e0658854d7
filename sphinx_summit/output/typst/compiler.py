"""The Typst compiler: PDF/UA-1 from a file, and its complaints as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_summit.output.typst.fonts import Fonts

_COMPLAINT = re.compile(r"^(?:error|warning): ", re.MULTILINE)
_PLACE = re.compile(r"┌─ (.+?):(\d+):\d+")
_NO_GLYPH = re.compile(r'the text `?"(.+)"`? could not be displayed|disallowed codepoint `?"(.+?)"`?$')
_RUST_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_BATCH = 64


@dataclass(frozen=True)
class Complaint:
    """An error or warning: what it says, the lines of the main file that it names (the nearest first), all its text."""

    message: str
    lines: tuple[int, ...] = ()
    text: str = ""

    @property
    def unprintable(self) -> str:
        """The text that no font has glyphs for, if that is the error."""
        match = _NO_GLYPH.search(self.message)
        return _unescape(match[1] or match[2]) if match else ""


@dataclass(frozen=True)
class Proof:
    """What Typst made of a document: the PDF (empty if none), its errors, its warnings."""

    pdf: bytes = b""
    errors: tuple[Complaint, ...] = ()
    warnings: tuple[Complaint, ...] = ()


def compile_file(source: Path, fonts: Fonts, *, accessible: bool = True) -> Proof:
    """The PDF of a file. Only fonts of ours, no packages, no network. `accessible` asks for PDF/UA-1."""
    return _compile(str(source), source.name, fonts, source.parent, accessible=accessible)


def compile_text(text: str, fonts: Fonts, root: Path | None = None) -> Proof:
    """The PDF/UA-1 of a text whose pictures lie in a folder."""
    return _compile(text.encode(), "", fonts, root, accessible=True)


def _compile(source: Any, file: str, fonts: Fonts, root: Path | None, *, accessible: bool) -> Proof:
    try:
        compiler = typst.Compiler(
            source, root=str(root) if root else None, font_paths=list[Any](fonts.folders), ignore_system_fonts=True
        )
        standards: list[Any] = ["ua-1"] if accessible else []
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=standards)
    except typst.TypstError as error:
        return Proof(errors=read_complaints(error.diagnostic or error.message, file))
    except (RuntimeError, ValueError, OSError) as error:
        return Proof(errors=(Complaint(str(error)),))
    assert isinstance(pdf, bytes)
    return Proof(pdf, warnings=tuple(c for w in warnings for c in read_complaints(w.diagnostic, file)))


def read_complaints(diagnostic: str, file: str) -> tuple[Complaint, ...]:
    """The errors or warnings in what Typst prints; `file` is the main file's name as it appears there."""
    starts = [match.start() for match in _COMPLAINT.finditer(diagnostic)] or [0]
    complaints = []
    for start, end in zip(starts, [*starts[1:], len(diagnostic)], strict=True):
        piece = diagnostic[start:end]
        message = piece.split("\n", 1)[0].partition(": ")[2]
        lines = tuple(int(line) for name, line in _PLACE.findall(piece) if name.rsplit("/", 1)[-1] == file)
        complaints.append(Complaint(message, lines, piece))
    return tuple(complaints)


def unprintable_of(characters: list[str], fonts: Fonts) -> set[str]:
    """The characters that no font has: Typst itself is asked, with a page of nothing but them."""
    # With spaces between them, or one that is missing would take its neighbour along.
    codes = [f" \\u{{{ord(character):x}}}" for character in characters]
    batches = ("".join(codes[start : start + _BATCH]) for start in range(0, len(codes), _BATCH))
    families = ", ".join(f'"{family}"' for family in fonts.text)
    head = f'#set document(title: "t")\n#set page(width: 100cm, height: auto)\n#set text(font: ({families},))\n'
    source = head + "\n".join(f'#"{batch}";' for batch in batches)
    errors = compile_text(source, fonts).errors
    return {character for error in errors for character in error.unprintable.strip(" ")} & set(characters)


def _unescape(text: str) -> str:
    """Text as Rust prints it for debugging."""
    return _RUST_ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)
