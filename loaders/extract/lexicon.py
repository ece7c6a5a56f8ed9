"""The names that the authority data knows: actors and weapons, found in a text in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

import orjson
from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.extract.arms_words import is_of_arms
from ontology.first_words import by_first_word, fields, in_capitals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Entry = TypeVar("Entry")


class NameKind(StrEnum):
    """What sort of name an alias is; a weapon's are all names."""

    NAME = "names"
    DEMONYM = "demonyms"
    METONYM = "metonyms"
    ABBREVIATION = "abbreviations"


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held from a day to a day (ISO dates, None where not known)."""

    role: str
    organization: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of the authority data."""

    id: str
    label: str
    kind: str
    country: str | None
    part_of: str | None
    tenures: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class WeaponEntry:
    """A weapon of the weapon scheme; `concept` is the notation of its top concept."""

    id: str
    concept: str
    label: str
    broader: str | None
    maker: str | None


@dataclass(frozen=True, slots=True)
class Found(Generic[Entry]):
    """An alias found at `start:end` of a text, with the entries that it may stand for."""

    start: int
    end: int
    kind: NameKind
    entries: tuple[Entry, ...]


# Endings that a name may carry inside a word: "Ukraine's", "Shaheds", "Rwandan-backed".
# A headline in capitals: names of four letters and more are matched in capitals, in lines longer than this.
_SHORTEST_SHOUTED: Final = 4
_SHORTEST_LINE: Final = 20
_AFTER_NAME: Final = re.compile("(?!\\w)|(?=['\u2019]s?\\b)")
_PLURALS: Final = ((re.compile(r"(?<=[^aeiou])y$"), "ies"), (re.compile(r"(?<=[sxz])$|(?<=[cs]h)$"), "es"))
_NO_PLURAL: Final = ("artillery", "ammunition", "weaponry", "aircraft", "armour", "weapons", "aid", "forces")


# By the length of names and the names, what sort they are and what they may stand for.
_BySize: TypeAlias = dict[int, dict[str, tuple[NameKind, tuple[Entry, ...]]]]


class Matcher(Generic[Entry]):
    """Finds aliases in a text, leftmost and longest, at word boundaries."""

    def __init__(
        self,
        entry: Callable[[str], Entry],
        *,
        exact: Mapping[str, str],
        folded: Mapping[str, str],
        ambiguous: frozenset[str] = frozenset(),
    ) -> None:
        """Match names as they are written, or in any case; the `ambiguous` are ordinary words too."""
        self._entry = entry
        self._ambiguous = ambiguous
        self._written = exact
        self._exact = _Names(exact, entry)
        self._folded = _Names(folded, entry)

    def find(self, text: str) -> list[Found[Entry]]:
        """Return the names found in `text` in order, none overlapping another."""
        capitals = self._upper if _is_shouted(text) else self._exact
        found = [*capitals.find(text), *self._folded.find(text.lower())]
        return without_overlaps(found)

    def is_ambiguous(self, words: str) -> bool:
        """Tell whether a name found may just as well be something else."""
        return words in self._ambiguous or words.removesuffix("s") in self._ambiguous

    @cached_property
    def _upper(self) -> _Names[Entry]:
        return _Names(in_capitals(self._written, shortest=_SHORTEST_SHOUTED), self._entry)


class _Names(Generic[Entry]):
    """Names, found by their first words; those that begin with a word are read when it first occurs."""

    def __init__(self, by_word: Mapping[str, str], entry: Callable[[str], Entry]) -> None:
        self._lines = list(by_word.values())
        self._entry = entry
        self._read: dict[int, _BySize[Entry]] = {}
        self._search = AhoCorasick(list(by_word), matchkind=MatchKind.Standard) if by_word else None

    def find(self, text: str) -> Iterator[Found[Entry]]:
        """Yield every name that stands whole in a text, also where one lies within another."""
        if self._search is None:
            return
        for index, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
                continue
            for size, names in self._names(index).items():
                told = names.get(text[start : start + size])
                if told is not None and _AFTER_NAME.match(text, start + size):
                    yield Found(start, start + size, *told)

    def _names(self, index: int) -> _BySize[Entry]:
        found = self._read.get(index)
        if found is None:
            found = self._read[index] = self._by_size(self._lines[index])
        return found

    def _by_size(self, lines: str) -> _BySize[Entry]:
        found: _BySize[Entry] = defaultdict(dict)
        for listed, kind, id_ in map(fields, lines.split("\n")):
            name, entry = straight(listed), self._entry(id_)
            first, others = found[len(name)].get(name, (NameKind(kind), ()))
            found[len(name)][name] = first, (*others, *(() if entry in others else (entry,)))
        return found


def without_overlaps(found: Iterable[Found[Entry]]) -> list[Found[Entry]]:
    """Return the longest of each group of overlapping names, in order of the text."""
    kept: list[Found[Entry]] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


@cache
def actor_entry(id_: str) -> ActorEntry:
    """Return the actor of the authority data with an id; KeyError when there is none."""
    raw = _actors()[id_]
    tenures = tuple(Tenure(t["role"], t["organization"], t["from"], t["until"]) for t in raw["offices"])
    return ActorEntry(raw["id"], raw["label"], raw["kind"], raw["country"], raw["part_of"], tenures)


def is_actor(id_: str) -> bool:
    """Tell whether the authority data has an actor of an id."""
    return id_ in _actors()


@cache
def actor_names() -> Matcher[ActorEntry]:
    """Return the matcher of all actors' names."""
    names: dict[str, dict[str, str]] = _read("actor_names.json")
    return Matcher(actor_entry, **names, ambiguous=_ambiguous("actors"))


@cache
def weapon_entries() -> dict[str, WeaponEntry]:
    """Return every weapon of the weapon scheme by its id."""
    keys = ("id", "concept", "label", "broader", "maker")
    return {raw["id"]: WeaponEntry(*(raw[key] for key in keys)) for raw in _read("weapons.json")["weapons"]}


@cache
def weapon_names() -> Matcher[WeaponEntry]:
    """Return the matcher of all weapons' names, singular and plural."""
    names = by_first_word(
        (straight(form), NameKind.NAME, raw["id"])
        for raw in _read("weapons.json")["weapons"]
        for alias in raw["aliases"]
        for form in _forms(alias)
    )
    entries = weapon_entries()
    return Matcher(entries.__getitem__, **names, ambiguous=_ambiguous("weapons"))


def find_actors(text: str) -> list[Found[ActorEntry]]:
    """Return the actors named in a text; not a state's name beside an unknown one ("Michael Jordan")."""
    matcher = actor_names()
    found = matcher.find(text)
    found = [f for f in found if f.kind is not NameKind.DEMONYM or not _IN_A_NAME.match(text, f.end)]
    ends = {f.end for f in found} | {f.start for f in found}
    return [
        f
        for f in found
        if not matcher.is_ambiguous(text[f.start : f.end]) or not _beside_a_name(text, f, ends)
    ]


def find_weapons(text: str) -> list[Found[WeaponEntry]]:
    """Return the weapons named in a text; an ordinary word ("Patriot") only where weapons are spoken of."""
    matcher = weapon_names()
    found = matcher.find(text)
    sure = any(not matcher.is_ambiguous(text[f.start : f.end]) for f in found)
    return [
        f
        for f in found
        if sure or not matcher.is_ambiguous(text[f.start : f.end]) or is_of_arms(text, f.start, f.end)
    ]


_NAME_BEFORE: Final = re.compile(r"(?<![.!?\"]\s)\b([A-Z][a-z]+)\s$")
_NAME_AFTER: Final = re.compile(r"\s[A-Z][a-z]+")


# "the Saudi Teaching Maternal Hospital": part of a name, no actor.
_IN_A_NAME: Final = re.compile(
    r"(?:\s[A-Z][\w'-]+)*\s(?:Hospital|University|School|Mosque|Church|Clinic|Market|Street|Bridge|Hotel|Cemetery|College)\b"
)


def _beside_a_name(text: str, found: Found[ActorEntry], taken: set[int]) -> bool:
    before = _NAME_BEFORE.search(text, 0, found.start)
    if before is not None and before.start(1) > 0 and found.start - 1 not in taken:
        return True
    return _NAME_AFTER.match(text, found.end) is not None and found.end + 1 not in taken


def straight(text: str) -> str:
    """Return the text with typographic quotes, dashes and spaces made plain, character for character."""
    return text.translate(_PLAIN)


_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u201b", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\t\r\n", " "),
    }
)


@cache
def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = orjson.loads(files("ontology").joinpath("lexicon", name).read_bytes())
    return data


@cache
def _actors() -> dict[str, dict[str, Any]]:
    return {raw["id"]: raw for raw in _read("actors.json")["actors"]}


def _ambiguous(part: str) -> frozenset[str]:
    return frozenset(name for raw in _read(f"{part}.json")[part] for name in raw["ambiguous"])


def _forms(alias: str) -> Iterator[str]:
    yield alias
    if not alias.endswith("s") and not alias.endswith(_NO_PLURAL):
        for pattern, ending in _PLURALS:
            if pattern.search(alias):
                yield pattern.sub("", alias) + ending
                return
        yield alias + "s"


def _is_shouted(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return len(letters) > _SHORTEST_LINE and sum(map(str.isupper, letters)) > 0.7 * len(letters)
