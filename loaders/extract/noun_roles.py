"""What fills the roles of a noun that names an event: its owner, its sorts, who makes or undergoes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words
from loaders.extract.intenders import denier, intender
from loaders.extract.lexicon import NameKind
from loaders.extract.performers import performers, pursuer, standing
from loaders.extract.tree import arguments, child, children, preposition
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.frames import Frame
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token

_UNDERGOING: Final = {"subject": {"to"}, "come": {"under"}, "undergo": {""}}


def fill_around_noun(reader: Reader, noun: Token, frame: Frame, roles: dict[str, list[Token]]) -> None:
    """Add to the roles of a noun's frame what stands before, after and over it."""
    owner = child(noun, "nmod:poss")
    dated = owner is not None and owner.i in reader.passage.dates  # "Friday's attack"
    if owner is not None and not dated and (role := frame.role("owner")) is not None:
        roles[role].append(owner)
    _fill_from_compounds(reader, noun, frame, roles)
    _fill_from_blame(noun, frame, roles)
    _fill_from_undergone(noun, frame, roles)
    if frame.light and frame.type is ClaimType.ARMED_ACTION and (role := frame.role("owner")) is not None:
        roles[role] += [token for token in performers(noun) if token not in roles[role]]
    doing = pursuer(noun)
    role = frame.role("owner")
    if doing is not None and role is not None and not roles[role] and frame.type is ClaimType.ARMED_ACTION:
        roles[role].append(doing)
    _fill_from_performing(noun, frame, roles)
    _fill_from_intent(noun, frame, roles)


def _fill_from_intent(noun: Token, frame: Frame, roles: dict[str, list[Token]]) -> None:
    """As in "approved a sale", "called off a raid": who means to do it, or not to."""
    role = frame.role("owner")
    if role is None or roles[role] or roles.get(frame.role("by") or ""):
        return
    doer = intender(noun)
    if doer is None and frame.action in {"strike", "launch"}:
        doer = denier(noun)
    if doer is not None and doer.pos_ != "PRON":
        roles[role].append(doer)


def _fill_from_performing(noun: Token, frame: Frame, roles: dict[str, list[Token]]) -> None:
    """As in "staged a raid", "sustained an attack": who did it, or whom it befell."""
    role, whole = frame.role("owner"), standing(noun)
    upper = whole.head
    if role is None or whole.dep_ != "obj" or lemma_of(upper) not in event_words("performing"):
        return
    subject = arguments(upper).subject
    if subject is not None and lemma_of(upper) in event_words("enduring"):
        roles[role] = [token for token in roles[role] if token.pos_ != "PRON"]
        roles["target"].append(subject)  # "sustained their deadliest attack"
    elif subject is not None and not roles[role]:
        roles[role].append(subject)
    for case, phrase in arguments(upper).phrases:
        if (where := frame.role(case)) is not None:
            roles[where].append(phrase)


def _fill_from_compounds(reader: Reader, noun: Token, frame: Frame, roles: dict[str, list[Token]]) -> None:
    """As in "the Israeli missile strike", "troop deployment"."""
    role = frame.role("compound")
    if role is None:
        return
    for c in children(noun, "compound", "amod", "nmod"):
        if not preposition(c) and _names(reader, c):
            if _is_struck_town(reader, c, frame):
                roles["place"].append(c)
                continue
            means = frame.type is ClaimType.ARMED_ACTION and c.i in reader.passage.weapons
            named = [t for t in children(c, "amod", "compound", "nmod") if t.i in reader.passage.actors]
            by = named[0] if named and c.pos_ == "VERB" else c  # "the American-ordered strike"
            roles["weapon" if means else role].append(by)

    if frame.type is ClaimType.DEPLOYMENT:
        row = [c for c in children(noun, "compound") if reader.is_of(c, "troops") and c not in roles[role]]
        roles[role] += row


def _is_struck_town(reader: Reader, token: Token, frame: Frame) -> bool:
    """Tell "the Paris attacks", made there and not by France; a test or a launch is by who has the town."""
    found = reader.passage.actors.get(token.i)
    metonym = found is not None and found.kind is NameKind.METONYM
    return metonym and frame.type is ClaimType.ARMED_ACTION and frame.action != "launch"


def _fill_from_blame(noun: Token, frame: Frame, roles: dict[str, list[Token]]) -> None:
    """As in "blamed the RSF for the attack", "claimed responsibility for it": who is said to have done it."""
    is_toll = frame.type is ClaimType.CASUALTIES
    role = "perpetrator" if is_toll and frame.light else frame.role("owner")
    if role is None or preposition(noun) not in {"for", "of"} or roles[role]:
        return
    upper = noun.head
    if (
        upper.lemma_.lower() in event_words("blaming")
        and (blamed := child(upper, "obj", "nsubj:pass")) is not None
    ):
        roles[role].append(blamed)
    elif (
        upper.lemma_.lower() in {"responsibility", "credit"}
        and (claimant := arguments(upper.head).subject) is not None
    ):
        roles[role].append(claimant)


def _fill_from_undergone(noun: Token, frame: Frame, roles: dict[str, list[Token]]) -> None:
    """As in "was subjected to shelling", "came under attack": whom it befell."""
    if (
        frame.type is ClaimType.ARMED_ACTION
        and lemma_of(noun.head) in _UNDERGOING
        and preposition(noun) in _UNDERGOING[lemma_of(noun.head)]
    ):
        row = arguments(noun.head)
        roles["target"] += [
            token for token in (row.object or row.subject,) if token is not None and token != noun
        ]


def _names(reader: Reader, token: Token) -> bool:
    near = (token, *children(token, "amod", "compound"))
    return any(t.i in reader.passage.actors or t.i in reader.passage.weapons for t in near)
