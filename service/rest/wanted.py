"""Parameters as what the index is asked: ids checked against what is known, days in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from service.index import entities
from service.index.filters import Wanted
from service.index.fulltext import BadQuestion, parsed
from service.index.lists import was_held
from service.problems import BadRequest
from service.rest.filters import (
    ConceptFilters,
    EntityFilters,
    PlaceFilters,
    Reading,
    Selection,
    TypedSelection,
    Worded,
)
from service.rest.parameters import corners

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from pydantic import BaseModel
    from starlette.requests import Request

ID: Final = re.compile(r"[\w.~-]{1,200}")
CONCEPT: Final = "https://w3id.org/casus/concept/"


def wanted(db: sqlite3.Connection, asked: Reading, base: str) -> Wanted:
    """Return what rows some parameters ask for; `base` is the store's base IRI.

    Raises:
        BadRequest: a parameter names what nobody knows, or contradicts another.
    """
    if not isinstance(asked, Worded):
        return Wanted()
    _check_question(asked.q)
    if isinstance(asked, Selection):
        return _of_claims(db, asked, base)
    if isinstance(asked, EntityFilters):
        box = asked.bbox if isinstance(asked, PlaceFilters) else None
        return Wanted(
            kinds=_kinds(db, "kind", asked.kind),
            countries=_countries(db, asked.country),
            box=None if box is None else corners(box),
            q=asked.q,
        )
    if isinstance(asked, ConceptFilters):
        return Wanted(kinds=_kinds(db, "scheme", asked.scheme), q=asked.q)
    return Wanted(q=asked.q)


def once(request: Request, asked: BaseModel) -> None:
    """Check that no parameter of one value is given twice.

    Raises:
        BadRequest: one is.
    """
    given = request.query_params
    if len(given) == len(given.multi_items()):
        return
    for name, field in type(asked).model_fields.items():
        key = field.alias or name
        if len(given.getlist(key)) > 1 and not isinstance(getattr(asked, name), list):
            raise BadRequest(key, "given more than once")


def _of_claims(db: sqlite3.Connection, asked: Selection, base: str) -> Wanted:
    _check_order("from", asked.from_, "to", asked.to)
    _check_order("said_from", asked.said_from, "said_to", asked.said_to)
    for event in asked.event:
        raise BadRequest(
            "event", f"no event has the id {event[:80]!r}: claims are not resolved to events yet"
        )

    def known(name: str, values: list[str], kind: str) -> tuple[str, ...]:
        found = tuple(_id(name, kind, value, base) for value in values)
        return _checked(name, found, lambda one: entities.is_known(db, f"{kind}s", one))

    articles = tuple(_id("article", "article", value, base) for value in asked.article)
    return Wanted(
        types=tuple(asked.type) if isinstance(asked, TypedSelection) else (),
        statuses=tuple(asked.status),
        stances=tuple(asked.stance),
        certainties=tuple(asked.certainty),
        time_frames=tuple(asked.time_frame),
        outcomes=tuple(asked.outcome),
        weapons=_weapons(db, asked.weapon),
        actors=known("actor", asked.actor, "actor"),
        roles=tuple(asked.role),
        with_parts=asked.include == "parts",
        speakers=known("speaker", asked.speaker, "actor"),
        publishers=known("publisher", asked.publisher, "actor"),
        places=known("place", asked.place, "place"),
        countries=_countries(db, asked.country),
        box=None if asked.bbox is None else corners(asked.bbox),
        first=asked.from_,
        last=asked.to,
        said_first=asked.said_from,
        said_last=asked.said_to,
        min_quantity=asked.min_quantity,
        articles=_checked("article", articles, lambda one: was_held(db, one)),
        q=asked.q,
        as_of=asked.as_of,
        held_at=asked.held_at,
    )


def _check_question(question: str | None) -> None:
    try:
        if question is not None:
            parsed(question)
    except BadQuestion as error:
        raise BadRequest("q", str(error)) from None


def _check_order(first: str, from_: str | None, last: str, to: str | None) -> None:
    if from_ is not None and to is not None and from_ > to:
        raise BadRequest(first, f"it is after {last}")


def _id(name: str, kind: str, value: str, base: str) -> str:
    found = unquote(value.removeprefix(f"{base}{kind}/"))
    if not ID.fullmatch(found):
        raise BadRequest(name, f"{value[:80]!r} is neither an id nor an IRI of this service")
    return found


def _checked(name: str, values: tuple[str, ...], is_known: Callable[[str], bool]) -> tuple[str, ...]:
    for value in values:
        if not is_known(value):
            raise BadRequest(name, f"nothing here has the id {value[:80]!r}")
    return values


def _countries(db: sqlite3.Connection, values: list[str]) -> tuple[str, ...]:
    return _checked("country", tuple(values), lambda code: entities.is_country(db, code))


def _kinds(db: sqlite3.Connection, name: str, values: list[str]) -> tuple[str, ...]:
    return _checked(name, tuple(values), lambda kind: entities.is_kind(db, kind))


def _weapons(db: sqlite3.Connection, values: list[str]) -> tuple[str, ...]:
    found = tuple(value.removeprefix(CONCEPT).removeprefix("weapon/").replace("_", "-") for value in values)
    return _checked("weapon", found, lambda one: entities.is_known(db, "concepts", f"weapon/{one}"))
