"""Where long passages are cut, and what the parser is given at a time."""

from __future__ import annotations

import pytest

from loaders.extract.windows import (
    LONGEST_PASSAGE,
    LONGEST_SENTENCE,
    WINDOW,
    WINDOW_TOKENS,
    parts,
    readable,
    windows,
)
from loaders.model import Zone, ZoneKind


def cuts(text: str) -> list[tuple[int, int]]:
    return [(zone.start, zone.end) for zone in parts(text, Zone(kind=ZoneKind.BODY, start=0, end=len(text)))]


def test_a_passage_of_common_length_is_one_part() -> None:
    assert cuts("The town is quiet. " * 100) == [(0, 1900)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The town is quiet. " * 2000, 19_988),
        ("a town " * 4000, 19_999),
        ("a" * 30_000, LONGEST_PASSAGE),
    ],
)
def test_a_long_passage_is_cut_after_a_sentence_else_a_word_else_anywhere(text: str, first: int) -> None:
    assert cuts(text) == [(0, first), (first, len(text))]


def test_an_endless_sentence_is_left_out_and_those_around_it_stay() -> None:
    words = [*"ab", *["x"] * (LONGEST_SENTENCE + 1), *"cd"]
    ends = [i in {2, len(words) - 2} for i in range(len(words))]

    assert readable(words, ends) == ["a", "b", "c", "d"]


def test_the_parser_is_given_so_many_passages_and_tokens_at_a_time() -> None:
    long, short = "x" * WINDOW_TOKENS, "x"

    given = [len(window) for window in windows([*[short] * (WINDOW + 1), long, long, short])]

    assert given == [WINDOW, 1, 1, 1, 1]
    assert list(windows(list[str]())) == []
