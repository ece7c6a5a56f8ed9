"""Whether who does something is who says so: what the one plans, another only expects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.commitment import status
from loaders.extract.governors import words
from loaders.extract.tree import child

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.extract.commitment import Reading
    from loaders.extract.drafts import Draft
    from loaders.extract.slots import Slots
    from loaders.extract.trigger import Trigger
    from loaders.extract.voice import Voice
    from loaders.model import Actor


def with_doers(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts; what a doer whom only the rest of the article names says it will do is its plan."""
    for draft in drafts:
        planned = draft.status == "expected" and is_doer(draft.slots, draft.voice)
        yield replace(draft, status=status(draft.reading, by_doer=True)) if planned else draft


def is_by_doer(trigger: Trigger, reading: Reading, voice: Voice, slots: Slots) -> bool:
    """Tell whether who does it says so: by name, as "we", or by what the text says of them."""
    subject = trigger.arguments.subject
    whose = None if subject is None else child(subject, "nmod:poss")
    ours = any(t is not None and t.lower_ in {"we", "our"} for t in (subject, whose)) and bool(voice.speakers)
    return ours or is_doer(slots, voice) or _is_announced(trigger, reading, voice)


def _is_announced(trigger: Trigger, reading: Reading, voice: Voice) -> bool:
    """Tell what a text says in its own voice that somebody will do: it has been announced."""
    does = trigger.frame.role("subject") not in {"goods", "weapon"}  # "the tanks will arrive"
    return does and not voice.speakers and ("future:will" in reading.rules or _is_weighed(reading))


def _is_weighed(reading: Reading) -> bool:
    """Tell what its doer considers, decided or not: "is weighing sending", not "might be weighing"."""
    over = [rule.partition(":") for rule in reading.rules]
    supposed = any(kind == "modal" for kind, _, _ in over)
    weighing = any(
        kind == "negotiating" or (kind == "commit" and word in words("weighing")) for kind, _, word in over
    )
    return weighing and not supposed


def is_doer(slots: Slots, voice: Voice) -> bool:
    """Tell whether one of those who speak is, or is of the state of, one of those who do it."""
    doers = {*slots.force, *slots.supplier, *slots.attacker}
    countries = {a.country for a in doers if a.country} | {a.id for a in doers}
    return any(s in doers or s.country in countries or _holds_office(s) for s in voice.speakers)


def _holds_office(speaker: Actor) -> bool:
    """Tell "the interior minister" of a sentence, who speaks for the state that the sentence is about."""
    return speaker.country is None and bool(_OFFICES & set(speaker.label.lower().split()))


_OFFICES: Final = frozenset(
    {
        "minister",
        "president",
        "premier",
        "chancellor",
        "government",
        "ministry",
        "cabinet",
        "army",
        "military",
        "navy",
        "commander",
    }
)
