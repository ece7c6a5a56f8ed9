"""The names that the authority data knows: actors and weapons, found in a text in one pass."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_SHORTEST_SHOUTED: Final = 3
_SHORTEST_LINE: Final = 20
_AFTER_NAME: Final = re.compile("(?!\\w)|(?=['\u2019]s?\\b)")
_PLURALS: Final = ((re.compile(r"(?<=[^aeiou])y$"), "ies"), (re.compile(r"(?<=[sxz])$|(?<=[cs]h)$"), "es"))
_NO_PLURAL: Final = ("artillery", "ammunition", "weaponry", "aircraft", "armour", "weapons", "aid", "forces")


class Matcher(Generic[Entry]):
    """Finds aliases in a text, leftmost and longest, at word boundaries."""

    def __init__(
        self, names: Iterable[tuple[str, NameKind, Entry]], ambiguous: frozenset[str] = frozenset()
    ) -> None:
        """Match `names`; those in `ambiguous` are ordinary words or other names too."""
        self._ambiguous = ambiguous
        exact: dict[str, dict[Entry, NameKind]] = defaultdict(dict)
        folded: dict[str, dict[Entry, NameKind]] = defaultdict(dict)
        for name, kind, entry in names:
            table = folded if name.islower() else exact
            table[name].setdefault(entry, kind)
        self._exact = _Automaton(exact)
        self._folded = _Automaton(folded)
        self._upper = _Automaton(
            {name.upper(): found for name, found in exact.items() if len(name) > _SHORTEST_SHOUTED}
        )

    def find(self, text: str) -> list[Found[Entry]]:
        """Return the names found in `text` in order, none overlapping another."""
        capitals = self._upper if _is_shouted(text) else self._exact
        found = [*capitals.find(text), *self._folded.find(text.lower())]
        return without_overlaps(found)

    def is_ambiguous(self, words: str) -> bool:
        """Tell whether a name found may just as well be something else."""
        return words in self._ambiguous or words.removesuffix("s") in self._ambiguous


class _Automaton(Generic[Entry]):
    def __init__(self, table: dict[str, dict[Entry, NameKind]]) -> None:
        self._names = list(table)
        self._found = [table[name] for name in self._names]
        self._search = AhoCorasick(self._names, matchkind=MatchKind.Standard) if self._names else None

    def find(self, text: str) -> Iterator[Found[Entry]]:
        if self._search is None:
            return
        for index, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            if (start and text[start - 1].isalnum()) or not _AFTER_NAME.match(text, end):
                continue
            entries = self._found[index]
            yield Found(start, end, next(iter(entries.values())), tuple(entries))


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
def actor_entries() -> dict[str, ActorEntry]:
    """Return every actor of the authority data by its id."""
    return {raw["id"]: _actor(raw) for raw in _read("actors.json")["actors"]}


@cache
def actor_names() -> Matcher[ActorEntry]:
    """Return the matcher of all actors' names."""
    entries = actor_entries()
    names = (
        (name if name.isascii() else straight(name), kind, entries[raw["id"]])
        for raw in _read("actors.json")["actors"]
        for kind in NameKind
        for name in [*raw[kind], *([raw["label"]] if kind is NameKind.NAME else [])]
    )
    return Matcher(names, _ambiguous("actors"))


@cache
def weapon_entries() -> dict[str, WeaponEntry]:
    """Return every weapon of the weapon scheme by its id."""
    keys = ("id", "concept", "label", "broader", "maker")
    return {raw["id"]: WeaponEntry(*(raw[key] for key in keys)) for raw in _read("weapons.json")["weapons"]}


@cache
def weapon_names() -> Matcher[WeaponEntry]:
    """Return the matcher of all weapons' names, singular and plural."""
    entries = weapon_entries()
    names = (
        (straight(form), NameKind.NAME, entries[raw["id"]])
        for raw in _read("weapons.json")["weapons"]
        for alias in raw["aliases"]
        for form in _forms(alias)
    )
    return Matcher(names, _ambiguous("weapons"))


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
    return [f for f in found if sure or not matcher.is_ambiguous(text[f.start : f.end]) or _of_arms(text, f)]


# A number before the word or a weapon noun after it: "two Patriots", "Leopard tanks".
_COUNT_BEFORE: Final = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens of|several|more|another))\s"
    r"(?:(?:more|old|older|new|newer|modern|used|second-hand|extra|additional|further|heavy|light|patrol|such)\s)?$",
    re.IGNORECASE,
)
_ARMS_AFTER: Final = re.compile(
    r"[\s-]+(?:[\w-]+\s){0,2}(?:tank|missile|rocket|howitzer|system|drone|launcher|batter(?:y|ie)|vehicle|jet|aircraft|gun|shell|bomb|interceptor|"
    r"fighter|helicopter|munition|carrier|plane|mortar|weapon|deliver(?:y|ies)|shipment|suppl(?:y|ies)|export|"
    r"sale|transfer|consignment|purchase|smuggling)",
    re.IGNORECASE,
)
# A verb or noun of handing over before it: "sold mortars to", "deliveries of arms".
_MOVED_BEFORE: Final = re.compile(
    r"\b(?:suppl|deliver|export|import|donat|smuggl|ship(?!s\b)|sell|sold|sale|transfer|consignment|cargo|send|sent|"
    r"provi[ds]|procure|purchase|buy|bought|truck|haul|airlift|rush|transport|offload|gift|giv|gave|hand)\w*\s(?:of\s)?(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_NAME_BEFORE: Final = re.compile(r"(?<![.!?\"]\s)\b([A-Z][a-z]+)\s$")
_NAME_AFTER: Final = re.compile(r"\s[A-Z][a-z]+")


# "the Saudi Teaching Maternal Hospital": part of a name, no actor.
_IN_A_NAME: Final = re.compile(
    r"(?:\s[A-Z][\w'-]+)*\s(?:Hospital|University|School|Mosque|Church|Clinic|Market|Street|Bridge|Hotel|Cemetery|College)\b"
)


def _of_arms(text: str, found: Found[WeaponEntry]) -> bool:
    before = _COUNT_BEFORE.search(text, 0, found.start) or _moved(text, found)
    return bool(before or _ARMS_AFTER.match(text, found.end))


def _moved(text: str, found: Found[WeaponEntry]) -> bool:
    """Tell "sold mortars": an ordinary word in lower case; "sent Boxer" is no vehicle."""
    common = text[found.start].islower()
    return common and _MOVED_BEFORE.search(text, max(0, found.start - _NEAR), found.start) is not None


_NEAR: Final = 60


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
    data: dict[str, Any] = json.loads(files("ontology").joinpath("lexicon", name).read_bytes())
    return data


def _ambiguous(part: str) -> frozenset[str]:
    return frozenset(name for raw in _read(f"{part}.json")[part] for name in raw["ambiguous"])


def _actor(raw: dict[str, Any]) -> ActorEntry:
    tenures = tuple(Tenure(t["role"], t["organization"], t["from"], t["until"]) for t in raw["offices"])
    return ActorEntry(raw["id"], raw["label"], raw["kind"], raw["country"], raw["part_of"], tenures)


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
