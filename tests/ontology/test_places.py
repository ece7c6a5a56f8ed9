"""The places of the authority data are whole, lie where they should, and make the list of names."""

from __future__ import annotations

from collections import defaultdict
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pycountry
import pytest
from pyoxigraph import RdfFormat, parse

from ontology import AUTHORITY, BASE, FOLDER
from ontology.folding import fold
from ontology.generation import geonames
from ontology.generation.geonames import City
from ontology.generation.place_authority import FILES, Curated, read_places
from ontology.generation.places import OUTPUT, generate, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KINDS = {"country", "region", "district", "settlement", "area", "water", "island", "facility"}
# From the middle of a region to the nearest town of its country; Siberia and the Sahara are wide.
FARTHEST_KM = 330.0
CLOSE_KM = 10.0
CODE_OF_KOSOVO = "XKX"


class Point(NamedTuple):
    lat: float
    lon: float


@pytest.fixture(scope="module")
def places() -> dict[str, Curated]:
    return read_places()


@pytest.fixture(scope="module")
def cities() -> list[City]:
    return list(geonames.cities())


def km(one: Point, other: Point) -> float:
    along = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return 111.2 * hypot(one.lat - other.lat, along)


def names(*names: str) -> set[str]:
    return {fold(name) for name in names}


def test_every_iso_country_is_a_place_under_its_code(places: dict[str, Curated]) -> None:
    countries = {place.id for place in places.values() if place.kind == "country"}

    assert countries == {country.alpha_3 for country in pycountry.countries} | {CODE_OF_KOSOVO}


def test_a_country_lies_in_itself_and_every_other_country_named_exists(places: dict[str, Curated]) -> None:
    countries = {place.id: place.country for place in places.values() if place.kind == "country"}

    assert all(code == country for code, country in countries.items())
    assert {place.country for place in places.values()} - {""} <= countries.keys()


def test_every_place_has_a_known_kind_and_a_position_on_earth(places: dict[str, Curated]) -> None:
    wrong = [
        place.id
        for place in places.values()
        if place.kind not in KINDS or abs(place.lat) > 90 or abs(place.lon) > 180
    ]

    assert wrong == []


def test_no_id_is_described_in_two_files() -> None:
    files: dict[str, set[str]] = defaultdict(set)
    for name in FILES:
        for quad in parse(path=str(AUTHORITY / name), format=RdfFormat.TURTLE, base_iri=BASE):
            files[str(quad.subject)].add(name)

    assert {subject: found for subject, found in files.items() if len(found) > 1} == {}


def test_codes_of_regions_are_those_of_iso_and_each_is_used_once() -> None:
    codes = [
        quad.object.value
        for name in FILES
        for quad in parse(path=str(AUTHORITY / name), format=RdfFormat.TURTLE, base_iri=BASE)
        if str(quad.predicate).endswith("iso31662>")
    ]

    assert len(codes) == len(set(codes))
    assert set(codes) <= {subdivision.code for subdivision in cast("Iterable[Any]", pycountry.subdivisions)}


def test_every_region_lies_in_or_near_its_country(places: dict[str, Curated], cities: list[City]) -> None:
    codes = geonames.countries()
    towns: dict[str, list[Point]] = defaultdict(list)
    for city in cities:
        towns[codes[city.country]].append(Point(city.lat, city.lon))

    astray = [
        place.id
        for place in places.values()
        if place.kind == "region"
        and not any(km(Point(place.lat, place.lon), town) < FARTHEST_KM for town in towns[place.country])
    ]

    assert astray == []


def test_every_region_lies_in_its_country_by_its_own_word(places: dict[str, Curated]) -> None:
    assert [place.id for place in places.values() if place.kind == "region" and not place.country] == []
    assert {place.admin1 for place in places.values()} - {""} <= places.keys()


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("crimea", "UKR"),
        ("geonames-694423", "UKR"),
        ("donetsk-oblast", "UKR"),
        ("luhansk-oblast", "UKR"),
        ("zaporizhzhia-oblast", "UKR"),
        ("kherson-oblast", "UKR"),
        ("golan-heights", "SYR"),
        ("geonames-167444", "SYR"),
        ("west-bank", "PSE"),
        ("gaza-strip", "PSE"),
        ("abkhazia", "GEO"),
        ("nagorno-karabakh", "AZE"),
        ("kashmir", ""),
        ("red-sea", ""),
    ],
)
def test_land_is_under_the_state_that_the_united_nations_name(
    places: dict[str, Curated], place: str, country: str
) -> None:
    assert places[place].country == country


def test_what_is_listed_by_hand_is_not_in_geonames_too(
    places: dict[str, Curated], cities: list[City]
) -> None:
    codes = geonames.countries()
    around: dict[tuple[int, int], list[City]] = defaultdict(list)
    for city in cities:
        around[int(city.lat * 4), int(city.lon * 4)].append(city)

    double = [
        (place.id, city.id)
        for place in places.values()
        if place.kind == "settlement" and not place.id.startswith("geonames-")
        for north in (-1, 0, 1)
        for east in (-1, 0, 1)
        for city in around[int(place.lat * 4) + north, int(place.lon * 4) + east]
        if codes[city.country] == place.country
        and km(Point(place.lat, place.lon), Point(city.lat, city.lon)) < CLOSE_KM
        and not names(place.label, *place.other_names).isdisjoint(names(city.name, *city.other_names))
    ]

    assert double == []


def test_a_geonames_number_in_the_authority_data_is_where_geonames_has_it(
    places: dict[str, Curated], cities: list[City]
) -> None:
    known = {city.id: Point(round(city.lat, 3), round(city.lon, 3)) for city in cities}
    told = {
        place.id: Point(place.lat, place.lon) for place in places.values() if place.id.startswith("geonames-")
    }

    assert told == {place: known[place] for place in told}


def test_the_list_is_the_one_that_the_data_makes() -> None:
    assert generate() == {OUTPUT: (FOLDER / OUTPUT).read_text(encoding="utf-8")}


def test_the_list_is_sorted_by_name_and_small_enough_to_ship() -> None:
    lines = (FOLDER / OUTPUT).read_bytes().splitlines()

    assert lines == sorted(lines)
    assert {line.count(b"\t") for line in lines} == {8}
    assert (FOLDER / OUTPUT).stat().st_size < 15_000_000


def city(number: int, name: str, *other_names: str, country: str = "UA", people: int = 900) -> City:
    return City(
        id=f"geonames-{number}",
        name=name,
        other_names=other_names,
        country=country,
        admin1="05",
        lat=48.5,
        lon=37.5,
        population=people,
    )


def curated(place: str, label: str, *other_names: str, kind: str = "settlement", admin1: str = "") -> Curated:
    return Curated(
        id=place,
        label=label,
        other_names=other_names,
        country="UKR",
        admin1=admin1,
        lat=48.1,
        lon=37.7,
        population=0,
        kind=kind,
        geonames_admin1=("UA.05",) if kind == "region" else (),
    )


def lines(places: list[Curated], listed: list[City]) -> list[str]:
    return sorted(row.line() for row in rows({place.id: place for place in places}, listed))


def test_a_place_of_geonames_is_listed_under_its_latin_names_without_codes_and_machine_spellings() -> None:
    listed = [city(7, "Mar\u2019yinka", "Marinka", "MRK", "maryinqa", "", "\u041c\u0430\u0440")]

    assert lines([], listed) == [
        "marinka\t7\tMaryinka\tUKR\t\t48.500\t37.500\t900\tsettlement",
        "maryinka\t7\tMaryinka\tUKR\t\t48.500\t37.500\t900\tsettlement",
    ]


def test_an_arabic_article_is_listed_with_and_without() -> None:
    listed = [city(7, "Al Ḩasakah", "al-Hasaka", country="SY")]

    assert [line.split("\t")[0] for line in lines([], listed)] == [
        "al hasaka",
        "al hasakah",
        "hasaka",
        "hasakah",
    ]


def test_a_small_place_far_from_any_war_is_left_out_and_a_town_has_one_name() -> None:
    listed = [
        city(1, "Aa", country="DE", people=4_999),
        city(2, "Bonn", "Boni", country="DE", people=5_000),
        city(3, "Münster", "Munster in Westfalen", country="DE", people=50_000),
    ]

    assert lines([], listed) == [
        "bonn\t2\tBonn\tDEU\t\t48.500\t37.500\t5000\tsettlement",
        "munster\t3\tMünster\tDEU\t\t48.500\t37.500\t50000\tsettlement",
        "munster in westfalen\t3\tMünster\tDEU\t\t48.500\t37.500\t50000\tsettlement",
    ]


def test_the_authority_data_tells_a_place_of_geonames_by_its_own_label_and_adds_names() -> None:
    region = curated("donetsk-oblast", "Donetsk Oblast", kind="region")
    better = curated("geonames-7", "Avdiivka", "Avdeevka", admin1="donetsk-oblast")

    assert lines([region, better], [city(7, "Avdiyivka")]) == [
        "avdeevka\t7\tAvdiivka\tUKR\tdonetsk-oblast\t48.100\t37.700\t900\tsettlement",
        "avdiivka\t7\tAvdiivka\tUKR\tdonetsk-oblast\t48.100\t37.700\t900\tsettlement",
        "avdiyivka\t7\tAvdiivka\tUKR\tdonetsk-oblast\t48.100\t37.700\t900\tsettlement",
        "donetsk\tdonetsk-oblast\tDonetsk Oblast\tUKR\t\t48.100\t37.700\t0\tregion",
        "donetsk oblast\tdonetsk-oblast\tDonetsk Oblast\tUKR\t\t48.100\t37.700\t0\tregion",
    ]


@pytest.mark.parametrize(
    "label",
    ["Eastern Province", "Centre-Nord Region", "Red Sea State", "Sud-Est Department", "Far North Region"],
)
def test_a_direction_is_no_name_without_its_province(label: str) -> None:
    found = [line.split("\t")[0] for line in lines([curated("r", label, kind="region")], [])]

    assert found == [fold(label)]


def test_a_place_without_coordinates_is_refused(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "towns.ttl").write_text(
        '<place/robotyne> <http://www.w3.org/2004/02/skos/core#prefLabel> "Robotyne"@en .', encoding="utf-8"
    )

    with pytest.raises(ValueError, match=r"robotyne: 0 values of .*#lat"):
        read_places(tmp_path)


def test_a_place_about_a_triple_is_refused(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "towns.ttl").write_text("<place/a> <p:p> <<( <s:s> <p:p> <o:o> )>> .", encoding="utf-8")

    with pytest.raises(TypeError, match="neither IRI nor literal"):
        read_places(tmp_path)
