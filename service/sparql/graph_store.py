"""The SPARQL 1.1 Graph Store HTTP Protocol: graphs read by anyone, written by who has a key."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response

from service.authorization import requires
from service.keys import Key, Scope
from service.problems import NotFound
from service.sparql import graph_names
from service.sparql.answers import Answer, Endpoint
from service.sparql.graph_bodies import nquads
from service.sparql.protocol import Asked
from service.sparql.routes import client
from service.sparql.written import NO_CONTENT, told
from service.writes import UNNAMED, Fate, OwnGraph, Write

if TYPE_CHECKING:
    from service.sparql.writing import Writing, Written
    from service.store import Store

ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
CREATED: Final = 201
PARAMETERS: Final = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": text,
        "schema": {"type": "string"},
        "allowEmptyValue": name == "default",
    }
    for name, text in {
        "graph": "The IRI of the graph",
        "default": "The unnamed graph, in place of one with an IRI",
    }.items()
]
FORMAT: Final = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "Format, instead of Accept",
    "schema": {"type": "string"},
}
READING: Final = {"parameters": [*PARAMETERS, FORMAT]}
WRITING: Final = {
    "parameters": PARAMETERS,
    "requestBody": {
        "required": True,
        "content": {
            "text/turtle": {"schema": {"type": "string", "description": "Triples, in any RDF format"}}
        },
    },
}
CanWrite = Annotated[Key, Depends(requires(Scope.WRITE))]

router = APIRouter(tags=["SPARQL"])


@router.get("/graphs", response_class=Response, openapi_extra=READING)
@router.get("/graphs/{path:path}", response_class=Response, include_in_schema=False)
async def get(request: Request) -> Response:
    """Return the triples of a graph."""
    graph = graph_names.one(request)
    state = request.app.state
    if not graph_names.there_is(state.store, graph):
        raise NotFound(f"there is no graph <{graph}>")
    endpoint: Endpoint = state.endpoint
    if graph == UNNAMED:
        endpoint, query = replace(endpoint, union=False), ALL
    else:
        query = ALL.replace("WHERE { ?s ?p ?o }", f"WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return Answer(endpoint, Asked(query=query, format=request.query_params.get("format")), client(request))


@router.put("/graphs", response_class=Response, openapi_extra=WRITING)
@router.put("/graphs/{path:path}", response_class=Response, include_in_schema=False)
async def put(request: Request, key: CanWrite) -> Response:
    """Make a graph what the body holds, and nothing else."""
    graph = _writable(request, graph_names.one(request))
    came = await nquads(request, graph)
    return await _do(
        request, graph, Write(came=came, emptied=(graph,), made=_named(graph)), f"PUT <{graph}> by {key.name}"
    )


@router.post("/graphs", response_class=Response, openapi_extra=WRITING)
@router.post("/graphs/{path:path}", response_class=Response, include_in_schema=False)
async def post(request: Request, key: CanWrite) -> Response:
    """Add what the body holds to a graph, or to a new one when none is named."""
    named = graph_names.identified(request)
    graph = _writable(request, _new(request) if named is None else named)
    came = await nquads(request, graph)
    return await _do(request, graph, Write(came=came, made=_named(graph)), f"POST <{graph}> by {key.name}")


@router.delete("/graphs", response_class=Response, openapi_extra={"parameters": PARAMETERS})
@router.delete("/graphs/{path:path}", response_class=Response, include_in_schema=False)
async def delete(request: Request, key: CanWrite) -> Response:
    """Remove a graph with all that it holds."""
    graph = _writable(request, graph_names.one(request))
    write = Write(emptied=(graph,)) if graph == UNNAMED else Write(dropped=(graph,))
    return await _do(request, graph, write, f"DELETE <{graph}> by {key.name}", is_there=True)


async def _do(request: Request, graph: str, write: Write, reason: str, *, is_there: bool = False) -> Response:
    writing: Writing = request.app.state.writing
    condition = partial(graph_names.require, request, request.app.state.store, graph, is_there=is_there)
    return _told(await writing.write(replace(write, condition=condition), reason=reason), graph)


def _told(written: Written, graph: str) -> Response:
    if written.net.fates.get(graph) is Fate.MADE:
        return told(written, status=CREATED, headers={"Location": graph})
    return told(written, status=NO_CONTENT)


def _writable(request: Request, graph: str) -> str:
    store: Store = request.app.state.store
    if store.owns(graph):
        raise OwnGraph(f"<{graph}> is a graph of the service's own, which a key does not open")
    return graph


def _named(graph: str) -> tuple[str, ...]:
    return () if graph == UNNAMED else (graph,)


def _new(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{graph_names.PATH}/{uuid4()}"
