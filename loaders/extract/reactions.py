"""Claims made by reacting to another claim: "Kigali denies it", "could not verify either toll"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.certainty import read, read_own
from loaders.extract.commitment import Reading
from loaders.extract.governors import kinds, words
from loaders.extract.naming import is_anaphoric, is_taken_up, names, taken_up_type
from loaders.extract.own_words import is_negated, is_none, own
from loaders.extract.tree import arguments, child, children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.tokens import Sentence, Token
    from loaders.model import ClaimType


@dataclass(frozen=True, slots=True)
class Reaction:
    """A predicate that takes up an earlier claim; `type` when the words name its kind.

    `is_general` when it is not about the figure ("no such shipment", "either toll"), `is_named` when a noun
    takes the claim up ("the report"), `is_disclaimed` when who speaks says that it was not them, `is_unsaid`
    when nobody is named who does ("could not be verified"), `is_undone` when it says of an event told of
    that it has not come ("the shipments have not been sent"), `has_figure` when it is about a number; `start`
    is where its sentence starts in the article's text.
    """

    token: Token
    reading: Reading
    type: ClaimType | None
    is_general: bool
    is_named: bool = False
    is_disclaimed: bool = False
    is_unsaid: bool = False
    is_undone: bool = False
    has_figure: bool = False
    start: int = 0


_NEAR: Final = 5  # words before "the death toll acknowledged by"
_COMPARING: Final = frozenset({"twice", "thrice", "double", "triple", "half", "times", "than"})
_REACTING: Final = frozenset({"confirm", "deny", "suspend"})
_HAPPENING: Final = frozenset({"happen", "occur"})
_INVOLVING: Final = frozenset({"in", "for", "with", "behind", "to"})


def reactions(sentence: Sentence, taken: set[int]) -> Iterator[Reaction]:
    """Yield the predicates of a sentence that react to an earlier claim; `taken` govern one of its own."""
    for token in sentence:
        forms = _FORMS.get(token.pos_)
        if forms is None or token.i in taken:
            continue
        reaction = next((found for form in forms if (found := form(token)) is not None), None)
        if reaction is not None and not reaction.reading.dropped:
            yield reaction


def _verbal(token: Token) -> Reaction | None:
    """Read "denies it", "could not verify the report", "is looking into the strike"."""
    found = kinds(token)
    if not found & _REACTING:
        return None
    about = _about(token, found)
    if about is None:
        return None
    reading = read(about, mood=None) if about.head == token else read_own(token)
    reading = replace(
        reading,
        dropped=_is_hypothetical(token)
        or _is_compared(token)
        or (own(token, Reading()).dropped and "confirm" not in found),
        governors=(token, *(g for g in reading.governors if g != token)),
        top=token,
    )
    if reading.stance == "affirms" and not reading.confirmed:
        return None
    return _reaction(token, reading, about)


def _is_compared(token: Token) -> bool:
    """Tell "twice the toll acknowledged by officials", who acknowledge another figure."""
    before = token.doc[max(token.sent.start, token.head.i - _NEAR) : token.head.i]
    return token.dep_ == "acl" and any(t.lower_ in _COMPARING for t in before)


def _is_hypothetical(token: Token) -> bool:
    """Tell "if it is confirmed that he is dead"."""
    return any(c.lower_ in {"if", "unless", "until"} for c in children(token, "mark"))


def _about(token: Token, found: frozenset[str]) -> Token | None:
    """Return what of a reacting verb stands for an earlier claim; the verb itself for "is investigating"."""
    row = arguments(token)
    about = row.object
    if token.dep_ in {"acl:relcl", "acl"} and (
        about is None or about == token.head or about.lower_ in {"that", "which"}
    ):
        aside = about is not None and about.lower_ == "which" and token.doc[about.i - 1].text == ","
        return token.head if is_taken_up(token.head) else about if aside else None
    if about is None and "suspend" in found:
        about = next((t for case, t in row.phrases if case == "into"), None)
        if about is None:
            return token if token.tag_ == "VBG" and child(token, "aux") is not None else None
    if about is None:
        doing = child(token, "xcomp", "ccomp", "advcl")
        repeated = doing is not None and doing.lower_ == "doing" and "deny" in found
        return doing if repeated else None
    return about if is_anaphoric(about) else None


def _reaction(token: Token, reading: Reading, about: Token | None) -> Reaction:
    noun = about if about is not None and about.pos_ == "NOUN" else None
    passive = child(token, "nsubj:pass", "aux:pass") is not None and child(token, "obl:agent") is None
    ours = any(c.lower_ == "we" for c in children(token, "nsubj"))
    return Reaction(
        token,
        reading,
        None if noun is None else taken_up_type(noun),
        is_general=about is not None and _is_general(about),
        is_named=noun is not None,
        is_unsaid=passive or ours or token.pos_ != "VERB",
        has_figure=noun is not None and names("figures", noun),
    )


def _disclaimed(token: Token) -> Reaction | None:
    """Read "denied any role in it", "had no part in the attack", "was not involved", "nothing to do with"."""
    about = _disowned(token)
    if about is None or own(token, Reading()).dropped:
        return None
    within = [t for t in about.subtree if preposition(t) in _INVOLVING and t != about]
    within += [t for t in token.subtree if t.head == token and preposition(t) in _INVOLVING]
    if any(not is_anaphoric(t) for t in within):
        return None
    noun = next((t for t in within if t.pos_ == "NOUN"), None)
    reading = Reading(stance="denies", top=token, governors=(token,), rules=("disclaims",))
    return replace(_reaction(token, reading, noun), is_disclaimed=True, is_unsaid=False)


def _disowned(token: Token) -> Token | None:
    """Return the word for the part that a predicate disowns, or None."""
    if token.lower_ in {"do", "behind"} or names("involved", token):
        nothing = lemma_of(token) == "do" and is_none(token.head) and token.dep_ == "acl"
        without = token.lower_ != "do" and child(token, "cop", "aux:pass") is not None and is_negated(token)
        return token if nothing or without else None
    noun = child(token, "obj") if token.pos_ == "VERB" else None
    if noun is None or not names("parts", noun):
        return None
    none = is_none(noun) or is_negated(token)
    denied = "deny" in kinds(token) and not none
    return noun if denied or (none and names("taking", token)) else None


def _called(token: Token) -> Reaction | None:
    """Read "called the reports nonsense"."""
    about = child(token, "obj") or _told_to_be(token)
    if not names("calling", token) or about is None or not is_anaphoric(about) or is_negated(token):
        return None
    after = token.doc[about.i + 1 : token.sent.end]
    if not any(_is_dismissal(t) for t in after if token in t.ancestors):
        return None
    return replace(_reaction(token, _denial(token), about), is_unsaid=False)


def _told_to_be(token: Token) -> Token | None:
    """Return the "that" of "called that a rumour", which the tree takes for a conjunction."""
    below = child(token, "xcomp", "ccomp")
    mark = None if below is None else child(below, "mark")
    near = mark is not None and mark.i == token.i + 1 and child(below or token, "nsubj", "nsubj:pass") is None
    return mark if near else None


def _predicated(token: Token) -> Reaction | None:
    """Read "the claim is false", "that is not true", "the reports are unconfirmed"."""
    if child(token, "cop", "aux:pass") is None:
        return None
    subject = child(token, "nsubj", "nsubj:pass")
    own_clause = child(token, "csubj", "ccomp", "xcomp") is not None
    if subject is None or own_clause or not is_anaphoric(subject):
        return None
    found, negated = kinds(token), is_negated(token)
    if (_is_dismissal(token) and not negated) or ("true" in found and negated):
        return replace(_reaction(token, _denial(token), subject), is_unsaid=False)
    if "unclear" in found and subject.pos_ == "NOUN" and not negated:
        reading = Reading(stance="cannot_confirm", top=token, governors=(token,), rules=("unclear",))
        return _reaction(token, reading, subject)
    return None


def _unfounded(token: Token) -> Reaction | None:
    """Read "this does not correspond to reality", "the reports have no basis in fact"."""
    subject = child(token, "nsubj", "nsubj:pass")
    if subject is None or not is_anaphoric(subject):
        return None
    negated = is_negated(token) or any(is_none(c) for c in children(token, "obj"))
    if not negated or not any(t.lower_ in words("truths") for t in token.subtree if t.i > token.i):
        return None
    return replace(_reaction(token, _denial(token), subject), is_unsaid=False)


def _unseen(token: Token) -> Reaction | None:
    """Read "there was no confirmation of the claim", "has not seen confirmation of this"."""
    if not names("confirmations", token):
        return None
    about = next((t for t in children(token, "nmod") if preposition(t) == "of"), None)
    if not (is_none(token) or is_negated(token.head)) or (about is not None and not is_anaphoric(about)):
        return None
    if child(token, "acl", "ccomp") is not None:
        return None
    reading = Reading(
        stance="cannot_confirm", top=token, governors=(token, token.head), rules=("no confirmation",)
    )
    return replace(_reaction(token, reading, about), is_unsaid=child(token.head, "nsubj") in {None, token})


def _nominal(token: Token) -> Reaction | None:
    """Read "There is no such deployment", "no such attack had taken place"."""
    such = [c for c in children(token, "amod", "det", "det:predet") if c.lower_ == "such"]
    negative = [c for c in children(token, "det") if c.lower_ == "no"]
    kind = taken_up_type(token) if such and negative else None
    if kind is None:
        return None
    return Reaction(
        token,
        Reading(stance="denies", top=token, governors=tuple(token.ancestors), rules=("no such",)),
        kind,
        is_general=True,
    )


def _happening(token: Token) -> Reaction | None:
    """Read "that will very likely happen"."""
    if lemma_of(token) not in _HAPPENING or not any(
        c.lower_ in {"that", "this", "it"} for c in children(token, "nsubj")
    ):
        return None
    reading = read(token)
    return Reaction(token, reading, None, is_general=True) if reading.time_frame == "future" else None


def _undone(token: Token) -> Reaction | None:
    """Read "the shipments have not been sent yet", "the attack never took place"."""
    subject = child(token, "nsubj", "nsubj:pass")
    if subject is None or not names("doing", token) or not is_negated(token):
        return None
    if subject.pos_ != "NOUN" or taken_up_type(subject) is None or not is_anaphoric(subject):
        return None
    known = any(c.lower_ in {"the", "this", "that", "these", "those"} for c in children(subject, "det"))
    reading = read(token)
    if not known or reading.stance != "denies" or reading.dropped:
        return None
    return replace(_reaction(token, reading, subject), is_unsaid=False, is_named=True, is_undone=True)


def _denial(token: Token) -> Reading:
    dropped = own(token, Reading()).dropped
    return Reading(stance="denies", top=token, governors=(token,), dropped=dropped, rules=("called untrue",))


def _is_dismissal(token: Token) -> bool:
    return "denial_nouns" in kinds(token) or names("dismissed", token)


def _is_general(noun: Token) -> bool:
    return any(c.lower_ in {"such", "either", "any", "neither"} for c in noun.children)


_STATED: Final = (_disclaimed, _predicated)
_FORMS: Final = {
    "VERB": (_verbal, _called, *_STATED, _unfounded, _undone, _happening),
    "NOUN": (*_STATED, _unseen, _nominal),
    "ADJ": _STATED,
    "AUX": _STATED,
    "ADP": (_disclaimed,),
    "ADV": (_disclaimed,),
}
