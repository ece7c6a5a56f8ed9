"""What a load meets in its sources, beside the work that is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.errors import Refused

if TYPE_CHECKING:
    from service.inputs import Holding, Summary


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A source is being read from here on, or a file within one."""

    within: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """A source was read to its end; `dataset` is there if rows were, `source` is what reports call it."""

    source: str
    dataset: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A source could not be read, or no further."""

    refused: Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """From here on, all belongs to an input of this name, until it has ended."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """The input that began last was read whole, unless it changed meanwhile."""

    is_sound: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Same:
    """An input that the store holds as it is."""

    source: str
    summary: Summary


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """An article that the store holds as it is."""

    holding: Holding


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """Something that a source holds beside articles."""

    source: str
    reason: str


Finding = Opened | Closed | Broken | Begun | Ended | Same | Held | Passed | Refused
