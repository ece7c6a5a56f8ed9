"""The map layer: where claims are, those near one another together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from service.index.spots import spots
from service.rest.answering import answered
from service.rest.filters import TypedSelection

if TYPE_CHECKING:
    import sqlite3

    from service.index.filters import Wanted
    from service.index.spots import Spot

router = APIRouter(prefix="/api/v1", tags=["series and layers"], default_response_class=Response)

MOST_ZOOM: Final = 22


class MapFilters(TypedSelection):
    """The parameters of the map layer."""

    zoom: Annotated[
        int, Field(ge=0, le=MOST_ZOOM, description="Zoom level of the map; from 14 on every place is alone")
    ] = 4
    countries: Annotated[
        bool, Field(description="Whether claims of which only the country is known are shown at its middle")
    ] = False


@router.get("/map")
def layer(request: Request, asked: Annotated[MapFilters, Query()]) -> Response:
    """Show how many claims there are at which place, as GeoJSON points, near ones clustered by zoom level."""
    return answered(request, asked, _told, media_type="application/geo+json")


def _told(db: sqlite3.Connection, wanted: Wanted, asked: MapFilters) -> dict[str, object]:
    anywhere = replace(wanted, box=None)  # the box is one of what is shown, not of which claims count
    found = spots(db, anywhere, box=wanted.box, zoom=asked.zoom, has_countries=asked.countries)
    return {"type": "FeatureCollection", "features": [_feature(spot) for spot in found]}


def _feature(spot: Spot) -> dict[str, object]:
    told = {"claims": spot.claims, "places": spot.places, "place": spot.id, "label": spot.label}
    geometry = {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    return {"type": "Feature", "geometry": geometry, "properties": told}
