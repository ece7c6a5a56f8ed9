"""Which graph a request of the Graph Store Protocol is about, and whether it is as the client thinks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

import pyoxigraph as ox

from service.problems import BadRequest, NotFound, Refusal
from service.writes import UNNAMED

if TYPE_CHECKING:
    from starlette.requests import Request

    from service.store import Store

PATH: Final = "/graphs"
# Tags of the service begin with the number of the newest change that what they stand for had seen.
TAG: Final = re.compile(r'"(\d{1,18})-')


class PreconditionFailed(Refusal):
    """The graph is not as the request's If-Match or If-None-Match says."""

    status = 412
    title = "The precondition does not hold"


def identified(request: Request) -> str | None:
    """Return the name of the graph that a request is about, None when it is about none in particular.

    That is `?graph=IRI`, or `?default` for the unnamed graph, or the address itself below `/graphs/`.

    Raises:
        BadRequest: it names two, or one that is no absolute IRI.
    """
    try:
        fields = parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise BadRequest("graph", "the address is not UTF-8") from None
    named = [value for name, value in fields if name == "graph"]
    named += [UNNAMED for name, _ in fields if name == "default"]
    address = _address(request)
    if address is not None:
        named.append(address)
    if len(named) > 1:
        raise BadRequest("graph", "name one graph: ?graph=IRI, or ?default, or the address below /graphs/")
    return _checked(named[0], is_default=not any(name == "graph" for name, _ in fields)) if named else None


def one(request: Request) -> str:
    """Return the name of the graph that a request is about; raise `BadRequest` when there is none."""
    graph = identified(request)
    if graph is None:
        raise BadRequest("graph", "name a graph: ?graph=IRI, or ?default for the unnamed one")
    return graph


def there_is(store: Store, graph: str) -> bool:
    """Return whether a store has a graph."""
    return graph == UNNAMED or store.graphs.contains_named_graph(ox.NamedNode(graph))


def require(request: Request, store: Store, graph: str, *, is_there: bool = False) -> None:
    """Check that a graph is as a write wants it; to be called when nothing can come in between.

    Raises:
        NotFound: it is to be there, and is not.
        PreconditionFailed: If-Match or If-None-Match do not hold.
    """
    found = there_is(store, graph)
    if is_there and not found:
        raise NotFound(f"there is no graph <{graph}>")
    wanted, unwanted = request.headers.get("if-match"), request.headers.get("if-none-match")
    if wanted is not None and not (found and _is_current(wanted, store, graph)):
        raise PreconditionFailed("the graph was changed, or is not there: If-Match does not hold")
    if unwanted is not None and found and _is_current(unwanted, store, graph):
        raise PreconditionFailed("the graph is there as it was: If-None-Match does not hold")


def _is_current(tags: str, store: Store, graph: str) -> bool:
    """Return whether what one of the tags stands for is still what the graph holds."""
    if tags.strip() == "*":
        return True
    newest = store.log.last_write(graph)
    return any(newest <= int(seen) <= store.sequence for seen in TAG.findall(tags))


def _checked(graph: str, *, is_default: bool) -> str:
    if graph == UNNAMED and is_default:
        return graph
    try:
        return ox.NamedNode(graph).value
    except ValueError:
        raise BadRequest("graph", f"{graph[:80]!r} is no absolute IRI") from None


def _address(request: Request) -> str | None:
    """Return the address as the IRI of a graph, None for that of the graph store itself."""
    path: str = request.scope.get("raw_path", request.scope["path"].encode()).decode("ascii", "replace")
    if path.rstrip("/") == PATH:
        return None
    return f"{request.url.scheme}://{request.url.netloc}{path}"
