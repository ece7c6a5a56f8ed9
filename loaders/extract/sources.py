"""The page's source line: who is cited through whom ("Source: Ukrinform, citing Pat Ryder")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.extract.attribution import Attributor
from loaders.extract.scene import choose
from loaders.extract.speakers import is_medium, speakers
from loaders.model import ZoneKind

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.tokens import Token
    from loaders.model import Actor

# "A, citing B": B speaks through A. "B, as reported by A" and "B in an interview with A": likewise.
_INWARD: Final = re.compile(
    r"\b(?:citing|quoting|with reference to|referring to|with a link to)\b", re.IGNORECASE
)
_OUTWARD: Final = re.compile(
    r"\b(?:as (?:reported|cited|quoted) by|reported by|quoted by|cited by|in an interview with"
    r"|in a comment(?:ary)? to|speaking to)\b|\b(?:to|on)\b(?= (?-i:[A-Z]))",
    re.IGNORECASE,
)

_CARRYING: Final = re.compile(
    r"as |reported|quoted|cited|in an interview|in a comment|speaking", re.IGNORECASE
)


def read_sources(scene: Scene, passages: list[Passage]) -> None:
    """Remember the chains, original speaker first, that the page's source line names."""
    for passage in passages:
        if passage.zone.kind is ZoneKind.SOURCE:
            scene.sources += [chain for part in _parts(passage) if (chain := _chain(scene, passage, part))]
            scene.mentioned += [actor for chain in scene.sources for actor in chain]
            scene.mentioned += [choose(scene, found) for found in passage.actors.values()]


def _parts(passage: Passage) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in passage.doc:
        if token.text == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _chain(scene: Scene, passage: Passage, tokens: list[Token]) -> tuple[Actor, ...]:
    """Return one source's chain, from the original speaker outward."""
    if not tokens:
        return ()
    text = passage.text[passage.spans[tokens[0].i][0] : passage.spans[tokens[-1].i][1]]
    base = passage.spans[tokens[0].i][0]
    into = list(_INWARD.finditer(text))
    inward = [base + m.start() for m in into]
    outward = [
        base + m.start()
        for m in _OUTWARD.finditer(text)
        if all(m.end() > i.end() or m.start() < i.start() for i in into)
    ]
    cuts = sorted({*inward, *outward})
    groups: list[list[Token]] = [[] for _ in range(len(cuts) + 1)]
    for token in tokens:
        groups[sum(1 for cut in cuts if passage.spans[token.i][0] >= cut)].append(token)
    chain: list[Actor] = []
    for index, group in enumerate(groups):
        row = [actor for actor in _sources_in(scene, passage, group) if actor not in chain]
        if not row:
            continue
        if index and cuts[index - 1] in inward:
            chain = [*reversed(row), *chain]
        elif (
            not chain
            or row[0].kind == "news_organization"
            or _is_told(text[cuts[index - 1] - base :], row[0])
        ):
            chain.append(row[0])
    return tuple(chain)


def _is_name_of_medium(reader: Reader, token: Token) -> bool:
    """Tell whether a word belongs to a name that follows its sort: "the newspaper Rheinischer Kurier"."""
    head = token
    while head.dep_ in {"appos", "flat"} and head.head != head:
        head = head.head
    return head != token and is_medium(reader, head)


def _is_told(words: str, actor: Actor) -> bool:
    """Tell whether some words say outright that a body carried what was said, whatever is known of it."""
    return _CARRYING.match(words) is not None and actor.kind == "organization"


def _sources_in(scene: Scene, passage: Passage, tokens: list[Token]) -> list[Actor]:
    """Return the source that some words name, a person first; a medium and "its source" are two."""
    found = _speakers_in(scene, passage, tokens)
    people = [actor for actor in found if actor.kind == "person"]
    if people or not found:
        return people[:1]
    within = any(t.lower_ in {"its", "their", "own"} for t in tokens) and found[0].kind in {
        "news_organization",
        "organization",
    }
    return [found[0], *(a for a in found[1:] if a.kind == "people" and within)][:2]


def _speakers_in(scene: Scene, passage: Passage, tokens: list[Token]) -> list[Actor]:
    reader = Attributor(scene, passage).reader()
    found: list[Actor] = []
    for token in tokens:
        named = token.i in passage.actors
        if not named and _is_name_of_medium(reader, token):
            continue
        if named or (token.pos_ in {"PROPN", "NOUN"} and token.dep_ not in {"compound", "amod"}):
            found += speakers(reader, token)
    return list(dict.fromkeys(found))
