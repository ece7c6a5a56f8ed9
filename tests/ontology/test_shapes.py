"""What the shapes accept and what they refuse, each constraint by at least one graph that breaks it alone."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pyshacl import validate  # pyright: ignore[reportUnknownVariableType]
from rdflib import DCTERMS, FOAF, RDF, SH, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from ontology import BASE, SHAPES, terms, turtle_path
from ontology.generation.facts import RDFS, SCHEMA, Facts

CASUS = Namespace(terms.CASUS)
DATA = Path(__file__).parent / "data"
OUTSIDE = {"skos": SKOS, "rdf": RDF, "dcterms": DCTERMS, "foaf": FOAF}
PREFIXES = f"BASE <{BASE}> PREFIX casus: <{CASUS}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"


Triple = tuple[Node, Node, Node]


class Broken(NamedTuple):
    """A change to the complete graph: the values that a node gets for a property, and what is said of it."""

    node: str
    property: str
    values: str
    message: str


def broken() -> list[Broken]:
    with (DATA / "invalid.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Broken(*row) for row in list(rows)[1:]]


@cache
def shapes() -> Graph:
    return Graph().parse(turtle_path(SHAPES), format="turtle")


def shape_messages() -> set[str]:
    return {str(message) for message in shapes().objects(None, SH.message)}


@cache
def vocabulary() -> Facts:
    return Facts(["casus"])


def shaped_properties() -> list[tuple[str, str]]:
    """Return each class that has a shape with each property whose domain it is."""
    facts = vocabulary()
    targets = sorted({str(target) for target in shapes().objects(None, SH.targetClass)})
    return [
        (target.removeprefix(CASUS), iri.removeprefix(CASUS))
        for target in targets
        for domain in (f"{RDFS}domain", f"{SCHEMA}domainIncludes")
        for iri in facts.having(domain, target)
    ]


def shaped_counts(owner: str, name: str) -> tuple[str, str | None]:
    """Return the least and the greatest count that the shape of a class sets for a property."""
    graph = shapes()
    found = [
        (str(graph.value(shape, SH.minCount) or 0), graph.value(shape, SH.maxCount))
        for target in graph.subjects(SH.targetClass, CASUS[owner])
        for shape in graph.objects(target, SH.property)
        if (shape, SH.path, CASUS[name]) in graph and str(shape).endswith(kebab(f"{owner}-{name}"))
    ]
    assert len(found) == 1
    least, most = found[0]
    return least, None if most is None else str(most)


def kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()


@cache
def complete() -> frozenset[Triple]:
    graph = Graph().parse(DATA / "complete.ttl", format="turtle", publicID=BASE)
    for name in ("schemes", "weapons"):
        described = Graph().parse(turtle_path(name), format="turtle", publicID=BASE)
        graph += described.triples((None, SKOS.inScheme, None))
    return frozenset(graph)


def with_values(case: Broken) -> Graph:
    """Return the complete graph, the values of one property of one node replaced."""
    node = URIRef(case.node, base=BASE)
    prefix, _, local = case.property.partition(":")
    predicate = OUTSIDE.get(prefix, CASUS)[local]
    graph = Graph()
    for triple in complete():
        if triple[:2] != (node, predicate):
            graph.add(triple)
    if case.values:
        graph.parse(data=f"{PREFIXES} <{node}> <{predicate}> {case.values} .", format="turtle")
    return graph


def messages(graph: Graph, focus: URIRef | None = None) -> set[str]:
    report = validate(
        graph, shacl_graph=shapes(), inplace=True, focus_nodes=None if focus is None else [focus]
    )[1]
    assert isinstance(report, Graph)
    return {str(message) for message in report.objects(None, SH.resultMessage)}


def test_a_complete_graph_conforms() -> None:
    graph = Graph()
    for triple in complete():
        graph.add(triple)

    assert messages(graph) == set()


@pytest.mark.parametrize("case", broken(), ids=lambda case: f"{case.node} {case.property} {case.values}")
def test_a_graph_that_breaks_one_rule_is_told_which(case: Broken) -> None:
    # With a focus, pySHACL leaves out the shapes that its node refers to by sh:node.
    focus = None if "scheme" in case.message else URIRef(case.node, base=BASE)

    assert case.message in messages(with_values(case), focus)


def test_every_message_of_the_shapes_has_a_graph_that_raises_it() -> None:
    of_lists = {message for message in shape_messages() if message.startswith("A concept of the ")}

    assert {case.message for case in broken()} == shape_messages() - of_lists


def test_every_shape_that_data_can_break_has_a_message() -> None:
    silent = set(shapes().subjects(RDF.type, SH.PropertyShape)) - set(shapes().subjects(SH.message))

    assert {str(shape).partition("#")[2] for shape in silent} == {
        # parts of conditions, whose message is the condition's
        "has-earliest", "has-high", "has-latest", "has-low", "is-vague", "no-date-precision", "no-earliest",
    }  # fmt: skip


@pytest.mark.parametrize(("owner", "name"), shaped_properties())
def test_a_property_has_the_same_number_of_values_in_ontology_and_shape(owner: str, name: str) -> None:
    facts = vocabulary()
    most = facts.optional(f"{CASUS}{name}", f"{CASUS}maxCount")

    assert shaped_counts(owner, name) == (facts.one(f"{CASUS}{name}", f"{CASUS}minCount"), most)
