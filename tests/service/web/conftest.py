"""A store with three small articles, and an app over it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, RdfFormat, serialize
from starlette.testclient import TestClient

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
from service.app import create_app
from service.log import SharedNode
from service.settings import Settings
from service.store import Arrival, Outcome, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

BASE = "https://casus.example/id/"
LOADED = datetime(2024, 12, 10, 12, 0, tzinfo=UTC)

PRK = Actor(id="PRK", label="North Korea", country="PRK", kind="state")
RUS = Actor(id="RUS", label="Russia", country="RUS", kind="state")
UKR = Actor(id="UKR", label="Ukraine", country="UKR", kind="state")
RYDER = Actor(id="pat-ryder", label="Pat Ryder", country="USA", kind="person")
ZELENSKYY = Actor(id="volodymyr-zelenskyy", label="Volodymyr Zelenskyy", country="UKR", kind="person")
UKRINFORM = Actor(id="ukrinform", label="Ukrinform", country="UKR", kind="news_organization")
MAYOR = Actor(id="local-the-mayor-rus", label="=the mayor", country="RUS", kind="person")
KURSK = Place(id="kursk-oblast", label="Kursk Oblast", country="RUS", lat=51.7, lon=36.2)
MISSILE = Weapon(concept="ballistic_missile", id="hwasong-11a", label="Hwasong-11A")

BRIEFING = """Pentagon has not seen DPRK soldiers fight

Pat Ryder said that the Pentagon had not seen the DPRK engaging in combat, Ukrinform reports.
Zelenskyy said on 7 November that North Korean forces had taken losses in Kursk Oblast, some 60 men.
"""
NOTE = """A mayor speaks

=the mayor said that Ukraine had fired a missile at his town on 5 November.
"""
QUIET = """Nothing happened

The sea was calm.
"""


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _briefing() -> Document:
    seen = _span(BRIEFING, "had not seen the DPRK engaging in combat")
    lost = _span(BRIEFING, "North Korean forces had taken losses in Kursk Oblast, some 60 men")
    return Document(
        article=Article(
            text=BRIEFING,
            title="Pentagon has not seen DPRK soldiers fight",
            published="2024-12-03T03:06:00",
            authors=("Olena Example",),
            url="https://news.example/briefing",
            language="en",
        ),
        statements=(
            Statement(
                speakers=(RYDER,),
                carriers=(UKRINFORM,),
                said=date(2024, 12, 2),
                direct=False,
                words=seen.text,
                evidence=seen,
            ),
            Statement(
                speakers=(ZELENSKYY,),
                carriers=(),
                said=date(2024, 11, 7),
                direct=False,
                words=lost.text,
                evidence=lost,
            ),
        ),
        claims=(
            Claim(
                type=ClaimType.DEPLOYMENT,
                statement=0,
                status="denied",
                stance="not_observed",
                certainty="certain",
                time_frame="present",
                evidence=seen,
                zone=ZoneKind.BODY,
                confidence=0.8,
                force=(PRK,),
            ),
            Claim(
                type=ClaimType.CASUALTIES,
                statement=1,
                status="claimed",
                stance="affirms",
                certainty="certain",
                time_frame="past",
                evidence=lost,
                zone=ZoneKind.BODY,
                confidence=0.75,
                victim=(PRK,),
                outcome="losses",
                place=(KURSK,),
                quantity=Quantity(low=60, high=60, unit=None, qualifier="approximate", text="some 60"),
                date=EventDate(start=date(2024, 11, 1), end=date(2024, 11, 6), precision="range"),
            ),
        ),
    )


def _note() -> Document:
    fired = _span(NOTE, "Ukraine had fired a missile at his town on 5 November")
    return Document(
        article=Article(
            text=NOTE, title="A mayor speaks", published="2024-11-06", publisher="Ukrinform", language="en"
        ),
        statements=(
            Statement(
                speakers=(MAYOR,), carriers=(), said=None, direct=False, words=fired.text, evidence=fired
            ),
        ),
        claims=(
            Claim(
                type=ClaimType.ARMED_ACTION,
                statement=0,
                status="claimed",
                stance="affirms",
                certainty="certain",
                time_frame="past",
                evidence=fired,
                zone=ZoneKind.LEAD,
                confidence=0.9,
                attacker=(UKR,),
                target=(RUS,),
                weapons=(MISSILE,),
                date=EventDate(start=date(2024, 11, 5), end=date(2024, 11, 5), precision="day"),
            ),
        ),
    )


def _quiet() -> Document:
    return Document(article=Article(text=QUIET, title="Nothing happened", url="https://news.example/quiet"))


@pytest.fixture(scope="session")
def documents() -> tuple[Document, Document, Document]:
    """A denial and a toll; a strike; an article without date and claims."""
    return _briefing(), _note(), _quiet()


@pytest.fixture(scope="session")
def put() -> Callable[[Store, Document], Outcome]:
    """Store a document as a load does."""

    def store_document(store: Store, document: Document) -> Outcome:
        mapped = quads(document, base=store.base)
        shared = tuple(
            SharedNode(subject=node.subject, graph=node.graph, quads=_nquads(node.quads))
            for node in mapped.shared
        )
        return store.put(
            Arrival(
                key=mapped.key,
                article=mapped.article_iri,
                graph=mapped.graph_iri,
                run=mapped.run_iri,
                digest=text_hash(repr(document)),
                text=document.article.text,
                quads=_nquads(mapped.quads),
                shared=shared,
            )
        )

    return store_document


def _nquads(written: Iterable[Quad]) -> str:
    found = serialize(written, format=RdfFormat.N_QUADS)
    assert found is not None
    return found.decode()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store without articles, to be copied."""
    folder = tmp_path_factory.mktemp("blank") / "store"
    Store.open(folder, base=BASE).close()
    return folder


@pytest.fixture
def empty(blank: Path, tmp_path: Path) -> Generator[Store]:
    """A store without articles, for one test."""
    yield from _opened(shutil.copytree(blank, tmp_path / "store"))


@pytest.fixture(scope="session")
def store(
    tmp_path_factory: pytest.TempPathFactory,
    documents: tuple[Document, ...],
    put: Callable[[Store, Document], Outcome],
) -> Generator[Store]:
    """A store with the three articles, that no test changes."""
    for opened in _opened(tmp_path_factory.mktemp("web") / "store"):
        for document in documents:
            put(opened, document)
        yield opened


@pytest.fixture(scope="session")
def client(store: Store) -> Generator[TestClient]:
    """A client of the app over the store that no test changes."""
    with TestClient(create_app(store, Settings(readers=1, query_timeout=20))) as opened:
        yield opened


def _opened(folder: Path) -> Generator[Store]:
    store = Store.open(folder, base=BASE)
    store.clock = lambda: LOADED
    yield store
    store.close()
