"""Reports made up for measuring and for trying filters: the same number gives the same one, wholly modelled.

Days, parties, places and kinds are spread unevenly, as in the news: a few are in most of the reports.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final, TypeVar

from loaders.iris import text_hash
from loaders.mapping import quads
from loaders.model import (
    Actor,
    Article,
    Claim,
    ClaimType,
    Document,
    EventDate,
    Place,
    Quantity,
    Span,
    Statement,
    Weapon,
    ZoneKind,
)
from service.log import SharedNode
from service.store import Arrival

if TYPE_CHECKING:
    from collections.abc import Sequence

One = TypeVar("One")

CLAIMS: Final = 8
FIRST_DAY: Final = date(2022, 2, 24)
DAYS: Final = 1000
STATES: Final = (
    *(
        "RUS",
        "UKR",
        "USA",
        "PRK",
        "ISR",
        "IRN",
        "DEU",
        "POL",
        "GBR",
        "FRA",
        "CHN",
        "TUR",
        "SYR",
        "YEM",
        "SDN",
    ),
    *(
        "IND",
        "PAK",
        "COD",
        "RWA",
        "LBN",
        "NOR",
        "DNK",
        "SWE",
        "FIN",
        "EST",
        "LVA",
        "LTU",
        "CZE",
        "ROU",
        "KOR",
    ),
)
ACTORS: Final = (
    *(Actor(id=state, label=state, country=state, kind="state") for state in STATES),
    Actor(id="pat-ryder", label="Pat Ryder", country="USA", kind="person"),
    Actor(id="volodymyr-zelenskyy", label="Volodymyr Zelenskyy", country="UKR", kind="person"),
    Actor(id="hezbollah", label="Hezbollah", country="LBN", kind="armed_group"),
    *(
        Actor(id=f"local-brigade-{n}", label=f"Brigade {n}", country=None, kind="armed_force")
        for n in range(200)
    ),
)
PUBLISHERS: Final = ("Ukrinform", "Reuters", "Al Jazeera", "Harbour Agency", "Kalvenia Post")
TOWNS: Final = tuple(
    Place(
        id=f"local-town-{n}",
        label=f"Town {n}",
        country=STATES[n % len(STATES)],
        lat=round(-60 + n * 0.437 % 120, 3),
        lon=round(-180 + n * 7.31 % 360, 3),
        within=Place(
            id=STATES[n % len(STATES)], label=STATES[n % len(STATES)], country=None, lat=None, lon=None
        ),
    )
    for n in range(400)
)
REGION: Final = Place(id="kursk-oblast", label="Kursk Oblast", country="RUS", lat=51.7, lon=36.2)
PLACES: Final = (REGION, *TOWNS)
WEAPONS: Final = (
    Weapon(concept="ballistic_missile", id="hwasong-11a", label="Hwasong-11A"),
    Weapon(concept="ballistic_missile", id="ballistic-missile", label="ballistic missile"),
)
STATUSES: Final = (
    ("claimed", "affirms", "certain", "past"),
    ("denied", "denies", "certain", "past"),
    ("confirmed", "affirms", "certain", "past"),
    ("unconfirmed", "cannot_confirm", "unspecified", "past"),
    ("expected", "not_ruled_out", "possible", "future"),
    ("planned", "commits", "certain", "future"),
)
OUTCOMES: Final = ("killed", "wounded", "losses", "captured", "missing")
WORDS: Final = tuple(
    f"{a}{b}{c}" for a in "bdfgkmptz" for b in ("ra", "lo", "mu", "vi") for c in ("k", "m", "t", "p")
)


def report(number: int, *, version: int = 0, claims: int = CLAIMS) -> Document:
    """Return the report of this number; another version of it is other words under the same address."""
    chance = Random(number * 1009 + version)  # noqa: S311 - the same ones each time
    day = FIRST_DAY + timedelta(days=int(DAYS * (1 - chance.random() ** 1.5)))
    sentences = [" ".join(_uneven(chance, WORDS) for _ in range(14)) for _ in range(claims)]
    title = f"Report {number} on {_uneven(chance, WORDS)}"
    text = "\n".join([title, *sentences])
    spans = [_span(text, sentence) for sentence in sentences]
    statements = [_statement(chance, span, day) for span in spans[: max(1, (claims + 1) // 2)] if claims]
    return Document(
        article=Article(
            text=text,
            title=title,
            published=None if number % 97 == 13 else day.isoformat(),
            publisher=_uneven(chance, PUBLISHERS),
            url=f"https://news.example/reports/{number}",
            language="en",
        ),
        statements=tuple(statements),
        claims=tuple(_claim(chance, n // 2, span, day) for n, span in enumerate(spans)),
    )


def as_arrival(document: Document, *, base: str) -> Arrival:
    """Return a document as the store takes it."""
    mapped = quads(document, base=base)
    shared = (SharedNode(subject=node.subject, graph=node.graph, quads=node.nquads) for node in mapped.shared)
    return Arrival(
        key=mapped.key,
        article=mapped.article_iri,
        graph=mapped.graph_iri,
        run=mapped.run_iri,
        digest=text_hash(repr(document)),
        text=document.article.text,
        quads=mapped.nquads,
        shared=tuple(shared),
    )


def _uneven(chance: Random, among: Sequence[One]) -> One:
    return among[int(len(among) * chance.random() ** 2.5)]


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _statement(chance: Random, span: Span, day: date) -> Statement:
    return Statement(
        speakers=() if chance.random() < 0.2 else (_uneven(chance, ACTORS),),
        carriers=(_uneven(chance, ACTORS),) if chance.random() < 0.3 else (),
        said=None if chance.random() < 0.4 else day - timedelta(days=chance.randrange(3)),
        direct=chance.random() < 0.5,
        words=span.text,
        evidence=span,
    )


def _claim(chance: Random, statement: int, span: Span, day: date) -> Claim:
    kind = _uneven(chance, tuple(ClaimType))
    status, stance, certainty, time_frame = _uneven(chance, STATUSES)
    first, second = {
        ClaimType.DEPLOYMENT: ("force", "host"),
        ClaimType.CASUALTIES: ("victim", "perpetrator"),
        ClaimType.WEAPONS_TRANSFER: ("supplier", "recipient"),
        ClaimType.ARMED_ACTION: ("attacker", "target"),
    }[kind]
    claim = Claim(
        type=kind,
        statement=statement,
        status=status,
        stance=stance,
        certainty=certainty,
        time_frame=time_frame,
        evidence=span,
        zone=ZoneKind.BODY,
        confidence=round(0.3 + 0.6 * chance.random(), 3),
        outcome=_uneven(chance, OUTCOMES) if kind is ClaimType.CASUALTIES else None,
        weapons=(chance.choice(WEAPONS),) if kind is ClaimType.WEAPONS_TRANSFER else (),
        place=(_uneven(chance, PLACES),) if chance.random() < 0.7 else (),
        quantity=_quantity(chance) if chance.random() < 0.6 else None,
        date=_date(chance, day) if chance.random() < 0.8 else None,
    )
    parties: dict[str, Any] = {first: (_uneven(chance, ACTORS),), second: (_uneven(chance, ACTORS),)}
    return replace(claim, **parties)


def _quantity(chance: Random) -> Quantity:
    low = int(10 ** (4 * chance.random()))
    bounds = chance.choice(
        ((low, low, "exact"), (low, 2 * low, "range"), (low, None, "at_least"), (None, None, "vague"))
    )
    return Quantity(low=bounds[0], high=bounds[1], unit=None, qualifier=bounds[2], text=f"some {low}")


def _date(chance: Random, day: date) -> EventDate:
    start = day - timedelta(days=int(20 * chance.random() ** 3))
    length = chance.choice((0, 0, 0, 0, 1, 6, 29, None))
    if length is None:
        return EventDate(start=start, end=None, precision="since")
    return EventDate(
        start=start, end=start + timedelta(days=length), precision="day" if length == 0 else "range"
    )
