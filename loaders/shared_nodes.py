"""Nodes that several articles may use and that the authority data may lack: local actors, places, runs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from loaders.triples import RDF_TYPE, Triples, quads_of
from ontology import terms
from ontology.concepts import concept
from ontology.graphs import superclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from loaders.iris import Iris
    from loaders.model import Actor, Dataset, Place
    from loaders.run import Run

PREF_LABEL: Final = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
EXACT_MATCH: Final = NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
LICENSE: Final = NamedNode("http://purl.org/dc/terms/license")
RIGHTS: Final = NamedNode("http://purl.org/dc/terms/rights")
CITATION: Final = NamedNode("http://purl.org/dc/terms/bibliographicCitation")
HOMEPAGE: Final = NamedNode("http://xmlns.com/foaf/0.1/homepage")
GEONAMES: Final = "https://sws.geonames.org/"
LOCAL_ACTOR: Final = "local-"
LISTED_PLACE: Final = "geonames-"
LOCAL_PLACE: Final = "local-"  # named by an article alone


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedQuads:
    """A node that is to stand once in a graph of its own, with all its quads as N-Quads."""

    subject: str
    graph: str
    nquads: str

    @property
    def quads(self) -> tuple[Quad, ...]:
        """Return the quads as objects."""
        return quads_of(self.nquads)


def shared_nodes(
    iris: Iris, actors: Iterable[Actor], places: Iterable[Place], run: Run, *, dataset: Dataset | None = None
) -> tuple[SharedQuads, ...]:
    """Return the run's node and those of actors and places that are not from the curated authority data.

    A dataset's node tells its licence and how it is to be named.
    """
    found = {node.subject: node for node in _nodes(iris, actors, places)}
    if dataset is not None:
        node = _dataset(iris, dataset)
        found[node.subject] = node
    return (_run(iris, run), *(found[subject] for subject in sorted(found)))


def _nodes(iris: Iris, actors: Iterable[Actor], places: Iterable[Place]) -> Iterable[SharedQuads]:
    # Reversed, so that the first mention's label is the one that stays.
    for actor in reversed(list(actors)):
        if actor.id.startswith(LOCAL_ACTOR):
            yield _actor(iris, actor)
    for place in _with_surroundings(reversed(list(places))):
        if place.id.startswith((LISTED_PLACE, LOCAL_PLACE)):
            yield _place(iris, place)


def _with_surroundings(places: Iterable[Place]) -> Iterable[Place]:
    for place in places:
        if place.within is not None:
            yield place.within
        yield place


@lru_cache(maxsize=4096)
def _actor(iris: Iris, actor: Actor) -> SharedQuads:
    subject, triples = _described(iris, actor)
    return SharedQuads(subject=subject, graph=iris.local_graph, nquads=triples.nquads(iris.local_graph))


@lru_cache
def _dataset(iris: Iris, dataset: Dataset) -> SharedQuads:
    subject, triples = _described(iris, dataset.actor)
    if dataset.publisher is not None:
        triples.link(subject, terms.partOf, iris.actor(dataset.publisher.id))
    if dataset.license is not None:
        triples.link(subject, LICENSE, dataset.license)
    triples.tell(subject, RIGHTS, dataset.rights)
    triples.tell(subject, CITATION, dataset.citation)
    triples.link(subject, HOMEPAGE, dataset.homepage)
    triples.tell(subject, terms.isReferenceOnly, dataset.is_reference_only or None)
    return SharedQuads(subject=subject, graph=iris.local_graph, nquads=triples.nquads(iris.local_graph))


def _described(iris: Iris, actor: Actor) -> tuple[str, Triples]:
    subject = iris.actor(actor.id)
    triples = Triples()
    own = terms.ACTOR_CLASSES[actor.kind]
    triples.link(subject, RDF_TYPE, own, *_superclasses().get(own, ()))
    triples.link(subject, terms.actorKind, concept("actor_kind", actor.kind))
    triples.tell(subject, PREF_LABEL, actor.label, language="en")
    if actor.country is not None:
        triples.link(subject, terms.country, iris.actor(actor.country))
    return subject, triples


@cache
def _superclasses() -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    return superclasses()


@lru_cache(maxsize=4096)
def _place(iris: Iris, place: Place) -> SharedQuads:
    subject = iris.place(place.id)
    triples = Triples()
    triples.link(subject, RDF_TYPE, terms.Place)
    triples.link(subject, terms.placeKind, concept("place_kind", place.kind))
    triples.tell(subject, PREF_LABEL, place.label, language="en")
    for name, degrees in ((terms.lat, place.lat), (terms.lon, place.lon)):
        triples.tell(subject, name, None if degrees is None else Decimal(str(degrees)))
    if place.country is not None:
        triples.link(subject, terms.country, iris.actor(place.country))
    if place.within is not None:
        triples.link(subject, terms.containedIn, iris.place(place.within.id))
    if place.id.startswith(LISTED_PLACE):
        triples.link(subject, EXACT_MATCH, f"{GEONAMES}{place.id.removeprefix(LISTED_PLACE)}/")
    return SharedQuads(subject=subject, graph=iris.local_graph, nquads=triples.nquads(iris.local_graph))


@lru_cache
def _run(iris: Iris, run: Run) -> SharedQuads:
    subject = iris.run(run.name)
    triples = Triples()
    triples.link(subject, RDF_TYPE, terms.ExtractionRun)
    triples.tell(subject, terms.loader, run.loader)
    triples.tell(subject, terms.version, run.version)
    triples.tell(subject, terms.configuration, run.configuration)
    return SharedQuads(subject=subject, graph=iris.run_graph, nquads=triples.nquads(iris.run_graph))
