"""The words that the template prints, by language."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents",
        "index": "Index",
        "continued": " (continued)",
        "page": "p.",
        "image": "Image:",
    },
    "ja": {
        "contents": "目次",
        "index": "索引",
        "continued": "（つづき）",
        "page": "p.",
        "image": "図：",
    },
}
REGIONS = {"ja": "JP", "ko": "KR"}
"""Where a language decides the shapes of the characters, and `language` names no country."""


def words_of(language: str) -> dict[str, str]:
    """The words in a language of conf.py (`ja`, `pt_BR`); English where it has none."""
    return WORDS["en"] | WORDS.get(language.split("_")[0].lower(), {})


def language_and_region(language: str) -> tuple[str, str | None]:
    """`pt_BR` → `pt`, `BR`; `ja` → `ja`, `JP`."""
    code, _, rest = language.replace("-", "_").partition("_")
    region = rest if len(rest) == 2 and rest.isalpha() else None
    return code.lower() or "en", region.upper() if region else REGIONS.get(code.lower())
