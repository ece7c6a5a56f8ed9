"""What Schemathesis cannot read out of the OpenAPI document; its command line imports this file.

Formats have values of their own, and a range has an order: what breaks these is tried by `test_bad_input.py`
of this folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

if TYPE_CHECKING:
    from schemathesis import Case, HookContext, SerializationContext

    AnyCase = Case[Any]

# What the store that is tried holds, and what every store knows.
VALUES: Final = {
    "actor-id": ["PRK", "RUS", "pat-ryder", "local-the-mayor-rus", "https://casus.example/id/actor/UKR"],
    "address": ["https://news.example/a", "http://news.example:8080/b?c=d#e"],
    "article-id": ["92b75cb7a94fe610-c3346e8c4364", "948e3171836e0030-07909194f7a6"],
    "box": ["30,40,40,60", "170,-10.5,-170,10", "-180,-90,180,90", "36.2,51.7,36.2,51.7"],
    "country-code": ["RUS", "PRK", "UKR"],
    "iri": ["https://casus.example/id/actor/PRK", "https://w3id.org/casus/ontology#Claim", "urn:x:y"],
    "keys": ["id", "iri,id"],
    "kind": ["state", "region", "person"],
    "moment": [
        "2024-12-03",
        "2024-12-03T03:06:00",
        "2024-12-03T03:06:00+02:00",
        "Tue, 03 Dec 2024 03:06:00 GMT",
    ],
    "path-of-iri": ["actor/PRK", "weapon/hwasong-11a", "none", "a/b/c"],
    "place-id": ["kursk-oblast", "https://casus.example/id/place/kursk-oblast"],
    "question": [
        "losses",
        "North Korean losses",
        '"taken losses" OR missile* NOT denied',
        "-sea ship",
        "\u00e9t\u00e9",
    ],
    "scheme": ["weapon", "status", "certainty"],
    "sparql-query": [
        "ASK {}",
        "SELECT ?c WHERE { ?c a casus:Claim } LIMIT 3",
        "CONSTRUCT WHERE { ?s a ?o } LIMIT 2",
    ],
    "sparql-update": ["INSERT DATA { <urn:x:a> <urn:x:b> 3 }", "DELETE WHERE { <urn:x:a> ?b ?c }"],
    "triples": ['<urn:x:a> <urn:x:b> "c" .', "<urn:x:a> <urn:x:b> <urn:x:c> ."],
    "rdf-xml": ['<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'],
    "weapon-id": ["hwasong-11a", "ballistic_missile"],
}
RANGES: Final = (("from", "to"), ("said_from", "said_to"))
# There is no event yet, a cursor is of one list, and a query may not be done in next to no time.
SELDOM_RIGHT: Final = ("event", "cursor", "timeout")
# Which of two parameters gives way to the other.
EXCLUSIVE: Final = (("default", "graph"), ("split", "measure"))
# Which parameters a catalogued query takes stands in the query alone.
RESULTS: Final = "/api/v1/queries/{name}/results"
WAITED_FOR: Final = "min_sequence"
# Texts in a language of their own: no schema tells a wrong one, and an empty one may be right.
LANGUAGES: Final = ("sparql", "turtle", "n-triples", "n-quads", "trig", "rdf+xml")

for _name, _values in VALUES.items():
    schemathesis.openapi.format(_name, st.sampled_from(_values))
for _name in ("event-id", "cursor"):
    schemathesis.openapi.format(_name, st.just("none"))


@schemathesis.serializer("application/sparql-query", "application/sparql-update")
def as_it_is(_: SerializationContext, value: object) -> bytes:
    """Post a text as it is."""
    return str(value).encode()


@schemathesis.hook  # pyright: ignore[reportUnknownMemberType]  # its types leave open what a hook gives
def filter_case(_: HookContext, case: AnyCase) -> bool:
    """Pass over what looks right to the document and is not, and the other way round.

    The first are ranges that end before they begin, the second texts that the document cannot read.
    """
    if not _is_right(case):
        return not any(language in (case.media_type or "") for language in LANGUAGES)
    asked: dict[str, Any] = case.query or {}
    return all(str(asked.get(first, "")) <= str(asked.get(last, "9999-12-31")) for first, last in RANGES)


@schemathesis.hook  # pyright: ignore[reportUnknownMemberType]  # its types leave open what a hook gives
def before_call(_: HookContext, case: AnyCase, kwargs: dict[str, Any]) -> None:
    """Leave out what is right to the document and seldom to the service, and changes that never come."""
    del kwargs
    asked: dict[str, Any] = case.query or {}
    form: dict[str, Any] = case.body if isinstance(case.body, dict) else {}
    for given in (asked, form):
        if str(given.get(WAITED_FOR, "")).isdigit():
            del given[WAITED_FOR]
    if _is_right(case):
        gone = [name for name, other in EXCLUSIVE if other in asked]
        for name in (*SELDOM_RIGHT, *gone):
            asked.pop(name, None)
            form.pop(name, None)
        if case.path == RESULTS:
            case.query = {name: value for name, value in asked.items() if name == "format"}
        if case.path == "/graphs" and not {"graph", "default"} & asked.keys():
            case.query = {**asked, "graph": "urn:x:graph"}


def _is_right(case: AnyCase) -> bool:
    return case.meta is None or case.meta.generation.mode is GenerationMode.POSITIVE
