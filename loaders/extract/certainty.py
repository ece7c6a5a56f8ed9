"""How far a claim is meant: the predicates over it, its negations, modals and adverbs, as stance, certainty and time.

The walk goes from the claim's own predicate up to the head of the sentence. A predicate of saying passes it on and
may say more of it ("confirmed", "denied"); the innermost commitment wins, because a report of a denial is a denial.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds, words
from loaders.extract.tree import child, children
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words over a claim make of it.

    `governors` are the predicates passed on the way up, inside out; `top` the highest that is part of the
    commitment (the evidence starts there). `dropped` when it is a condition, a question or a hypothesis: no claim.
    """

    stance: str = "affirms"
    certainty: str = "certain"
    time_frame: str = "past"
    confirmed: bool = False
    hearsay: bool = False
    dropped: bool = False
    top: Token | None = None
    governors: tuple[Token, ...] = field(default_factory=tuple)
    rules: tuple[str, ...] = ()


# After these the parser takes "that" for a relative pronoun, but the clause says what they are about.
_THAT_NOUNS: Final = frozenset({"hearsay_nouns", "denial_nouns", "evidence_nouns"})
# "called the reports nonsense"
_CALLING: Final = frozenset({"call", "label", "brand", "describe", "dismiss", "denounce", "term"})
_STOPS: Final = frozenset({"acl:relcl", "advcl:relcl"})
_TRANSPARENT: Final = frozenset(
    {
        "obj",
        "obl",
        "nmod",
        "nsubj",
        "nsubj:pass",
        "conj",
        "appos",
        "compound",
        "obl:agent",
        "iobj",
        "nsubj:outer",
        "dep",
    }
)
# "begun to", "have it that": an aspect verb does not change who is committed to what


def read(trigger: Token, *, mood: str | None = None) -> Reading:
    """Return how far the claim that a predicate makes is meant."""
    reading = _own(trigger, Reading(top=trigger))
    if mood is not None:
        reading = _apply_mood(reading, mood)
    token = trigger
    while token.head != token:
        relation, upper = token.dep_, token.head
        if relation == "conj" and token in reading.governors:
            break  # "confirmed four deaths and said three were hurt": what is only said is not confirmed
        reading = _step(reading, token, upper, relation)
        if reading.dropped or (relation in _STOPS and not kinds(upper) & _THAT_NOUNS):
            break
        token = upper
    return reading


def read_own(token: Token) -> Reading:
    """Return the reading of something that a predicate takes up from outside its sentence or clause."""
    return _governed(Reading(top=token), token, token, kinds(token))


def voiced(reading: Reading, predicate: Token | None) -> Reading:
    """Return the reading with what the predicate of saying beside it adds: ", the General Staff has confirmed"."""
    if (
        predicate is None
        or reading.stance != "affirms"
        or "confirm" not in kinds(predicate)
        or is_negated(predicate)
    ):
        return reading
    return replace(reading, confirmed=True, rules=(*reading.rules, f"confirm:{lemma_of(predicate)}"))


def status(reading: Reading, *, by_doer: bool) -> str:
    """Return the roll-up of a reading that dashboards use; `by_doer` when the event's doer is the one who says so.

    The order is that of the status scheme: the first that fits.
    """
    match reading.stance:
        case "denies" | "not_observed" | "refuses":
            return "denied"
        case "cannot_confirm" | "acknowledges_reports":
            return "unconfirmed"
        case "requests":
            return "requested"
        case "commits":
            return "planned"
        case "not_ruled_out":
            return "expected"
        case _:
            return _status_of_affirmation(reading, by_doer=by_doer)


def _status_of_affirmation(reading: Reading, *, by_doer: bool) -> str:
    if reading.hearsay:
        return "unconfirmed"
    if reading.time_frame == "future":
        return "planned" if by_doer and reading.certainty == "certain" else "expected"
    if reading.certainty in {"probable", "possible"}:
        return "expected"
    return "confirmed" if reading.confirmed else "claimed"


def is_negated(token: Token, via: Token | None = None) -> bool:
    """Tell whether a predicate is negated itself, or by "no", "none" or "nobody" among its arguments but `via`."""
    for c in token.children:
        if c == via:
            continue
        if c.lower_ in {"without", "against"} and c.dep_ in {"mark", "case"}:
            return True
        if (
            c.lower_ in words("negations")
            and c.dep_ in {"advmod", "det", "cc:preconj", "aux", "neg", "cc"}
            and c.i < token.i + 3
        ):
            return True
        if c.dep_ in {"nsubj", "nsubj:pass", "obj"} and _is_none(c):
            return True
    return False


def _is_none(noun: Token) -> bool:
    if noun.lower_ in {"none", "nobody", "nothing", "no-one", "noone"}:
        return True
    return any(
        c.lower_ in {"no", "neither"} or (c.lower_ == "not" and c.i < noun.i)
        for c in children(noun, "det", "advmod", "cc:preconj", "nummod")
    )


def _own(token: Token, reading: Reading, via: Token | None = None) -> Reading:
    """Read what a predicate carries itself: negation, auxiliaries, adverbs, and what it depends on."""
    if is_negated(token, via):
        reading = replace(reading, stance=_negated(reading.stance), rules=(*reading.rules, "negated"))
    for c in token.children:
        if c.dep_ in {"aux", "aux:pass"}:
            reading = _auxiliary(reading, c, token)
        elif c.dep_ in {"advmod", "obl"}:
            reading = _adverb(reading, c)
        elif c.dep_ == "mark" and c.lower_ in words("conditional_marks"):
            reading = replace(reading, dropped=c.lower_ != "whether" or not kinds(token.head) & _DOUBTING)
    if _is_to(token):
        stance = {"affirms": "commits", "denies": "refuses"}.get(reading.stance, reading.stance)
        reading = replace(reading, stance=stance, time_frame="future", rules=(*reading.rules, "is to"))
    if _is_question(token):
        reading = replace(reading, dropped=True)
    if token.tag_ in {"VBZ", "VBP", "VBG"} and reading.time_frame == "past" and child(token, "aux") is None:
        reading = replace(reading, time_frame="present")
    return reading


# "unclear whether", "could not say whether", "is checking whether" do say something of the event.
_DOUBTING: Final = frozenset({"unclear", "suspend", "confirm", "deny"})


def _is_to(token: Token) -> bool:
    """ "is to fly": an arrangement."""
    be = next((c for c in children(token, "aux", "cop") if c.lower_ in {"is", "are", "was", "were"}), None)
    return (
        be is not None
        and token.tag_ == "VB"
        and child(token, "mark") is not None
        and child(token, "mark") != be
    )


def _negated(stance: str) -> str:
    return {"affirms": "denies", "denies": "affirms", "refuses": "commits", "commits": "refuses"}.get(
        stance, stance
    )


def _auxiliary(reading: Reading, auxiliary: Token, verb: Token) -> Reading:
    word = auxiliary.lower_
    if word in words("possible_modals") and not (word == "could" and is_negated(verb)):
        perfect = any(c.lower_ == "have" for c in children(verb, "aux"))
        frame = "past" if perfect else "future"
        return replace(
            reading, certainty="possible", time_frame=frame, rules=(*reading.rules, f"modal:{word}")
        )
    if word in words("future_modals"):
        perfect = any(c.lower_ == "have" for c in children(verb, "aux"))
        if word == "would" and perfect:
            return replace(reading, dropped=True)
        return replace(reading, time_frame="future", rules=(*reading.rules, f"future:{word}"))
    return reading


def _adverb(reading: Reading, adverb: Token) -> Reading:
    word = adverb.lower_
    if word in words("hearsay_adverbs"):
        return replace(reading, hearsay=True, rules=(*reading.rules, f"hearsay:{word}"))
    if word in words("likely_adverbs"):
        return replace(reading, certainty="probable", rules=(*reading.rules, f"likely:{word}"))
    if word in words("possible_adverbs"):
        return replace(reading, certainty="possible", rules=(*reading.rules, f"possible:{word}"))
    return reading


def _is_question(token: Token) -> bool:
    sentence = token.sent
    return sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?")


def _apply_mood(reading: Reading, mood: str) -> Reading:
    if reading.stance == "denies":
        mood = _negated(mood)
    frame = "future" if mood in {"commits", "requests", "refuses"} else reading.time_frame
    return replace(reading, stance=mood, time_frame=frame, rules=(*reading.rules, f"mood:{mood}"))


def _step(reading: Reading, token: Token, upper: Token, relation: str) -> Reading:
    if relation == "conj":
        return replace(reading, governors=reading.governors)
    if relation == "advcl" and not _is_complement(token, upper):
        mark = child(token, "mark")
        if mark is not None and mark.lower_ in words("conditional_marks"):
            return replace(reading, dropped=True)
        if "speech" in kinds(upper):
            return replace(reading, governors=(*reading.governors, upper))
        return _with_main_clause(reading, token, upper, mark)
    found = kinds(upper)
    if relation in _STOPS and not found & _THAT_NOUNS:
        return reading
    if not found or (relation == "parataxis" and "speech" not in found):
        return _own_of_transparent(reading, token, upper)
    return _governed(reading, token, upper, found)


def _with_main_clause(reading: Reading, token: Token, upper: Token, mark: Token | None) -> Reading:
    """ "reportedly hit the compound, injuring one": a participle is no surer than the clause that it hangs on."""
    if mark is not None or token.tag_ != "VBG":
        return reading
    main = _own(upper, Reading())
    certainty = main.certainty if reading.certainty == "certain" else reading.certainty
    frame = main.time_frame if main.time_frame == "future" else reading.time_frame
    return replace(
        reading,
        hearsay=reading.hearsay or main.hearsay,
        certainty=certainty,
        time_frame=frame,
        dropped=main.dropped,
    )


_LINKS: Final = frozenset({"to", "that", "out", "of", "against", "on", "for"})


def _is_complement(token: Token, upper: Token) -> bool:
    """A small parser hangs infinitives and that-clauses of known governors as adverbial clauses."""
    mark = child(token, "mark")
    return bool(kinds(upper)) and (mark is None or mark.lower_ in _LINKS) and token.i > upper.i


def _own_of_transparent(reading: Reading, token: Token, upper: Token) -> Reading:
    """Pass a predicate that is no governor; its negation and modals still scope over what it takes as argument."""
    if token.dep_ in {"xcomp", "obj", "nsubj", "nsubj:pass", "obl", "nmod"} and (
        upper.pos_ in {"VERB", "AUX"} or child(upper, "cop")
    ):
        raised = _own(upper, reading, token)
        return replace(raised, top=upper) if raised != reading else reading
    return reading


def _governed(reading: Reading, token: Token, upper: Token, found: frozenset[str]) -> Reading:
    negated = is_negated(upper, token) or _has_yet(upper)
    reading = replace(reading, governors=(*reading.governors, upper))
    for kind, rule in _RULES:
        if kind in found:
            changed = rule(reading, upper, negated, token)
            if changed is not None:
                return replace(
                    changed,
                    rules=(*changed.rules, f"{'not-' if negated else ''}{kind}:{upper.lemma_.lower()}"),
                )
    return reading


def _has_yet(token: Token) -> bool:
    """Tell whether a predicate has not happened so far: "has yet to confirm", "could not", "was unable to"."""
    head = token.head
    if token.dep_ in {"xcomp", "advcl", "ccomp", "acl"} and (
        child(head, "advmod") is not None and any(c.lower_ == "yet" for c in head.children)
    ):
        return True
    if token.dep_ in {"xcomp", "advcl", "acl"} and (
        "unable" in kinds(head)
        or "refuse" in kinds(head)
        or (is_negated(head) and "aspect" in kinds(head))
        or ("ready" in kinds(head) and is_negated(head))
    ):
        return True
    return False


def _confirm(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    if negated:
        return replace(reading, stance="cannot_confirm", top=upper)
    if _is_attempted(upper):
        return replace(reading, stance="cannot_confirm", top=upper)
    return replace(reading, confirmed=True, top=upper)


def _is_attempted(upper: Token) -> bool:
    """ "neither confirmed nor denied", "is trying to verify", "in order to verify"."""
    others = {c.lemma_ for c in children(upper, "conj")} | (
        {upper.head.lemma_} if upper.dep_ == "conj" else set()
    )
    return ("deny" in others or "confirm" in others) and any(
        c.lower_ in {"neither", "nor", "not"} for c in upper.subtree
    )


def _true(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    return (
        replace(reading, stance="denies", top=upper)
        if negated
        else replace(reading, confirmed=True, top=upper)
    )


def _deny(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    if _is_attempted(upper):
        return replace(reading, stance="cannot_confirm", top=upper)
    if negated:
        return replace(reading, stance="not_ruled_out", top=upper)
    return replace(
        reading, stance="affirms" if reading.stance == "denies" else "denies", hearsay=False, top=upper
    )


def _believe(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    if negated != (upper.lemma_.lower() == "doubt"):
        return replace(reading, stance=_negated(reading.stance), top=upper)
    if upper.lemma_.lower() in {"convince"}:
        return replace(reading, top=upper)
    certainty = "probable" if reading.certainty == "certain" else reading.certainty
    return replace(_of_others(reading), certainty=certainty, top=upper)


def _perceive(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: FBT001
    if negated and token.dep_ in {"ccomp", "xcomp", "obj", "advcl", "acl", "nmod", "obl"}:
        return replace(reading, stance="not_observed", top=upper)
    return reading


def _commit(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:
    if token.dep_ in {"nsubj", "obl", "nsubj:pass"}:
        return None
    against = child(token, "mark", "case")
    if against is not None and against.lower_ == "against":
        return replace(reading, stance="refuses", time_frame="future", top=upper)
    if upper.lemma_.lower() in {"consider", "mull", "weigh", "ponder", "propose"}:
        return replace(reading, certainty="possible", time_frame="future", top=upper)
    stance = (
        "refuses"
        if negated
        else (
            "commits"
            if reading.stance == "affirms"
            else _negated("commits")
            if reading.stance == "denies"
            else reading.stance
        )
    )
    return replace(reading, stance=stance, time_frame="future", top=upper)


def _request(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: FBT001
    if negated or token.dep_ in {"nsubj", "obl"}:
        return None
    if upper.lower_ == "asked" and child(upper, "nsubj", "nsubj:pass") is None and upper.dep_ == "advcl":
        return replace(reading, dropped=True)
    return replace(reading, stance="requests", time_frame="future", top=upper)


def _refuse(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    if negated:
        return replace(reading, stance="not_ruled_out", time_frame="future", top=upper)
    if reading.confirmed or reading.stance == "cannot_confirm":
        return replace(reading, stance="cannot_confirm", top=upper)
    if reading.stance == "not_ruled_out" or reading.stance == "denies":
        return replace(reading, stance="not_ruled_out", top=upper)
    return replace(reading, stance="refuses", time_frame="future", top=upper)


def _hearsay(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    if token.dep_ not in {"acl", "nmod", "ccomp", "acl:relcl", "advcl", "xcomp"}:
        return None
    if negated or _is_none(upper):
        return replace(reading, stance="not_observed", top=upper)
    return replace(
        reading,
        stance="acknowledges_reports" if reading.stance == "affirms" else reading.stance,
        hearsay=True,
        top=upper,
    )


def _evidence(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:
    if token.dep_ not in {"acl", "acl:relcl", "nmod", "ccomp", "advcl", "obl"}:
        return None
    if _is_none(upper) or negated or is_negated(upper.head):
        doubt = upper.lemma_ in {"information", "confirmation", "detail", "data"}
        return replace(reading, stance="cannot_confirm" if doubt else "not_observed", top=upper)
    return replace(reading, top=upper)


def _likely(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    if negated:
        return replace(reading, stance=_negated(reading.stance), certainty="probable", top=upper)
    return replace(_of_others(reading), certainty="probable", time_frame="future", top=upper)


def _possible(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    return replace(_of_others(reading), certainty="possible", time_frame="future", top=upper)


def _of_others(reading: Reading) -> Reading:
    """Turn a commitment into what others expect of the doer: "is expected to announce"."""
    return replace(reading, stance="affirms") if reading.stance == "commits" else reading


def _ready(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    return replace(reading, stance="refuses" if negated else "commits", time_frame="future", top=upper)


def _unclear(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    return replace(reading, stance="cannot_confirm", top=upper)


def _aware(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    return replace(reading, stance="not_observed", top=upper) if negated else replace(reading, top=upper)


def _fail(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: FBT001
    if token.dep_ not in {"xcomp", "ccomp", "obj"} or negated:
        return None
    return replace(reading, stance=_negated(reading.stance), top=upper)


def _attempt(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    return replace(reading, certainty="possible", top=upper) if token.dep_ == "xcomp" else None


def _aspect(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: ARG001, FBT001
    raised = _own(upper, reading, token)
    if (
        raised.stance == reading.stance
        and any(c.lower_ == "yet" for c in upper.children)
        and lemma_of(upper) == "have"
    ):
        raised = replace(raised, stance=_negated(raised.stance))
    if (
        lemma_of(upper) == "be"
        and token.dep_ in {"xcomp", "ccomp"}
        and any(c.lower_ == "to" for c in children(token, "mark"))
    ):
        stance = {"affirms": "commits", "denies": "refuses"}.get(raised.stance, raised.stance)
        return replace(raised, stance=stance, time_frame="future", top=upper)
    return replace(raised, top=upper)


def _speech(reading: Reading, upper: Token, negated: bool, token: Token) -> Reading | None:  # noqa: FBT001
    if token.dep_ in {"nsubj", "nsubj:pass"}:
        return None
    if lemma_of(upper) in _CALLING and any(
        "denial_nouns" in kinds(c) for c in upper.subtree if c.i > token.i
    ):
        return _deny(reading, upper, negated, token)
    if negated and token.dep_ in {"ccomp", "xcomp", "obj"}:
        return replace(reading, stance="cannot_confirm", top=upper)
    if is_passive_report(upper, token):
        return replace(reading, hearsay=True, top=upper)
    return reading


def is_passive_report(upper: Token, token: Token) -> bool:
    """Tell whether a saying has no sayer: "is said to have", "are reported to be"."""
    return (
        token.dep_ in {"xcomp", "ccomp", "advcl"}
        and child(upper, "aux:pass") is not None
        and child(upper, "obl:agent") is None
    )


_RULES: Final = (
    ("confirm", _confirm), ("deny", _deny), ("denial_nouns", _deny), ("true", _true), ("refuse", _refuse), ("unclear", _unclear), ("aware", _aware), ("suspend", _unclear),
    ("hearsay_nouns", _hearsay), ("evidence_nouns", _evidence), ("commit_nouns", _commit), ("request_nouns", _request),
    ("ready", _ready), ("likely", _likely), ("possible", _possible), ("believe", _believe), ("request", _request), ("commit", _commit),
    ("perceive", _perceive), ("fail", _fail), ("attempt", _attempt), ("speech", _speech), ("aspect", _aspect),
)  # fmt: skip
