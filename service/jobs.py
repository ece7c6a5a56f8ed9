"""What is to be done for an article, and whether it was done before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Protocol

from loaders.iris import Iris, article_id, article_key, digest
from loaders.run import current_run
from service.extraction import Job
from service.inputs import Holding

if TYPE_CHECKING:
    from loaders.model import Article, Document

DIGEST_LENGTH: Final = 32


class Holder(Protocol):
    """Who knows what is held: a store, or the server that holds it."""

    def holds(self, key: str, graph: str, digest: str) -> bool:
        """Return whether the store holds just this."""
        ...


def job_for(
    article: Article, warnings: tuple[str, ...], *, source: str, base: str, model: str | None = None
) -> Job:
    """Return the work of extracting an article, with a digest of all that is told of it."""
    return Job(
        source=source, article=article, warnings=warnings, base=base, digest=_digest(article), model=model
    )


def row_job(document: Document, *, source: str, base: str) -> Job:
    """Return the work of storing the row of a dataset."""
    article = document.article
    return Job(
        source=source,
        article=article,
        warnings=document.warnings,
        base=base,
        digest=_digest(article),
        document=document,
    )


def holding_of(job: Job) -> Holding:
    """Return what a store will hold once this is done."""
    url, text, record = job.article.url, job.article.text, job.article.known_as
    graph = Iris(job.base).article_graph(article_id(url, text, record=record), current_run(job.model).name)
    return Holding(key=article_key(url, text, record=record), graph=graph, digest=job.digest)


def is_held(job: Job, holder: Holder) -> bool:
    """Return whether the store holds what this job would give, so that it need not be done."""
    wanted = holding_of(job)
    return holder.holds(wanted.key, wanted.graph, wanted.digest)


def _digest(article: Article) -> str:
    # A page changes with every visit around a text that stays.
    # Not `asdict`, which copies a row's whole dataset.
    record = None if article.record is None else (article.record.name, article.record.mentions)
    told = {name: getattr(article, name) for name in article.__slots__}
    told |= {"zones": None, "page_hash": None, "record": record}
    return digest(json.dumps(told, sort_keys=True), length=DIGEST_LENGTH)
