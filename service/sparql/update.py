"""SPARQL 1.1 Update over HTTP, for who has a key with the scope `write`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request, Response

from service.authorization import requires
from service.keys import Key, Scope
from service.sparql import protocol
from service.sparql.update_checks import Asked
from service.sparql.written import told

if TYPE_CHECKING:
    from service.sparql.writing import Writing

FIELDS: Final = {
    "update": "The update; the service's namespaces need not be declared",
    "using-graph-uri": "A graph that the default graph of patterns is made of",
    "using-named-graph-uri": "A graph that patterns may name",
}
FORM: Final = {
    "type": "object",
    "properties": {name: {"type": "string", "description": text} for name, text in FIELDS.items()},
    "required": ["update"],
}
BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            protocol.FORM: {"schema": FORM},
            protocol.UPDATE: {"schema": {"type": "string", "description": FIELDS["update"]}},
        },
    }
}
CanWrite = Annotated[Key, Depends(requires(Scope.WRITE))]

router = APIRouter(tags=["SPARQL"])


@router.post("/update", response_class=Response, openapi_extra=BODY)
async def update(request: Request, key: CanWrite) -> Response:
    """Do a SPARQL 1.1 update of graphs that are not the service's own, whole or not at all."""
    asked = await protocol.read_update(request)
    state = request.app.state
    writing: Writing = state.writing
    written = await writing.update(
        asked.update,
        Asked(
            base=state.store.base,
            union=state.default_graph == "union",
            own=None if state.store.is_bare else state.store.base,
            using=asked.using,
            using_named=asked.using_named,
        ),
        reason=f"update by {key.name}",
    )
    return told(written)
