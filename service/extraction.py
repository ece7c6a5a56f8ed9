"""Extraction of articles: what is to be done for each, and what comes of it, ready to be stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.document import extract
from loaders.likeness import likeness, since
from loaders.mapping import Mapped, published_at, published_on, quads
from loaders.run import current_run
from service.log import SharedNode

if TYPE_CHECKING:
    from loaders.model import Article, Document


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
    """An article's claims as N-Quads, ready to be stored; `is_row` says that it is the row of a dataset."""

    source: str
    is_row: bool
    warnings: tuple[str, ...]
    language: str | None
    claims: int
    quads: int
    digest: str
    text: str
    likeness: str | None
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
        source=job.source,
        is_row=job.document is not None,
        warnings=document.warnings,
        language=job.article.language,
        claims=len(document.claims),
        quads=mapped.nquads.count("\n"),
        digest=job.digest,
        text=job.article.text,
        likeness=_likeness(job.article),
        key=mapped.key,
        article=mapped.article_iri,
        graph=mapped.graph_iri,
        run=mapped.run_iri,
        nquads=mapped.nquads,
        shared=_shared(mapped),
    )


def _likeness(article: Article) -> str | None:
    """Return what an article is compared by with others; a dataset's row is not."""
    if article.record is not None:
        return None
    found = likeness(article.text, since(published_on(article), published_at(article)))
    return None if found is None else str(found)


def _shared(mapped: Mapped) -> tuple[SharedNode, ...]:
    return tuple(
        SharedNode(subject=node.subject, graph=node.graph, quads=node.nquads) for node in mapped.shared
    )
