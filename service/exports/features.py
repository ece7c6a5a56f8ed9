"""Claims that are somewhere as GeoJSON: one collection of features, written as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import orjson

from service.rest.geojson import feature, geometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.exports.columns import Json


def write(stream: BinaryIO, items: Iterable[Json]) -> int:
    """Write those items that have a place with coordinates, and return how many there were."""
    count = 0
    stream.write(b'{"type":"FeatureCollection","features":[')
    for item in items:
        where = geometry(item)
        if where is not None:
            stream.write((b",\n" if count else b"\n") + orjson.dumps(feature(where, item)))
            count += 1
    stream.write(b"\n]}\n")
    return count
