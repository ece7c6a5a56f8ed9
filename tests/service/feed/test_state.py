"""The state of a store as one number."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from service.feed.state import EMPTY, moved, written

LINES = [f'<a:{number}> <b:> "c{number}" <d:> .' for number in range(8)]
quads = st.lists(st.sampled_from(LINES), unique=True)


def text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_the_state_of_two_quads_is_the_sum_of_their_hashes() -> None:
    first, second = (int(sha256(line.encode()).hexdigest(), 16) for line in LINES[:2])

    state = moved(EMPTY, came=[text(LINES[:2])])

    assert written(state) == f"{(first + second) % 2**256:064x}"


@given(quads, st.randoms(use_true_random=False))
def test_neither_order_nor_way_of_coming_moves_the_state(lines: list[str], chance: object) -> None:
    shuffled = sorted(lines, key=lambda _: chance.random())  # type: ignore[attr-defined]

    one_by_one = EMPTY
    for line in shuffled:
        one_by_one = moved(one_by_one, came=[text([line])])

    assert one_by_one == moved(EMPTY, came=[text(lines)])


@given(quads, quads)
def test_what_came_and_went_leaves_no_trace(kept: list[str], passing: list[str]) -> None:
    before = moved(EMPTY, came=[text(kept)])

    after = moved(moved(before, came=[text(passing)]), went=[text(passing)])

    assert after == before


@given(quads, quads)
def test_other_quads_are_another_state(some: list[str], others: list[str]) -> None:
    same = moved(EMPTY, came=[text(some)]) == moved(EMPTY, came=[text(others)])

    assert same == (set(some) == set(others))
