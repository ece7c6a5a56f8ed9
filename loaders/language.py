"""The language that a text is written in."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any, Final, Protocol

LANGUAGES: Final = (
    "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hu", "hy",
    "id", "it", "ja", "ka", "ko", "lt", "lv", "nl", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sr", "sv",
    "sw", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
ENOUGH: Final = 40  # letters; in less, names of people and places decide
READ: Final = 20_000  # characters that are looked at: more change nothing

# Frequent English words: 8 to 20 in a hundred of those of 240 news articles, none in short texts of 67 other
# languages. Where they are as frequent, the identifier, which takes half a second to load, need not be asked.
_ENGLISH: Final = frozenset({"the", "of", "and", "that", "with", "from", "said", "were"})
_ENGLISH_SHARE: Final = 0.07
_WORD: Final = re.compile(r"[^\W\d_]+")


class Identifier(Protocol):
    """What is used of py3langid, which has no types."""

    def set_languages(self, langs: list[str]) -> None:
        """Restrict the answers."""

    def classify(self, text: str) -> tuple[str, float]:
        """Return the best language and its score."""
        ...


def detect(text: str) -> str | None:
    """Return the ISO 639-1 code of the listed language that a text is nearest to, None for a short text."""
    sample = text[:READ]
    if sum(1 for _ in islice(filter(str.isalpha, sample), ENOUGH)) < ENOUGH:
        return None
    return "en" if _is_plainly_english(sample) else _identifier().classify(sample)[0]


def _is_plainly_english(sample: str) -> bool:
    words = [word.lower() for word in _WORD.findall(sample)]
    return sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words)


@cache
def _identifier() -> Identifier:
    langid: Any = import_module("py3langid.langid")
    identifier: Identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
