"""A question in plain words as what to look for: names as phrases, words with their synonyms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_WORDS: Final = 40
LONGEST_NAME: Final = 6  # words
WORD: Final = re.compile(r"\w+")
QUOTED: Final = re.compile(r'"([^"]+)"')

# Words that frame a question without saying what it is about.
FRAME: Final = frozenset((files("service.index") / "frame.txt").read_text("utf-8").split())
SYNONYMS: Final = (
    ("troop", "soldier", "servicemen", "personnel", "fighter", "force", "army", "military"),
    ("loss", "casualty", "toll", "dead", "killed", "wounded", "death"),
    ("dead", "killed", "died", "death", "fatality"),
    ("wounded", "injured", "hurt"),
    ("captured", "prisoner", "pow"),
    ("drone", "uav", "unmanned"),
    ("strike", "attack", "bombardment", "shelling", "raid"),
    ("deny", "denied", "denial", "rejected", "refuted"),
    ("confirmed", "confirm", "acknowledged", "admitted"),
    ("supply", "deliver", "send", "provide", "transfer"),
    ("weapon", "arms", "munition", "ammunition"),
    ("deployed", "deploy", "deployment", "sent", "stationed"),
)
STEMS: Final = re.compile(r"(?:ies|es|s|ed|ing|y)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """One thing to look for: any of some phrases."""

    shown: str
    phrases: tuple[str, ...]
    is_name: bool

    @property
    def match(self) -> str:
        """Return it in the full-text engine's syntax."""
        quoted = " OR ".join(f'"{phrase}"' for phrase in self.phrases)
        return f"({quoted})" if len(self.phrases) > 1 else quoted


def normalised(name: str) -> str:
    """Return a name's words alone, without case and accents, as names are compared."""
    plain = unicodedata.normalize("NFKD", name)
    return " ".join(WORD.findall("".join(c for c in plain if not unicodedata.combining(c)).casefold()))


def units(question: str, is_name: Callable[[str], bool]) -> list[Unit]:
    """Return what a question looks for, none where it only asks for everything.

    Quoted words and the longest names that `is_name` knows are phrases; of the other words those stay that do
    not merely frame a question. A word in capitals ("US") frames nothing.
    """
    found: list[Unit] = []
    for position, piece in enumerate(QUOTED.split(question)):
        if position % 2:
            found.append(Unit(shown=piece, phrases=(normalised(piece),), is_name=True))
        else:
            found += _loose(WORD.findall(piece)[:MOST_WORDS], is_name)
    unique = {unit.phrases: unit for unit in found if all(unit.phrases)}
    return list(unique.values())[:MOST_WORDS]


def _loose(words: list[str], is_name: Callable[[str], bool]) -> list[Unit]:
    found: list[Unit] = []
    start = 0
    while start < len(words):
        length = _name_length(words[start:], is_name)
        if length:
            phrase = words[start : start + length]
            found.append(Unit(shown=" ".join(phrase), phrases=(normalised(" ".join(phrase)),), is_name=True))
        elif not _frames(words[start]):
            found.append(Unit(shown=words[start], phrases=_alternatives(words[start]), is_name=False))
        start += length or 1
    return found


def _name_length(words: list[str], is_name: Callable[[str], bool]) -> int:
    """Return how many of the first words are a name, the most there can be."""
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        if (length > 1 or not _is_ordinary(words[0])) and is_name(normalised(" ".join(words[:length]))):
            return length
    return 0


def _is_ordinary(word: str) -> bool:
    # Articles speak of "troops" without saying whose: an actor's name, and yet no name that anybody asks for.
    return _frames(word) or len(_alternatives(word)) > 1


def _frames(word: str) -> bool:
    is_shouted = len(word) > 1 and word.isupper()
    return word.casefold() in FRAME and not is_shouted


def _alternatives(word: str) -> tuple[str, ...]:
    plain = normalised(word)
    others = (other for group in SYNONYMS if _stem(plain) in map(_stem, group) for other in group)
    return tuple(dict.fromkeys((plain, *others)))


def _stem(word: str) -> str:
    return STEMS.sub("", word)
