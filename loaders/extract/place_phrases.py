"""The phrases of a passage that say where: a preposition, perhaps the sort of place, and names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.passages import Passage
    from loaders.extract.tokens import Token

WHERE: Final = frozenset(
    {"in", "at", "near", "across", "outside", "inside", "around", "over", "along", "off", "within",
     "throughout", "above", "beside", "beyond", "on", "opposite", "amid", "between"}
)  # fmt: skip
WHITHER: Final = frozenset(
    {"to", "into", "towards", "toward", "onto", "from", "of", "for", "through", "via", "by"}
)
_LEADING: Final = WHERE | WHITHER
# Words that narrow a name ("southern Israel") without being part of it in a list of places.
DIRECTIONS: Final = frozenset(
    {"northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern",
     "southwestern", "north-eastern", "north-western", "south-eastern", "south-western", "north", "south",
     "east", "west", "upper", "lower", "greater", "downtown"}
)  # fmt: skip
# Words without weight between a preposition and a name, and those that lead from one name to the next.
_SMALL: Final = frozenset({"the", "of", "from", "a", "to", "its", "their", "'s", "and", "-", "between", '"'})
_GENITIVES: Final = frozenset({"'s", "\u2019s", "'"})
_LINKS: Final = frozenset({",", "(", "in", "of", "and", "or", *_GENITIVES})
_HOLDING: Final = frozenset({"administered", "controlled", "occupied", "held", "ruled", "run"})
_NOT_NAMES: Final = frozenset({"NUM", "VERB", "AUX", "PRON", "SCONJ", "CCONJ", "ADP", "PUNCT"})
_FOOTNOTE: Final = re.compile(r"[.,;:]*\[\w*\]?$|[.,;:]+$")
_LONGEST_LEAD: Final = 8  # words between the preposition and the name


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a place phrase, with the sort of place behind it; `sort` is that or the one before."""

    tokens: tuple[Token, ...]
    sort: str | None

    def words(self, passage: Passage) -> str:
        """Return the name as written, without a genitive ending."""
        words = " ".join(passage.text[slice(*passage.spans[t.i])] for t in self.tokens)
        return _FOOTNOTE.sub("", words).removesuffix("'s").removesuffix("\u2019s")


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A phrase that says where: its preposition, and `part` when it names only a part of the place."""

    case: str
    head: Token
    names: tuple[Name, ...]
    part: bool = False


def place_words(sort: str) -> frozenset[str]:
    """Return one class of place_words.toml; KeyError for a class that it lacks."""
    return _classes()[sort]


@cache
def _classes() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("place_words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def place_phrases(passage: Passage, first: int, last: int) -> Iterator[PlacePhrase]:
    """Yield the place phrases between two tokens, in order."""
    index = first
    while index < last:
        token = passage.doc[index]
        found = (
            _phrase(passage, token, last)
            if token.lower_ in _LEADING and token.pos_ in {"ADP", "ADV", "SCONJ", "PART"}
            else None
        )
        if found is None:
            index += 1
        else:
            yield found
            index = _after(passage, found)


def _after(passage: Passage, phrase: PlacePhrase) -> int:
    """Return where to look on: behind a phrase, or at the "in" within one that does not say where itself."""
    first, last = phrase.names[0].tokens[-1].i + 1, phrase.names[-1].tokens[-1].i + 1
    inner = (i for i in range(first, last) if passage.doc[i].lower_ == "in")
    return last if phrase.case in WHERE else next(inner, last)


def _phrase(passage: Passage, case: Token, last: int) -> PlacePhrase | None:
    index, sort, part = case.i + 1, None, False
    while index < last and index - case.i <= _LONGEST_LEAD and not _starts_name(passage, passage.doc[index]):
        token = passage.doc[index]
        lemma = lemma_of(token)
        if lemma in place_words("place_kinds"):
            sort = lemma
        elif lemma in place_words("place_parts") or token.lower_ in place_words("place_parts") | DIRECTIONS:
            part = True
        elif not _is_light(passage, token):
            return None
        index += 1
    if index >= last or index - case.i > _LONGEST_LEAD:
        return None
    lead = passage.doc[index - 1].lower_
    if lead == "," and not _is_apposed(passage, passage.doc[index]):
        return None
    sort = sort if lead == "of" else None
    names = tuple(_without_owner(passage, list(_names(passage, index, last, sort)), last))
    part = (
        part or _has_part_behind(passage, index, last) or any(n.sort in place_words("sides") for n in names)
    )
    said = "from" if case.lower_ == "of" and passage.doc[case.i - 1].lower_ == "out" else case.lower_
    return PlacePhrase(said, case, names, part) if names else None


def _is_apposed(passage: Passage, token: Token) -> bool:
    """Tell the town of "in the capital, Kabul" from who acts in "in the capital, Russia said"."""
    found = passage.actors.get(token.i)
    is_town = found is None or found.kind is NameKind.METONYM
    return is_town and token.dep_ not in {"nsubj", "nsubj:pass"}


def _has_part_behind(passage: Passage, index: int, last: int) -> bool:
    """Tell whether a part of the place follows its name: "Yemen's west coast"."""
    words = passage.doc[index + 1 : min(index + 5, last)]
    if not words or words[0].lower_ not in _GENITIVES:
        return False
    nouns = [w for w in words[1:] if w.lower_ not in DIRECTIONS and w.pos_ != "ADJ"]
    return bool(nouns) and lemma_of(nouns[0]) in place_words("place_parts")


def _is_light(passage: Passage, token: Token) -> bool:
    """Tell whether a word may stand between a preposition and a name without being of weight."""
    found = passage.actors.get(token.i)
    return (
        token.lower_ in _SMALL
        or token.pos_ in {"ADJ", "DET"}
        or token.lower_.lstrip("-") in _HOLDING
        or (found is not None and found.kind is NameKind.DEMONYM)
        or (token.text == "," and lemma_of(token.nbor(-1)) in place_words("place_kinds") | {"capital"})
        or (token.dep_ in {"amod", "compound", "nummod"} and token.text.islower())
    )


def _after_holder(passage: Passage, index: int, last: int) -> int:
    """Return where the name itself starts: at "Kashmir" in "India-administered Kashmir"."""
    doc = passage.doc
    for at in (index + 1, index + 2):
        if at + 1 < last and doc[at].lower_.lstrip("-") in _HOLDING and _starts_name(passage, doc[at + 1]):
            return at + 1
    return index


def _without_owner(passage: Passage, names: list[Name], last: int) -> list[Name]:
    """Leave out a last name that owns what is no place: "Ukraine's army", not "Beirut's main hospital"."""
    if not names:
        return names
    index = names[-1].tokens[-1].i + 1
    if index >= last or passage.doc[index].lower_ not in _GENITIVES:
        return names
    for token in passage.doc[index + 1 : min(index + 6, last)]:
        if lemma_of(token) in _homes():
            return names
        if token.pos_ not in {"ADJ", "NOUN", "PROPN"}:
            break
    return names[:-1]


def _sorts() -> frozenset[str]:
    return place_words("place_kinds") | place_words("facilities")


def _homes() -> frozenset[str]:
    return _sorts() | place_words("place_parts")


def _names(passage: Passage, index: int, last: int, sort: str | None) -> Iterator[Name]:
    """Yield the names from a token on, with those that widen or join it: "X, in Y Oblast", "X and Y"."""
    while True:
        name = _name(passage, index, last, sort)
        yield name
        index, sort = name.tokens[-1].i + 1, None
        following = _next_name(passage, index, last)
        narrower = name.tokens[0].i in passage.actors and index < last and passage.doc[index].lower_ == "in"
        if following is None or narrower:
            return
        index = following


def _next_name(passage: Passage, index: int, last: int) -> int | None:
    """Return where a further name of the same phrase starts: after a genitive, a comma, "in", "of", "and"."""
    doc = passage.doc
    seen = False
    for at in range(index, min(index + 5, last)):
        token = doc[at]
        if _starts_name(passage, token):
            acts = doc[at - 1].text == "," and token.dep_ in {"nsubj", "nsubj:pass"}
            return at if seen and not acts else None
        if token.lower_ in _LINKS:
            seen = True
        elif not (
            token.lower_ == "the"
            or lemma_of(token) in place_words("place_kinds")
            or (token.pos_ == "ADJ" and token.text.islower())
        ):
            return None
    return None


def _name(passage: Passage, index: int, last: int, sort: str | None) -> Name:
    doc = passage.doc
    index = _after_holder(passage, index, last)
    found = passage.actors.get(index)
    end = index + 1
    if found is not None and _is_of_side(passage, doc[index]):
        return Name(tuple(doc[index : end + 1]), lemma_of(doc[end]))
    if found is None:
        while end < last and _continues_name(passage, doc[end]):
            end += 1
    if (
        end + 1 < last
        and doc[end].lower_ == "of"
        and doc[end - 1].lower_ in place_words("name_heads")
        and doc[end + 1].text[:1].isupper()
    ):
        end += 2
    if end < last and lemma_of(doc[end]) in _sorts() and not (found is not None and doc[end].text.islower()):
        sort = lemma_of(doc[end])
        end += 1
    elif sort is None and end - index > 1 and lemma_of(doc[end - 1]) in _sorts():
        sort = lemma_of(doc[end - 1])
    return Name(tuple(doc[index:end]), sort)


def _starts_name(passage: Passage, token: Token) -> bool:
    if token.i in passage.dates or token.i in passage.weapons or token.i in passage.numbers:
        return False
    found = passage.actors.get(token.i)
    if found is not None:
        if _is_of_side(passage, token):
            return True
        return (
            not _modifies_next(token)
            and found.kind is not NameKind.DEMONYM
            and any(
                entry.kind in {"state", "government"} or found.kind is NameKind.METONYM
                for entry in found.entries
            )
        )
    return (
        token.text[:1].isupper()
        and token.pos_ not in _NOT_NAMES
        and token.lower_ not in place_words("not_places")
    )


def _is_of_side(passage: Passage, token: Token) -> bool:
    """Tell whether a state's adjective says whose border or coast is meant: "the Algerian border"."""
    if passage.actors[token.i].kind is not NameKind.DEMONYM or token.i + 1 >= token.sent.end:
        return False
    return lemma_of(token.nbor()) in place_words("edges") | place_words("sides")


def _modifies_next(token: Token) -> bool:
    """Tell whether a state's name only describes the noun behind it: "U.S. personnel"."""
    if token.i + 1 >= token.sent.end:
        return False
    following = token.nbor()
    if following.pos_ == "NOUN" and following.text.islower() and lemma_of(following) not in _homes():
        return True
    return (
        following.pos_ in {"NOUN", "PROPN"}
        and token.dep_ in {"compound", "amod", "nmod", "nmod:desc"}
        and token.head.i > token.i
    )


def _continues_name(passage: Passage, token: Token) -> bool:
    if (
        token.i in passage.dates
        or token.i in passage.weapons
        or token.i in passage.actors
        or token.i in passage.numbers
    ):
        return False
    return (token.text[:1].isupper() and token.pos_ not in _NOT_NAMES) or (
        token.lower_ in {"al", "el", "-"} and token.i + 1 < len(token.doc) and token.nbor().text[:1].isupper()
    )
