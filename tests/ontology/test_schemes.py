"""The code lists: what every concept says of itself, and what the design promises of each list."""

from __future__ import annotations

import pytest

from loaders.model import ZoneKind
from ontology import VOCABULARY, terms
from ontology.concepts import CONCEPTS, concept, hyphenated, scheme
from ontology.generation.facts import CASUS, RDF_TYPE, SKOS, Facts
from ontology.generation.terms import own_schemes

FACTS = Facts(VOCABULARY)
CONCEPT_IRIS = list(FACTS.having(RDF_TYPE, f"{SKOS}Concept"))
SCHEMES = list(FACTS.having(RDF_TYPE, f"{SKOS}ConceptScheme"))
OWN = own_schemes(FACTS)
MATCHES = [f"{SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")]


@pytest.mark.parametrize("name", ["notation", "prefLabel", "definition"])
def test_every_concept_and_scheme_has_one_notation_label_and_definition(name: str) -> None:
    told = {iri: FACTS.all(iri, f"{SKOS}{name}") for iri in [*SCHEMES, *CONCEPT_IRIS]}

    assert {iri: values for iri, values in told.items() if len(values) != 1 or not values[0]} == {}


def test_every_concept_is_in_one_scheme() -> None:
    inside = {iri: FACTS.all(iri, f"{SKOS}inScheme") for iri in CONCEPT_IRIS}

    assert {iri for iri, schemes in inside.items() if len(schemes) != 1 or schemes[0] not in SCHEMES} == set()


def test_the_iri_of_a_concept_is_made_of_its_scheme_and_notation() -> None:
    made = {
        concept(inside.removeprefix(CONCEPTS), FACTS.one(iri, f"{SKOS}notation")).value
        for inside in OWN
        for iri in FACTS.having(f"{SKOS}inScheme", inside)
    }

    assert made == {iri for iri in CONCEPT_IRIS if FACTS.one(iri, f"{SKOS}inScheme") in OWN}
    assert [iri for iri in CONCEPT_IRIS if iri != hyphenated(iri).lower()] == []


@pytest.mark.parametrize("iri", SCHEMES)
def test_notations_are_unique_in_a_scheme(iri: str) -> None:
    notations = [FACTS.one(member, f"{SKOS}notation") for member in FACTS.having(f"{SKOS}inScheme", iri)]

    assert len(notations) == len(set(notations))
    assert notations


@pytest.mark.parametrize("iri", OWN)
def test_the_top_concepts_of_a_scheme_are_those_with_nothing_above(iri: str) -> None:
    members = list(FACTS.having(f"{SKOS}inScheme", iri))
    top = [member for member in members if not FACTS.all(member, f"{SKOS}broader")]

    assert FACTS.all(iri, f"{SKOS}hasTopConcept") == top
    assert list(FACTS.having(f"{SKOS}topConceptOf", iri)) == top


def test_matches_lead_to_concepts_of_other_schemes_that_are_described_here() -> None:
    matches = [(iri, match) for iri in CONCEPT_IRIS for kind in MATCHES for match in FACTS.all(iri, kind)]

    assert {match for _, match in matches} <= set(CONCEPT_IRIS)
    assert [iri for iri, match in matches if iri.rpartition("/")[0] == match.rpartition("/")[0]] == []
    assert len(matches) == len(set(matches))


def test_the_lists_hold_the_notations_that_the_interface_promises() -> None:
    promised = {
        "stance": "affirms denies not_observed cannot_confirm not_ruled_out acknowledges_reports refuses "
        "commits requests withdraws",
        "certainty": "certain probable possible unspecified",
        "time_frame": "past present future",
        "status": "confirmed claimed unconfirmed denied expected planned requested",
        "outcome": "killed wounded captured missing losses",
        "qualifier": "exact approximate at_least at_most range vague",
        "precision": "day night week month season year since range",
        "weapon": "ballistic_missile cruise_missile artillery_shell artillery rocket_artillery air_defence "
        "anti_tank tank armoured_vehicle aircraft helicopter uav glide_bomb bomb mine small_arms ammunition "
        "naval missile nuclear weapons other",
        "actor_kind": "state government ministry armed_force intelligence_service armed_group coalition "
        "international_body news_organization organization person people dataset unspecified",
        "zone": " ".join(ZoneKind),
        "standing": "asserted contested denied_only unverified_only future_only",
    }

    assert {name: " ".join(terms.NOTATIONS[name]) for name in promised} == promised
    assert set(terms.NOTATIONS) - set(promised) == {
        "activity",
        "transfer_stage",
        "action",
        "place_kind",
        "place_precision",
        "clarity",
        "claim_relation",
    }


def test_denied_is_labelled_so_that_it_covers_what_was_not_observed() -> None:
    assert FACTS.one(concept("status", "denied").value, f"{SKOS}prefLabel") == "denied or not observed"


@pytest.mark.parametrize("name", ["stance", "certainty", "status", "action", "transfer_stage"])
def test_every_concept_of_a_list_that_others_have_too_is_matched(name: str) -> None:
    members = FACTS.having(f"{SKOS}inScheme", scheme(name).value)

    assert [iri for iri in members if not any(FACTS.all(iri, kind) for kind in MATCHES)] == []


def test_every_actor_kind_has_a_class() -> None:
    assert {kind: node.value.removeprefix(CASUS) for kind, node in terms.ACTOR_CLASSES.items()} == {
        "state": "State",
        "government": "Organization",
        "ministry": "Organization",
        "armed_force": "ArmedForce",
        "intelligence_service": "Organization",
        "armed_group": "ArmedGroup",
        "coalition": "Organization",
        "international_body": "Organization",
        "news_organization": "NewsOrganization",
        "organization": "Organization",
        "person": "Person",
        "people": "People",
        "dataset": "Dataset",
        "unspecified": "Actor",
    }


def test_the_iris_of_schemes_and_concepts_are_hyphenated() -> None:
    assert scheme("time_frame") == terms.TIME_FRAME
    assert concept("stance", "not_observed").value == "https://w3id.org/casus/concept/stance/not-observed"
