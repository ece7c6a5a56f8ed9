"""The SPARQL endpoint, and the results of any query in the format that the client accepts."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from service.negotiation import Choice, choose
from service.sparql import protocol
from service.sparql.formats import GRAPHS, SOLUTIONS
from service.sparql.frames import Question

if TYPE_CHECKING:
    from service.sparql.readers import Readers

# Functions whose value changes while the store does not.
UNSTEADY: Final = re.compile(r"NOW|RAND|UUID|BNODE", re.IGNORECASE)
SEQUENCE: Final = "Casus-Sequence"

QUERY: Final = {
    "query": "The query; the service's namespaces need not be declared",
    "format": "Format, instead of Accept",
    "default-graph-uri": "A graph that the default graph is made of",
    "named-graph-uri": "A graph that the query may name",
}
PARAMETERS: Final = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "required": name == "query",
            "description": description,
            "schema": {"type": "string"},
        }
        for name, description in QUERY.items()
    ]
}
FORM: Final = {
    "type": "object",
    "properties": {
        name: {"type": "string", "description": description} for name, description in QUERY.items()
    },
    "required": ["query"],
}
BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            protocol.FORM: {"schema": FORM},
            protocol.QUERY: {"schema": {"type": "string", "description": QUERY["query"]}},
        },
    }
}

router = APIRouter(tags=["SPARQL"])


@router.get("/sparql", response_class=Response, openapi_extra=PARAMETERS)
async def ask(request: Request) -> Response:
    """Answer the SPARQL 1.1 query given as query, in the format that format or Accept names."""
    return await answer(request, await protocol.read(request))


@router.post("/sparql", response_class=Response, openapi_extra=BODY)
async def ask_by_post(request: Request) -> Response:
    """Answer a SPARQL 1.1 query posted as a form or as it is."""
    return await answer(request, await protocol.read(request))


async def answer(request: Request, asked: protocol.Asked) -> Response:
    """Return the results of a query as they are found, or 304 when the client has them already.

    Raises:
        service.problems.Refusal: there are none, for the reason that the problem document tells.
    """
    state = request.app.state
    readers: Readers = state.readers
    chosen = choose(asked.format, request.headers.get("accept"), SOLUTIONS, GRAPHS)
    solutions, graph = (None if choice is None else choice.format.name for choice in chosen)
    question = Question(
        checkpoint="",
        query=asked.query,
        solutions=solutions,
        graph=graph,
        union=state.default_graph == "union",
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
    tag = _tag(question, state.store.sequence)
    if tag is not None and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})
    results = await readers.ask(question)
    headers = {"Vary": "Accept", SEQUENCE: str(results.sequence)}
    if tag is not None:
        headers["ETag"] = tag
    return StreamingResponse(results.chunks, headers=headers, media_type=_media_type(results.format, chosen))


def _tag(question: Question, sequence: int) -> str | None:
    if UNSTEADY.search(question.query):
        return None
    digest = hashlib.sha256(repr(question).encode()).hexdigest()[:24]
    return f'"{sequence}-{digest}"'


def _media_type(name: str, chosen: list[Choice | None]) -> str:
    return next(choice.media_type for choice in chosen if choice is not None and choice.format.name == name)
