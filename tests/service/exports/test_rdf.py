"""Exports of the graph: what comes out goes in again as the same."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import zstandard
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from loaders.iris import Iris
from service.exports.export import Held, export
from service.exports.formats import NAMES_GRAPHS, RDF, SUFFIXES, Format, told_by
from service.exports.wanted import Wanted
from service.log import SharedNode
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from service.store import Arrival

    Make = Callable[..., Arrival]
    Casus = Callable[..., tuple[int, str, str]]

BASE = "https://kalvenia.example/id/"
CASUS = "https://w3id.org/casus/ontology#"
TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def quiet(_: int) -> None:
    """Take the progress and do nothing."""


def written(store: Store, out: Path, wanted: Wanted) -> dict[str, Any]:
    """Export a store, and return the manifest as it is read."""
    export(Held(view=store, log=store.log), out, wanted, progressed=quiet)
    told: dict[str, Any] = json.loads(out.with_name(f"{out.name}.manifest.json").read_text(encoding="utf-8"))
    return told


def unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(content)
    if path.suffix == ".zst":
        return zstandard.ZstdDecompressor().decompressobj().decompress(content)
    return content


def read(path: Path) -> set[ox.Quad]:
    format_ = told_by(path.name)
    assert format_ is not None
    return set(ox.parse(unpacked(path), RDF[format_]))


def held(store: Store, *, graphs: bool = True) -> set[ox.Quad]:
    quads = store.graphs.quads_for_pattern(None, None, None, None)
    return set(quads) if graphs else {ox.Quad(*quad.triple) for quad in quads}


@pytest.fixture(scope="session")
def small(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store without the large graphs that come with the package, to be copied."""
    folder = shutil.copytree(empty_store, tmp_path_factory.mktemp("small") / "store")
    store = Store.open(folder)
    for graph in (Iris(BASE).ontology_graph, Iris(BASE).authority_graph):
        store.graphs.remove_graph(ox.NamedNode(graph))
    store.close()
    return folder


@pytest.fixture
def store(small: Path, tmp_path: Path) -> Iterator[Store]:
    """A small store, open."""
    opened = Store.open(shutil.copytree(small, tmp_path / "store"))
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store, arrival: Make) -> Store:
    """A small store with three articles."""
    for key in "abc":
        store.put(arrival(key, title=rf"A \"title\" of {key}\n"))
    return store


@pytest.mark.parametrize("format_", RDF)
@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
def test_every_format_holds_the_whole_store(
    filled: Store, tmp_path: Path, format_: Format, packing: str
) -> None:
    out = tmp_path / f"casus{SUFFIXES[format_]}{packing}"

    manifest = written(filled, out, Wanted(format=format_))

    assert read(out) == held(filled, graphs=format_ in NAMES_GRAPHS)
    assert manifest["files"] == [
        {
            "name": out.name,
            "bytes": out.stat().st_size,
            "sha256": sha256(out.read_bytes()).hexdigest(),
            "count": len(filled.graphs),
        }
    ]
    assert (manifest["base"], manifest["sequence"], manifest["count"]) == (BASE, 3, len(filled.graphs))


def test_another_program_reads_the_same_graph(filled: Store, tmp_path: Path) -> None:
    for format_ in (Format.TURTLE, Format.RDFXML, Format.NTRIPLES):
        written(filled, tmp_path / f"casus{SUFFIXES[format_]}", Wanted(format=format_))
    expected = Graph().parse(tmp_path / "casus.nt", format="nt")

    assert isomorphic(Graph().parse(tmp_path / "casus.ttl", format="turtle"), expected)
    assert isomorphic(Graph().parse(tmp_path / "casus.rdf", format="xml"), expected)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_another_program_reads_the_same_dataset(filled: Store, tmp_path: Path) -> None:
    for format_ in NAMES_GRAPHS:
        written(filled, tmp_path / f"casus{SUFFIXES[format_]}", Wanted(format=format_))
    graph = filled.log.held()[0].graph

    for name, suffix in (("nquads", ".nq"), ("trig", ".trig"), ("json-ld", ".jsonld")):
        dataset = Dataset()
        dataset.parse(data=(tmp_path / f"casus{suffix}").read_bytes(), format=name)
        assert len(dataset.graph(graph)) == 2
        assert len(list(dataset.quads())) == len(filled.graphs)


def test_shards_hold_the_whole_between_them(filled: Store, tmp_path: Path) -> None:
    assert len(filled.graphs) == 6

    manifest = written(filled, tmp_path / "casus.nq.gz", Wanted(format=Format.NQUADS, most=2))

    names = [file["name"] for file in manifest["files"]]
    assert names == [f"casus-0000{number}.nq.gz" for number in (1, 2, 3)]
    shards = [read(tmp_path / name) for name in names]
    assert [len(shard) for shard in shards] == [file["count"] for file in manifest["files"]]
    assert {quad for shard in shards for quad in shard} == held(filled)
    assert sum(map(len, shards)) == len(filled.graphs)


def closed(arrival: Arrival) -> Arrival:
    """Return a row of a dataset whose terms forbid to pass it on."""
    source, local = f"{BASE}actor/closed-data", Iris(BASE).local_graph
    told = (
        (arrival.article, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"<{CASUS}Article>"),
        (arrival.article, f"{CASUS}publisher", f"<{source}>"),
        (arrival.article, f"{CASUS}record", '"closed-data/1"'),
        (arrival.article, f"{CASUS}title", '"Forty were killed"'),
        (arrival.article, f"{CASUS}contains", f"<{BASE}statement/s>"),
        (f"{BASE}statement/s", f"{CASUS}words", '"forty were killed"'),
    )
    node = (
        f"<{source}> <{CASUS}isReferenceOnly> {TRUE} <{local}> .\n"
        f'<{source}> <http://purl.org/dc/terms/rights> "no redistribution" <{local}> .\n'
    )
    return replace(
        arrival,
        quads="".join(f"<{s}> <{p}> {o} <{arrival.graph}> .\n" for s, p, o in told),
        shared=(SharedNode(subject=source, graph=local, quads=node),),
    )


@pytest.mark.parametrize("format_", [Format.NQUADS, Format.TURTLE])
def test_a_source_that_may_not_be_passed_on_leaves_as_reference(
    filled: Store, tmp_path: Path, arrival: Make, format_: Format
) -> None:
    row = closed(arrival("row"))
    before = held(filled, graphs=format_ in NAMES_GRAPHS)
    filled.put(row)
    out = tmp_path / f"casus{SUFFIXES[format_]}"

    manifest = written(filled, out, Wanted(format=format_))

    came = read(out) - before
    assert {
        str(quad.predicate).rpartition("#")[2].strip(">") for quad in came if "article" in str(quad.subject)
    } == {
        "type",
        "publisher",
        "record",
    }
    assert b"killed" not in out.read_bytes()
    (source,) = [one for one in manifest["sources"] if one["iri"] == f"{BASE}actor/closed-data"]
    assert (source["leaves_as"], source["documents"], source["rights"]) == (
        "reference",
        1,
        "no redistribution",
    )


def test_graphs_of_outsiders_do_not_leave(filled: Store, tmp_path: Path) -> None:
    expected = held(filled)
    for graph in (ox.DefaultGraph(), ox.NamedNode("https://outside.example/graph")):
        filled.graphs.add(ox.Quad(ox.NamedNode("a:"), ox.NamedNode("b:"), ox.Literal("c"), graph))

    written(filled, tmp_path / "casus.nq", Wanted(format=Format.NQUADS))

    assert read(tmp_path / "casus.nq") == expected


def test_the_command_writes_an_export_and_tells_of_it(casus: Casus, tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_text(
        "The ministry said on 3 May 2024 that 12 soldiers were killed near Bakhmut.\n", encoding="utf-8"
    )
    casus("load", article)
    out = tmp_path / "all.nq.gz"

    code, printed, _ = casus("export", out)

    count = len(read(out))
    assert (code, printed) == (0, f"{count:,} quads in 1 files, as of change 1\n")
    assert sorted(path.name for path in tmp_path.glob("all*")) == ["all.nq.gz", "all.nq.gz.manifest.json"]


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["out.xyz"], 2, "out.xyz tells no format"),
        (["out.nq", "--since", "yesterday"], 2, "since: Value error, 'yesterday' is no ISO 8601 date"),
        (["out.nq", "--store", "nowhere"], 1, "there is no store in nowhere"),
    ],
)
def test_what_cannot_be_exported_is_told(
    casus: Casus, arguments: list[str], code: int, complaint: str
) -> None:
    exit_code, _, complained = casus("export", *arguments)

    assert (exit_code, complaint in complained) == (code, True)
