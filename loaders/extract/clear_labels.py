"""Trees with CLEAR's labels, which most English spaCy pipelines give, turned into Universal Dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

COMPONENT: Final = "casus_universal_labels"
_RENAMED: Final = {
    "acomp": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",  # one without a noun; the others are turned before
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
_PREPOSITIONS: Final = frozenset({"prep", "agent", "dative"})
_OF_CLAUSES: Final = frozenset({"VERB", "AUX", "ADJ", "ADV"})
# The first words of prepositions of several words.
_LEADS: Final = frozenset({"according", "because", "due", "instead", "prior"})


@Language.component(COMPONENT)
def universal(doc: Doc) -> Doc:
    """Return a parsed document with its trees turned, in place."""
    for token in doc:
        if token.dep_ in _PREPOSITIONS and token.head.dep_ not in _PREPOSITIONS:
            _turn_phrase(token)
    for token in doc:
        if token.dep_ in {"attr", "acomp"} and token.head.lemma_ == "be":
            _turn_predicate(token)
    _join(doc)
    for token in doc:
        token.dep_ = _RENAMED.get(token.dep_, token.dep_)
    return doc


def _turn_phrase(preposition: Token) -> None:
    """Hang a phrase by its noun, the preposition under it: "(fired) by (militants)"."""
    row = [preposition]
    while _child(row[-1], "pobj", "pcomp") is None and (inner := _child(row[-1], "prep")) is not None:
        row.append(inner)
    core = _child(row[-1], "pobj", "pcomp")
    if core is None:
        return
    relation, case = _relation(preposition, core), "mark" if core.dep_ == "pcomp" else "case"
    inside = [c for member in row for c in member.children if c != core and c not in row]
    core.head, core.dep_ = preposition.head, relation
    for token in (*inside, *row):
        token.head = core
    for token in row:
        token.dep_ = case
    if preposition.lower_ in _LEADS:
        for token in row[1:]:
            token.head, token.dep_ = preposition, "fixed"


def _relation(preposition: Token, core: Token) -> str:
    of_clause = preposition.head.pos_ in _OF_CLAUSES
    if core.dep_ == "pcomp":
        return "advcl" if of_clause else "acl"
    if preposition.dep_ == "agent":
        return "obl:agent"
    return "obl" if of_clause else "nmod"


def _turn_predicate(predicate: Token) -> None:
    """Make what something is said to be the head: "the order was (false)"."""
    copula = predicate.head
    if _child(copula, "expl") is not None:
        predicate.dep_ = "nsubj"  # "there were reports"
        return
    others = [c for c in copula.children if c != predicate]
    predicate.dep_ = copula.dep_
    predicate.head = predicate if copula.head == copula else copula.head
    for token in (*others, copula):
        token.head = predicate
    copula.dep_ = "cop"


def _join(doc: Doc) -> None:
    """Hang all that is joined under its first member, each "and" under the member that it leads."""
    for token in doc:
        led = next((c for c in token.head.children if c.dep_ == "conj" and c.i > token.i), None)
        if token.dep_ == "cc" and led is not None:
            token.head = led
    for token in doc:
        if token.dep_ == "conj":
            while token.head.dep_ == "conj" and token.head.head != token.head:
                token.head = token.head.head


def _child(token: Token, *relations: str) -> Token | None:
    return next((c for c in token.children if c.dep_ in relations), None)
