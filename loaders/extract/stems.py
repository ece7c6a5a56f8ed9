"""By which a name is known again in other words: Russia in "Russian", Zelensky in "Zelensky's"."""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = 4
_WORD: Final = re.compile(r"\w{3,}")
_SMALL: Final = frozenset({"the", "and"})


def stems(words: str) -> set[str]:
    """Return the first letters of each word of some length, in lower case."""
    return {word[:_LETTERS] for word in _WORD.findall(words.lower()) if word not in _SMALL}
