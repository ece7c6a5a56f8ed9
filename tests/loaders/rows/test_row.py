"""The fields of a row: taken as they are written, nothing rounded, nothing left over."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loaders.errors import Refused
from loaders.model import Span
from loaders.rows.layout import Layout, read_layout
from loaders.rows.row import Row

DESCRIBED = """
label: Made-up Events
homepage: https://events.example/
licence: {name: CC0}
attribution: nobody
claims: {least: 0, most: 1}
signature: [id, toll]
empty: [n/a]
columns:
  id: required
  toll: required
  day: optional
  notes: "waived, free text"
"""


@pytest.fixture
def layout() -> Layout:
    return read_layout("made-up-events", DESCRIBED)


def row(layout: Layout, **cells: str) -> Row:
    return Row(layout, cells, source="events.csv", line=7)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("12.0", 12),
        ("0", 0),
        ("1,250", 1250),
        ("1 250 000", 1_250_000),
        ("1\u202f250.00", 1250),
        ("1'250", 1250),
        ("1.2e3", 1200),
        ("007", 7),
        ("99999999999999999999", 99_999_999_999_999_999_999),
    ],
)
def test_an_integer_is_read_however_its_thousands_are_set_apart(
    layout: Layout, written: str, number: int
) -> None:
    assert row(layout, toll=written).integer("toll") == number


@pytest.mark.parametrize(
    "written", ["1.5", "1,2", "1,25,000", "1.250.000", "12 men", "--1", "0x1f", "nan", "1 2"]
)
def test_what_is_no_integer_is_refused_by_the_name_of_its_column(layout: Layout, written: str) -> None:
    with pytest.raises(Refused, match=r"^events\.csv: toll: .* is no (?:integer|number) at line 7$"):
        row(layout, toll=written).integer("toll")


def test_a_decimal_keeps_every_digit(layout: Layout) -> None:
    assert row(layout, toll="46913745.72749816").decimal("toll") == Decimal("46913745.72749816")


@pytest.mark.parametrize("empty", ["", "n/a"])
def test_a_cell_that_says_nothing_is_none(layout: Layout, empty: str) -> None:
    told = row(layout, id="1", toll=empty)

    assert (told.take("toll"), told.integer("toll"), told.day("day"), told.says("toll")) == (None,) * 3 + (
        False,
    )
    assert told.text == "id: 1"


def test_a_day_may_come_with_its_midnight(layout: Layout) -> None:
    days = ["2022-03-01", "2022-03-01 00:00:00", "2022-03-01T00:00:00.000"]

    assert {str(row(layout, day=day).day("day")) for day in days} == {"2022-03-01"}


@pytest.mark.parametrize("written", ["2022-03-01 10:00", "2022-02-30", "01/03/2022", "20220301x"])
def test_what_is_no_day_is_refused(layout: Layout, written: str) -> None:
    with pytest.raises(Refused, match="is no day at line 7"):
        row(layout, day=written).day("day")


def test_a_row_is_told_line_by_line_and_knows_where_each_cell_stands(layout: Layout) -> None:
    told = row(layout, id="1", toll="3", notes="a\nb", day="")

    assert told.text == "id: 1\ntoll: 3\nnotes: a\nb"
    assert told.span("toll") == Span(start=6, end=13, text="toll: 3")
    assert told.spans("id", "toll") == Span(start=0, end=13, text="id: 1\ntoll: 3")


def test_what_was_neither_taken_nor_waived_is_refused(layout: Layout) -> None:
    told = row(layout, id="1", toll="3", notes="free")
    told.need("id")

    with pytest.raises(Refused) as refused:
        told.close()

    assert str(refused.value) == "events.csv: toll: '3' is not expected in such a row at line 7"


def test_a_column_that_is_neither_required_optional_nor_waived_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        read_layout("made-up-events", DESCRIBED.replace("day: optional", "day: perhaps"))
