"""The chains that a page's source line names, and what they add to the sayers of the text."""

from __future__ import annotations

import pytest

from loaders.document import extract
from loaders.reading import read_article

Chain = tuple[list[str], list[str]]


def chains(*paragraphs: str) -> list[Chain]:
    """Return the speakers and carriers of each statement of a page with a headline and the paragraphs."""
    page = "\n\n".join(("Ministers meet in Vienna to talk about grain", *paragraphs))
    document = extract(read_article(page, published="2024-12-03")[0])
    return [([a.label for a in s.speakers], [a.label for a in s.carriers]) for s in document.statements]


@pytest.mark.parametrize(
    ("source", "chain"),
    [
        ("Ukrinform, citing Pentagon spokesperson Pat Ryder", (["Pat Ryder"], ["Ukrinform"])),
        ("Pat Ryder at a briefing on 2 December, as reported by Ukrinform", (["Pat Ryder"], ["Ukrinform"])),
        ("Pat Ryder in an interview with Channel Five", (["Pat Ryder"], ["Channel Five"])),
        ("Ukrinform with reference to Pat Ryder; Reuters", (["Pat Ryder"], ["Ukrinform"])),
        ("Ukrinform quoting Pat Ryder", (["Pat Ryder"], ["Ukrinform"])),
    ],
)
def test_a_source_line_adds_who_carried_it(source: str, chain: Chain) -> None:
    assert chains(f"Source: {source}", "Details: Ryder said 300 soldiers had been killed near Kursk.") == [
        chain
    ]


def test_a_body_said_again_is_the_one_of_the_source_line() -> None:
    found = chains(
        "Source: the Russian Ministry of Defence, as cited by TASS; Reuters",
        "The Russian ministry said it shot down 40 drones over Bryansk. Six missiles were launched, it said.",
    )
    assert found == [(["Russian Ministry of Defence"], ["TASS"])] * 2


def test_a_medium_named_after_its_sort_is_no_person() -> None:
    found = chains(
        "Source: European Post, citing the newspaper Rheinischer Kurier",
        "Details: Germany has sent 20 tanks to Ukraine, the paper says.",
    )
    assert found == [(["Rheinischer Kurier"], ["European Post"])]


def test_a_quote_belongs_to_whom_its_label_names() -> None:
    found = chains(
        "Source: Ukrinform, citing Pentagon spokesperson Pat Ryder",
        'Quote from Ryder: "We have seen 200 wounded there."',
        'Quote from head coach Oleh Marchuk: "We saw two killed."',
    )
    assert found == [(["Pat Ryder"], ["Ukrinform"]), (["Oleh Marchuk"], [])]
