"""JSON lines: an article a line, its text or its web page under documented keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import orjson

from loaders.containers.moments import read_moment
from loaders.containers.page import Page
from loaders.containers.text import refuse_binary
from loaders.errors import Refused
from loaders.iris import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loaders.containers.container import Container

TEXT_KEYS: Final = ("title", "published", "publisher", "url", "language")
KEYS: Final = ("text", "html", *TEXT_KEYS, "authors")
CHUNK: Final = 1_048_576
# Of what a line has beyond the bound, this many times as much is passed over; then the file is given up.
MOST_SKIPPED: Final = 100
MOST_EMPTY: Final = 100_000  # empty lines one after another; a compressed file may hold any number of them
OPENING: Final = frozenset({"{", "["})
MARK: Final = "\ufeff"


def pages(stream: BinaryIO, container: Container) -> Iterator[Page | Refused]:
    """Yield the article of each line, and each line that is none as refused; empty lines are passed over.

    Raises:
        Refused: the file's encoding does not end lines as ASCII does, a line does not end, or an object goes
            on over several.
    """
    _check_encoding(container)
    for number, line in enumerate(_lines(stream, container), start=1):
        position = f"line {number}"
        try:
            page = _read(line, container)
        except Refused as refused:
            yield container.refused(refused.reason, position, refused.position)
        except _NotLines:
            raise container.refused("has objects over several lines, not one a line", position) from None
        else:
            if page is not None:
                yield replace(page, position=position)


class _NotLines(Exception):
    """An object or array goes on over several lines."""


def _read(line: bytes | None, container: Container) -> Page | None:
    """Return the article of a line, None for an empty one."""
    if line is None:
        raise container.too_large()
    text = _decoded(line, container)
    if text.strip() in OPENING:
        raise _NotLines
    return _page(_members(text), container) if text.strip() else None


def _check_encoding(container: Container) -> None:
    if container.encoding is not None and "\n".encode(container.encoding) != b"\n":
        raise container.refused(f"has no lines in {container.encoding}")


def _lines(stream: BinaryIO, container: Container) -> Iterator[bytes | None]:
    """Yield the lines, None for one that is larger than a document may be."""
    empty = 0
    while line := stream.readline(container.limit + 1):
        empty = empty + 1 if line.isspace() else 0
        if empty > MOST_EMPTY:
            raise container.refused(f"has more than {MOST_EMPTY:,} empty lines: nothing behind them is read")
        if len(line) <= container.limit or line.endswith(b"\n"):
            yield line
        else:
            yield None
            _skip(stream, container)


def _skip(stream: BinaryIO, container: Container) -> None:
    """Read to the end of a line without keeping it."""
    for _ in range(MOST_SKIPPED * container.limit // CHUNK + 1):
        rest = stream.readline(CHUNK)
        if not rest or rest.endswith(b"\n"):
            return
    raise container.refused("a line does not end: nothing behind it is read")


def _decoded(line: bytes, container: Container) -> str:
    encoding = container.encoding or "utf-8"
    try:
        return line.decode(encoding).removeprefix(MARK)
    except UnicodeDecodeError as error:
        raise container.refused(f"invalid {encoding}", f"byte {error.start}") from error


def _members(line: str) -> Mapping[str, object]:
    """Return the keys and values of a line; `Refused` for what is no JSON object or has unknown keys."""
    try:
        value: object = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Refused("", f"is no JSON: {error.msg}") from error
    if not isinstance(value, dict):
        raise Refused("", "is no JSON object")
    members = cast("dict[str, object]", value)
    unknown = [key for key in members if key not in KEYS]
    if unknown:
        raise Refused("", f"has the key {unknown[0]!r}; the keys are {', '.join(KEYS)}")
    return {key: member for key, member in members.items() if member is not None}


def _page(members: Mapping[str, object], container: Container) -> Page:
    told = {key: _text(members, key) for key in TEXT_KEYS}
    page = _content(members, container, told["url"])
    published = _moment(told["published"])
    return replace(
        page,
        title=told["title"] or page.title,
        published=published or page.published,
        published_text=told["published"] or page.published_text,
        publisher=told["publisher"] or page.publisher,
        authors=_authors(members) or page.authors,
        url=_address(told["url"]) or page.url,
        language=told["language"] or page.language,
    )


def _content(members: Mapping[str, object], container: Container, url: str | None) -> Page:
    text, markup = _text(members, "text"), _text(members, "html")
    if (text is None) == (markup is None):
        raise Refused("", "has no text and no html" if text is None else "has both text and html")
    if markup is not None:
        # The reader of web pages takes a third of a second to load.
        from loaders.containers.html import read_html  # noqa: PLC0415

        return read_html(markup.encode(), source=container.source, url=url, encoding="utf-8")
    assert text is not None
    if text.isspace():
        raise Refused("", "has an empty text")
    return Page(text=text)


def _text(members: Mapping[str, object], key: str) -> str | None:
    value = members.get(key)
    if value is not None and not isinstance(value, str):
        raise Refused("", f"{key} is no text")
    if key != "html":
        refuse_binary(value or "", "")
    return value or None


def _authors(members: Mapping[str, object]) -> tuple[str, ...]:
    values = members.get("authors", [])
    if not isinstance(values, list) or not all(
        isinstance(value, str) for value in cast("list[object]", values)
    ):
        raise Refused("", "authors is no list of texts")
    return tuple(cast("list[str]", values))


def _moment(words: str | None) -> str | None:
    moment = None if words is None else read_moment(words)
    if words is not None and moment is None:
        raise Refused("", f"published is no ISO 8601 date or time: {words!r}")
    return moment


def _address(url: str | None) -> str | None:
    try:
        if url is not None:
            canonical_url(url)
    except ValueError as error:
        raise Refused("", f"url: {error}") from error
    return url
