"""Every class and property of the ontology is explained, and has a constant."""

from __future__ import annotations

import keyword
import re

import pytest
from pyoxigraph import BlankNode, NamedNode

from ontology import SHAPES, VOCABULARY, authority_names, read_turtle, terms
from ontology.generation.facts import CASUS, OWL, RDFS, SCHEMA, SKOS, Facts
from ontology.generation.terms import ONTOLOGY, classes, own_schemes, properties

FACTS = Facts(VOCABULARY)
CLASSES = classes(FACTS)
PROPERTIES = properties(FACTS)


@pytest.mark.parametrize("iri", [*CLASSES, *PROPERTIES])
def test_a_term_has_one_label_one_comment_and_one_example(iri: str) -> None:
    told = [FACTS.one(iri, name) for name in (f"{RDFS}label", f"{RDFS}comment", f"{SKOS}example")]

    assert all(told)
    assert told[1].endswith(".")
    assert FACTS.one(iri, f"{RDFS}isDefinedBy") == ONTOLOGY


@pytest.mark.parametrize("iri", [*CLASSES, *PROPERTIES])
def test_a_term_has_a_constant_of_its_own_name(iri: str) -> None:
    name = iri.removeprefix(CASUS)

    assert getattr(terms, f"{name}_" if keyword.iskeyword(name) else name) == NamedNode(iri)


@pytest.mark.parametrize("iri", PROPERTIES)
def test_a_property_says_whose_it_is_and_what_its_values_are(iri: str) -> None:
    domains = FACTS.all(iri, f"{RDFS}domain") + FACTS.all(iri, f"{SCHEMA}domainIncludes")
    own = {name for name in [*domains, FACTS.one(iri, f"{RDFS}range")] if name.startswith(CASUS)}

    assert domains
    assert own <= set(CLASSES)
    assert int(FACTS.one(iri, f"{CASUS}minCount")) <= int(FACTS.optional(iri, f"{CASUS}maxCount") or 10**6)


@pytest.mark.parametrize("iri", [*CLASSES, *PROPERTIES])
def test_the_example_of_a_term_shows_it(iri: str) -> None:
    assert re.search(rf"casus:{iri.removeprefix(CASUS)}\b", FACTS.one(iri, f"{SKOS}example"))


def test_terms_that_are_used_in_the_turtle_are_defined() -> None:
    files = (*VOCABULARY, SHAPES, *authority_names())
    used = {
        term.value
        for name in files
        for triple in read_turtle(name)
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode) and term.value.startswith(CASUS)
    }

    assert used <= {*CLASSES, *PROPERTIES}


@pytest.mark.parametrize("name", [*VOCABULARY, SHAPES, *authority_names()])
def test_no_file_has_a_blank_node(name: str) -> None:
    assert not [
        triple
        for triple in read_turtle(name)
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
    ]


def test_only_own_classes_are_subclasses_of_own_classes_in_the_vocabulary() -> None:
    outside = {
        triple.object.value
        for triple in read_turtle("casus")
        if triple.predicate.value == f"{RDFS}subClassOf" and isinstance(triple.object, NamedNode)
    } - set(CLASSES)

    assert outside == {f"{SKOS}Concept"}


def test_the_constants_name_the_version_and_every_own_scheme() -> None:
    schemes = {
        value for name, value in vars(terms).items() if name.isupper() and isinstance(value, NamedNode)
    }

    assert NamedNode(FACTS.one(ONTOLOGY, f"{OWL}versionIRI")) == terms.VERSION
    assert {node.value for node in schemes - {terms.ONTOLOGY, terms.VERSION}} == set(own_schemes(FACTS))
