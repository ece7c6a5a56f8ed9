"""The formats that exports are written in."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from service.sparql.formats import RDF as ENGINE


class Format(StrEnum):
    """The formats by the names that the command line and the addresses use."""

    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    CHANGES = "changes"


RDF: Final = {format_: ENGINE[format_.value] for format_ in Format if format_.value in ENGINE}
# Those that keep which quad is of which graph; the others hold the union of the graphs.
NAMES_GRAPHS: Final = (Format.NQUADS, Format.TRIG, Format.JSONLD)
# Those that hold rows of tables; the others hold the graph.
TABULAR: Final = (Format.CSV, Format.PARQUET, Format.GEOJSON)
SUFFIXES: Final = {
    Format.NQUADS: ".nq",
    Format.TRIG: ".trig",
    Format.JSONLD: ".jsonld",
    Format.TURTLE: ".ttl",
    Format.NTRIPLES: ".nt",
    Format.RDFXML: ".rdf",
    Format.CSV: ".csv",
    Format.PARQUET: ".parquet",
    Format.GEOJSON: ".geojson",
    Format.CHANGES: ".jsonl",
}
GZIP: Final = ".gz"
ZSTD: Final = ".zst"


def told_by(name: str) -> Format | None:
    """Return the format that the name of a file tells, None when it tells none."""
    plain = name.removesuffix(GZIP).removesuffix(ZSTD)
    return next((format_ for format_, suffix in SUFFIXES.items() if plain.endswith(suffix)), None)
