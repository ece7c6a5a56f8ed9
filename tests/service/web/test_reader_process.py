"""What a reader process answers, asked in this process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import orjson

from service.sparql.frames import PREFIX, Kind, Question, packed, question, read_frame
from service.sparql.reader_process import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from service.store import Store


def _answered(asked: Question, *, isolated: bool = True) -> list[tuple[Kind, bytes]]:
    pipe = io.BytesIO()
    Reader(pipe, isolated=isolated).answer(asked)
    pipe.seek(0)
    frames: list[tuple[Kind, bytes]] = []
    while prefix := pipe.read(PREFIX.size):
        kind, length = PREFIX.unpack(prefix)
        frames.append((Kind(kind), pipe.read(length)))
    return frames


def _question(store: Store, folder: Path, query: str) -> Question:
    checkpoint = folder / "checkpoint"
    store.checkpoint(checkpoint)
    return Question(
        checkpoint=str(checkpoint), base=store.base, query=query, solutions="csv", graph="ntriples"
    )


def test_a_question_travels_whole() -> None:
    asked = Question(
        checkpoint="c", query="ASK {}", solutions=None, graph="turtle", union=False, default_graphs=("a", "b")
    )

    stream = io.BytesIO(packed(Kind.QUESTION, asked))
    frame = read_frame(stream)

    assert frame is not None
    assert (frame[0], question(frame[1]), read_frame(stream)) == (Kind.QUESTION, asked, None)


def test_solutions_come_after_a_head_and_before_an_end(store: Store, tmp_path: Path) -> None:
    frames = _answered(_question(store, tmp_path, "SELECT (1 AS ?x) {}"))

    assert frames == [
        (Kind.HEAD, b'{"kind":"solutions","format":"csv","prefixes":[]}'),
        (Kind.DATA, b"x\r\n1\r\n"),
        (Kind.END, b""),
    ]


def test_triples_come_after_a_head_and_before_an_end(store: Store, tmp_path: Path) -> None:
    frames = _answered(_question(store, tmp_path, "CONSTRUCT { <a> <b> 1 } {}"))

    base, integer = "https://casus.example/id/", "http://www.w3.org/2001/XMLSchema#integer"
    triple = f'<{base}a> <{base}b> "1"^^<{integer}> .\n'.encode()
    assert frames == [
        (Kind.HEAD, b'{"kind":"graph","format":"ntriples","prefixes":[]}'),
        (Kind.DATA, triple),
        (Kind.END, b""),
    ]


def test_a_reader_with_a_network_refuses_the_word_service(store: Store, tmp_path: Path) -> None:
    asked = _question(store, tmp_path, "SELECT ?service {}")

    ((kind, told),) = _answered(asked, isolated=False)

    assert (kind, orjson.loads(told)["cause"]) == (Kind.ERROR, "refused")


def test_a_reader_goes_on_after_a_checkpoint_that_is_none() -> None:
    asked = Question(checkpoint="/nowhere", query="ASK {}", solutions="csv", graph=None)

    ((kind, told),) = _answered(asked)

    assert (kind, orjson.loads(told)["cause"]) == (Kind.ERROR, "failed")
