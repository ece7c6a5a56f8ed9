"""Who says what a sentence tells: the sayer of each of its predicates of saying, and its sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.carriers import carried_by, giver
from loaders.extract.citing import with_cited
from loaders.extract.governors import kinds
from loaders.extract.nearby import head_before, left_of, right_of
from loaders.extract.own_voice import is_own_voice
from loaders.extract.own_words import is_negated
from loaders.extract.sayings import Saying, can_say, is_account_of, is_inverted, is_plain_saying, vocabulary
from loaders.extract.speakers import fits, is_medium, speakers
from loaders.extract.tree import ancestors, arguments, child, children, preposition
from loaders.extract.unnamed import named_as
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Sentence, Token
    from loaders.model import Actor

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_NO_HEAD: Final = frozenset({"compound", "amod", "nmod", "nmod:poss", "obl", "nmod:desc"})
_THIRD: Final = frozenset({"he", "she", "it", "they"})
_AWAY: Final = frozenset({"in", "at", "near", "on", "after", "against", "since", "during", "across"})
_SELF: Final = _THIRD | {"we", "i", "who"}
_SOURCE: Final = 8  # tokens after "according to" among which its noun stands


def find_sayings(reader: Reader, sentence: Sentence) -> list[Saying]:
    """Return the sayings of a sentence in order, with what each cites."""
    found = [saying for token in sentence if (saying := _saying(reader, token)) is not None]
    for token in sentence:
        if token.lower_ in vocabulary("passing_on"):
            found = with_cited(reader, token, found)
    return [_meant(saying, found) for saying in found]


def _meant(saying: Saying, found: list[Saying]) -> Saying:
    """Return a saying of a pronoun with whom it means: the sayer before it, if it can mean that one."""
    subject = None if saying.source else child(saying.token, "nsubj")
    if subject is None or subject.lower_ not in _THIRD:
        return saying
    earlier = [s for s in found if s.token.i < saying.token.i and not s.own and not _is_pronoun(s)]
    fitting = [s for s in earlier if any(fits(subject.lower_, a) for a in s.who)]
    return replace(saying, who=fitting[-1].who) if fitting else saying


def _is_pronoun(saying: Saying) -> bool:
    subject = None if saying.source else child(saying.token, "nsubj")
    return subject is not None and subject.lower_ in _THIRD


def _saying(reader: Reader, token: Token) -> Saying | None:
    if _is_source(token):
        who = _of_source(reader, token)
        return Saying(token, who, source=True) if who else None
    told = preposition(token) in {"by", "in", "on"} or token.dep_ in {"nsubj", "nsubj:outer"}
    if told and is_account_of(token):
        who = speakers(reader, child(token, "nmod:poss"))
        return Saying(token, who, source=True) if who else None
    return _said(reader, token) if can_say(token) else None


def _said(reader: Reader, token: Token) -> Saying | None:
    if is_own_voice(reader, token):
        return Saying(token, (), own=True)
    if _is_left_unclaimed(token):
        return None
    who = _of_predicate(reader, token)
    quoting = token if lemma_of(token) in {"quote", "cite"} else token.head
    if lemma_of(quoting) in {"quote", "cite"} and (quoting == token or _is_quoted(token)):
        return _quoted(reader, token, quoting, who)
    carriers = (*_hearers(reader, token), *carried_by(reader, token))
    return Saying(token, who, tuple(dict.fromkeys(a for a in carriers if a not in who))) if who else None


def _is_left_unclaimed(token: Token) -> bool:
    """Tell "did not claim responsibility for": who does not, tells nothing of the attack."""
    claimed = child(token, "obj") if lemma_of(token) == "claim" else None
    return claimed is not None and claimed.lower_ == "responsibility" and is_negated(token)


def _is_quoted(token: Token) -> bool:
    """Tell the "as saying" of "quoted him as saying"."""
    mark = child(token, "mark")
    return token.tag_ == "VBG" and mark is not None and mark.lower_ == "as"


def _quoted(reader: Reader, token: Token, quoting: Token, who: tuple[Actor, ...]) -> Saying | None:
    """Return the saying of whom somebody quotes, who carries it; of who quotes where it names nobody else."""
    row = arguments(quoting)
    quoted = speakers(reader, row.object)
    if not quoted:
        return Saying(token, who) if who else None
    return Saying(token, quoted, tuple(a for a in speakers(reader, row.subject) if a not in quoted))


def _is_source(token: Token) -> bool:
    """Tell whether a token heads the phrase after "according to", or is its "to" where the tree is wrong."""
    if preposition(token) in vocabulary("according") - vocabulary("passing_on"):
        return lemma_of(token) not in vocabulary("rules")
    if token.dep_ == "nsubj" and any(c.lower_ == "according" for c in children(token.head, "mark")):
        return True  # "according to officials citing data"
    return (
        token.lower_ == "to"
        and token.i > token.sent.start
        and token.doc[token.i - 1].lower_ == "according"
        and token.head != token.doc[token.i - 1]
    )


def _of_source(reader: Reader, token: Token) -> tuple[Actor, ...]:
    """Return whom a source phrase names, behind what they gave: "information verified by the Mission"."""
    if token.lower_ == "to":
        return _first_in(reader, list(token.doc[token.i + 1 : min(token.i + _SOURCE, token.sent.end)]))
    who = giver(reader, token)
    if who:
        return who
    after = list(token.doc[token.i + 1 : min(token.i + _SOURCE, token.sent.end)])
    return speakers(reader, token) or _first_in(reader, after)


def _of_predicate(reader: Reader, token: Token) -> tuple[Actor, ...]:
    """Return the sayers of a predicate of saying."""
    plain = is_plain_saying(token)
    if token.pos_ in {"NOUN", "ADJ", "ADV", "PROPN"} and child(token, "cop") is None and not plain:
        return speakers(reader, _owner(token))
    row = arguments(token)
    if row.passive and (
        lemma_of(token) in {"quote", "cite"} or (row.subject is None and _is_convinced(token))
    ):
        return speakers(reader, row.object)
    subject = _subject(token, row.subject)
    given = giver(reader, subject) if subject is not None and subject.i < token.i else ()
    if given:
        return given
    if plain or (token.tag_ in _FINITE and lemma_of(token) in vocabulary("inserting")):
        return _of_inserting(reader, token, subject)
    return speakers(reader, subject)


def _is_convinced(token: Token) -> bool:
    """Tell whether a passive is a state of mind: "is convinced that"."""
    return "believe" in kinds(token) and token.lower_ in vocabulary("minds")


def _owner(token: Token) -> Token | None:
    """Return whose report, claim or evidence a noun is: its owner's, or that of who has it."""
    owner = child(token, "nmod:poss")
    held = lemma_of(token.head) in vocabulary("holding") or token.head.pos_ == "ADJ"
    if owner is not None or token.dep_ not in {"obj", "obl", "xcomp"} or not held or can_say(token.head):
        return owner
    subject = arguments(token.head).subject
    return None if subject is not None and subject.pos_ == "PRON" else subject


def _subject(token: Token, subject: Token | None) -> Token | None:
    """Return the subject of a predicate of saying, put right where the tree errs."""
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    if subject is not None and subject.i > token.i and subject.pos_ == "PRON":
        subject = arguments(token.head).subject if token.dep_ == "conj" else None
    having = token.head.head
    if token.tag_ == "VBN" and token.dep_ == "acl" and lemma_of(having) == "have" and having.i < token.head.i:
        return arguments(having).subject  # "has for the first time confirmed"
    if token.dep_ == "conj" and child(token, "nsubj") is None and not can_say(token.head):
        # "confirmed that four were killed and said": who confirmed also said
        upper = next((a for a in ancestors(token) if can_say(a)), None)
        subject = arguments(upper).subject if upper is not None else subject
    if subject is None and token.tag_ in _FINITE | {"VBN"}:
        return head_before(token)
    return subject


def _of_inserting(reader: Reader, token: Token, subject: Token | None) -> tuple[Actor, ...]:
    """Return the sayers of a verb that may stand anywhere: by the tree, else among the words around it."""
    late = subject is not None and subject.i > token.i
    if _is_appended(token):
        who = _first_in(reader, right_of(token))
        if who:
            return who
    before = _first_in(reader, left_of(token)[-_BESIDE:]) if late else ()
    who = before or speakers(reader, subject)
    if who or (subject is not None and subject.lower_ in _SELF):
        return who
    told = lemma_of(token) in vocabulary("telling")
    if is_inverted(token) and not told:
        who = _first_in(reader, right_of(token))
    if (
        not who
        and subject is not None
        and not late
        and subject.head == token
        and subject.pos_ in {"NOUN", "PROPN"}
    ):
        within = set(subject.subtree)
        apart = any(t.text == "," and t not in within for t in token.doc[subject.i : token.i])
        human = (
            not apart and lemma_of(token) in vocabulary("human") and subject.i not in reader.passage.weapons
        )
        return (named_as(reader, subject),) if human else ()
    who = who or _first_in(reader, left_of(token)[::-1]) or _of_root(reader, token)
    return who if who or told else _first_in(reader, right_of(token))


def _of_root(reader: Reader, token: Token) -> tuple[Actor, ...]:
    """Return whom the tree took for the head of all before a verb: "Jane Doe, who was there, said"."""
    root = token.sent.root
    named = root.i in reader.passage.actors
    return speakers(reader, root) if named and root.i < token.i and root.pos_ == "PROPN" else ()


def _is_appended(token: Token) -> bool:
    """Tell ", reported the army": a comma before, the sayer behind, nothing of its own said."""
    behind = child(token, "obj", "nsubj")
    apart = token.i > token.sent.start and token.doc[token.i - 1].text in {",", '"'}
    return apart and behind is not None and behind.i > token.i and child(token, "ccomp", "cc") is None


_BESIDE: Final = (
    3  # tokens right before a verb: its sayer stands there, whatever the tree takes for its subject
)


def _first_in(reader: Reader, row: list[Token]) -> tuple[Actor, ...]:
    """Return the first sayer that some words name, a person by name before a role or a body."""
    unnamed: tuple[Actor, ...] = ()
    for token in row:
        if preposition(token) in _AWAY:
            continue
        part = token.dep_ in _NO_HEAD and token.head in row
        if token.i in reader.passage.actors or (token.pos_ in {"PROPN", "NOUN", "PRON", "ADJ"} and not part):
            who = speakers(reader, token)
            if who and who[0].kind == "person":
                return who
            unnamed = unnamed or who
    return unnamed


def _hearers(reader: Reader, token: Token) -> tuple[Actor, ...]:
    """Return the media that were told."""
    row = arguments(token)
    objects = (row.indirect, row.object) if lemma_of(token) in vocabulary("telling") else ()
    told = [t for t in objects if t is not None and is_medium(reader, t)]
    to = [t for case, t in row.phrases if case == "to" and is_medium(reader, t)]
    return tuple(actor for t in (*told, *to) for actor in speakers(reader, t))
