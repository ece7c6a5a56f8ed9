"""What a request of the SPARQL 1.1 Protocol asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

import pyoxigraph as ox

from service.problems import BadRequest, RefusedQuery, UnsupportedMedia
from service.sparql.bodies import media_type, text
from service.sparql.bodies import read as read_body

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BYTES: Final = 1_000_000
MOST_UPDATE: Final = 20_000_000
MOST_FIELDS: Final = 1_000
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
SPARQL: Final = "/sparql"
KNOWN: Final = {
    "query",
    "format",
    "default-graph-uri",
    "named-graph-uri",
    "timeout",
    "min_sequence",
    "explain",
}
SECONDS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
COUNT: Final = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A query as the protocol carries it, and how this service is to answer it.

    `timeout` lowers the seconds that it may take; `min_sequence` names a change that it must see; `explain`
    asks how it is answered instead of its results. `ignored` names parameters that mean nothing here: clients
    send to every endpoint what some other one knows.
    """

    query: str
    format: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    min_sequence: int = 0
    explain: bool = False
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedUpdate:
    """An update as the protocol carries it, with the dataset that its patterns look at."""

    update: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def asks_nothing(request: Request) -> bool:
    """Return whether a request names nothing to be done, so that the endpoint may say what it is."""
    return set(request.query_params) <= {"format"}


async def read(request: Request) -> Asked:
    """Return what a request asks.

    Raises:
        BadRequest: a parameter is missing, repeated or malformed.
        RefusedQuery: it is an update.
        TooLarge, UnsupportedMedia: its body is not read.
    """
    fields = _fields(request.scope["query_string"], "the address")
    if request.method == "POST":
        fields += await _posted(request, "query", QUERY, most=MOST_BYTES)
    return _asked(fields)


def read_address(query_string: bytes) -> Asked:
    """Return what an address asks; raise `BadRequest` or `RefusedQuery`."""
    return _asked(_fields(query_string, "the address"))


async def read_update(request: Request) -> AskedUpdate:
    """Return the update that a request brings; raises what `read` raises."""
    fields = _fields(request.scope["query_string"], "the address")
    fields += await _posted(request, "update", UPDATE, most=MOST_UPDATE)
    if any(name == "query" for name, _ in fields):
        raise BadRequest("query", f"updates go here, queries to {SPARQL}")
    update = _single("update", fields)
    if update is None:
        raise BadRequest("update", "the request holds no update")
    return AskedUpdate(
        update=update,
        using=_graphs("using-graph-uri", fields),
        using_named=_graphs("using-named-graph-uri", fields),
    )


async def _posted(request: Request, name: str, direct: str, *, most: int) -> list[tuple[str, str]]:
    """Return the fields of a form, or the one that the body is."""
    kind = media_type(request.headers.get("content-type"))
    if kind.name not in {FORM, direct}:
        other = " (updates go to /update)" if (kind.name, name) == (UPDATE, "query") else ""
        raise UnsupportedMedia(f"the {name} is posted as {direct} or {FORM}{other}")
    body = text(await read_body(request, most=most), kind)
    return _fields(body.encode(), "the form") if kind.name == FORM else [(name, body)]


def _asked(fields: list[tuple[str, str]]) -> Asked:
    if any(name == "update" for name, _ in fields):
        raise RefusedQuery("queries are answered here, updates go to /update")
    query = _single("query", fields)
    if query is None:
        raise BadRequest("query", "the request holds no query")
    return Asked(
        query=query,
        format=_single("format", fields),
        default_graphs=_graphs("default-graph-uri", fields),
        named_graphs=_graphs("named-graph-uri", fields),
        timeout=_seconds("timeout", fields),
        min_sequence=_count("min_sequence", fields),
        explain=_count("explain", fields) > 0,
        ignored=tuple(sorted({name for name, _ in fields} - KNOWN)),
    )


def _single(name: str, fields: list[tuple[str, str]]) -> str | None:
    values = [value for key, value in fields if key == name]
    if len(values) > 1:
        raise BadRequest(name, "given more than once")
    return values[0] if values else None


def _seconds(name: str, fields: list[tuple[str, str]]) -> float | None:
    value = _single(name, fields)
    if value is None:
        return None
    if SECONDS.fullmatch(value) is None or float(value) == 0:
        raise BadRequest(name, f"{value[:40]!r} is no number of seconds")
    return float(value)


def _count(name: str, fields: list[tuple[str, str]]) -> int:
    value = _single(name, fields) or "0"
    if COUNT.fullmatch(value) is None:
        raise BadRequest(name, f"{value[:40]!r} is no number")
    return int(value)


def _graphs(name: str, fields: list[tuple[str, str]]) -> tuple[str, ...]:
    graphs = tuple(value for key, value in fields if key == name)
    for iri in graphs:
        try:
            ox.NamedNode(iri)
        except ValueError:
            raise BadRequest(name, f"{iri[:80]!r} is no IRI") from None
    return graphs


def _fields(encoded: bytes, where: str) -> list[tuple[str, str]]:
    fields = encoded.split(b"&", MOST_FIELDS)
    if len(fields) > MOST_FIELDS:
        raise BadRequest("query", f"{where} has more than {MOST_FIELDS} fields")
    try:
        return [
            (_decoded(name), _decoded(value))
            for name, _, value in (f.partition(b"=") for f in fields)
            if name or value
        ]
    except UnicodeDecodeError:
        raise BadRequest("query", f"{where} is not UTF-8") from None


def _decoded(encoded: bytes) -> str:
    return unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
