"""The place and day of a story hold until another is named."""

from __future__ import annotations

from typing import Any

from loaders.document import extract
from loaders.model import Article, Span, Zone, ZoneKind

BODY, LEAD, HEADLINE, BACKGROUND = ZoneKind.BODY, ZoneKind.LEAD, ZoneKind.HEADLINE, ZoneKind.BACKGROUND


def read(*passages: tuple[ZoneKind, str] | str) -> list[tuple[Any, ...]]:
    """Return number, places, first day and what was held of each claim."""
    rows = [passage if isinstance(passage, tuple) else (BODY, passage) for passage in passages]
    text = "\n\n".join(words for _, words in rows)
    zones = tuple(
        Zone(kind=kind, start=text.index(words), end=text.index(words) + len(words)) for kind, words in rows
    )
    return found_in(Article(text=text, published="2024-12-03", language="en", zones=zones))


def found_in(article: Article) -> list[tuple[Any, ...]]:
    return [
        (
            c.quantity and (c.quantity.low or c.quantity.high),
            [p.label for p in c.place],
            c.date and c.date.start.isoformat(),
            sorted({"held:date", "held:place"} & set(c.rules)),
        )
        for c in extract(article).claims
    ]


def test_a_toll_has_the_place_and_night_of_the_attack_in_the_paragraph_before() -> None:
    found = read(
        "On the night of 1-2 December, Russia attacked Odesa with 40 drones.",
        "Two people were killed, the mayor said.",
    )

    assert found == [
        (40, ["Odesa"], "2024-12-01", []),
        (2, ["Odesa"], "2024-12-01", ["held:date", "held:place"]),
    ]


def test_a_new_place_takes_over_and_the_day_stays() -> None:
    found = read("A missile killed 4 people in Dnipro on Monday.", "In Sumy, a drone killed a woman.")

    assert found == [(4, ["Dnipro"], "2024-12-02", []), (1, ["Sumy"], "2024-12-02", ["held:date"])]


def test_a_figure_since_a_day_or_across_the_country_has_neither() -> None:
    found = read(
        "A missile killed 4 people in Dnipro on Monday.",
        "The UN says 10,000 people have been killed since February 2022.",
        "Officials said 300 people had been killed across the country.",
    )

    assert found[1] == (10000, [], "2022-02-01", [])
    assert found[2][1] == []


def test_a_background_section_starts_anew() -> None:
    found = read(
        "A missile killed 4 people in Dnipro on Monday.", (BACKGROUND, "Drones have killed 20 doctors.")
    )

    assert found == [(4, ["Dnipro"], "2024-12-02", []), (20, [], None, [])]


def test_what_is_only_expected_has_no_day_or_place_of_what_happened() -> None:
    found = read(
        "A missile killed 4 people in Dnipro on Monday.", "Kyiv expects that 40 people will be killed."
    )

    assert found == [(4, ["Dnipro"], "2024-12-02", []), (40, [], None, [])]


def test_the_other_side_s_strike_in_a_new_paragraph_is_another_story() -> None:
    found = read("Hezbollah fired 20 rockets at Haifa on Monday.", "Israel killed three fighters.")

    assert found == [(20, ["Haifa"], "2024-12-02", []), (3, [], None, [])]


def test_a_sentence_without_a_claim_sets_the_scene() -> None:
    found = read(
        "The barracks in Odesa were evacuated on Monday after the blast.", "Six soldiers were killed."
    )

    assert found == [(6, ["Odesa"], "2024-12-02", ["held:date", "held:place"])]


def test_a_place_where_something_was_only_said_sets_no_scene() -> None:
    found = read("In Naypyidaw the spokesman said nothing for three days.", "Six soldiers were killed.")

    assert found == [(6, [], None, [])]


def test_a_month_holds_within_its_paragraph_only() -> None:
    found = read(
        "In June, drones killed 12 people in Kherson. Another 30 people were wounded.",
        "Four soldiers were captured.",
    )

    assert [(number, date) for number, _, date, _ in found] == [
        (12, "2024-06-01"),
        (30, "2024-06-01"),
        (4, None),
    ]


def test_a_lead_is_filled_from_the_first_telling_in_the_body() -> None:
    found = read(
        (LEAD, "Six people were killed in Syria, officials said."),
        "The attack in Idlib on Monday destroyed a market.",
    )

    assert found[0] == (6, ["Idlib"], "2024-12-02", ["held:date", "held:place"])


def test_headline_and_body_fall_together_with_the_narrower_place_and_the_day() -> None:
    found = read(
        (HEADLINE, "Six people killed in air strike in Syria"),
        "An air strike killed six people in Idlib on Monday.",
    )

    assert found == [(6, ["Idlib"], "2024-12-02", [])]


def test_a_strike_of_a_year_has_the_day_that_the_text_names_elsewhere() -> None:
    found = read(
        "A 2019 air strike in Somalia killed two civilians.",
        "The army investigated the Feb. 23, 2019, strike.",
    )

    assert found == [(2, ["Somalia"], "2019-02-23", ["held:date"])]


def test_each_entry_of_a_live_page_is_a_story_of_its_own() -> None:
    first, second = "A missile killed two people in Haifa.", "Six people are confirmed dead."
    text = f"19:20 {first}\n16:02 {second}"
    zones = tuple(
        Zone(
            kind=BODY,
            start=start,
            end=start + len(words),
            label=Span(start=start - 6, end=start - 1, text=clock),
        )
        for words, clock in ((first, "19:20"), (second, "16:02"))
        for start in [text.index(words)]
    )

    found = found_in(Article(text=text, published="2024-12-03", language="en", zones=zones))

    assert [(number, places) for number, places, _, _ in found] == [(2, ["Haifa"]), (6, [])]


def test_what_goes_on_or_has_gone_on_has_not_the_day_of_a_story_told_before() -> None:
    found = read(
        "A missile killed 4 people in Dnipro on Monday.",
        "Mines have killed 12 farmers.",
        "Raiders are holding 7 sailors.",
    )

    assert found[1:] == [(12, [], None, []), (7, [], None, [])]


def test_an_attack_on_a_state_sets_no_scene() -> None:
    found = read("The attack on Israel shook the region.", "Gunmen killed 3 people, officials said.")

    assert found[-1] == (3, [], None, [])


def test_a_lead_that_only_compares_over_a_time_has_the_day_of_its_story() -> None:
    found = read(
        (
            LEAD,
            "At least 2 people have been killed in blasts in Kabul, in one of its worst days since spring.",
        ),
        "A bomb killed a man in Kabul on Monday.",
    )

    assert found[0] == (2, ["Kabul"], "2024-12-02", ["held:date"])


def test_the_attack_told_of_before_has_its_place_whoever_is_named() -> None:
    found = read(
        "Israeli jets killed 3 people in Sidon on Monday.",
        "Officials spoke of panic.",
        "The raid has left 5 soldiers dead, the army said.",
    )

    assert found[-1] == (5, ["Sidon"], None, ["held:place"])


def test_what_an_attack_only_follows_on_sets_no_scene() -> None:
    found = read(
        "Lebanon mourned a day after a deadly raid on Sidon.", "A drone killed 4 people, aides said."
    )

    assert found[-1] == (4, [], None, [])


def test_where_fire_came_from_is_not_where_it_fell() -> None:
    found = read("Gunmen killed 3 people in Aleppo on Monday.", "Mortar fire from Aleppo killed 2 farmers.")

    assert found[-1] == (2, [], "2024-12-02", ["held:date"])


def test_what_has_the_state_of_a_lead_has_its_narrower_place_too() -> None:
    found = read(
        (LEAD, "Gunmen killed 9 people in Mali on Monday."),
        "The attack also wounded 4 guards.",
        "The 9 were killed near a market in Gao.",
    )

    assert [row[1] for row in found] == [["Gao"], ["Gao"]]


def test_an_event_whose_sentence_names_another_place_has_none_carried_over() -> None:
    found = read(
        "A bomb killed 3 people in Aleppo on Monday.",
        "Gunmen killed 5 men who had served in Mosul, aides said.",
    )

    assert [row[1] for row in found] == [["Aleppo"], []]


def test_a_person_who_is_called_like_a_town_sets_no_scene() -> None:
    found = read("Mansfield joined the force in May.", "Gunmen killed 3 people, officials said.")

    assert found[-1] == (3, [], None, [])
