"""The spellings of an actor's name that newsrooms use beside the one that the authority data holds."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

# Words that newsrooms spell in two ways; the Turtle holds one, the list both.
SPELLINGS: Final = (
    ("Defence", "Defense"),
    ("defence", "defense"),
    ("Organisation", "Organization"),
    ("Mobilisation", "Mobilization"),
    ("Centre", "Center"),
    ("Programme", "Program"),
    ("recognised", "recognized"),
    ("US", "U.S."),
    ("UK", "U.K."),
    ("UN", "U.N."),
)
# Words that name an organ of a state, written large or small after the state's name: "Ukraine's air force".
# fmt: off
ORGAN_WORDS: Final = frozenset((
    "administration", "agency", "air", "armed", "army", "authorities", "border", "chiefs", "civil",
    "command", "defence", "defense", "department", "emergency", "force", "forces", "foreign", "general",
    "government", "guard", "guards", "health", "home", "intelligence", "interior", "joint", "junta",
    "military", "ministry", "national", "navy", "office", "parliament", "police", "presidential", "regime",
    "security", "service", "services", "staff",
))
# fmt: on
ORGANS: Final = frozenset({"government", "ministry", "armed_force", "intelligence_service", "organization"})
_WORD: Final = re.compile(r"[A-Za-z]+")
# Words of the authority data are matched as wholes; "US" is none in "RUSI", nor the "UN" of "UNIFIL".
_SPELLED: Final = {
    one: re.compile(rf"(?<![\w.]){re.escape(one)}(?!\w)") for pair in SPELLINGS for one in pair
}


def spellings(name: str, kind: str) -> list[str]:
    """Return a name as newsrooms spell it, as given first: British or American, organs large or small.

    A name of organ words alone ("Department of Defense") is one state's own and stays as it is.
    """
    if _is_bare(name):
        return [name]
    forms = [name]
    for pair in SPELLINGS:
        if any(_SPELLED[one].search(name) for one in pair):
            forms = [_respelled(form, pair, one) for form, one in product(forms, pair)]
    cased = [case for form in forms for case in ((form, *_cased(form)) if kind in ORGANS else (form,))]
    return list(dict.fromkeys([name, *cased]))


def _is_bare(name: str) -> bool:
    return all(word.lower() in ORGAN_WORDS for word in _WORD.findall(name) if word != "of")


def _respelled(name: str, pair: tuple[str, str], wanted: str) -> str:
    for one in pair:
        name = _SPELLED[one].sub(wanted, name)
    return name


def _cased(name: str) -> tuple[str, str]:
    small = _WORD.sub(lambda m: m[0].lower() if m[0].lower() in ORGAN_WORDS else m[0], name)
    large = _WORD.sub(lambda m: m[0].capitalize() if m[0] in ORGAN_WORDS else m[0], name)
    return small, large
