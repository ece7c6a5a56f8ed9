"""Search in plain words over claims, articles, actors and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from service.index.finding import found
from service.index.search import understood
from service.problems import BadRequest
from service.rest.answering import answered
from service.rest.filters import Reading
from service.rest.parameters import MOST_QUESTION, WORDS

if TYPE_CHECKING:
    import sqlite3

    from service.index.filters import Wanted
    from service.index.finding import Answer

router = APIRouter(prefix="/api/v1", tags=["search"], default_response_class=Response)

MOST_ANSWERS: Final = 100


class Question(Reading):
    """The parameters of a search."""

    q: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MOST_QUESTION,
            pattern=WORDS,
            description="Question in plain words: names in any spelling, words and their synonyms",
        ),
    ]
    limit: Annotated[int, Field(ge=1, le=MOST_ANSWERS, description="Most answers of each kind")] = 20


@router.get("/search")
def search(request: Request, asked: Annotated[Question, Query()]) -> Response:
    """Find what answers a question best: claims, articles, actors and places, with the words that fit."""
    return answered(request, asked, _told)


def _told(db: sqlite3.Connection, _: Wanted, asked: Question) -> dict[str, object]:
    if not asked.q.strip():
        raise BadRequest("q", "it holds no word")
    looked_for = [unit.shown for unit in understood(db, asked.q)]
    answers = found(db, asked.q, limit=asked.limit)
    return {"looked_for": looked_for, **{kind: list(map(_answer, them)) for kind, them in answers.items()}}


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "snippet": answer.snippet,
        "highlights": answer.highlights,
        "whole": answer.is_whole,
        "item": answer.item,
    }
