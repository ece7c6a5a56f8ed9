"""Rows of datasets in a real store: counts and sums of SPARQL are those of the file, column by column."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import Literal, QuerySolutions

from loaders.datasets import layout, names
from loaders.iris import Iris
from service.ingest import Options, Watcher, load
from service.sidecar import Metadata
from service.validation import violations
from tests.loaders.sources.conftest import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from service.ingest import Report
    from service.store import Store

PREFIXES: Final = """
PREFIX casus: <https://w3id.org/casus/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
CellsOfRow = dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapped:
    """A numeric column, the property that its numbers became, and the rows and numbers that are claims.

    A claim is known by its evidence, which starts with the column or holds it on a line; `among` are further
    words that its evidence has to start with.
    """

    dataset: str
    column: str
    property: str = "casus:quantity/casus:low"
    claimed: Callable[[CellsOfRow], bool] = lambda _: True
    zero: bool = False
    starts: str | None = None


def is_military(row: CellsOfRow) -> bool:
    return row["Type of Aid General"] == "Military"


def is_first(row: CellsOfRow) -> bool:
    return is_military(row) and row["Total_value_dummy (1 is first row in the package)"] == "1"


def is_arms(row: CellsOfRow) -> bool:
    return is_military(row) and row["Type of item"] != "Humanitarian" and row["Item"] not in {"", "."}


MONEY: Final = "casus:value/casus:amount"
UNITS: Final = "No. of Units"
UNITS_DELIVERED: Final = "No. of Units delivered (in-kind military aid)"
MAPPED: Final = (
    *(Mapped(dataset="ucdp-ged", column=f"deaths_{one}") for one in ("a", "b", "civilians", "unknown")),
    *(
        Mapped(dataset="ucdp-ged", column=one, property=f"casus:quantity/casus:{one}", zero=True)
        for one in ("low", "best", "high")
    ),
    Mapped(dataset="acled", column="fatalities"),
    Mapped(dataset="sipri-trade-register", column="Number ordered", starts="Year of order", zero=True),
    Mapped(dataset="sipri-trade-register", column="Number delivered"),
    Mapped(dataset="kiel-support-tracker", column=UNITS, claimed=is_arms, starts="Item", zero=True),
    Mapped(dataset="kiel-support-tracker", column=UNITS_DELIVERED, claimed=is_arms),
    Mapped(
        dataset="kiel-support-tracker",
        column="Monetary Value as Given by Source",
        property=MONEY,
        claimed=is_first,
    ),
    *(
        Mapped(dataset="kiel-support-tracker", column=one, property=MONEY, claimed=is_arms)
        for one in ("Value committed (own estimate, in USD)", "Value delivered (own estimate, in USD)")
    ),
    *(
        Mapped(dataset="kiel-support-tracker", column=one, property=MONEY, claimed=is_military)
        for one in ("Converted Value in EUR", "Total monetary value delivered in EUR")
    ),
    Mapped(dataset="general-staff-losses", column="personnel", zero=True),
    Mapped(dataset="general-staff-losses", column="POW", zero=True),
    Mapped(dataset="air-attacks", column="launched"),
    Mapped(dataset="air-attacks", column="destroyed"),
)


def loaded(store: Store, dataset: str) -> Report:
    return load([str(file_of(dataset))], store, Options(format=dataset), Watcher())


def rows_of(dataset: str) -> list[CellsOfRow]:
    """Read the invented rows in plain Python, with the names of columns as the layout has them."""
    text = file_of(dataset).read_text(encoding="utf-8")
    if text.startswith("["):
        return [{key: str(value or "") for key, value in row.items()} for row in json.loads(text)]
    cells = list(csv.reader(io.StringIO(text)))
    start = next(n for n, row in enumerate(cells) if layout(dataset).is_signed_by(row))
    header = [layout(dataset).aliases.get(name.strip(), name.strip()) for name in cells[start]]
    return [dict(zip(header, row, strict=True)) for row in cells[start + 1 :]]


def numbers(mapped: Mapped) -> Iterator[Decimal]:
    for row in rows_of(mapped.dataset):
        plain = row.get(mapped.column, "").replace(",", "")
        if mapped.claimed(row) and plain.replace(".", "", 1).isdigit():
            number = Decimal(plain)
            if number or mapped.zero:
                yield number


def asked(store: Store, query: str) -> list[list[str]]:
    solutions = store.query(PREFIXES + query)
    assert isinstance(solutions, QuerySolutions)
    return [
        [("" if term is None else getattr(term, "value", str(term))) for term in row] for row in solutions
    ]


@pytest.mark.parametrize("mapped", MAPPED, ids=lambda mapped: f"{mapped.dataset} {mapped.column}")
def test_counts_and_sums_of_a_column_are_those_of_the_file(store: Store, mapped: Mapped) -> None:
    loaded(store, mapped.dataset)
    words = json.dumps(mapped.starts or f"{mapped.column}: ")

    publisher = f"{store.base}actor/{layout(mapped.dataset).dataset.actor.id}"

    told = store.query(f"""{PREFIXES}
        SELECT (COUNT(?number) AS ?count) (SUM(?number) AS ?sum) WHERE {{
          ?claim casus:inArticle/casus:publisher <{publisher}> ;
                 casus:evidenceText ?words ;
                 {mapped.property} ?number .
          FILTER(STRSTARTS(?words, {words}) || CONTAINS(?words, CONCAT("\\n", {words})))
        }}""")

    assert isinstance(told, QuerySolutions)
    (row,) = told
    count, total = row["count"], row["sum"]
    assert isinstance(count, Literal)
    assert isinstance(total, Literal)
    expected = list(numbers(mapped))
    assert expected
    assert (int(count.value), Decimal(total.value)) == (len(expected), sum(expected))


def test_every_numeric_column_that_becomes_a_number_is_checked() -> None:
    numeric = {(mapped.dataset, mapped.column) for mapped in MAPPED}

    assert {dataset for dataset, _ in numeric} == set(names()) - {
        "eyes-on-russia",
        "gdelt-events",
        "gdelt-mentions",
    }


@pytest.mark.parametrize("dataset", names())
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
