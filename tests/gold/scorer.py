"""How many of the claims that an analyst reads out of a text are found, and how many slots are right."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SLOTS: Final = {
    "deployment": ("force", "host", "place", "quantity"),
    "casualties": ("victim", "perpetrator", "outcome", "place", "quantity"),
    "weapons_transfer": ("supplier", "recipient", "weapons", "quantity"),
    "armed_action": ("attacker", "target", "weapons", "place", "quantity"),
}
UNDISTINGUISHING: Final = frozenset(
    ["a", "an", "and", "city", "in", "military", "oblast", "of", "province", "region", "s", "the", "us"]
)
LEAST_OVERLAP: Final = 4  # characters: evidence that shares less than a short word is about something else


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value of a slot: the words of its name, and the country where it has one."""

    words: frozenset[str]
    country: str | None = None

    def agrees(self, other: Value) -> bool:
        """Return whether both name the same: by country, else one name contained in the other."""
        if self.country is not None and other.country is not None:
            return self.country == other.country
        return bool(self.words & other.words) and (self.words <= other.words or other.words <= self.words)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A claim as the annotation or the system tells it; `spans` are the passages accepted as its evidence."""

    type: str
    status: str
    speakers: tuple[Value, ...]
    is_anonymous: bool
    slots: Mapping[str, tuple[Value, ...]]
    spans: tuple[tuple[int, int], ...]

    def overlap(self, other: Told) -> int:
        """Return how many characters of evidence the two share at most."""
        shared = (min(a[1], b[1]) - max(a[0], b[0]) for a in self.spans for b in other.spans)
        return max(0, *shared)

    def right(self, found: Told) -> int:
        """Return how many of this claim's slot values the found claim has."""
        return sum(_matched(name, values, found.slots[name]) for name, values in self.slots.items())

    @property
    def size(self) -> int:
        """Return how many slot values the claim has; several names of a place count as one."""
        return sum(min(1, len(v)) if name == "place" else len(v) for name, v in self.slots.items())

    def is_strictly(self, found: Told) -> bool:
        """Return whether the found claim has this one's status and in every slot what this one has."""
        return self.status == found.status and all(self.agrees_in(name, found) for name in self.slots)

    def agrees_in(self, slot: str, found: Told) -> bool:
        """Return whether the found claim has in a slot what this one has, and no more."""
        values, others = self.slots[slot], found.slots[slot]
        if slot == "place":
            return bool(_matched(slot, values, others)) if values else not others
        return _matched(slot, values, others) == len(values) == len(others)

    def is_spoken_like(self, found: Told) -> bool:
        """Return whether the found claim's speaker is accepted; none where the article itself speaks."""
        if not found.speakers:
            return self.is_anonymous
        return any(name.agrees(found.speakers[0]) for name in self.speakers)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Counts over the claims of one text or of many."""

    expected: int = 0
    found: int = 0
    aligned: int = 0
    status_right: int = 0
    speaker_right: int = 0
    slots_expected: int = 0
    slots_found: int = 0
    slots_right: int = 0

    def __add__(self, other: Self) -> Tally:
        return Tally(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)})

    def figures(self) -> dict[str, float]:
        """Return F1 of claims and slots, and how often an aligned claim has the right status and speaker."""
        return {
            "claims": _percent(2 * self.aligned, self.expected + self.found),
            "slots": _percent(2 * self.slots_right, self.slots_expected + self.slots_found),
            "status": _percent(self.status_right, self.aligned),
            "speaker": _percent(self.speaker_right, self.aligned),
        }


def score(gold: Mapping[str, Any], extracted: Mapping[str, Any]) -> Tally:
    """Return the counts for one text, given its annotation and what `casus extract` prints for it."""
    expected, found = told(gold, extracted)
    pairs = align(expected, found)
    return Tally(
        expected=len(expected),
        found=len(found),
        aligned=len(pairs),
        status_right=sum(expected[e].status == found[f].status for e, f in pairs),
        speaker_right=sum(expected[e].is_spoken_like(found[f]) for e, f in pairs),
        slots_expected=sum(claim.size for claim in expected),
        slots_found=sum(claim.size for claim in found),
        slots_right=sum(expected[e].right(found[f]) for e, f in pairs),
    )


def judged(gold: Mapping[str, Any], extracted: Mapping[str, Any]) -> list[bool | None]:
    """Return of each extracted claim whether it is strictly right; None where it is not scored."""
    expected = [_annotated(claim) for claim in gold["claims"]]
    found = [_extracted(claim) for claim in extracted["claims"]]
    partner = {f: expected[e] for e, f in align(expected, found)}
    ignored = gold.get("ignore", ())
    return [
        partner[n].is_strictly(claim) if n in partner else None if _is_inside(claim, ignored) else False
        for n, claim in enumerate(found)
    ]


def told(gold: Mapping[str, Any], extracted: Mapping[str, Any]) -> tuple[list[Told], list[Told]]:
    """Return the annotated claims, and the extracted ones without strays where nothing is scored."""
    expected = [_annotated(claim) for claim in gold["claims"]]
    found = [_extracted(claim) for claim in extracted["claims"]]
    used = {f for _, f in align(expected, found)}
    ignored = gold.get("ignore", ())
    return expected, [c for n, c in enumerate(found) if n in used or not _is_inside(c, ignored)]


def align(expected: Sequence[Told], found: Sequence[Told]) -> list[tuple[int, int]]:
    """Return which claim was found as which: same type, evidence in common, the best filled pairs first."""
    candidates = [
        (e.right(f), e.overlap(f), -i, -j)
        for i, e in enumerate(expected)
        for j, f in enumerate(found)
        if e.type == f.type and e.overlap(f) >= LEAST_OVERLAP
    ]
    left: set[int] = {*range(len(expected))}
    free: set[int] = {*range(len(found))}
    pairs: list[tuple[int, int]] = []
    for *_, i, j in sorted(candidates, reverse=True):
        if -i in left and -j in free:
            left.remove(-i)
            free.remove(-j)
            pairs.append((-i, -j))
    return sorted(pairs)


def _annotated(claim: Mapping[str, Any]) -> Told:
    slots = claim["slots"]
    names = [*claim["claimants"][:1], *claim["claimants_alt"]]
    return Told(
        type=claim["type"],
        status=claim["status"],
        speakers=tuple(_name(name) for name in names),
        is_anonymous=not claim["claimants"],
        slots={name: _values(name, slots[name]) for name in SLOTS[claim["type"]]},
        spans=tuple((start, end) for start, end in [(claim["start"], claim["end"]), *claim["also"]]),
    )


def _extracted(claim: Mapping[str, Any]) -> Told:
    evidence = claim["evidence"]
    return Told(
        type=claim["type"],
        status=claim["status"],
        speakers=tuple(_name(actor["label"]) for actor in claim["claimants"]),
        is_anonymous=not claim["claimants"],
        slots={name: _values(name, claim[name]) for name in SLOTS[claim["type"]]},
        spans=((evidence["start"], evidence["end"]),),
    )


def _values(name: str, value: Any) -> tuple[Value, ...]:
    match value:
        case [*entries]:
            return tuple(found for entry in entries if (found := _value(name, entry)) is not None)
        case None:
            return ()
        case entry:
            return _values(name, [entry])


def _value(name: str, entry: Any) -> Value | None:
    if name == "quantity":
        bounds = (entry["low"], entry["high"])
        return None if bounds == (None, None) else Value(words=frozenset([f"{bounds[0]}-{bounds[1]}"]))
    if isinstance(entry, str):
        return _name(entry) if name == "place" else Value(words=frozenset([entry]))
    if name == "weapons":
        return Value(words=frozenset([entry["concept"]]))
    return _name(entry["label"], None if name == "place" else entry["country"])


def _name(label: str, country: str | None = None) -> Value:
    words = frozenset(re.findall(r"\w+", label.casefold()))
    return Value(words=words - UNDISTINGUISHING or words, country=country)


def _matched(name: str, expected: tuple[Value, ...], found: tuple[Value, ...]) -> int:
    if name == "place":
        return int(any(value.agrees(other) for value in expected for other in found))
    left = list(found)
    matched = 0
    for value in expected:
        other = next((candidate for candidate in left if value.agrees(candidate)), None)
        if other is not None:
            left.remove(other)
            matched += 1
    return matched


def _is_inside(claim: Told, ignored: Iterable[Sequence[int]]) -> bool:
    return any(start <= claim.spans[0][0] and claim.spans[0][1] <= end for start, end in ignored)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
