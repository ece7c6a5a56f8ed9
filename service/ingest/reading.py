"""The articles of sources as a load reads them, and what of a source is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from loaders.containers.formats import Format
from loaders.mapping import published_on
from service.documents import Read, Reading, read_articles
from service.rows import AUTO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from loaders.containers.page import PassedOver
    from loaders.errors import Refused
    from loaders.model import Article
    from service.ingest.options import Options
    from service.sources import Source

# Where the day begins first, it is up to 14 hours ahead of UTC.
ZONES: Final = timedelta(days=1)


def read_documents(source: Source, options: Options) -> Iterator[Read | PassedOver | Refused]:
    """Yield the articles of a source with warnings about their reading, and what of it is none.

    Raises:
        Refused: it cannot be read, or no further, or what stands beside it cannot.
    """
    for found in read_articles(
        source,
        Reading(
            limit=options.max_document,
            format=None if options.format == AUTO else Format(options.format),
            encoding=options.encoding,
            private=options.fetch_private,
        ),
        told=options.metadata,
    ):
        if isinstance(found, Read):
            yield replace(found, warnings=(*found.warnings, *_future(found.article, options.today)))
        else:
            yield found


def _future(article: Article, today: date | None) -> Iterator[str]:
    published = published_on(article)
    if published is not None and today is not None and published > today + ZONES:
        yield f"published in the future: {article.published}"
