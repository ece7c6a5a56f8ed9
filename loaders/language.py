"""The language that a text is written in."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final, Protocol

LANGUAGES: Final = (
    "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hu", "hy",
    "id", "it", "ja", "ka", "ko", "lt", "lv", "nl", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sr", "sv",
    "sw", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
ENOUGH: Final = 40  # letters; in less, names of people and places decide
READ: Final = 20_000  # characters that are looked at: more change nothing


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
    if sum(character.isalpha() for character in sample) < ENOUGH:
        return None
    return _identifier().classify(sample)[0]


@cache
def _identifier() -> Identifier:
    langid: Any = import_module("py3langid.langid")
    identifier: Identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
