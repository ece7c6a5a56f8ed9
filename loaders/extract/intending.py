"""What plans, requests, refusals and failures make of the claim under them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.commitment import Reading, flipped
from loaders.extract.governors import kinds, words
from loaders.extract.own_words import own
from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.commitment import Over


def commit(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under a plan, an order or a promise, None where the predicate is no part of one."""
    if lemma_of(over.upper) in words("bracing") and preposition(over.token) == "for":
        return _braced(reading, over)
    own = over.token.head == over.upper  # not where the tree hangs "plans for a raid" on "announced"
    aside = own and over.token.dep_ in {"nsubj", "obl", "nsubj:pass"} and over.token.tag_ != "VBG"
    return None if aside and not _is_consent(over) else _committed(reading, over)


def _is_consent(over: Over) -> bool:
    """Tell "agreed to a sale"."""
    named = over.token.dep_ == "obl" and preposition(over.token) in {"to", "on"}
    return named and lemma_of(over.upper) in words("consenting")


def _committed(reading: Reading, over: Over) -> Reading:
    against = child(over.token, "mark", "case")
    if against is not None and against.lower_ == "against":
        return replace(reading, stance="refuses", time_frame="future", top=over.upper)
    if over.negated and lemma_of(over.upper) == "want" and _is_anothers(over):
        return replace(reading, dropped=True)
    open_yet = any(c.lower_ == "whether" for c in children(over.token, "mark"))
    if open_yet or lemma_of(over.upper) in words("weighing"):
        left = over.negated and not open_yet
        stance = ("refuses" if left else "commits") if reading.stance == "affirms" else reading.stance
        return replace(reading, stance=stance, certainty="possible", time_frame="future", top=over.upper)
    if _is_carried_out(over):
        return replace(reading, top=over.upper)
    stance = "refuses" if over.negated else _COMMITTED.get(reading.stance, reading.stance)
    if reading.stance == "denies" and any(rule.startswith("fail:") for rule in reading.rules):
        stance = "commits"  # "is preparing to stop sending": the end is what is planned
    certainty = own(over.upper, Reading()).certainty
    return replace(
        reading,
        stance=stance,
        certainty=reading.certainty if certainty == "certain" else certainty,
        time_frame="future",
        top=over.upper,
    )


def _is_anothers(over: Over) -> bool:
    """Tell whether it is another's doing that is wanted: "want rebels to push into the capital"."""
    if over.token.pos_ != "VERB" and child(over.token, "acl") is not None:
        return True
    between = over.upper.doc[over.upper.i + 1 : over.token.i]
    return any(t.pos_ in {"NOUN", "PROPN", "PRON"} and t.head in {over.upper, over.token} for t in between)


def _braced(reading: Reading, over: Over) -> Reading | None:
    """Return the reading of what one prepares for: one's own assault, or expects: a barrage of another's."""
    if over.token.pos_ != "NOUN" or reading.stance != "affirms" or over.negated:
        return None
    near = [
        t
        for t in over.token.subtree
        if t.i < over.token.i or preposition(t) == "of" or preposition(t.head) == "of"
    ]
    if any(t.text[0].isupper() for t in near):
        return replace(reading, certainty="probable", time_frame="future", top=over.upper)
    return replace(reading, stance="commits", time_frame="future", top=over.upper)


_COMMITTED: Final = {"affirms": "commits", "denies": "refuses"}


def _is_carried_out(over: Over) -> bool:
    """Tell "ordered a strike": where a text goes no further, an order to strike was followed."""
    ordered = (
        lemma_of(over.upper) == "order" and over.upper.tag_ in {"VBD", "VBN", "VBG"} and not over.negated
    )
    return ordered and over.token.dep_ in {"obj", "nsubj:pass"} and lemma_of(over.token) in words("prompt")


def request(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under a request, or None."""
    if over.negated or over.token.dep_ in {"nsubj", "obl"}:
        return None
    if (
        over.upper.lower_ == "asked"
        and child(over.upper, "nsubj", "nsubj:pass") is None
        and over.upper.dep_ == "advcl"
    ):
        return replace(reading, dropped=True)
    return replace(reading, stance="requests", time_frame="future", top=over.upper)


def refuse(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under a refusal."""
    if lemma_of(over.upper) == "hesitate":
        stance = {"affirms": "commits", "denies": "refuses"}.get(reading.stance, reading.stance)
        return replace(reading, stance=stance, time_frame="future", dropped=not over.negated, top=over.upper)
    if over.negated:
        return replace(reading, stance="not_ruled_out", time_frame="future", top=over.upper)
    # who declines to comment on a report does not deny it
    if reading.confirmed or reading.stance == "cannot_confirm" or "speech" in kinds(over.token):
        return replace(reading, stance="cannot_confirm", top=over.upper)
    if reading.stance in {"not_ruled_out", "denies"}:
        return replace(reading, stance="not_ruled_out", top=over.upper)
    return replace(reading, stance="refuses", time_frame="future", top=over.upper)


def ready(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under readiness or its lack."""
    if reading.stance not in {"affirms", "denies"}:
        return replace(reading, top=over.upper)  # "not able to confirm" stays in doubt
    return replace(
        reading, stance="refuses" if over.negated else "commits", time_frame="future", top=over.upper
    )


def negotiated(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under talks to do something, None where they are about something else."""
    if over.token.tag_ not in {"VB", "VBG"} or reading.stance != "affirms":
        return None
    return replace(reading, stance="commits", certainty="possible", time_frame="future", top=over.upper)


def unwilling(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under unwillingness."""
    return ready(reading, replace(over, negated=not over.negated))


def fail(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under an end, a failure or a hindrance, or None."""
    if over.token.dep_ not in {"xcomp", "ccomp", "obj", "advcl"} or over.negated:
        return None
    raised = own(over.upper, Reading(), over.token)
    if raised.dropped:
        return replace(reading, dropped=True)  # "should have stopped sending"
    hindered = child(over.token, "mark", "case") or child(over.upper, "obj", "iobj")
    if lemma_of(over.upper) in words("ending") and (hindered is None or hindered == over.token):
        ahead = raised.time_frame == "future"  # "will stop sending" plans the end
        stance = "commits" if ahead and reading.stance == "affirms" else flipped(reading.stance)
        return replace(reading, stance=stance, time_frame=raised.time_frame, top=over.upper)
    bare = over.upper.tag_ in {"VB", "VBG"} and child(over.upper, "aux") is None
    if raised.time_frame == "future" or bare:
        return replace(reading, dropped=True)  # "to prevent it from firing": nothing is told to have happened
    return replace(reading, stance=flipped(reading.stance), top=over.upper)
