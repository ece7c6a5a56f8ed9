"""What the rows of an article's graph are filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.index.graph import TYPE, Graph, local_id, notation

if TYPE_CHECKING:
    from service.index.authority import Authority

TYPES: Final = {
    "DeploymentClaim": "deployment",
    "CasualtyClaim": "casualties",
    "TransferClaim": "weapons_transfer",
    "ActionClaim": "armed_action",
}
SLOTS: Final = ("force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target")
CODED: Final = {
    "status": "status",
    "stance": "stance",
    "certainty": "certainty",
    "time_frame": "timeFrame",
    "outcome": "outcome",
}
FIRST_DAY: Final = "0000-01-01"
LAST_DAY: Final = "9999-12-31"


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a row is filtered by: `coded` are notations and ids by kind, `around` places and what they lie in.

    `most` is the greatest number that a claim's quantity can be taken for.
    """

    coded: tuple[tuple[str, str], ...] = ()
    actors: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    most: int | None = None


class FactReader:
    """Reads what the rows of one article are filtered by; `loaded` is the day on which it came."""

    def __init__(self, graph: Graph, authority: Authority, article: str, *, loaded: str) -> None:
        self._graph = graph
        self._authority = authority
        self._common = tuple(("publisher", local_id(one)) for one in graph.values(article, "publisher"))
        self._days = (("loaded", loaded),)

    def of_article(self) -> Facts:
        """Return what an article that makes no statement is filtered by."""
        return Facts(coded=self._common, days=self._days)

    def of_statement(self, iri: str) -> Facts:
        """Return what a statement that makes no claim is filtered by."""
        return Facts(coded=self._common, actors=self._sayers(iri), days=self._days + self._said(iri))

    def of_claim(self, statement: str, iri: str) -> Facts:
        """Return what a claim is filtered by."""
        slots = tuple((local_id(one), slot) for slot in SLOTS for one in self._graph.values(iri, slot))
        places = self._graph.values(iri, "place")
        around = dict.fromkeys(one for place in places for one in self._authority.around(place))
        countries = dict.fromkeys(filter(None, map(self._authority.country, places)))
        return Facts(
            coded=self._common + self._coded(iri),
            actors=slots + self._sayers(statement),
            places=tuple(map(local_id, places)),
            around=tuple(map(local_id, around)),
            countries=tuple(countries),
            days=self._days + self._said(statement) + event_days(self._graph, iri),
            most=most(self._graph, iri),
        )

    def _coded(self, iri: str) -> tuple[tuple[str, str], ...]:
        told = [(kind, notation(self._graph.value(iri, name))) for kind, name in CODED.items()]
        weapons = self._graph.values(iri, "weapon")
        closure = dict.fromkeys(
            local_id(one) for weapon in weapons for one in self._authority.broader(weapon)
        )
        return (
            ("type", claim_type(self._graph, iri)),
            *((kind, value) for kind, value in told if value is not None),
            *(("weapon", one) for one in closure),
        )

    def _sayers(self, statement: str) -> tuple[tuple[str, str], ...]:
        found = (
            (local_id(one), role)
            for role in ("speaker", "carrier")
            for one in self._graph.values(statement, role)
        )
        return tuple(found)

    def _said(self, statement: str) -> tuple[tuple[str, str], ...]:
        day = self._graph.value(statement, "saidOn")
        return () if day is None else (("said", day),)


def claim_type(graph: Graph, iri: str) -> str:
    """Return the type of a claim."""
    names = (name.rpartition("#")[2] for name in graph.values(iri, TYPE))
    return next(TYPES[name] for name in names if name in TYPES)


def event_days(graph: Graph, iri: str) -> tuple[tuple[str, str], ...]:
    """Return the first and the last day of a claim's event, open ends filled in; nothing without any.

    Where the first is open, the last is told as `until` too: it is the day that the event is counted on.
    """
    start, end = graph.value(iri, "earliest"), graph.value(iri, "latest")
    if start is None and end is None:
        return ()
    if start is None:
        return (("first", FIRST_DAY), ("final", end or LAST_DAY), ("until", end or LAST_DAY))
    return (("first", start), ("final", end or LAST_DAY))


def most(graph: Graph, iri: str) -> int | None:
    """Return the greatest number that a claim's quantity can be taken for."""
    high = graph.number(iri, "high")
    return graph.number(iri, "low") if high is None else high
