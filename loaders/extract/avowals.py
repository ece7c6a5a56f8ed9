"""What confirming, denying and believing make of the claim under them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.commitment import Reading, flipped
from loaders.extract.tree import child, children
from loaders.extract.words import lemma_of, verb_of

if TYPE_CHECKING:
    from loaders.extract.commitment import Over
    from loaders.extract.tokens import Token


def confirm(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under confirming: sure, or open where it is denied, tried or asked."""
    if over.negated or is_whether(over.token):
        return replace(reading, stance="cannot_confirm", top=over.upper)
    if _is_attempted(over.upper):
        return replace(reading, stance="cannot_confirm", top=over.upper)
    return replace(reading, confirmed=True, top=over.upper)


def _is_attempted(upper: Token) -> bool:
    """Tell whether it stands open: "neither confirmed nor denied"."""
    others = {lemma_of(c) for c in children(upper, "conj")}
    if upper.dep_ == "conj":
        others.add(lemma_of(upper.head))
    before = upper.doc[max(upper.sent.start, upper.i - _PAIRED) : upper.i]
    others |= {verb_of(t.lower_) or "" for t in before}
    open_still = any(c.lower_ in {"neither", "nor", "not"} for c in (*upper.subtree, *before))
    return open_still and bool(others & {"deny", "confirm"})


_PAIRED: Final = 4  # words between "neither confirmed" and "nor denied"


def true(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under "is true" and "is not true"."""
    return (
        replace(reading, stance="denies", top=over.upper)
        if over.negated
        else replace(reading, confirmed=True, top=over.upper)
    )


def deny(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under a denial; under one that is denied itself it is not ruled out."""
    if _is_attempted(over.upper):
        return replace(reading, stance="cannot_confirm", top=over.upper)
    if over.negated and lemma_of(over.upper) == "doubt":
        return replace(reading, top=over.upper)  # "there is no doubt that they did"
    if over.negated:
        return replace(reading, stance="not_ruled_out", top=over.upper)
    return replace(
        reading, stance="affirms" if reading.stance == "denies" else "denies", hearsay=False, top=over.upper
    )


def believe(reading: Reading, over: Over) -> Reading | None:
    """Return the reading under what is only believed, feared or doubted."""
    if over.negated != (over.upper.lemma_.lower() == "doubt"):
        return replace(reading, stance=flipped(reading.stance), top=over.upper)
    if lemma_of(over.upper) == "consider" and (over.token.tag_ == "VBG" or _is_new(over.token)):
        return None  # what is considered doing is a plan, if one
    if lemma_of(over.upper) == "convince":
        return replace(reading, top=over.upper)
    certainty = "probable" if reading.certainty == "certain" else reading.certainty
    return replace(of_others(reading), certainty=certainty, top=over.upper)


def _is_new(noun: Token) -> bool:
    """Tell an event that is not taken for known: "considers a withdrawal", not "the withdrawal"."""
    known = any(c.lower_ in {"the", "this", "these", "those"} for c in children(noun, "det"))
    return noun.dep_ == "obj" and not known and child(noun.head, "xcomp") is None


def of_others(reading: Reading) -> Reading:
    """Turn a commitment into what others expect of the doer: "is expected to announce"."""
    return replace(reading, stance="affirms") if reading.stance == "commits" else reading


def is_whether(clause: Token) -> bool:
    """Tell a clause that "whether" leaves open."""
    return any(c.lower_ == "whether" for c in children(clause, "mark"))
