"""Cursors: where a page ended, in a form that a client hands back unchanged."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import orjson

CHECK: Final = 6  # bytes that tell a cursor that was tampered with


class BadCursor(Exception):
    """The cursor is none that a page of this list gave."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A place in a list: the value that it is sorted by, and the row."""

    value: str | int
    row: str | int


def written(order: str, position: Position) -> str:
    """Return the cursor of a place in a list of this order."""
    told = orjson.dumps([position.value, position.row])
    return _spelled(_check(order, told) + told)


def read(order: str, cursor: str) -> Position:
    """Return the place that a cursor names.

    Raises:
        BadCursor: it is none that a page of this list gave.
    """
    try:
        raw = urlsafe_b64decode((cursor + "=" * (-len(cursor) % 4)).encode("ascii"))
    except ValueError:
        raise BadCursor(cursor) from None
    check, told = raw[:CHECK], raw[CHECK:]
    if check != _check(order, told) or _spelled(raw) != cursor:
        raise BadCursor(cursor)
    value, row = orjson.loads(told)
    return Position(value=value, row=row)


def _spelled(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _check(order: str, told: bytes) -> bytes:
    return blake2b(told, key=order.encode()[:64], digest_size=CHECK).digest()
