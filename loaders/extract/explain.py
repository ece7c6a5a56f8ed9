"""Why a claim came out as it did: its predicate, the way up from it, and where each slot was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.stems import stems
from loaders.extract.tree import ancestors
from loaders.model import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.passages import Passage
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Claim, Statement

_ACTORS: Final = (
    "force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target"
)  # fmt: skip


def traced(passage: Passage, trigger: Trigger) -> Trace:
    """Return how a predicate with its phrases was read."""
    token = trigger.token
    phrases = tuple(
        (role, passage.span(min(one.left_edge.i, one.i), one.i))
        for role, tokens in trigger.roles.items()
        for one in tokens
        if one.doc == passage.doc
    )
    return Trace(
        frame=trigger.frame.name,
        predicate=passage.span(token.i, token.i),
        path=_path(passage, token),
        phrases=phrases,
    )


def traced_reaction(passage: Passage, token: Token) -> Trace:
    """Return how a word that takes up an earlier claim was read; its slots are that claim's."""
    return Trace(frame="reaction", predicate=passage.span(token.i, token.i), path=_path(passage, token))


def _path(passage: Passage, token: Token) -> tuple[str, ...]:
    """Return the relations from a predicate up to the head of its sentence, and the word each leads to."""
    return tuple(
        f"{lower.dep_} of {passage.words([upper])}"
        for lower, upper in zip([token, *ancestors(token)], ancestors(token), strict=False)
    )


def origins(claim: Claim, statement: Statement) -> dict[str, str]:
    """Return where each filled slot was read.

    That is a phrase of the predicate, by its role ("victim phrase"), else the sentence, else an earlier
    sentence whose place or day still holds, else the article.
    """
    return {slot: _origin(slot, words, claim, statement) for slot, words in _filled(claim)}


def _filled(claim: Claim) -> Iterator[tuple[str, str]]:
    for slot in _ACTORS:
        if actors := getattr(claim, slot):
            yield slot, " ".join(actor.label for actor in actors)
    if claim.weapons:
        yield "weapons", " ".join(weapon.label for weapon in claim.weapons)
    if claim.place:
        yield "place", " ".join(place.label for place in claim.place)
    if claim.quantity is not None:
        yield "quantity", claim.quantity.text
    if claim.date is not None:
        yield "date", ""


def _origin(slot: str, words: str, claim: Claim, statement: Statement) -> str:
    if f"held:{slot}" in claim.rules:
        return "earlier sentence"
    for role, phrase in claim.trace.phrases if claim.trace else ():
        if _names(phrase.text, words):
            return f"{role} phrase"
    return "sentence" if slot == "date" or _names(statement.words, words) else "article"


def _names(text: str, words: str) -> bool:
    return bool(stems(text) & stems(words)) or (bool(words) and words in text)
