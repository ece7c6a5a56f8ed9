"""Rows that cannot be what the code book says: refused by the name of the column, and the others are read."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from loaders.datasets import LeftAside, layout
from loaders.errors import Refused
from loaders.model import Document
from tests.loaders.sources.conftest import file_of, read_bytes
from tests.loaders.sources.lines import lines

if TYPE_CHECKING:
    from loaders.datasets import Outcome


def changed(dataset: str, values: dict[str, str], row: int = 0) -> Outcome:
    """Read one invented row of a dataset with other values in some columns."""
    text = file_of(dataset).read_text(encoding="utf-8")
    if text.startswith("["):
        members = json.loads(text)[row] | values
        (outcome,) = read_bytes(dataset, json.dumps([members]).encode())
        return outcome
    tabs = dataset.startswith("gdelt")
    cells = [line.split("\t") for line in text.splitlines()] if tabs else list(csv.reader(io.StringIO(text)))
    if tabs:
        cells = [list(layout(dataset).columns), *cells]
    start = next(n for n, one in enumerate(cells) if layout(dataset).is_signed_by(one))
    named = [
        layout(dataset).aliases.get(name.strip(), name.strip()) or f"{cells[start][n - 1]} +"
        for n, name in enumerate(cells[start])
    ]
    chosen = [values.get(name, cell) for name, cell in zip(named, cells[start + 1 + row], strict=True)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([cells[start], chosen])
    content = "\n".join("\t".join(one) for one in (named, chosen)) if tabs else out.getvalue()
    (outcome,) = read_bytes(dataset, content.encode())
    return outcome


@pytest.mark.parametrize(
    ("dataset", "values", "reason"),
    [
        ("ucdp-ged", {"type_of_violence": "4"}, "type_of_violence: '4' is not in the code book"),
        ("ucdp-ged", {"type_of_violence": ""}, "type_of_violence: is empty"),
        ("ucdp-ged", {"where_prec": "8"}, "where_prec: '8' is not in the code book"),
        ("ucdp-ged", {"date_prec": "0"}, "date_prec: '0' is not in the code book"),
        ("ucdp-ged", {"event_clarity": "3"}, "event_clarity: '3' is not in the code book"),
        ("ucdp-ged", {"deaths_a": "1.5"}, "deaths_a: '1.5' is no integer"),
        ("ucdp-ged", {"deaths_a": "-1"}, "deaths_a: '-1' is less than zero"),
        ("ucdp-ged", {"deaths_a": "many"}, "deaths_a: 'many' is no number"),
        ("ucdp-ged", {"deaths_a": "1,5"}, "deaths_a: '1,5' is no number"),
        (
            "ucdp-ged",
            {"deaths_a": "1e999999999999999999999"},
            "deaths_a: '1e999999999999999999999' is no number",
        ),
        ("ucdp-ged", {"best": ""}, "best: is empty, or low or high is"),
        ("ucdp-ged", {"date_start": "14 March 2022"}, "date_start: '14 March 2022' is no day"),
        ("ucdp-ged", {"date_start": ""}, "date_end: is empty, or before date_start, or date_start is empty"),
        (
            "ucdp-ged",
            {"date_end": "2022-03-01"},
            "date_end: is empty, or before date_start, or date_start is empty",
        ),
        ("ucdp-ged", {"side_a": ""}, "side_a: is empty"),
        ("acled", {"event_type": "War"}, "event_type: 'War' is not in the code book"),
        ("acled", {"sub_event_type": "Siege"}, "sub_event_type: 'Siege' is not in the code book"),
        ("acled", {"inter1": "9"}, "inter1: '9' is not in the code book"),
        ("acled", {"time_precision": "4"}, "time_precision: '4' is not in the code book"),
        ("acled", {"geo_precision": "0"}, "geo_precision: '0' is not in the code book"),
        ("acled", {"event_date": "yesterday"}, "event_date: 'yesterday' is no day"),
        ("acled", {"timestamp": "99999999999999"}, "timestamp: 99999999999999 is no moment"),
        ("acled", {"source": ""}, "source: is empty"),
        ("sipri-trade-register", {"Number ordered +": "!"}, "Number ordered +: '!' is not in the code book"),
        ("sipri-trade-register", {"Year of order +": "x"}, "Year of order +: 'x' is not in the code book"),
        ("sipri-trade-register", {"Number delivered": "some"}, "Number delivered: 'some' is no number"),
        ("sipri-trade-register", {"Year of order": "soon"}, "Year of order: 'soon' are no years"),
        (
            "sipri-trade-register",
            {"Year(s) of delivery": "2022-23"},
            "Year(s) of delivery: '2022-23' are no years",
        ),
        (
            "kiel-support-tracker",
            {"Type of Aid General": "Other"},
            "Type of Aid General: 'Other' is not in the code book",
        ),
        ("kiel-support-tracker", {"Type of item": "Spell"}, "Type of item: 'Spell' is not in the code book"),
        ("kiel-support-tracker", {"Official Source": "?"}, "Official Source: '?' is not in the code book"),
        (
            "kiel-support-tracker",
            {"Original Currency": "Dollars"},
            "Original Currency: 'Dollars' is no currency",
        ),
        ("kiel-support-tracker", {"No. of Units": "some"}, "No. of Units: 'some' is no number"),
        ("general-staff-losses", {"personnel*": "roughly"}, "personnel*: 'roughly' is not in the code book"),
        ("general-staff-losses", {"day": "3"}, "day: 3 is not the number of 2024-06-25"),
        ("general-staff-losses", {"date": ""}, "date: is empty, or day is"),
        ("air-attacks", {"model": "Zubr-1"}, "model: 'Zubr-1' is not in the list of models"),
        ("air-attacks", {"time_start": "dawn"}, "time_start: 'dawn' is no time"),
        ("air-attacks", {"time_end": "2025-04-03"}, "time_end: is before time_start"),
        ("eyes-on-russia", {"event_group": "Weather"}, "event_group: 'Weather' is not known"),
        ("eyes-on-russia", {"lat": "north"}, "lat: 'north' is no number"),
        ("gdelt-events", {"EventCode": "2099"}, "EventCode: '2099' is not in the code book"),
        ("gdelt-events", {"EventCode": "---"}, "EventCode: '---' is not in the code book"),
        ("gdelt-events", {"SQLDATE": "2025"}, "SQLDATE: '2025' is no day"),
        ("gdelt-events", {"DATEADDED": "now"}, "DATEADDED: 'now' is no moment"),
        ("gdelt-events", {"ActionGeo_Type": "6"}, "ActionGeo_Type: '6' is not in the code book"),
        ("gdelt-mentions", {"MentionType": "7"}, "MentionType: '7' is not in the code book"),
        ("gdelt-mentions", {"MentionTimeDate": "now"}, "MentionTimeDate: 'now' is no moment"),
    ],
)
def test_a_value_that_the_code_book_does_not_know_is_refused_by_name(
    dataset: str, values: dict[str, str], reason: str
) -> None:
    outcome = changed(dataset, values)

    assert isinstance(outcome, Refused)
    assert (outcome.source, outcome.reason, outcome.position) == (
        "rows",
        reason,
        "line 1" if dataset == "general-staff-losses" else "line 2",
    )


@pytest.mark.parametrize(
    ("dataset", "values", "row", "told"),
    [
        (
            "ucdp-ged",
            {"latitude": "", "longitude": ""},
            0,
            "range 9-21 best 15, 2022-03-14/2022-03-14 day, exact",
        ),
        ("ucdp-ged", {"latitude": "47.0"}, 0, "at Mariupol town (47.0 37.5413) in geonames-701822,"),
        ("ucdp-ged", {"latitude": "44.0"}, 0, "at Mariupol town (44.0 37.5413) in donetsk-oblast,"),
        ("ucdp-ged", {"country": "Kalvenia"}, 0, "at Mariupol town (47.0951 37.5413), "),
        ("ucdp-ged", {"side_a": "Government of Kalvenia"}, 0, "attacker local-government-of-kalvenia UKR"),
        ("ucdp-ged", {"source_date": "2022-03"}, 0, "by way of ukrinform ucdp-ged, "),
        ("acled", {"latitude": ""}, 0, "at UKR, "),
        ("acled", {"event_date": "2024-12-30", "time_precision": "2"}, 0, "2024-12-30/2025-01-05 week"),
        ("acled", {"event_date": "2024-12-30", "time_precision": "3"}, 0, "2024-12-01/2024-12-31 month"),
        (
            "acled",
            {"country": "Kalvenia", "actor1": "Civilians (Kalvenia)", "inter1": "7"},
            0,
            "local-civilians",
        ),
        ("air-attacks", {"source": "watch/?v=1"}, 0, "said by air-attacks"),
        ("eyes-on-russia", {"lat": ""}, 0, "force RUS, 2022-04-21"),
        ("eyes-on-russia", {"date": ""}, 0, "in geonames-701822, exact"),
        ("gdelt-events", {"ActionGeo_Lat": ""}, 0, "target UKR, 2025-04-03/2025-04-03 day"),
        ("gdelt-events", {"Actor1CountryCode": "EUR", "Actor1Name": ""}, 0, "air_strike, target UKR"),
        (
            "gdelt-events",
            {"ActionGeo_FullName": "Zubrivka Oblast, Kalvenia"},
            1,
            "at Zubrivka Oblast (48 37.5),",
        ),
        (
            "sipri-trade-register",
            {"Recipient": "unknown recipient(s)"},
            0,
            "ordered, supplier CZE, with t-72",
        ),
        ("sipri-trade-register", {"Supplier": "Kalvenia"}, 0, "supplier local-kalvenia, recipient UKR"),
        (
            "kiel-support-tracker",
            {"Item": "an invented engine"},
            0,
            "with weapons, exact 20-20 an invented engine",
        ),
        ("kiel-support-tracker", {"countries": "Kalvenia"}, 0, "supplier local-kalvenia"),
    ],
)
def test_what_a_row_leaves_open_stays_open(dataset: str, values: dict[str, str], row: int, told: str) -> None:
    outcome = changed(dataset, values, row)

    assert isinstance(outcome, Document)
    assert told in "\n".join(lines(outcome))


@pytest.mark.parametrize(
    ("dataset", "values", "reason"),
    [
        (
            "eyes-on-russia",
            {"event_group": "Munitions"},
            "event_group 'Munitions': munitions that were found have no type of claim",
        ),
        ("gdelt-events", {"EventCode": "0841"}, "EventCode 08: neither an armed action nor military aid"),
        ("gdelt-events", {"EventCode": "1711"}, "EventCode 17: neither an armed action nor military aid"),
        (
            "kiel-support-tracker",
            {"Type of Aid General": "Humanitarian"},
            "Type of Aid General other than Military",
        ),
        (
            "acled",
            {"event_type": "Strategic developments", "sub_event_type": "Agreement", "fatalities": "0"},
            "event_type 'Strategic developments' without fatalities or an armed action",
        ),
    ],
)
def test_rows_that_claim_nothing_are_left_aside_for_a_reason(
    dataset: str, values: dict[str, str], reason: str
) -> None:
    outcome = changed(dataset, values)

    assert isinstance(outcome, LeftAside)
    assert outcome.reason == reason


def test_a_toll_of_zeros_is_no_claim() -> None:
    zeros: dict[str, str] = dict.fromkeys(["low", "best", "high", "deaths_b", "deaths_civilians"], "0")

    outcome = changed("ucdp-ged", zeros)

    assert isinstance(outcome, Document)
    assert [claim.type.value for claim in outcome.claims] == ["armed_action"]
