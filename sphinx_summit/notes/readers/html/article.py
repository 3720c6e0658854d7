"""Where in a page the note is, and what the page puts around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Fate
from sphinx_summit.notes.readers.html.blocks import DROPPED, HEADINGS
from sphinx_summit.notes.readers.html.tokens import Token
from sphinx_summit.notes.readers.html.tree import Node, nodes, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.readers.html.tokens import Attribute
    from sphinx_summit.notes.readers.html.tree import Tree

AROUND = "the web page around the note"
HIDDEN = "hidden on the page"
_ROLES = {
    "navigation": "navigation",
    "search": "navigation",
    "banner": "the site's head",
    "contentinfo": "the site's foot",
}
# Words of a class or an id, as themes of web pages name their parts.
_PARTS = {
    "navigation": "nav navbar navigation menu breadcrumb breadcrumbs pagination paginator pager paging prevnext skip "
    "skiplink toolbar topbar prev next",
    "the side of the page": "sidebar widget widgets widgetarea",
    "the page's own table of contents": "toc toctree tableofcontents",
    "links for sharing": "share sharing shares social socials sharedaddy addthis addtoany sns bookmarks",
    "links to other pages": "related recommend recommended relatedposts",
    "comments of readers": "comments disqus disqus_thread respond commentlist commentform utterances giscus",
    "notices of the site": "cookie cookies ads advert advertisement adsbygoogle adsense newsletter popup modal",
    "the site's foot": "footer copyright sitefooter",
    "the site's head": "masthead siteheader searchform searchbox",
    "a heading's link to itself": "headerlink anchorjs anchor-link heading-anchor",
    "line numbers": "lineno linenos gutter",
    HIDDEN: "sr-only visually-hidden screen-reader-text visuallyhidden",
}
_REASONS = {word: reason for reason, words in _PARTS.items() for word in words.split()}
_SPLIT = re.compile(r"[-_]+")
_PERMALINK = re.compile(r"[¶#§🔗\s]*")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SECTIONS = frozenset({"article", "main", "section", "blockquote"})
_AROUND_ARTICLES = frozenset({"nav", "header", "footer", "aside"})
_MOST = 0.4
"""What holds more of a page's words than this is no part around its note, whatever its class says."""
_POSTS = frozenset({"post", "entry", "hentry", "h-entry", "blog-post", "post-item", "post-preview", "article"})
_DATED = re.compile(r"date|time|published", re.IGNORECASE)
_MOST_OF_ALL = 0.8
_PHRASING = frozenset(
    {"a", "span", "b", "strong", "i", "em", "font", "p", "ul", "ol", "table", "pre", "blockquote", "li"}
)


@dataclass
class Page:
    """A page: how many characters of words each element holds, and the elements that are left out, with reasons.

    `seen`: each element that is not within one that is left out, with the reason if it is left out itself.
    """

    tree: Tree
    words: Counter[Node]
    dropped: dict[Node, str]
    seen: list[tuple[Node, str]]


def survey(tree: Tree) -> Page:
    """What in a page is no note, wherever it stands."""
    dropped = dict(_parts_around(tree, _count(tree, {})))
    return Page(tree, _count(tree, dropped), dropped, list(_with_reasons(tree, dropped)))


def notes_of(page: Page) -> tuple[Node, ...]:
    """The elements that hold the notes of a whole page: the posts of a blog's index, or the one article."""
    return _posts(page) or (_note(page),)


def _count(tree: Tree, dropped: Mapping[Node, str]) -> Counter[Node]:
    """How many characters of words each element holds, without those of links and of what is left out."""
    count: Counter[Node] = Counter()
    before: list[int] = []
    total = apart = 0
    for begins, child in walk(tree.root):
        if not isinstance(child, Node):
            if child.kind == "text" and not apart:
                total += len("".join(tree.source[child.start : child.end].split()))
            continue
        if child.name == "a" or child.name in DROPPED or child in dropped:
            apart += 1 if begins else -1
        if begins:
            before.append(total)
        elif (held := total - before.pop()) > 0:
            count[child] = held
    count[tree.root] = total
    return count


# -- what is left out ----------------------------------------------------------------------------------------


def _parts_around(tree: Tree, words: Counter[Node]) -> Iterator[tuple[Node, str]]:
    """Parts of the page that are not the note's, and why."""
    titles = _holding(_titles_and_texts(tree))
    most = _MOST * words[tree.root]
    depth = 0
    for begins, node in walk(tree.root):
        if not isinstance(node, Node):
            continue
        if node.name in _SECTIONS:
            depth += 1 if begins else -1
        if not begins or not (node.token.attributes or node.name in _AROUND_ARTICLES):
            continue
        reason = _hidden(tree, node) or _reason_by_name(tree, node, inside=depth > 0)
        if reason and (reason == HIDDEN or (words[node] <= most and node not in titles)):
            yield node, reason


def _titles_and_texts(tree: Tree) -> list[Node]:
    """The headings and articles of notes: beside a heading in an article, one elsewhere is the site's name."""
    texts: list[Node] = []
    titles: list[Node] = []
    others: list[Node] = []
    depth = 0
    for begins, node in walk(tree.root):
        if isinstance(node, Node) and node.name in {"article", "main"}:
            depth += 1 if begins else -1
            texts += [node] if begins else []
        elif isinstance(node, Node) and node.name == "h1" and begins:
            (titles if depth else others).append(node)
    return [*texts, *(titles or others)]


def _holding(held: Iterable[Node]) -> set[Node]:
    """Some elements, and all above them."""
    found: set[Node] = set()
    for node in held:
        above: Node | None = node
        while above is not None and above not in found:
            found.add(above)
            above = above.parent
    return found


def _hidden(tree: Tree, node: Node) -> str:
    if not node.token.attributes:
        return ""
    style = tree.attribute(node, "style")
    hides = tree.attribute(node, "hidden") is not None or (style and _HIDDEN.search(style))
    return HIDDEN if hides and node.name not in {"html", "body"} else ""


def _reason_by_name(tree: Tree, node: Node, *, inside: bool) -> str:
    """Why an element is left out; `inside`: it stands in an article or a section."""
    if node.name == "nav":
        return "navigation"
    if node.name in {"header", "footer", "aside"} and not inside:
        return {"header": "the site's head", "footer": "the site's foot"}.get(node.name, "the side of the page")
    if node.name in {"html", "body", "main", "article"} or not node.token.attributes:
        return ""
    role = (tree.attribute(node, "role") or "").lower()
    if role in _ROLES and not inside:
        return _ROLES[role]
    if node.name == "a" and (tree.attribute(node, "href") or "").startswith("#") and _is_permalink(tree, node):
        return "a heading's link to itself"
    return next(filter(None, map(_reason_of, sorted(tree.tokens_of(node)))), "")


def _reason_of(word: str) -> str:
    """Why an element with such a class is left out: by the whole word, or by its first or last part."""
    parts = _SPLIT.split(word)
    return _REASONS.get(word) or _REASONS.get(parts[-1]) or (_REASONS.get(parts[0]) if len(parts) < 3 else "") or ""


def _is_permalink(tree: Tree, node: Node) -> bool:
    """Whether a link shows nothing but a sign."""
    shown = ""
    for child in node.children:
        if isinstance(child, Node):
            if child.name not in DROPPED:
                return False
        elif child.kind == "text":
            shown += tree.source[child.start : child.end]
        if len(shown) > 8:
            return False
    return bool(_PERMALINK.fullmatch(shown)) and _in_heading(node)


def _in_heading(node: Node) -> bool:
    above = node.parent
    return above is not None and (
        above.name in HEADINGS or (above.parent is not None and above.parent.name in HEADINGS)
    )


# -- where the notes are ---------------------------------------------------------------------------------------


def _shown(page: Page, root: Node) -> Iterator[Node]:
    """The elements below one, without what is left out."""
    first = bisect_right(page.seen, root.first, key=_place)
    for number in range(first, len(page.seen)):
        node, reason = page.seen[number]
        if node.first > root.last:
            break
        if not reason:
            yield node


def _place(row: tuple[Node, str]) -> int:
    return row[0].first


def _with_reasons(tree: Tree, dropped: Mapping[Node, str]) -> Iterator[tuple[Node, str]]:
    """The elements of a page, and why they are left out; not those in elements that are."""
    done = 0
    for node in nodes(tree.root):
        if node.first > done:
            reason = dropped.get(node) or DROPPED.get(node.name, "")
            done = node.last if reason else done
            yield node, reason


def fates_around(page: Page, notes: Sequence[Node]) -> Iterator[Fate]:
    """Why what stands outside the notes is on no page."""
    found = [(node, reason) for node, reason in page.seen if reason]
    inner = [(note.start, note.end, "") for note in notes]
    done = page.tree.root.start
    for start, end, reason in sorted([*inner, *((node.start, node.end, reason) for node, reason in found)]):
        if start < done:
            continue
        if done < start:
            yield Fate(done, start, AROUND, True)
        if reason:
            yield Fate(start, end, reason, True)
        done = end
    if done < len(page.tree.source):
        yield Fate(done, len(page.tree.source), AROUND, True)


def _posts(page: Page) -> tuple[Node, ...]:
    """The posts of a blog's index: elements side by side, each with a heading that is a link, or with a date."""
    groups: dict[tuple[Node, str], list[Node]] = {}
    for node in _shown(page, page.tree.root):
        named = node.token.attributes and page.tree.tokens_of(node) & _POSTS
        if node.parent and (node.name == "article" or named):
            groups.setdefault((node.parent, node.name), []).append(node)
    best = max(groups.values(), key=len, default=[])
    posts = [node for node in best if _is_post(page, node)]
    if (
        len(posts) < 2
        or len(posts) * 2 < len(best)
        or sum(page.words[n] for n in posts) * 2 < page.words[page.tree.root]
    ):
        return ()
    return tuple(posts)


def _is_post(page: Page, node: Node) -> bool:
    heading = next((each for each in _shown(page, node) if each.name in {"h1", "h2", "h3"}), None)
    if heading is None:
        return False
    linked = link_of(heading) is not None
    return linked and any(each.name == "time" or _is_dated(page, each) for each in _shown(page, node))


def _is_dated(page: Page, node: Node) -> bool:
    return bool(node.token.attributes) and any(map(_DATED.search, page.tree.tokens_of(node)))


def link_of(heading: Node) -> Node | None:
    """The link that a heading is, or stands in."""
    if heading.parent and heading.parent.name == "a":
        return heading.parent
    return next((node for node in nodes(heading) if node.name == "a"), None)


def permalink_of(note: Node) -> Node | None:
    """The link of a post's first heading, which leads to the post's own page."""
    heading = next((node for node in nodes(note) if node.name in HEADINGS), None)
    return link_of(heading) if heading else None


def _note(page: Page) -> Node:
    """The element that holds the note: the page's article, its main part, or where most of its words are."""
    shown = list(_shown(page, page.tree.root))
    titles = [node for node in shown if node.name == "h1"]
    articles = list(_outermost(node for node in shown if node.name == "article"))
    mains = list(_outermost(n for n in shown if n.name == "main" or page.tree.attribute(n, "role") == "main"))
    for found in (articles, mains):
        if len(found) == 1 and _holds(page, found[0], page.tree.root, titles, 0.5):
            return found[0]
    note = next((node for node in shown if node.name == "body"), page.tree.root)
    inside: Node | None = note
    while inside:
        note = inside
        elements = (child for child in note.children if isinstance(child, Node) and child not in page.dropped)
        inside = next((child for child in elements if _holds(page, child, page.tree.root, titles, _MOST_OF_ALL)), None)
    return note


def _holds(page: Page, node: Node, root: Node, titles: Sequence[Node], share: float) -> bool:
    """Whether an element holds all titles, and such a share of all words."""
    within = all(node.start <= title.start < node.end for title in (*titles[:1], *titles[-1:]))
    return within and node.name not in _PHRASING and page.words[node] >= share * max(page.words[root], 1)


def _outermost(found: Iterable[Node]) -> Iterator[Node]:
    end = -1
    for node in found:
        if node.start >= end:
            end = node.end
            yield node


def title_of(page: Page) -> Token | None:
    """The words of the page's title, as a browser's tab shows it."""
    title = next((node for node in nodes(page.tree.root) if node.name == "title"), None)
    return next((child for child in title.children if isinstance(child, Token)), None) if title else None


def begins_with_heading(page: Page, note: Node) -> bool:
    """Whether a note has a heading of the first level, or one before all other words."""
    for begins, child in walk(note):
        if isinstance(child, Node) and begins and child.name in HEADINGS:
            return True
        if (
            isinstance(child, Token)
            and child.kind == "text"
            and not page.tree.source[child.start : child.end].isspace()
        ):
            break
    return any(node.name == "h1" for node in _shown(page, note))


_META_DATES = frozenset({"article:published_time", "date", "dc.date", "dcterms.date", "datepublished", "publishdate"})
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)


def published_in(page: Page) -> Attribute | None:
    """The day on which the page says that it was published."""
    for node in nodes(page.tree.root):
        if node.name == "body":
            return None
        if node.name == "meta":
            names = (page.tree.attribute(node, name) or "" for name in ("property", "name", "itemprop"))
            content = next((each for each in node.token.attributes if each.name == "content"), None)
            if not content or not _META_DATES & {name.lower() for name in names}:
                continue
            if _DATE.fullmatch(page.tree.source, content.start, content.end):
                return content
    return None
