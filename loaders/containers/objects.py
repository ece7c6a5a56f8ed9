"""The objects of a JSON array, or of JSON lines, read one by one whatever the file's size."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from loaders.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 65_536
LONGEST_OBJECT: Final = 1_000_000  # characters
_BETWEEN: Final = " \t\r\n,[]"
_DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """An object and the line that it starts on; its numbers are the texts that they are written as."""

    number: int
    members: dict[str, Any]


def read_objects(stream: BinaryIO, *, source: str, encoding: str | None) -> Iterator[Found]:
    """Yield the objects of a file in order.

    Raises:
        Refused: what follows is no JSON object, or is too long to be one.
    """
    text = io.TextIOWrapper(stream, encoding=encoding or "utf-8-sig", newline="")
    buffer, number = "", 1
    while True:
        rest = buffer.lstrip(_BETWEEN)
        number += buffer[: len(buffer) - len(rest)].count("\n")
        found = _first(rest, source, number)
        if found is not None:
            members, end = found
            yield Found(number=number, members=members)
            number += rest[:end].count("\n")
            buffer = rest[end:]
            continue
        more = _read(text, source)
        if not more and rest:
            raise Refused(source, "is no JSON: it ends within an object", f"line {number}")
        if not more:
            return
        buffer = rest + more


def _first(text: str, source: str, number: int) -> tuple[dict[str, Any], int] | None:
    """Return the object that a text starts with and where it ends, None when it is not there whole."""
    if not text:
        return None
    if not text.startswith("{"):
        raise Refused(source, "is no JSON object", f"line {number}")
    try:
        members, end = _DECODER.raw_decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if len(text) > LONGEST_OBJECT or isinstance(error, RecursionError):
            raise Refused(source, "is no JSON object", f"line {number}") from error
        return None
    return members, end


def _read(text: io.TextIOWrapper, source: str) -> str:
    try:
        return text.read(CHUNK)
    except UnicodeError as error:
        raise Refused(source, f"invalid {text.encoding}") from error
