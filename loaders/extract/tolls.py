"""Figures of people that stand without a verb of their own: "12 dead", "a toll of 45", "revised up from 168".

They are read from the row of words, not from the tree: a parser of running sentences gets them wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words, outcome_by_word
from loaders.extract.frames import verb_frames
from loaders.extract.tree import Arguments, arguments, child, children, first_conjunct, preposition
from loaders.extract.trigger import Trigger
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Sentence, Token

_BEFALLEN: Final = outcome_by_word("befallen")
_COUNTED: Final = outcome_by_word("counted")
_REACH: Final = 9


def tolls(reader: Reader, sentence: Sentence, taken: set[int]) -> Iterator[Trigger]:
    """Yield a trigger for each figure of people whose number is none of the `taken` tokens."""
    for token in sentence:
        if token.i in taken or not _is_number(reader, token) or _is_whole(reader, token):
            continue
        outcome, people = _befallen(reader, token)
        if outcome is not None:
            yield _trigger(token, outcome, {"victim": [people]})
        elif _is_bare(reader, token):
            noun = _noun_before(reader, token)
            if noun is not None:
                yield _trigger(token, _counted(noun), {"victim": [token], "toll": [noun]})
            elif _is_revised(token) or _is_counted(token):
                yield _trigger(token, None, {"victim": [token]})


def _is_whole(reader: Reader, number: Token) -> bool:
    """Tell a figure of which another is a part: "three of the 12", "of the 12 soldiers, three"."""
    opens = [t.lower_ for t in number.doc[number.sent.start : number.i]]
    part = reader.part_of(number) is not None or opens in (["of", "the"], ["of", "its"], ["of", "those"])
    after = [t.lower_ for t in _following(number)]
    told = next((i for i, word in enumerate(after) if word in _BEFALLEN), 0)
    return part and any(word in event_words("between") for word in after[:told])  # not "the 12 killed"


def elliptical(reader: Reader, token: Token) -> Trigger | None:
    """Return the trigger of "12 hurt", "and 55 injured": a figure right before what befell them."""
    outcome = _BEFALLEN.get(token.lower_)
    if outcome is None or token.i == token.sent.start:
        return None
    number = token.doc[token.i - 1]
    if number.lemma_ == "be" and number.i > token.sent.start:
        number = token.doc[number.i - 1]
    counts = number.i in reader.passage.numbers or number.pos_ == "NUM"
    if not counts or number.dep_ == "compound" or child(token, "obj") or _modifies_next(token):
        return None
    row = arguments(token) if token.pos_ == "VERB" else Arguments(None, number, None, (), passive=True)
    roles = {"victim": [number], "perpetrator": [t for case, t in row.phrases if case == "by"]}
    return replace(_trigger(number, _mixed(token, outcome), roles), token=token, arguments=row)


def without_doubles(reader: Reader, found: list[Trigger]) -> list[Trigger]:
    """Return the triggers with "killed or wounded 30" as one: two verbs for the same people."""
    row: list[Trigger] = []
    for trigger in found:
        others = [t for t in _joined(trigger) if elliptical(reader, t) is None]
        if not others or trigger.counted:
            row.append(trigger)
        elif not any(t.token in others for t in row):
            row.append(replace(trigger, frame=replace(trigger.frame, outcome="losses")))
    return row


def _joined(trigger: Trigger) -> list[Token]:
    """Return the verbs of another outcome that share their people with a trigger's."""
    verb = trigger.token
    if trigger.frame.type is not ClaimType.CASUALTIES or verb.pos_ != "VERB":
        return []
    first = first_conjunct(verb)
    row = [first, *children(first, "conj")]
    pairs = [(a, b) for a in row for b in row if a.i < b.i and verb in {a, b}]
    return [
        b if a == verb else a
        for a, b in pairs
        if _outcome(a) != _outcome(b) and None not in {_outcome(a), _outcome(b)} and _share(a, b)
    ]


def _outcome(verb: Token) -> str | None:
    return next(
        (f.outcome for f in verb_frames().get(lemma_of(verb), ()) if f.type is ClaimType.CASUALTIES), None
    )


def _share(first: Token, second: Token) -> bool:
    own = ("obj", "nsubj", "nsubj:pass")
    if child(first, "aux:pass", "nsubj:pass") is not None:
        return child(second, *own, "aux", "aux:pass") is None
    return child(first, "obj") is None and child(second, "obj") is not None


def stated(reader: Reader, token: Token) -> Trigger | None:
    """Return the trigger of people whom an adjective says to be dead, missing or unharmed, or None."""
    outcome = _BEFALLEN.get(token.lower_)
    subject = _whose_state(token)
    if outcome is None or subject is None or not reader.is_of(subject, "people"):
        return None
    found = _trigger(token, outcome, {"victim": [subject]})
    mood = "denies" if token.lower_ in event_words("unharmed") else None
    return replace(found, frame=replace(found.frame, mood=mood))


def _counted(noun: Token) -> str | None:
    outcome = _COUNTED[_key(noun)]
    return None if outcome == "as told" else outcome


def _trigger(token: Token, outcome: str | None, roles: dict[str, list[Token]]) -> Trigger:
    """A figure without an outcome is read as one more of what was told last."""
    kill = next(f for f in verb_frames()["kill"] if f.type is ClaimType.CASUALTIES)
    frame = replace(kill, name=f"{ClaimType.CASUALTIES}:{'toll' if outcome else 'figure'}", outcome=outcome)
    phrases = tuple(
        (preposition(c), c) for c in token.head.children if c.dep_ in {"obl", "nmod"} and c != token
    )
    return Trigger(token, frame, roles, Arguments(None, token, None, phrases, passive=True), counted=True)


def _is_number(reader: Reader, token: Token) -> bool:
    return token.i in reader.passage.numbers and reader.passage.numbers[token.i].kind == "count"


def _befallen(reader: Reader, number: Token) -> tuple[str | None, Token]:
    """Return what befell the people whom a number counts, by the word after them, and the word for them."""
    people = number
    for token in _following(number):
        outcome = _BEFALLEN.get(token.lower_)
        if outcome is not None:
            return (None if _modifies_next(token) else _mixed(token, outcome)), people
        if token.lower_ == "taken" and _next(token) in {"hostage", "captive", "prisoner"}:
            return "captured", people
        counted = number.head == token and number.dep_ == "nummod"
        if people == number and (counted or token.head.i >= number.i) and reader.is_of(token, "people"):
            people = token
        elif people != number and _is_joined(reader, token):
            continue
        elif (
            token.lower_ not in event_words("between")
            and token.pos_ not in {"ADJ", "DET", "PRON"}
            and token.lower_ != "of"
        ):
            break
    return None, number


def _is_joined(reader: Reader, token: Token) -> bool:
    """Tell a word of "and one nurse" in "two doctors and one nurse dead": people of another figure."""
    after = token.doc[token.i + 1] if token.i + 1 < token.sent.end else token
    if token.lower_ in {"and", ","}:
        behind = token.doc[token.i + 2 : token.i + 3]
        return _is_number(reader, after) and all(t.lower_ not in _BEFALLEN for t in behind)
    return _is_number(reader, token) or any(
        _is_number(reader, c) and token.doc[c.i - 1].lower_ in {"and", ","} for c in token.children
    )


def _following(number: Token) -> list[Token]:
    end = min(number.i + _REACH, number.sent.end)
    return list(number.doc[number.i + 1 : end])


def _next(token: Token) -> str:
    return token.doc[token.i + 1].lower_ if token.i + 1 < token.sent.end else ""


def _mixed(token: Token, outcome: str) -> str:
    """As in "1,500 dead and wounded", "30 killed or injured": one figure for both."""
    after = token.doc[token.i + 1 : token.i + 3]
    joined = after[:1] and after[0].dep_ == "cc" and _BEFALLEN.get(after[-1].lower_, outcome) != outcome
    return "losses" if joined else outcome


def _modifies_next(token: Token) -> bool:
    """As in "four injured soldiers": the soldiers are what is counted."""
    if token.dep_ == "amod" and token.head.i > token.i:
        return True
    following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    return (
        following is not None
        and following.pos_ in {"NOUN", "PROPN"}
        and following.dep_ not in {"obl:unmarked", "nmod:unmarked"}
    )


def _is_bare(reader: Reader, number: Token) -> bool:
    """Tell whether a number stands for itself: no noun but one for people follows it."""
    if number.dep_ in {"nummod", "compound"} and number.head.i > number.i:
        return reader.is_of(number.head, "people") and _next(number) == number.head.lower_
    following = number.doc[number.i + 1] if number.i + 1 < number.sent.end else None
    return (
        following is None
        or following.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "SYM"}
        or following.i in reader.passage.dates
    )


def _key(noun: Token) -> str:
    if noun.i > noun.sent.start and noun.doc[noun.i - 1].lower_ == "death":
        return "death"
    return noun.lower_ if noun.lower_ in _COUNTED else lemma_of(noun)


def _noun_before(reader: Reader, number: Token) -> Token | None:
    """Return the noun of a toll that a figure is given for: "the dead at 36", "the deaths topped 12"."""
    subject = child(number.head, "nsubj") if lemma_of(number.head) in event_words("rising") else None
    if subject is not None and _key(subject) in _COUNTED:
        return subject
    before = list(number.doc[max(number.sent.start, number.i - _REACH) : number.i])
    if not before or before[-1].lower_ not in event_words("links"):
        return None
    for token in reversed(before):
        if (
            _is_number(reader, token) and token.dep_ != "nummod" and _next(token) != "to"
        ) or token.lower_ in {",", ";", "but"}:
            return None
        if _key(token) in _COUNTED and token.pos_ in {"NOUN", "ADJ", "VERB", "PROPN"}:
            return token
    return None


def _is_revised(number: Token) -> bool:
    """As in "up from 13", "against 95 a year before", and the second of "from 168 and 659"."""
    before = [t.lower_ for t in number.doc[max(number.sent.start, number.i - 4) : number.i]]
    if before[-1:] == ["and"] and number.dep_ == "conj" and number.head.pos_ == "NUM":
        return _is_revised(number.head)
    while before and before[-1] in {"the", "its", "an", "earlier", "previous", "some"}:
        before.pop()
    if before[-1:] == ["against"]:
        return True
    return before[-1:] == ["from"] and bool(
        {"up", "down", "revised", "raised", "corrected", "lowered"} & set(before)
    )


def _is_counted(number: Token) -> bool:
    """As in "counted between 30 and 35", "had spoken at first of seven"."""
    verb = number.head
    return (
        lemma_of(verb) in event_words("counting")
        and number.dep_ in {"obj", "obl"}
        and preposition(number) in {"", "of"}
    )


def _whose_state(token: Token) -> Token | None:
    """Return the subject of "is missing", "were reported dead", "left three people dead"."""
    among = child(token, "nsubj") or (token.head if token.dep_ == "acl" else None)
    if among is not None and preposition(among) == "among" and child(among, "nsubj") is not None:
        return child(among, "nsubj")  # "thirteen soldiers were among those killed"
    own = child(token, "nsubj", "nsubj:pass")
    if own is not None and (token.pos_ == "ADJ" or child(token, "cop") is not None):
        return own
    return _described(token) if token.pos_ == "ADJ" else None


def _described(adjective: Token) -> Token | None:
    """Return whom "people dead" and "left them dead" are about."""
    upper = adjective.head
    if adjective.dep_ == "amod" and upper.i < adjective.i:
        return upper
    if adjective.dep_ == "xcomp" and upper.pos_ in {"VERB", "AUX"}:
        return arguments(upper).object or arguments(upper).subject
    return None
