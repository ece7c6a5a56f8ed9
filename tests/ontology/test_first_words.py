"""Names listed by their first words."""

from __future__ import annotations

from ontology.first_words import by_first_word, in_capitals


def test_names_stand_under_their_first_words_those_in_lower_case_apart() -> None:
    listed = by_first_word(
        [("+9 News", "names", "nine"), ("the rebels", "names", "rebels"), ("+9 Radio", "names", "nine")]
    )

    assert listed == {
        "exact": {"+9": "+9 News\tnames\tnine\n+9 Radio\tnames\tnine"},
        "folded": {"the": "the rebels\tnames\trebels"},
    }


def test_capitals_keep_long_names_and_of_two_alike_the_last() -> None:
    listed = {"Kal": "Kal Hes\tnames\ta\nKal HES\tnames\tb", "Ost": "Ost\tnames\tc"}

    assert in_capitals(listed, shortest=4) == {"KAL": "KAL HES\tnames\ta"}
