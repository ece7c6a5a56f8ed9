"""What a claim says happened, as slots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.model import Actor, ClaimType, Place, Quantity, Weapon


@dataclass(frozen=True, kw_only=True, slots=True)
class Slots:
    """What a claim says happened; only the fields of its type are filled."""

    type: ClaimType
    force: tuple[Actor, ...] = ()
    host: tuple[Actor, ...] = ()
    victim: tuple[Actor, ...] = ()
    perpetrator: tuple[Actor, ...] = ()
    supplier: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    attacker: tuple[Actor, ...] = ()
    target: tuple[Actor, ...] = ()
    outcome: str | None = None
    weapons: tuple[Weapon, ...] = ()
    place: tuple[Place, ...] = ()
    quantity: Quantity | None = None
