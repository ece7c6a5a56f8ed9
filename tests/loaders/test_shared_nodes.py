"""Nodes that the authority data lacks, told once."""

from __future__ import annotations

from loaders.iris import Iris
from loaders.model import Place
from loaders.run import Run
from loaders.shared_nodes import shared_nodes

RUN = Run(loader="casus", version="1.2.3", configuration="sha256:00")


def told_of(place: Place) -> list[str]:
    """Return predicate and object of what is told of a place, without their namespaces."""
    nodes = shared_nodes(Iris("https://data.example/"), [], [place], RUN)
    return [
        f"{_short(str(quad.predicate))} {_short(str(quad.object))}"
        for node in nodes
        if "/place/" in node.subject
        for quad in node.quads
    ]


def _short(term: str) -> str:
    return term if term.startswith('"') else term.strip("<>").replace("#", "/").rstrip("/").rsplit("/", 1)[-1]


def test_a_place_that_only_the_text_knows_has_a_name_and_no_coordinates() -> None:
    place = Place(id="local-kolisnivka-ukr", label="Kolisnivka", country="UKR", lat=None, lon=None)

    assert told_of(place) == [
        "type Place",
        "placeKind settlement",
        'prefLabel "Kolisnivka"@en',
        "country UKR",
    ]


def test_a_place_of_the_authority_data_is_not_told_again() -> None:
    assert told_of(Place(id="kursk-oblast", label="Kursk Oblast", country="RUS", lat=51.7, lon=36.2)) == []
