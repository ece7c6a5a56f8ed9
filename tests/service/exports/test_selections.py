"""Exports of a selection: the claims that fit, with what makes them and whom they name, and no more."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest

from service.cli import run
from service.log import Action
from service.store import Arrival, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS: Final = Path(__file__).parents[3] / "seeds"
DATASETS: Final = ("invented-ucdp-ged.csv", "invented-trade-register.csv", "invented-air-attacks.csv")
CASUS: Final = "https://w3id.org/casus/ontology#"
RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREF_LABEL: Final = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
LATER: Final = datetime(2040, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the rows of three datasets, one of which may not be passed on."""
    folder = tmp_path_factory.mktemp("selections") / "store"
    assert run(["load", "--store", str(folder), *(str(SEEDS / name) for name in DATASETS)]) == 0
    return folder


@pytest.fixture(scope="module")
def store(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store as it was loaded, open; no test changes it."""
    opened = Store.open(shutil.copytree(loaded, tmp_path_factory.mktemp("open") / "store"))
    yield opened
    opened.close()


def exported(folder: Path, out: Path, *arguments: str) -> dict[str, Any]:
    """Export, and return the manifest."""
    assert run(["export", "--store", str(folder), str(out), *arguments]) == 0
    told: dict[str, Any] = json.loads(out.with_name(f"{out.name}.manifest.json").read_text(encoding="utf-8"))
    return told


def quads(path: Path) -> set[ox.Quad]:
    return set(ox.parse(path.read_bytes(), ox.RdfFormat.N_QUADS))


def of_type(found: set[ox.Quad], name: str) -> set[str]:
    kind = ox.NamedNode(f"{CASUS}{name}")
    return {str(quad.subject) for quad in found if quad.predicate == RDF_TYPE and quad.object == kind}


def objects(found: set[ox.Quad], name: str) -> set[str]:
    return {str(quad.object) for quad in found if quad.predicate.value == f"{CASUS}{name}"}


def asked(store: Store, pattern: str) -> set[str]:
    """Return the values of `?one` in the graph, of sources that may be passed on."""
    found = store.query(
        f"PREFIX casus: <{CASUS}> SELECT DISTINCT ?one WHERE {{ {pattern} ?claim casus:inArticle ?article "
        "FILTER NOT EXISTS { ?article casus:publisher/casus:isReferenceOnly true } }"
    )
    assert isinstance(found, ox.QuerySolutions)
    return {str(solution["one"]) for solution in found}


CASUALTIES: Final = "?claim a casus:CasualtyClaim ; casus:low ?low FILTER(?low >= 10)"
WHERE: Final = ("--where", "type=casualties", "--where", "min_quantity=10")


def test_what_fits_leaves_with_what_makes_it_and_whom_it_names(
    loaded: Path, store: Store, tmp_path: Path
) -> None:
    manifest = exported(loaded, tmp_path / "some.nq", *WHERE)

    found = quads(tmp_path / "some.nq")
    claims = asked(store, f"{CASUALTIES} BIND (?claim AS ?one)")
    named = {one for slot in ("victim", "perpetrator", "speaker", "place") for one in objects(found, slot)}
    labelled = {str(quad.subject) for quad in found if quad.predicate == PREF_LABEL}
    assert 0 < len(claims) < len(asked(store, "?claim a casus:Claim BIND (?claim AS ?one)"))
    assert of_type(found, "Claim") == objects(found, "makes") == claims
    assert of_type(found, "Statement") == asked(store, f"{CASUALTIES} ?one casus:makes ?claim .")
    assert objects(found, "contains") == of_type(found, "Statement")
    assert of_type(found, "Article") == asked(store, f"{CASUALTIES} ?claim casus:inArticle ?one .")
    assert named <= labelled
    assert found <= set(store.graphs)
    assert manifest["selection"] == {"type": ["casualties"], "min_quantity": 10}
    assert manifest["count"] == len(found)
    assert [source["leaves_as"] for source in manifest["sources"]] == ["claims"]


def test_tables_hold_the_same_selection(loaded: Path, store: Store, tmp_path: Path) -> None:
    exported(loaded, tmp_path / "some.csv", *WHERE)

    def column(table: str, name: str = "iri") -> set[str]:
        with (tmp_path / f"some-{table}.csv").open(encoding="utf-8", newline="") as stream:
            return {f"<{row[name]}>" for row in csv.DictReader(stream)}

    assert column("casualties") == asked(store, f"{CASUALTIES} BIND (?claim AS ?one)")
    assert column("statements") == asked(store, f"{CASUALTIES} ?one casus:makes ?claim .")
    assert column("articles") == asked(store, f"{CASUALTIES} ?claim casus:inArticle ?one .")
    assert column("armed-actions") == set()
    assert column("places") == asked(store, f"{CASUALTIES} ?claim casus:place ?one .")
    assert asked(store, f"{CASUALTIES} ?claim casus:victim ?one .") <= column("actors")
    assert len(column("actors")) < 20


def test_an_empty_selection_is_an_empty_file(loaded: Path, tmp_path: Path) -> None:
    for name in ("none.nq", "none.csv", "none.parquet", "none.geojson"):
        manifest = exported(loaded, tmp_path / name, "--where", "q=unheardofword")
        assert manifest["count"] == 0
    assert (tmp_path / "none.nq").read_bytes() == b""
    assert (tmp_path / "none-casualties.csv").read_text(encoding="utf-8").startswith("id,iri,type,")
    assert json.loads((tmp_path / "none.geojson").read_bytes())["features"] == []


def test_what_may_not_be_passed_on_is_a_reference_in_a_selection_too(
    loaded: Path, store: Store, tmp_path: Path
) -> None:
    manifest = exported(loaded, tmp_path / "some.nq", "--where", "type=weapons_transfer")

    found = quads(tmp_path / "some.nq")
    assert [(source["leaves_as"], source["documents"]) for source in manifest["sources"]] == [
        ("reference", 3)
    ]
    assert (len(of_type(found, "Article")), of_type(found, "Claim")) == (3, set())
    assert len(set(store.graphs)) > len(found)


@pytest.mark.parametrize(
    ("name", "most"), [("some.csv", 2), ("some.parquet", 2), ("some.geojson", 2), ("some.nq", 100)]
)
def test_shards_hold_the_whole_between_them(loaded: Path, tmp_path: Path, name: str, most: int) -> None:
    whole = exported(loaded, tmp_path / name, *WHERE)
    parts = exported(loaded, tmp_path / f"parted-{name}", *WHERE, "--shard", str(most))

    counts = [file["count"] for file in parts["files"]]
    assert sum(counts) == parts["count"] == whole["count"] > most
    assert max(counts) == most
    assert all(re.search(r"-[0-9]{5}\.", file["name"]) for file in parts["files"])
    if name == "some.nq":
        read = [quads(tmp_path / file["name"]) for file in parts["files"]]
        assert {quad for part in read for quad in part} == quads(tmp_path / name)


@pytest.fixture
def changed(loaded: Path, tmp_path: Path) -> tuple[Path, str, str]:
    """A store in which, years later, one article was withdrawn and one replaced; and the keys of these."""
    folder = shutil.copytree(loaded, tmp_path / "changed")
    opened = Store.open(folder)
    gone, other, *_ = [change for change in opened.log.held() if change.action is Action.LOAD]
    opened.clock = lambda: LATER
    opened.withdraw(gone.article, "retracted")
    opened.put(
        Arrival(
            key=other.key,
            article=other.article,
            graph=other.graph,
            run=other.run,
            digest="another",
            text="",
            quads=opened.log.content(other.seq).came,
            shared=(),
        )
    )
    opened.close()
    return folder, gone.article, other.article


def test_what_came_since_a_time_leaves_with_what_went(changed: tuple[Path, str, str], tmp_path: Path) -> None:
    folder, gone, other = changed

    graph = exported(folder, tmp_path / "new.nq", "--since", "2040-05-06T09:00:00+02:00")
    tables = exported(folder, tmp_path / "new.csv", "--since", "2040-05-06")

    found = quads(tmp_path / "new.nq")
    with (tmp_path / "new-articles.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row["iri"] for row in csv.DictReader(stream)]
    assert of_type(found, "Article") == {f"<{other}>"}
    assert of_type(found, "Claim") != set()
    assert rows == [other]
    assert graph["selection"] == {"since": "2040-05-06T07:00:00.000Z"}
    for manifest in (graph, tables):
        assert [(one["article"], one["reason"]) for one in manifest["withdrawn"]] == [(gone, "retracted")]


def test_what_was_held_once_leaves_as_it_was(
    changed: tuple[Path, str, str], store: Store, tmp_path: Path
) -> None:
    folder, gone, _ = changed

    exported(folder, tmp_path / "then.nq", "--where", "held_at=2039-12-31", "--where", "type=armed_action")
    exported(folder, tmp_path / "now.nq", "--where", "type=armed_action")

    then, now = (quads(tmp_path / name) for name in ("then.nq", "now.nq"))
    claims = asked(store, "?claim a casus:ActionClaim BIND (?claim AS ?one)")
    assert of_type(then, "Claim") == claims
    assert of_type(then, "Article") - of_type(now, "Article") == {f"<{gone}>"}


@pytest.mark.parametrize(
    ("where", "complaint"),
    [
        ("colour=red", "colour: Extra inputs are not permitted"),
        ("actor=nobody-at-all", "actor: nothing here has the id 'nobody-at-all'"),
        ("status=sure", "status: Input should be"),
        ("from=2024-13-01", "from: Value error, there is no such day"),
        ("casualties", "'casualties' is no NAME=VALUE"),
    ],
)
def test_a_filter_that_is_none_is_told(
    loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str, complaint: str
) -> None:
    code = run(["export", "--store", str(loaded), str(tmp_path / "some.nq"), "--where", where])

    assert (code, complaint in capsys.readouterr().err) == (2, True)
