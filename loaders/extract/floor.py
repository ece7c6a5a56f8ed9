"""Whether a sentence without a sayer goes on with the words of who spoke before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.tree import child

if TYPE_CHECKING:
    from loaders.extract.tokens import Sentence, Token

_QUOTES: Final = frozenset({'"', "``", "''"})
# First words that take up the sentence before: "It killed five", "Another two", "The rest".
_TAKING_UP: Final = frozenset(
    {
        "it",
        "they",
        "he",
        "she",
        "those",
        "these",
        "this",
        "that",
        "another",
        "others",
        "its",
        "their",
        "his",
        "her",
        "both",
        "all",
    }
)
_AFTER_ARTICLE: Final = frozenset({"rest", "remainder", "others", "other", "latter", "same"})


def in_quotes(token: Token) -> bool:
    """Tell whether a token stands inside quotation marks of its passage."""
    return sum(1 for t in token.doc[: token.i] if t.text in _QUOTES) % 2 == 1


def goes_on(sentence: Sentence) -> bool:
    """Tell whether a sentence takes up the one before it, or is told in the tense of what was said then."""
    words = [t.lower_ for t in sentence[:2]]
    if sentence.start == 0 or not words:
        return False
    if words[0] in _TAKING_UP or (len(words) > 1 and words[0] == "the" and words[1] in _AFTER_ARTICLE):
        return True
    return _is_shifted(sentence.root)


def _is_shifted(verb: Token) -> bool:
    """Tell whether a main verb is in the past perfect or after "would", as in words that are reported."""
    auxiliary = child(verb, "aux")
    return auxiliary is not None and (
        auxiliary.lower_ == "would" or (auxiliary.lower_ == "had" and verb.tag_ == "VBN")
    )
