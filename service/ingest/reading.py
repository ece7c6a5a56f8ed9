"""The articles of sources as a load reads them, and what of a source is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.containers.formats import Format
from loaders.reading import warnings_of_future
from service.documents import Read, Reading, read_articles
from service.rows import AUTO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.containers.page import PassedOver
    from loaders.errors import Refused
    from service.ingest.options import Options
    from service.sources import Source


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
            later = () if options.today is None else warnings_of_future(found.article, options.today)
            yield replace(found, warnings=(*found.warnings, *later))
        else:
            yield found
