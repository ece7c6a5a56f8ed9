"""Walking a dependency tree (Universal Dependencies): children, conjuncts, deep arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loaders.extract.tokens import Token

CLAUSES: Final = frozenset(
    {"acl", "acl:relcl", "advcl", "ccomp", "parataxis", "appos", "csubj", "advcl:relcl"}
)
_OUTSIDE_PHRASE: Final = CLAUSES | {"punct", "cc", "conj", "dep", "list"}
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_ADDRESSING: Final = {
    "call": ("on", "upon", "for"),
    "appeal": ("to",),
    "plead": ("with", "to"),
    "press": ("for",),
    "push": ("for",),
    "wait": ("for",),
    "rely": ("on",),
    "count": ("on",),
    "prevail": ("on", "upon"),
}
_PLANS: Final = frozenset(
    {
        "plan",
        "decision",
        "intention",
        "promise",
        "pledge",
        "deal",
        "agreement",
        "readiness",
        "proposal",
        "bid",
        "preparation",
        "idea",
        "talk",
        "order",
        "offer",
        "vow",
        "commitment",
        "threat",
        "option",
        "move",
    }
)
RELATIVES: Final = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a predicate says of whom, whatever its voice: the doer, what it is done to, its other phrases."""

    subject: Token | None
    object: Token | None
    indirect: Token | None
    phrases: tuple[tuple[str, Token], ...]
    passive: bool


def child(token: Token, *relations: str) -> Token | None:
    """Return the first child that stands in one of the relations, or None."""
    for below in token.children:
        if below.dep_ in relations:
            return below
    return None


def children(token: Token, *relations: str) -> list[Token]:
    """Return the children that stand in one of the relations, in order."""
    return [below for below in token.children if below.dep_ in relations]


def conjuncts(token: Token) -> list[Token]:
    """Return a token and all that are joined to it by "and", "or" or commas."""
    row = [token]
    for member in row:
        row += children(member, "conj")
    return row


def first_conjunct(token: Token) -> Token:
    """Return the head of the coordination that a token is part of; the token itself outside one."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def preposition(token: Token) -> str:
    """Return the words that tie a phrase to its head, in lower case ("together with"); "" without."""
    cases = children(token, "case")
    return " ".join(t.lower_ for case in cases for t in (case, *children(case, "fixed")))


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, nearest first."""
    while token.head != token:
        token = token.head
        yield token


def phrase(head: Token) -> list[Token]:
    """Return the tokens of a noun phrase in order, without its clauses, appositions and conjuncts."""
    row = [head]
    for member in row:
        row += [
            c
            for c in member.children
            if c.dep_ not in _OUTSIDE_PHRASE and not (member == head and c.dep_ == "case")
        ]
    return sorted(row, key=lambda t: t.i)


def is_verbal(token: Token) -> bool:
    """Tell whether a token heads a clause: a verb, or a noun or adjective with a copula."""
    return token.pos_ in {"VERB", "AUX"} or child(token, "cop") is not None


def is_passive(verb: Token) -> bool:
    """Tell whether a verb's grammatical subject is what it is done to."""
    if child(verb, "aux:pass", "nsubj:pass", "obl:agent") is not None:
        return True
    if verb.tag_ == "VBN" and any(c.lower_ in {"been", "being"} for c in children(verb, "aux")):
        return True
    if verb.tag_ not in {"VBN", "VBD"} or child(verb, "nsubj", "aux") is not None:
        return False
    if verb.dep_ == "conj":
        return is_passive(verb.head) and child(verb, "obj") is None
    return (
        verb.dep_ in {"acl", "advcl", "xcomp", "amod"} and verb.tag_ == "VBN" and child(verb, "obj") is None
    )


def arguments(verb: Token) -> Arguments:
    """Return a verb's arguments, found where they stand or shared with the clause that governs it."""
    passive = is_passive(verb)
    upper = _surface_subject(verb)
    below, given = _objects(verb)
    agent = _agent(verb) if passive else upper
    patient = upper if passive else below
    if passive and below is not None and patient is not None and child(verb, "iobj") is None:
        return Arguments(agent, below, patient, _phrases(verb, below), passive)
    return Arguments(agent, patient, given, _phrases(verb, patient), passive)


def _objects(verb: Token) -> tuple[Token | None, Token | None]:
    """Return the object and the indirect one; of two the first is indirect ("sent Moscow shells")."""
    row = [c for c in children(verb, "obj") if not _is_time(c)]
    if len(row) > 1:
        return row[1], row[0]
    return (row[0] if row else None), child(verb, "iobj")


def _is_time(noun: Token) -> bool:
    """Tell "killed over three months", where the tree takes the months for an object."""
    return noun.lower_ in _TIMES and any(c.i < noun.i for c in children(noun, "nummod"))


_TIMES: Final = frozenset({"hours", "days", "nights", "weeks", "months", "years", "decades"})


def _agent(verb: Token) -> Token | None:
    oblique = child(verb, "obl:agent")
    if oblique is not None:
        return oblique
    return next((c for c in children(verb, "obl", "nmod") if preposition(c) == "by"), None)


def _surface_subject(verb: Token) -> Token | None:
    own = child(verb, *_SUBJECTS)
    if own is not None:
        return _antecedent(own, verb)
    reduced = _reduced_clause(verb) if verb.dep_ in {"ccomp", "conj", "parataxis"} else None
    if reduced is not None:
        return child(reduced, "nsubj")
    if _is_accusation(verb):
        return child(verb.head, "obj", "nsubj:pass")
    if _is_said_of_relative(verb):
        return verb.head.head
    shared = _SHARED.get(verb.dep_)
    return None if shared is None else shared(verb)


def _is_said_of_relative(verb: Token) -> bool:
    """Tell "a militia, which it says killed": the relative before the verb of saying is who did it."""
    saying = verb.head
    if verb.dep_ != "ccomp" or saying.dep_ not in {"acl:relcl", "acl"} or child(verb, "mark") is not None:
        return False
    return any(c.lower_ in RELATIVES and c.dep_ not in _SUBJECTS for c in saying.children)


def _of_conjunct(verb: Token) -> Token | None:
    return _surface_subject(verb.head) if is_verbal(verb.head) else _cut_off(verb)


def _of_infinitive(verb: Token) -> Token | None:
    below = child(verb.head, "obj", "iobj")
    if below is not None and below.lemma_.lower() in _PLANS:
        below = None  # "announced plans to buy": who announces them buys
    return below or addressed(verb.head) or _surface_subject(verb.head)


def addressed(verb: Token) -> Token | None:
    """Return whom a call or a plea is made to, who is to do what follows: "called on Berlin to send"."""
    cases = _ADDRESSING.get(verb.lemma_.lower(), ())
    return next((c for c in children(verb, "obl") if preposition(c) in cases), None)


def _of_bare_complement(verb: Token) -> Token | None:
    """Read "denied sending", "acknowledged sending": who denies is who sends."""
    bare = verb.tag_ in {"VBG", "VB"} and child(verb, "mark") is None
    return _surface_subject(verb.head) if bare else None


def _of_relative(verb: Token) -> Token | None:
    part = next((t for t in verb.doc[verb.head.i : verb.i] if _is_of_which(t)), None)
    if part is not None:
        return part  # "31 drones, 23 of which were shot down"
    return verb.head if child(verb, "obj") is not None or is_passive(verb) else None


def _is_of_which(token: Token) -> bool:
    return any(c.lower_ in {"which", "whom"} and c.dep_ == "nmod" for c in token.children)


def _of_adverbial(verb: Token) -> Token | None:
    if any(
        c.dep_ in {"advcl", "acl", "obl", "xcomp"} and c != verb and _is_accusing(c)
        for c in verb.head.children
    ):
        return child(verb.head, "obj", "nsubj:pass")  # "accused the RSF of shelling a camp, killing seven"
    open_clause = child(verb, "mark") is None or verb.tag_ in {"VBG", "VB"}
    if verb.tag_ == "VB" and (asked := addressed(verb.head)) is not None:
        return asked
    if verb.tag_ == "VBG" and child(verb, "obj") is not None and is_passive(verb.head):
        return _agent(verb.head)  # "The town was shelled, killing five": not by the town
    return _surface_subject(verb.head) if open_clause else None


def _reduced_clause(verb: Token) -> Token | None:
    """Return the participle that took a verb's subject: "that soldiers fighting there had suffered"."""
    if child(verb, "aux") is None and verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    before = [c for c in verb.head.children if c.dep_ in {"ccomp", "csubj", "parataxis"} and c.i < verb.i]
    if verb.dep_ == "conj":
        before.append(verb.head)
    reduced = [
        c
        for c in before
        if c.tag_ in {"VBG", "VBN"} and child(c, "aux", "aux:pass", "cc") is None and child(c, "nsubj")
    ]
    between = reduced and any(
        t.pos_ == "CCONJ" for t in verb.doc[reduced[-1].i : verb.i] if t.head in {verb, reduced[-1]}
    )
    return reduced[-1] if reduced and not between else None


def _cut_off(verb: Token) -> Token | None:
    """Return the name that the tree joins its own verb to: "Norway, at the same meeting, pledged"."""
    name = verb.head
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} and child(verb, "cc") is None
    return name if finite and name.pos_ == "PROPN" and name.dep_ == "ROOT" and name.i < verb.i else None


def _is_accusing(accused_of: Token) -> bool:
    mark = child(accused_of, "mark", "case")
    return accused_of.head.lemma_ == "accuse" and mark is not None and mark.lower_ == "of"


def _is_accusation(verb: Token) -> bool:
    """Tell "accused Rwanda of sending", "barred Berlin from sending": whom the verb is about does it."""
    mark = child(verb, "mark", "case")
    if verb.dep_ not in {"advcl", "xcomp", "acl"}:
        return False
    return (
        mark is not None
        and mark.lower_ in {"of", "from"}
        and child(verb.head, "obj", "nsubj:pass") is not None
    )


def _of_participle(verb: Token) -> Token | None:
    noun = verb.head
    if noun.pos_ == "VERB":
        return _surface_subject(noun)
    if verb.tag_ in {"VBG", "VBN", "VBD"} and not _is_what_is_meant(verb):
        # "reports of soldiers being killed": the soldiers, though the tree hangs it on the reports
        inner = next(
            (
                c
                for c in children(noun, "nmod")
                if preposition(c) == "of" and c.i < verb.i and child(verb, "aux", "aux:pass")
            ),
            None,
        )
        return inner or noun
    # "a plan to send", "no intention of sending", "Berlin's decision to send": whose it is, or who makes it
    owner = child(noun, "nmod:poss") or (child(noun, "compound") if noun.dep_ == "ROOT" else None)
    if owner is None and child(noun, "cop") is not None:
        owner = child(noun, "nsubj")  # "is in talks to send"
    if owner is not None:
        return owner
    return _surface_subject(noun.head) if noun.dep_ in {"obj", "xcomp", "obl"} else None


def _is_what_is_meant(verb: Token) -> bool:
    """Tell "no intention of sending": the noun does not do it."""
    return (
        verb.tag_ == "VBG" and verb.head.lemma_.lower() in _PLANS and child(verb, "mark", "case") is not None
    )


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in RELATIVES:
        clause = first_conjunct(verb)
        if clause.dep_ in {"acl:relcl", "acl"}:
            return clause.head
    return subject


def _phrases(verb: Token, patient: Token | None) -> tuple[tuple[str, Token], ...]:
    own = [
        (preposition(c), c) for c in children(verb, "obl", "obl:agent", "nmod", "obl:unmarked", "obl:npmod")
    ]
    under = children(patient, "nmod") if patient is not None else []
    later = [(preposition(c), c) for c in under if preposition(c) not in {"", "of"}]
    asked = addressed(verb.head)
    over = _phrases(verb.head, None) if verb.dep_ == "xcomp" else ()
    shared = [(case, token) for case, token in over if token != asked]
    return tuple((case, token) for case, token in (*own, *later, *shared) if case)


# Where a verb without a subject of its own finds one, by its relation to the clause over it.
_SHARED: Final[dict[str, Callable[[Token], Token | None]]] = {
    "conj": _of_conjunct,
    "xcomp": _of_infinitive,
    "ccomp": _of_bare_complement,
    "obj": lambda verb: _surface_subject(verb.head),
    "obl": lambda verb: _surface_subject(verb.head) if verb.tag_ == "VBG" else None,
    "acl": _of_participle,
    "acl:relcl": _of_relative,
    "advcl": _of_adverbial,
}
