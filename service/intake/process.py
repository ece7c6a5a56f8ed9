"""The program of the extraction process: documents in, what is to be stored of them out, over its pipes."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import orjson

from loaders.containers import jsonl
from loaders.containers.container import Container
from loaders.errors import Refused
from loaders.iris import Iris, article_id
from loaders.pages import read_page
from loaders.reading import warnings_of_future
from service.extraction import extracted
from service.ingest import arrival_of, is_held, job_for
from service.intake.frames import Message, packed, read
from service.sparql.isolation import isolate, limit_memory

if TYPE_CHECKING:
    from typing import BinaryIO

    from service.extraction import Job
    from service.store import Arrival, Outcome

NAME: Final = "the document"
# Extraction takes what those who read leave of the processors.
NICENESS: Final = 10


class Service:
    """The other end of the pipes, as the place where articles go."""

    def __init__(self, asked: BinaryIO, told: BinaryIO, *, base: str) -> None:
        self.base: Final = base
        self._asked = asked
        self._told = told

    def documents(self) -> Message | None:
        """Return the next document, None when there will be no more."""
        found: Message | None = read(self._asked)
        return found

    def holds(self, key: str, graph: str, digest: str) -> bool:
        """Ask whether the store holds just this."""
        self.tell({"holds": {"key": key, "graph": graph, "digest": digest}})
        return bool(read(self._asked))

    def put(self, arrival: Arrival) -> Outcome:
        """Refuse: the service stores an article with what else is told of it."""
        raise NotImplementedError(arrival.article)

    def tell(self, answer: Message) -> None:
        """Send an answer."""
        self._told.write(packed(answer))
        self._told.flush()


def main() -> None:
    """Extract documents until there are no more."""
    base, memory, model = sys.argv[1], int(sys.argv[2]), sys.argv[3] or None
    os.nice(NICENESS)
    isolate()
    limit_memory(memory)
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints goes where the service's own complaints go, not among the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    service = Service(sys.stdin.buffer, told, base=base)
    while (members := service.documents()) is not None:
        try:
            answer = _answered(_job(members, base=base, model=model), service)
        except Refused as refused:
            answer = {"refused": refused.reason}
        service.tell(answer)


def _job(members: Message, *, base: str, model: str | None) -> Job:
    """Return the work that a document is, its members those of a line of JSON."""
    line = orjson.dumps(members)
    (page,) = jsonl.pages(io.BytesIO(line), Container(source=NAME, limit=len(line)))
    if isinstance(page, Refused):
        raise page
    article, warnings = read_page(page)
    warnings += warnings_of_future(article, datetime.now(UTC).date())
    return job_for(article, warnings, source=NAME, base=base, model=model)


def _answered(job: Job, service: Service) -> Message:
    article = job.article
    if is_held(job, service):
        version = article_id(article.url, article.text, record=article.known_as)
        return {"unchanged": Iris(job.base).article(version), "warnings": list(job.warnings)}
    result = extracted(job)
    return {
        "arrival": asdict(arrival_of(result)),
        "claims": result.claims,
        "warnings": list(result.warnings),
    }


if __name__ == "__main__":
    main()
