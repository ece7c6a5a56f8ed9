"""The words around a verb of saying that may name its sayer, where the tree has lost it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_REACH: Final = 14  # tokens that a sayer's phrase may be long
_AGE: Final = 3  # tokens of an age between commas
_PAIR: Final = 2  # commas around an apposition
_OPENERS: Final = frozenset({'"', ";", ":", "("})


def head_before(token: Token) -> Token | None:
    """Return a name that the tree took for the head of all: "Norway, at the meeting, pledged"; or None."""
    head = token.head
    hangs = token.dep_ in {"conj", "parataxis", "acl"} and head.dep_ == "ROOT" and head.i < token.i
    named = head.pos_ in {"PROPN", "NOUN"} and token.doc[token.i - 1].text == ","
    return head if hangs and named else None


def left_of(token: Token) -> list[Token]:
    """Return the words before a verb that may name its sayer: back to a mark, or over an apposition."""
    row: list[Token] = []
    commas = 0
    for before in reversed(list(token.doc[max(token.sent.start, token.i - _REACH) : _without_age(token)])):
        commas += before.text == ","
        if _ends(before) or commas > 1:
            break
        row.append(before)
    if row and row[0].text == "," and commas < _PAIR and row[-1].i != token.sent.start:
        return []
    return [t for t in row[::-1] if t.pos_ != "AUX"]


def right_of(token: Token) -> list[Token]:
    """Return the words after a verb that may name its sayer: up to a mark or the next clause."""
    row: list[Token] = []
    for after in token.doc[token.i + 1 : min(token.i + _REACH, token.sent.end)]:
        if _ends(after):
            break
        row.append(after)
    return row


def _ends(token: Token) -> bool:
    return token.text in _OPENERS or token.pos_ in {"VERB", "SCONJ"}


def _without_age(token: Token) -> int:
    """Return where the words before a verb end, an age left out: "Jane Doe, 40, told"."""
    at = token.i
    if at - _AGE <= token.sent.start:
        return at
    opens, age, closes = token.doc[at - _AGE : at]
    return at - _AGE if opens.text == closes.text == "," and age.like_num else at
