"""Who a noun phrase says is speaking: a person with an office, a body, unnamed officials kept as what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.people import name_of, name_run, person_beside, person_named
from loaders.extract.scene import SPEAKING, choose, local_actor
from loaders.extract.tree import child, children, conjuncts, preposition
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from spacy.tokens import Token

    from loaders.extract.nominals import Reader
    from loaders.model import Actor

# Adjectives that say nothing of who an unnamed source is.
_EMPTY: Final = frozenset(
    """unnamed anonymous several other some many more two three four five six same own various killed wounded injured dead
    unidentified independent such certain different new additional one another numerous""".split()
)  # fmt: skip
_MEDIA: Final = frozenset({"channel", "newspaper", "paper", "website", "agency", "broadcaster", "outlet", "magazine", "station", "site", "service", "radio", "network", "daily", "television", "blogger", "correspondent", "charity"})
_CORPORATE: Final = {
    "ministry": frozenset({"ministry", "government"}),
    "department": frozenset({"ministry", "government"}),
    "army": frozenset({"armed_force"}),
    "military": frozenset({"armed_force"}),
    "agency": frozenset({"intelligence_service", "news_organization", "organization", "international_body"}),
    "group": frozenset({"armed_group", "organization"}),
    "movement": frozenset({"armed_group", "organization"}),
    "newspaper": frozenset({"news_organization"}),
    "paper": frozenset({"news_organization"}),
    "outlet": frozenset({"news_organization"}),
    "service": frozenset({"intelligence_service", "organization"}),
    "organisation": frozenset({"organization", "international_body"}),
    "organization": frozenset({"organization", "international_body"}),
    "mission": frozenset({"international_body", "organization"}),
    "rebels": frozenset({"armed_group"}),
}


def speakers(reader: Reader, head: Token | None) -> tuple[Actor, ...]:
    """Return who speaks where a phrase is the subject of saying; several when they speak jointly, () for nobody."""
    if head is None:
        return ()
    found = [actor for member in conjuncts(head) if (actor := _speaker(reader, member)) is not None]
    return tuple(dict.fromkeys(found))


def is_medium(reader: Reader, token: Token) -> bool:
    """Tell whether a phrase names something that carries the words of others."""
    found = reader.passage.actors.get(token.i)
    if found is not None:
        return found.entries[0].kind == "news_organization"
    return lemma_of(token) in _MEDIA


def _speaker(reader: Reader, head: Token) -> Actor | None:
    scene, passage = reader.scene, reader.passage
    word = head.lower_
    if word in _PRONOUNS:
        return _pronoun(reader, word)
    medium = head.pos_ == "NOUN" and lemma_of(head) in _MEDIA - noun_class("roles")
    person = None if medium else person_named(scene, passage, head) or person_beside(scene, passage, head)
    if person is not None:
        return person
    found = passage.actors.get(head.i)
    if found is not None and not reader.describes(head):
        if found.kind is NameKind.DEMONYM and head.tag_ not in {"NNPS", "NNS"}:
            return None
        return choose(scene, found)
    return _unnamed(reader, head)


_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i"})


def _pronoun(reader: Reader, word: str) -> Actor | None:
    """Return whom a pronoun means that speaks: who has the floor, else who spoke or was spoken of last."""
    if word in {"we", "i"}:
        return reader.speaker
    scene = reader.scene
    recent = [*([reader.speaker] if reader.speaker is not None else []), *reversed(scene.speakers)]
    spoke = next((a for a in recent if fits(word, a)), None)
    kinds = frozenset({"person"}) if word in {"he", "she"} else SPEAKING - {"person"}
    return spoke or scene.last(kinds)


def fits(word: str, actor: Actor) -> bool:
    """Tell whether a pronoun of the third person can mean an actor."""
    one = actor.kind == "people" and not actor.label.endswith("s")
    match word:
        case "he" | "she":
            return actor.kind == "person" or one
        case "it":
            return actor.kind not in {"person", "people"}
        case _:
            return actor.kind != "person"


def _unnamed(reader: Reader, head: Token) -> Actor | None:
    lemma = lemma_of(head)
    if lemma in _SILENT or any(c.lower_ == "no" for c in children(head, "det")):
        return None
    if lemma in _MEDIA and (called := _called(reader, head)) is not None:
        return called
    if not any(lemma in noun_class(c) for c in ("officials", "roles", "civilians", "fighters", "voices")) and lemma not in _MEDIA:
        return _by_name(reader, head)
    words = _label_tokens(reader, head)
    scene = reader.scene
    if all(t == head or t.lower_ in _SORTS for t in words) and any(c.lower_ in {"the", "its", "their"} for c in children(head, "det", "nmod:poss")):
        known = _definite(reader, head, lemma)
        if known is not None:
            return known
    country = reader.country_of(head)
    if lemma in noun_class("roles") and head.tag_ in {"NN", "NNP"} and any(c.lower_ == "the" for c in children(head, "det")):
        spoke = scene.last_speaker(person=True)
        if spoke is not None and country is not None and spoke.country == country:
            return spoke
    named = _named_body(reader, head, lemma)
    if named is not None:
        return named
    kinds = _CORPORATE.get(lemma)
    if kinds is not None and country is not None and len(words) == 2 and child(head, "det") is not None:
        earlier = [*reversed(scene.mentioned), *reversed(scene.speakers)]
        same = next((a for a in earlier if a.kind in kinds and a.country == country and not a.id.startswith("local-")), None)
        if same is not None:
            return same
    label = _tidy(reader.passage.words(words))
    return local_actor(label, country, _kind(lemma))


_SILENT: Final = frozenset({"dead", "wounded", "injured", "body", "victim", "martyr", "killed", "displaced", "other"})


def _called(reader: Reader, head: Token) -> Actor | None:
    """Return the medium that is called by name after what it is: "the channel Karachev Live"."""
    doc = reader.passage.doc
    last = head.i
    while last + 1 < head.sent.end and doc[last + 1].text[:1].isupper() and last + 1 not in reader.passage.dates:
        last += 1
    if last == head.i:
        return None
    found = reader.passage.actors.get(head.i + 1)
    if found is not None and found.entries[0].kind == "news_organization":
        return choose(reader.scene, found)
    first = head.i if head.text[:1].isupper() else head.i + 1
    return local_actor(reader.passage.span(first, last).text, None, "news_organization")


def named_as(reader: Reader, head: Token) -> tuple[Actor, ...]:
    """Return who speaks as what the words call it: "the club", "a shopkeeper"."""
    label = _tidy(reader.passage.words(_label_tokens(reader, head)))
    return (local_actor(label, reader.country_of(head), "people"),)


def _by_name(reader: Reader, head: Token) -> Actor | None:
    """A body or a person that only the model or its capitals know."""
    run = name_run(reader.passage, head) if head.pos_ == "PROPN" or head.text.isupper() else []
    if not run and head.text.isupper() and any(c.isdigit() for c in head.text[1:]):
        run = [head]  # call signs: "WGN9"
    if not run:
        return None
    label = name_of(reader.passage, run)
    known = reader.scene.person(label)
    kind = "person" if any(t.ent_type_ == "PER" for t in run) else "organization"
    return known or local_actor(label, reader.country_of(head), kind)


def _named_body(reader: Reader, head: Token, lemma: str) -> Actor | None:
    """Return the body or medium whose name stands before what it is: "the Islamic State group", "Reuters news agency"."""
    if lemma not in _CORPORATE and lemma not in _MEDIA:
        return None
    for c in children(head, "compound", "nmod:desc"):
        found = reader.passage.actors.get(c.i)
        if found is not None and found.kind is not NameKind.DEMONYM and found.entries[0].kind in _NAMED:
            return choose(reader.scene, found)
    return None


_NAMED: Final = frozenset({"armed_group", "organization", "news_organization", "international_body", "intelligence_service"})


def _tidy(label: str) -> str:
    """Return words put together from tokens without the gaps before endings: "Syria's opposition"."""
    return re.sub(r" (?=['’]s\b|-\w)", "", label)


_PLATFORMS: Final = frozenset({"facebook", "telegram", "twitter", "x", "youtube", "instagram"})
_SORTS: Final = frozenset({"news", "tv", "television", "radio"})


def _label_tokens(reader: Reader, head: Token) -> list[Token]:
    row = [head]
    for member in row:
        for c in member.children:
            named = c.i in reader.passage.actors or c.text[:1].isupper()
            plain = c.dep_ in {"amod", "compound", "nmod:poss", "flat"} and c.lower_ not in _EMPTY and c.lower_ not in {"his", "her", "its", "their", "our", "my"}
            of = c.dep_ == "nmod" and preposition(c) in {"of", "in", "at", "for", "on"} and (named or member == head) and c.i not in reader.passage.dates
            case = c.dep_ == "case" and member != head
            if c.lower_ not in _PLATFORMS and (plain or of or case or (c.dep_ == "det" and member.i > head.i)) and c.i not in reader.passage.numbers:
                row.append(c)
    return sorted(row, key=lambda t: t.i)


def _definite(reader: Reader, head: Token, lemma: str) -> Actor | None:
    """ "the ministry", "the army": the last body that was spoken of with this word in its name or of such a kind."""
    scene = reader.scene
    earlier = [*_before(reader, head), *reversed(scene.mentioned), *reversed(scene.speakers)]
    named = next((a for a in earlier if a.kind != "person" and lemma in a.label.lower().split()[-3:] and a.label.lower() != lemma), None)
    if named is not None:
        return named
    kinds = _CORPORATE.get(lemma) or _CORPORATE.get(head.lower_)
    if kinds is not None:
        return next((a for a in earlier if a.kind in kinds), None)
    return scene.last_speaker(person=True) if lemma in noun_class("roles") else None


def _before(reader: Reader, head: Token) -> list[Actor]:
    """Return whom the sentence names before a phrase, the nearest first."""
    found = [reader.passage.actors.get(t.i) for t in reversed(list(reader.passage.doc[head.sent.start : max(head.sent.start, head.i - 1)]))]
    return [choose(reader.scene, f) for f in found if f is not None and f.kind is not NameKind.DEMONYM]


def _kind(lemma: str) -> str:
    if lemma in noun_class("fighters"):
        return "armed_group"
    if lemma in {"army", "military", "force", "forces"}:
        return "armed_force"
    if lemma in _MEDIA | {"media"}:
        return "news_organization"
    if lemma in {"ministry", "department"}:
        return "ministry"
    if lemma in {"government", "regime", "junta", "authority", "administration"}:
        return "government"
    corporate = {"committee", "council", "mission", "office", "hospital", "agency", "service", "group", "organization", "organisation", "command"}
    bodies = noun_class("voices") - noun_class("roles")
    return "organization" if lemma in corporate | bodies else "people"
