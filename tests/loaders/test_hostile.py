"""Texts that nobody wrote to be read: no crash, no cost beyond their length, few claims or none."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Final

import pytest

from loaders.document import extract
from loaders.reading import read_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.model import Document

DAY: Final = "2024-05-05"
SMALL: Final = 10_000  # characters; each text is read at four times the length too
NOISE: Final = 1.5  # seconds that a busy machine may add
HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "no sentence end": lambda n: filled("troops moved while shells fell and five men died near it ", n),
    "parties without an end": lambda n: filled("Russia attacked Ukraine with missiles and ", n),
    "nested quotes": lambda n: 'He said "' + '"' * (n // 2) + "five men were killed" + '"' * (n // 2),
    "sayings in sayings": lambda n: 'They said ' + '"he said ' * (n // 18) + "five died" + '"' * (n // 18),
    "brackets": lambda n: "(" * (n // 2) + "five men were killed" + ")" * (n // 2),
    "numbers": lambda n: filled("1234567890 ", n),
    "one number": lambda n: "3." + "1" * (n - 5) + " km",
    "one word": lambda n: "Al-" * (n // 3),
    "commas": lambda n: ", " * (n // 2),
    "lines of one letter": lambda n: "a\n" * (n // 2),
    "capitals": lambda n: filled("RUSSIA ATTACKED UKRAINE WITH MISSILES ", n),
    "names without verbs": lambda n: filled("Anna Kowalska, Petro Bondar, the Omar Brigade, Kyiv, ", n),
    "dates without verbs": lambda n: filled("On 5 May, ", n),
    "Arabic": lambda n: filled("قالت الوزارة إن قواتها صدت هجوما قرب النهر. ", n),
    "Chinese": lambda n: filled("国防部表示其部队在河边击退了一次袭击。", n),
    "Cyrillic": lambda n: filled("Министерство сообщило, что силы отразили атаку у реки. ", n),  # noqa: RUF001
}  # fmt: skip


def filled(words: str, length: int) -> str:
    return (words * (length // len(words) + 1))[:length]


def read(text: str) -> Document:
    article, warnings = read_article(text, published=DAY)
    return extract(article, warnings=warnings)


def seconds(text: str) -> float:
    start = process_time()
    read(text)
    return process_time() - start


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_costs_what_its_length_costs_and_gives_no_claims(make: Callable[[int], str]) -> None:
    read("Five soldiers were killed near Kyiv on Sunday, the ministry said.")  # lexicons are read once

    small, large = seconds(make(SMALL)), seconds(make(4 * SMALL))

    assert large < 6 * small + NOISE
    assert len(read(make(SMALL)).claims) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "The ar\u200bmy said five sol\u200bdiers were kil\u200bled.",
        "\u202eThe army said five soldiers were killed.\u202c",
        "The army\u2066 said\u2069 five soldiers\ufeff were killed.",
        "\u200b" * 500,
        "\u202e" * 500 + "x",
    ],
)
def test_invisible_marks_move_no_evidence_and_make_no_number(text: str) -> None:
    document = read(text)

    assert all(text[c.evidence.start : c.evidence.end] == c.evidence.text for c in document.claims)
    assert [c.quantity.low for c in document.claims if c.quantity is not None] in ([], [5])


def test_a_long_fraction_ends_no_line_in_endless_search() -> None:
    assert seconds("The river is 3." + "1" * 60 + " km long") < NOISE
