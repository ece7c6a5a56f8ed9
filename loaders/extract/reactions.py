"""Claims made by reacting to another claim: "Kigali denies it", "could not verify either toll"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.certainty import read, read_own
from loaders.extract.commitment import Reading
from loaders.extract.governors import kinds
from loaders.extract.tree import arguments, child, children, preposition
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class Reaction:
    """A predicate that takes up an earlier claim; `type` when the words name its kind.

    `is_general` when it is not about the figure ("no such shipment", "either toll"), `is_named` when a noun
    takes the claim up ("the report"); `start` is where its sentence starts in the article's text.
    """

    token: Token
    reading: Reading
    type: ClaimType | None
    is_general: bool
    is_named: bool = False
    start: int = 0


_REACTING: Final = frozenset({"confirm", "deny", "suspend"})
_PRONOUNS: Final = frozenset({"it", "this", "that", "them", "these", "which", "so"})
_NAMING: Final = {
    "toll": ClaimType.CASUALTIES,
    "casualty": ClaimType.CASUALTIES,
    "death": ClaimType.CASUALTIES,
    "loss": ClaimType.CASUALTIES,
    "attack": ClaimType.ARMED_ACTION,
    "strike": ClaimType.ARMED_ACTION,
    "raid": ClaimType.ARMED_ACTION,
    "shelling": ClaimType.ARMED_ACTION,
    "bombing": ClaimType.ARMED_ACTION,
    "assault": ClaimType.ARMED_ACTION,
    "launch": ClaimType.ARMED_ACTION,
    "airstrike": ClaimType.ARMED_ACTION,
    "deployment": ClaimType.DEPLOYMENT,
    "presence": ClaimType.DEPLOYMENT,
    "withdrawal": ClaimType.DEPLOYMENT,
    "shipment": ClaimType.WEAPONS_TRANSFER,
    "delivery": ClaimType.WEAPONS_TRANSFER,
    "transfer": ClaimType.WEAPONS_TRANSFER,
    "sale": ClaimType.WEAPONS_TRANSFER,
    "supply": ClaimType.WEAPONS_TRANSFER,
}
_ANY: Final = frozenset(
    {
        "claim",
        "report",
        "account",
        "allegation",
        "accusation",
        "figure",
        "number",
        "information",
        "assertion",
        "statement",
        "incident",
        "charge",
        "suggestion",
        "rumour",
        "rumor",
        "version",
        "matter",
        "news",
        "responsibility",
    }
)
_HAPPENING: Final = frozenset({"happen", "occur"})


def reactions(sentence: Span, taken: set[int]) -> Iterator[Reaction]:
    """Yield the predicates of a sentence that react to an earlier claim; `taken` govern one of its own."""
    for token in sentence:
        if token.i in taken or token.pos_ not in {"VERB", "NOUN", "ADJ", "AUX"}:
            continue
        reaction = _verbal(token) or _nominal(token) or _happening(token)
        if reaction is not None and not reaction.reading.dropped:
            yield reaction


def _verbal(token: Token) -> Reaction | None:
    found = kinds(token)
    if token.pos_ != "VERB" or not found & _REACTING:
        return None
    row = arguments(token)
    about = row.object
    if about is None and "suspend" in found:
        about = next((t for case, t in row.phrases if case == "into"), None)
    if about is None and token.dep_ in {"acl:relcl", "acl"} and lemma_of(token.head) in _ANY:
        about = token.head  # "a charge that the group rejects"
    elif about is None or not _is_anaphoric(about):
        return None
    reading = read(about, mood=None) if about.head == token else read_own(token)
    reading = replace(
        reading, dropped=False, governors=(token, *(g for g in reading.governors if g != token)), top=token
    )
    if reading.stance == "affirms" and not reading.confirmed:
        return None
    return Reaction(token, reading, _NAMING.get(lemma_of(about)), _is_general(about), about.pos_ == "NOUN")


def _nominal(token: Token) -> Reaction | None:
    """Read "There is no such deployment", "no such attack had taken place"."""
    such = [c for c in children(token, "amod", "det", "det:predet") if c.lower_ == "such"]
    negative = [c for c in children(token, "det") if c.lower_ == "no"]
    if token.pos_ != "NOUN" or not such or not negative or lemma_of(token) not in _NAMING:
        return None
    return Reaction(
        token,
        Reading(stance="denies", top=token, governors=tuple(token.ancestors), rules=("no such",)),
        _NAMING[lemma_of(token)],
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


def _is_anaphoric(noun: Token) -> bool:
    lemma = lemma_of(noun)
    if noun.lower_ in _PRONOUNS:
        return True
    if lemma not in _ANY and lemma not in _NAMING:
        return False
    bare = not any(
        preposition(c) in {"of", "that", "about"} and c.pos_ != "PRON" for c in children(noun, "nmod", "acl")
    )
    return bare and child(noun, "acl", "acl:relcl", "ccomp") is None


def _is_general(noun: Token) -> bool:
    return any(c.lower_ in {"such", "either", "any", "neither"} for c in noun.children)
