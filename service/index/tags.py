"""The names under which a row is found: one for each value of each property that lists are filtered by.

Days and amounts have two names each, a coarse one and their own, so that a range is read from few of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.index.facts import Facts

NOW: Final = "now"  # the store holds it
CLAIM: Final = "claim"  # is a claim, not a statement or an article that makes none
LAST_OF_STATEMENT: Final = "last/statement"
LAST_OF_ARTICLE: Final = "last/article"
DATED: Final = "dated"
Role = Literal[
    "force",
    "host",
    "victim",
    "perpetrator",
    "supplier",
    "recipient",
    "attacker",
    "target",
    "speaker",
    "carrier",
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
LONGEST_NUMBER: Final = 20  # digits
MONTH: Final = len("2024-11")


def of_row(facts: Facts) -> Iterator[str]:
    """Yield the names of a row."""
    yield from (f"{kind}/{value}" for kind, value in facts.coded)
    yield from (f"{role}/{actor}" for actor, role in facts.actors)
    yield from (f"role/{role}" for role in {role for _, role in facts.actors})
    yield from (f"at/{place}" for place in facts.places)
    yield from (f"place/{place}" for place in facts.around)
    yield from (f"country/{country}" for country in facts.countries)
    for kind, day in facts.days:
        yield from day_names(kind, day)
    if facts.most is not None:
        yield from amount_names(facts.most)


def day_names(kind: str, day: str) -> Iterator[str]:
    """Yield the names of a day: its month's and its own."""
    yield f"{kind}.month/{day[:MONTH]}"
    yield f"{kind}.day/{day}"


def amount_names(amount: int) -> Iterator[str]:
    """Yield the names of an amount: its number of bits and itself."""
    yield f"most.bits/{amount.bit_length():03}"
    yield f"most.exact/{amount:0{LONGEST_NUMBER}}"


def days_from(kind: str, day: str) -> list[tuple[str, str]]:
    """Return between which names, the second left out, those of all days from one on lie."""
    month = day[:MONTH]
    return [(f"{kind}.day/{day}", f"{kind}.day/{month}~"), (f"{kind}.month/{month}~", f"{kind}.month/~")]


def days_until(kind: str, day: str) -> list[tuple[str, str]]:
    """Return between which names, the second left out, those of all days up to one lie."""
    month = day[:MONTH]
    return [(f"{kind}.day/{month}", f"{kind}.day/{day}~"), (f"{kind}.month/", f"{kind}.month/{month}")]


def amounts_from(amount: int) -> list[tuple[str, str]]:
    """Return between which names, the second left out, those of all amounts from one on lie."""
    bits = amount.bit_length()
    return [
        (f"most.exact/{amount:0{LONGEST_NUMBER}}", f"most.exact/{1 << bits:0{LONGEST_NUMBER}}"),
        (f"most.bits/{bits:03}~", "most.bits/~"),
    ]
