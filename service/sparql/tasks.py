"""What a process does for those who write: it works out updates and reads RDF; it writes nothing."""

from __future__ import annotations

import io
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson
import pyoxigraph as ox

from service.errors import CasusError
from service.sparql.formats import RDF
from service.sparql.frames import Kind, Trouble, packed, read_frame
from service.sparql.update_checks import Asked, Need, Refused, checked, need
from service.sparql.update_run import Contradiction, Run
from service.writes import MOST_QUADS, WriteTooLarge, name_of, node, nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from service.sparql.update_run import Changes

POSITION: Final = re.compile(r"^error at (\d+):(\d+): *")
BATCH: Final = 2_000
COMES: Final = b"+"
GOES: Final = b"-"
# A triple term in a triple term in …: deeper ones could overflow a parser of what is written here.
MOST_NESTED: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """RDF to be read: its format, what relative IRIs are resolved with, and the graph that it is to be."""

    format: str
    base: str
    graph: str


def asked_of(task: Asked | Reading) -> bytes:
    """Return the frame that asks for a task; its text comes in a frame after it."""
    return packed(Kind.TASK, orjson.dumps({"of": type(task).__name__, **asdict(task)}))


def work(pipe: BinaryIO, payload: bytes, *, isolated: bool) -> None:
    """Do the task of a frame and send what comes of it, or why nothing does."""
    try:
        told = orjson.loads(payload)
        if told.pop("of") == Reading.__name__:
            _read(pipe, Reading(**told))
        else:
            told |= {"using": tuple(told["using"]), "using_named": tuple(told["using_named"])}
            _update(pipe, Asked(**told), isolated=isolated)
        pipe.write(packed(Kind.END))
    except SyntaxError as error:
        pipe.write(packed(Kind.ERROR, _syntax(error)))
    except Refused as error:
        _fail(pipe, "refused", str(error))
    except Contradiction as error:
        _fail(pipe, "conflict", str(error))
    except CasusError as error:
        _fail(pipe, type(error).__name__, str(error))
    except (OSError, ValueError, RuntimeError) as error:
        _fail(pipe, "failed", str(error))
    pipe.flush()


def _syntax(error: SyntaxError) -> Trouble:
    """Return what is wrong, and where: the engine tells of RDF as of Python, of SPARQL in its message."""
    at = POSITION.match(str(error))
    if at is not None:
        line, column = map(int, at.groups())
        return Trouble(cause="syntax", detail=str(error)[at.end() :], line=line, column=column)
    return Trouble(cause="syntax", detail=error.msg, line=error.lineno, column=error.offset)


def _fail(pipe: BinaryIO, cause: str, detail: str) -> None:
    pipe.write(packed(Kind.ERROR, Trouble(cause=cause, detail=detail)))


def _update(pipe: BinaryIO, asked: Asked, *, isolated: bool) -> None:
    found = checked(_data(pipe).decode(), asked, isolated=isolated)
    needed = need(found)
    state = None
    if needed is not Need.NOTHING:
        pipe.write(packed(Kind.HEAD, {"need": needed}))
        pipe.flush()
        folder = Path(_data(pipe).decode()) / "graphs"
        state = ox.Store(folder) if needed is Need.COPY else ox.Store.read_only(str(folder))  # noqa: TID251
    run = Run(asked, state, changes_state=needed is Need.COPY)
    for one in found:
        run.do(one)
    _send_changes(pipe, run.changes)


def _send_changes(pipe: BinaryIO, changes: Changes) -> None:
    told: dict[str, object] = {
        "emptied": [name_of(graph) for graph in changes.emptied],
        "made": [graph.value for graph in changes.made],
        "dropped": [graph.value for graph in changes.dropped],
        "spared": changes.spared,
    }
    pipe.write(packed(Kind.HEAD, told))
    _send(pipe, COMES, changes.came)
    _send(pipe, GOES, changes.went)


def _read(pipe: BinaryIO, reading: Reading) -> None:
    graph = node(reading.graph)
    found = ox.parse(
        io.BytesIO(_data(pipe)),
        format=RDF[reading.format],
        base_iri=reading.base,
        without_named_graphs=True,
        rename_blank_nodes=True,
    )
    pipe.write(packed(Kind.HEAD, {}))
    _send(pipe, COMES, (ox.Quad(one.subject, one.predicate, one.object, graph) for one in found))


def _send(pipe: BinaryIO, sign: bytes, quads: Iterable[ox.Quad]) -> None:
    pipe.writelines(packed(Kind.DATA, sign + nquads(batch)) for batch in _batches(quads))


def _batches(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    batch: list[ox.Quad] = []
    for count, quad in enumerate(quads, 1):
        if count > MOST_QUADS:
            raise WriteTooLarge(f"one write may bring {MOST_QUADS:,} quads: do it in parts")
        _check_depth(quad.object)
        batch.append(quad)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _check_depth(term: object) -> None:
    for _ in range(MOST_NESTED):
        if not isinstance(term, ox.Triple):
            return
        term = term.object
    raise Refused(f"triple terms may be nested {MOST_NESTED} deep")


def _data(pipe: BinaryIO) -> bytes:
    frame = read_frame(pipe)
    if frame is None:
        raise OSError("the service hung up")
    return frame[1]
