"""Places are found by their names as news writes them, and told apart by what else a text names."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.gazetteer import Gazetteer, GazetteerPlace
from loaders.extract.placelist import PlaceList
from ontology.folding import fold

if TYPE_CHECKING:
    from pathlib import Path

KURSK = GazetteerPlace(
    id="geonames-538560",
    label="Kursk",
    country="RUS",
    admin1="kursk-oblast",
    lat=51.727,
    lon=36.185,
    population=448733,
    kind="settlement",
)
KURSK_OBLAST = GazetteerPlace(
    id="kursk-oblast",
    label="Kursk Oblast",
    country="RUS",
    admin1=None,
    lat=51.7,
    lon=36.2,
    population=0,
    kind="region",
)


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_a_bare_name_means_the_city_before_its_region(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Kursk") == [KURSK, KURSK_OBLAST]


@pytest.mark.parametrize(
    "name",
    ["Kursk Oblast", "Kursk oblast", "Kursk region", "the Kursk region", "Kursk province", "region of Kursk"],
)
def test_a_name_that_says_region_means_the_region_first(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == [KURSK_OBLAST, KURSK]


@pytest.mark.parametrize(
    "name", ["city of Kursk", "Kursk city", "town of Kursk", "Kursk sector", "Kursk axis"]
)
def test_a_name_that_says_town_means_the_town_first(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == [KURSK, KURSK_OBLAST]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Kiev", "geonames-703448"),
        ("Kyiv", "geonames-703448"),
        ("Kharkov", "geonames-706483"),
        ("Odessa", "geonames-698740"),
        ("Lvov", "geonames-702550"),
        ("Nikolaev", "geonames-700569"),
        ("Zaporozhye", "geonames-687700"),
        ("Zaporizhzhia", "geonames-687700"),
        ("Lugansk", "geonames-702658"),
        ("Dnepr", "geonames-709930"),
        ("Severodonetsk", "geonames-691999"),
        ("Sievierodonetsk", "geonames-691999"),
        ("Ma\u2019rib", "geonames-72968"),
        ("al-Raqqa", "geonames-172955"),
        ("El-Fasher", "geonames-379555"),
        ("al-Fashir", "geonames-379555"),
        ("Hodeida", "geonames-79415"),
        ("Kobane", "geonames-172256"),
        ("Rabotino", "robotyne"),
        ("ZNPP", "zaporizhzhia-nuclear-power-plant"),
        ("Jabalia refugee camp", "jabalia-camp"),
        ("Gaza", "gaza-strip"),
        ("Gaza City", "geonames-281133"),
        ("Khmeimim", "hmeimim-air-base"),
        ("Ain al-Assad", "ain-al-asad"),
        ("Nord-Kivu", "north-kivu"),
        ("Kharkov region", "kharkiv-oblast"),
        ("KP", "khyber-pakhtunkhwa"),
        ("the Donbass", "donbas"),
        ("Bab el-Mandeb Strait", "bab-al-mandab"),
        ("U.S.", "USA"),
        ("Burma", "MMR"),
    ],
)
def test_a_spelling_that_news_uses_finds_its_place(gazetteer: Gazetteer, name: str, place: str) -> None:
    assert gazetteer.candidates(name)[0].id == place


def test_a_town_that_says_nothing_of_its_people_comes_before_the_region_called_after_it(
    gazetteer: Gazetteer,
) -> None:
    found = [(place.label, place.kind) for place in gazetteer.candidates("Tubas")]

    assert found == [("Tubas", "settlement"), ("Tubas Governorate", "region")]


def test_a_sea_lies_in_no_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Red Sea") == [
        GazetteerPlace("red-sea", "Red Sea", None, None, 20.0, 38.5, 0, "water")
    ]


@pytest.mark.parametrize("name", ["", "the", "Quuxville", "Курск", "of", "region", "#name"])
def test_what_is_no_name_of_a_place_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    found = [place for place in gazetteer.candidates(name) if place.label != "Of"]

    assert found == []


def test_only_wide_places_are_matched_as_regions(gazetteer: Gazetteer) -> None:
    assert gazetteer.match_regions("Kursk") == [KURSK_OBLAST]


@pytest.mark.parametrize(
    ("name", "known"), [("Kursk region", True), ("Robotyne", True), ("Quuxville", False)]
)
def test_a_name_is_known_when_it_has_candidates(gazetteer: Gazetteer, name: str, known: bool) -> None:  # noqa: FBT001
    assert gazetteer.is_known(name) is known


RESOLVED: list[tuple[list[str], dict[str, str | None]]] = [
    (["FRA"], {"Paris": "geonames-2988507"}),
    ([], {"Paris": "geonames-2988507"}),
    (["USA"], {"Paris": "geonames-2988507"}),
    (["USA"], {"Paris": "geonames-4717560", "Dallas": "geonames-4684888", "Texas": "texas"}),
    (["USA"], {"Georgia": "GEO"}),
    (["USA"], {"Georgia": "georgia-united-states", "Atlanta": "geonames-4180439"}),
    (["ISR", "USA"], {"Lebanon": "LBN", "Haifa": "geonames-294801"}),
    (["USA"], {"Lebanon": "geonames-4636045", "Nashville": "geonames-4644585"}),
    (["LBY"], {"Tripoli": "geonames-2210247"}),
    (["LBN", "ISR"], {"Tripoli": "geonames-266826", "Beirut": "geonames-276781"}),
    (["UKR", "RUS"], {"Mariinka": "geonames-701845", "Nova": None}),
    ([], {"Nova": None, "Robotyne": "robotyne"}),
    (["UKR"], {"Sloviansk": "geonames-693468"}),
    (["UKR"], {"Andriivka": "andriivka", "Klishchiivka": "klishchiivka", "Kramatorsk": "geonames-704508"}),
    (["RUS", "UKR"], {"Kursk": "geonames-538560", "Kursk region": "kursk-oblast"}),
    (["IND", "PAK"], {"Punjab": None}),
    (["PAK"], {"Punjab": "punjab-pakistan", "Lahore": "geonames-1172451"}),
    (["MLI"], {"Boni": None, "Koro": "geonames-2454674"}),
    (["YEM"], {"Salif": "geonames-77843"}),
    (["ETH"], {"Humera": "geonames-334717"}),
    (["SYR", "ISR"], {"Majdal Shams": "geonames-167444"}),
    (["UKR"], {"Quuxville": None}),
]


@pytest.mark.parametrize(("countries", "meant"), RESOLVED)
def test_a_name_means_the_place_that_its_text_speaks_of(
    gazetteer: Gazetteer, countries: list[str], meant: dict[str, str | None]
) -> None:
    places = gazetteer.resolve(list(meant), context_countries=countries)

    assert {name: place.id if place is not None else None for name, place in places.items()} == meant


def test_the_order_of_the_names_does_not_matter(gazetteer: Gazetteer) -> None:
    names = ["Goma", "Masisi", "Congo", "Sake", "Numbi", "Paris", "Tripoli"]

    forward = gazetteer.resolve(names, context_countries=["COD", "RWA"])
    backward = gazetteer.resolve(names[::-1], context_countries=["RWA", "COD"])

    assert forward == backward


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    names = ["Kursk", "Goma", "Kharkiv region", "Ivanivka", "Quuxville"] * 40

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(gazetteer.candidates, names))

    assert found == [gazetteer.candidates(name) for name in names]


def test_opening_reads_no_more_than_the_lines_it_needs() -> None:
    program = (
        "import time; from loaders.extract.gazetteer import Gazetteer; before = time.process_time();"
        "Gazetteer.open().candidates('Kursk'); print(time.process_time() - before)"
    )

    seconds = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout

    assert float(seconds) < 0.05


def test_an_empty_list_of_places_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_bytes(b"")

    with pytest.raises(ValueError, match="empty"):
        PlaceList(tmp_path / "places.tsv")


def test_a_list_without_a_last_line_end_is_read_whole(tmp_path: Path) -> None:
    line = "goma\t1\tGoma\tCOD\t\t-1.7\t29.2\t5\tsettlement"
    (tmp_path / "places.tsv").write_text(line, encoding="utf-8")

    places = PlaceList(tmp_path / "places.tsv")

    assert places.named("goma") == [
        GazetteerPlace("geonames-1", "Goma", "COD", None, -1.7, 29.2, 5, "settlement")
    ]
    assert places.has("zzz") is False


NAMES = st.lists(st.text("ab ", min_size=1, max_size=4), min_size=1, max_size=12)


@given(listed=NAMES, asked=st.text("ab ", min_size=1, max_size=4))
def test_the_binary_search_agrees_with_reading_every_line(
    tmp_path_factory: pytest.TempPathFactory, listed: list[str], asked: str
) -> None:
    lines = sorted(f"{name}\t{at}\tL\tUKR\t\t1.0\t2.0\t3\tsettlement" for at, name in enumerate(listed))
    path = tmp_path_factory.mktemp("places") / "places.tsv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    places = PlaceList(path)

    found = [place.id for place in places.named(asked)]

    columns = [line.split("\t") for line in lines]
    assert found == [f"geonames-{number}" for name, number, *_ in columns if name == asked]
    assert places.has(asked) is (asked in listed)


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Khar\u2019kov", "kharkov"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Ta'izz", "taizz"),
        ("Al Ḩudaydah", "al hudaydah"),
        ("Łódź", "lodz"),
        ("Diyarbak\u0131r", "diyarbakir"),
        ("İstanbul", "istanbul"),
        ("U.S.", "u s"),
        ("  N'Djamena ", "ndjamena"),
        ("Ain al\u2013Asad", "ain al asad"),
    ],
)
def test_accents_apostrophes_and_hyphens_are_folded(name: str, folded: str) -> None:
    assert fold(name) == folded
