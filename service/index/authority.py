"""What the store knows of actors, places and concepts: labels, names, kinds, countries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from service.index.graph import CASUS, SKOS, TYPE, Graph, local_id, notation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.store import View

Json = dict[str, object]

NAMES: Final = (f"{SKOS}prefLabel", f"{SKOS}altLabel", "demonym", "metonym", "abbreviation")
COLLECTIONS: Final = {
    f"{CASUS}Actor": "actors",
    f"{CASUS}Place": "places",
    f"{SKOS}Concept": "concepts",
}
MOST_KNOWN: Final = 50_000  # nodes kept in memory, some 2 kB each
MOST_BROADER: Final = 12  # a scheme is a few levels deep; a circle in it must not hang the service


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """An actor, place or concept as the index keeps it; `kind` is a concept's scheme."""

    collection: str
    id: str
    kind: str | None
    country: str | None
    item: Json
    names: tuple[str, ...]
    wholes: tuple[str, ...] = ()


class Authority:
    """Actors, places and concepts of one store, each read when first asked for."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[str, Graph] = {}
        self._actors: dict[str, Json] = {}
        self._names: dict[str, str] = {}

    def forget(self, iris: Iterable[str]) -> None:
        """Read some nodes anew: they were written."""
        for iri in iris:
            self._known.pop(iri, None)
            self._actors.pop(iri, None)
            self._names.pop(iri, None)

    def actor(self, iri: str) -> Json:
        """Return an actor as claims name it."""
        known = self._actors.get(iri)
        if known is None:
            known = self._actors[iri] = {
                "id": local_id(iri),
                "label": self.label(iri),
                "country": self.country(iri),
                "kind": notation(self._about(iri).value(iri, "actorKind")),
            }
        return known

    def place(self, iri: str) -> Json:
        """Return a place as claims name it."""
        about = self._about(iri)
        lat, lon = about.value(iri, "lat"), about.value(iri, "lon")
        return {
            "id": local_id(iri),
            "label": self.label(iri),
            "country": self.country(iri),
            "lat": None if lat is None else float(lat),
            "lon": None if lon is None else float(lon),
        }

    def around(self, iri: str) -> tuple[str, ...]:
        """Return a place and all places that it lies in."""
        found = {iri: None}
        waiting = [iri]
        while waiting:
            place = waiting.pop()
            wider = [one for one in self.wholes(place) if one not in found]
            found.update(dict.fromkeys(wider))
            waiting += wider
        return tuple(found)

    def wholes(self, iri: str) -> tuple[str, ...]:
        """Return what an actor or place is directly a part of."""
        about = self._about(iri)
        return (*about.values(iri, "partOf"), *about.values(iri, "containedIn"))

    def weapon(self, iri: str) -> Json:
        """Return a weapon as claims name it: with its top concept's notation."""
        return {
            "concept": notation(self.broader(iri)[-1]),
            "id": local_id(iri),
            "label": self.label(iri),
        }

    def broader(self, iri: str) -> list[str]:
        """Return a concept with all that are broader than it, up to its scheme's top."""
        chain = [iri]
        while len(chain) < MOST_BROADER:
            broader = self._about(chain[-1]).value(chain[-1], f"{SKOS}broader")
            if broader is None:
                break
            chain.append(broader)
        return chain

    def label(self, iri: str) -> str:
        """Return the preferred label, or the id where there is none."""
        return self._about(iri).value(iri, f"{SKOS}prefLabel") or local_id(iri)

    def names(self, iri: str) -> tuple[str, ...]:
        """Return every name, the preferred label first."""
        about = self._about(iri)
        return tuple(dict.fromkeys(name for kind in NAMES for name in about.values(iri, kind)))

    def all_names(self, iri: str) -> str:
        """Return every name, a line each."""
        known = self._names.get(iri)
        if known is None:
            known = self._names[iri] = "\n".join(self.names(iri))
        return known

    def entities(self) -> Iterator[Entity]:
        """Yield every actor, place and concept that the store holds."""
        for type_iri in COLLECTIONS:
            found = self._view.graphs.quads_for_pattern(
                None, ox.NamedNode(TYPE), ox.NamedNode(type_iri), None
            )
            yield from self.described(
                {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}
            )

    def described(self, iris: Iterable[str]) -> Iterator[Entity]:
        """Yield those of the IRIs that are actors, places or concepts, in a fixed order."""
        for iri in sorted(iris):
            types = self._about(iri).values(iri, TYPE)
            collection = next((COLLECTIONS[kind] for kind in types if kind in COLLECTIONS), None)
            if collection is not None:
                yield self._entity(iri, collection)

    def _entity(self, iri: str, collection: str) -> Entity:
        if collection == "concepts":
            return self._concept(iri)
        item = self.actor(iri) if collection == "actors" else self._full_place(iri)
        names = self.names(iri)
        country = item["country"]
        return Entity(
            collection=collection,
            id=local_id(iri),
            kind=str(item["kind"]),
            country=None if country is None else str(country),
            item={**item, "iri": iri, "names": list(names), "part_of": self._part_of(iri)},
            names=names,
            wholes=tuple(local_id(whole) for whole in self.wholes(iri)),
        )

    def _full_place(self, iri: str) -> Json:
        return {**self.place(iri), "kind": notation(self._about(iri).value(iri, "placeKind"))}

    def _concept(self, iri: str) -> Entity:
        about = self._about(iri)
        scheme = notation(iri.rpartition("/")[0])
        broader = about.value(iri, f"{SKOS}broader")
        item: Json = {
            "id": "/".join(iri.rsplit("/", 2)[1:]),
            "iri": iri,
            "scheme": scheme,
            "notation": about.value(iri, f"{SKOS}notation") or notation(iri),
            "label": self.label(iri),
            "definition": about.value(iri, f"{SKOS}definition"),
            "broader": notation(broader),
        }
        names = self.names(iri)
        return Entity(
            collection="concepts", id=str(item["id"]), kind=scheme, country=None, item=item, names=names
        )

    def _part_of(self, iri: str) -> str | None:
        return next(map(local_id, self.wholes(iri)), None)

    def country(self, iri: str) -> str | None:
        """Return the country of an actor or place."""
        country = self._about(iri).value(iri, "country")
        return None if country is None else local_id(country)

    def _about(self, iri: str) -> Graph:
        known = self._known.get(iri)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = Graph.of(self._view.graphs.quads_for_pattern(ox.NamedNode(iri), None, None, None))
            self._known[iri] = known
        return known
