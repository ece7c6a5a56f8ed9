"""The cases that are records of HTTP requests: the protocol and the graph store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDFS

from tests.w3c.cases import MF, UT, Data
from tests.w3c.results import canonical_dataset

if TYPE_CHECKING:
    import httpx2 as httpx
    from rdflib.term import Node

    from tests.w3c.cases import Case
    from tests.w3c.client import Client

HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
NAMES: Final = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
QUERIES: Final = re.compile(r"(SELECT|ASK|CONSTRUCT|DESCRIBE)", re.IGNORECASE)
UPDATES: Final = re.compile(r"(?:^|[?&])(update|using-[a-z-]+)=")
KINDS: Final = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request of a record."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None


def failure(case: Case, client: Client) -> str | None:
    """Return what is not as a record says, None when all is."""
    client.fill(_data(case))
    location = ""
    for node in case.items(case.action, HT.requests):
        request = _request(case, node, location)
        answer = client.http.request(
            request.method, request.path, headers=request.headers, content=request.body
        )
        location = answer.headers.get("location", location)
        found = _unexpected(case, case.need(node, HT.resp), answer)
        if found is not None:
            return f"{request.method} {request.path}: {found}"
    return None


def _data(case: Case) -> Data:
    named = [
        (str(case.need(node, RDFS.label)), case.path(case.need(node, UT.graph)))
        for node in case.all(case.node, UT.graphData)
    ]
    return Data(unnamed=(), named=tuple(named))


def _request(case: Case, node: Node, location: str) -> Request:
    headers = _headers(case, node)
    chars = case.one(node, HT.body)
    body = None if chars is None else str(case.need(chars, CNT.chars))
    encoding = "utf-8" if chars is None else str(case.need(chars, CNT.characterEncoding))
    if body is not None and headers.get("content-type", "").startswith("multipart/"):
        body = re.sub(r"\r?\n[ \t]*", "\r\n", body.strip())
    path = str(case.need(node, HT.absolutePath)).replace("$LOCATION$", location)
    return Request(
        method=str(case.need(node, HT.methodName)),
        path=_path(path, headers.get("content-type", ""), body or ""),
        headers=headers,
        body=None if body is None else body.encode(encoding),
    )


def _path(path: str, content_type: str, body: str) -> str:
    """Return where a request goes here: there are addresses of their own for queries, updates and graphs."""
    if path.startswith("/gsp"):
        return "/graphs" + path.removeprefix("/gsp")
    rest = path.removeprefix("/sparql/")
    is_update = (
        "sparql-update" in content_type
        or UPDATES.search(rest) is not None
        or body.startswith("update=")
        or (bool(body) and "query=" not in rest + body and QUERIES.search(body) is None)
    )
    return ("/update" if is_update else "/sparql") + rest


def _headers(case: Case, node: Node) -> dict[str, str]:
    return {
        str(case.need(header, HT.fieldName)).lower(): str(case.need(header, HT.fieldValue))
        for header in case.items(node, HT.headers)
    }


def _unexpected(case: Case, response: Node, answer: httpx.Response) -> str | None:
    statuses = [str(node).rpartition("#")[2] for node in case.all(response, MF.expectedStatus)]
    if not any(_fits(status, answer.status_code) for status in statuses):
        return f"{answer.status_code} is none of {', '.join(statuses)}: {answer.text[:200]}"
    wanted = case.one(response, MF.expectedBoolean)
    if wanted is not None and answer.json().get("boolean") != (str(wanted) == "true"):
        return f"the answer is not {wanted}"
    kind = case.one(response, MF.expectedFormat)
    media = answer.headers.get("content-type", "").partition(";")[0]
    if kind is not None and media not in KINDS[str(kind)]:
        return f"{media} is no format for {kind}"
    return _other_content(case, response, answer)


def _fits(status: str, code: int) -> bool:
    wanted = NAMES.get(status, status.removeprefix("StatusCode"))
    return re.fullmatch(wanted.replace("x", r"\d"), str(code)) is not None


def _other_content(case: Case, response: Node, answer: httpx.Response) -> str | None:
    wanted = _headers(case, response).get("content-type", "")
    found = answer.headers.get("content-type", "")
    if wanted and wanted.replace(" ", "").lower() != found.replace(" ", "").lower():
        return f"the content is {found}, not {wanted}"
    body = case.one(response, HT.body)
    if body is not None and _graph(str(case.need(body, CNT.chars)).encode()) != _graph(answer.content):
        return f"the graph is another: {answer.text[:300]}"
    return None


def _graph(turtle: bytes) -> ox.Dataset:
    found = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri="http://www.example/gsp/")
    return canonical_dataset(ox.Dataset(found))
