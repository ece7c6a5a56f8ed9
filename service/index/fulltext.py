"""What `q` may ask for, as an expression of the full-text engine: words, phrases, beginnings, OR, NOT.

Words that stand together must all be there; `"quoted words"` in this order; `word*` is how a word begins;
`OR` between two means either, `NOT` or `-` before one means without it. Signs of other kinds part words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MOST_TERMS: Final = 40
PIECE: Final = re.compile(r'(-)?"([^"]*)"(\*)?|(-)?([^\s"]+)')
WORD: Final = re.compile(r"[^\W_]+")


class BadQuestion(Exception):
    """The question asks for nothing, for too much, or only for what must not be there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A word or phrase to look for; `begins` where its last word may go on."""

    words: tuple[str, ...]
    begins: bool = False

    @property
    def match(self) -> str:
        """Return it in the full-text engine's syntax."""
        return f'"{" ".join(self.words)}"{" *" if self.begins else ""}'


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What must be there, each any of several terms, and what must not."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def match(self) -> str:
        """Return it in the full-text engine's syntax."""
        groups = [f"({' OR '.join(term.match for term in group)})" for group in self.wanted]
        told = " AND ".join(groups)
        without = " OR ".join(term.match for term in self.unwanted)
        return f"({told}) NOT ({without})" if without else told


def parsed(text: str) -> Question:
    """Return what a question asks for.

    Raises:
        BadQuestion: it asks for nothing, for too much, or only for what must not be there.
    """
    groups: list[list[Term]] = []
    unwanted: list[Term] = []
    either = negated = False
    for is_without, term, word in _pieces(text):
        if word == "OR" and groups:
            either = True
        elif word == "NOT":
            negated = True
        elif is_without or negated:
            unwanted += term
            negated = False
        elif term:
            _add(groups, term, either=either)
            either = False
    if not groups:
        raise BadQuestion("it names no word to look for")
    if sum(map(len, groups)) + len(unwanted) > MOST_TERMS:
        raise BadQuestion(f"it asks for more than {MOST_TERMS} words")
    return Question(wanted=tuple(map(tuple, groups)), unwanted=tuple(unwanted))


def _add(groups: list[list[Term]], terms: list[Term], *, either: bool) -> None:
    if either:
        groups[-1] += terms
    else:
        groups.extend([term] for term in terms)


def _pieces(text: str) -> list[tuple[bool, list[Term], str]]:
    return [_piece(found) for found in PIECE.finditer(text)]


def _piece(found: re.Match[str]) -> tuple[bool, list[Term], str]:
    if found[2] is not None:
        words = tuple(WORD.findall(found[2]))
        return bool(found[1]), [Term(words=words, begins=bool(found[3]))] if words else [], ""
    word = found[5]
    parts = tuple(WORD.findall(word))
    # What signs part in one piece ("KN-23") belongs together.
    terms = [Term(words=parts, begins=word.endswith("*"))] if parts else []
    return bool(found[4]), terms, word
