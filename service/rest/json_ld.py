"""Items of a list as JSON-LD: what the graph says of them and of the nodes that are parts of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, cast

import orjson
import pyoxigraph as ox

from loaders.triples import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from service.store import View

Json = dict[str, Any]
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
INTEGER, BOOLEAN, STRING = (f"{XSD}{name}" for name in ("integer", "boolean", "string"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """What the context calls a property: its name, the type of its values, whether they are always a list."""

    name: str
    type: str | None = None
    is_set: bool = False


def as_json_ld(view: View, iris: Iterable[str], *, context_address: str) -> bytes:
    """Return what the graph says of some resources; nothing of those that it does not hold (any more).

    It is compacted by hand with the published context, whose terms are plain: the libraries that do it for
    any context take seconds for a page.
    """
    terms, names = _terms()
    nodes: dict[str, Json] = {}
    for triple in dict.fromkeys(triple for iri in iris for triple in _about(view, iri)):
        assert isinstance(triple.subject, ox.NamedNode)
        node = nodes.setdefault(triple.subject.value, {"id": triple.subject.value})
        if triple.predicate == RDF_TYPE:
            assert isinstance(triple.object, ox.NamedNode)
            node.setdefault("type", []).append(names.get(triple.object.value, triple.object.value))
        else:
            term = terms.get(triple.predicate.value) or Term(name=triple.predicate.value)
            _add(node, term, _value(triple.object, term))
    return orjson.dumps({"@context": context_address, "@graph": list(nodes.values())})


def iris(items: Iterable[bytes]) -> list[str]:
    """Return the IRIs of some items."""
    return [str(orjson.loads(item)["iri"]) for item in items]


def _add(node: Json, term: Term, value: object) -> None:
    known = node.get(term.name)
    if isinstance(known, list):
        cast("list[object]", known).append(value)
    elif known is not None:
        node[term.name] = [known, value]
    else:
        node[term.name] = [value] if term.is_set else value


def _value(told: object, term: Term) -> object:
    if isinstance(told, ox.NamedNode):
        return told.value if term.type == "@id" else {"id": told.value}
    assert isinstance(told, ox.Literal)
    if told.language is not None:
        return {"@value": told.value, "@language": told.language}
    datatype = told.datatype.value
    if term.type != (None if datatype == STRING else datatype):
        return {"@value": told.value, "@type": datatype}
    if datatype == INTEGER:
        return int(told.value)
    return told.value == "true" if datatype == BOOLEAN else told.value


@cache
def _terms() -> tuple[Mapping[str, Term], Mapping[str, str]]:
    """Return the context's properties and its classes by IRI."""
    told: Json = orjson.loads((files("ontology") / "context.jsonld").read_bytes())["@context"]

    def whole(name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return f"{told[prefix]}{rest}" if colon and prefix in told else name

    plain = {name: one for name, one in told.items() if isinstance(one, str) and one.count(":") == 1}
    typed = {name: cast("dict[str, str]", one) for name, one in told.items() if isinstance(one, dict)}
    names = {whole(one): name for name, one in plain.items()}
    terms = {iri: Term(name=name) for iri, name in names.items()} | {
        whole(one["@id"]): Term(
            name=name, type=whole(one.get("@type", "")) or None, is_set="@container" in one
        )
        for name, one in typed.items()
    }
    return terms, names


def _about(view: View, iri: str) -> Iterator[ox.Triple]:
    waiting, seen = [iri], {iri}
    while waiting:
        for quad in view.graphs.quads_for_pattern(ox.NamedNode(waiting.pop()), None, None, None):
            yield quad.triple
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{iri}/"):
                part = quad.object.value
                waiting += [] if part in seen else [part]
                seen.add(part)
