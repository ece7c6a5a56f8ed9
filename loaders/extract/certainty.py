"""How far a claim is meant: the predicates over it, its negations, modals and adverbs.

The walk goes from the claim's own predicate up to the head of the sentence. A predicate of saying passes it
on and may say more of it ("confirmed", "denied"); the innermost commitment wins, because a report of a denial
is a denial.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.commitment import Reading, flipped
from loaders.extract.disowned import is_disowned
from loaders.extract.governing import governed
from loaders.extract.governors import kinds, words
from loaders.extract.guards import guarded
from loaders.extract.own_words import is_negated, own
from loaders.extract.tree import child, children, preposition
from loaders.extract.unreal import governing_noun, is_unreal
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

# After these the parser takes "that" for a relative pronoun, but the clause says what they are about.
_THAT_NOUNS: Final = frozenset({"hearsay_nouns", "denial_nouns", "evidence_nouns"})
_STOPS: Final = frozenset({"acl:relcl", "advcl:relcl"})
_HELPERS: Final = ("aux", "aux:pass")
_LINKS: Final = frozenset({"to", "that", "out", "of", "against", "on", "for"})


def read(trigger: Token, *, mood: str | None = None) -> Reading:
    """Return how far the claim that a predicate makes is meant."""
    reading = own(trigger, Reading(top=trigger))
    if mood is not None:
        reading = _apply_mood(reading, mood)
    if _is_presupposed(trigger):
        return guarded(reading, trigger)
    token, aside = trigger, False
    while token.head != token:
        relation, upper = token.dep_, token.head
        if relation == "conj" and (token in reading.governors or _is_apart(token, upper)):
            break  # "confirmed four deaths and said three were hurt": what is only said is not confirmed
        aside = aside or "disclaims" in reading.rules or (relation == "advcl" and _is_given(token))
        if not aside and is_unreal(reading, token, upper):
            return replace(reading, dropped=True)
        if not aside or "speech" in kinds(upper):
            reading = _step(reading, token, upper, relation)
        if reading.dropped or _is_told_aside(token, upper):
            break
        token = upper
    return guarded(reading, trigger)


def _is_presupposed(trigger: Token) -> bool:
    """Tell an event that is only the occasion of what is planned or denied: "revenge for the killing"."""
    aside = trigger.pos_ == "NOUN" and trigger.dep_ in {"obl", "nmod"}
    definite = any(c.lower_ in {"the", "this", "that", "these", "those"} for c in children(trigger, "det"))
    owned = child(trigger, "nmod:poss") is not None
    return aside and (definite or owned) and preposition(trigger) in words("occasions")


def _is_apart(token: Token, upper: Token) -> bool:
    """Tell a clause that the tree has joined to a noun: "ordered a strike, and dozens of missiles hit"."""
    return token.pos_ == "VERB" and upper.pos_ == "NOUN" and child(token, "nsubj", "nsubj:pass") is not None


def _is_told_aside(token: Token, upper: Token) -> bool:
    """Tell a clause on a noun, true whatever is said of the noun: "the troops sent there may leave"."""
    done = token.dep_ == "acl" and token.tag_ == "VBN" and child(token, "mark", *_HELPERS) is None
    parts = [c for c in children(upper, "nmod") if preposition(c) == "of"]  # "most of the troops sent there"
    known = any(map(_is_the, (upper, *parts)))
    done = done and (upper.pos_ == "PROPN" or child(upper, "nmod:poss", "nummod") is not None or known)
    return (done or token.dep_ in _STOPS) and not kinds(upper) & _THAT_NOUNS


def _is_the(noun: Token) -> bool:
    return any(c.lower_ in {"the", "these", "those"} for c in children(noun, "det"))


def read_own(token: Token) -> Reading:
    """Return the reading of something that a predicate takes up from outside its sentence or clause."""
    return governed(Reading(top=token), token, token, kinds(token))


def voiced(reading: Reading, predicate: Token | None) -> Reading:
    """Return the reading with what the predicate of saying beside it adds: ", the army has confirmed"."""
    if (
        predicate is None
        or reading.stance != "affirms"
        or "confirm" not in kinds(predicate)
        or is_negated(predicate)
    ):
        return reading
    return replace(reading, confirmed=True, rules=(*reading.rules, f"confirm:{lemma_of(predicate)}"))


def _apply_mood(reading: Reading, mood: str) -> Reading:
    if reading.stance == "denies":
        mood = flipped(mood)
    frame = "future" if mood in {"commits", "requests", "refuses"} else reading.time_frame
    return replace(reading, stance=mood, time_frame=frame, rules=(*reading.rules, f"mood:{mood}"))


def _step(reading: Reading, token: Token, upper: Token, relation: str) -> Reading:
    found = kinds(upper)
    if relation == "conj" or (relation in _STOPS and not found & _THAT_NOUNS):
        return reading
    if relation == "advcl" and not _is_complement(token, upper):
        return _adverbial(reading, token, upper)
    noun = governing_noun(token, upper) if relation in {"xcomp", "obl"} else None
    if noun is not None:
        return governed(governed(reading, token, noun, kinds(noun)), noun, upper, found)
    if not found or (relation == "parataxis" and "speech" not in found):
        return _own_of_transparent(reading, token, upper)
    return governed(reading, token, upper, found)


def _adverbial(reading: Reading, token: Token, upper: Token) -> Reading:
    mark = child(token, "mark")
    ties = {c.lower_ for c in children(token, "mark")}
    doubting = (
        {"suspend", "unclear", "commit"} if "whether" in ties else {"unclear"} if "if" in ties else set[str]()
    )
    if kinds(upper) & doubting:
        return governed(reading, token, upper, kinds(upper))
    if ties & words("conditional_marks") or _is_some_day(token, upper) or _is_at_any_time(reading, token):
        return replace(reading, dropped=True)
    noun = governing_noun(token, upper)
    if noun is not None:
        return governed(governed(reading, token, noun, kinds(noun)), noun, upper, kinds(upper))
    if "speech" in kinds(upper):
        return replace(reading, governors=(*reading.governors, upper))
    return _with_main_clause(reading, token, upper, mark)


def _is_at_any_time(reading: Reading, token: Token) -> bool:
    """Tell "must explain itself when it decides to kill": of no one time."""
    when = any(c.lower_ in {"when", "whenever"} for c in children(token, "mark", "advmod"))
    return when and reading.stance == "commits" and token.tag_ in {"VBZ", "VBP"}


def _is_some_day(token: Token, upper: Token) -> bool:
    """Tell what is to come of a time not told: "will not stand by when weapons are used"."""
    when = any(c.lower_ in {"when", "once", "whenever"} for c in children(token, "mark", "advmod"))
    verbs = (token, *children(token, "aux", "aux:pass"))
    present = any(t.tag_ in {"VBZ", "VBP"} for t in verbs) and all(t.tag_ != "VBD" for t in verbs)
    return when and present and own(upper, Reading()).time_frame == "future"


def _with_main_clause(reading: Reading, token: Token, upper: Token, mark: Token | None) -> Reading:
    """Make a participle no surer than the clause that it hangs on: "reportedly hit it, injuring one"."""
    if token.tag_ != "VBG" or (mark is not None and mark.lower_ not in words("means_marks")):
        return reading
    main = own(upper, Reading())
    certainty = main.certainty if reading.certainty == "certain" else reading.certainty
    frame = main.time_frame if main.time_frame == "future" else reading.time_frame
    return replace(
        reading,
        hearsay=reading.hearsay or main.hearsay,
        certainty=certainty,
        time_frame=frame,
        dropped=main.dropped,
    )


def _is_given(clause: Token) -> bool:
    """Tell a clause that takes its event for given: what is denied or planned over it is another."""
    subject = child(clause, "nsubj", "nsubj:pass")
    marks = [*children(clause, "mark"), *(children(subject, "case") if subject is not None else ())]
    return any(mark.lower_ in words("given_marks") for mark in marks)


def _is_complement(token: Token, upper: Token) -> bool:
    """A small parser hangs infinitives and that-clauses of known governors as adverbial clauses."""
    if any(c.lower_ in {"when", "whenever"} for c in children(token, "advmod")):
        return False  # "must explain itself when it decides"
    mark = child(token, "mark")
    kept = (
        mark is not None and mark.lower_ == "from" and "fail" in kinds(upper)
    )  # "barred Germany from sending"
    if token.tag_ == "VBG" and mark is None and any(t.text == "," for t in token.doc[upper.i : token.i]):
        return False  # "stopped the raid, killing two"
    return bool(kinds(upper)) and (mark is None or mark.lower_ in _LINKS or kept) and token.i > upper.i


def _own_of_transparent(reading: Reading, token: Token, upper: Token) -> Reading:
    """Pass a predicate that is no governor; its negation and modals scope over its arguments all the same."""
    if is_disowned(token):
        stance = flipped(reading.stance)
        passed = (*reading.governors, upper)
        return replace(
            reading, stance=stance, top=upper, governors=passed, rules=(*reading.rules, "disclaims")
        )
    if token.dep_ in {"xcomp", "obj", "nsubj", "nsubj:pass", "obl", "nmod"} and (
        upper.pos_ in {"VERB", "AUX"} or child(upper, "cop")
    ):
        raised = own(upper, reading, token)
        if token.pos_ == "NOUN" and raised.stance != reading.stance:
            if raised.dropped and token.lower_.endswith("ing") and child(token, "det", "nmod:poss") is None:
                return replace(reading, dropped=True)  # "cannot justify bombing and killing"
            return reading  # "the killing did not deter them" denies no killing
        return replace(raised, top=upper) if raised != reading else reading
    return reading
