"""Which query runs when."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from service.problems import ReadersBusy, TooManyRequests
from service.sparql.lanes import Lanes, Pace, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.sparql.lanes import Ticket


def _told(
    story: Callable[[Lanes], object], *, places: int = 1, most: int = 100, most_each: int = 50
) -> object:
    """Return what a story about lanes comes to."""

    async def tell() -> object:
        return story(Lanes(places=places, most=most, most_each=most_each))

    return asyncio.run(tell())


def _paces(tickets: list[Ticket]) -> list[str]:
    return [ticket.pace.name for ticket in tickets]


def test_the_queries_of_one_client_wait_for_each_other_and_for_nobody_else() -> None:
    def story(lanes: Lanes) -> list[str]:
        return _paces([lanes.enter(client) for client in "aab"])

    assert _told(story) == ["QUICK", "WAITING", "QUICK"]


def test_clients_take_turns() -> None:
    def story(lanes: Lanes) -> list[str]:
        running = [lanes.enter("x"), lanes.enter("y")]
        waiting = [lanes.enter(client) for client in "aaabb"]
        order: list[str] = []
        while waiting:
            lanes.leave(running.pop(0))
            (granted,) = [ticket for ticket in waiting if ticket.pace is Pace.QUICK]
            waiting.remove(granted)
            running.append(granted)
            order.append(granted.client)
        return order

    assert _told(story) == ["a", "b", "a", "b", "a"]


def test_a_slow_query_makes_room_for_a_quick_one() -> None:
    def story(lanes: Lanes) -> list[list[str]]:
        slow, quick = lanes.enter("a"), lanes.enter("a")
        before = _paces([slow, quick])
        lanes.set_aside(slow)
        return [before, _paces([slow, quick])]

    assert _told(story) == [["QUICK", "WAITING"], ["SLOW", "QUICK"]]


def test_slow_queries_beyond_their_places_stand_still_until_one_is_done() -> None:
    def story(lanes: Lanes) -> list[list[str]]:
        tickets = [lanes.enter("a") for _ in range(3)]
        for ticket in tickets:
            lanes.set_aside(ticket)
        before = _paces(tickets)
        lanes.leave(tickets[0])
        return [before, _paces(tickets)]

    assert _told(story) == [["SLOW", "FROZEN", "FROZEN"], ["GONE", "SLOW", "FROZEN"]]


def test_more_slow_queries_than_may_stand_still_are_told_to_come_back() -> None:
    def story(lanes: Lanes) -> str:
        tickets = [lanes.enter("a") for _ in range(6)]
        for ticket in tickets[:-1]:
            lanes.set_aside(ticket)
        with pytest.raises(ReadersBusy):
            lanes.set_aside(tickets[-1])
        return tickets[-1].pace.name

    assert _told(story) == "QUICK"


def test_one_client_does_not_take_all_slow_places() -> None:
    def story(lanes: Lanes) -> list[str]:
        tickets = [lanes.enter("a"), lanes.enter("b")]
        for ticket in tickets:
            lanes.set_aside(ticket)
        return _paces(tickets)

    assert _told(story) == ["SLOW", "SLOW"]


def test_who_leaves_the_queue_is_forgotten() -> None:
    def story(lanes: Lanes) -> tuple[list[str], int]:
        first, second, third = (lanes.enter("a") for _ in range(3))
        lanes.leave(second)
        lanes.leave(first)
        return _paces([first, second, third]), lanes.under_way

    assert _told(story) == (["GONE", "GONE", "QUICK"], 1)


@pytest.mark.parametrize(("most", "most_each", "clients"), [(2, 9, "abc"), (9, 2, "aaa")])
def test_no_more_are_under_way_than_may_be(most: int, most_each: int, clients: str) -> None:
    def story(lanes: Lanes) -> None:
        for client in clients[:-1]:
            lanes.enter(client)
        with pytest.raises(TooManyRequests):
            lanes.enter(clients[-1])

    _told(story, most=most, most_each=most_each)


@pytest.mark.parametrize(("held_up", "due"), [(0.0, 10.25), (0.5, 10.75), (-1.0, 10.25), (600.0, 11.0)])
def test_the_time_that_a_query_waits_for_a_processor_does_not_make_it_slow(
    held_up: float, due: float
) -> None:
    assert until(10.0, 0.25, held_up=held_up) == due
