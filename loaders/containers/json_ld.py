"""What the JSON-LD of a web page tells of its article."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, cast

from loaders.containers.told import Told, address, name, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Node = Mapping[str, object]

# Types of articles, and of pages, which tell of what is on them by the same keys.
ARTICLE: Final = re.compile(r"(?:\w*NewsArticle|Article|Report|LiveBlogPosting|(?:Social|Blog)?\w*Posting)$")
PAGE: Final = re.compile(r"(?:\w*WebPage|\w*MediaObject|VideoObject)$")
DEEPEST: Final = 12  # a graph in a page in a list is six deep
COMMENT: Final = re.compile(
    r"^\s*(?:/\*.*?\*/|//\s*<!\[CDATA\[|<!--|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*$", re.DOTALL
)


def read_json_ld(scripts: Sequence[str], at: str | None = None) -> Told:
    """Return what the blocks of a page tell; nothing where none of them is about an article.

    Of several articles the one `at` the page's own address is meant, else the first.
    """
    nodes = [node for script in scripts for node in _nodes(_parsed(script), DEEPEST)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if _is(node, ARTICLE)]
    pages = [node for node in nodes if _is(node, PAGE)]
    own = [node for node in articles if at is not None and _address(node) == at]
    chosen = [*own[:1], *articles[:1]][:1] + pages[:1]
    told = Told()
    for node in chosen:
        told = told.over(_told(node, by_id))
    return told


def _parsed(script: str) -> object:
    """Return what a script holds, None for what is no JSON or nested without end."""
    try:
        return json.loads(COMMENT.sub("", script.strip()), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    """Yield the objects of a block, the outer ones first."""
    if depth == 0:
        return
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _nodes(each, depth - 1)
    elif isinstance(value, dict):
        node = cast("dict[str, object]", value)
        yield node
        for each in node.values():
            yield from _nodes(each, depth - 1)


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    return any(isinstance(each, str) and kind.search(each) for each in _listed(node.get("@type")))


def _told(node: Node, by_id: Mapping[str, Node]) -> Told:
    authors = _names(node.get("author") or node.get("creator"), by_id)
    publishers = _names(node.get("publisher") or node.get("sourceOrganization"), by_id)
    return Told(
        title=plain(node.get("headline")) or plain(node.get("name")),
        published=plain(node.get("datePublished")) or plain(node.get("dateCreated")),
        publisher=publishers[0] if publishers else None,
        authors=authors,
        url=_address(node),
        language=_language(node),
    )


def _names(value: object, by_id: Mapping[str, Node]) -> tuple[str, ...]:
    """Return the names of persons or organisations, written out or referred to by their ids."""
    found: list[str] = []
    for each in _listed(value):
        named: object = each
        if isinstance(each, dict):
            node = cast("Node", each)
            node = by_id.get(str(node.get("@id")), node) if "name" not in node else node
            named = next(iter(_listed(node.get("name"))), None)
        text = name(named)
        if text is not None:
            found.append(text)
    return tuple(dict.fromkeys(found))


def _address(node: Node) -> str | None:
    main = node.get("mainEntityOfPage")
    if isinstance(main, dict):
        main = cast("Node", main).get("@id") or cast("Node", main).get("url")
    return address(node.get("url")) or address(main) or address(node.get("@id"))


def _language(node: Node) -> str | None:
    value = node.get("inLanguage")
    if isinstance(value, dict):
        value = cast("Node", value).get("alternateName") or cast("Node", value).get("name")
    return plain(value)


def _listed(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else [] if value is None else [value]
