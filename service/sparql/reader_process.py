"""The program of a reader process: questions in, results out, over its own standard input and output."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox
from typing_extensions import override

from service.errors import NoStore
from service.sparql.frames import Kind, Question, Trouble, packed, read_question
from service.sparql.guards import refusal
from service.sparql.isolation import isolate, limit_memory
from service.sparql.namespaces import NAMESPACES
from service.store import View

if TYPE_CHECKING:
    from typing import IO, BinaryIO

CHUNK: Final = 65_536
POSITION: Final = re.compile(r"^error at (\d+):(\d+): *")
ILL_FORMED_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
XML: Final = ("xml", "rdfxml")

SOLUTION_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
PREFIXED: Final = ("turtle", "trig", "rdfxml")


class Unacceptable(Exception):
    """The client accepts no format of the kind of result that its query has."""


class Unwritable(Exception):
    """A value of the result has no place in the format asked for."""


class Output(io.RawIOBase):
    """A file that sends what is written to it as data frames, in large pieces."""

    def __init__(self, pipe: BinaryIO, head: dict[str, object]) -> None:
        super().__init__()
        self._pipe = pipe
        self._head: dict[str, object] | None = head
        self._pieces: list[bytes] = []
        self._size = 0
        self._is_xml = head["format"] in XML

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the serialiser writes bytes and nothing else
        if self._is_xml and ILL_FORMED_XML.search(data):
            raise Unwritable("a literal holds a character that XML has no place for: ask for another format")
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= CHUNK:
            self.send()
        return len(data)

    def send(self) -> None:
        """Send what was kept back, after the head if that was not sent yet."""
        if self._head is not None:
            self._pipe.write(packed(Kind.HEAD, self._head))
            self._head = None
        if self._pieces:
            self._pipe.write(packed(Kind.DATA, b"".join(self._pieces)))
        self._pieces, self._size = [], 0
        self._pipe.flush()


class Reader:
    """Answers questions, on the checkpoint that each names."""

    def __init__(self, pipe: BinaryIO, *, isolated: bool) -> None:
        self._pipe = pipe
        self._isolated = isolated
        self._view: View | None = None
        self._opened = ""

    def answer(self, question: Question) -> None:
        """Send the results of one question, or why there are none."""
        try:
            reason = refusal(question.query, isolated=self._isolated)
            if reason is None:
                self._send(question)
            self._pipe.write(packed(Kind.END) if reason is None else _refused(reason))
        except SyntaxError as error:
            self._pipe.write(packed(Kind.ERROR, _syntax(str(error))))
        except Unacceptable as error:
            self._pipe.write(packed(Kind.ERROR, Trouble(cause="unacceptable", detail=str(error))))
        except (Unwritable, NoStore, OSError, ValueError, RuntimeError) as error:
            self._pipe.write(packed(Kind.ERROR, Trouble(cause="failed", detail=str(error))))
        self._pipe.flush()

    def _send(self, question: Question) -> None:
        view = self._at(question.checkpoint)
        names_graphs = bool(question.default_graphs or question.named_graphs)
        results = view.graphs.query(
            question.query,
            base_iri=view.base,
            prefixes=NAMESPACES,
            use_default_graph_as_union=question.union and not names_graphs,
            default_graph=[ox.NamedNode(iri) for iri in question.default_graphs] if names_graphs else None,
            named_graphs=[ox.NamedNode(iri) for iri in question.named_graphs] if names_graphs else None,
        )
        if isinstance(results, ox.QueryTriples):
            self._send_graph(results, question.graph)
        else:
            self._send_solutions(results, question.solutions)

    def _send_solutions(self, results: ox.QuerySolutions | ox.QueryBoolean, chosen: str | None) -> None:
        if chosen is None:
            raise Unacceptable("solutions")
        output = Output(self._pipe, {"kind": "solutions", "format": chosen})
        results.serialize(_file(output), SOLUTION_FORMATS[chosen])
        output.send()

    def _send_graph(self, results: ox.QueryTriples, chosen: str | None) -> None:
        if chosen is None:
            raise Unacceptable("graph")
        output = Output(self._pipe, {"kind": "graph", "format": chosen})
        if chosen in PREFIXED:
            ox.serialize(results, _file(output), format=GRAPH_FORMATS[chosen], prefixes=NAMESPACES)
        else:
            results.serialize(_file(output), GRAPH_FORMATS[chosen])
        output.send()

    def _at(self, checkpoint: str) -> View:
        if self._view is None or self._opened != checkpoint:
            self._view = View.at(Path(checkpoint))
            self._opened = checkpoint
        return self._view


def main() -> None:
    """Answer questions until there are no more."""
    means = isolate()
    limit_memory(int(sys.argv[1]))
    pipe = sys.stdout.buffer
    pipe.write(packed(Kind.READY, {"isolated": list(means)}))
    pipe.flush()
    reader = Reader(pipe, isolated=bool(means))
    while (question := read_question(sys.stdin.buffer)) is not None:
        reader.answer(question)


def _file(output: Output) -> IO[bytes]:
    """Return the output as what the serialiser's signature asks for; of it, only `write` is used."""
    return cast("IO[bytes]", output)


def _refused(reason: str) -> bytes:
    return packed(Kind.ERROR, Trouble(cause="refused", detail=reason))


def _syntax(message: str) -> Trouble:
    position = POSITION.match(message)
    if position is None:
        return Trouble(cause="syntax", detail=message)
    line, column = (int(number) for number in position.groups())
    return Trouble(cause="syntax", detail=message[position.end() :], line=line, column=column)


if __name__ == "__main__":
    main()
