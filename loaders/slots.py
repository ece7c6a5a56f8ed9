"""The actors of a claim by the part they play in it; which parts there are depends on the claim's type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.model import Actor, Claim

SLOTS: Final = {
    ClaimType.DEPLOYMENT: ("force", "host"),
    ClaimType.CASUALTIES: ("victim", "perpetrator"),
    ClaimType.WEAPONS_TRANSFER: ("supplier", "recipient"),
    ClaimType.ARMED_ACTION: ("attacker", "target"),
}
ALL_SLOTS: Final = tuple(slot for slots in SLOTS.values() for slot in slots)


def actors_of(claim: Claim) -> dict[str, tuple[Actor, ...]]:
    """Return the actors of every slot, in a fixed order; slots of other types are empty."""
    return {slot: getattr(claim, slot) if slot in SLOTS[claim.type] else () for slot in ALL_SLOTS}
