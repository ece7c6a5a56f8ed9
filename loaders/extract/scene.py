"""What an article has introduced so far: its people, its places, who was spoken of last."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.gazetteer import Gazetteer
from loaders.extract.lexicon import ActorEntry, NameKind, actor_entry
from loaders.extract.slots import Slots
from loaders.extract.voice import Voice
from loaders.model import Actor, Place, Span

if TYPE_CHECKING:
    from datetime import date

    from loaders.extract.gazetteer import GazetteerPlace
    from loaders.extract.lexicon import Found
    from loaders.extract.passages import Passage

FORCES: Final = frozenset({"state", "armed_force", "armed_group", "coalition", "government", "people"})
SPEAKING: Final = frozenset(
    {
        "person",
        "government",
        "ministry",
        "armed_force",
        "intelligence_service",
        "armed_group",
        "organization",
        "international_body",
        "news_organization",
        "state",
        "coalition",
    }
)


@dataclass(slots=True)
class Scene:
    """The article-wide memory of the extraction; stages fill it in order of the text.

    `told` are the strikes and tolls so far, each with the place in the text where its passage starts;
    `moved` the deployments and transfers that named their parties.
    """

    published: date | None
    persons: dict[str, Actor] = field(default_factory=dict[str, Actor])
    places: dict[str, Place] = field(default_factory=dict[str, Place])
    countries: Counter[str] = field(default_factory=Counter[str])
    mentioned: list[Actor] = field(default_factory=list[Actor])
    speakers: list[Actor] = field(default_factory=list[Actor])
    heard: list[tuple[Span, Voice]] = field(default_factory=list[tuple[Span, Voice]])
    told: list[tuple[int, Slots]] = field(default_factory=list[tuple[int, Slots]])
    moved: list[Slots] = field(default_factory=list[Slots])
    counted: list[str] = field(default_factory=list[str])
    sources: list[tuple[Actor, ...]] = field(default_factory=list[tuple[Actor, ...]])
    names: dict[str, str] = field(default_factory=dict[str, str])

    def note(self, actor: Actor) -> None:
        """Remember that an actor was just spoken of."""
        self.mentioned.append(actor)

    def last(self, kinds: frozenset[str]) -> Actor | None:
        """Return the actor of one of the kinds that was spoken of last, or None."""
        return next((actor for actor in reversed(self.mentioned) if actor.kind in kinds), None)

    def last_speaker(self, *, person: bool | None = None) -> Actor | None:
        """Return who spoke last: a person, no person, or either; None when nobody did."""
        return next(
            (a for a in reversed(self.speakers) if person is None or (a.kind == "person") is person), None
        )

    def person(self, name: str) -> Actor | None:
        """Return the person whom a name or a surname means in this article, or None."""
        return self.persons.get(fold(name)) or self.persons.get(
            fold(name.rsplit(maxsplit=1)[-1]) if name.split() else ""
        )

    def introduce(self, actor: Actor) -> Actor:
        """Remember a person by full name and surname; the first of a name stays."""
        known = self.persons.setdefault(fold(actor.label), actor)
        words = [word for word in actor.label.split() if word.rstrip(".,") not in _BEHIND_NAMES]
        # "Kim Min-su": a given name in two parts stands after the surname
        surname = words[0] if re.fullmatch(r"[A-Z]\w+-[a-z]\w*", words[-1]) else words[-1]
        self.persons.setdefault(fold(surname), known)
        return known


_BEHIND_NAMES: Final = frozenset({"Jr", "Sr", "II", "III", "IV"})
_APOSTROPHE: Final = {0x2019: "'"}


def fold(name: str) -> str:
    """Return a name in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_APOSTROPHE)


def slug(name: str) -> str:
    """Return a name as it stands in an identifier: lower case, hyphens between words."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def local_actor(label: str, country: str | None, kind: str) -> Actor:
    """Return an actor that the authority data lacks."""
    ending = f"-{country.lower()}" if country else ""
    return Actor(id=f"local-{slug(label)}{ending}", label=label, country=country, kind=kind)


def known_actor(entry: ActorEntry) -> Actor:
    """Return an actor of the authority data."""
    return Actor(id=entry.id, label=entry.label, country=entry.country, kind=entry.kind)


def state(code: str) -> Actor:
    """Return the state of an ISO 3166-1 alpha-3 code; KeyError for one that the authority data lacks."""
    return known_actor(actor_entry(code))


def choose(scene: Scene, found: Found[ActorEntry]) -> Actor:
    """Return the actor that a name means: of several, one of a country that the article is about."""
    best = max(found.entries, key=lambda entry: (scene.countries[entry.country or ""], entry.kind == "state"))
    actor = known_actor(best)
    return replace(actor, label=scene.names[best.id]) if best.id in scene.names else actor


def survey(scene: Scene, passages: list[Passage]) -> None:
    """Note what the article is about: its states, the names of bodies, the people already known."""
    named = [(passage, i, found) for passage in passages for i, found in passage.actors.items()]
    for _, _, found in named:
        codes = {entry.country for entry in found.entries}
        if len(codes) == 1 and (code := codes.pop()) is not None:
            scene.countries[code] += 1
    for passage, index, found in named:
        if found.kind is not NameKind.NAME or len(found.entries) != 1:
            continue
        words, entry = passage.span(index, index).text, found.entries[0]
        if entry.kind in _BODIES or (entry.kind == "person" and _spells(words, entry.label)):
            _name(scene, entry.id, words)
    for _, _, found in named:
        if found.entries[0].kind == "person":
            scene.introduce(choose(scene, found))


_BODIES: Final = FORCES - {"state", "people", "armed_group"} | {
    "ministry",
    "intelligence_service",
    "organization",
    "international_body",
}


def _spells(words: str, label: str) -> bool:
    """Tell whether some words are but another spelling of a person's name: "Zelenskyy", "Zelensky"."""
    return [w[0] for w in fold(words).split()] == [w[0] for w in fold(label).split()]


def _name(scene: Scene, actor_id: str, words: str) -> None:
    """Call a body by the fullest of the names that the article uses for it."""
    words = " ".join(words.split())
    if len(words.split()) > 1 and len(words) > len(scene.names.get(actor_id, "")):
        scene.names[actor_id] = words


def survey_places(scene: Scene, names: list[str]) -> None:
    """Resolve the place names of the article together, so that each is taken where the others are."""
    gazetteer = Gazetteer.open()
    codes = [code for code, _ in scene.countries.most_common(6)]
    for name, found in gazetteer.resolve(names, context_countries=codes).items():
        if found is not None:
            scene.places[name] = _place(found, name)


def _place(found: GazetteerPlace, name: str) -> Place:
    """Return a place under the list's name; under the article's where the two have nothing in common."""
    alike = fold(found.label) in fold(name) or fold(name) in fold(found.label)
    label = found.label if alike or name.isupper() else name
    return Place(id=found.id, label=label, country=found.country, lat=found.lat, lon=found.lon)
