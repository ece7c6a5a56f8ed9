"""What an article says once for all its deployments and transfers: whom a force joins, who supplies whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.enemies import enemies
from loaders.extract.lexicon import is_actor
from loaders.extract.scene import state
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.extract.drafts import Draft
    from loaders.extract.slots import Slots
    from loaders.model import Actor

Parties = tuple["Actor", ...]
_RECEIVED: Final = frozenset({"sent", "arrived", "present", "training", "withdrawn"})


def with_partners(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts; a deployment or transfer that leaves out a party that the others agree on gets it."""
    row = list(_forced(drafts))
    hostile = _hostile(row)
    row = [_received(draft, hostile) for draft in row]
    joined = _joined(row)
    supplied = _Supplies([d.slots for d in row if _is_told(d)])
    for draft in row:
        match draft.slots.type:
            case ClaimType.DEPLOYMENT:
                yield replace(draft, slots=_hosted(draft.slots, joined))
            case ClaimType.WEAPONS_TRANSFER:
                yield replace(draft, slots=supplied.complete(draft.slots))
            case _:
                yield draft


def _is_told(draft: Draft) -> bool:
    """Tell a transfer that others may take a party from: never one that is denied."""
    return draft.slots.type is ClaimType.WEAPONS_TRANSFER and draft.status not in {"denied", "unconfirmed"}


def _joined(drafts: list[Draft]) -> dict[Actor, Counter[Actor]]:
    """Return how often the article says of a force that it joins a side."""
    table: dict[Actor, Counter[Actor]] = {}
    for draft in drafts:
        slots = draft.slots
        if slots.type is ClaimType.DEPLOYMENT and len(slots.force) == 1 and len(slots.host) == 1:
            table.setdefault(slots.force[0], Counter())[slots.host[0]] += 1
    return table


def _forced(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts; unowned troops are those of the deployment before, else the article's only ones."""
    row = list(drafts)
    named = [d.slots.force for d in row if d.slots.type is ClaimType.DEPLOYMENT and d.slots.force]
    last = named[0] if len(set(named)) == 1 else ()
    for draft in row:
        if draft.slots.type is not ClaimType.DEPLOYMENT:
            yield draft
            continue
        last = draft.slots.force or last
        if last:
            yield replace(draft, slots=replace(draft.slots, force=last))


def _hostile(drafts: list[Draft]) -> frozenset[frozenset[str]]:
    """Return the pairs of states that fight each other: as known, and as the article tells."""
    pairs = set(enemies())
    for slots in (d.slots for d in drafts):
        doers, sufferers = (*slots.attacker, *slots.perpetrator), (*slots.target, *slots.victim)
        pairs |= {
            frozenset({a.country, b.country}) for a in doers for b in sufferers if a.country and b.country
        }
    return frozenset(pairs)


def _received(draft: Draft, hostile: frozenset[frozenset[str]]) -> Draft:
    """Give troops that go to or stay in another state, no enemy of theirs, that state as host."""
    slots = draft.slots
    if (
        slots.type is not ClaimType.DEPLOYMENT
        or slots.host
        or draft.activity not in _RECEIVED
        or not slots.place
    ):
        return draft
    homes, there = {actor.country for actor in slots.force}, slots.place[0].country
    if there is None or there in homes or None in homes or not is_actor(there):
        return draft
    if any(frozenset({home, there}) in hostile for home in homes if home is not None):
        return draft
    return replace(draft, slots=replace(slots, host=(state(there),)))


def _hosted(slots: Slots, joined: dict[Actor, Counter[Actor]]) -> Slots:
    """Return a deployment with the host that the article names for the force elsewhere."""
    if slots.host or len(slots.force) != 1 or slots.force[0] not in joined:
        return slots
    if any(place.country == slots.force[0].country for place in slots.place):
        return slots  # at home
    host = joined[slots.force[0]].most_common(1)[0][0]
    return slots if _is_elsewhere(slots, host) else replace(slots, host=(host,))


def _is_elsewhere(slots: Slots, host: Actor) -> bool:
    """Tell whether troops are in a third country, neither their host's nor one that it is at war with."""
    there = {place.country for place in slots.place if place.country is not None}
    if host.kind != "state" or host.country is None or not there or host.country in there:
        return False
    return not any(frozenset({host.country, code}) in enemies() for code in there)


class _Supplies:
    """Who supplies whom in an article."""

    def __init__(self, transfers: list[Slots]) -> None:
        self._transfers = transfers
        self._recipients = Counter(t.recipient for t in transfers if t.recipient)

    def complete(self, slots: Slots) -> Slots:
        """Return a transfer with the party that it leaves out, where the others leave no doubt of it."""
        if slots.supplier and not slots.recipient:
            own = {t.recipient for t in self._transfers if t.recipient and t.supplier == slots.supplier}
            options = own or set(self._recipients)
            return self._filled(slots, "recipient", options, slots.supplier)
        if slots.recipient and not slots.supplier:
            kinds = {w.concept for w in slots.weapons}
            options = {
                t.supplier
                for t in self._transfers
                if t.supplier and t.recipient == slots.recipient and kinds & {w.concept for w in t.weapons}
            }
            return self._filled(slots, "supplier", options, slots.recipient)
        return slots

    @staticmethod
    def _filled(slots: Slots, name: str, options: set[Parties], other: Parties) -> Slots:
        fitting = [option for option in options if not set(option) & set(other)]
        return replace(slots, **{name: fitting[0]}) if len(options) == 1 and fitting else slots  # type: ignore[arg-type]
