"""What a place name asks for: the spellings to look up, and the kinds of place it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ontology.folding import fold, is_latin

_REGIONS: Final = frozenset({"region", "area"})
_TOWNS: Final = frozenset({"settlement", "district"})

# What stands behind or before a name and says its kind.
_REGION_WORDS: Final = (
    "oblasts?|regions?|provinces?|governorates?|governate|states?|krai|kray|republic|okrug|prefecture|county|"
    "department|territory|peninsula"
)
_TOWN_WORDS: Final = (
    "city|town|village|municipality|settlement|raion|rayon|district|area|sector|direction|axis|front|hromada|"
    "community|woreda|township|suburb|neighbou?rhood"
)
_BEHIND: Final = re.compile(
    rf"(?P<name>.+?) (?:autonomous )?(?:(?P<region>{_REGION_WORDS})|(?:{_TOWN_WORDS}))"
)
_BEFORE: Final = re.compile(
    rf"(?:port )?(?:(?P<region>{_REGION_WORDS})|(?:{_TOWN_WORDS}|port)) of (?P<name>.+)"
)
_ARTICLE: Final = re.compile(r"^(?:al|el|ad|adh|an|ar|as|ash|at|ath|az) (?=\w{3})")


@dataclass(frozen=True, slots=True)
class Asked:
    """The folded spellings of a name to look up, and the kinds it says (none when it says none)."""

    spellings: tuple[str, ...]
    kinds: frozenset[str]


def asked(name: str) -> Asked:
    """Return what a name asks for; "the" in front counts for nothing."""
    whole = fold(name).removeprefix("the ")
    said = _BEHIND.fullmatch(whole) or _BEFORE.fullmatch(whole)
    if said is None:
        return Asked(spellings(whole), frozenset())
    kinds = _REGIONS if said["region"] else _TOWNS
    return Asked((*spellings(whole), *spellings(said["name"].removeprefix("the "))), kinds)


def spellings(folded: str) -> tuple[str, ...]:
    """Return a name with and without the Arabic article in front; nothing for a name in another script."""
    if not is_latin(folded):
        return ()
    bare = _ARTICLE.sub("", folded)
    return (folded,) if bare == folded else (folded, bare)
