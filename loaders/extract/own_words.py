"""What a predicate carries itself of doubt and denial: negation, auxiliaries, adverbs, conditions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.commitment import Reading, flipped
from loaders.extract.governors import kinds, words
from loaders.extract.tree import child, children, first_conjunct, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

# "unclear whether", "could not say whether", "is checking whether" do say something of the event.
_DOUBTING: Final = frozenset({"unclear", "suspend", "confirm", "deny", "commit"})


def is_negated(token: Token, via: Token | None = None) -> bool:
    """Tell whether a predicate is negated, itself or by a "no" or "nobody" among its arguments but `via`."""
    for c in token.children:
        if c == via:
            continue
        if c.dep_ in {"mark", "case"} and c.lower_ == "without":
            return True
        if (
            c.lower_ in words("negations")
            and c.dep_ in {"advmod", "det", "cc:preconj", "aux", "neg", "cc"}
            and c.i < token.i + 3
            and not _is_only(c)
            and not _is_of_order(token)
        ):
            return True
        if c.dep_ in {"nsubj", "nsubj:pass", "obj"} and is_none(c):
            return True
    return token.pos_ == "NOUN" and token.dep_ == "conj" and is_none(token)


def _is_only(negation: Token) -> bool:
    """Tell "not only", "not just": what they stand before is so."""
    following = negation.doc[negation.i + 1].lower_ if negation.i + 1 < len(negation.doc) else ""
    return negation.lower_ == "not" and following in {"only", "just", "merely", "solely", "simply"}


def _is_of_order(token: Token) -> bool:
    """Tell "was not used for the first time": it was used all the same."""
    times = (c for c in children(token, "obl") if c.lower_ == "time" and preposition(c) == "for")
    return any(t.lower_ in words("ranks") for c in times for t in c.children)


def is_none(noun: Token) -> bool:
    """Tell whether a phrase says that there is none: "nobody", "no soldiers", "not one soldier"."""
    if noun.lower_ in {"none", "nobody", "nothing", "no-one", "noone"}:
        return True
    near = [*children(noun, "det", "advmod", "cc:preconj", "nummod"), *_determiners_of_sorts(noun)]
    if any(c.lower_ in {"no", "neither"} or (c.lower_ == "not" and c.i < noun.i) for c in near):
        return True
    listed = noun.dep_ == "conj" and noun.pos_ == noun.head.pos_ and _is_or(noun)
    return listed and not children(noun, "det", "nummod") and is_none(noun.head)


def is_told_none(noun: Token) -> bool:
    """Tell whether there is none, or nobody tells of one: "no injuries", "no reports of injuries"."""
    first = first_conjunct(noun)
    named = first.dep_ == "nmod" and preposition(first) == "of" and lemma_of(first.head) == "report"
    without = named and is_negated(first.head.head, first.head)
    return without or any(is_none(n) and not children(n, "advmod") for n in (noun, *([first.head] * named)))


def _determiners_of_sorts(noun: Token) -> list[Token]:
    """Return the "no" that the tree hangs on a name before the noun: "no U.S. troops"."""
    sorts = [c for c in children(noun, "compound", "amod") if c.i < noun.i]
    return [d for c in sorts for d in children(c, "det") if d.lower_ == "no"]


def _is_or(noun: Token) -> bool:
    """Tell "no deaths or injuries": what denies the first denies the next."""
    joined = [*children(noun, "cc"), *(c for n in children(noun.head, "conj") for c in children(n, "cc"))]
    return any(c.lower_ in {"or", "nor"} for c in joined)


def own(token: Token, reading: Reading, via: Token | None = None) -> Reading:
    """Read what a predicate carries itself: negation, auxiliaries, adverbs, and what it depends on."""
    if is_negated(token, via):
        reading = replace(reading, stance=flipped(reading.stance), rules=(*reading.rules, "negated"))
    for c in token.children:
        if c.dep_ == "aux" and c.tag_ == "VBG" and "commit" in kinds(c):
            reading = _committing(reading, c)
        elif c.dep_ in {"aux", "aux:pass"}:
            reading = _auxiliary(reading, c, token)
        elif c.dep_ in {"advmod", "obl"}:
            reading = _by_hearsay(_adverb(reading, c), c)
        elif c.dep_ == "amod" and token.pos_ == "NOUN":
            reading = _adjective(reading, c)
        elif c.dep_ == "mark" and c.lower_ in words("conditional_marks"):
            reading = replace(reading, dropped=not _is_left_open(c, token))
    leader = _leader(token)
    return _in_time(token, reading if leader is None else _shared(token, leader, reading))


def _is_left_open(mark: Token, token: Token) -> bool:
    """Tell "unclear whether", "not known if": something is said of the event all the same."""
    upper = token.head
    if mark.lower_ == "if":
        return "unclear" in kinds(upper)
    if mark.lower_ != "whether":
        return False
    if kinds(upper) & _DOUBTING:
        return True
    untold = "speech" in kinds(upper) and is_negated(upper)
    return token.dep_ != "conj" and (untold or lemma_of(upper) in words("enquiring"))


def _is_conditional(token: Token) -> bool:
    """Tell "whether it would be used to harm or be used by rebels": conditions hold for all joined verbs."""
    if token.dep_ != "conj" or child(token, "nsubj", "nsubj:pass", "mark") is not None:
        return False
    first = first_conjunct(token)
    marks = [c for c in children(first, "mark") if c.lower_ in {"if", "unless", "whether"}]
    return bool(marks) and not _is_left_open(marks[0], first)


def _leader(token: Token) -> Token | None:
    """Return the first of the joined verbs whose auxiliaries a verb shares: "could surround and attack"."""
    leader = token
    while leader.dep_ == "conj" and leader.head.pos_ in {"VERB", "AUX"} and not _stands_alone(leader):
        leader = leader.head
    return None if leader == token else leader


def _stands_alone(verb: Token) -> bool:
    return child(verb, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark") is not None


def _shared(token: Token, leader: Token, reading: Reading) -> Reading:
    """Read what stands before the first of joined verbs and holds for the next: "did not come or kill"."""
    alike = token.tag_ == leader.tag_ and token.tag_ in {"VB", "VBN", "VBG"}
    opposed = any(c.lower_ in {"but", "yet"} for c in children(token, "cc"))
    if alike and not opposed and reading.stance == "affirms" and is_negated(leader):
        reading = replace(reading, stance="denies", rules=(*reading.rules, "negated"))
    stray = token.tag_ == "VBG" and leader.tag_ in {"VB", "VBN"}  # "cannot justify bombing and killing"
    for c in leader.children:
        if (alike or stray) and c.dep_ in {"aux", "aux:pass"}:
            reading = _auxiliary(reading, c, leader)
        elif c.dep_ == "advmod" and c.i < leader.i:
            reading = _adverb(reading, c)
        elif c.dep_ == "mark" and c.lower_ in {"if", "unless"}:
            reading = replace(reading, dropped=True)
    return reading


def _in_time(token: Token, reading: Reading) -> Reading:
    """Read when: what is arranged is to come, what is asked is no claim, the present is not over."""
    if _is_to(token) or is_headline_plan(token):
        stance = {"affirms": "commits", "denies": "refuses"}.get(reading.stance, reading.stance)
        reading = replace(reading, stance=stance, time_frame="future", rules=(*reading.rules, "is to"))
    if _is_bare(token):
        intended = any(kinds(t) & {"commit", "commit_nouns"} for t in token.doc[token.sent.start : token.i])
        stance = "commits" if intended and reading.stance == "affirms" else reading.stance
        reading = replace(reading, stance=stance, time_frame="future", dropped=not intended)
    if any(test(token) for test in _UNTOLD):
        reading = replace(reading, dropped=True)
    if token.tag_ in {"VBZ", "VBP", "VBG"} and reading.time_frame == "past" and child(token, "aux") is None:
        ahead = token.tag_ != "VBG" and any(map(_is_term, children(token, "obl")))
        reading = replace(reading, time_frame="future" if ahead else "present")
    return reading


def _is_term(phrase: Token) -> bool:
    """Tell a time by which something has to be done: "within sixty days"."""
    return preposition(phrase) == "within" and lemma_of(phrase) in words("terms")


def _is_to(token: Token) -> bool:
    """Tell an arrangement: "is to fly", and "is due to fly" where the tree takes "due to" for a case."""
    if token.tag_ != "VB":
        return False
    be = next((c for c in children(token, "aux", "cop") if c.lower_ in {"is", "are", "was", "were"}), None)
    due = any(c.lower_ == "due" for c in children(token, "case", "advmod"))
    return due or (be is not None and _has_mark(token, be))


def _has_mark(token: Token, be: Token) -> bool:
    mark = child(token, "mark")
    return mark is not None and mark != be


def _is_bare(token: Token) -> bool:
    """Tell a bare form with nothing that makes it a fact: ", then draw down to 500", "do not attack"."""
    shared = {"nsubj", "nsubj:pass", "aux", "aux:pass", "mark"}
    first = token
    while first.dep_ == "conj" and first.head.tag_ == "VB":
        first = first.head
    alone = token.tag_ == "VB" and first.dep_ in {"parataxis", "ROOT"}
    if first != token and not all(c.dep_ not in shared or c.lower_ == "do" for c in first.children):
        return False
    return alone and all(c.dep_ not in shared or c.lower_ == "do" for c in token.children)


def is_headline_plan(token: Token) -> bool:
    """Tell a plan as headlines put it: "Kenya to send soldiers"."""
    mark, subject = child(token, "mark"), child(token, "nsubj", "nsubj:pass")
    if token.tag_ not in {"VB", "VBN"} or mark is None or mark.lower_ != "to":
        return False
    if token.dep_ == "ROOT":
        return subject is not None and subject.i < mark.i
    alone = token.dep_ == "acl" and token.head.dep_ == "ROOT" and token.head.pos_ == "PROPN"
    return alone and not any(t.pos_ in {"VERB", "AUX"} for t in token.sent if t != token)


def _committing(reading: Reading, verb: Token) -> Reading:
    """Read "is weighing sending", whose first verb the tree takes for a helper of the second."""
    certainty = "possible" if lemma_of(verb) in words("weighing") else reading.certainty
    stance = {"affirms": "commits", "denies": "refuses"}.get(reading.stance, reading.stance)
    rules = (*reading.rules, f"commit:{verb.lower_}")
    return replace(reading, stance=stance, certainty=certainty, time_frame="future", rules=rules)


def _auxiliary(reading: Reading, auxiliary: Token, verb: Token) -> Reading:
    word = auxiliary.lower_
    perfect = any(c.lower_ == "have" for c in children(verb, "aux"))
    if word == "must" and perfect:
        return replace(reading, certainty="probable")
    # what should, can or would have been done is told of nobody
    if word in words("necessary_modals") or word == "can" or (word == "would" and perfect):
        return replace(reading, dropped=True)
    if word in words("possible_modals") and not (word == "could" and is_negated(verb)):
        frame = "past" if perfect else "future"
        return replace(
            reading, certainty="possible", time_frame=frame, rules=(*reading.rules, f"modal:{word}")
        )
    if word in words("future_modals"):
        return replace(reading, time_frame="future", rules=(*reading.rules, f"future:{word}"))
    return reading


def _adverb(reading: Reading, adverb: Token) -> Reading:
    word = adverb.lower_
    if word in words("hearsay_adverbs"):
        return replace(reading, hearsay=True, rules=(*reading.rules, f"hearsay:{word}"))
    if word in words("likely_adverbs"):
        return replace(reading, certainty="probable", rules=(*reading.rules, f"likely:{word}"))
    if word in words("possible_adverbs"):
        return replace(reading, certainty="possible", rules=(*reading.rules, f"possible:{word}"))
    return reading


def _by_hearsay(reading: Reading, phrase: Token) -> Reading:
    """Read "according to unverified reports"."""
    sorts = {c.lower_ for c in children(phrase, "amod", "acl")}
    if preposition(phrase) != "according to" or not sorts & words("hearsay_adjectives"):
        return reading
    return replace(reading, hearsay=True, rules=(*reading.rules, f"hearsay:{phrase.lower_}"))


def _adjective(reading: Reading, adjective: Token) -> Reading:
    """Read what stands before the noun of an event: "an alleged attack", "a planned withdrawal"."""
    word = adjective.lower_
    if word in words("hearsay_adjectives"):
        return replace(reading, hearsay=True, rules=(*reading.rules, f"hearsay:{word}"))
    if word in words("possible_adjectives"):
        return replace(
            reading, certainty="possible", time_frame="future", rules=(*reading.rules, f"possible:{word}")
        )
    if word in words("planned_adjectives") and reading.stance == "affirms":
        return replace(
            reading, stance="commits", time_frame="future", rules=(*reading.rules, f"planned:{word}")
        )
    return reading


def _is_inverted(token: Token) -> bool:
    """Tell a condition without "if": "Should Kyiv receive missiles", "Had they fired"."""
    subject = child(token, "nsubj", "nsubj:pass")
    fronted = next(
        (c for c in children(token, "aux", "aux:pass") if c.lower_ in {"should", "had", "were"}), None
    )
    return subject is not None and fronted is not None and fronted.i < subject.i


def _hangs_on_condition(token: Token) -> bool:
    """Tell what would follow from a condition: "if they enter, they will be targets"."""
    if not any(c.lower_ in words("future_modals") | words("possible_modals") for c in children(token, "aux")):
        return False
    for clause in children(token, "advcl"):
        mark = child(clause, "mark")
        conditional = mark is not None and mark.lower_ in {"if", "unless"}
        if _is_inverted(clause) or (conditional and child(clause, "nsubj", "nsubj:pass") is not None):
            return True
    return False


def _is_question(token: Token) -> bool:
    sentence = token.sent
    return sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?")


_UNTOLD: Final = (_is_question, _is_inverted, _hangs_on_condition, _is_conditional)
