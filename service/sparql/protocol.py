"""What a request of the SPARQL 1.1 Protocol asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

import pyoxigraph as ox

from service.problems import BadRequest, RefusedQuery, TooLarge, UnsupportedMedia

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BYTES: Final = 1_000_000
MOST_FIELDS: Final = 1_000
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
SECONDS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
COUNT: Final = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A query as the protocol carries it, and how this service is to answer it.

    `timeout` lowers the seconds that it may take; `min_sequence` names a change that it must see; `explain`
    asks how it is answered instead of its results.
    """

    query: str
    format: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    min_sequence: int = 0
    explain: bool = False


async def read(request: Request) -> Asked:
    """Return what a request asks.

    Raises:
        BadRequest: a parameter is missing, repeated or malformed.
        RefusedQuery: it is an update.
        TooLarge, UnsupportedMedia: its body is not read.
    """
    fields = _fields(request.url.query, "the address")
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        fields += _posted(media_type, body)
    return _asked(fields)


def _posted(media_type: str, body: bytes) -> list[tuple[str, str]]:
    if media_type == FORM:
        return _fields(_text(body), "the form")
    if media_type == QUERY:
        return [("query", _text(body))]
    if media_type == UPDATE:
        raise RefusedQuery("the endpoint is read only: updates are not accepted")
    raise UnsupportedMedia(f"a query is posted as {QUERY} or {FORM}")


def _asked(fields: list[tuple[str, str]]) -> Asked:
    if any(name == "update" for name, _ in fields):
        raise RefusedQuery("the endpoint is read only: updates are not accepted")
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


def _fields(encoded: str, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise BadRequest("query", f"{where} is not UTF-8") from None
    except ValueError:
        raise BadRequest("query", f"{where} has more than {MOST_FIELDS} fields") from None


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("query", f"the body is not UTF-8 at byte {error.start}") from None


async def _body(request: Request) -> bytes:
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMedia("a compressed body is not read")
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MOST_BYTES:
            raise TooLarge(f"a query may be {MOST_BYTES} bytes long", most=MOST_BYTES)
        pieces.append(piece)
    return b"".join(pieces)
