"""What a sentence says of a claim where the tree has lost it: "denied reports in a paper that"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds, words
from loaders.extract.own_words import is_negated, is_none
from loaders.extract.tree import child, children
from loaders.extract.words import verb_of

if TYPE_CHECKING:
    from loaders.extract.commitment import Reading
    from loaders.extract.tokens import Doc, Token

_REPORTS: Final = frozenset({"hearsay_nouns", "denial_nouns"})
_NEAR: Final = 3  # words between a negation and what it negates
_REACH: Final = 14  # words between the noun and its "that"; longer insertions were not met


def guarded(reading: Reading, trigger: Token) -> Reading:
    """Return the reading with a report, its denial or its doubt that stands before the claim's own "that"."""
    lost = _lost_denial(reading, trigger) or _lost_doubt(reading, trigger) or _rumoured(reading, trigger)
    if lost is not None:
        return lost
    noun = _reported_by(trigger)
    if _is_supposed(trigger) or (_is_any(trigger) and reading.stance == "affirms"):
        return replace(reading, dropped=True)
    disowned = next((g for g in reading.governors if _is_disowned(g)), None)
    untrue = noun is not None and noun.pos_ == "VERB" and _is_called_untrue(trigger)
    if disowned is not None or untrue or (noun is not None and _is_disowned(noun)):
        return replace(reading, stance="denies", hearsay=False, rules=(*reading.rules, "guard:no truth"))
    if (
        reading.stance != "affirms"
        or reading.hearsay
        or noun is None
        or (noun in reading.governors and noun.pos_ == "NOUN")
    ):
        return reading
    found = kinds(noun.head) | _of_predicate(noun)
    if "deny" in found or "denial_nouns" in found:
        stance = "denies"
    elif "unclear" in found:
        stance = "cannot_confirm"
    else:
        stance = "acknowledges_reports"
    return replace(
        reading,
        stance=stance,
        governors=(*reading.governors, noun.head),
        rules=(*reading.rules, f"guard:{stance}"),
    )


def _lost_denial(reading: Reading, trigger: Token) -> Reading | None:
    """Return the reading under a denial right before the claim: "denies targeting", "denied that ...".

    A claim that stands so is never a fact, whatever the tree makes of the words.
    """
    doc = trigger.doc
    for verb in doc[trigger.sent.start : trigger.i]:
        if verb_of(verb.lower_) not in words("deny") or verb in reading.governors:
            continue
        following = doc[verb.i + 1]
        apart = any(t.text in {",", ";"} for t in doc[verb.i + 1 : trigger.i])
        if reading.stance == "affirms" and not apart and (following == trigger or following.lower_ == "that"):
            either = any(
                t.lower_ in {"nor", "neither"} for t in doc[max(trigger.sent.start, verb.i - 3) : verb.i]
            )
            stance = "cannot_confirm" if either else "denies"
            return replace(reading, stance=stance, top=trigger, rules=(*reading.rules, f"guard:{stance}"))
    return None


def _lost_doubt(reading: Reading, trigger: Token) -> Reading | None:
    """Return the reading under "no evidence so far that" or "it is likely" where the tree lost them."""
    if reading.stance != "affirms" or reading.certainty != "certain" or reading.dropped:
        return None
    doc = trigger.doc
    for i in range(trigger.i - 1, trigger.sent.start, -1):
        token = doc[i]
        if token.pos_ == "VERB" or token.text in {";", ":"} or token.lower_ in {"and", "but"}:
            return None
        if token.lower_ == "that" and (noun := _unfound(doc, trigger.sent.start, i)) is not None:
            rules = (*reading.rules, "guard:no evidence")
            return replace(reading, stance="not_observed", top=noun, rules=rules)
        if token.lower_ in words("weighed") and _is_said_of_it(doc, trigger.sent.start, i):
            unlikely = token.lower_ in words("improbable") or doc[i - 1].lower_ in words("negations")
            rules = (*reading.rules, f"guard:{token.lower_}")
            return replace(reading, certainty="possible", dropped=unlikely, rules=rules)
    return None


def _unfound(doc: Doc, start: int, that: int) -> Token | None:
    """Return the noun of what is not there not far before a "that": "no sign so far that"."""
    for i in range(that - 1, max(start, that - _REACH), -1):
        if doc[i].pos_ == "VERB" or doc[i].text in {",", ";"}:
            return None
        if "evidence_nouns" in kinds(doc[i]) and is_none(doc[i]):
            return doc[i]
    return None


def _is_said_of_it(doc: Doc, start: int, at: int) -> bool:
    """As in "it is very likely": what follows is what is likely."""
    before = [t.lower_ for t in doc[max(start, at - _NEAR) : at]]
    be = {"is", "was", "'s", "\u2019s", "seems", "seemed", "looks"}
    return any(a in {"it", "that"} and b in be for a, b in pairwise(before))


def _is_any(trigger: Token) -> bool:
    """Tell "any attack on a ship", which may come or not."""
    return trigger.pos_ == "NOUN" and any(c.lower_ in words("any") for c in children(trigger, "det"))


def _is_supposed(trigger: Token) -> bool:
    """Tell whether "if", "in the event of" or "in case of" stands before a predicate."""
    before = [t.lower_ for t in trigger.doc[trigger.sent.start : trigger.i]]
    row = " ".join(before)
    if any(f"{words} " in row for words in ("in the event of", "in the event that", "in case of")):
        return True
    if _UNREACHED.search(row) or _is_left_open(trigger):
        return True
    for token in reversed(trigger.doc[trigger.sent.start : trigger.i]):
        if token.text in {",", ";", ":"} or token.pos_ == "VERB":
            return False
        if token.lower_ in {"if", "unless"}:
            return token.i == 0 or not _leaves_open(token.nbor(-1))
    return False


def _rumoured(reading: Reading, trigger: Token) -> Reading | None:
    """Return the reading of what is told "according to unconfirmed reports"."""
    row = " ".join(t.lower_ for t in trigger.sent) if reading.stance == "affirms" else ""
    if reading.hearsay or "according to un" not in row or _RUMOURS.search(row) is None:
        return None
    rules = (*reading.rules, "guard:unconfirmed reports")
    return replace(reading, stance="acknowledges_reports", hearsay=True, rules=rules)


_RUMOURS: Final = re.compile(r"\baccording to un(?:confirmed|verified|substantiated) (?:\w+ )?reports?\b")


def _is_left_open(trigger: Token) -> bool:
    """Tell what a speaker does not go into: "did not elaborate on whether some had died"."""
    doc = trigger.doc
    for verb in doc[trigger.sent.start : trigger.i]:
        if verb_of(verb.lower_) not in words("detailing"):
            continue
        after = [t.lower_ for t in doc[verb.i + 1 : min(verb.i + _NEAR, trigger.i)]]
        before = {t.lower_ for t in doc[max(trigger.sent.start, verb.i - _NEAR - 1) : verb.i]}
        asked = after[:1] == ["whether"] or after[:2] in (["on", "whether"], ["how", "many"], ["on", "how"])
        if asked and before & (words("negations") | _UNSAID):
            return True
    return False


_UNREACHED: Final = re.compile(r"\bnot (?:yet )?at (?:the|a) (?:point|stage) where\b")
_UNSAID: Final = frozenset({"yet", "declined", "refused", "without"})


def _leaves_open(word: Token) -> bool:
    """Tell "as if", "asked if", "not known if", which make no condition."""
    return word.lower_ in {"as", "asked", "wondered"} or "unclear" in kinds(word)


def _is_disowned(noun: Token) -> bool:
    """Tell "the claim does not correspond to reality", "reports that ... have no basis in fact"."""
    if not kinds(noun) & (_REPORTS | {"evidence_nouns"}) or noun.dep_ not in {"nsubj", "nsubj:pass"}:
        return False
    return any(_is_no_truth(verb) for verb in (noun.head, *children(noun.head, "conj")))


def _is_no_truth(verb: Token) -> bool:
    about = {t.lower_ for t in verb.subtree if t.i > verb.i}
    if is_negated(verb) or any(is_none(c) for c in children(verb, "obj")):
        return bool(about & words("truths"))
    return False


def _is_called_untrue(trigger: Token) -> bool:
    """Tell "have no basis in fact" behind a claim whose "Reports that" the tagger took for a verb."""
    doc, last = trigger.doc, trigger.sent.end
    return any(
        t.lower_ in words("truths") and any(n.lower_ in words("negations") for n in doc[t.i - _NEAR : t.i])
        for t in doc[trigger.i + _NEAR : last]
    )


def _of_predicate(noun: Token) -> frozenset[str]:
    """Return the kinds of what a sentence says of a noun: "the reports are unconfirmed"."""
    said = [
        t
        for t in noun.sent
        if t.pos_ in {"ADJ", "NOUN", "VERB"} and child(t, "cop", "aux:pass") is not None and t.i > noun.i
    ]
    return frozenset(
        kind for t in said for kind in kinds(t) if noun in children(t, "nsubj", "nsubj:pass", "csubj")
    )


def _reported_by(trigger: Token) -> Token | None:
    """Return the noun of reporting whose "that" the claim's clause begins with, however the tree has it."""
    doc, start = trigger.doc, trigger.sent.start
    that = next((i for i in range(trigger.i - 1, start, -1) if doc[i].lower_ == "that"), None)
    if (
        that is None
        or doc[that - 1].lower_ in {"and", "but"}
        or any(t.pos_ == "VERB" for t in doc[that + 1 : trigger.i])
    ):
        return None
    opening = doc[start]
    if that == start + 1 and opening.lower_ in {"reports", "claims", "rumours", "rumors"}:
        return opening  # whatever the tagger takes it for
    for i in range(that - 1, max(start, that - _REACH) - 1, -1):
        if doc[i].pos_ == "VERB" and not kinds(doc[i]) & {"aware"}:
            return None
        if kinds(doc[i]) & _REPORTS and doc[i].pos_ == "NOUN":
            return doc[i]
    return None
