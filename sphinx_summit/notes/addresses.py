"""What a note says of its own publication: its old addresses, as site generators make them; whether it is a draft."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_JEKYLL_POST = re.compile(
    r"(?:^|/)_posts/(?:(?P<folder>[\w/-]+)/)?(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)-(?P<slug>[^/]+)$"
)
_SUFFIX = re.compile(r"(?:\.(?:md|markdown|mkd|html?|org|rst|txt|adoc))+$", re.IGNORECASE)
_SAFE = re.compile(r"/(?:[\w.~%+@-]+/)*(?:[\w.~%+@-]+/?)?")
_LONGEST = 300


def old_addresses(file: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The paths of a note on the site that it comes from: from its front matter, or from the rules of its folder.

    Keys: `aliases`, `redirect_from` (lists or one), `permalink`, `url` (one), `slug`. Rules: Jekyll's default
    `/categories/year/month/day/title.html` and Hugo's `/section/slug/`.
    """
    found = [address for key in ("aliases", "redirect_from", "permalink", "url") for address in _texts(values.get(key))]
    if not any(key in values for key in ("permalink", "url")):
        found += _by_folder(file, values)
    return tuple(dict.fromkeys(path for address in found if (path := _path(address))))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, (list, tuple)) else [value]
    return [each.strip() for each in values if isinstance(each, str) and each.strip()]


def _path(address: str) -> str:
    """A path from the site's root, or nothing where it can't be one: `..`, patterns, white space, another scheme."""
    path = re.sub(r"^https?://[^/]+", "", address)
    path = path if path.startswith("/") else f"/{path}"
    steps = path.split("/")
    if len(path) > _LONGEST or path == "/" or not _SAFE.fullmatch(path) or any(step in {".", ".."} for step in steps):
        return ""
    return path


def _by_folder(file: str, values: Mapping[str, Any]) -> Iterator[str]:
    path = _SUFFIX.sub("", file)
    slug = next(iter(_texts(values.get("slug"))), "")
    post = _JEKYLL_POST.search(path)
    if post:
        categories = _texts(values.get("categories") or values.get("category"))
        if len(categories) == 1:
            categories = categories[0].split()
        folder = "/".join(category.lower() for category in categories)
        yield f"{folder}/{post['y']}/{post['m']}/{post['d']}/{slug or post['slug']}.html"
        return
    parts = path.split("/")
    if "content" in parts[:-1]:
        parts = parts[parts.index("content") + 1 :]
        if parts[-1] in {"index", "_index"}:
            parts.pop()
    elif not slug:
        return
    if parts:
        yield "/" + "/".join([*parts[:-1], slug or parts[-1]]) + "/"


def is_private(values: Mapping[str, Any]) -> bool:
    """Whether a note says that it is not for everyone."""
    status = str(values.get("status", values.get("visibility", ""))).casefold()
    return values.get("private") is True or status in {"private", "hidden", "非公開"}


def is_draft(file: str, values: Mapping[str, Any]) -> bool:
    """Whether a note says that it is not ready: `draft: true`, Jekyll's `published: false` and `_drafts/`, Pelican's
    `status: draft`."""
    status = str(values.get("status", "")).casefold()
    said = values.get("draft") is True or values.get("published") is False or status == "draft"
    return said or str(values.get("draft", "")).casefold() == "true" or "_drafts" in file.split("/")[:-1]


@dataclass(frozen=True, slots=True)
class PageSettings:
    """Lines of front matter that a page needs, and whether builds leave it out."""

    lines: tuple[str, ...] = ()
    hidden: bool = False


def page_settings(file: str, values: Mapping[str, Any]) -> PageSettings:
    """What the page of a note says of itself to a build: `redirect_from`, `draft`, `private`."""
    lines = []
    addresses = old_addresses(file, values)
    if addresses:
        lines.append(f"redirect_from: {json.dumps(addresses)}")
    private, draft = is_private(values), is_draft(file, values)
    if draft:
        lines.append("draft: true")
    if private:
        lines.append("private: true")
    if private or draft:
        lines.append("orphan: true")
    return PageSettings(tuple(lines), private or draft)
