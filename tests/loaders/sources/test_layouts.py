"""What every dataset describes of itself, and how its files are known and read whatever their writing."""

from __future__ import annotations

import io
import json
import tracemalloc
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml

from loaders.datasets import HEAD, LeftAside, layout, names, read_dataset, recognised
from loaders.errors import Refused
from loaders.model import Document
from loaders.rows.actors import authority_actor
from loaders.rows.layout import Container, Need
from tests.loaders.sources.conftest import file_of
from tests.loaders.sources.lines import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loaders.datasets import Outcome
    from loaders.rows.layout import Layout

    Read = Callable[[str], list[Outcome]]
    ReadContent = Callable[..., list[Outcome]]
    Table = Callable[[str], list[list[str]]]
    Written = Callable[..., bytes]

SIGNATURE = "no line among the first names the columns"


def told(outcomes: Sequence[Outcome]) -> list[str]:
    """Tell rows by their claims, what is refused by why."""
    return [
        line
        for outcome in outcomes
        for line in (lines(outcome) if isinstance(outcome, Document) else [str(outcome)])
    ]


def test_there_are_a_module_and_a_description_of_every_dataset() -> None:
    entries = {entry.name for entry in files("loaders.sources").iterdir()} - {"__init__.py", "__pycache__"}

    assert entries == {f"{name.replace('-', '_')}{end}" for name in names() for end in (".py", ".yaml")}
    assert len(names()) >= 9


@pytest.mark.parametrize("name", names())
def test_a_dataset_says_whose_it_is_and_under_which_terms(name: str) -> None:
    dataset = layout(name).dataset

    assert dataset.actor.kind == "dataset"
    assert dataset.actor.id.startswith(name)
    with pytest.raises(KeyError):
        authority_actor(dataset.actor.id)
    assert all((dataset.actor.label, dataset.rights, dataset.citation, dataset.publisher))
    assert dataset.homepage.startswith("https://")
    assert dataset.license is None or dataset.license.startswith("https://")


@pytest.mark.parametrize("name", names())
def test_a_column_is_waived_for_a_reason(name: str) -> None:
    described = yaml.safe_load(
        (files("loaders.sources") / f"{name.replace('-', '_')}.yaml").read_text("utf-8")
    )

    waived = {column: need for column, need in described["columns"].items() if need.startswith("waived")}

    assert [column for column, need in waived.items() if not need.removeprefix("waived, ")] == []
    assert [column for column, need in waived.items() if not need.startswith("waived, ")] == []


@pytest.mark.parametrize("name", names())
def test_every_column_that_is_taken_says_something_in_the_invented_rows(name: str, read: Read) -> None:
    said = {
        line.partition(": ")[0]
        for outcome in read(name)
        if isinstance(outcome, Document)
        for line in outcome.article.text.split("\n")
    }

    taken = {column for column, need in layout(name).columns.items() if need is not Need.WAIVED}

    assert taken - said == set()


@pytest.mark.parametrize("name", names())
def test_a_file_is_known_by_its_header_or_without_one_by_its_first_row(name: str) -> None:
    assert recognised(file_of(name).read_bytes()[:HEAD]) == name


def test_a_bad_first_row_of_a_file_that_is_named_is_refused_alone(read_content: ReadContent) -> None:
    good = file_of("gdelt-events").read_text(encoding="utf-8")

    found = read_content("gdelt-events", good.replace("20250403", "zubr", 1).encode())

    assert [str(one) for one in found if isinstance(one, Refused)] == [
        "rows: SQLDATE: 'zubr' is no day at line 1"
    ]
    assert len(found) == 11


@pytest.mark.parametrize("column", ["GLOBALEVENTID", "SQLDATE", "EventCode", "DATEADDED"])
def test_a_first_row_that_is_written_otherwise_is_of_no_dataset(column: str, table: Table) -> None:
    (first, *_) = table("gdelt-events")
    first[list(layout("gdelt-events").columns).index(column)] = "zubr"

    assert recognised("\t".join(first).encode()) is None


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b'{"a": ' + b"[" * 60_000 + b"}",
        b"Title\n\nTwo people were killed, the ministry said.\n",
        b"[1, 2]",
        b'{"date": 3}',
        b"{",
        b"\xff\xfe",
    ],
)
def test_what_is_no_dataset_is_known_as_none(head: bytes) -> None:
    assert recognised(head) is None


@pytest.mark.parametrize("name", [name for name in names() if layout(name).container is Container.TABLE])
def test_the_order_of_columns_a_byte_order_mark_and_line_ends_do_not_matter(
    name: str, table: Table, written: Written, read: Read, read_content: ReadContent
) -> None:
    rows = table(name)
    if layout(name).headed:
        start = next(n for n, row in enumerate(rows) if layout(name).is_signed_by(row))
        names_of_columns = rows[start]
        rows = rows[start:]
    else:
        names_of_columns = list(layout(name).columns)
        rows = [names_of_columns, *rows]
    # A column without a name is called after the one before it, so it stays there.
    blocks = [n for n, column in enumerate(names_of_columns) if column.strip()] + [len(names_of_columns)]
    order = [n for a, b in reversed(list(pairwise(blocks))) for n in range(a, b)]
    delimiter = "\t" if name.startswith("gdelt") else ";"
    moved = [[row[n] for n in order] for row in rows]
    content = (
        "\n".join("\t".join(row) for row in moved).encode()
        if name.startswith("gdelt")
        else written(moved, delimiter=delimiter)
    )

    found = read_content(name, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))

    def without_lines(outcomes: list[Outcome]) -> list[str]:
        kept = [one for one in outcomes if not isinstance(one, LeftAside)]
        return [line.replace("\\r\\n", "\\n") for line in told(kept)]

    assert without_lines(found) == without_lines(read(name))


def test_a_cell_may_hold_line_breaks_and_quotes(
    table: Table, written: Written, read_content: ReadContent
) -> None:
    header, first, *_ = table("acled")
    first[header.index("notes")] = 'He said "none",\n\nthen left.'
    first[header.index("location")] = 'Zubrivka "Upper", 3'

    (document,) = read_content("acled", written([header, first]))

    assert isinstance(document, Document)
    assert 'notes: He said "none",\n\nthen left.\nfatalities: 3' in document.article.text
    assert document.claims[0].place[0].label == 'Zubrivka "Upper", 3'


def test_a_header_may_break_its_lines_and_stand_below_an_open_quote(
    table: Table, written: Written, read_content: ReadContent
) -> None:
    header, first, *_ = table("eyes-on-russia")
    preamble = 'Exported "by hand\x0band\u2028by nobody\n"Not closed\n'.encode()
    content = preamble + written([[*header, "a remark\nof two lines"], [*first, ""]])

    with pytest.raises(Refused) as refused:
        read_content("eyes-on-russia", content)

    assert str(refused.value) == "rows: the column 'a remark\\nof two lines' is not known at line 4"


def test_the_text_of_a_row_is_its_cells_in_the_order_of_the_layout(read: Read) -> None:
    document = read("general-staff-losses")[0]

    assert isinstance(document, Document)
    assert document.article.text == "date: 2024-06-25\nday: 853\npersonnel: 536840\npersonnel*: about"
    assert document.article.title == "Russian losses by the General Staff of Ukraine 2024-06-25"


def test_a_row_in_another_encoding_is_refused_and_the_others_are_read(
    table: Table, written: Written, read_content: ReadContent
) -> None:
    header, first, second, *_ = table("eyes-on-russia")
    first[header.index("brief description")] = "Bild der Brücke"
    lines_of_file = written([header, first, second]).split(b"\n")
    lines_of_file[1] = lines_of_file[1].decode().encode("cp1252")

    found = read_content("eyes-on-russia", b"\n".join(lines_of_file))

    assert [str(one) for one in found if isinstance(one, Refused)] == [
        "rows: invalid UTF-8 in column 5 at line 2"
    ]
    assert len(found) == 2


def test_a_whole_file_in_another_encoding_is_read_by_its_name(
    table: Table, written: Written, read_content: ReadContent
) -> None:
    header, first, *_ = table("eyes-on-russia")
    first[header.index("brief description")] = "Bild der Brücke"
    text = written([header, first]).decode()

    for encoding in ("cp1252", "utf-16"):
        (document,) = read_content("eyes-on-russia", text.encode(encoding), encoding=encoding)

        assert isinstance(document, Document)
        assert document.claims[0].evidence.text == "brief description: Bild der Brücke"


def test_a_file_that_breaks_its_encoding_is_refused_from_there(table: Table, written: Written) -> None:
    header, first, *_ = table("eyes-on-russia")
    content = written([header, *([first] * 500)]).decode().encode("utf-16") + b"\x00\xd8\x00"

    found = read_dataset("eyes-on-russia", io.BytesIO(content), source="rows", encoding="utf-16")

    assert isinstance(next(found), Document)
    with pytest.raises(Refused, match=r"^rows: invalid utf-16 at line \d+$"):
        list(found)


@pytest.mark.parametrize(
    ("content", "encoding", "reason"),
    [
        (
            "id;id",
            None,
            f"rows: is no ucdp-ged: {SIGNATURE} deaths_unknown, dyad_name, type_of_violence, where_prec",
        ),
        (
            "",
            None,
            f"rows: is no ucdp-ged: {SIGNATURE} deaths_unknown, dyad_name, type_of_violence, where_prec",
        ),
        ("\ufeffid".encode("utf-16"), None, "rows: is UTF-16 or UTF-32; name its encoding to have it read"),
        ("{header}", "no-such", "rows: 'no-such' is no known text encoding"),
        ("{header},made_up", None, "rows: the column 'made_up' is not known at line 1"),
        ("{header},best", None, "rows: the column 'best' stands twice at line 1"),
        ("{header}-best", None, "rows: lacks the column 'best' at line 1"),
    ],
)
def test_a_file_that_is_not_of_the_dataset_is_refused_as_a_whole(
    content: str | bytes, encoding: str | None, reason: str, table: Table, read_content: ReadContent
) -> None:
    header = ",".join(table("ucdp-ged")[0])
    if isinstance(content, str):
        content = (
            content.replace("{header}-best", header.replace("best,", "")).replace("{header}", header).encode()
        )

    with pytest.raises(Refused) as refused:
        read_content("ucdp-ged", content, encoding=encoding)

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('"1","2', "rows: is no record: unexpected end of data at line 3"),
        ('"1"x,2', "rows: is no record: ',' expected after '\"' at line 3"),
        ("1,2", "rows: has 2 cells, and the header 15 columns at line 3"),
        (",".join(["1"] * 16), "rows: has 16 cells, and the header 15 columns at line 3"),
        ("1" * 200_000, "rows: is no record: field larger than field limit (131072) at line 3"),
        (f"{'1,' * 600_000}1", "rows: longer than 1,000,000 characters at line 3"),
        (f"{'1,' * 1_600_000}1", "rows: longer than 1,000,000 characters at line 3"),
        ("a\x01" + "," * 14, "rows: control character U+0001 at line 3"),
    ],
)
def test_a_line_that_is_no_row_is_refused_and_the_others_are_read(
    broken: str, reason: str, table: Table, written: Written, read_content: ReadContent
) -> None:
    header, first, second, *_ = table("eyes-on-russia")
    good = written([header, first]).decode() + broken
    after = "" if broken.startswith('"1","2') else "\n\n" + written([second]).decode()

    found = read_content("eyes-on-russia", (good + after).encode())

    assert [str(one) for one in found if isinstance(one, Refused)] == [reason]
    assert len(found) == (3 if after else 2)


def test_what_stands_in_a_column_without_a_name_is_refused(
    table: Table, written: Written, read_content: ReadContent
) -> None:
    header, first, *_ = table("kiel-support-tracker")

    (refused,) = read_content("kiel-support-tracker", written([header, [*first[:-1], "made up"]]))

    assert str(refused) == "rows: 'made up' stands in a column without a name at line 2"


def test_empty_cells_beyond_the_header_are_no_cells(
    table: Table, written: Written, read_content: ReadContent
) -> None:
    header, first, *_ = table("eyes-on-russia")

    (document,) = read_content("eyes-on-russia", written([header, [*first, "", " "]]))

    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"date": "2022-02-25"', "losses: is no JSON: it ends within an object at line 1"),
        ("[\n3]", "losses: is no JSON object at line 2"),
        ('[{"date": {"a": ' + "[" * 100_000, "losses: is no JSON object at line 1"),
        ('{"a": "' + "x" * 1_100_000, "losses: is no JSON object at line 1"),
    ],
)
def test_json_that_is_none_stops_the_reading(content: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        list(read_dataset("general-staff-losses", io.BytesIO(content.encode()), source="losses"))

    assert str(refused.value) == reason


def test_json_lines_are_read_too_and_a_bad_object_is_refused(read_content: ReadContent) -> None:
    rows = [
        {"date": "2022-02-25", "day": 2, "personnel": 2800, "made up": 1},
        {"date": "2022-02-25", "personnel": 2800},
        {"date": "2022-02-25", "day": 2, "personnel": 2800},
    ]

    found = read_content("general-staff-losses", "\n".join(map(json.dumps, rows)).encode())

    assert told(found[:2]) == [
        "rows: the member 'made up' is not known at line 1",
        "rows: lacks the member 'day' at line 2",
    ]
    assert isinstance(found[2], Document)


def test_json_that_is_not_in_its_encoding_is_refused(read_content: ReadContent) -> None:
    with pytest.raises(Refused, match="invalid utf-8"):
        read_content("general-staff-losses", b'[{"date": "\xff"}]')


def test_rows_that_make_far_fewer_claims_than_expected_are_told(
    table: Table, written: Written, read_content: ReadContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    header, first, *_ = table("ucdp-ged")
    expecting = replace(layout("ucdp-ged"), claims=(5, 6))

    def described(_: str) -> Layout:
        return expecting

    monkeypatch.setattr("loaders.datasets.layout", described)

    found = read_content("ucdp-ged", written([header, *([str(n), *first[1:]] for n in range(100))]))

    assert [str(one) for one in found if isinstance(one, Refused)] == [
        "rows: 100 rows make 400 claims, and 5 to 6 a row are expected"
    ]


def test_memory_does_not_grow_with_the_rows(table: Table, written: Written) -> None:
    header, row, *_ = table("eyes-on-russia")

    def peak(rows: int) -> int:
        content = io.BytesIO(written([header, *([row] * rows)]))
        tracemalloc.start()
        for _ in read_dataset("eyes-on-russia", content, source="rows"):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)

    assert peak(3_000) < peak(300) * 1.2
