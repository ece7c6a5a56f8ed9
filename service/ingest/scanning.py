"""The sources of a load, one after the other: what is to be done for each, and what needs no work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.errors import Refused
from service.archives import parts
from service.documents import Read
from service.ingest.findings import Begun, Broken, Closed, Ended, Held, Opened, Passed, Same
from service.ingest.naming import file_name
from service.ingest.reading import read_documents
from service.ingest.tables import table
from service.jobs import holding_of, job_for
from service.rows import dataset_of
from service.sources import size
from service.work import Ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.chunks import Chunk
    from service.extraction import Job
    from service.ingest.destination import Destination
    from service.ingest.findings import Finding
    from service.ingest.naming import Named
    from service.ingest.options import Options
    from service.metering import Meter
    from service.sources import Source

    Step = Job | Chunk | Ready[Finding]


def scan(
    sources: Iterable[Source], destination: Destination, options: Options, meter: Meter
) -> Iterator[Step]:
    """Yield what is to be done for sources, in order; a file that is held as it is, is not read.

    The meter tells how far this is.
    """
    before = 0
    for source in sources:
        before += size(source)
        named = file_name(source, options)
        summary = None if named is None else destination.recall(named.name)
        yield Ready(Opened())
        if summary is not None:
            meter.read = before
            yield Ready(Same(source=source.name, summary=summary))
            yield Ready(Closed(source=source.name))
        else:
            yield from _begun(replace(source, meter=meter), named, destination, options)
            meter.read = before


def _begun(source: Source, named: Named | None, destination: Destination, options: Options) -> Iterator[Step]:
    if named is None or source.path is None:
        yield from _read(source, destination, options)
    else:
        yield Ready(Begun(name=named.name))
        yield from _read(source, destination, options)
        yield Ready(Ended(is_sound=named.is_sound(source.path)))


def _read(source: Source, destination: Destination, options: Options) -> Iterator[Step]:
    try:
        for part in parts(source):
            if part is not source:
                yield Ready(Opened(within=True))
            yield from _read_part(part, destination, options)
    except Refused as refused:
        yield Ready(Broken(refused=refused))


def _read_part(source: Source, destination: Destination, options: Options) -> Iterator[Step]:
    dataset = dataset_of(source, options.format)
    try:
        if dataset is None:
            yield from _articles(source, destination, options)
        else:
            yield from table(source, dataset, destination, options)
    except Refused as refused:
        yield Ready(Broken(refused=refused))
    else:
        yield Ready(Closed(source=source.name, dataset=dataset))


def _articles(source: Source, destination: Destination, options: Options) -> Iterator[Step]:
    for found in read_documents(source, options):
        if isinstance(found, Refused):
            yield Ready(found)
        elif isinstance(found, Read):
            job = job_for(
                found.article, found.warnings, source=found.name, base=destination.base, model=options.model
            )
            holding = holding_of(job)
            is_held = destination.holds(holding.key, holding.graph, holding.digest)
            yield Ready(Held(holding=holding)) if is_held else job
        else:
            yield Ready(Passed(source=source.name, reason=found.reason))
