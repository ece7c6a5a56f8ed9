"""Full-text search inside a query: `?claim casus:matches "words"` becomes the claims that the index finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from service.problems import RefusedQuery
from service.sparql.namespaces import CASUS, NAMESPACES, declared
from service.sparql.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    Find = Callable[[str, int], list[str]]

MOST: Final = 10_000
WORD: Final = "matches"
PROPERTY: Final = f"{CASUS}{WORD}"
FORM: Final = 'it is written ?claim casus:matches "words", with a variable and a constant string'
ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
MOST_SEARCHES: Final = 8
ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
CLOSING: Final = {"]": "[", ")": "("}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The claims that were found for some words; cut when there are more."""

    words: str
    iris: tuple[str, ...]
    is_cut: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewritten:
    """A query without searches, and what each of them found."""

    text: str
    found: tuple[Found, ...] = ()
    most: int = MOST

    @property
    def is_cut(self) -> bool:
        """Return whether a search found more than is looked at."""
        return any(found.is_cut for found in self.found)


def is_asked_for(query: str) -> bool:
    """Return whether a query may hold a search."""
    return WORD in query


def rewritten(query: str, find: Find, base: str) -> Rewritten:
    """Return a query in which the claims that `find` returns stand for each search.

    Raises:
        RefusedQuery: a search is not written as one, or there are too many.
    """
    mark = f"<{base}{token_hex(8)}-"
    found: list[Found] = []
    if _first_search(query) is not None:
        query = _long_form(query)
    while (search := _first_search(query)) is not None:
        if len(found) == MOST_SEARCHES:
            raise RefusedQuery(f"a query may hold {MOST_SEARCHES} searches")
        query = search.replaced(query, f"{mark}{len(found)}>")
        iris = find(search.words, MOST + 1)
        found.append(Found(words=search.words, iris=tuple(iris[:MOST]), is_cut=len(iris) > MOST))
    for number, each in enumerate(found):
        query = query.replace(f"{mark}{number}>", " ".join(f"<{iri}>" for iri in each.iris))
    return Rewritten(text=query, found=tuple(found))


def _long_form(query: str) -> str:
    """Return a query whose CONSTRUCT has a template: the pattern of `CONSTRUCT WHERE` may hold no rows."""
    found = list(tokens(query))
    texts = [token.text.upper() for token in found]
    if "CONSTRUCT" not in texts:
        return query
    place = texts.index("CONSTRUCT")
    if "{" not in texts[place + 2 :] or "}" not in texts[place:] or texts[place + 1] == "{":
        return query
    opening, closing = found[texts.index("{", place)], found[texts.index("}", place)]
    end = found[place].end
    return f"{query[:end]} {query[opening.start : closing.end]}{query[end:]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Search:
    """Where a search stands: its subject, and what goes; `is_alone` when the subject says nothing else."""

    subject: Token
    words: str
    start: int
    end: int
    is_alone: bool

    def replaced(self, query: str, iri: str) -> str:
        """Return the query with the rows of a search, one so far, in its place."""
        values = f"VALUES {self.subject.text} {{ {iri} }} "
        subject = "" if self.is_alone else query[self.subject.start : self.start]
        return query[: self.subject.start] + values + subject + query[self.end :]


def _first_search(query: str) -> _Search | None:
    found = list(tokens(query))
    names = _spellings(found)
    template = _template(found)
    for place, token in enumerate(found):
        if token.kind in {"iri", "name"} and token.text in names and place not in template:
            search = _search(found, place)
            if search is not None:
                return search
    return None


def _spellings(found: list[Token]) -> set[str]:
    """Return how the property may be written in a query with these prefixes."""
    prefixes = {**NAMESPACES, **declared(found)}
    names = {
        f"{prefix}:{PROPERTY.removeprefix(iri)}"
        for prefix, iri in prefixes.items()
        if PROPERTY.startswith(iri)
    }
    return {f"<{PROPERTY}>", *names}


def _template(found: list[Token]) -> range:
    """Return the places of the template of a CONSTRUCT, in which nothing is searched."""
    for place, (word, brace) in enumerate(pairwise(found)):
        if word.text.upper() == "CONSTRUCT" and brace.text == "{":
            ends = (end for end in range(place, len(found)) if found[end].text == "}")
            return range(place, next(ends, len(found)))
    return range(0)


def _search(found: list[Token], place: int) -> _Search | None:
    """Return the search whose property stands at a place, None when it stands there as a mere name."""
    before = found[place - 1]
    if before.text in {"/", "^"}:
        raise RefusedQuery(f"{WORD} cannot be part of a path: {FORM}")
    if before.text in {"[", "]"}:
        raise RefusedQuery(f"only a variable can be searched for: {FORM}")
    if before.text == ";":
        first = _statement(found, place - 1)
    elif before.kind in {"variable", "iri", "name", "string"} and _is_boundary(found, place - 2):
        first = place - 1
    else:
        return None
    subject = found[first]
    words, last = _objects(found, place)
    if subject.kind != "variable":
        raise RefusedQuery(f"only a variable can be searched for: {FORM}")
    if before.text == ";":
        return _Search(subject=subject, words=words, start=before.start, end=found[last].end, is_alone=False)
    after = last + 1
    while _text(found, after) == ";":
        after += 1
    is_alone = not _is_verb(found, after)
    end = found[after - 1].end if is_alone else found[after].start
    return _Search(subject=subject, words=words, start=found[place].start, end=end, is_alone=is_alone)


def _objects(found: list[Token], place: int) -> tuple[str, int]:
    """Return the words after the property at a place, and the place of the last of them."""
    words: list[str] = []
    at = place
    while not words or _text(found, at + 1) == ",":
        at += 2 if words else 1
        if at >= len(found) or found[at].kind != "string":
            raise RefusedQuery(f"{WORD} takes constant strings: {FORM}")
        words.append(_unescaped(found[at].text))
        if _text(found, at + 1).startswith("@"):
            at += 1
    if at + 1 < len(found) and not _ends_objects(found[at + 1]):
        raise RefusedQuery(f"{WORD} takes constant strings: {FORM}")
    return " ".join(words), at


def _ends_objects(token: Token) -> bool:
    return token.kind == "word" or token.text in {";", ".", "}", "{"}


def _statement(found: list[Token], at: int) -> int:
    """Return the place of the subject of the statement that a semicolon stands in."""
    while not _is_boundary(found, at):
        text = found[at].text
        if text in {"[", "("} or at == 0:
            raise RefusedQuery(f"only a variable can be searched for: {FORM}")
        at = (_opening(found, at) if text in CLOSING else at) - 1
    return at + 1


def _is_boundary(found: list[Token], at: int) -> bool:
    """Return whether a statement may begin after this place."""
    if at < 0:
        return False
    if found[at].text != ")":
        return found[at].kind == "mark" and found[at].text in {"{", "}", "."}
    opening = _opening(found, at)
    called = found[opening - 1]
    if called.kind == "word":
        return called.text != "a"
    return called.kind in {"iri", "name"} and _text(found, opening - 2).upper() == "FILTER"


def _opening(found: list[Token], at: int) -> int:
    """Return the place of the bracket that the one at a place closes, 0 when there is none."""
    closing = found[at].text
    depth = 0
    for place in range(at, -1, -1):
        depth += (found[place].text == closing) - (found[place].text == CLOSING[closing])
        if depth == 0:
            return place
    return 0


def _is_verb(found: list[Token], at: int) -> bool:
    if at >= len(found):
        return False
    token = found[at]
    return token.kind in {"variable", "iri", "name"} or token.text in {"a", "^", "!", "("}


def _text(found: list[Token], at: int) -> str:
    return found[at].text if 0 <= at < len(found) else ""


def _unescaped(string: str) -> str:
    """Return what a string of a query says."""
    quotes = 3 if string[:3] in {'"""', "'''"} else 1
    return ESCAPE.sub(_character, string[quotes:-quotes])


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else ESCAPES.get(match[3], match[3])
