"""Loading documents: each is read, extracted unless it is held already, stored, or refused with a reason."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from loaders.containers.text import decode
from loaders.errors import Refused
from loaders.iris import Iris, article_id, article_key, digest
from loaders.mapping import published_on
from loaders.reading import read_article
from loaders.run import current_run
from service.extraction import Extracted, Job, extract_all
from service.sidecar import Metadata, beside
from service.sources import find, read
from service.store import Arrival, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from loaders.model import Article
    from service.sources import Source

DIGEST_LENGTH: Final = 32
NOTHING: Final = Metadata()
# Where the day begins first, it is up to 14 hours ahead of UTC.
ZONES: Final = timedelta(days=1)


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

    `model` names the spaCy pipeline that parses them in place of the shipped one. `today` is the day in UTC,
    for a warning about later ones; without it there is none.
    """

    metadata: Metadata = NOTHING
    encoding: str | None = None
    workers: int = 1
    max_document: int = 20_000_000
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
    """What became of a load's documents; `documents` counts those stored, with their claims and quads."""

    documents: int = 0
    claims: int = 0
    quads: int = 0
    unchanged: int = 0
    replaced: int = 0
    refused: list[Refused] = field(default_factory=list[Refused])
    warnings: list[Noted] = field(default_factory=list[Noted])
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


def load(paths: Iterable[str], destination: Destination, options: Options, watcher: Watcher) -> Report:
    """Load files, folders and standard input ("-"), and return what became of them.

    Raises:
        StoreFailed: the store cannot be written; what was stored before stays.
    """
    return _Load(destination, options, watcher).run(list(find(paths)))


def read_document(source: Source, options: Options) -> tuple[Article, tuple[str, ...]]:
    """Return a document as an article, and warnings about its reading.

    Raises:
        Refused: it cannot be read, or what stands beside it cannot.
    """
    content = read(source, limit=options.max_document)
    text = decode(content, source=source.name, encoding=options.encoding)
    beside_it = NOTHING if source.path is None else beside(source.path)
    told = options.metadata.over(beside_it)
    article, warnings = read_article(text, published=told.published, publisher=told.publisher, url=told.url)
    return article, (*warnings, *_future(article, options.today))


def job_for(
    article: Article, warnings: tuple[str, ...], *, source: str, base: str, model: str | None = None
) -> Job:
    """Return the work of extracting an article, with a digest of all that is told of it."""
    told = asdict(article) | {"zones": None}
    described = json.dumps(told, sort_keys=True)
    return Job(
        source=source,
        article=article,
        warnings=warnings,
        base=base,
        digest=digest(described, length=DIGEST_LENGTH),
        model=model,
    )


def is_held(job: Job, destination: Destination) -> bool:
    """Return whether the store holds what this job would give, so that it need not be done."""
    url, text = job.article.url, job.article.text
    graph = Iris(job.base).article_graph(article_id(url, text), current_run(job.model).name)
    return destination.holds(article_key(url, text), graph, job.digest)


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

    def run(self, sources: list[Source]) -> Report:
        self._total = len(sources)
        self._progressed()
        for result in extract_all(self._jobs(sources), workers=self._options.workers):
            self._store(result)
            self._progressed()
        return self._report

    def _jobs(self, sources: list[Source]) -> Iterator[Job]:
        for source in sources:
            if self._report.stopped:
                return
            try:
                job = self._read(source)
            except Refused as refused:
                self._refuse(refused)
                continue
            if is_held(job, self._destination):
                self._report.unchanged += 1
                self._progressed()
            else:
                yield job

    def _read(self, source: Source) -> Job:
        article, warnings = read_document(source, self._options)
        base, model = self._destination.base, self._options.model
        return job_for(article, warnings, source=source.name, base=base, model=model)

    def _refuse(self, refused: Refused) -> None:
        report, allowed = self._report, self._options.max_refused
        report.refused.append(refused)
        self._watcher.refused(refused)
        report.stopped = allowed is not None and len(report.refused) > allowed * self._total
        self._progressed()

    def _store(self, result: Extracted) -> None:
        report = self._report
        outcome = self._destination.put(arrival_of(result))
        notes = result.warnings
        if outcome is Outcome.UNCHANGED:
            report.unchanged += 1
        else:
            report.documents += 1
            report.claims += result.claims
            report.quads += result.quads
        if outcome is Outcome.REPLACED:
            report.replaced += 1
        if outcome is Outcome.RESTORED:
            notes = (*notes, "it was withdrawn before and is held again now")
        report.warnings.extend(Noted(source=result.job.source, message=note) for note in notes)

    def _progressed(self) -> None:
        done = self._report.documents + self._report.unchanged + len(self._report.refused)
        self._watcher.progressed(done, self._total)
