"""The two graphs that come with the package."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from ontology import BASE, authority_names, read_turtle, terms
from ontology.concepts import concept
from ontology.graphs import TYPE, authority_triples, ontology_triples, superclasses

OTHER_BASE = "https://example.org/here/"


def test_no_triple_of_the_ontology_comes_twice() -> None:
    triples = list(ontology_triples())

    assert len(triples) == len(set(triples))


def test_the_graphs_share_no_triple() -> None:
    assert set(ontology_triples()) & set(authority_triples()) == set()


def test_a_weapon_is_linked_to_all_above_it_and_not_to_itself() -> None:
    weapon = concept("weapon", "shahed_136")

    above = [
        t.object for t in ontology_triples() if t.subject == weapon and t.predicate == terms.broaderTransitive
    ]

    names = ("shahed", "one_way_attack_drone", "attack_drone", "uav")
    assert above == [concept("weapon", name) for name in names]


def test_makers_are_told_under_the_base_of_the_store() -> None:
    makers = {t.object for t in ontology_triples(OTHER_BASE) if t.predicate == terms.maker}

    assert NamedNode(f"{OTHER_BASE}actor/IRN") in makers
    assert {str(maker).startswith(f"<{OTHER_BASE}actor/") for maker in makers} == {True}


def test_an_actor_is_of_the_superclasses_of_its_class_too() -> None:
    actor = NamedNode(f"{OTHER_BASE}actor/ukrinform")

    types = {t.object for t in authority_triples(OTHER_BASE) if t.subject == actor and t.predicate == TYPE}

    assert types == {terms.NewsOrganization, terms.Organization, terms.Actor}


def test_the_authority_data_is_whole_and_tells_nothing_twice() -> None:
    triples = list(authority_triples())
    stated = {triple for name in authority_names() for triple in read_turtle(name, base=BASE)}

    assert len(triples) == len(set(triples))
    assert stated <= set(triples)
    assert {type(triple) for triple in triples} == {Triple}
    assert {triple.predicate for triple in set(triples) - stated} <= {TYPE}


def test_only_own_superclasses_are_materialised() -> None:
    supers = superclasses()

    assert supers[terms.NewsOrganization] == (terms.Organization, terms.Actor)
    assert supers[terms.WeaponSystem] == ()
    assert supers[terms.CasualtyClaim] == (terms.Claim,)
