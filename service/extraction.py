"""Extraction of many articles: in this process or in several, the results in the order of the articles."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from loaders.document import extract
from loaders.mapping import Mapped, quads
from loaders.run import current_run
from service.log import SharedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from loaders.model import Article, Document

# Articles waiting for each worker: enough that none idles while one is stored, few enough to bound memory.
WAITING: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """An article to be extracted: what reports call it, how its reading went, the base IRI of its quads.

    `model` names the spaCy pipeline that is to parse it; without one, the shipped pipeline does. `document`
    is there if nothing is to be extracted any more: a dataset's row tells its claims by itself.
    """

    source: str
    article: Article
    warnings: tuple[str, ...]
    base: str
    digest: str
    model: str | None = None
    document: Document | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Extracted:
    """An article's claims as N-Quads, ready to be stored."""

    job: Job
    warnings: tuple[str, ...]
    claims: int
    quads: int
    key: str
    article: str
    graph: str
    run: str
    nquads: str
    shared: tuple[SharedNode, ...]


def extracted(job: Job) -> Extracted:
    """Extract one article; an error tells which article it met."""
    try:
        document = job.document or extract(job.article, warnings=job.warnings, model=job.model)
        mapped = quads(document, base=job.base, run=current_run(job.model))
    except Exception as error:
        error.add_note(f"while reading {job.source}")
        raise
    return Extracted(
        job=job,
        warnings=document.warnings,
        claims=len(document.claims),
        quads=mapped.nquads.count("\n"),
        key=mapped.key,
        article=mapped.article_iri,
        graph=mapped.graph_iri,
        run=mapped.run_iri,
        nquads=mapped.nquads,
        shared=_shared(mapped),
    )


def extract_all(jobs: Iterable[Job], *, workers: int) -> Iterator[Extracted]:
    """Yield the jobs' results in their order; jobs are taken as results are, a few ahead."""
    if workers == 1:
        yield from map(extracted, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Extracted]] = deque()
        try:
            for job in jobs:
                waiting.append(pool.submit(extracted, job))
                if len(waiting) >= workers * WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _shared(mapped: Mapped) -> tuple[SharedNode, ...]:
    return tuple(
        SharedNode(subject=node.subject, graph=node.graph, quads=node.nquads) for node in mapped.shared
    )
