"""What each kind of governing predicate makes of the claim under it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.avowals import believe, confirm, deny, is_whether, of_others, true
from loaders.extract.commitment import Over, Reading, flipped
from loaders.extract.governors import kinds, words
from loaders.extract.intending import commit, fail, negotiated, ready, refuse, request, unwilling
from loaders.extract.own_words import is_negated, is_none, own
from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token


def governed(reading: Reading, token: Token, upper: Token, found: frozenset[str]) -> Reading:
    """Return the reading after a governor of the kinds `found`; the first kind that changes it decides."""
    over = Over(upper, token, is_negated(upper, token) or _has_yet(upper))
    reading = replace(reading, governors=(*reading.governors, upper))
    if any(c.lower_ in words("hearsay_adverbs") for c in children(upper, "advmod")):
        reading = replace(reading, hearsay=True)
    for kind, rule in _RULES:
        if kind in (found | {"suspend"} if _is_enquiry(over) else found):
            changed = rule(reading, over)
            if changed is not None:
                return replace(
                    changed,
                    rules=(*changed.rules, f"{'not-' if over.negated else ''}{kind}:{upper.lemma_.lower()}"),
                )
    return reading


def _is_enquiry(over: Over) -> bool:
    """Tell "tries to determine whether", "does not know whether"."""
    return is_whether(over.token) and lemma_of(over.upper) in words("enquiring")


def _has_yet(token: Token) -> bool:
    """Tell whether a predicate has not happened so far: "has yet to confirm", "was unable to verify"."""
    head = token.head
    if token.dep_ not in {"xcomp", "advcl", "ccomp", "acl", "csubj"}:
        return False
    yet = child(head, "advmod") is not None and any(c.lower_ == "yet" for c in head.children)
    found = kinds(head)
    unable = bool(found & {"unable", "refuse"}) or (
        is_negated(head) and bool(found & {"aspect", "ready", "possible"})
    )
    mark = child(token, "mark")
    due = lemma_of(head) in {"have", "remain", "need"} and token.dep_ != "advcl"
    owed = due and mark is not None and mark.lower_ == "to"
    return yet or owed or (unable and token.dep_ != "ccomp")


def _goes_on(over: Over) -> bool:
    """Tell "will continue to train", "continued the strikes" from "They fired, he continued"."""
    return "aspect" in kinds(over.upper) and over.token.dep_ in {"obj", "xcomp"}


# "called the reports nonsense"
_CALLING: Final = frozenset({"call", "label", "brand", "describe", "dismiss", "denounce", "term"})


def _perceive(reading: Reading, over: Over) -> Reading | None:
    if over.negated and over.token.dep_ in {"ccomp", "xcomp", "obj", "advcl", "acl", "nmod", "obl"}:
        return replace(reading, stance="not_observed", top=over.upper)
    return _undergone(reading, over) or reading


_OBSERVED: Final = frozenset({"report", "sign", "indication"})


def _hearsay(reading: Reading, over: Over) -> Reading | None:
    if over.token.dep_ not in {"acl", "nmod", "ccomp", "acl:relcl", "advcl", "xcomp"}:
        return None
    if over.negated or is_none(over.upper):
        if lemma_of(over.upper) not in _OBSERVED:
            return replace(reading, dropped=True)  # "no accusation that" says nothing of the event itself
        return replace(reading, stance="not_observed", top=over.upper)
    return replace(
        reading,
        stance="acknowledges_reports" if reading.stance == "affirms" else reading.stance,
        hearsay=True,
        top=over.upper,
    )


def _feared(reading: Reading, over: Over) -> Reading | None:
    if over.token.dep_ not in {"nmod", "acl", "ccomp"} or reading.stance != "affirms":
        return None
    told = preposition(over.token) not in {"", "of", "about"}
    known = any(c.lower_ in {"the", "this", "these", "those"} for c in children(over.token, "det"))
    if told or (known and over.token.pos_ == "NOUN"):
        return None  # "concern over the attack"
    return replace(reading, certainty="probable", time_frame="future", top=over.upper)


def _evidence(reading: Reading, over: Over) -> Reading | None:
    if over.token.dep_ not in {"acl", "acl:relcl", "nmod", "ccomp", "advcl", "obl"}:
        return None
    lacking = over.upper.dep_ in {"obj", "nsubj"} or "perceive" in kinds(over.upper.head)
    if is_none(over.upper) or over.negated or (lacking and is_negated(over.upper.head)):
        doubt = over.upper.lemma_ in {"information", "confirmation", "detail", "data"}
        return replace(reading, stance="cannot_confirm" if doubt else "not_observed", top=over.upper)
    return replace(reading, top=over.upper)


def _likely(reading: Reading, over: Over) -> Reading | None:
    if over.negated:
        return replace(reading, stance=flipped(reading.stance), certainty="probable", top=over.upper)
    return replace(of_others(reading), certainty="probable", time_frame="future", top=over.upper)


def _possible(reading: Reading, over: Over) -> Reading | None:
    if reading.stance == "cannot_confirm":
        return replace(reading, top=over.upper)
    if over.negated or is_none(over.upper):
        return replace(reading, dropped=True)  # what cannot be is denied of nothing that was told
    return replace(of_others(reading), certainty="possible", time_frame="future", top=over.upper)


def _unclear(reading: Reading, over: Over) -> Reading | None:
    if over.token.dep_ == "nsubj" and over.upper.pos_ == "VERB":
        return None
    if _asks(over.token):
        return reading  # "not clear where the strikes took place": they did
    ahead = reading.stance == "refuses" or (reading.stance == "affirms" and reading.time_frame == "future")
    return replace(reading, stance="cannot_confirm", dropped=ahead, top=over.upper)


def _asks(clause: Token) -> bool:
    """Tell "where they were sent": what happened, or will, stands; only more of it is asked."""
    return clause.left_edge.lower_ in _ASKING


_ASKING: Final = frozenset({"where", "when", "who", "what", "which"})


def _aware(reading: Reading, over: Over) -> Reading | None:
    return (
        replace(reading, stance="not_observed", top=over.upper)
        if over.negated
        else replace(reading, top=over.upper)
    )


def _seem(reading: Reading, over: Over) -> Reading | None:
    if over.token.dep_ not in {"xcomp", "ccomp"}:
        return None
    if over.negated:
        return replace(reading, stance=flipped(reading.stance), certainty="probable", top=over.upper)
    certainty = "probable" if reading.certainty == "certain" else reading.certainty
    return replace(reading, certainty=certainty, top=over.upper)


def _attempt(reading: Reading, over: Over) -> Reading | None:
    if over.token.dep_ == "xcomp":
        return replace(reading, certainty="possible", top=over.upper)
    return _undergone(reading, over)


def _undergone(reading: Reading, over: Over) -> Reading | None:
    """Read the modals of a verb for the event that is its object: "will try an offensive"."""
    if over.token.dep_ not in {"obj", "nsubj:pass"} or over.token.pos_ != "NOUN":
        return None
    return replace(own(over.upper, reading, over.token), stance=reading.stance)


def _aspect(reading: Reading, over: Over) -> Reading | None:
    raised = own(over.upper, reading, over.token)
    named = over.token.dep_ in {"nsubj", "nsubj:pass"} and over.token.pos_ == "NOUN"
    if named and lemma_of(over.upper) in words("following"):
        return reading  # "the killing will not go unanswered"
    if (
        raised.stance == reading.stance
        and any(c.lower_ == "yet" for c in over.upper.children)
        and lemma_of(over.upper) == "have"
    ):
        raised = replace(raised, stance=flipped(raised.stance))
    if _is_ahead(over):
        stance = {"affirms": "commits", "denies": "refuses"}.get(raised.stance, raised.stance)
        return replace(raised, stance=stance, time_frame="future", top=over.upper)
    return replace(raised, top=over.upper)


def _is_ahead(over: Over) -> bool:
    """Tell "is to send", "is going to send"."""
    to = any(c.lower_ == "to" for c in children(over.token, "mark"))
    coming = lemma_of(over.upper) == "be" or over.upper.lower_ == "going"
    return to and coming and over.token.dep_ in {"xcomp", "ccomp"}


def _speech(reading: Reading, over: Over) -> Reading | None:
    if over.token.dep_ in {"nsubj", "nsubj:pass"} or _goes_on(over):
        return None
    if lemma_of(over.upper) in _CALLING and any(
        "denial_nouns" in kinds(c) for c in over.upper.subtree if c.i > over.token.i
    ):
        return deny(reading, over)
    if over.negated and over.token.dep_ in {"ccomp", "xcomp", "obj"}:
        settled = reading.time_frame == "future" and (_asks(over.token) or is_whether(over.token))
        return replace(reading, stance="cannot_confirm", dropped=settled, top=over.upper)
    if (
        lemma_of(over.upper) in words("purporting")
        or _is_passive_report(over.upper, over.token)
        or any(_is_doubtful(c) for c in children(over.upper, "nsubj"))
    ):
        return replace(reading, hearsay=True, top=over.upper)
    return _warned(reading, over)


def _is_doubtful(source: Token) -> bool:
    """Tell "unconfirmed reports", which say nothing for sure."""
    return any(c.lower_ in words("hearsay_adjectives") for c in children(source, "amod"))


def _warned(reading: Reading, over: Over) -> Reading:
    """Read what is to come where it is warned of: "of an attack", not "of the attacks on them"."""
    noun = over.token
    known = any(c.lower_ in {"the", "this", "these", "those"} for c in children(noun, "det"))
    coming = noun.pos_ == "NOUN" and preposition(noun) in {"of", "about"} and not known
    if not coming or over.negated or lemma_of(over.upper) not in words("warning"):
        return reading
    return replace(reading, certainty="probable", time_frame="future", top=over.upper)


def _is_passive_report(upper: Token, token: Token) -> bool:
    """Tell whether a saying has no sayer: "is said to have", "are reported to be"."""
    return (
        token.dep_ in {"xcomp", "ccomp", "advcl"}
        and child(upper, "aux:pass") is not None
        and child(upper, "obl:agent") is None
    )


_RULES: Final = (
    ("confirm", confirm),
    ("deny", deny),
    ("denial_nouns", deny),
    ("true", true),
    ("refuse", refuse),
    ("unclear", _unclear),
    ("aware", _aware),
    ("suspend", _unclear),
    ("hearsay_nouns", _hearsay),
    ("evidence_nouns", _evidence),
    ("commit_nouns", commit),
    ("feared_nouns", _feared),
    ("negotiating", negotiated),
    ("request_nouns", request),
    ("ready", ready),
    ("arranged", ready),
    ("unwilling", unwilling),
    ("likely", _likely),
    ("possible", _possible),
    ("believe", believe),
    ("request", request),
    ("commit", commit),
    ("perceive", _perceive),
    ("fail", fail),
    ("attempt", _attempt),
    ("reveal", _seem),
    ("speech", _speech),
    ("aspect", _aspect),
)
