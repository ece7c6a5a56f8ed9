"""The operations of a SPARQL update, told apart by its tokens.

The engine has parsed the text before, and parses each part again: it refuses what is told apart wrongly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<string>'{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "{3}(?:[^"\\]|\\.|"(?!""))*"{3}
          | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*")
      | (?P<variable>[?$][\w\u00B7\u0300-\u036F\u203F\u2040]+)
      | (?P<word>(?:\\.|[^\s{}()\[\]<>"';,\#?$\\])+)
      | (?P<sign>\S)""",
    re.VERBOSE | re.DOTALL,
)

Verb = Literal["CLEAR", "DROP", "CREATE", "LOAD", "ADD", "MOVE", "COPY"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A piece of an update that is neither space nor comment."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """Return a word in capitals, as keywords are compared; nothing for other tokens."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Data:
    """INSERT DATA or DELETE DATA."""

    prologue: str
    deletes: bool
    template: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Modify:
    """DELETE and INSERT with a WHERE; graphs stand as they are written, templates without their braces."""

    prologue: str
    where: str
    delete: str = ""
    insert: str = ""
    graph: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()

    @property
    def names_dataset(self) -> bool:
        """Return whether it says itself where to look."""
        return self.graph is not None or bool(self.using or self.using_named)


@dataclass(frozen=True, kw_only=True, slots=True)
class Manage:
    """An operation on whole graphs; each is as it is written, or DEFAULT, NAMED or ALL."""

    prologue: str
    verb: Verb
    silent: bool
    graph: str
    target: str = ""


Operation = Data | Modify | Manage


def operations(text: str) -> Iterator[Operation]:
    """Yield the operations of an update that the engine can parse, in order."""
    prologue = ""
    for found in _apart(text):
        cursor = _Cursor(text, found)
        prologue += "".join(f"{token.text} " for token in cursor.declarations())
        if not cursor.is_done:
            yield _operation(cursor, prologue)


def hoisted(text: str) -> tuple[str, str]:
    """Return the declarations of an update, in one line, and the update with blanks in their places.

    The engine takes declarations before the first operation alone, other than the grammar of SPARQL.
    """
    declared: list[Token] = []
    for found in _apart(text):
        declared += _Cursor(text, found).declarations()
    rest = list(text)
    for token in declared:
        rest[token.start : token.end] = " " * (token.end - token.start)
    return " ".join(token.text for token in declared), "".join(rest)


def _apart(text: str) -> Iterator[list[Token]]:
    """Yield the tokens of each operation, as semicolons part them; of a block only its braces."""
    depth, found = 0, list[Token]()
    for match in TOKEN.finditer(text):
        sign = match.group() if match.lastgroup == "sign" else ""
        depth -= sign == "}"
        if depth == 0 and sign == ";":
            yield found
            found = []
        elif depth == 0 and match.lastgroup != "comment":
            found.append(_token(match))
        depth += sign == "{"
    yield found


def _token(match: re.Match[str]) -> Token:
    return Token(kind=match.lastgroup or "", text=match.group(), start=match.start(), end=match.end())


class _Cursor:
    """Reads the tokens of one operation from left to right."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self._text = text
        self._found = found
        self._next = 0

    @property
    def is_done(self) -> bool:
        return self._next >= len(self._found)

    @property
    def keyword(self) -> str:
        """Return the keyword that comes next."""
        return "" if self.is_done else self._found[self._next].keyword

    def take(self) -> Token:
        token = self._found[self._next]
        self._next += 1
        return token

    def takes(self, keyword: str) -> bool:
        """Take a keyword if it comes next, and return whether it did."""
        found = self.keyword == keyword
        self._next += found
        return found

    def block(self) -> str:
        """Take what stands in braces and return it without them."""
        opening, closing = self.take(), self.take()
        return self._text[opening.end : closing.start]

    def declarations(self) -> list[Token]:
        """Take the declarations that come next and return their tokens."""
        start = self._next
        while self.keyword in {"PREFIX", "BASE", "VERSION"}:
            self._next += 3 if self.keyword == "PREFIX" else 2
        return self._found[start : self._next]


def _operation(cursor: _Cursor, prologue: str) -> Operation:
    graph = cursor.take().text if cursor.takes("WITH") else None
    verb = cursor.keyword
    if verb in {"INSERT", "DELETE"}:
        return _modification(cursor, prologue, graph)
    cursor.take()
    silent = cursor.takes("SILENT")
    found = _graph(cursor)
    target = _graph(cursor) if cursor.takes("TO") else ""
    return Manage(prologue=prologue, verb=_verb(verb), silent=silent, graph=found, target=target)


def _modification(cursor: _Cursor, prologue: str, graph: str | None) -> Operation:
    deletes = cursor.takes("DELETE")
    if not deletes:
        cursor.take()
    if cursor.takes("DATA"):
        return Data(prologue=prologue, deletes=deletes, template=cursor.block())
    if cursor.takes("WHERE"):
        pattern = cursor.block()
        return Modify(prologue=prologue, where=pattern, delete=pattern)
    delete = cursor.block() if deletes else ""
    insert = cursor.block() if not deletes or cursor.takes("INSERT") else ""
    using, using_named = list[str](), list[str]()
    while cursor.takes("USING"):
        (using_named if cursor.takes("NAMED") else using).append(cursor.take().text)
    cursor.take()
    return Modify(
        prologue=prologue,
        where=cursor.block(),
        delete=delete,
        insert=insert,
        graph=graph,
        using=tuple(using),
        using_named=tuple(using_named),
    )


def _graph(cursor: _Cursor) -> str:
    """Take a graph: an IRI, with or without GRAPH before it, or one of the keywords, in capitals."""
    cursor.takes("GRAPH")
    token = cursor.take()
    return token.keyword if token.keyword in {"DEFAULT", "NAMED", "ALL"} else token.text


def _verb(keyword: str) -> Verb:
    match keyword:
        case "CLEAR" | "DROP" | "CREATE" | "LOAD" | "ADD" | "MOVE" | "COPY":
            return keyword
        case _:
            raise ValueError(f"{keyword[:40]!r} begins no operation")
