from __future__ import annotations

from datetime import date

import pytest

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
    Zone,
    ZoneKind,
)
from loaders.run import Run

TEXT = (
    "Shells over Zubrivka\n\nGeneral Ada Moss said some 60 shells hit Zubrivka overnight.\n\nNo one was hurt."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


@pytest.fixture
def run() -> Run:
    return Run(loader="casus", version="1.2.3", configuration="sha256:00")


@pytest.fixture
def document() -> Document:
    """One article with a statement that two speak and one carries, and a claim of the article's own."""
    moss = Actor(id="local-ada-moss-ukr", label="Ada Moss", country="UKR", kind="person")
    ministry = Actor(id="ukr-defence-ministry", label="Ministry of Defence", country="UKR", kind="ministry")
    ukrinform = Actor(id="ukrinform", label="Ukrinform", country="UKR", kind="news_organization")
    russia = Actor(id="RUS", label="Russia", country="RUS", kind="state")
    people = Actor(id="local-people", label="people", country=None, kind="people")
    zubrivka = Place(id="geonames-1", label="Zubrivka", country="UKR", lat=49.5, lon=36.25)
    article = Article(
        text=TEXT,
        title="Shells over Zubrivka",
        published="2024-12-03T03:06:00+02:00",
        published_text="3 December 2024, 03:06",
        publisher="The Kalvenia Courier",
        authors=("Ida Rook",),
        url="https://News.example/a?utm_source=x#top",
        language="en",
        zones=(Zone(kind=ZoneKind.HEADLINE, start=0, end=20), Zone(kind=ZoneKind.BODY, start=22, end=79)),
    )
    said = Statement(
        speakers=(moss, ministry),
        carriers=(ukrinform,),
        said=date(2024, 12, 2),
        direct=False,
        words="some 60 shells hit Zubrivka overnight",
        evidence=span("General Ada Moss said some 60 shells hit Zubrivka overnight."),
        occasion="briefing",
    )
    own = Statement(
        speakers=(),
        carriers=(),
        said=None,
        direct=False,
        words="No one was hurt.",
        evidence=span("No one was hurt."),
    )
    action = Claim(
        type=ClaimType.ARMED_ACTION,
        statement=0,
        status="claimed",
        stance="affirms",
        certainty="certain",
        time_frame="past",
        evidence=span("some 60 shells hit Zubrivka overnight"),
        zone=ZoneKind.BODY,
        confidence=0.8,
        attacker=(russia,),
        action="shelling",
        weapons=(Weapon(concept="artillery_shell", id="artillery-shell", label="artillery shells"),),
        place=(zubrivka,),
        quantity=Quantity(low=60, high=60, unit=None, qualifier="approximate", text="some 60"),
        date=EventDate(start=date(2024, 12, 2), end=date(2024, 12, 3), precision="night"),
        rules=("hit",),
    )
    casualties = Claim(
        type=ClaimType.CASUALTIES,
        statement=1,
        status="denied",
        stance="denies",
        certainty="certain",
        time_frame="past",
        evidence=span("No one was hurt."),
        zone=ZoneKind.BODY,
        confidence=1.0,
        victim=(people,),
        outcome="wounded",
    )
    return Document(article=article, statements=(said, own), claims=(action, casualties))
