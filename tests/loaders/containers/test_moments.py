"""Moments as machines write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.containers.moments import read_moment


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2024-12-03", "2024-12-03"),
        (" 2024-12-03T03:06 ", "2024-12-03T03:06:00"),
        ("2024-12-03T03:06:00.000Z", "2024-12-03T03:06:00+00:00"),
        ("2024-12-03T03:06:00+0200", "2024-12-03T03:06:00+02:00"),
        ("2024-12-03T03:06:00+02", "2024-12-03T03:06:00+02:00"),
        ("2024-12-03 03:06:00 UTC", "2024-12-03T03:06:00+00:00"),
        ("2024-12-03 03:06 +02:00", "2024-12-03T03:06:00+02:00"),
        ("20241203", "2024-12-03"),
        ("20241203T0306Z", "2024-12-03T03:06:00+00:00"),
        ("Tue, 03 Dec 2024 03:06:00 +0200", "2024-12-03T03:06:00+02:00"),
        ("Tue, 03 Dec 2024 03:06:00 GMT", "2024-12-03T03:06:00+00:00"),
        ("3 Dec 2024 03:06:00 -0000", "2024-12-03T03:06:00"),
    ],
)
def test_a_moment_is_as_precise_as_it_is_written(words: str, moment: str) -> None:
    assert read_moment(words) == moment


@pytest.mark.parametrize(
    "words",
    [
        "",
        "yesterday",
        "2024-13-01",
        "2024-12-03T25:00",
        "Tue, 99 Dec 2024 03:06:00 +0200",
        "December 3, 2024",
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00Z",
        "1733194800",
        "20241399",
    ],
)
def test_what_is_no_moment_of_a_publication_is_none(words: str) -> None:
    assert read_moment(words) is None


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 - local time
    st.integers(min_value=-14 * 4, max_value=14 * 4),
)
def test_both_standard_forms_of_a_moment_are_read_back(moment: datetime, quarters: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))

    assert read_moment(aware.isoformat()) == aware.isoformat()
    assert read_moment(format_datetime(aware)) == aware.isoformat()


@given(st.text(max_size=60) | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?"))
def test_whatever_is_written_gives_a_moment_or_none(words: str) -> None:
    found = read_moment(words)

    assert found is None or datetime.fromisoformat(found).isoformat().startswith(found)
