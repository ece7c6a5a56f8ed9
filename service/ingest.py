"""Loading documents: each is read, extracted unless it is held already, stored, or refused with a reason.

A row of a dataset is a document whose claims need no extraction.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from loaders.containers.formats import Format
from loaders.containers.page import PassedOver
from loaders.errors import Refused
from loaders.iris import Iris, article_id, article_key, digest
from loaders.mapping import published_on
from loaders.model import Document
from loaders.run import current_run
from service.documents import Read, Reading, read_articles
from service.extraction import Extracted, Job, extract_all
from service.rows import AUTO, dataset_of, read_rows
from service.sidecar import Metadata
from service.sources import find
from service.store import Arrival, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from loaders.datasets import LeftAside
    from loaders.model import Article
    from service.sources import Source

DIGEST_LENGTH: Final = 32
NOTHING: Final = Metadata()
ENGLISH: Final = "en"
# Where the day begins first, it is up to 14 hours ahead of UTC.
ZONES: Final = timedelta(days=1)
# Rows that a dataset is taken to have while they are counted: one bad row at its start is no share of it.
LEAST_ROWS: Final = 1_000


class Destination(Protocol):
    """Where articles go: a store, or the server that holds it."""

    @property
    def base(self) -> str:
        """Return the base IRI of the store."""
        ...

    def holds(self, key: str, graph: str, digest: str) -> bool:
        """Return whether the store holds just this."""
        ...

    def put(self, arrival: Arrival) -> Outcome:
        """Store an article."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How documents are read; `metadata` goes before what stands beside a document or in it.

    `fetch_private` lets addresses of private hosts be fetched. `model` names the spaCy pipeline that parses
    documents in place of the shipped one. `today` is the day in UTC, for a warning about later ones; without
    it there is none.
    """

    metadata: Metadata = NOTHING
    format: str = AUTO
    encoding: str | None = None
    workers: int = 1
    max_document: int = 20_000_000
    fetch_private: bool = False
    today: date | None = None
    max_refused: float | None = None
    model: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """A warning about one document."""

    source: str
    message: str


@dataclass(kw_only=True, slots=True)
class Report:
    """What became of a load's documents; `documents` counts those stored, with their claims and quads.

    `left_aside` counts rows of datasets that make no claim, by their file and the reason; `passed_over` what
    archives hold beside articles. `foreign` counts stored documents in other languages than English.
    """

    documents: int = 0
    claims: int = 0
    quads: int = 0
    unchanged: int = 0
    replaced: int = 0
    refused: list[Refused] = field(default_factory=list[Refused])
    warnings: list[Noted] = field(default_factory=list[Noted])
    left_aside: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    passed_over: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    foreign: Counter[str] = field(default_factory=Counter[str])
    stopped: bool = False

    @property
    def failed(self) -> bool:
        """Return whether the load failed as a whole: nothing was good, or too much was not."""
        return self.stopped or (bool(self.refused) and self.documents + self.unchanged == 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Watcher:
    """Told as a load goes on: how many of how many documents are done, and each refusal as it happens."""

    progressed: Callable[[int, int], None] = lambda _done, _total: None
    refused: Callable[[Refused], None] = lambda _refused: None


def load(
    paths: Iterable[str | Source], destination: Destination, options: Options, watcher: Watcher
) -> Report:
    """Load files, folders, standard input ("-") and sources, and return what became of them.

    Raises:
        StoreFailed: the store cannot be written; what was stored before stays.
    """
    return _Load(destination, options, watcher).run(list(find(paths)))


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


def is_held(job: Job, destination: Destination) -> bool:
    """Return whether the store holds what this job would give, so that it need not be done."""
    url, text = job.article.url, job.article.text
    record = job.article.known_as
    version = article_id(url, text, record=record)
    graph = Iris(job.base).article_graph(version, current_run(job.model).name)
    return destination.holds(article_key(url, text, record=record), graph, job.digest)


def arrival_of(result: Extracted) -> Arrival:
    """Return an extracted article as the store takes it."""
    return Arrival(
        key=result.key,
        article=result.article,
        graph=result.graph,
        run=result.run,
        digest=result.job.digest,
        text=result.job.article.text,
        quads=result.nquads,
        shared=result.shared,
    )


def _digest(article: Article) -> str:
    # A page changes with every visit around a text that stays.
    # Not `asdict`, which copies a row's whole dataset.
    record = None if article.record is None else (article.record.name, article.record.mentions)
    told = {name: getattr(article, name) for name in article.__slots__}
    told |= {"zones": None, "page_hash": None, "record": record}
    return digest(json.dumps(told, sort_keys=True), length=DIGEST_LENGTH)


def _future(article: Article, today: date | None) -> Iterator[str]:
    published = published_on(article)
    if published is not None and today is not None and published > today + ZONES:
        yield f"published in the future: {article.published}"


class _Load:
    """One load as it goes on."""

    def __init__(self, destination: Destination, options: Options, watcher: Watcher) -> None:
        self._destination = destination
        self._options = options
        self._watcher = watcher
        self._report = Report()
        self._total = 0
        self._counting = False

    def run(self, sources: list[Source]) -> Report:
        self._total = len(sources)
        self._progressed()
        for result in extract_all(self._jobs(sources), workers=self._options.workers):
            self._store(result)
            self._progressed()
        return self._report

    def _jobs(self, sources: list[Source]) -> Iterator[Job]:
        for source in sources:
            for job in self._read(source):
                if is_held(job, self._destination):
                    self._report.unchanged += 1
                    self._progressed()
                else:
                    yield job
            if self._report.stopped:
                return

    def _read(self, source: Source) -> Iterator[Job]:
        dataset = dataset_of(source, self._options.format)
        try:
            if dataset is None:
                yield from self._read_articles(source)
            else:
                yield from self._read_rows(source, dataset)
        except Refused as refused:
            self._refuse(refused)

    def _read_rows(self, source: Source, dataset: str) -> Iterator[Job]:
        """Yield the jobs of a dataset's rows, each counted as a document in place of the file."""
        told, encoding = self._options.metadata, self._options.encoding
        self._counting = True
        try:
            for row, outcome in enumerate(read_rows(source, dataset, told=told, encoding=encoding)):
                self._total += row > 0
                if isinstance(outcome, Document):
                    yield row_job(outcome, source=source.name, base=self._destination.base)
                else:
                    self._pass_over(outcome)
                if self._report.stopped:
                    return
        finally:
            self._counting = False
        self._judge()

    def _pass_over(self, outcome: LeftAside | Refused) -> None:
        if isinstance(outcome, Refused):
            self._refuse(outcome)
        else:
            self._report.left_aside[outcome.source, outcome.reason] += 1
            self._progressed()

    def _read_articles(self, source: Source) -> Iterator[Job]:
        """Yield the jobs of a source's articles; each beyond the first is one more than was known of."""
        base, model = self._destination.base, self._options.model
        self._total -= 1
        try:
            for found in read_documents(source, self._options):
                self._total += 1
                if isinstance(found, Read):
                    yield job_for(found.article, found.warnings, source=found.name, base=base, model=model)
                elif isinstance(found, PassedOver):
                    self._total -= 1
                    self._report.passed_over[source.name, found.reason] += 1
                else:
                    self._refuse_one(found)
                if self._report.stopped:
                    return
        except Refused:
            self._total += 1
            raise
        self._judge()

    def _refuse_one(self, refused: Refused) -> None:
        """Refuse one of many whose number is not known yet."""
        self._counting = True
        self._refuse(refused)
        self._counting = False

    def _refuse(self, refused: Refused) -> None:
        self._report.refused.append(refused)
        self._watcher.refused(refused)
        self._judge()
        self._progressed()

    def _judge(self) -> None:
        """Stop when a greater share than allowed is refused, of all that is known to come."""
        allowed = self._options.max_refused
        known = max(self._total, LEAST_ROWS) if self._counting else self._total
        self._report.stopped = allowed is not None and len(self._report.refused) > allowed * known

    def _store(self, result: Extracted) -> None:
        report = self._report
        outcome = self._destination.put(arrival_of(result))
        notes = result.warnings
        if outcome is Outcome.UNCHANGED:
            report.unchanged += 1
        else:
            report.documents += 1
            report.claims += result.claims
            language = result.job.article.language
            if language is not None and language != ENGLISH:
                report.foreign[language] += 1
            report.quads += result.quads
        if outcome is Outcome.REPLACED:
            report.replaced += 1
        if outcome is Outcome.RESTORED:
            notes = (*notes, "it was withdrawn before and is held again now")
        report.warnings.extend(Noted(source=result.job.source, message=note) for note in notes)

    def _progressed(self) -> None:
        report = self._report
        done = report.documents + report.unchanged + len(report.refused) + report.left_aside.total()
        self._watcher.progressed(done, self._total)
