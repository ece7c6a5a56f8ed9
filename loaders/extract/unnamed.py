"""Speakers without a name: "the ministry" as a body known from before, "US officials" as they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.people import is_called, name_of, name_run
from loaders.extract.sayings import vocabulary
from loaders.extract.scene import choose, local_actor
from loaders.extract.tree import children, preposition
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.model import Actor

# What kinds of actor a word can mean where it is said again: "the ministry".
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
_NAMED: Final = frozenset(
    {"armed_group", "organization", "news_organization", "international_body", "intelligence_service"}
)
_SPEAKING: Final = ("officials", "roles", "civilians", "fighters", "voices")
_NAME_END: Final = 3  # words at the end of a body's name among which its sort stands: "Ministry of Defence"
_ADDED: Final = re.compile(r" (?=['\u2019]s\b|-\w)")


def unnamed(reader: Reader, head: Token) -> Actor | None:
    """Return who speaks where a phrase names nobody that is known; None where it is nobody who could."""
    lemma = lemma_of(head)
    if lemma in vocabulary("silent") or any(c.lower_ == "no" for c in children(head, "det")):
        return None
    known = _named_after(reader, head)
    if known is not None:
        return known
    called = _called(reader, head) if lemma in vocabulary("media") else None
    if called is not None:
        return called
    if lemma not in vocabulary("media") and not any(lemma in noun_class(c) for c in _SPEAKING):
        return _by_name(reader, head)
    known = _taken_up(reader, head, lemma)
    return known or local_actor(_label(reader, head), reader.country_of(head), _kind(lemma))


def named_as(reader: Reader, head: Token) -> Actor:
    """Return who speaks as what the words call it: "the club", "a shopkeeper"."""
    return local_actor(_label(reader, head), reader.country_of(head), "people")


def _taken_up(reader: Reader, head: Token, lemma: str) -> Actor | None:
    """Return whom a phrase takes up from before, or names before its sort; None where it does neither."""
    owned = [c.lower_ for c in children(head, "det", "nmod:poss")]
    words = _label_tokens(reader, head)
    bare = all(t == head or t.lower_ in vocabulary("sorts") for t in words)
    known = _again(reader, head, lemma) if bare and {"the", "its", "their"} & set(owned) else None
    if known is None and "the" in owned and lemma in noun_class("roles") and head.tag_ in {"NN", "NNP"}:
        known = _same_person(reader, head)
    if known is None and (lemma in _CORPORATE or lemma in vocabulary("media")):
        known = _named_body(reader, head)
    if known is None and owned and len(words) == len(("Russian", "ministry")):
        known = _same_body(reader, head, lemma)
    return known


def _same_person(reader: Reader, head: Token) -> Actor | None:
    """Return who spoke last, where "the Pentagon spokesperson" can be the same."""
    spoke, country = reader.scene.last_speaker(person=True), reader.country_of(head)
    return spoke if spoke is not None and country is not None and spoke.country == country else None


def _same_body(reader: Reader, head: Token, lemma: str) -> Actor | None:
    """Return the body known to the data that "the Russian ministry" takes up, or None."""
    kinds, country = _CORPORATE.get(lemma, frozenset()), reader.country_of(head)
    known = (a for a in _earlier(reader) if a.kind in kinds and not a.id.startswith("local-"))
    return next((a for a in known if country is not None and a.country == country), None)


def _named_body(reader: Reader, head: Token) -> Actor | None:
    """Return the body named before what it is: "the Islamic State group", "Reuters news agency"."""
    for c in children(head, "compound", "nmod:desc"):
        found = reader.passage.actors.get(c.i)
        if found is None or head.doc[c.i + 1].text.startswith("-"):
            continue  # "an Islamic State-affiliated site" is not the Islamic State
        if found.kind is not NameKind.DEMONYM and found.entries[0].kind in _NAMED:
            return choose(reader.scene, found)
    return None


def _again(reader: Reader, head: Token, lemma: str) -> Actor | None:
    """Return the last body with this word in its name, or of such a kind: "the ministry", "the army"."""
    earlier = [*_before(reader, head), *_earlier(reader)]
    bodies = [a for a in earlier if a.kind != "person" and a.label.lower() != lemma]
    named = next((a for a in bodies if lemma in a.label.lower().split()[-_NAME_END:]), None)
    if named is not None:
        return named
    kinds = _CORPORATE.get(lemma) or _CORPORATE.get(head.lower_)
    if kinds is not None:
        return next((a for a in earlier if a.kind in kinds), None)
    return reader.scene.last_speaker(person=True) if lemma in noun_class("roles") else None


def _earlier(reader: Reader) -> Iterator[Actor]:
    yield from reversed(reader.scene.mentioned)
    yield from reversed(reader.scene.speakers)


def _before(reader: Reader, head: Token) -> Iterator[Actor]:
    """Yield whom the sentence names before a phrase, the nearest first."""
    for index in range(head.i - 2, head.sent.start - 1, -1):
        found = reader.passage.actors.get(index)
        if found is not None and found.kind is not NameKind.DEMONYM:
            yield choose(reader.scene, found)


def _called(reader: Reader, head: Token) -> Actor | None:
    """Return the medium that is called by name after what it is: "the channel Steppe Live"."""
    doc = reader.passage.doc
    last = head.i
    while (
        last + 1 < head.sent.end and doc[last + 1].text[:1].isupper() and last + 1 not in reader.passage.dates
    ):
        last += 1
    if last == head.i:
        return None
    found = reader.passage.actors.get(head.i + 1)
    if found is not None and found.entries[0].kind == "news_organization":
        return choose(reader.scene, found)
    first = head.i if head.text[:1].isupper() else head.i + 1
    return local_actor(reader.passage.span(first, last).text, None, "news_organization")


def _by_name(reader: Reader, head: Token) -> Actor | None:
    """Return a body or a person that only the model or its capitals know, or None."""
    named = head.pos_ == "PROPN" or head.text.isupper() or (head.text.istitle() and is_called([head]))
    run = name_run(reader.passage, head) if named else []
    if not run and head.text.isupper() and any(c.isdigit() for c in head.text[1:]):
        run = [head]  # a call sign: "KTV9"
    if (
        not run
        and named
        and head.lower_ in vocabulary("press")
        and reader.passage.doc[head.i - 1].lower_ == "the"
    ):
        return local_actor(head.text, None, "news_organization")
    if not run:
        return None
    label = name_of(reader.passage, run)
    if label in reader.scene.places:
        return None  # a town says nothing
    if is_called(run):
        return local_actor(label, None, "news_organization")
    return reader.scene.person(label) or local_actor(label, reader.country_of(head), "organization")


def _named_after(reader: Reader, head: Token) -> Actor | None:
    """Return the body that a capitalised word behind "the" is short for: "the Project", "the Times"."""
    words = [t.lower_ for t in _label_tokens(reader, head)]
    if not head.text[:1].isupper() or all(c.lower_ != "the" for c in children(head, "det")):
        return None
    for body in _earlier(reader):
        name = body.label.lower().split()
        alike = all(any(part[:_STEM] == word[:_STEM] for part in name) for word in words)
        if (
            body.kind not in {"person", "people"}
            and len(name) > len(words)
            and name[-1] == words[-1]
            and alike
        ):
            return body
    return None


_STEM: Final = 5  # letters that the forms of a name share: "African", "Africa"


def _label(reader: Reader, head: Token) -> str:
    """Return the words of a phrase that say who it is, without gaps before endings: "Syria's opposition"."""
    row = _label_tokens(reader, head)
    label = _ADDED.sub("", reader.passage.words(row))
    first = row[0]
    common = (
        first.i == first.sent.start and first.pos_ in {"NOUN", "ADJ"} and first.i not in reader.passage.actors
    )
    return label[0].lower() + label[1:] if common and not label[:2].isupper() else label


def _label_tokens(reader: Reader, head: Token) -> list[Token]:
    row = [head]
    for member in row:
        row += [c for c in member.children if _is_label(reader, c, head)]
    return sorted(row, key=lambda t: t.i)


def _is_label(reader: Reader, token: Token, head: Token) -> bool:
    """Tell whether a word below a phrase's head, or below such a word, belongs to its label."""
    passage = reader.passage
    if token.i in passage.numbers or token.lower_ in vocabulary("platforms"):
        return False
    if token.dep_ in {"amod", "compound", "nmod:poss", "flat"}:
        return token.lower_ not in vocabulary("empty")
    if token.dep_ == "nmod":
        named = token.i in passage.actors or token.text[:1].isupper() or token.head == head
        return (
            named and preposition(token) in {"of", "in", "at", "for", "on"} and token.i not in passage.dates
        )
    if token.dep_ == "case":
        return token.head != head
    return token.dep_ == "det" and token.head.i > head.i


def _kind(lemma: str) -> str:
    kinds = {
        "armed_group": noun_class("fighters"),
        "armed_force": vocabulary("armies"),
        "news_organization": vocabulary("media") | {"media"},
        "ministry": vocabulary("ministries"),
        "government": vocabulary("governments"),
        "organization": vocabulary("corporate") | (noun_class("voices") - noun_class("roles")),
    }
    return next((kind for kind, lemmas in kinds.items() if lemma in lemmas), "people")
