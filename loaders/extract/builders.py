"""From a trigger to the slots of its claims, one for each counted item of a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract import actions, casualties, deployments, transfers
from loaders.extract.enumerations import items
from loaders.extract.tree import children
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.filler import Filler
    from loaders.extract.roles import Trigger
    from loaders.extract.slots import Slots
    from loaders.extract.tokens import Token

_COUNTED: Final = {
    ClaimType.DEPLOYMENT: ("force",),
    ClaimType.CASUALTIES: ("victim",),
    ClaimType.WEAPONS_TRANSFER: ("goods",),
    ClaimType.ARMED_ACTION: ("weapon", "intercepted", "target"),
}
_BUILD: Final = {
    ClaimType.DEPLOYMENT: deployments.build,
    ClaimType.CASUALTIES: casualties.build,
    ClaimType.WEAPONS_TRANSFER: transfers.build,
    ClaimType.ARMED_ACTION: actions.build,
}


def build(filler: Filler, trigger: Trigger) -> list[Slots]:
    """Return the slots that a trigger fills: one for each counted item of a list, none where it is none."""
    make = _BUILD[trigger.frame.type]
    return [slots for part in _parts(filler, trigger) if (slots := make(filler, part)) is not None]


def _parts(filler: Filler, trigger: Trigger) -> list[Trigger]:
    """Split a list whose items have figures of their own: "10 soldiers and four police"."""
    for name in _COUNTED[trigger.frame.type]:
        tokens = trigger.roles.get(name, [])
        row = [member for token in tokens[:1] for member in items(token)]
        if len([item for item in row if filler.count(item) is not None or _is_one(item)]) > 1 and any(
            filler.count(item) for item in row
        ):
            return [replace(trigger, roles={**trigger.roles, name: [item]}, alone=True) for item in row]
    return [trigger]


def _is_one(item: Token) -> bool:
    return item.tag_ in {"NN", "JJ"} and any(
        c.lower_ in {"a", "an", "another"} for c in children(item, "det")
    )
