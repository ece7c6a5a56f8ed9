"""Web pages and archives read to articles, against trafilatura's extraction of the same pages' texts alone.

Casus reads the JSON-LD and the tags of a page too, and tells its zones and its language. trafilatura does
what it does by default, but leaves out readers' comments as Casus does.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import trafilatura

from loaders.containers import html, warc
from loaders.containers.container import Container
from loaders.containers.packed import unpacked
from loaders.containers.page import Page
from loaders.pages import read_page
from tests.bench.pages import archive, page
from tests.bench.rates import compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.containers.page import PassedOver
    from loaders.errors import Refused

PAGES: Final = range(150)
CONTAINER: Final = Container(source="bench", limit=20_000_000)


def main() -> None:
    """Print how many pages a second each of the two reads, from files and from an archive."""
    files = [page(number).encode() for number in PAGES]
    packed = archive(PAGES)

    def from_files() -> int:
        return sum(_articles(html.pages(io.BytesIO(content), CONTAINER)) for content in files)

    def from_archive() -> int:
        return _articles(warc.pages(unpacked(io.BytesIO(packed), source="bench"), CONTAINER))

    def theirs() -> int:
        return sum(trafilatura.extract(content, include_comments=False) is not None for content in files)

    compare(f"web pages: {len(PAGES)} files", "pages", from_files, "trafilatura alone", theirs)
    compare(f"web archive: {len(PAGES)} records", "pages", from_archive, "trafilatura alone", theirs)


def _articles(found: Iterable[Page | PassedOver | Refused]) -> int:
    articles = 0
    for each in found:
        assert isinstance(each, Page)
        article, _ = read_page(each)
        assert article.published is not None
        articles += 1
    return articles


if __name__ == "__main__":
    main()
