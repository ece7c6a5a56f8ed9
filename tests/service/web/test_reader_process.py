"""What a reader process answers, asked in this process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import orjson

from service.sparql.frames import PREFIX, Kind, Question, packed, read_question
from service.sparql.reader_process import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from service.store import Store


def _answered(question: Question, *, isolated: bool = True) -> list[tuple[Kind, bytes]]:
    pipe = io.BytesIO()
    Reader(pipe, isolated=isolated).answer(question)
    pipe.seek(0)
    frames: list[tuple[Kind, bytes]] = []
    while prefix := pipe.read(PREFIX.size):
        kind, length = PREFIX.unpack(prefix)
        frames.append((Kind(kind), pipe.read(length)))
    return frames


def _question(store: Store, folder: Path, query: str) -> Question:
    checkpoint = folder / "checkpoint"
    store.checkpoint(checkpoint)
    return Question(checkpoint=str(checkpoint), query=query, solutions="csv", graph="ntriples")


def test_a_question_travels_whole() -> None:
    question = Question(
        checkpoint="c", query="ASK {}", solutions=None, graph="turtle", union=False, default_graphs=("a", "b")
    )

    stream = io.BytesIO(packed(Kind.QUESTION, question))

    assert (read_question(stream), read_question(stream)) == (question, None)


def test_solutions_come_after_a_head_and_before_an_end(store: Store, tmp_path: Path) -> None:
    frames = _answered(_question(store, tmp_path, "SELECT (1 AS ?x) {}"))

    assert frames == [
        (Kind.HEAD, b'{"kind":"solutions","format":"csv"}'),
        (Kind.DATA, b"x\r\n1\r\n"),
        (Kind.END, b""),
    ]


def test_triples_come_after_a_head_and_before_an_end(store: Store, tmp_path: Path) -> None:
    frames = _answered(_question(store, tmp_path, "CONSTRUCT { <a> <b> 1 } {}"))

    base, integer = "https://casus.example/id/", "http://www.w3.org/2001/XMLSchema#integer"
    triple = f'<{base}a> <{base}b> "1"^^<{integer}> .\n'.encode()
    assert frames == [
        (Kind.HEAD, b'{"kind":"graph","format":"ntriples"}'),
        (Kind.DATA, triple),
        (Kind.END, b""),
    ]


def test_a_reader_with_a_network_refuses_the_word_service(store: Store, tmp_path: Path) -> None:
    question = _question(store, tmp_path, "SELECT ?service {}")

    ((kind, told),) = _answered(question, isolated=False)

    assert (kind, orjson.loads(told)["cause"]) == (Kind.ERROR, "refused")


def test_a_reader_goes_on_after_a_checkpoint_that_is_none() -> None:
    question = Question(checkpoint="/nowhere", query="ASK {}", solutions="csv", graph=None)

    ((kind, told),) = _answered(question)

    assert (kind, orjson.loads(told)["cause"]) == (Kind.ERROR, "failed")
