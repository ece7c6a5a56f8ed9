"""The SPARQL endpoint, and the results of any query in the format that the client accepts."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from service.authorization import known_key
from service.sparql import protocol
from service.sparql.answers import Answer, Client
from service.sparql.description import describe

QUERY: Final = {
    "query": "The query; the service's namespaces need not be declared",
    "format": "Format, instead of Accept",
    "default-graph-uri": "A graph that the default graph is made of",
    "named-graph-uri": "A graph that the query may name",
    "timeout": "Seconds that the query may take, if fewer than the service allows",
    "min_sequence": "The number of a change that the query must see",
    "explain": "1 for how the query is answered, as JSON, in place of its results",
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
    """Answer the SPARQL 1.1 query given as query, in the format that format or Accept names.

    Without a query the endpoint describes itself.
    """
    if protocol.asks_nothing(request):
        return describe(request)
    return await answer(request, await protocol.read(request))


@router.post("/sparql", response_class=Response, openapi_extra=BODY)
async def ask_by_post(request: Request) -> Response:
    """Answer a SPARQL 1.1 query posted as a form or as it is."""
    return await answer(request, await protocol.read(request))


async def answer(request: Request, asked: protocol.Asked) -> Response:
    """Return the answer to a query, which finds the results while it is sent."""
    return Answer(request.app.state.endpoint, asked, client(request))


def client(request: Request) -> Client:
    """Return who asks: whose key they bring, if it is known, or else their address."""
    headers = request.headers
    address = "" if request.client is None else request.client.host
    key = known_key(request)
    return Client(
        name=address if key is None else f"key {key.name}",
        accept=headers.get("accept"),
        known=headers.get("if-none-match", ""),
    )
