"""Whether an update is one, and one that is done here; and what it is worked out on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from service.sparql.guards import other_server, too_chained, too_nested
from service.sparql.namespaces import NAMESPACES
from service.sparql.update_syntax import Data, Manage, Modify, hoisted, operations
from service.sparql.update_templates import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.sparql.update_syntax import Operation

CONFLICT: Final = "the dataset is named by using-graph-uri or using-named-graph-uri, and in the update too"
LOADING: Final = (
    "LOAD is not answered here: the endpoint asks no other server; PUT or POST to the graph store"
)
UNREADABLE: Final = "the operations cannot be told apart: put spaces between their words"


class Refused(Exception):
    """The update asks for what is not done here."""


class Need(StrEnum):
    """What an update is worked out on: nothing, a state of the store, or one that changes on the way."""

    NOTHING = "nothing"
    STATE = "state"
    COPY = "copy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How an update is to be understood; graphs whose names begin with `own` are not for outsiders."""

    base: str
    union: bool
    own: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def checked(text: str, asked: Asked, *, isolated: bool) -> list[Operation]:
    """Return the operations of an update.

    Raises:
        SyntaxError: it is none.
        Refused: it is not done here.
    """
    _refuse(too_nested(text))
    try:
        found = list(operations(text))
    except (IndexError, ValueError):
        found = None
    for one in found or ():
        _refuse(too_chained(one.where) if isinstance(one, Modify) else None)
    _parse(text, asked)
    if found is None:
        raise SyntaxError(UNREADABLE)
    _refuse(other_server(text, isolated=isolated))
    for one in found:
        _check(one, asked)
    return found


def need(found: Sequence[Operation]) -> Need:
    """Return what a sequence of operations is worked out on."""
    looking = [position for position, one in enumerate(found) if not isinstance(one, Data)]
    if not looking:
        return Need.NOTHING
    return Need.STATE if looking == [0] else Need.COPY


def _check(one: Operation, asked: Asked) -> None:
    if isinstance(one, Manage) and one.verb == "LOAD" and not one.silent:
        raise Refused(LOADING)
    if isinstance(one, Modify) and one.names_dataset and (asked.using or asked.using_named):
        raise SyntaxError(CONFLICT)


def _refuse(reason: str | None) -> None:
    if reason is not None:
        raise Refused(reason)


def _parse(text: str, asked: Asked) -> None:
    """Have the engine parse an update, of which it does nothing; raise `SyntaxError` when it is none."""
    # The first operation fails on a store that is empty, after all of them were parsed.
    declarations, rest = hoisted(text)
    first = f"{declarations} CLEAR GRAPH <{MARK}> ; "
    try:
        ox.Store().update(first + rest, base_iri=asked.base, prefixes=NAMESPACES)  # noqa: TID251
    except RuntimeError:
        return
    except SyntaxError as error:
        raise SyntaxError(_without(str(error), len(first))) from error


def _without(message: str, columns: int) -> str:
    """Return the engine's message about a text that had so many columns put before its first line."""
    start = "error at 1:"
    if not message.startswith(start):
        return message
    column, rest = message.removeprefix(start).split(":", 1)
    return f"{start}{max(1, int(column) - columns)}:{rest}"
