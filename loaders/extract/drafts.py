"""A claim before it is numbered and merged with its repetitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.extract.commitment import Reading
    from loaders.extract.slots import Slots
    from loaders.extract.voice import Voice
    from loaders.model import EventDate, Span, Trace, ZoneKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A claim before it is numbered: slots, reading, voice and place in the text.

    `performed` where a verb beside its noun says who did it: "staged a raid". `struck` where its sentence
    tells of an attack, or takes one up by a pronoun ("It killed five").
    `aside` where it came before what its sentence is about: "a week after rebels shot down a plane".
    """

    slots: Slots
    reading: Reading
    status: str
    voice: Voice
    zone: ZoneKind
    date: EventDate | None
    evidence: Span
    sentence: Span
    trigger: str
    activity: str | None = None
    transfer_stage: str | None = None
    action: str | None = None
    nominal: bool = False
    performed: bool = False
    doerless: bool = False
    struck: bool = False
    tense: str = ""
    takes_up: bool = False
    aside: bool = False
    elsewhere: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()
    trace: Trace | None = None
