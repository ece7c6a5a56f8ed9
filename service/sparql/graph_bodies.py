"""The RDF that a request of the Graph Store Protocol brings, read where it can do no harm."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from service.negotiation import named
from service.problems import UnsupportedMedia
from service.sparql.bodies import media_type, read
from service.sparql.formats import GRAPHS
from service.sparql.multipart import parts
from service.sparql.tasks import Reading

if TYPE_CHECKING:
    from starlette.requests import Request

    from service.sparql.writing import Writing

MOST_BYTES: Final = 64_000_000
FORM_DATA: Final = "multipart/form-data"
ENDINGS: Final = {
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".jsonld": "jsonld",
    ".trig": "trig",
    ".nq": "nquads",
}


async def nquads(request: Request, graph: str) -> bytes:
    """Return the body's triples as N-Quads of a graph.

    Raises:
        UnsupportedMedia: it is in no RDF format.
        BadRequest, TooLarge, RequestTimeout: it cannot be read.
        MalformedRdf, WriteTooLarge, QueryStopped: its RDF cannot be read.
    """
    kind = media_type(request.headers.get("content-type"))
    if kind.name != FORM_DATA:
        format_ = _format(kind.name, None)
        return await _read(request, format_, await read(request, most=MOST_BYTES), graph)
    body = await read(request, most=MOST_BYTES)
    found = [
        (_format(media_type(part.content_type).name, part.filename), part)
        for part in parts(body, kind.boundary)
    ]
    return b"".join([await _read(request, format_, part.content, graph) for format_, part in found])


async def _read(request: Request, format_: str, content: bytes, graph: str) -> bytes:
    writing: Writing = request.app.state.writing
    base = graph or str(request.url.replace(query="", fragment=""))
    return await writing.read(content, Reading(format=format_, base=base, graph=graph))


def _format(media: str, filename: str | None) -> str:
    choice = named(media, GRAPHS) if "/" in media else None
    if choice is not None:
        return choice.format.name
    ending = PurePosixPath(filename or "").suffix.lower()
    if not media and ending in ENDINGS:
        return ENDINGS[ending]
    offered = ", ".join(format_.media_type for format_ in GRAPHS)
    raise UnsupportedMedia(f"{media[:80] or 'a body without Content-Type'} is not read here, but: {offered}")
