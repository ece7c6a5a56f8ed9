from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, RdfFormat, parse, serialize

from loaders.mapping import quads

if TYPE_CHECKING:
    from loaders.mapping import Mapped
    from loaders.model import Document
    from loaders.run import Run

BASE = "https://kalvenia.example/id/"
PREFIXES = {
    BASE: "",
    "https://w3id.org/casus/ontology#": "casus:",
    "https://w3id.org/casus/concept/": "concept:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": "a",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
}


def short(term: object) -> str:
    text = str(term)
    for iri, prefix in PREFIXES.items():
        text = text.replace(iri, prefix)
    return text.replace("<", "").replace(">", "")


def facts(mapped: Mapped, subject: str) -> list[str]:
    """What is said of a subject, in the order in which it is said."""
    return [
        f"{short(quad.predicate)} {short(quad.object)}"
        for quad in mapped.quads
        if quad.subject.value == f"{BASE}{subject}"  # type: ignore[union-attr]
    ]


@pytest.fixture
def mapped(document: Document, run: Run) -> Mapped:
    return quads(document, base=BASE, run=run)


def objects(mapped: Mapped, predicate: str) -> list[str]:
    return [short(quad.object) for quad in mapped.quads if short(quad.predicate) == predicate]


def test_an_article_tells_its_metadata(mapped: Mapped) -> None:
    key, version = mapped.article_iri.removeprefix(f"{BASE}article/").split("-")
    told = facts(mapped, f"article/{key}-{version}")

    assert key == mapped.key
    assert told[:10] == [
        "a casus:Article",
        'casus:title "Shells over Zubrivka"',
        "casus:publisher actor/local-the-kalvenia-courier",
        'casus:author "Ida Rook"',
        'casus:publishedOn "2024-12-03"^^xsd:date',
        'casus:publishedAt "2024-12-03T01:06:00Z"^^xsd:dateTime',
        'casus:publishedText "3 December 2024, 03:06"',
        f'casus:textHash "{told[7].split(chr(34))[1]}"',
        'casus:url "https://News.example/a?utm_source=x#top"',
        'casus:language "en"',
    ]
    assert len(told) == 12
    assert told[7].split('"')[1].startswith(version)


def test_a_statement_keeps_its_chain_in_order(mapped: Mapped) -> None:
    (first, second) = objects(mapped, "casus:contains")

    assert [fact for fact in facts(mapped, first) if "evidence" not in fact] == [
        "a casus:Statement",
        "casus:speaker actor/local-ada-moss-ukr",
        "casus:speaker actor/ukr-defence-ministry",
        "casus:carrier actor/ukrinform",
        f"casus:attribution {first}/attribution/1",
        f"casus:attribution {first}/attribution/2",
        f"casus:attribution {first}/attribution/3",
        'casus:saidOn "2024-12-02"^^xsd:date',
        'casus:isDirect "false"^^xsd:boolean',
        'casus:words "some 60 shells hit Zubrivka overnight"',
        'casus:occasion "briefing"',
        f"casus:makes {objects(mapped, 'casus:makes')[0]}",
    ]
    assert facts(mapped, f"{first}/attribution/2") == [
        "a casus:Attribution",
        'casus:position "1"^^xsd:integer',
        "casus:actor actor/ukr-defence-ministry",
    ]
    assert facts(mapped, f"{first}/attribution/3")[1:] == [
        'casus:position "2"^^xsd:integer',
        "casus:actor actor/ukrinform",
    ]
    assert facts(mapped, f"{second}/attribution/1") == []


def test_a_claim_tells_its_own_version_of_the_facts(mapped: Mapped, run: Run) -> None:
    claim = objects(mapped, "casus:makes")[0]

    assert facts(mapped, claim) == [
        "a casus:ActionClaim",
        "a casus:Claim",
        "casus:status concept:status/claimed",
        "casus:stance concept:stance/affirms",
        "casus:certainty concept:certainty/certain",
        "casus:timeFrame concept:time-frame/past",
        "casus:attacker actor/RUS",
        "casus:action concept:action/shelling",
        "casus:weapon concept:weapon/artillery-shell",
        "casus:place place/geonames-1",
        f"casus:quantity {claim}/quantity",
        'casus:low "60"^^xsd:integer',
        'casus:high "60"^^xsd:integer',
        'casus:earliest "2024-12-02"^^xsd:date',
        'casus:latest "2024-12-03"^^xsd:date',
        "casus:datePrecision concept:precision/night",
        f"casus:evidence {claim}/evidence",
        'casus:confidence "0.8"^^xsd:decimal',
        f"casus:madeBy run/{run.name}",
        "casus:speaker actor/local-ada-moss-ukr",
        "casus:speaker actor/ukr-defence-ministry",
        'casus:evidenceText "some 60 shells hit Zubrivka overnight"',
        'casus:saidOn "2024-12-02"^^xsd:date',
        'casus:publishedOn "2024-12-03"^^xsd:date',
        f"casus:inArticle {short(mapped.article_iri)}",
    ]
    assert facts(mapped, f"{claim}/quantity") == [
        "a casus:Quantity",
        'casus:low "60"^^xsd:integer',
        'casus:high "60"^^xsd:integer',
        "casus:qualifier concept:qualifier/approximate",
        'casus:text "some 60"',
    ]
    assert facts(mapped, f"{claim}/evidence") == [
        "a casus:Evidence",
        'casus:exact "some 60 shells hit Zubrivka overnight"',
        'casus:prefix "Zubrivka\\n\\nGeneral Ada Moss said "',
        'casus:suffix ".\\n\\nNo one was hurt."',
        'casus:start "44"^^xsd:integer',
        'casus:end "81"^^xsd:integer',
        "casus:zone concept:zone/body",
    ]


def test_the_zone_of_a_statement_is_that_of_its_passage_when_it_has_one(mapped: Mapped) -> None:
    first, second = objects(mapped, "casus:contains")

    assert facts(mapped, f"{first}/evidence")[-1] == "casus:zone concept:zone/body"
    assert facts(mapped, f"{second}/evidence")[-1] == 'casus:end "100"^^xsd:integer'


def test_local_nodes_and_the_run_stand_beside_the_article(mapped: Mapped, run: Run) -> None:
    told = {
        short(node.subject): (
            short(node.graph),
            [f"{short(q.predicate)} {short(q.object)}" for q in node.quads],
        )
        for node in mapped.shared
    }

    assert told == {
        f"run/{run.name}": (
            "graph/run",
            [
                "a casus:ExtractionRun",
                'casus:loader "casus"',
                'casus:version "1.2.3"',
                'casus:configuration "sha256:00"',
            ],
        ),
        "actor/local-ada-moss-ukr": (
            "graph/local",
            [
                "a casus:Person",
                "a casus:Actor",
                "casus:actorKind concept:actor-kind/person",
                'skos:prefLabel "Ada Moss"@en',
                "casus:country actor/UKR",
            ],
        ),
        "actor/local-people": (
            "graph/local",
            [
                "a casus:People",
                "a casus:Actor",
                "casus:actorKind concept:actor-kind/people",
                'skos:prefLabel "people"@en',
            ],
        ),
        "actor/local-the-kalvenia-courier": (
            "graph/local",
            [
                "a casus:NewsOrganization",
                "a casus:Organization",
                "a casus:Actor",
                "casus:actorKind concept:actor-kind/news-organization",
                'skos:prefLabel "The Kalvenia Courier"@en',
            ],
        ),
        "place/geonames-1": (
            "graph/local",
            [
                "a casus:Place",
                "casus:placeKind concept:place-kind/settlement",
                'skos:prefLabel "Zubrivka"@en',
                'casus:lat "49.5"^^xsd:decimal',
                'casus:lon "36.25"^^xsd:decimal',
                "casus:country actor/UKR",
                "skos:exactMatch https://sws.geonames.org/1/",
            ],
        ),
    }


def test_every_triple_is_in_the_article_s_graph_and_about_its_own_nodes(mapped: Mapped) -> None:
    own = (mapped.article_iri, f"{BASE}statement/", f"{BASE}claim/")

    assert {quad.graph_name.value for quad in mapped.quads} == {mapped.graph_iri}  # type: ignore[union-attr]
    assert [q for q in mapped.quads if not q.subject.value.startswith(own)] == []  # type: ignore[union-attr]
    assert len(set(mapped.quads)) == len(mapped.quads)
    assert not any(
        isinstance(term, BlankNode) for quad in mapped.quads for term in (quad.subject, quad.object)
    )


def test_n_quads_bring_back_the_same_quads(mapped: Mapped) -> None:
    written = serialize(mapped.quads, format=RdfFormat.N_QUADS)

    assert written is not None
    assert set(parse(written, RdfFormat.N_QUADS)) == set(mapped.quads)


def test_the_same_document_gives_the_same_quads_in_the_same_order(document: Document, run: Run) -> None:
    assert quads(document, base=BASE, run=run) == quads(document, base=BASE, run=run)


def test_a_claim_keeps_its_iri_when_another_part_of_the_text_is_mended(document: Document, run: Run) -> None:
    mended = replace(document, article=replace(document.article, text=document.article.text + " (mended)"))

    before, after = (objects(quads(one, base=BASE, run=run), "casus:makes") for one in (document, mended))

    assert before == after


def test_equal_claims_of_one_article_are_told_apart(document: Document, run: Run) -> None:
    twice = replace(document, claims=(document.claims[0], document.claims[0]))

    first, second = objects(quads(twice, base=BASE, run=run), "casus:makes")

    assert first != second


def test_an_article_that_tells_nothing_of_itself_has_its_hash_alone(document: Document, run: Run) -> None:
    bare = replace(
        document,
        article=replace(
            document.article,
            title=None,
            published=None,
            published_text=None,
            publisher=None,
            authors=(),
            url=None,
            language=None,
        ),
        statements=(),
        claims=(),
    )

    mapped = quads(bare, base=BASE, run=run)

    assert [short(quad.predicate) for quad in mapped.quads] == ["a", "casus:textHash"]
    assert [short(node.subject) for node in mapped.shared] == [f"run/{run.name}"]


@pytest.mark.parametrize("published", ["2024-12-03", "2024-12-03T03:06:00"])
def test_a_moment_needs_a_zone(document: Document, run: Run, published: str) -> None:
    local = replace(document, article=replace(document.article, published=published))

    told = quads(local, base=BASE, run=run)

    assert objects(told, "casus:publishedOn")[0] == '"2024-12-03"^^xsd:date'
    assert objects(told, "casus:publishedAt") == []


def test_a_place_without_coordinates_or_country_tells_none(document: Document, run: Run) -> None:
    claim = document.claims[0]
    bare = replace(claim.place[0], lat=None, lon=None, country=None)

    mapped = quads(replace(document, claims=(replace(claim, place=(bare,)),)), base=BASE, run=run)

    (place,) = [node for node in mapped.shared if "place/" in node.subject]
    assert [short(quad.predicate) for quad in place.quads] == [
        "a",
        "casus:placeKind",
        "skos:prefLabel",
        "skos:exactMatch",
    ]


def test_the_first_label_of_a_local_actor_stays(document: Document, run: Run) -> None:
    later = replace(document.claims[1].victim[0], label="residents")
    claims = (document.claims[1], replace(document.claims[1], victim=(later,)))

    mapped = quads(replace(document, claims=claims), base=BASE, run=run)

    (people,) = [node for node in mapped.shared if node.subject.endswith("local-people")]
    assert 'skos:prefLabel "people"@en' in [f"{short(q.predicate)} {short(q.object)}" for q in people.quads]


def test_an_article_keeps_its_page_s_hash_and_a_summary_says_that_it_is_one(
    document: Document, run: Run
) -> None:
    page = replace(document.article, page_hash="0" * 64)
    summary = replace(page, is_summary=True)

    whole, short_one = (
        quads(replace(document, article=article), base=BASE, run=run) for article in (page, summary)
    )

    assert (objects(whole, "casus:pageHash"), objects(whole, "casus:isSummary")) == ([f'"{"0" * 64}"'], [])
    assert objects(short_one, "casus:isSummary") == ['"true"^^xsd:boolean']
    assert whole.key == quads(document, base=BASE, run=run).key != short_one.key
