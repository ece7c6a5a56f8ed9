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
        "ı": "i",
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
_APOSTROPHES: Final = re.compile("['’‘ʼʻʾʿ`´ʹʺʽ′\"“”]")
_SEPARATORS: Final = re.compile(r"[\s\-‐‑‒–—_.,;:/()]+")
_FOLDED: Final = re.compile(r"[a-z0-9 ]+")


def fold(name: str) -> str:
    """Return a name in small letters without accents, apostrophes and hyphens, its words parted by one space.

    Letters of other scripts stay, so that such a name finds nothing in a list of Latin names.
    """
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def is_latin(folded: str) -> bool:
    """Tell whether a folded name is made of Latin letters, digits and spaces alone."""
    return _FOLDED.fullmatch(folded) is not None
