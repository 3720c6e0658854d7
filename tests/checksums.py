"""Sphinx 8.2 and newer keep the checksums of style sheets as long as the process runs; commands run one build each."""

from __future__ import annotations

from sphinx.builders.html import _assets


def forget_checksums() -> None:
    """Have the next build read the files."""
    cached = getattr(_assets, "_file_checksum_inner", None)
    if cached is not None:
        cached.cache_clear()
