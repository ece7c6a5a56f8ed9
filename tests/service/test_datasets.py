"""Rows of datasets in a real store: counts and sums of SPARQL are those of the file, column by column."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import QuerySolutions
from starlette.testclient import TestClient

from loaders.datasets import layout, names
from loaders.iris import Iris
from service.app import create_app
from service.ingest import Options, Watcher, load
from service.rows import dataset_of
from service.settings import Settings
from service.sidecar import Metadata
from service.sources import Source
from service.validation import violations
from tests.datasets import extracts
from tests.datasets.columns import COLUMNS, WITHOUT_NUMBERS, plain_numbers, plain_rows, stored
from tests.loaders.sources.conftest import file_of

if TYPE_CHECKING:
    from pathlib import Path

    from service.ingest import Report
    from service.store import Store
    from tests.datasets.columns import Column

PREFIXES: Final = """
PREFIX casus: <https://w3id.org/casus/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def loaded(store: Store, dataset: str) -> Report:
    return load([str(file_of(dataset))], store, Options(format=dataset), Watcher())


def asked(store: Store, query: str) -> list[list[str]]:
    solutions = store.query(PREFIXES + query)
    assert isinstance(solutions, QuerySolutions)
    return [
        [("" if term is None else getattr(term, "value", str(term))) for term in row] for row in solutions
    ]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.dataset} {column.name}")
def test_counts_and_sums_of_a_column_are_those_of_the_file(store: Store, column: Column) -> None:
    loaded(store, column.dataset)

    told = stored(column, store)

    rows = plain_rows(column.dataset, file_of(column.dataset).read_text(encoding="utf-8"))
    numbers = plain_numbers(column, rows)
    assert numbers
    assert told == (len(numbers), sum(numbers))


def test_every_dataset_with_numbers_has_its_columns_checked() -> None:
    assert {column.dataset for column in COLUMNS} == set(names()) - WITHOUT_NUMBERS


def test_the_extracts_of_a_folder_are_loaded_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = file_of("ucdp-ged").read_text(encoding="utf-8").splitlines(keepends=True)
    bad = lines[1].replace(",Clear,1,", ",Clear,9,")
    (tmp_path / "ged.csv").write_text("".join([lines[0], bad, *lines[2:]]), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("Nothing")

    code = extracts.main([str(tmp_path)])

    assert code == 0
    assert capsys.readouterr().out == (
        f"""ged.csv: ucdp-ged, 5 documents, 18 claims, 0 left aside, 1 refused
  refused {tmp_path}/ged.csv: type_of_violence: '9' is not in the code book at line 2
  deaths_a: 2 numbers, sum 42; as in the file
  deaths_b: 1 numbers, sum 1,250; as in the file
  deaths_civilians: 1 numbers, sum 5; as in the file
  deaths_unknown: 2 numbers, sum 11; as in the file
  low: 5 numbers, sum 1,206; as in the file
  best: 5 numbers, sum 1,308; as in the file
  high: 5 numbers, sum 1,419; as in the file
  latitude: 3 numbers, sum 77.832777; as in the file
  longitude: 3 numbers, sum 101.521945; as in the file
notes.txt: of no dataset that is known by its header
"""
    )


def test_numbers_that_differ_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "losses.json").write_text('[{"date": "2022-02-25", "day": 2, "personnel": 2800}]')
    monkeypatch.setattr(extracts, "stored", lambda *_: (2, Decimal(5600)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]

    code = extracts.main([str(tmp_path)])

    assert code == 1
    assert "  personnel: 2 numbers, sum 5,600; BUT 1 and 2,800 in the file\n" in capsys.readouterr().out


def test_a_folder_of_extracts_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert extracts.main([]) == 2
    assert capsys.readouterr().err == "usage: python -m tests.datasets.extracts FOLDER\n"


@pytest.mark.parametrize("dataset", [name for name in names() if name != "oryx-losses"])
def test_a_dataset_that_was_loaded_is_in_order_and_its_licence_is_told(store: Store, dataset: str) -> None:
    report = loaded(store, dataset)

    actor = layout(dataset).dataset.actor.id
    told = asked(
        store,
        f"""SELECT ?label ?kind ?rights ?citation ?page WHERE {{
          <{store.base}actor/{actor}> a casus:Dataset, casus:Actor ; skos:prefLabel ?label ;
            casus:actorKind/skos:notation ?kind ; dcterms:rights ?rights ;
            dcterms:bibliographicCitation ?citation ; foaf:homepage ?page ;
            casus:partOf/skos:prefLabel ?publisher
        }}""",
    )
    described = layout(dataset).dataset
    assert (report.refused, report.failed) == ([], False)
    assert told == [
        [described.actor.label, "dataset", described.rights, described.citation, described.homepage]
    ]
    assert list(violations(store)) == []


@pytest.mark.parametrize("dataset", names())
def test_rows_that_are_loaded_again_are_unchanged(store: Store, dataset: str) -> None:
    first = loaded(store, dataset)

    again = loaded(store, dataset)

    assert (again.documents, again.unchanged) == (0, first.documents)
    assert again.left_aside == first.left_aside
    assert store.sequence == first.documents


def test_a_file_is_known_by_its_header(store: Store) -> None:
    report = load([str(file_of("acled"))], store, Options(), Watcher())

    assert report.documents == 7
    assert report.left_aside == Counter(
        {(str(file_of("acled")), "event_type 'Protests' without fatalities or an armed action"): 1}
    )


def test_a_row_is_published_by_its_dataset_and_named_by_its_record(store: Store) -> None:
    loaded(store, "gdelt-mentions")

    told = asked(
        store,
        """SELECT ?record ?mentions ?on ?speaker ?carrier WHERE {
          ?row casus:record ?record ; casus:mentionsRecord ?mentions ; casus:publishedOn ?on ;
               casus:contains ?said .
          ?said casus:speaker/skos:prefLabel ?speaker ; casus:carrier/skos:prefLabel ?carrier
        } ORDER BY ?record""",
    )

    assert told == [
        [
            "gdelt-mentions/9000001 8ded48b599db 1",
            "gdelt-events/9000001",
            "2025-04-03",
            "news.example",
            "GDELT 2.0 Mentions",
        ],
        [
            "gdelt-mentions/9000001 bb8dd300a273 3",
            "gdelt-events/9000001",
            "2025-04-03",
            "zubr.example",
            "GDELT 2.0 Mentions",
        ],
        [
            "gdelt-mentions/9000002 b5f6e5951cfb 2",
            "gdelt-events/9000002",
            "2025-04-03",
            "BBC Monitoring",
            "GDELT 2.0 Mentions",
        ],
    ]


def test_a_corrected_row_takes_the_place_of_the_old_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "losses.json"
    path.write_text(json.dumps([{"date": "2022-02-25", "day": 2, "personnel": 2800}]))
    load([str(path)], store, Options(), Watcher())
    path.write_text(json.dumps([{"date": "2022-02-25", "day": 2, "personnel": 2900}]))

    report = load([str(path)], store, Options(), Watcher())

    assert (report.documents, report.replaced) == (1, 1)
    assert asked(store, "SELECT ?n WHERE { ?claim a casus:CasualtyClaim ; casus:low ?n }") == [["2900"]]


def test_claims_at_a_point_are_found_by_the_town_it_lies_in(store: Store) -> None:
    loaded(store, "eyes-on-russia")

    told = asked(
        store,
        f"""SELECT ?label ?lat ?lon ?kind WHERE {{
          ?claim casus:place ?point ; casus:placePrecision/skos:notation ?precision .
          ?point casus:containedIn* <{store.base}place/geonames-701822> ; skos:prefLabel ?label ;
                 casus:lat ?lat ; casus:lon ?lon ; casus:placeKind/skos:notation ?kind
        }}""",
    )

    assert told == [["Mariupol", "47.08494", "37.5272", "settlement"]]


def test_the_day_of_publication_of_a_release_is_that_of_its_rows(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(file_of("ucdp-ged").read_bytes())
    (tmp_path / "ged.meta.json").write_text('{"published": "2023-06-01"}')

    load([str(path)], store, Options(), Watcher())

    days = asked(store, "SELECT DISTINCT ?on WHERE { ?row casus:record ?record ; casus:publishedOn ?on }")
    assert days == [["2023-06-01"]]


def test_an_address_is_not_told_of_the_rows_of_a_dataset(store: Store) -> None:
    options = Options(metadata=Metadata(url="https://data.example/ged.csv"))

    report = load([str(file_of("ucdp-ged"))], store, options, Watcher())

    assert [refused.reason for refused in report.refused] == [
        "is of ucdp-ged, whose rows have no address and publisher of their own"
    ]
    assert report.failed


def test_equipment_losses_are_left_aside_by_name(store: Store) -> None:
    report = loaded(store, "oryx-losses")

    left = Counter({(str(file_of("oryx-losses")), "equipment losses have no type of claim"): 2})
    assert (report.documents, report.left_aside, report.failed) == (0, left, False)


def test_values_and_best_estimates_are_served_over_http(store: Store) -> None:
    for dataset in ("ucdp-ged", "kiel-support-tracker"):
        loaded(store, dataset)
    with TestClient(create_app(store, Settings(store=store.folder))) as client:
        tolls = client.get("/api/v1/casualties?actor=ucdp-ged&limit=50").json()["items"]
        transfers = client.get("/api/v1/weapons-transfers?actor=AUS").json()["items"]
        table = client.get("/api/v1/claims?format=csv&limit=100").text

    assert {"low": 9, "high": 21, "best": 15} in [
        {key: item["quantity"].get(key) for key in ("low", "high", "best")} for item in tolls
    ]
    assert {"amount": 32839622.00924871, "currency": "EUR"} in [
        {key: item["value"][key] for key in ("amount", "currency")} for item in transfers if item["value"]
    ]
    assert {"quantity_best", "value_amount", "value_currency"} <= set(table.splitlines()[0].split(","))


def test_claims_at_a_point_are_found_over_http_by_the_town_it_lies_in(store: Store) -> None:
    loaded(store, "eyes-on-russia")
    with TestClient(create_app(store, Settings(store=store.folder))) as client:
        found = client.get("/api/v1/claims?place=geonames-701822").json()["items"]

    assert [[place["label"] for place in claim["place"]] for claim in found] == [["Mariupol"]]


def test_a_compressed_file_is_read_as_what_is_in_it(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(gzip.compress(file_of("ucdp-ged").read_bytes()))

    report = load([str(path)], store, Options(), Watcher())

    assert (report.documents, report.refused) == (6, [])


def test_a_file_whose_compression_is_broken_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv.gz"
    packed = gzip.compress(file_of("ucdp-ged").read_bytes())
    path.write_bytes(packed[:-20])

    cut = load([str(path)], store, Options(), Watcher())
    path.write_bytes(packed[:10] + b"\xff" * 40)
    broken = load([str(path)], store, Options(format="ucdp-ged"), Watcher())

    assert [refused.reason for refused in cut.refused] == ["its compression breaks off"]
    assert [refused.reason for refused in broken.refused] == ["its compression is broken"]
    assert dataset_of(Source(name="ged.csv.gz", path=path), "auto") is None


def test_bad_rows_are_refused_by_line_and_too_many_of_them_stop_the_load(
    store: Store, tmp_path: Path
) -> None:
    header, first, *others = file_of("ucdp-ged").read_text(encoding="utf-8").splitlines()
    bad = first.replace("Clear,1,", "Clear,9,")
    path = tmp_path / "ged.csv"
    path.write_text("\n".join([header, first, bad, *others]) + "\n", encoding="utf-8")

    report = load([str(path)], store, Options(), Watcher())
    strict = load([str(path)], store, Options(max_refused=0.1), Watcher())

    assert [str(refused) for refused in report.refused] == [
        f"{path}: type_of_violence: '9' is not in the code book at line 3"
    ]
    assert (report.documents, report.stopped) == (6, False)
    assert (strict.unchanged, strict.stopped) == (6, True)


def test_the_rows_before_a_break_in_the_file_are_loaded(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "losses.json"
    path.write_text('[{"date": "2022-02-25", "day": 2, "personnel": 2800}, {"date": ')

    report = load([str(path)], store, Options(), Watcher())

    assert report.documents == 1
    assert [str(refused) for refused in report.refused] == [
        f"{path}: is no JSON: it ends within an object at line 1"
    ]


def test_datasets_stand_in_the_local_graph_once(store: Store) -> None:
    loaded(store, "ucdp-ged")
    loaded(store, "acled")

    graph = Iris(store.base).local_graph
    datasets = asked(
        store, f"SELECT ?label WHERE {{ GRAPH <{graph}> {{ ?one a casus:Dataset ; skos:prefLabel ?label }} }}"
    )

    assert sorted(datasets) == [["ACLED events"], ["UCDP GED"]]
