"""The words of a query: comments and blanks left out, strings and IRIs whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# An IRI wins over "less than" wherever one can be read, as the grammar's longest match has it.
TOKEN: Final = re.compile(
    r"""(?P<blank>[ \t\r\n]+|\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"{3}(?:[^"\\]|\\.|"(?!""))*"{3}
          |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:%-]|\\.|\.(?=[\w.:%\\-]*[\w:%\\-]))*)
      | (?P<number>\d*\.\d+(?:[eE][+-]?\d+)?|\d+(?:\.?[eE][+-]?\d+)?)
      | (?P<word>@?[^\W\d_][\w-]*)
      | (?P<mark>\^\^|.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a query: of which kind, as it is written, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the words of a query; what is no SPARQL comes as marks of one character."""
    for match in TOKEN.finditer(query):
        kind = match.lastgroup
        assert kind is not None
        if kind != "blank":
            yield Token(kind, match.group(), match.start(), match.end())
