"""Who says what a sentence tells: the sayer of each of its predicates of saying and the sources that it names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.sayings import Saying, can_say, is_account_of, is_inverted, is_plain_saying, vocabulary
from loaders.extract.speakers import fits, is_medium, named_as, speakers
from loaders.extract.tree import ancestors, arguments, child, children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from loaders.extract.nominals import Reader
    from loaders.model import Actor

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_NO_HEAD: Final = frozenset({"compound", "amod", "nmod", "nmod:poss", "obl", "nmod:desc"})
_REACH: Final = 14  # tokens that a sayer's phrase may be long where the tree has lost it
_UNABLE: Final = frozenset({"not", "n't", "unable", "yet", "cannot", "never"})
_OPENERS: Final = frozenset({'"', ";", ":", "("})


def find_sayings(reader: Reader, sentence: Sentence) -> list[Saying]:
    """Return the sayings of a sentence in order, with what each cites."""
    found = [saying for token in sentence if (saying := _saying(reader, token)) is not None]
    for token in sentence:
        if token.lower_ in vocabulary("passing_on"):
            found = _with_cited(reader, token, found)
    return [_meant(saying, found) for saying in found]


def _meant(saying: Saying, found: list[Saying]) -> Saying:
    """Return a saying of a pronoun with whom it means: the sayer before it in the sentence, if it can mean that one."""
    subject = None if saying.source else child(saying.token, "nsubj")
    if subject is None or subject.lower_ not in _THIRD:
        return saying
    earlier = [s for s in found if s.token.i < saying.token.i and not s.own and not _is_pronoun(s)]
    fitting = [s for s in earlier if any(fits(subject.lower_, a) for a in s.who)]
    return replace(saying, who=fitting[-1].who) if fitting else saying


_THIRD: Final = frozenset({"he", "she", "it", "they"})


def _is_pronoun(saying: Saying) -> bool:
    subject = None if saying.source else child(saying.token, "nsubj")
    return subject is not None and subject.lower_ in _THIRD


def _saying(reader: Reader, token: Token) -> Saying | None:
    if _is_source(token):
        who = _of_source(reader, token)
        return Saying(token, who, source=True) if who else None
    if is_account_of(token) and (preposition(token) in {"by", "in", "on"} or token.dep_ in {"nsubj", "nsubj:outer"}):
        who = speakers(reader, child(token, "nmod:poss"))
        return Saying(token, who, source=True) if who else None
    if not can_say(token):
        return None
    if _is_own_check(reader, token):
        return Saying(token, (), own=True)
    if _is_by_us(token) and not _is_quoted(token):
        return Saying(token, (), own=True)
    who, carriers = _of_predicate(reader, token)
    return Saying(token, who, carriers) if who else None


def _is_source(token: Token) -> bool:
    """Tell whether a token heads the phrase after "according to", or stands first in it where the tree is wrong."""
    if preposition(token) in vocabulary("according") - vocabulary("passing_on"):
        return True
    return token.lower_ == "to" and token.i > token.sent.start and token.doc[token.i - 1].lower_ == "according" and token.head != token.doc[token.i - 1]


def _of_source(reader: Reader, token: Token) -> tuple[Actor, ...]:
    if lemma_of(token) in vocabulary("vessels"):
        for inner in token.subtree:
            if inner != token and (inner.dep_ in {"nmod:poss", "obl:agent"} or preposition(inner) in {"by", "from", "of"}):
                who = speakers(reader, inner)
                if who:
                    return who
    who = speakers(reader, token) if token.lower_ != "to" else ()
    return who or _first_in(reader, list(token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]))


def _of_predicate(reader: Reader, token: Token) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return (sayers, carriers) of a predicate of saying."""
    if token.pos_ in {"NOUN", "ADJ", "ADV", "PROPN"} and child(token, "cop") is None and not is_plain_saying(token):
        return speakers(reader, _owner(token)), ()
    row = arguments(token)
    if lemma_of(token) in {"quote", "cite"} and row.passive:
        return speakers(reader, row.object), speakers(reader, row.subject)
    subject = row.subject
    if row.passive and subject is None and ("believe" in kinds(token) and token.lower_ in vocabulary("minds")):
        subject = row.object
    who = _of_subject(reader, token, subject)
    return who, _hearers(reader, token)


def _owner(token: Token) -> Token | None:
    """Return whose report, claim or evidence a noun is: its owner's, or that of who has it."""
    owner = child(token, "nmod:poss")
    if owner is not None or token.dep_ not in {"obj", "obl", "xcomp"} or can_say(token.head):
        return owner
    subject = arguments(token.head).subject
    return None if subject is not None and subject.pos_ == "PRON" else subject


def _of_subject(reader: Reader, token: Token, subject: Token | None) -> tuple[Actor, ...]:
    inserting = is_plain_saying(token) or (token.tag_ in _FINITE and lemma_of(token) in vocabulary("inserting"))
    if subject is not None and subject.i > token.i and subject.pos_ == "PRON":
        subject = arguments(token.head).subject if token.dep_ == "conj" else None
    if token.dep_ == "conj" and child(token, "nsubj") is None and not can_say(token.head):
        # "confirmed that four were killed and said": who confirmed also said
        upper = next((a for a in ancestors(token) if can_say(a)), None)
        subject = arguments(upper).subject if upper is not None else subject
    if token.pos_ not in {"VERB", "AUX"}:
        subject = None
    if subject is None and token.tag_ in _FINITE | {"VBN"} and _hangs_on_name(token):
        subject = token.head
    if subject is not None and subject.i > token.i and inserting:
        named = _first_in(reader, _left_of(token)[-3:])
        if named:
            return named
    who = speakers(reader, subject)
    if who or not inserting or (subject is not None and subject.lower_ in _THIRD | {"we", "i", "who"}):
        return who
    if is_inverted(token) and lemma_of(token) not in vocabulary("telling"):
        who = _first_in(reader, _right_of(token))
        if who:
            return who
    if subject is not None and subject.head == token and subject.i < token.i and subject.pos_ in {"NOUN", "PROPN"}:
        human = lemma_of(token) in vocabulary("human") and subject.i not in reader.passage.weapons
        return named_as(reader, subject) if human else ()
    told = lemma_of(token) in vocabulary("telling")
    return _first_in(reader, list(reversed(_left_of(token)))) or (() if told else _first_in(reader, _right_of(token)))


def _hangs_on_name(token: Token) -> bool:
    """Tell whether the tree has taken a sayer for the head of the sentence: "Norway, at the meeting, pledged"."""
    head = token.head
    apart = token.doc[token.i - 1].text == ","
    return apart and head.dep_ == "ROOT" and head.pos_ in {"PROPN", "NOUN"} and head.i < token.i and token.dep_ in {"conj", "parataxis", "acl"}


def _left_of(token: Token) -> list[Token]:
    """Return the words before a verb that may name its sayer: back to a mark, or over an apposition between two."""
    row: list[Token] = []
    commas = 0
    last = token.i
    if last - 3 > token.sent.start and token.doc[last - 1].text == token.doc[last - 3].text == "," and token.doc[last - 2].like_num:
        last -= 3  # an age after a name
    for before in reversed(list(token.doc[max(token.sent.start, token.i - _REACH) : last])):
        commas += before.text == ","
        if before.text in _OPENERS or before.pos_ in {"VERB", "SCONJ"} or commas > 1:
            break
        row.append(before)
    if row and row[0].text == "," and commas < _PAIR and not _starts(token, row):
        return []
    return [t for t in row[::-1] if t.pos_ != "AUX"]


def _starts(token: Token, row: list[Token]) -> bool:
    """Tell whether the words before a verb go back to the beginning of the sentence."""
    return row[-1].i == token.sent.start


_PAIR: Final = 2  # commas around an apposition


def _right_of(token: Token) -> list[Token]:
    row: list[Token] = []
    for after in token.doc[token.i + 1 : min(token.i + _REACH, token.sent.end)]:
        if after.text in _OPENERS or after.pos_ in {"VERB", "SCONJ"}:
            break
        row.append(after)
    return row


def _first_in(reader: Reader, row: list[Token]) -> tuple[Actor, ...]:
    """Return the first sayer that some words name, a person by name before a role or a body."""
    unnamed: tuple[Actor, ...] = ()
    for token in row:
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
    told = [t for t in (row.indirect, row.object) if t is not None and lemma_of(token) in vocabulary("telling") and is_medium(reader, t)]
    to = [t for case, t in row.phrases if case == "to" and is_medium(reader, t)]
    return tuple(actor for t in (*told, *to) for actor in speakers(reader, t))


def _with_cited(reader: Reader, token: Token, found: list[Saying]) -> list[Saying]:
    """Return the sayings, one of them with whom it cites: "X, citing Y, reported"."""
    noun = child(token, "obj") or (token.head if token.dep_ == "case" else None) or _next_noun(token)
    cited = speakers(reader, noun)
    if not cited:
        return found
    for index, saying in _nearest(token, found):
        if set(cited) & set(saying.who):
            return found
        found[index] = replace(saying, who=cited, carriers=(*saying.who, *saying.carriers))
        return found
    clause = next((a for a in ancestors(token) if child(a, "nsubj") is not None), None)
    carriers = speakers(reader, child(clause, "nsubj")) if clause is not None else ()
    return [*found, Saying(noun, cited, tuple(a for a in carriers if a.kind in {"news_organization", "organization"}), source=True)] if noun is not None else found


def _nearest(token: Token, found: list[Saying]) -> Iterator[tuple[int, Saying]]:
    above = {a.i for a in ancestors(token)}
    over = [(i, s) for i, s in enumerate(found) if s.token.i in above]
    before = [(i, s) for i, s in enumerate(found) if s.token.i < token.i]
    yield from [*over[:1], *before[-1:]]


def _next_noun(token: Token) -> Token | None:
    after = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
    return next((t for t in after if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "amod"}), None)


def _is_own_check(reader: Reader, token: Token) -> bool:
    """Tell whether the editorial office says of itself that it could not check: "the agency was unable to verify"."""
    if lemma_of(token) not in vocabulary("checking"):
        return False
    subject = arguments(token).subject
    if subject is None or subject.i in reader.passage.actors or not any(t.lower_ in _UNABLE for t in token.doc[subject.i + 1 : token.i]):
        return False
    if subject.lower_ == "we":
        return reader.speaker is None or not _is_quoted(token)
    determiner = child(subject, "det")
    return subject.lower_ in vocabulary("own_organ") and determiner is not None and len(list(subject.subtree)) <= 2


def _is_by_us(token: Token) -> bool:
    """Tell whether those who write say it: "our teams verified"."""
    subject = child(token, "nsubj")
    owner = child(subject, "nmod:poss") if subject is not None else None
    return owner is not None and owner.lower_ == "our"


def _is_quoted(token: Token) -> bool:
    return sum(1 for t in token.doc[: token.i] if t.text in {'"', "``", "''"}) % 2 == 1
