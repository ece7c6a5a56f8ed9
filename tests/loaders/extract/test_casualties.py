"""Casualties: whose people, by whom, what befell them and how many; what only sounds like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[..., list[dict[str, Any]]]


def casualties(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the casualties among some rows, without type and speakers."""
    return [
        {key: value for key, value in row.items() if key not in {"type", "by"}}
        for row in found
        if row["type"] == "casualties"
    ]


def toll(victim: str, outcome: str, low: int | None = None, **rest: Any) -> dict[str, Any]:
    """Return the row of a toll, by the article unless `status` says otherwise."""
    row: dict[str, Any] = {"status": "claimed", "victim": [victim], "outcome": outcome}
    row |= {"quantity": (low, low, None)} if low is not None else {}
    return row | rest


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Shelling by Russian forces killed three residents of Kharkiv and wounded 12.",
            [
                toll("residents", "killed", 3, perpetrator=["Russia"]),
                toll("residents", "wounded", 12, perpetrator=["Russia"]),
            ],
        ),
        (
            "Landmines killed or maimed 107 people in Taiz.",
            [toll("people", "losses", 107, place=["Taiz"])],
        ),
        (
            "Russian forces lost 1,500 dead and wounded in Pokrovsk.",
            [toll("people", "losses", 1500)],
        ),
        (
            "An Israeli air strike on Beirut killed a woman and two children.",
            [
                toll("woman", "killed", 1, perpetrator=["Israel"], place=["Beirut"]),
                toll("children", "killed", 2, perpetrator=["Israel"], place=["Beirut"]),
            ],
        ),
        (
            "The strike killed 18 people, four of them children, in Beirut.",
            [toll("people", "killed", 18, place=["Beirut"])],
        ),
        (
            "Ukrainian paratroopers captured two North Korean soldiers in Kursk Oblast.",
            [toll("North Korea", "captured", 2, perpetrator=["Ukraine"], place=["Kursk Oblast"])],
        ),
        (
            "More than 4,000 soldiers laid down their arms in Lashio.",
            [toll("soldiers", "captured", quantity=(4000, None, None), place=["Lashio"])],
        ),
        (
            "M23 admitted the loss of nine men in Nyabibwe.",
            [toll("M23", "losses", 9, place=["Nyabibwe"], status="confirmed")],
        ),
        (
            "General Ivan Petrov was killed by a bomb in Moscow.",
            [toll("Ivan Petrov", "killed", 1, place=["Moscow"])],
        ),
        (
            "The attack claimed the lives of 14 people in Mogadishu.",
            [toll("people", "killed", 14, place=["Mogadishu"])],
        ),
        (
            "The two attackers were slain by police in Kabul.",
            [toll("attackers", "killed", 2, perpetrator=["police"], place=["Kabul"])],
        ),
        (
            "Two armed rebels were shot dead by Indian forces in Pulwama.",
            [toll("rebels", "killed", 2, perpetrator=["India"], place=["Pulwama"])],
        ),
        (
            "Three traders were killed in the attack carried out by the extremist group Al-Shabaab.",
            [toll("traders", "killed", 3, perpetrator=["al-Shabaab"])],
        ),
        (
            "Gunmen killed at least 20 Malian soldiers and policemen in Gao.",
            [toll("Mali", "killed", quantity=(20, None, None), perpetrator=["gunmen"], place=["Gao"])],
        ),
        (
            "Fighters of Boko Haram raided a farm. The group beheaded two Americans.",
            [toll("United States", "killed", 2, perpetrator=["Boko Haram"])],
        ),
        (
            "Dozens of traders were killed in a rebel ambush in Mali.",
            [toll("traders", "killed", perpetrator=["rebels"], quantity=(None, None, None), place=["Mali"])],
        ),
        (
            "Doctors reported 60 victims of the bombing of Quetta by militants.",
            [toll("people", "losses", 60, perpetrator=["militants"], place=["Quetta"])],
        ),
        (
            "Niger bombed a militia, which it says killed a Nigerien trader in Tera.",
            [toll("trader", "killed", 1, perpetrator=["militia"], place=["Téra"])],
        ),
    ],
)
def test_a_sentence_tells_whose_people_what_befell(
    rows: Rows, sentence: str, expected: list[dict[str, Any]]
) -> None:
    assert casualties(rows(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Nobody was hurt in Sumy, the governor said.",
            toll("people", "losses", status="denied", place=["Sumy"]),
        ),
        (
            "There were no casualties in Kharkiv, the ministry said.",
            toll("people", "losses", status="denied", place=["Kharkiv"]),
        ),
        ("The driver was unharmed.", toll("driver", "losses", status="denied")),
    ],
)
def test_unhurt_people_are_denied_losses(rows: Rows, sentence: str, expected: dict[str, Any]) -> None:
    assert casualties(rows(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The storm killed 12 people in Florida.",
        "The virus killed three people and hospitalised 40 others in Uganda.",
        "The death toll of the earthquake rose to 2,300.",
        "Inflation took a heavy toll on families.",
        "The bank booked a loss of two million.",
        "India has denied the loss of any jets.",
        "The remains of those killed lay in the street.",
        "The panel found several governing bodies at fault.",
        "A large number of drones were shot down.",
        "The firm killed two products and cut 300 jobs.",
    ],
)
def test_accidents_money_and_machines_are_no_casualties(rows: Rows, sentence: str) -> None:
    assert casualties(rows(sentence)) == []


def test_a_toll_of_the_victims_own_side_is_not_its_doing(rows: Rows) -> None:
    found = casualties(rows("Russian soldiers killed two Russian soldiers near Kursk."))
    assert [row.get("perpetrator") for row in found] == [None]


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        (
            "The Islamic State claimed to have staged a raid that killed six residents of Jalalabad.",
            "Islamic State",
        ),
        ("The army blamed the Houthis for a rocket attack that left two sailors dead in Aden.", "Houthis"),
        ("Turkey said its warplanes killed nine fighters in Afrin.", "Turkey"),
        ("No group has yet claimed responsibility for the blast that killed two worshippers in Herat.", ""),
    ],
)
def test_the_toll_of_an_attack_is_the_doing_of_who_made_it(rows: Rows, sentence: str, doers: str) -> None:
    (row,) = casualties(rows(sentence))

    assert row.get("perpetrator", []) == ([doers] if doers else [])


def test_whom_nobody_names_is_no_casualty(rows: Rows) -> None:
    assert casualties(rows("The officer told his men to kill him.")) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ankara and Rome are at odds over the war in Libya, which monitors say has killed 9,000 people.",
            [toll("people", "killed", 9000)],
        ),
        (
            "Three guards have been killed and another injured in the raid on Harsk.",
            [toll("guards", "killed", 3)],
        ),
        ("Another guard sustained injuries in the blast.", [toll("guard", "wounded", 1)]),
        ("A guard was mortally wounded in the raid.", [toll("guard", "killed", 1)]),
        ("They were treated in Harsk, where one of the injured succumbed.", [toll("people", "killed", 1)]),
    ],
)
def test_what_befell_people_is_read_from_their_own_words(
    rows: Rows, sentence: str, expected: list[dict[str, Any]]
) -> None:
    found = [
        {key: value for key, value in row.items() if key not in {"place", "quantity"}}
        | {"low": row["quantity"][0]}
        for row in casualties(rows(sentence))
    ]

    assert found == [
        {key: value for key, value in row.items() if key != "quantity"} | {"low": row["quantity"][0]}
        for row in expected
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Twelve people were dead and scores of others wounded after a raid on Harsk, the governor said.",
            [("killed", 12), ("wounded", None)],
        ),
        (
            "The blast left seven people dead and dozens of others injured, police said.",
            [("killed", 7), ("wounded", None)],
        ),
        (
            "Four guards were killed and dozens of sailors captured in the raid.",
            [("killed", 4), ("captured", None)],
        ),
    ],
)
def test_a_number_is_of_those_alone_whom_it_counts(
    rows: Rows, sentence: str, expected: list[tuple[str, int | None]]
) -> None:
    found = [(row["outcome"], row["quantity"][0]) for row in casualties(rows(sentence))]

    assert found == expected


@pytest.mark.parametrize(
    ("headline", "doers"),
    [
        ("Somalia suicide bomber kills five soldiers in Baidoa.", ["bomber"]),
        ("Somalia suicide bomber kills police at Mogadishu academy", ["bomber"]),
    ],
)
def test_the_land_that_a_bomber_is_named_after_did_not_send_him(
    rows: Rows, headline: str, doers: list[str]
) -> None:
    assert [row["perpetrator"] for row in casualties(rows(headline))] == [doers]


def test_who_acknowledges_half_a_toll_does_not_confirm_it(rows: Rows) -> None:
    found = casualties(
        rows("The blast killed 52 people, more than twice the toll acknowledged by Rwandan officials.")
    )

    assert [(row["status"], row["quantity"][0]) for row in found] == [("claimed", 52)]


def test_who_is_held_responsible_is_no_prisoner(rows: Rows) -> None:
    found = casualties(rows("The government holds the rebels responsible for the deaths of two soldiers."))

    assert [row["outcome"] for row in found] == ["killed"]


def test_what_is_near_a_state_is_not_in_it(rows: Rows) -> None:
    found = casualties(rows("Rebels raided a base near Venezuela with drones, killing six soldiers."))

    assert [(row["victim"], row.get("place")) for row in found] == [(["soldiers"], None)]


def test_who_quotes_a_group_does_not_kill(rows: Rows) -> None:
    said = (
        'saying in a statement that its "fighters stormed a military site, where they killed 107 soldiers."'
    )

    found = casualties(rows(f"The American agency quoted the jihadist group as {said}"))

    assert [(row.get("perpetrator"), row["quantity"][0]) for row in found] == [(None, 107)]


def test_a_city_beside_the_dead_did_not_kill_them(rows: Rows) -> None:
    found = casualties(
        rows("A roadside bomb killed 10 soldiers outside of the troubled Iraqi city of Fallujah.")
    )

    assert [row.get("perpetrator") for row in found] == [None]


def test_a_traffic_accident_is_no_violence(rows: Rows) -> None:
    assert casualties(rows("Three soldiers were killed in a traffic accident south of Baghdad.")) == []
