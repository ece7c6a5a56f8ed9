"""Items of a list as GeoJSON: each a feature at its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, object]


def as_geojson(items: Iterable[Json], told: Json) -> bytes:
    """Return items as a feature collection; what is told of the page is beside the features."""
    features = [feature(geometry(item), item) for item in items]
    return orjson.dumps({"type": "FeatureCollection", "features": features, **told})


def feature(at: Json | None, properties: Json) -> Json:
    """Return a feature; one that is nowhere has a null geometry."""
    return {"type": "Feature", "id": properties.get("id"), "geometry": at, "properties": properties}


def geometry(item: Json) -> Json | None:
    """Return where an item is: a point, several, or None where no place with coordinates is told."""
    places = cast("list[Json]", item.get("place", [item]))
    told = [(place.get("lon"), place.get("lat")) for place in places]
    points = [[lon, lat] for lon, lat in told if lon is not None and lat is not None]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
