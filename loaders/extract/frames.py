"""The predicates that express a claim, read from frames/*.toml: how their arguments map to slots."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.model import ClaimType


@dataclass(frozen=True, slots=True)
class Frame:
    """One predicate with one meaning.

    `needs` names, by role, the class of noun that must fill it (words.toml, or actor, place, people, weapon).
    `roles` maps an argument ("subject", "object", "indirect", or a preposition) to a role of the claim type.
    `mood` is what the predicate itself says of the event: None, or a stance ("commits", "refuses").
    `strict` where the predicate alone is no claim: to fight is a deployment only abroad or on another's side.
    """

    name: str
    type: ClaimType
    needs: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    particle: str | None
    mood: str | None
    outcome: str | None
    activity: str | None
    transfer_stage: str | None
    action: str | None
    light: bool
    strict: bool

    def role(self, argument: str) -> str | None:
        """Return the role that an argument fills, or None."""
        return dict(self.roles).get(argument)


@cache
def verb_frames() -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each verb, by lemma, in the order in which they are tried."""
    return _by_lemma("verbs")


@cache
def noun_frames() -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each noun, by lemma, in the order in which they are tried."""
    return _by_lemma("nouns")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which a predicate makes a claim of its type, and one in which it makes none."""

    frame: str
    type: ClaimType
    fires: str
    silent: str


@cache
def examples() -> tuple[Example, ...]:
    """Return the example sentences of each word of each predicate."""
    return tuple(
        Example(_name(kind, words), kind, told["fires"], told["silent"])
        for kind in ClaimType
        for raw in predicates(kind)["predicate"]
        for part in ("verbs", "nouns")
        for words, told in raw.get(part, {}).items()
    )


@cache
def predicates(kind: ClaimType) -> dict[str, Any]:
    """Return what the file of a claim type says of its predicates and roles."""
    text = files("loaders.extract").joinpath("frames", f"{kind}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _by_lemma(part: str) -> dict[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = defaultdict(list)
    for kind in ClaimType:
        data = predicates(kind)
        for raw in data["predicate"]:
            for words in raw.get(part, ()):
                lemma, _, particle = words.partition(" ")
                table[lemma] += [
                    _frame(kind, lemma, particle or None, {**raw, "needs": needs}, data["roles"])
                    for needs in _alternatives(raw)
                ]
    return {lemma: tuple(sorted(frames, key=_wording)) for lemma, frames in table.items()}


def _wording(frame: Frame) -> int:
    """Put the longest expression first: "put boots on the ground" before "put"."""
    return -len((frame.particle or "").split())


def _alternatives(raw: dict[str, Any]) -> list[dict[str, str]]:
    """Return the needs of a predicate, once for each class where one role may be of several."""
    rows: list[dict[str, str]] = [{}]
    for role, kinds in raw.get("needs", {}).items():
        rows = [
            {**row, role: kind} for row in rows for kind in ([kinds] if isinstance(kinds, str) else kinds)
        ]
    return rows


def _frame(
    kind: ClaimType, lemma: str, particle: str | None, raw: dict[str, Any], common: dict[str, str]
) -> Frame:
    roles = {**common, **raw.get("roles", {})}
    return Frame(
        name=_name(kind, f"{lemma} {particle or ''}"),
        type=kind,
        needs=tuple(raw.get("needs", {}).items()),
        roles=tuple(roles.items()),
        particle=particle,
        mood=raw.get("mood"),
        outcome=raw.get("outcome"),
        activity=raw.get("activity"),
        transfer_stage=raw.get("stage"),
        action=raw.get("action"),
        light=raw.get("light", False),
        strict=raw.get("strict", False),
    )


def _name(kind: ClaimType, words: str) -> str:
    return f"{kind}:{'-'.join(words.split())}"
