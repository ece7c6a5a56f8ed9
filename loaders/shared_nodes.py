"""Nodes that several articles may use and that the authority data may lack: local actors, places, runs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from loaders.iris import Iris, concept
from loaders.triples import CASUS, RDF_TYPE, Triples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from loaders.model import Actor, Place
    from loaders.run import Run

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
GEONAMES: Final = "https://sws.geonames.org/"
LOCAL_ACTOR: Final = "local-"
LISTED_PLACE: Final = "geonames-"
CLASSES: Final = {
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
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedQuads:
    """A node that is to stand once in a graph of its own, with all its quads."""

    subject: str
    graph: str
    quads: tuple[Quad, ...]


def shared_nodes(
    iris: Iris, actors: Iterable[Actor], places: Iterable[Place], run: Run
) -> tuple[SharedQuads, ...]:
    """Return the run's node and those of actors and places that are not from the curated authority data."""
    found = {node.subject: node for node in _nodes(iris, actors, places)}
    return (_run(iris, run), *(found[subject] for subject in sorted(found)))


def _nodes(iris: Iris, actors: Iterable[Actor], places: Iterable[Place]) -> Iterable[SharedQuads]:
    # Reversed, so that the first mention's label is the one that stays.
    for actor in reversed(list(actors)):
        if actor.id.startswith(LOCAL_ACTOR):
            yield _actor(iris, actor)
    for place in reversed(list(places)):
        if place.id.startswith(LISTED_PLACE):
            yield _place(iris, place)


def _actor(iris: Iris, actor: Actor) -> SharedQuads:
    subject = iris.actor(actor.id)
    triples = Triples()
    triples.link(subject, RDF_TYPE, f"{CASUS}{CLASSES[actor.kind]}", f"{CASUS}Actor")
    triples.link(subject, f"{CASUS}actorKind", concept("actor_kind", actor.kind))
    triples.tell(subject, f"{SKOS}prefLabel", actor.label, language="en")
    if actor.country is not None:
        triples.link(subject, f"{CASUS}country", iris.actor(actor.country))
    return SharedQuads(subject=subject, graph=iris.local_graph, quads=triples.quads(iris.local_graph))


def _place(iris: Iris, place: Place) -> SharedQuads:
    subject = iris.place(place.id)
    triples = Triples()
    triples.link(subject, RDF_TYPE, f"{CASUS}Place")
    triples.link(subject, f"{CASUS}placeKind", concept("place_kind", "settlement"))
    triples.tell(subject, f"{SKOS}prefLabel", place.label, language="en")
    for name, degrees in (("lat", place.lat), ("lon", place.lon)):
        triples.tell(subject, f"{CASUS}{name}", None if degrees is None else Decimal(str(degrees)))
    if place.country is not None:
        triples.link(subject, f"{CASUS}country", iris.actor(place.country))
    triples.link(subject, f"{SKOS}exactMatch", f"{GEONAMES}{place.id.removeprefix(LISTED_PLACE)}/")
    return SharedQuads(subject=subject, graph=iris.local_graph, quads=triples.quads(iris.local_graph))


def _run(iris: Iris, run: Run) -> SharedQuads:
    subject = iris.run(run.name)
    triples = Triples()
    triples.link(subject, RDF_TYPE, f"{CASUS}ExtractionRun")
    triples.tell(subject, f"{CASUS}loader", run.loader)
    triples.tell(subject, f"{CASUS}version", run.version)
    triples.tell(subject, f"{CASUS}configuration", run.configuration)
    return SharedQuads(subject=subject, graph=iris.run_graph, quads=triples.quads(iris.run_graph))
