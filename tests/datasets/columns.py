"""The numeric columns of datasets that become numbers of claims, in plain Python and by SPARQL."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, QuerySolutions

from loaders.datasets import layout
from loaders.sources import acled, eyes_on_russia, gdelt_events

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from service.store import Store

PREFIXES: Final = "PREFIX casus: <https://w3id.org/casus/ontology#>\n"
LINE: Final = "line"
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")

Cells = dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A numeric column, the property that its numbers became, and in which rows they are claims.

    A zero is claimed only with `zero`. A claim is known by its evidence: the column tells it, or `told_by`,
    or anything if that is empty. `where` narrows the claims further.
    """

    dataset: str
    name: str
    property: str = "casus:quantity/casus:low"
    claimed: Callable[[Cells], bool] = lambda _: True
    zero: bool = False
    told_by: str | None = None
    where: str = ""


def _is_military(row: Cells) -> bool:
    return row["Type of Aid General"] == "Military"


def _is_first(row: Cells) -> bool:
    return _is_military(row) and row["Total_value_dummy (1 is first row in the package)"] == "1"


def _is_arms(row: Cells) -> bool:
    return _is_military(row) and row["Type of item"] != "Humanitarian" and row["Item"] not in {"", "."}


GDELT_CLAIMS: Final = frozenset[str]().union(
    gdelt_events.ACTIONS, gdelt_events.OUTCOMES, gdelt_events.TRANSFERS, gdelt_events.DEPLOYMENTS
)


def _is_toll(row: Cells) -> bool:
    return any(float(row[name].replace(",", "")) for name in ("low", "best", "high"))


def _coordinates(
    dataset: str, lat: str, lon: str, told_by: str, claimed: Callable[[Cells], bool]
) -> Iterator[Column]:
    """Yield the columns of coordinates; those of a region or a country stand for a place that is known."""
    wide = ", ".join(
        f"<https://w3id.org/casus/concept/place-precision/{one}>" for one in ("region", "country")
    )
    where = f"?claim casus:placePrecision ?precision . FILTER(?precision NOT IN ({wide}))"
    for name, local in ((lat, "lat"), (lon, "lon")):
        yield Column(
            dataset=dataset,
            name=name,
            property=f"casus:place/casus:{local}",
            told_by=told_by,
            claimed=claimed,
            where=where,
        )


MONEY: Final = "casus:value/casus:amount"
COLUMNS: Final = (
    *(Column(dataset="ucdp-ged", name=f"deaths_{one}") for one in ("a", "b", "civilians", "unknown")),
    *(
        Column(
            dataset="ucdp-ged", name=one, property=f"casus:quantity/casus:{one}", zero=True, claimed=_is_toll
        )
        for one in ("low", "best", "high")
    ),
    Column(dataset="acled", name="fatalities"),
    Column(dataset="sipri-trade-register", name="Number ordered", told_by="Year of order", zero=True),
    Column(dataset="sipri-trade-register", name="Number delivered"),
    Column(dataset="kiel-support-tracker", name="No. of Units", claimed=_is_arms, told_by="Item", zero=True),
    Column(
        dataset="kiel-support-tracker",
        name="No. of Units delivered (in-kind military aid)",
        claimed=_is_arms,
    ),
    Column(
        dataset="kiel-support-tracker",
        name="Monetary Value as Given by Source",
        property=MONEY,
        claimed=_is_first,
    ),
    *(
        Column(dataset="kiel-support-tracker", name=one, property=MONEY, claimed=_is_arms)
        for one in ("Value committed (own estimate, in USD)", "Value delivered (own estimate, in USD)")
    ),
    *(
        Column(dataset="kiel-support-tracker", name=one, property=MONEY, claimed=_is_military)
        for one in ("Converted Value in EUR", "Total monetary value delivered in EUR")
    ),
    Column(dataset="general-staff-losses", name="personnel", zero=True),
    Column(dataset="general-staff-losses", name="POW", zero=True),
    Column(dataset="air-attacks", name="launched"),
    Column(dataset="air-attacks", name="destroyed"),
    *_coordinates(
        "ucdp-ged",
        "latitude",
        "longitude",
        "type_of_violence",
        lambda row: row["where_prec"].removesuffix(".0") not in {"4", "6"},
    ),
    *_coordinates(
        "acled",
        "latitude",
        "longitude",
        "sub_event_type",
        lambda row: row["geo_precision"] != "3" and acled.ACTIONS[row["sub_event_type"]] is not None,
    ),
    *_coordinates(
        "eyes-on-russia",
        "lat",
        "lon",
        "",
        lambda row: (
            not row["event_group"].startswith(tuple(eyes_on_russia.LEFT_ASIDE))
            and any(row[name] for name in ("town/city", "district", "province"))
        ),
    ),
    *_coordinates(
        "gdelt-events",
        "ActionGeo_Lat",
        "ActionGeo_Long",
        "EventCode",
        lambda row: row["ActionGeo_Type"] in {"3", "4"} and row["EventCode"] in GDELT_CLAIMS,
    ),
)
# Those whose rows hold no number that a claim has.
WITHOUT_NUMBERS: Final = frozenset({"gdelt-mentions", "oryx-losses"})


def plain_rows(dataset: str, text: str) -> list[Cells]:
    """Return the rows of a file under the layout's names of columns, each with its `LINE`."""
    if text.lstrip().startswith("["):
        members: list[dict[str, int | str | None]] = json.loads(text)
        return [{key: "" if value is None else str(value) for key, value in row.items()} for row in members]
    if not layout(dataset).headed:
        return [
            dict(zip(layout(dataset).columns, line.split("\t"), strict=True)) for line in text.splitlines()
        ]
    reader = csv.reader(io.StringIO(text))
    header: list[str] = []
    rows: list[Cells] = []
    while True:
        line = reader.line_num + 1
        cells = next(reader, None)
        if cells is None:
            return rows
        if header and cells:
            rows.append({**dict(zip(header, map(str.strip, cells), strict=False)), LINE: f"line {line}"})
        elif layout(dataset).is_signed_by(cells):
            header = [layout(dataset).aliases.get(name.strip(), name.strip()) for name in cells]


def plain_numbers(
    column: Column, rows: list[Cells], *, refused: Collection[str | int | None] = ()
) -> list[Decimal]:
    """Return the numbers of a column that are claims, leaving out the lines that were refused."""
    found: list[Decimal] = []
    for row in rows:
        plain = row.get(column.name, "").replace(",", "")
        if row.get(LINE) not in refused and column.claimed(row) and _NUMBER.fullmatch(plain):
            number = Decimal(plain)
            if number or column.zero:
                found.append(number)
    return found


def stored(column: Column, store: Store) -> tuple[int, Decimal]:
    """Return how many numbers of a column a store has claims of, and their sum, as SPARQL tells them."""
    publisher = f"{store.base}actor/{layout(column.dataset).dataset.actor.id}"
    words = json.dumps("" if column.told_by == "" else f"{column.told_by or column.name}: ")
    solutions = store.query(f"""{PREFIXES}
        SELECT (COUNT(?number) AS ?count) (SUM(?number) AS ?sum) WHERE {{
          ?claim casus:inArticle/casus:publisher <{publisher}> ;
                 casus:evidenceText ?words ;
                 {column.property} ?number .
          {column.where}
          FILTER(STRSTARTS(?words, {words}) || CONTAINS(?words, CONCAT("\\n", {words})))
        }}""")
    assert isinstance(solutions, QuerySolutions)
    (row,) = solutions
    count, total = row["count"], row["sum"]
    assert isinstance(count, Literal)
    assert isinstance(total, Literal)
    return int(count.value), Decimal(total.value)


def columns_of(dataset: str) -> Iterator[Column]:
    """Yield the columns of a dataset."""
    return (column for column in COLUMNS if column.dataset == dataset)
