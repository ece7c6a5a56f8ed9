"""The articles in files, web pages, feeds and archives: read one by one, with what was told of the file."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol, cast

from loaders.containers.container import Container
from loaders.containers.formats import HEAD, MANY, Format, is_gzip, is_table, sniff
from loaders.containers.packed import unpacked
from loaders.containers.page import Page
from loaders.errors import Refused
from loaders.pages import read_page
from service.fetching import fetch
from service.sidecar import Metadata, beside
from service.sources import opened, size

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from loaders.containers.page import PassedOver
    from loaders.model import Article
    from service.sources import Source

NOTHING: Final = Metadata()


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """An article as read, what reports call it, and warnings about its reading."""

    name: str
    article: Article
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How sources are read: their format and encoding if they are known, the most bytes of a document.

    `private` lets addresses of private and loopback hosts be fetched.
    """

    limit: int
    format: Format | None = None
    encoding: str | None = None
    private: bool = False


class Reader(Protocol):
    """The module of a format."""

    def pages(self, stream: BinaryIO, container: Container) -> Iterator[Page | PassedOver | Refused]:
        """Yield the documents of a stream; raise `Refused` where nothing more of it can be read."""
        ...


def read_articles(
    source: Source, reading: Reading, *, told: Metadata = NOTHING
) -> Iterator[Read | PassedOver | Refused]:
    """Yield the articles of a source, those of an archive or feed one after the other.

    What is told goes before what stands beside the source, and this before what stands in it. Without a
    format, the source's first bytes and its name tell it.

    Raises:
        Refused: the source cannot be read, or no further.
    """
    if source.page is not None:
        yield _read(source.page, Container(source=source.name, limit=reading.limit), told)
        return
    empty = True
    with _stream(source, reading) as (stream, container):
        head = stream.peek(HEAD)[:HEAD]
        content = unpacked(cast("BinaryIO", stream), source=source.name) if is_gzip(head) else stream
        format_ = reading.format or sniff(content.peek(HEAD)[:HEAD], source.name)
        if reading.format is None and format_ is Format.TEXT and is_table(source.name):
            raise Refused(
                source.name, "is a table of no dataset that is known by its header; name one by --format"
            )
        if content is stream and format_ not in MANY and size(source) > reading.limit:
            raise container.too_large()
        completed = told.over(NOTHING if source.path is None else beside(source.path))
        if (format_ in MANY or source.member is not None) and completed.url is not None:
            raise Refused(source.name, "holds many articles: one address is not theirs")
        for found in _reader(format_).pages(cast("BinaryIO", content), container):
            empty = False
            yield _read(found, container, completed) if isinstance(found, Page) else found
    if empty:
        raise Refused(source.name, "holds no article")


@contextmanager
def _stream(source: Source, reading: Reading) -> Generator[tuple[io.BufferedReader, Container]]:
    """Give the bytes of a source, from a file or an address, and what is known of them."""
    container = Container(source=source.name, limit=reading.limit, encoding=reading.encoding)
    fetched = source.fetched
    if fetched is None and source.address is not None:
        fetched = fetch(source.address, limit=reading.limit, private=reading.private)
    if fetched is None:
        with opened(source) as raw, _buffered(raw) as stream:
            yield stream, container
    else:
        with _buffered(io.BytesIO(fetched.content)) as stream:
            yield stream, replace(container, url=fetched.url, charset=fetched.charset)


def _reader(format_: Format) -> Reader:
    # The reader of web pages takes a third of a second to load.
    return cast("Reader", import_module(f"loaders.containers.{format_}"))


def _read(page: Page, container: Container, told: Metadata) -> Read:
    article, warnings = read_page(page, published=told.published, publisher=told.publisher, url=told.url)
    name = container.source if page.position is None else container.name(page.position)
    return Read(name=name, article=article, warnings=warnings)


@contextmanager
def _buffered(stream: BinaryIO) -> Generator[io.BufferedReader]:
    """Give a stream so that its first bytes can be looked at before they are read; it stays open."""
    buffered: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", stream), HEAD)
    try:
        yield buffered
    finally:
        buffered.detach()
