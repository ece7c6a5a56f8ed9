"""Exports of tables: as many rows as the graph has things, of the right types, what may leave alone."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from hashlib import sha256
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli import run
from service.exports import delimited, parquet
from service.exports.columns import CLAIMS, Column, Kind
from service.exports.tables import Tables, opened
from service.index import Index
from service.index.history import held_now
from service.socket import listening
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

pq: Any = import_module("pyarrow.parquet")
SEEDS: Final = Path(__file__).parents[3] / "seeds"
DATASETS: Final = (
    "invented-ucdp-ged.csv",
    "invented-trade-register.csv",
    "invented-support-tracker.csv",
    "invented-air-attacks.csv",
)
# How many of a class there are, of sources that may be passed on or not.
COUNT: Final = """
SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  ?thing a casus:%s .
  OPTIONAL { ?thing casus:inArticle ?of }
  OPTIONAL { ?in casus:contains ?thing }
  BIND (COALESCE(?of, ?in, ?thing) AS ?article)
  FILTER NOT EXISTS { ?article casus:publisher/casus:isReferenceOnly true }
}
"""
CLASSES: Final = {
    "statements": "Statement",
    "deployments": "DeploymentClaim",
    "casualties": "CasualtyClaim",
    "weapons-transfers": "TransferClaim",
    "armed-actions": "ActionClaim",
    "actors": "Actor",
    "places": "Place",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the rows of datasets, one of which may not be passed on."""
    folder = tmp_path_factory.mktemp("tables") / "store"
    assert run(["load", "--store", str(folder), *(str(SEEDS / name) for name in DATASETS)]) == 0
    return folder


@pytest.fixture(scope="module")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables of the store in every format."""
    out = tmp_path_factory.mktemp("exported")
    for ending in ("csv", "csv.gz", "parquet", "geojson.zst"):
        assert run(["export", "--store", str(folder), str(out / f"casus.{ending}")]) == 0
    return out


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    """The store, open; no test changes it."""
    opened_store = Store.open(folder)
    yield opened_store
    opened_store.close()


def manifest(out: Path, ending: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / f"casus.{ending}.manifest.json").read_text(encoding="utf-8"))
    return told


def told(store: Store, sparql: str) -> list[str]:
    """Return the values of the one row that a query finds."""
    found = store.query(f"PREFIX casus: <https://w3id.org/casus/ontology#> {sparql}")
    assert isinstance(found, ox.QuerySolutions)
    (solution,) = found
    return [term.value for term in solution if isinstance(term, ox.Literal)]


def rows(sql: str) -> list[tuple[Any, ...]]:
    """Return what DuckDB reads."""
    return duckdb.execute(sql).fetchall()


def table(out: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / f"casus-{name}.parquet").to_pylist()
    return found


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "parquet"])
def test_a_table_has_as_many_rows_as_the_graph_has_things(exported: Path, store: Store, ending: str) -> None:
    export = manifest(exported, ending)

    counts = {file["name"]: file["count"] for file in export["files"]}
    expected = {name: int(told(store, COUNT % of)[0]) for name, of in CLASSES.items()}
    assert expected["casualties"] > 0
    assert counts == {f"casus-{name}.{ending}": n for name, n in expected.items()} | {
        f"casus-articles.{ending}": len(store.log.held())
    }
    assert (export["sequence"], export["count"]) == (store.sequence, sum(counts.values()))


def test_the_manifest_tells_the_bytes_of_each_file(exported: Path) -> None:
    for ending in ("csv.gz", "parquet", "geojson.zst"):
        for file in manifest(exported, ending)["files"]:
            content = (exported / file["name"]).read_bytes()
            assert (file["bytes"], file["sha256"]) == (len(content), sha256(content).hexdigest())


@pytest.mark.parametrize("name", ["articles", *CLASSES])
def test_another_program_reads_the_same_from_parquet_and_from_csv(exported: Path, name: str) -> None:
    from_parquet = table(exported, name)

    with (exported / f"casus-{name}.csv").open(encoding="utf-8", newline="") as stream:
        from_csv = list(csv.DictReader(stream))
    found = rows(f"FROM read_csv('{exported}/casus-{name}.csv.gz', all_varchar = true)")
    assert [row["iri"] for row in from_csv] == [row["iri"] for row in from_parquet]
    assert len(found) == len(from_parquet)
    assert {row["id"] for row in from_csv} == {row[0] for row in found}


def test_columns_have_the_types_of_what_they_hold(exported: Path) -> None:
    described = rows(f"DESCRIBE FROM '{exported}/casus-casualties.parquet'")

    types = {name: kind for name, kind, *_ in described}
    wanted = ("status", "victim", "date_start", "quantity_low", "confidence", "direct", "place_lat")
    assert [types[name] for name in wanted] == [
        "VARCHAR", "VARCHAR[]", "DATE", "BIGINT", "DOUBLE", "BOOLEAN", "DOUBLE[]",
    ]  # fmt: skip
    assert list(types) == [column.name for column in CLAIMS]


def test_sums_over_a_table_are_those_over_the_graph(exported: Path, store: Store) -> None:
    sums = "sum(quantity_low), min(date_start), max(date_end)"
    found = rows(f"SELECT {sums} FROM '{exported}/casus-casualties.parquet'")  # noqa: S608

    expected = told(
        store,
        "SELECT (SUM(?low) AS ?sum) (MIN(?from) AS ?first) (MAX(?to) AS ?last) WHERE { "
        "?claim a casus:CasualtyClaim OPTIONAL { ?claim casus:low ?low } "
        "OPTIONAL { ?claim casus:earliest ?from } OPTIONAL { ?claim casus:latest ?to } }",
    )
    assert [[str(value) for value in row] for row in found] == [expected]


def test_a_source_that_may_not_be_passed_on_leaves_as_reference(exported: Path) -> None:
    articles = [row for row in table(exported, "articles") if row["leaves_as"] == "reference"]

    assert {source["leaves_as"] for source in manifest(exported, "parquet")["sources"]} == {
        "claims",
        "reference",
    }
    assert len(articles) == 3
    for row in articles:
        assert row["record"].startswith("sipri")
        assert {key for key, value in row.items() if value is not None} <= {
            "id", "iri", "publisher", "published", "url", "record", "leaves_as",
        }  # fmt: skip
    closed = {row["id"] for row in articles}
    for name in ("statements", *CLASSES):
        assert [row for row in table(exported, name) if row.get("article_id") in closed] == []


def test_features_are_the_claims_that_have_a_place(exported: Path, store: Store) -> None:
    ((features,),) = rows(f"SELECT features FROM read_json('{exported}/casus.geojson.zst')")  # noqa: S608

    (expected,) = told(
        store,
        "SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim a casus:Claim ; casus:inArticle ?article ; "
        "casus:place/casus:lat ?lat "
        "FILTER NOT EXISTS { ?article casus:publisher/casus:isReferenceOnly true } }",
    )
    assert len(features) == int(expected) > 0
    assert {feature["type"] for feature in features} == {"Feature"}
    assert {feature["geometry"]["type"] for feature in features} <= {"Point", "MultiPoint"}


def test_tables_show_one_state_whatever_comes_meanwhile(folder: Path, store: Store) -> None:
    with Index.open(store).reading() as before:
        known = before.execute("SELECT count(*) FROM articles").fetchone()[0]

    with opened(folder / "index.sqlite") as db:
        rows = held_now(db)
        tables = Tables(db, store, taken=rows, closed={}, is_whole=True)
        assert len(list(tables.articles())) == known


def test_a_server_brings_its_index_up_to_date_first(
    store: Store, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", "--store", str(folder), str(tmp_path / "casus.csv")]
    with listening(store) as listener:
        early = run(arguments)
        listener.index = Index.anew(store)
        code = run(arguments)

    assert (early, code) == (1, 0)
    assert "has not read its index yet" in capsys.readouterr().err
    assert manifest(tmp_path, "csv")["sequence"] == store.sequence


def test_without_its_extra_parquet_names_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    code = run(["export", "--store", str(folder), str(tmp_path / "casus.parquet")])

    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "casus[parquet]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["casus.parquet.gz"], 2, "Parquet is packed already"),
        (["casus.csv", "--store", "nowhere"], 1, "there is no store in nowhere"),
    ],
)
def test_what_cannot_be_a_table_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, complaint: str
) -> None:
    exit_code = run(["export", "--store", str(folder), *arguments])

    assert (exit_code, complaint in capsys.readouterr().err) == (code, True)


ITEM: Final[dict[str, object]] = {
    "name": "=1+1",
    "names": ["a", None, "-b"],
    "day": "2024-02-29",
    "many": 12,
    "share": -0.5,
    "at": [-1.5, 2.0],
    "sure": True,
}
KINDS: Final = (Kind.TEXT, Kind.TEXTS, Kind.DAY, Kind.INTEGER, Kind.NUMBER, Kind.NUMBERS, Kind.TRUTH)
COLUMNS: Final = tuple(
    Column(name=name, kind=kind, cell=itemgetter(name)) for name, kind in zip(ITEM, KINDS, strict=True)
)


def as_csv(items: list[dict[str, object]]) -> str:
    stream = io.BytesIO()
    assert delimited.write(stream, COLUMNS, items) == len(items)
    return stream.getvalue().decode()


def test_a_row_is_written_cell_by_cell() -> None:
    stream = io.BytesIO()
    empty: dict[str, object] = {**ITEM, **dict.fromkeys(ITEM)}

    count = parquet.write(stream, COLUMNS, [ITEM, empty])

    assert as_csv([ITEM, empty]) == (
        "name,names,day,many,share,at,sure\r\n'=1+1,a; ; -b,2024-02-29,12,-0.5,-1.5; 2.0,true\r\n,,,,,,\r\n"
    )
    assert count == 2
    assert pq.read_table(stream).to_pylist() == [{**ITEM, "day": date(2024, 2, 29)}, empty]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_every_text_comes_back_from_both_formats(texts: list[str]) -> None:
    items: list[dict[str, object]] = [{**ITEM, "name": text} for text in texts]
    stream = io.BytesIO()
    parquet.write(stream, COLUMNS, items)

    read = [row["name"] for row in csv.DictReader(io.StringIO(as_csv(items), newline=""))]
    assert [one if one in texts else one.removeprefix("'") for one in read] == texts
    assert pq.read_table(stream)["name"].to_pylist() == texts
