"""What a place name asks for: the spellings to look up, and the kinds of place it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ontology.folding import fold

_REGIONS: Final = frozenset({"region", "area"})
_TOWNS: Final = frozenset({"settlement", "district"})

# What stands before or behind a name and says its kind; longer ones first where one ends in another.
_BEHIND: Final = re.compile(
    r"(?P<name>.+?) (?:autonomous )?(?:(?P<region>oblasts?|regions?|provinces?|governorates?|governate|states?|"
    r"krai|kray|republic|okrug|prefecture|county|department|territory|peninsula)"
    r"|(?P<town>city|town|village|municipality|settlement|raion|rayon|district|area|sector|direction|axis|front|"
    r"hromada|community|woreda|township|suburb|neighbou?rhood))"
)
_BEFORE: Final = re.compile(
    r"(?:(?P<region>(?:oblast|region|province|governorate|state|republic|department))"
    r"|(?P<town>(?:port )?(?:city|town|village|district|municipality|suburb|settlement|township)|port))"
    r" of (?P<name>.+)"
)
_ARTICLE: Final = re.compile(r"(?:al|el|ad|adh|an|ar|as|ash|at|ath|az) (?=\w{3})")


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
        return Asked(_spellings(whole), frozenset())
    kinds = _REGIONS if said["region"] else _TOWNS
    return Asked((*_spellings(whole), *_spellings(said["name"].removeprefix("the "))), kinds)


def _spellings(folded: str) -> tuple[str, ...]:
    """Return a name with and without the Arabic article in front."""
    bare = _ARTICLE.sub("", folded, count=1)
    return (folded,) if bare == folded else (folded, bare)
