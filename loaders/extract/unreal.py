"""Where words put an event outside of what is told: a purpose, an ability, a duty, a mere thought of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.commitment import Reading
from loaders.extract.generic import is_generic
from loaders.extract.governors import kinds, words
from loaders.extract.own_words import is_headline_plan, own
from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_SAYING: Final = frozenset({"speech", "confirm", "deny", "perceive", "believe"})
_CLAUSES: Final = frozenset({"acl", "advcl", "xcomp", "ccomp", "csubj"})
_ASKING: Final = frozenset({"how", "why"})
_OPEN: Final = frozenset({"unclear", "perceive", "aware"})


def is_unreal(reading: Reading, token: Token, upper: Token) -> bool:
    """Tell whether a predicate is only thought of where it hangs: "the right to send", "capable of hitting".

    What somebody says, sees or believes stands by itself, whatever the saying hangs on.
    """
    if any(kinds(g) & _SAYING for g in reading.governors):
        return False
    return (
        is_generic(token)
        or _is_passed_over(token)
        or (
            is_infinitive(token)
            and token.dep_ in _CLAUSES
            and not is_headline_plan(token)
            and _is_open(token, upper)
        )
        or (token.tag_ == "VBG" and _is_only_named(token, upper))
        or _is_of_thought(token, upper)
        or _is_asked(token, upper)
        or _is_judged(token, upper)
        or _is_told_to(token, upper)
    )


def _is_passed_over(token: Token) -> bool:
    """Tell what is not done but something else: "rather than send", "would sooner pay than send"."""
    mark = child(token, "mark", "case", "cc")
    return mark is not None and mark.lower_ == "than" and token.tag_ in {"VB", "VBG"}


def is_infinitive(token: Token) -> bool:
    """Tell "to send": a bare form behind its "to"."""
    mark = child(token, "mark")
    return token.tag_ == "VB" and mark is not None and mark.lower_ == "to"


def governing_noun(token: Token, upper: Token) -> Token | None:
    """Return the noun whose infinitive the tree has hung on its verb: "rebuffed calls to bomb"."""
    if upper.pos_ != "VERB" or not (is_infinitive(token) or _is_object_of_plans(token)):
        return None
    nouns = (c for c in children(upper, "obj", "nsubj:pass") if c.i < token.i)
    return next((n for n in nouns if kinds(n) & {"commit_nouns", "request_nouns"}), None)


def _is_object_of_plans(token: Token) -> bool:
    """Tell "announced plans for a raid", where the tree hangs the raid on the announcing."""
    named = token.dep_ == "obl" and preposition(token) in {"for", "to", "of", "on"}
    before = min((t.i for t in token.subtree), default=token.i) - 1
    return named and before >= 0 and "commit_nouns" in kinds(token.doc[before])


def _is_open(token: Token, upper: Token) -> bool:
    """Tell whether an infinitive is a purpose, a duty or an ability, not what came of it or is planned."""
    found = kinds(upper)
    if governing_noun(token, upper) is not None:
        return False
    if upper.pos_ in {"NOUN", "PROPN", "ADJ"} or token.dep_ == "csubj":
        return not found and not _is_ranked(upper) and upper.lower_ not in words("resulting")
    lemma = lemma_of(upper)
    if lemma == "have" and token.dep_ == "xcomp":
        return not any(c.lower_ == "yet" for c in upper.children)
    purpose = not found or (token.dep_ == "advcl" and found == frozenset({"aspect"}))
    return purpose and lemma not in words("resulting")


def _is_ranked(noun: Token) -> bool:
    """Tell "the first to fall", "the latest soldier to be killed": they did."""
    return any(t.lower_ in words("ranks") for t in (noun, *noun.children))


def _is_only_named(token: Token, upper: Token) -> bool:
    """Tell whether a gerund names what might be done: "removing them could help", "instead of sending"."""
    mark = child(token, "mark", "case")
    if mark is not None and mark.lower_ == "against":
        return "commit" not in kinds(upper)
    if mark is not None and (_is_replaced_or_means(mark, upper) or _is_asked_about(mark, upper)):
        return True
    if token.dep_ == "csubj":
        return any(c.dep_ in {"aux", "cop"} for c in upper.children) and not _is_past(upper)
    if upper.pos_ == "ADJ":
        return upper.lower_ in words("potential")
    return lemma_of(upper) in words("proposing") and token.dep_ in {"xcomp", "ccomp", "obj", "advcl"}


def _is_replaced_or_means(mark: Token, upper: Token) -> bool:
    """Tell "instead of sending", and "by sending" under what only could or should be done."""
    if "instead" in {mark.lower_, mark.doc[max(mark.i - 1, 0)].lower_}:
        return True
    return mark.lower_ in words("means_marks") and _is_supposed(upper)


def _is_asked_about(mark: Token, upper: Token) -> bool:
    """Tell "asked about sending troops": nobody says that they are sent."""
    return mark.lower_ in {"about", "on", "of"} and lemma_of(upper) in words("questioning")


def _is_supposed(verb: Token) -> bool:
    """Tell what only could or should be done, as by the means that it names: "could be broken by sending"."""
    read = own(verb, Reading())
    told_of = child(verb, "nsubj")
    does = told_of is not None and told_of.pos_ == "PROPN"  # "Iran might answer by striking"
    return read.dropped or (read.certainty == "possible" and not does)


def _is_judged(token: Token, upper: Token) -> bool:
    """Tell what is called needed, right or wrong to do: "it is not necessary that they take part"."""
    if token.dep_ not in {"ccomp", "csubj", "advcl", "xcomp"} or upper.lower_ not in words("judging_words"):
        return False
    told = (token, *children(token, "aux", "aux:pass"))
    return upper.pos_ != "VERB" and not any(t.tag_ in {"VBD", "VBZ"} or t.lower_ == "have" for t in told)


def _is_told_to(token: Token, upper: Token) -> bool:
    """Tell what somebody is told to do: "told residents to leave, convert or die"."""
    if lemma_of(token) in words("bracing"):
        return False  # "warned people to prepare for a barrage": it is to come
    told = lemma_of(upper) in words("bidding") and child(upper, "obj", "iobj", "nsubj:pass") is not None
    return told and is_infinitive(token) and token.dep_ in {"xcomp", "advcl", "ccomp"}


def _is_past(verb: Token) -> bool:
    told = (verb, *children(verb, "aux", "aux:pass", "cop"))
    modal = words("possible_modals") | words("future_modals") | words("necessary_modals")
    return any(t.tag_ == "VBD" for t in told) and not any(t.lower_ in modal for t in told)


def _is_of_thought(token: Token, upper: Token) -> bool:
    """Tell "the threat of attack", "no guarantee that they will", "in the event of evidence that"."""
    if (
        upper.pos_ != "NOUN"
        or "commit_nouns" in kinds(upper)
        or token.dep_ not in {"acl", "acl:relcl", "nmod", "ccomp"}
    ):
        return False
    lemma = lemma_of(upper)
    if lemma in {"event", "case"} and preposition(upper) == "in":
        return token.dep_ != "nmod" or lemma == "event"
    return lemma in words("thoughts") and (
        token.dep_ in {"acl", "ccomp"} or preposition(token) in {"of", "from", "against"}
    )


def _is_asked(token: Token, upper: Token) -> bool:
    """Tell what is asked how often, or why: "it is unclear how many were killed"."""
    if token.dep_ not in {"ccomp", "csubj", "advcl", "xcomp", "obj"} or not kinds(upper) & _OPEN:
        return False
    first = min(t.i for t in token.subtree)
    return token.doc[first].lower_ in _ASKING
