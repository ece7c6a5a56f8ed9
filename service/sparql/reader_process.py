"""The program of a reader process: questions in, results out, over the one socket that it is given."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox
from typing_extensions import override

from service.sparql.formats import RDF
from service.sparql.frames import Kind, Question, Trouble, packed, question, read_frame
from service.sparql.guards import refusal
from service.sparql.isolation import isolate, limit_memory
from service.sparql.namespaces import NAMESPACES, may_use_prefixes, predeclared
from service.sparql.tasks import work

if TYPE_CHECKING:
    from socket import socket
    from typing import IO, BinaryIO

CHUNK: Final = 65_536
SOON: Final = 0.02  # seconds that what was found may wait for more
POSITION: Final = re.compile(r"^error at (\d+):(\d+): *")
ILL_FORMED_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
XML: Final = ("xml", "rdfxml")

SOLUTION_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
PREFIXED: Final = ("turtle", "trig", "rdfxml")
# Formats of one line a row, in which rows are counted.
LINES: Final = {"solutions": "tsv", "graph": "ntriples"}


class Unacceptable(Exception):
    """The client accepts no format of the kind of result that its query has."""


class Unwritable(Exception):
    """A value of the result has no place in the format asked for."""


class TooMuch(Exception):
    """The result is larger than a result may be."""


class Sink(io.RawIOBase):
    """A file that counts what is written to it."""

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self.bytes = 0
        self.lines = 0
        self._most = most

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the serialiser writes bytes and nothing else
        self.count(data)
        self.lines += data.count(b"\n")
        return len(data)

    def count(self, data: bytes) -> None:
        """Add up the size; raise `TooMuch` past what a result may hold."""
        self.bytes += len(data)
        if self._most is not None and self.bytes > self._most:
            raise TooMuch(f"the result is larger than the {self._most} bytes that a result may have")


class Output(Sink):
    """A file that sends what is written to it as data frames: in large pieces, but soon."""

    def __init__(self, pipe: BinaryIO, head: dict[str, object], most: int | None) -> None:
        super().__init__(most)
        self._pipe = pipe
        self._head: dict[str, object] | None = head
        self._pieces: list[bytes] = []
        self._size = 0
        self._is_xml = head["format"] in XML
        self._sent = monotonic()

    @override
    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        if self._is_xml and ILL_FORMED_XML.search(data):
            raise Unwritable("a literal holds a character that XML has no place for: ask for another format")
        self.count(data)
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= CHUNK or monotonic() - self._sent > SOON:
            self._pipe.write(self._kept())
            self._pipe.flush()
            self._sent = monotonic()
        return len(data)

    def end(self) -> None:
        """Send what was kept back, and the end."""
        self._pipe.write(self._kept() + packed(Kind.END))

    def _kept(self) -> bytes:
        """Return what was kept back, after the head if that was not sent yet."""
        head = b"" if self._head is None else packed(Kind.HEAD, self._head)
        data = packed(Kind.DATA, b"".join(self._pieces)) if self._pieces else b""
        self._head, self._pieces, self._size = None, [], 0
        return head + data


class Reader:
    """Answers questions, on the checkpoint that each names."""

    def __init__(self, pipe: BinaryIO, *, isolated: bool) -> None:
        self._pipe = pipe
        self._isolated = isolated
        self._graphs: ox.Store | None = None  # noqa: TID251 - opened for reading only, and no store of the service
        self._opened = ""

    def open(self, checkpoint: str) -> None:
        """Open a checkpoint before anybody asks; one that is none is told to who asks."""
        try:
            self._at(checkpoint)
        except (OSError, RuntimeError):  # it went away meanwhile, as a whole or file by file
            self._opened = ""

    def answer(self, asked: Question) -> None:
        """Send the results of one question, or why there are none."""
        try:
            reason = refusal(asked.query, isolated=self._isolated)
            if reason is None:
                self._send(asked)
            else:
                self._pipe.write(_trouble("refused", reason))
        except SyntaxError as error:
            self._pipe.write(packed(Kind.ERROR, _syntax(str(error))))
        except Unacceptable as error:
            self._pipe.write(_trouble("unacceptable", str(error)))
        except TooMuch as error:
            self._pipe.write(_trouble("large", str(error)))
        except (Unwritable, OSError, ValueError, RuntimeError) as error:
            self._pipe.write(_trouble("failed", str(error)))
        self._pipe.flush()

    def _send(self, asked: Question) -> None:
        graphs = self._at(asked.checkpoint)
        names_graphs = bool(asked.default_graphs or asked.named_graphs)
        started = monotonic()
        results = graphs.query(
            asked.query,
            base_iri=asked.base,
            prefixes=NAMESPACES if may_use_prefixes(asked.query) else None,
            use_default_graph_as_union=asked.union and not names_graphs,
            default_graph=[ox.NamedNode(iri) for iri in asked.default_graphs] if names_graphs else None,
            named_graphs=[ox.NamedNode(iri) for iri in asked.named_graphs] if names_graphs else None,
        )
        kind = "graph" if isinstance(results, ox.QueryTriples) else "solutions"
        chosen = asked.graph if kind == "graph" else asked.solutions
        if chosen is None:
            raise Unacceptable(kind)
        head: dict[str, object] = {"kind": kind, "format": chosen, "prefixes": predeclared(asked.query)}
        if asked.explain:
            self._explain(results, head, started, asked.most_bytes)
        else:
            output = Output(self._pipe, head, asked.most_bytes)
            _serialise(results, output, chosen)
            output.end()

    def _explain(
        self,
        results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
        head: dict[str, object],
        started: float,
        most: int | None,
    ) -> None:
        sink = Sink(most)
        if isinstance(results, ox.QueryBoolean):
            _serialise(results, sink, "json")
            rows = 1
        else:
            _serialise(results, sink, LINES[str(head["kind"])])
            rows = sink.lines - (head["kind"] == "solutions")
        told: dict[str, object] = {"rows": rows, "seconds": round(monotonic() - started, 6)}
        self._pipe.write(packed(Kind.HEAD, {**head, **told}) + packed(Kind.END))

    def _at(self, checkpoint: str) -> ox.Store:  # noqa: TID251
        if self._graphs is None or self._opened != checkpoint:
            self._graphs = ox.Store.read_only(str(Path(checkpoint) / "graphs"))  # noqa: TID251
            self._opened = checkpoint
        return self._graphs


def run(socket: socket, memory: int) -> None:
    """Answer questions until there are no more, in a process that from now on is nothing but a reader."""
    means = isolate()
    limit_memory(memory)
    told: dict[str, object] = {"pid": os.getpid(), "isolated": list(means)}
    with socket.makefile("rwb") as file:
        pipe = cast("BinaryIO", file)
        pipe.write(packed(Kind.READY, told))
        pipe.flush()
        reader = Reader(pipe, isolated=bool(means))
        while (frame := read_frame(pipe)) is not None:
            kind, payload = frame
            if kind is Kind.OPEN:
                reader.open(payload.decode())
            elif kind is Kind.TASK:
                work(pipe, payload, isolated=bool(means))
            else:
                reader.answer(question(payload))


def _serialise(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, file: Sink, chosen: str
) -> None:
    output = cast("IO[bytes]", file)  # what the serialiser's signature asks for; of it, only `write` is used
    if not isinstance(results, ox.QueryTriples):
        results.serialize(output, SOLUTION_FORMATS[chosen])
    elif chosen in PREFIXED:
        ox.serialize(results, output, format=RDF[chosen], prefixes=NAMESPACES)
    else:
        results.serialize(output, RDF[chosen])


def _trouble(cause: str, detail: str) -> bytes:
    return packed(Kind.ERROR, Trouble(cause=cause, detail=detail))


def _syntax(message: str) -> Trouble:
    position = POSITION.match(message)
    if position is None:
        return Trouble(cause="syntax", detail=message)
    line, column = (int(number) for number in position.groups())
    return Trouble(cause="syntax", detail=message[position.end() :], line=line, column=column)
