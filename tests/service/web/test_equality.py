"""REST says what SPARQL says: of made-up reports and of the seeds, after changes of all kinds and kills."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.app import create_app
from service.cli import run
from service.settings import Settings
from service.store import Store
from tests.bench.reports import as_arrival, report

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pyoxigraph import QuerySolutions

BASE: Final = "https://casus.example/id/"
CONCEPT: Final = "https://w3id.org/casus/concept/"
PREFIXES: Final = f"""
BASE <{BASE}>
PREFIX casus: <https://w3id.org/casus/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ASKED: Final = {
    "claims": ("?claim", "claim"),
    "statements": ("?statement", "statement"),
    "articles": ("?article", "article"),
}
CLASSES: Final = {
    "deployment": "DeploymentClaim",
    "casualties": "CasualtyClaim",
    "weapons_transfer": "TransferClaim",
    "armed_action": "ActionClaim",
}
SLOTS: Final = ("force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target")
CODES: Final = {
    "status": ("?claim casus:status ?value", "status"),
    "stance": ("?claim casus:stance ?value", "stance"),
    "certainty": ("?claim casus:certainty ?value", "certainty"),
    "time_frame": ("?claim casus:timeFrame ?value", "time-frame"),
    "outcome": ("?claim casus:outcome ?value", "outcome"),
    "weapon": ("?narrower skos:broader* ?value . ?claim casus:weapon ?narrower", "weapon"),
}
NODES: Final = {
    "place": ("?within casus:containedIn* ?value . ?claim casus:place ?within", "place"),
    "country": ("?within casus:country ?value . ?claim casus:place ?within", "actor"),
    "publisher": ("?in casus:publisher ?value . ?claim casus:inArticle ?in", "actor"),
}
DAYS: Final = ("2022-02-24", "2023-07-01", "2024-05-01", "2024-09-15", "2024-11-05", "2024-11-20")
ACTORS: Final = ("RUS", "UKR", "USA", "PRK", "local-brigade-0", "local-brigade-3", "volodymyr-zelenskyy")


def _several(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


def _maybe(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from([None, None, *values])


FILTERS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "type": _several(*CLASSES),
    "status": _several("claimed", "denied", "confirmed", "planned"),
    "stance": _several("affirms", "denies", "commits"),
    "certainty": _several("certain", "possible"),
    "time_frame": _several("past", "future"),
    "outcome": _several("killed", "wounded", "losses"),
    "weapon": _several("ballistic-missile", "hwasong-11a", "missile", "weapons"),
    "actor": _several(*ACTORS),
    "include": _maybe("parts"),
    "role": _several("force", "victim", "supplier", "attacker", "speaker", "carrier"),
    "speaker": _several(*ACTORS),
    "publisher": _several("ukrinform", "reuters"),
    "place": _several("kursk-oblast", "RUS", "local-town-1"),
    "country": _several("RUS", "UKR", "USA"),
    "bbox": _maybe("20,40,60,70", "170,-60,-170,60", "36.2,51.7,36.2,51.7", "-180,-90,180,90"),
    "from": _maybe(*DAYS),
    "to": _maybe(*DAYS),
    "said_from": _maybe(*DAYS),
    "said_to": _maybe(*DAYS),
    "min_quantity": _maybe(0, 1, 60, 64, 1000, 4096),
}


def _drawn(filters: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    """Return a few of the filters, in order where they are days: all of them together fit nothing."""
    found = {name: value for name, value in filters.items() if name in kept and value not in (None, [])}
    for first, last in (("from", "to"), ("said_from", "said_to")):
        if first in found and last in found and found[first] > found[last]:
            found[first], found[last] = found[last], found[first]
    return found


SOME: Final = st.builds(
    _drawn, st.fixed_dictionaries(FILTERS), st.sets(st.sampled_from(sorted(FILTERS)), min_size=1, max_size=5)
)


def _claims_with(pattern: str) -> str:
    return f"{{ SELECT DISTINCT ?claim WHERE {{ {pattern} }} }}"


def _conditions(filters: dict[str, Any]) -> Generator[str]:
    if "type" in filters:
        values = " ".join(f"casus:{CLASSES[value]}" for value in filters["type"])
        yield _claims_with(f"VALUES ?type {{ {values} }} ?claim a ?type")
    for name, (path, scheme) in CODES.items():
        if name in filters:
            values = " ".join(f"<{CONCEPT}{scheme}/{v.replace('_', '-')}>" for v in filters[name])
            yield _claims_with(f"VALUES ?value {{ {values} }} {path}")
    for name, (path, kind) in NODES.items():
        if name in filters:
            values = " ".join(f"<{kind}/{value}>" for value in filters[name])
            yield _claims_with(f"VALUES ?value {{ {values} }} {path}")
    yield from _of_actors(filters)
    yield from _of_days(filters)
    yield from _of_numbers(filters)


def _of_actors(filters: dict[str, Any]) -> Generator[str]:
    asked = {"actor": filters.get("role", (*SLOTS, "speaker", "carrier")), "speaker": ("speaker",)}
    for name, roles in asked.items():
        if name in filters or (name == "actor" and "role" in filters):
            among = " ".join(f"<actor/{actor}>" for actor in filters.get(name, ()))
            part = "?actor casus:partOf* ?whole ." if "include" in filters else "BIND(?whole AS ?actor)"
            named = f"VALUES ?whole {{ {among} }} {part}" if among else ""
            parties = " UNION ".join(
                f"{{ {named} ?says casus:makes ?claim . ?says casus:{role} ?actor }}"
                if role in {"speaker", "carrier"}
                else f"{{ {named} ?claim casus:{role} ?actor }}"
                for role in roles
            )
            yield _claims_with(parties)


def _of_days(filters: dict[str, Any]) -> Generator[str]:
    if "from" in filters or "to" in filters:
        yield "OPTIONAL { ?claim casus:earliest ?earliest } OPTIONAL { ?claim casus:latest ?latest }"
        yield "FILTER(BOUND(?earliest) || BOUND(?latest))"
    if "from" in filters:
        yield f'FILTER(!BOUND(?latest) || ?latest >= "{filters["from"]}"^^xsd:date)'
    if "to" in filters:
        yield f'FILTER(!BOUND(?earliest) || ?earliest <= "{filters["to"]}"^^xsd:date)'
    for name, sign in (("said_from", ">="), ("said_to", "<=")):
        if name in filters:
            yield f'?statement casus:saidOn ?said FILTER(?said {sign} "{filters[name]}"^^xsd:date)'


def _of_numbers(filters: dict[str, Any]) -> Generator[str]:
    if "min_quantity" in filters:
        yield "OPTIONAL { ?claim casus:low ?low } OPTIONAL { ?claim casus:high ?high }"
        yield f"FILTER(COALESCE(?high, ?low) >= {filters['min_quantity']})"
    if "bbox" in filters:
        west, south, east, north = filters["bbox"].split(",")
        across = "&&" if float(west) <= float(east) else "||"
        yield _claims_with(
            "?claim casus:place ?at . ?at casus:lat ?lat ; casus:lon ?lon "
            f"FILTER((?lon >= {west} {across} ?lon <= {east}) && ?lat >= {south} && ?lat <= {north})"
        )


def _by_sparql(store: Store, collection: str, filters: dict[str, Any]) -> set[str]:
    variable, name = ASKED[collection]
    query = f"""{PREFIXES} SELECT DISTINCT {variable} WHERE {{
      ?claim a casus:Claim ; casus:inArticle ?article . ?statement casus:makes ?claim .
      {" ".join(_conditions(filters))}
    }}"""
    solutions: QuerySolutions = store.query(query)  # type: ignore[assignment]
    return {row[name].value for row in solutions}


def _by_rest(client: TestClient, collection: str, filters: dict[str, Any]) -> tuple[list[str], int]:
    page = client.get(f"/api/v1/{collection}", params={**filters, "limit": 97}).json()
    found, total = [item["iri"] for item in page["items"]], page["total"]
    while page["next"] is not None:
        page = client.get(page["next"]).json()
        found += [item["iri"] for item in page["items"]]
    return found, total


def _agree(client: TestClient, store: Store, filters: dict[str, Any], collection: str) -> None:
    listed, total = _by_rest(client, collection, filters)

    asked = _by_sparql(store, collection, filters)

    assert (sorted(listed), total) == (sorted(asked), len(asked))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Store, TestClient]]:
    """A store of reports of which some were replaced, some withdrawn and one of these loaded again."""
    with closing(Store.open(tmp_path_factory.mktemp("changed") / "store", base=BASE)) as store:
        store.put_all([as_arrival(report(number, claims=number % 7), base=BASE) for number in range(60)])
        with TestClient(create_app(store, Settings(readers=1))) as client:
            client.get("/api/v1/claims")
            store.put_all([as_arrival(report(number, version=1), base=BASE) for number in range(0, 60, 5)])
            for number in (5, 11, 23):
                store.withdraw(f"https://news.example/reports/{number}", "a test")
            client.get("/api/v1/claims")
            store.put(as_arrival(report(11, version=2), base=BASE))
            yield store, client


# Filters that only claims fit: what statements and articles without claims fit is told by other tests.
OF_CLAIMS: Final = st.tuples(SOME, _several(*CLASSES)).map(
    lambda drawn: {**drawn[0], "type": drawn[0].get("type", drawn[1] or list(CLASSES))}
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=OF_CLAIMS, collection=st.sampled_from(sorted(ASKED)))
def test_rest_says_what_sparql_says_of_reports_that_changed(
    changed: tuple[Store, TestClient], filters: dict[str, Any], collection: str
) -> None:
    store, client = changed

    _agree(client, store, filters, collection)


@pytest.fixture(scope="module")
def sown(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Store, TestClient]]:
    """A store of the seeds, as the first command makes it."""
    folder = tmp_path_factory.mktemp("sown") / "store"
    Store.open(folder, base=BASE).close()
    assert run(["load", "seeds", "--store", str(folder)]) == 0
    with closing(Store.open(folder)) as store, TestClient(create_app(store, Settings(readers=1))) as client:
        yield store, client


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    filters=OF_CLAIMS.filter(lambda drawn: not _is_unknown(drawn)), collection=st.sampled_from(sorted(ASKED))
)
def test_rest_says_what_sparql_says_of_the_seeds(
    sown: tuple[Store, TestClient], filters: dict[str, Any], collection: str
) -> None:
    store, client = sown

    _agree(client, store, filters, collection)


def _is_unknown(filters: dict[str, Any]) -> bool:
    """Return whether a filter names something that only made-up reports do."""
    return "local-" in repr(filters)


KILLED: Final = """
import os, signal, sys
from pathlib import Path
from service.index import Index, fill
from service.store import Store
from tests.bench.reports import as_arrival, report
store = Store.open(Path(sys.argv[1]))
index = Index.open(store)
store.put_all([as_arrival(report(n), base=store.base) for n in range(100, 105)])
index.catch_up()
store.withdraw("https://news.example/reports/101", "a test")
store.put_all([as_arrival(report(n, version=1), base=store.base) for n in range(102, 108)])
write = fill.Filling.write
def killed(self):
    write(self)
    os.kill(os.getpid(), signal.SIGKILL)
fill.Filling.write = killed
index.catch_up()
"""


def test_a_process_killed_between_graph_and_index_leaves_no_difference(tmp_path: Path) -> None:
    Store.open(tmp_path, base=BASE).close()

    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)

    assert ended.returncode == -signal.SIGKILL
    with closing(Store.open(tmp_path)) as store, TestClient(create_app(store, Settings(readers=1))) as client:
        for filters in ({}, {"actor": ["RUS"]}, {"min_quantity": 60}):
            _agree(client, store, filters, "claims")
        assert client.get("/api/v1/stats").json()["articles"] == 7


TEXTS: Final = """
SELECT ?claim ?title ?evidence ?words WHERE {
  ?claim casus:evidenceText ?evidence ; casus:inArticle/casus:title ?title . ?statement casus:makes ?claim ;
    casus:words ?words
}
"""


def _is_told(words: str, texts: list[list[str]], *, begins: bool = False) -> bool:
    """Return whether words stand one after the other in one of some texts."""
    wanted = words.split()
    size = len(wanted)
    runs = (text[at : at + size] for text in texts for at in range(len(text) - size + 1))
    if begins:
        return any(run[:-1] == wanted[:-1] and run[-1].startswith(wanted[-1]) for run in runs)
    return any(run == wanted for run in runs)


@st.composite
def _questions(draw: st.DrawFn) -> tuple[str, list[list[tuple[str, bool]]], list[str]]:
    """Draw a question with what must be there, each any of several words or phrases, and what must not."""
    lines = [
        line.split() for line in report(draw(st.integers(0, 59)), version=0).article.text.splitlines()[1:]
    ]
    line = draw(st.sampled_from(lines)) if lines else ["brak"]
    written: list[str] = []
    wanted: list[list[tuple[str, bool]]] = []
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(line) - 2)))
        kind = draw(st.sampled_from(["word", "phrase", "beginning", "either"]))
        word, pair = line[at], " ".join(line[at : at + 2])
        start = word[:3] if word[0] in "kz" else word  # names begin in the other ways too
        other = draw(st.sampled_from(["brak", "zzz", "dluk"]))
        told, terms = {
            "word": (word.upper(), [(word, False)]),
            "phrase": (f'"{pair}"', [(pair, False)]),
            "beginning": (f"{start}*", [(start, True)]),
            "either": (f"{word} OR {other}", [(word, False), (other, False)]),
        }[kind]
        written.append(told)
        wanted.append(terms)
    unwanted = draw(st.lists(st.sampled_from(line), max_size=1))
    written += [draw(st.sampled_from([f"-{word}", f"NOT {word}"])) for word in unwanted]
    return " ".join(written), wanted, unwanted


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=_questions())
def test_q_finds_what_has_the_words(
    changed: tuple[Store, TestClient], question: tuple[str, list[list[tuple[str, bool]]], list[str]]
) -> None:
    store, client = changed
    q, wanted, unwanted = question

    listed, total = _by_rest(client, "claims", {"q": q})

    solutions: QuerySolutions = store.query(PREFIXES + TEXTS)  # type: ignore[assignment]
    texts = {
        row["claim"].value: [row[name].value.lower().split() for name in ("title", "evidence", "words")]
        for row in solutions
    }
    expected = [
        claim
        for claim, told in texts.items()
        if all(any(_is_told(words, told, begins=begins) for words, begins in terms) for terms in wanted)
        and not any(_is_told(words, told) for words in unwanted)
    ]
    assert (sorted(listed), total) == (sorted(expected), len(expected))
