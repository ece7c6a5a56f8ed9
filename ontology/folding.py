"""How the spelling of a name is folded, so that a name as written finds the name as listed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not decompose into a plain letter and an accent.
_LETTERS: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
    }
)
# Quotation marks, primes, and the modifier letters that stand for them in transliterations.
_APOSTROPHES: Final = re.compile(
    "['\"`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u2018\u2019\u201c\u201d\u2032]"
)
# Blanks, hyphens and dashes, and what else parts words.
_SEPARATORS: Final = re.compile(r"[\s\-\u2010-\u2014_.,;:/()]+")
_FOLDED: Final = re.compile(r"[a-z0-9 ]+")


def fold(name: str) -> str:
    """Return a name in small letters without accents, apostrophes and hyphens, its words parted by one space.

    Letters of other scripts stay, so that such a name finds nothing in a list of Latin names.
    """
    unmarked = _APOSTROPHES.sub("", name)
    letters = unicodedata.normalize("NFKD", unmarked.casefold()).translate(_LETTERS)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", plain.casefold())).strip()


def is_latin(folded: str) -> bool:
    """Tell whether a folded name is made of Latin letters, digits and spaces alone."""
    return _FOLDED.fullmatch(folded) is not None
