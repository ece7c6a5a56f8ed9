"""Which of the formats that are offered a client accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.problems import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_RANGES: Final = 64  # no client names more; a header of thousands is no negotiation
QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format by its short name, its media type, and other types that clients ask for it by."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def media_types(self) -> tuple[str, ...]:
        """Return every media type that names it, its own first."""
        return (self.media_type, *self.aliases)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A format and the media type under which the client asked for it."""

    format: Format
    media_type: str


def negotiate(accept: str | None, offered: Sequence[Format]) -> Choice | None:
    """Return what the client likes best of what is offered, None when it accepts nothing of it.

    Equally liked formats are taken in the order in which they are offered; no header accepts all.
    """
    ranges = _ranges(accept or "*/*")
    best: tuple[float, Choice] | None = None
    for candidate in offered:
        for media_type in candidate.media_types:
            quality = _quality(media_type, ranges)
            if quality > 0 and (best is None or quality > best[0]):
                best = (quality, Choice(format=candidate, media_type=media_type))
    return None if best is None else best[1]


def named(name: str, offered: Sequence[Format]) -> Choice | None:
    """Return the format of a short name or media type, None when it is not among those offered."""
    for candidate in offered:
        if name == candidate.name or name in candidate.media_types:
            return Choice(format=candidate, media_type=candidate.media_type)
    return None


def choose(name: str | None, accept: str | None, *offers: Sequence[Format]) -> list[Choice | None]:
    """Return for each offer what `format=` or else `Accept` picks of it.

    Raises:
        BadRequest: `format` names nothing that any of the offers has.
    """
    if name is None:
        return [negotiate(accept, offered) for offered in offers]
    chosen = [named(name, offered) for offered in offers]
    if all(choice is None for choice in chosen):
        known = ", ".join(candidate.name for offered in offers for candidate in offered)
        raise BadRequest("format", f"{name[:40]!r} is none of: {known}")
    return chosen


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an Accept header with their qualities; malformed ones are left out."""
    ranges: list[tuple[str, float]] = []
    for part in accept.split(",")[:MOST_RANGES]:
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        given = [
            value.strip() for key, _, value in (p.partition("=") for p in parameters) if key.strip() == "q"
        ]
        quality = given[0] if given else "1"
        if "/" in media and QUALITY.fullmatch(quality):
            ranges.append((media, float(quality)))
    return ranges


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Return the quality that the most specific matching range gives."""
    for pattern in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        for media, quality in ranges:
            if media == pattern:
                return quality
    return 0.0
