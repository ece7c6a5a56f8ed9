"""Which events a text only names to explain, place or recall something else, without claiming them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.disowned import is_disowned, partaker
from loaders.extract.event_words import event_words
from loaders.extract.governors import is_form_of, kinds, words
from loaders.extract.intenders import intender
from loaders.extract.performers import standing
from loaders.extract.roles import LIGHT, OCCURRING
from loaders.extract.tree import ancestors, child, children, preposition
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.commitment import Reading
    from loaders.extract.drafts import Draft
    from loaders.extract.roles import Trigger
    from loaders.extract.tokens import Token

_NAMED_BY: Final = frozenset({"responsibility", "blame", "speak", "number"} | event_words("showing")) | LIGHT


def is_only_context(
    trigger: Trigger, reading: Reading, others: list[Trigger], *, in_full: bool = False
) -> bool:
    """Tell whether a noun only names the event that explains another claim ("killed in an attack").

    `in_full` where the noun's own phrase tells of the event as a sentence would.
    """
    if _is_withheld(trigger.token):
        return True
    if _is_predicate(trigger):
        return False
    token = standing(trigger.token)
    bare = not any(trigger.roles.values()) and child(token, "det") is not None
    if bare or _fills_a_role(token, trigger, others):
        return True  # the bare one, as in "denied the attack", is taken up by the reactions
    if _explains_another(token, trigger, others):
        return not reading.governors or trigger.frame.type is not ClaimType.CASUALTIES
    return not (
        in_full or _is_counted_move(trigger) or _is_stated(token, trigger) or _is_intended(token, reading)
    )


def _is_counted_move(trigger: Trigger) -> bool:
    """Tell "the presence of 10,000 troops": a figure of troops or arms makes a claim of its noun."""
    moved = [t for role in ("force", "goods") for t in trigger.roles.get(role, ())]
    return trigger.frame.type in _MOVING and any(t.pos_ == "NUM" or child(t, "nummod") for t in moved)


def _is_withheld(token: Token) -> bool:
    """Tell "gave no toll": a figure that is not told is none that is denied."""
    return lemma_of(token) in {"toll", "figure", "count"} and token.head.lemma_ in _TELLING_VERBS


_TELLING_VERBS: Final = frozenset({"give", "publish", "provide", "release", "offer", "have"})


def without_explained(made: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts without an attack that is named by a noun only, beside its own toll."""
    tolls = any(draft.slots.type is ClaimType.CASUALTIES for draft in made)
    for draft in made:
        explains = (
            draft.nominal
            and not draft.performed
            and draft.slots.type is ClaimType.ARMED_ACTION
            and draft.reading.stance == "affirms"
        )
        if not (tolls and explains):
            yield draft


def _is_predicate(trigger: Trigger) -> bool:
    """Tell a verb, a figure, or a phrase with a subject of its own ("not one unit had been at the front")."""
    token = trigger.token
    verbal = token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBN", "VBD"}
    return trigger.counted or verbal or trigger.arguments.subject is not None


def _fills_a_role(token: Token, trigger: Trigger, others: list[Trigger]) -> bool:
    alike = [o for o in others if o.token != token and o.frame.type is trigger.frame.type]
    return any(token in tokens for other in alike for tokens in other.roles.values())


def _explains_another(token: Token, trigger: Trigger, others: list[Trigger]) -> bool:
    if _is_performed(token) or is_disowned(token):
        return False
    above = {a.i for a in ancestors(token)}
    verbs = [
        o
        for o in others
        if o.token.pos_ in {"VERB", "AUX"} and o.frame.type is not trigger.frame.type and o.frame.mood is None
    ]
    return any(other.token.i in above for other in verbs)


def _is_intended(token: Token, reading: Reading) -> bool:
    """Tell what is to go on, to grow or to be feared: "plans to step up attacks", "warned of an attack"."""
    upper, case = token.head, preposition(token)
    ahead = reading.time_frame == "future" or reading.certainty != "certain"
    if token.dep_ in {"obj", "obl"} and ahead:
        going_on = lemma_of(upper) in words("pursuing") and case in {"", "with"}
        if going_on or lemma_of(upper) in words("warning") | words("bracing"):
            return True
    return (ahead or reading.stance == "denies") and partaker(token) is not None


def _is_performed(token: Token) -> bool:
    """Tell whether an attack has a verb of its own, with who made it: "the group claimed an attack"."""
    verb = token.head
    named = token.dep_ == "obj" and lemma_of(verb) in event_words("performing")
    return named and child(verb, "nsubj") is not None


def _is_stated(token: Token, trigger: Trigger) -> bool:
    """Tell whether the words around a noun say that its event took place, or deny, expect or ask for it."""
    upper = token.head
    match token.dep_:
        case "obj" | "nsubj:pass" | "xcomp" | "ccomp":
            moved = trigger.frame.type in _MOVING and (
                "aspect" in kinds(upper) or lemma_of(upper) in event_words("judging")
            )
            dropped = is_form_of(upper, "dropping") or (
                "fail" in kinds(upper) and trigger.frame.type in _MOVING
            )
            told = lemma_of(upper) in LIGHT or bool(kinds(upper) & _TELLING)
            return moved or dropped or told or ("suspend" in kinds(upper) and _is_alleged(token))
        case "nsubj":
            return lemma_of(upper) in OCCURRING or child(upper, "cop") is not None
        case "nmod" | "obl" | "acl":
            meant = token.dep_ == "obl" and intender(token) is not None
            return (
                meant or bool(kinds(upper) & (_NOUNS_OF_SAYING | {"aware"})) or lemma_of(upper) in _NAMED_BY
            )
        case "ROOT":
            return trigger.frame.type is ClaimType.CASUALTIES or any(trigger.roles.values())
        case _:
            return False


def _is_alleged(noun: Token) -> bool:
    return any(c.lower_ in words("hearsay_adjectives") for c in children(noun, "amod"))


_MOVING: Final = frozenset({ClaimType.DEPLOYMENT, ClaimType.WEAPONS_TRANSFER})
_TELLING: Final = frozenset(
    {"confirm", "deny", "speech", "perceive", "commit", "request", "refuse", "believe"}
)
_NOUNS_OF_SAYING: Final = frozenset(
    {"hearsay_nouns", "denial_nouns", "evidence_nouns", "commit_nouns", "request_nouns", "feared_nouns"}
)
