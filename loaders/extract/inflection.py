"""The forms of the verbs that the extraction knows, so that none is lost to a wrong lemma."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Past tense and participle where they are irregular.
_IRREGULAR: Final = {
    "be": "was were been",
    "beat": "beat beaten",
    "bleed": "bled",
    "become": "became become",
    "begin": "began begun",
    "blow": "blew blown",
    "break": "broke broken",
    "bring": "brought",
    "build": "built",
    "buy": "bought",
    "come": "came come",
    "deal": "dealt",
    "drive": "drove driven",
    "fall": "fell fallen",
    "feel": "felt",
    "fight": "fought",
    "find": "found",
    "flee": "fled",
    "fly": "flew flown flies",
    "foresee": "foresaw foreseen",
    "get": "got gotten",
    "give": "gave given",
    "go": "went gone",
    "have": "had has",
    "hear": "heard",
    "hit": "hit",
    "hold": "held",
    "hurt": "hurt",
    "keep": "kept",
    "know": "knew known",
    "leave": "left",
    "lend": "lent",
    "lose": "lost",
    "make": "made",
    "overrun": "overran overrun",
    "plead": "pled pleaded",
    "put": "put",
    "retake": "retook retaken",
    "rise": "rose risen",
    "say": "said",
    "see": "saw seen",
    "seek": "sought",
    "sell": "sold",
    "send": "sent",
    "withstand": "withstood",
    "shake": "shook shaken",
    "shoot": "shot",
    "sink": "sank sunk",
    "slay": "slew slain",
    "speak": "spoke spoken",
    "stand": "stood",
    "strike": "struck stricken",
    "swear": "swore sworn",
    "tear": "tore torn",
    "lay": "laid",
    "sow": "sowed sown",
    "take": "took taken",
    "tell": "told",
    "think": "thought",
    "undergo": "underwent undergone",
    "undertake": "undertook undertaken",
    "withdraw": "withdrew withdrawn",
    "withhold": "withheld",
    "write": "wrote written",
    "lead": "led",
    "set": "set",
    "cast": "cast",
    "let": "let",
    "show": "showed shown",
    "bear": "bore borne",
    "burn": "burned burnt",
    "quit": "quit",
    "resell": "resold",
    "freeze": "froze frozen",
    "bus": "bused bussed",
}
_DOUBLED: Final = frozenset(
    [
        "admit",
        "commit",
        "stop",
        "plan",
        "transfer",
        "ship",
        "repel",
        "deter",
        "drop",
        "gun",
        "ram",
        "step",
        "cut",
        "hit",
        "put",
        "get",
        "let",
        "set",
        "begin",
        "run",
        "shoot-down",
        "equip",
        "rebut",
        "abet",
        "control",
        "compel",
        "expel",
        "refer",
        "occur",
        "permit",
        "submit",
        "infer",
        "drag",
        "grip",
        "rip",
        "tap",
        "kidnap",
        "scrap",
        "rob",
        "stab",
        "slam",
        "lob",
        "grab",
        "wrap",
        "trap",
        "stun",
        "shred",
        "plot",
        "rig",
        "ram",
        "strip",
        "airdrop",
        "outfit",
        "embed",
        "quit",
    ]
)
# One syllable with one short vowel: "slip", "thin", but not "tow".
_SHORT: Final = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")
_BRITISH: Final = re.compile(r".*[^aeiou][aeiou]l")
_VOWEL_E: Final = re.compile(r"e$")
_CONSONANT_Y: Final = re.compile(r"(?<=[^aeiou])y$")


@cache
def lemma_by_form(lemmas: frozenset[str]) -> dict[str, str]:
    """Return every inflected form of some verbs with its verb; a verb that is a form too keeps itself."""
    table = {form: lemma for lemma in sorted(lemmas) for form in _forms(lemma)}
    return {**table, **{lemma: lemma for lemma in lemmas if " " not in lemma}}


def verbs(phrases: Iterable[str]) -> frozenset[str]:
    """Return the verbs of verb phrases ("shoot down") without their particles."""
    return frozenset(phrase.split()[0] for phrase in phrases if phrase)


def _forms(verb: str) -> Iterator[str]:
    doubled = verb in _DOUBLED or _SHORT.fullmatch(verb)
    yield _third_person(verb)
    yield from _formed(verb, verb + verb[-1] if doubled else verb)
    if _BRITISH.fullmatch(verb) and not doubled:
        yield from _formed(verb, verb + "l")  # "funnelled" beside "funneled"


def _formed(verb: str, stem: str) -> Iterator[str]:
    yield (stem[:-1] if _VOWEL_E.search(stem) and not stem.endswith(("ee", "oe", "ye")) else stem) + "ing"
    if verb in _IRREGULAR:
        yield from _IRREGULAR[verb].split()
    else:
        yield _CONSONANT_Y.sub("i", stem) + ("d" if stem.endswith("e") else "ed")


def _third_person(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return _CONSONANT_Y.sub("ies", verb)
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
