"""Whether the results of a query are those that a test expects."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox
import rdflib

from tests.w3c.client import MEDIA, address_of, triples_of

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2 as httpx
    from rdflib.term import Node

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Row = dict[str, Term]
    Bindings = dict[ox.BlankNode, ox.BlankNode]

RS: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
FORMATS: Final = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
REDUCED: Final = re.compile(r"SELECT\s+REDUCED", re.IGNORECASE)
# What comes in an order that leaves no choice.
SORTED: Final = re.compile(r"ORDER\s+BY(?!.*\bLIMIT\b.*[{}])[^{}]*$", re.IGNORECASE | re.DOTALL)


class Order(Enum):
    """What of the order and number of rows counts."""

    ALL = "all"
    NUMBER = "number"
    NEITHER = "neither"

    @classmethod
    def of(cls, query: str) -> Order:
        """Return what counts of the results of a query; REDUCED may leave out of equal rows what it likes."""
        if REDUCED.search(query):
            return cls.NEITHER
        return cls.ALL if SORTED.search(query) else cls.NUMBER


def same(expected: Path, answer: httpx.Response, *, order: Order) -> bool:
    """Return whether an answer is what a file expects, literals taken by their values."""
    if expected.suffix == ".csv":
        return _same_csv(expected.read_text(encoding="utf-8"), answer.text)
    if expected.suffix in MEDIA and not _is_result_set(expected):
        return _canonical(triples_of(expected)) == _canonical(
            [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)]
        )
    wanted = _wanted(expected)
    if isinstance(wanted, bool):
        return wanted == cast("dict[str, object]", answer.json()).get("boolean")
    found = _rows(answer.content, ox.QueryResultsFormat.JSON)
    return isinstance(found, list) and _same_rows(wanted, found, order)


def canonical_dataset(dataset: ox.Dataset) -> ox.Dataset:
    """Return a dataset whose blank nodes and literals have the same names as those of any equal one."""
    found = ox.Dataset(
        ox.Quad(quad.subject, quad.predicate, _value(quad.object), quad.graph_name) for quad in dataset
    )
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def _canonical(triples: list[ox.Triple]) -> ox.Dataset:
    return canonical_dataset(ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples))


def _wanted(expected: Path) -> list[Row] | bool:
    if expected.suffix in FORMATS:
        return _rows(expected.read_bytes(), FORMATS[expected.suffix])
    return _result_set(expected)


def _rows(content: bytes, format_: ox.QueryResultsFormat) -> list[Row] | bool:
    found = ox.parse_query_results(content, format=format_)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [{name: _value(row[name]) for name in names if row[name] is not None} for row in found]


def _is_result_set(file: Path) -> bool:
    return str(RS) in file.read_text(encoding="utf-8")


def _result_set(file: Path) -> list[Row] | bool:
    """Return the rows of a result that is written as RDF, in their order where they have one."""
    graph = rdflib.Graph().parse(file, publicID=address_of(file))
    boolean = next(graph.objects(None, RS.boolean), None)
    if boolean is not None:
        return str(boolean) == "true"
    solutions = sorted(graph.objects(None, RS.solution), key=lambda node: _index(graph, node))
    return [
        {
            str(graph.value(binding, RS.variable)): _term(graph.value(binding, RS.value))
            for binding in graph.objects(solution, RS.binding)
        }
        for solution in solutions
    ]


def _index(graph: rdflib.Graph, solution: Node) -> int:
    found = graph.value(solution, RS["index"])
    return 0 if found is None else int(str(found))


def _term(node: object) -> Term:
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return _value(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None))


def _value(term: Term) -> Term:
    """Return a literal as the engine holds its value: 01 as 1."""
    if not isinstance(term, ox.Literal):
        return term
    node = ox.NamedNode("http://example.org/")
    store = ox.Store()  # noqa: TID251
    store.add(ox.Quad(node, node, term))
    quad: ox.Quad = next(iter(store))
    return quad.object


def _same_rows(wanted: list[Row], found: list[Row], order: Order) -> bool:
    if order is Order.NEITHER:
        return set(map(_frozen, wanted)) == set(map(_frozen, found))
    if len(wanted) != len(found):
        return False
    ordered = order is Order.ALL
    if not any(isinstance(value, ox.BlankNode) for row in wanted for value in row.values()):
        if ordered:
            return wanted == found
        return Counter(map(_frozen, wanted)) == Counter(map(_frozen, found))
    return _match(wanted, found, {}, ordered=ordered)


def _frozen(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset((name, str(value)) for name, value in row.items())


def _match(wanted: list[Row], found: list[Row], known: Bindings, *, ordered: bool) -> bool:
    """Return whether some renaming of blank nodes makes the rows the same."""
    if not wanted:
        return True
    for position, row in enumerate(found[:1] if ordered else found):
        extended = _extended(wanted[0], row, known)
        rest = found[:position] + found[position + 1 :]
        if extended is not None and _match(wanted[1:], rest, extended, ordered=ordered):
            return True
    return False


def _extended(wanted: Row, found: Row, known: Bindings) -> Bindings | None:
    if wanted.keys() != found.keys():
        return None
    extended = dict(known)
    for name, value in wanted.items():
        other = found[name]
        if isinstance(value, ox.BlankNode) and isinstance(other, ox.BlankNode):
            if extended.setdefault(value, other) != other or list(extended.values()).count(other) > 1:
                return None
        elif value != other:
            return None
    return extended


def _same_csv(wanted: str, found: str) -> bool:
    def rows(text: str) -> list[list[tuple[str, str]]]:
        names: dict[str, str] = {}
        renamed = re.sub(r"_:\w+", lambda match: names.setdefault(match[0], f"_:{len(names)}"), text)
        return sorted(sorted(row.items()) for row in csv.DictReader(io.StringIO(renamed)))

    return rows(wanted) == rows(found)
