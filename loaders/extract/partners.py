"""What an article says once for all its deployments and transfers: whom a force joins, who supplies whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.extract.drafts import Draft
    from loaders.extract.filler import Slots
    from loaders.model import Actor

Parties = tuple["Actor", ...]


def with_partners(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts; a deployment or transfer that leaves out a party that the others agree on gets it."""
    row = list(drafts)
    joined = _joined(row)
    supplied = _Supplies([d.slots for d in row if d.slots.type is ClaimType.WEAPONS_TRANSFER])
    forces = Counter(d.slots.force for d in row if d.slots.type is ClaimType.DEPLOYMENT and d.slots.force)
    for draft in row:
        match draft.slots.type:
            case ClaimType.DEPLOYMENT:
                slots = _deployed(draft.slots, joined, forces)
                if slots is not None:
                    yield replace(draft, slots=slots)
            case ClaimType.WEAPONS_TRANSFER:
                yield replace(draft, slots=supplied.complete(draft.slots))
            case _:
                yield draft


def _joined(drafts: list[Draft]) -> dict[Actor, Counter[Actor]]:
    """Return how often the article says of a force that it joins a side."""
    table: dict[Actor, Counter[Actor]] = {}
    for draft in drafts:
        slots = draft.slots
        if slots.type is ClaimType.DEPLOYMENT and len(slots.force) == 1 and len(slots.host) == 1:
            table.setdefault(slots.force[0], Counter())[slots.host[0]] += 1
    return table


def _deployed(slots: Slots, joined: dict[Actor, Counter[Actor]], forces: Counter[Parties]) -> Slots | None:
    """Return a deployment with the force and host that the article gives elsewhere; None where nobody's is named."""
    if not slots.force:
        if len(forces) != 1:
            return None
        slots = replace(slots, force=next(iter(forces)))
    if slots.host or len(slots.force) != 1 or slots.force[0] not in joined:
        return slots
    return replace(slots, host=(joined[slots.force[0]].most_common(1)[0][0],))


class _Supplies:
    """Who supplies whom in an article."""

    def __init__(self, transfers: list[Slots]) -> None:
        self._transfers = transfers
        self._recipients = Counter(t.recipient for t in transfers if t.recipient)

    def complete(self, slots: Slots) -> Slots:
        """Return a transfer with the party that it leaves out, where the article's others leave no doubt of it."""
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
