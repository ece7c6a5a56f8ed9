"""Phrases that the parser hangs on the wrong word, each with how to tell it and how to put it right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from loaders.extract.gapped import give_subject, is_gapped_subject
from loaders.extract.governors import kinds
from loaders.extract.misjoined import is_misjoined_infinitive, join_to_infinitive
from loaders.extract.tokens import Token
from loaders.extract.tree import ancestors, child, children
from loaders.extract.words import verb_of

Mend = tuple[Callable[[Token], None], Callable[[Token], bool]]

_PARTICLES: Final = frozenset(
    {("call", "off"), ("put", "off"), ("hold", "off"), ("fight", "off"), ("beat", "back"), ("shoot", "down")}
)
_AT: Final = frozenset({"in", "near", "at", "outside", "inside"})
_STAND_INS: Final = frozenset({"Pentagon", "Moscow", "Russia"})
_RELATIVES: Final = frozenset({"who", "which", "that"})
_SUBJECTS: Final = ("nsubj", "nsubj:pass")
_TITLES: Final = frozenset(
    {"chief", "head", "commander", "director", "chairman", "chairwoman", "secretary", "leader"}
)


def _is_lost_subject(token: Token) -> bool:
    """Tell "Rwanda again denied": a name right before its verb, read as an adverb."""
    verb = token.head
    named = token.pos_ == "PROPN" and token.dep_ in {"advmod", "obl:unmarked", "dep", "discourse"}
    return (
        named
        and verb.i - token.i in {1, 2}
        and verb.pos_ == "VERB"
        and child(verb, "nsubj", "nsubj:pass") is None
    )


def _make_subject(token: Token) -> None:
    token.dep_ = "nsubj"
    if token.head.tag_ == "VBN" and child(token.head, "aux", "aux:pass") is None:
        token.head.tag_ = "VBD"


def _is_counted_complement(token: Token) -> bool:
    """Tell "lost 1,500 dead": what is counted is no quality of somebody else."""
    return (
        token.dep_ == "xcomp"
        and token.pos_ == "ADJ"
        and child(token, "nummod") is not None
        and child(token.head, "obj", "aux:pass") is None
    )


def _is_cut_off_participle(token: Token) -> bool:
    """Tell "(died) in the attack carried out by the group": a participle right behind a noun is about it."""
    before = token.doc[token.i - 1] if token.i else token
    return (
        token.dep_ == "advcl"
        and token.tag_ in {"VBN", "VBD"}
        and before.head == token.head
        and before.dep_ == "obl"
        and child(token, "obl:agent") is not None
        and child(token, "nsubj", "aux", "aux:pass", "mark") is None
    )


def _hang_on_noun(participle: Token) -> None:
    participle.head, participle.dep_ = participle.doc[participle.i - 1], "acl"


def _is_scene_of_agent(token: Token) -> bool:
    """Tell "killed by a bomb in Moscow": where the deed was done, not what bomb it was."""
    if token.dep_ != "nmod" or token.pos_ != "PROPN" or token.head.dep_ != "obl:agent":
        return False
    case = child(token, "case")
    return case is not None and case.lower_ in _AT


def _hang_on_deed(place: Token) -> None:
    place.head, place.dep_ = place.head.head, "obl"


def _is_swallowed_object(token: Token) -> bool:
    """Tell "The grenade injured four people, police said", read as people, the police, who said."""
    if token.dep_ != "nsubj":
        return False
    said, own = token.head, child(token, "appos")
    clause = child(said, "ccomp")
    return (
        own is not None
        and clause is not None
        and clause.i < token.left_edge.i == clause.i + 1
        and child(clause, "nsubj") is not None
        and child(clause, "obj") is None
        and token.right_edge.i == said.i - 1
    )


def _give_to_clause(noun: Token) -> None:
    said = noun.head
    speaker, clause = child(noun, "appos"), child(said, "ccomp")
    if speaker is not None and clause is not None:
        for phrase in [c for c in noun.children if c.i > speaker.i]:
            phrase.head = speaker
        noun.head, noun.dep_ = clause, "obj"
        speaker.head, speaker.dep_ = said, "nsubj"


def _is_particle(token: Token) -> bool:
    """Tell "held off an attack": no preposition, and the attack no place."""
    noun, verb = token.head, token.head.head
    after = token.dep_ == "case" and noun.dep_ == "obl" and token.i == verb.i + 1
    return (
        after
        and (verb_of(verb.lower_), token.lower_) in _PARTICLES
        and child(verb, "obj", "aux:pass") is None
    )


def _tie_to_verb(particle: Token) -> None:
    noun, verb = particle.head, particle.head.head
    noun.dep_, verb.tag_ = "obj", "VBD" if child(verb, "aux") is None else verb.tag_
    particle.head, particle.dep_ = verb, "compound:prt"
    for subject in children(verb, "nsubj:pass"):
        subject.dep_ = "nsubj"


def _make_object(counted: Token) -> None:
    counted.dep_ = "obj"
    for phrase in children(counted, "obl"):
        phrase.dep_ = "nmod"


def _is_named_by_office(token: Token) -> bool:
    """Tell "Chief of the General Staff Valery Gerasimov said", read as the chief of one such Gerasimov."""
    if token.dep_ != "nmod" or token.pos_ != "PROPN":
        return False
    body, case = child(token, "compound"), child(token, "case")
    return (
        body is not None
        and case is not None
        and body.i == token.i - 1
        and body.text in _STAND_INS
        and token.text not in _STAND_INS
        and case.lower_ == "of"
        and token.head.lower_ in _TITLES
    )


def _name_by_office(person: Token) -> None:
    office, body = person.head, person.doc[person.i - 1]
    relation, upper = office.dep_, office.head
    before = [c for c in person.children if c.dep_ in {"case", "det"}]
    after = [c for c in office.children if c.i > person.i]
    body.head, body.dep_ = office, "nmod"
    person.head, person.dep_ = person if upper == office else upper, relation
    office.head, office.dep_ = person, "nmod:desc"
    for word in before:
        word.head = body
    for phrase in after:
        phrase.head = person


def _is_torn_off(token: Token) -> bool:
    """Tell "hundreds of U.S. special troops", read as hundreds of the U.S. beside special troops."""
    if token.tag_ not in {"NNS", "NNPS"} or token.dep_ not in {"nsubj", "nsubj:pass", "nmod", "obj"}:
        return False
    name = token.doc[token.left_edge.i - 1] if token.left_edge.i else token
    case = child(name, "case")
    return (
        name.dep_ == "nmod"
        and name.text in _STAND_INS
        and token.head in {name.head, name.head.head}
        and case is not None
        and case.lower_ == "of"
        and child(token, "case", "det") is None
    )


def _tie_to_name(noun: Token) -> None:
    name = noun.doc[noun.left_edge.i - 1]
    noun.head, noun.dep_ = name.head, "nmod"
    for word in children(name, "case", "det"):
        word.head = noun
    name.head, name.dep_ = noun, "compound"


def _is_torn_relative(token: Token) -> bool:
    """Tell "the war, which monitors say has killed 9": what is said is not what the sentence says."""
    if token.dep_ != "acl:relcl" or token.pos_ != "VERB" or child(token, "nsubj") is None:
        return False
    relative = any(c.lower_ in _RELATIVES and c.dep_ not in _SUBJECTS for c in token.children)
    verb = _said_next(token)
    return relative and verb is not None and verb in (token.head.head, token.head.head.head)


def _said_next(saying: Token) -> Token | None:
    """Return the verb right behind one of saying, or that of the auxiliary there."""
    if saying.i + 1 >= saying.sent.end:
        return None
    after = saying.doc[saying.i + 1]
    verb = after.head if after.pos_ == "AUX" else after
    return verb if verb.pos_ == "VERB" and verb.i > saying.i else None


def _tie_to_saying(saying: Token) -> None:
    """Hang the verb on the saying, and in its place what stood for its subject: "they are at odds"."""
    verb = _said_next(saying)
    upper = None if verb is None else child(verb, *_SUBJECTS)
    if verb is None or upper is None or child(upper, "cop", *_SUBJECTS) is None:
        return
    upper.head, upper.dep_ = upper if verb.dep_ == "ROOT" else verb.head, verb.dep_
    for phrase in [c for c in verb.children if c.i < saying.i and c != upper]:
        phrase.head = upper
    verb.head, verb.dep_ = saying, "ccomp"


def _is_split_name(token: Token) -> bool:
    """Tell "Somalia suicide bomber kills", read as two subjects."""
    beside = token.i + 1 < token.sent.end and token.dep_ == "nsubj" and token.pos_ == "PROPN"
    return beside and token.head.pos_ == "VERB" and _other_subject(token) is not None


def _other_subject(name: Token) -> Token | None:
    nouns = (c for c in children(name.head, *_SUBJECTS, "compound") if c.pos_ == "NOUN")
    return next((c for c in nouns if c.left_edge.i == name.i + 1 and c.i < name.head.i), None)


def _make_one_name(token: Token) -> None:
    noun = _other_subject(token)
    if noun is not None:
        noun.dep_ = token.dep_
        token.head, token.dep_ = noun, "compound"


def _is_bare_other(token: Token) -> bool:
    """Tell "two killed and another injured": the other is who it befell."""
    after = token.head
    return (
        token.lower_ == "another"
        and token.dep_ == "det"
        and after.i == token.i + 1
        and after.tag_ in {"VBN", "VBD"}
        and after.pos_ == "VERB"
        and child(after, *_SUBJECTS) is None
    )


def _make_sufferer(other: Token) -> None:
    other.dep_, other.pos_ = "nsubj:pass", "PRON"


def _is_low_addition(token: Token) -> bool:
    """Tell "said that it did not know who sent them, adding that it was sorry": the speaker adds."""
    return token.lower_ == "adding" and token.dep_ == "advcl" and _sayer(token) is not None


def _sayer(participle: Token) -> Token | None:
    if "speech" in kinds(participle.head):
        return None
    return next((a for a in ancestors(participle) if "speech" in kinds(a) and a.pos_ == "VERB"), None)


def _hang_on_sayer(participle: Token) -> None:
    participle.head = _sayer(participle) or participle.head


LOST_SUBJECTS: Final[tuple[Mend, ...]] = (
    (_make_one_name, _is_split_name),
    (_make_subject, _is_lost_subject),
    (_name_by_office, _is_named_by_office),
    (_tie_to_name, _is_torn_off),
)
MISPLACED: Final[tuple[Mend, ...]] = (
    (_make_object, _is_counted_complement),
    (_tie_to_verb, _is_particle),
    (_hang_on_noun, _is_cut_off_participle),
    (_hang_on_deed, _is_scene_of_agent),
    (_give_to_clause, _is_swallowed_object),
    (_tie_to_saying, _is_torn_relative),
    (_make_sufferer, _is_bare_other),
    (_hang_on_sayer, _is_low_addition),
    (join_to_infinitive, is_misjoined_infinitive),
    (give_subject, is_gapped_subject),
)
