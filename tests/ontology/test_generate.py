"""Generated files are those that the Turtle gives now, and stale ones are named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from ontology import BASE, FOLDER, generate, read_turtle, turtle_path
from ontology.generation import context, facts, reference, terms, weapons

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    "make",
    [terms.generate, weapons.generate, context.generate, reference.generate],
    ids=["terms", "weapons", "context", "reference"],
)
def test_the_generated_files_are_fresh(make: Callable[[], dict[str, str]]) -> None:
    made = make()

    assert {name: (FOLDER / name).read_text(encoding="utf-8") for name in made} == made


def test_stale_files_are_named_and_left_alone_by_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        generate, "GENERATORS", (lambda: {"a/new.txt": "new", "old.txt": "now", "same.txt": "same"},)
    )
    (tmp_path / "old.txt").write_text("then", encoding="utf-8")
    (tmp_path / "same.txt").write_text("same", encoding="utf-8")

    checked = generate.main(["--check"], folder=tmp_path)
    told = capsys.readouterr().out
    written = generate.main([], folder=tmp_path)

    assert (checked, told) == (1, "stale: a/new.txt\nstale: old.txt\n")
    assert (written, capsys.readouterr().out) == (0, "written: a/new.txt\nwritten: old.txt\n")
    assert (tmp_path / "a" / "new.txt").read_text(encoding="utf-8") == "new"
    assert generate.main(["--check"], folder=tmp_path) == 0


def test_every_generator_is_asked() -> None:
    modules = {make.__module__.rpartition(".")[2] for make in generate.GENERATORS}

    assert modules == {"terms", "weapons", "actors", "places", "context", "reference"}


def test_a_value_that_is_missing_or_double_is_refused() -> None:
    known = facts.Facts(["outside"])
    scheme = "https://w3id.org/casus/concept/sipri"

    with pytest.raises(ValueError, match="has 0 values of"):
        known.one("https://example.org/nothing", f"{facts.SKOS}notation")
    assert known.optional("https://example.org/nothing", f"{facts.SKOS}notation") is None
    assert known.one(scheme, f"{facts.SKOS}notation") == "sipri"


def test_a_blank_node_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    quads = list(parse('[] <https://example.org/p> "o" .', format=RdfFormat.TURTLE))

    def read(_name: str) -> list[Quad]:
        return quads

    monkeypatch.setattr(facts, "read_turtle", read)

    with pytest.raises(ValueError, match="is neither an IRI nor a literal"):
        facts.Facts(["any"])


def test_the_context_gives_json_the_meaning_of_the_turtle() -> None:
    text = {
        "@context": json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"],
        "id": f"{BASE}claim/1",
        "type": ["Claim", "DeploymentClaim"],
        "force": [f"{BASE}actor/PRK"],
        "status": "https://w3id.org/casus/concept/status/denied",
        "earliest": "2024-11-06",
        "low": 60,
        "evidenceText": "he has not seen it",
        "prefLabel": {"en": "a claim"},
    }
    turtle = """
        PREFIX casus: <https://w3id.org/casus/ontology#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        <claim/1> a casus:Claim, casus:DeploymentClaim ;
            casus:force <actor/PRK> ;
            casus:status <https://w3id.org/casus/concept/status/denied> ;
            casus:earliest "2024-11-06"^^xsd:date ;
            casus:low 60 ;
            casus:evidenceText "he has not seen it" ;
            skos:prefLabel "a claim"@en .
    """

    read = set(parse(json.dumps(text), format=RdfFormat.JSON_LD))

    assert read == set(parse(turtle, format=RdfFormat.TURTLE, base_iri=BASE))


def test_the_reference_tells_every_term_and_weapon() -> None:
    text = (FOLDER / "reference.md").read_text(encoding="utf-8")
    known = facts.Facts(["casus", "schemes", "weapons"])
    names = [
        f"### {iri.replace(facts.CASUS, 'casus:')}\n"
        for iri in terms.classes(known) + terms.properties(known)
    ]
    notations = [
        known.one(iri, f"{facts.SKOS}notation")
        for iri in known.having(facts.RDF_TYPE, f"{facts.SKOS}Concept")
    ]

    assert [name for name in names if name not in text] == []
    assert [name for name in notations if f"`{name}`" not in text] == []


def test_a_file_that_is_not_there_cannot_be_read() -> None:
    assert turtle_path("authority/states") == FOLDER / "authority" / "states.ttl"
    with pytest.raises(FileNotFoundError):
        read_turtle("nothing")
