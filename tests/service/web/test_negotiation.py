"""Which of the offered formats a client gets."""

from __future__ import annotations

import pytest

from service.negotiation import choose, named, negotiate
from service.problems import BadRequest
from service.sparql.formats import GRAPHS, SOLUTIONS


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/xml"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.7", "text/tab-separated-values"),
        ("text/csv;q=0.5, */*;q=0.1", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/json"),
        ("text/csv; charset=utf-8; q=1.0", "text/csv"),
        ("text/csv;q=high, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("nonsense", None),
    ],
)
def test_the_best_liked_format_is_taken(accept: str | None, media_type: str | None) -> None:
    choice = negotiate(accept, SOLUTIONS)

    assert (None if choice is None else choice.media_type) == media_type


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("turtle", "text/turtle"), ("application/n-quads", "application/n-quads"), ("csv", None)],
)
def test_a_format_is_named_shortly_or_by_media_type(name: str, media_type: str | None) -> None:
    choice = named(name, GRAPHS)

    assert (None if choice is None else choice.media_type) == media_type


def test_a_name_goes_before_the_header() -> None:
    solutions, graph = choose("csv", "text/turtle", SOLUTIONS, GRAPHS)

    assert solutions is not None
    assert (solutions.media_type, graph) == ("text/csv", None)


def test_a_name_that_nothing_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadRequest, match="'excel' is none of: json, xml, csv, tsv") as caught:
        choose("excel", None, SOLUTIONS)

    assert caught.value.members == {"parameter": "format"}
