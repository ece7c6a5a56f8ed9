"""Whose the people and things are that nobody names: those of the country where it happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words
from loaders.extract.scene import local_actor
from loaders.extract.stories import TOLD_ON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.extract.drafts import Draft
    from loaders.extract.slots import Slots
    from loaders.model import Actor

# Who is called by a common noun; an unnamed armed group belongs to no country.
_UNNAMED: Final = frozenset({"people", "organization", "armed_force"})


def with_homes(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts; people, troops and things without a name or owner get the country of the place."""
    for draft in drafts:
        country = _country(draft.slots) if draft.slots.type in TOLD_ON else None
        yield draft if country is None else replace(draft, slots=_settled(draft.slots, country))


def _country(slots: Slots) -> str | None:
    """Return the one country of a claim's places; None for none, several, or the attacker's own."""
    found = {place.country for place in slots.place if place.country is not None}
    return found.pop() if len(found) == 1 else None


def _settled(slots: Slots, country: str) -> Slots:
    own = {a.country for a in (*slots.attacker, *slots.perpetrator)}
    return replace(
        slots,
        victim=tuple(_at_home(a, country) for a in slots.victim),
        perpetrator=tuple(_at_home(a, country) for a in slots.perpetrator),
        attacker=tuple(_at_home(a, country) for a in slots.attacker),
        target=slots.target if country in own else tuple(_at_home(a, country) for a in slots.target),
    )


def _at_home(actor: Actor, country: str) -> Actor:
    """Return an actor as one of a country, where nothing says whose it is: no embassy, no ship."""
    foreign = event_words("foreign") & set(actor.label.lower().split())
    if (
        actor.country is not None
        or actor.kind not in _UNNAMED
        or not actor.id.startswith("local-")
        or foreign
    ):
        return actor
    return local_actor(actor.label, country, actor.kind)
