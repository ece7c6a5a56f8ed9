"""Rows in the layout of UCDP GED made up for measuring: the same number gives the same row."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

HEADER: Final = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,"
    "side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,"
    "where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,"
    "country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
FIRST: Final = date(2022, 3, 1)
DAYS: Final = 1_000
OFFICES: Final = tuple(f"Kalvenia Courier {number}" for number in range(40))
# A fifth as many places as rows, as in the real data.
ROWS_A_PLACE: Final = 5


def row(number: int, *, deaths: int | None = None) -> list[str]:
    """Return the row of this number; `deaths` changes what it tells."""
    day = (FIRST + timedelta(days=number % DAYS)).isoformat()
    office, place = OFFICES[number % len(OFFICES)], number // ROWS_A_PLACE
    latitude, longitude = f"{46 + place % 4000 / 1000:.3f}", f"{33 + place // 4000 / 1000:.3f}"
    side_a, side_b = number % 4 if deaths is None else deaths, number % 3
    civilians, total = number % 2, side_a + number % 3 + number % 2
    headline = f"Invented headline {number}"
    cells = (
        *(str(900_000 + number), f"INV-{number}", day[:4], "1", "Clear", "1", "1", "1"),
        *("Russia - Ukraine", "2", "2", "Russia - Ukraine", "3", "3", "Government of Russia (Soviet Union)"),
        *("4", "4", "Government of Ukraine", "1", f'"{office},{day},{headline}"', office, day, headline),
        *("Mariupol city council", "1", f"Village {place}", f"near village {place}", "Donetsk oblast"),
        *("Mariupol raion", latitude, longitude, f"POINT ({longitude} {latitude})", "100000", "Ukraine"),
        *("369", "Europe", "1", "1", day, day, str(side_a), str(side_b), str(civilians), "0"),
        *(str(total), str(total + 2), str(total), "365", ""),
    )
    return list(cells)


def write_rows(path: Path, count: int, *, first: int = 0) -> Path:
    """Write a file of this many rows and return its path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(f"{HEADER}\n")
        lines = csv.writer(stream, lineterminator="\n")
        lines.writerows(row(number) for number in range(first, first + count))
    return path
