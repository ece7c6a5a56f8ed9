"""What is refused of a query before it is parsed: other servers, updates, shapes that overflow a parser."""

from __future__ import annotations

import re
import sys
from typing import Final

# Measured on pyoxigraph 0.5.13 with an 8 MB stack: 3,000 nested groups and 10,000 chained operators overflow
# it, and 300 nested collections took more than 20 s to parse.
MOST_NESTED: Final = 100
MOST_CHAINED: Final = 2_000

SPACE: Final = r"(?:\s|#[^\r\n]*(?:[\r\n]|$))*"
TARGET: Final = r"(?:<[^<>\s]*>|[?$]\w+|[\w.-]*:[\w.%:-]*)"
# Looked for in the bare text, whatever the tokens around it, so that no comment, IRI or string can hide it; a
# string or comment that spells out a whole SERVICE clause is refused with it.
SERVICE: Final = re.compile(rf"SERVICE{SPACE}(?:SILENT{SPACE})?{TARGET}{SPACE}\{{", re.IGNORECASE)
WORD_SERVICE: Final = re.compile("SERVICE", re.IGNORECASE)
ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

TOKEN: Final = re.compile(
    r"""(?P<skipped>
          \#[^\r\n]*
        | <[^<>"{}|^`\\\x00-\x20]*>
        | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "{3}(?:[^"\\]|\\.|"(?!""))*"{3}
        | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*"
        )
      | (?P<open>[({\[]|<<)
      | (?P<close>[)}\]]|>>)
      | (?P<chained>\bUNION\b|\bOPTIONAL\b|\bMINUS\b|&&|\|\||[!^/|*+-])""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
BRACKETS: Final = ("(", "{", "[", "<<")
UPDATE: Final = re.compile(
    rf"{SPACE}(?:(?:PREFIX{SPACE}[\w.-]*:|BASE){SPACE}<[^<>\s]*>{SPACE})*"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


def refusal(query: str, *, isolated: bool) -> str | None:
    """Return why a query is not evaluated, None when it may be.

    In a process that is not isolated from the network the mere word SERVICE is refused.
    """
    if UPDATE.match(query):
        return "the endpoint is read only: updates are not accepted"
    return other_server(query, isolated=isolated) or too_nested(query) or too_chained(query)


def other_server(text: str, *, isolated: bool) -> str | None:
    """Return a refusal of what asks another server."""
    plain = ESCAPED.sub(_unescaped, text) if "\\" in text else text
    if "service" not in plain.casefold():
        return None
    if SERVICE.search(plain) or (not isolated and WORD_SERVICE.search(plain)):
        return "SERVICE is not answered here: the endpoint asks no other server"
    return None


def too_nested(text: str) -> str | None:
    """Return a refusal of what is nested so deep that a parser may overflow."""
    if sum(map(text.count, BRACKETS)) <= MOST_NESTED:
        return None
    depth = 0
    for match in TOKEN.finditer(text):
        depth += (match.lastgroup == "open") - (match.lastgroup == "close")
        if depth > MOST_NESTED:
            return f"groups, brackets and collections may be nested {MOST_NESTED} deep"
    return None


def too_chained(pattern: str) -> str | None:
    """Return a refusal of a pattern with so many operators that a parser may overflow."""
    if len(pattern) <= MOST_CHAINED:
        return None
    chained = sum(match.lastgroup == "chained" for match in TOKEN.finditer(pattern))
    if chained > MOST_CHAINED:
        return f"a query may hold {MOST_CHAINED} operators, UNION, OPTIONAL and MINUS in all"
    return None


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= sys.maxunicode else match.group()
