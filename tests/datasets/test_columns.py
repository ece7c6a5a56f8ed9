"""Every numeric column of a dataset that is taken is compared with its file, or counts nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest

from loaders.datasets import layout, names
from loaders.rows.layout import Need
from tests.datasets.columns import LINE, columns_of, plain_numbers, plain_rows
from tests.loaders.sources.conftest import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER: Final = re.compile(r"-?[\d,]+(?:\.\d+)?\??")
# What is written in digits and counts nothing: the ids of rows, days and moments, codes of a code book.
NO_QUANTITIES: Final = {
    "acled": {"time_precision", "geo_precision", "timestamp"},
    "gdelt-events": {"GLOBALEVENTID", "SQLDATE", "EventCode", "ActionGeo_Type", "DATEADDED"},
    "gdelt-mentions": {"GLOBALEVENTID", "MentionTimeDate", "MentionType", "SentenceID"},
    "general-staff-losses": {"day"},
    "kiel-support-tracker": {"Total_value_dummy (1 is first row in the package)"},
    "sipri-trade-register": {"Year of order"},
    "ucdp-ged": {"id", "type_of_violence", "where_prec", "event_clarity", "date_prec"},
}


def numeric(dataset: str) -> Iterator[str]:
    """Yield the columns that are taken and hold nothing but numbers in the invented rows."""
    rows = plain_rows(dataset, file_of(dataset).read_text(encoding="utf-8"))
    for name, need in layout(dataset).columns.items():
        told = [row[name] for row in rows if row.get(name, "").strip()]
        if need is not Need.WAIVED and name != LINE and told and all(map(_NUMBER.fullmatch, told)):
            yield name


@pytest.mark.parametrize("dataset", names())
def test_every_column_of_numbers_is_compared_or_counts_nothing(dataset: str) -> None:
    compared = {column.name for column in columns_of(dataset)}

    assert set(numeric(dataset)) - compared == NO_QUANTITIES.get(dataset, set())


def test_a_zero_of_a_json_file_is_a_number_and_null_is_none() -> None:
    rows = plain_rows("general-staff-losses", '[{"personnel": 0, "POW": null}]')

    assert rows == [{"personnel": "0", "POW": ""}]
    assert [plain_numbers(column, rows) for column in columns_of("general-staff-losses")] == [
        [Decimal(0)],
        [],
    ]
