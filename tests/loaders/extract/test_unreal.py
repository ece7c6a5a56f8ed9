"""What is planned, expected, denied or open is told as that, in the constructions of the newsroom."""

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        # what is to come
        ("Kenya is going to send 300 soldiers to Haiti, its president said.", "planned"),
        ("Kenya is due to supply Haiti with 20 rifles next week.", "planned"),
        ("Kenya is set to send 300 soldiers to Haiti.", "planned"),
        ("Kenya has begun preparations to bomb the port of Kismayo.", "planned"),
        ("Kenya is in talks to send 300 soldiers to Haiti.", "planned"),
        ("Kenya announced plans for a sale of rifles to Haiti.", "planned"),
        ("Kenya has begun preparations for a deployment of 300 soldiers to Haiti.", "planned"),
        ("Kenya has agreed to a sale of rifles to Haiti.", "planned"),
        ("North Korea has approved a missile test.", "planned"),
        ("The Senate voted to send Haiti 300 Kenyan soldiers.", "planned"),
        ('"Our soldiers will stay in Haiti," Kenya\'s defence minister said.', "planned"),
        ('"Kenyan soldiers will stay in Haiti," Kenyan army spokesman Jim Doe said.', "planned"),
        ("Kenyan soldiers will be out of Haiti by the end of the month.", "planned"),
        ("Kenyan soldiers will continue to train Haitian forces in Haiti.", "planned"),
        ("A Kenyan strike on the port of Kismayo is imminent, officials said.", "expected"),
        ("Uganda fears that Kenya might answer by striking the port of Kismayo.", "expected"),
        ("Kharkiv is bracing for a barrage of Russian missiles.", "expected"),
        ("Officials fear that the missiles could slip into the hands of Hezbollah.", "expected"),
        # what is not so
        ("Kenya is not going to send soldiers to Haiti, its president said.", "denied"),
        ("Kenya has no intention of sending soldiers to Haiti.", "denied"),
        ("Kenya has no plans for a deployment of 300 soldiers to Haiti.", "denied"),
        ("Kenya is unwilling to send 300 soldiers to Haiti.", "denied"),
        ("Kenya decided against bombing the port of Kismayo.", "denied"),
        ("Kenya called off the air strikes on the port of Kismayo.", "denied"),
        ("Kenya suspended the sale of rifles to Haiti.", "denied"),
        ("Kenya is suspending the sale of rifles to Haiti.", "denied"),
        ("The minister said no decision had been taken to send Kenyan soldiers to Haiti.", "denied"),
        ("Reports of a delivery of Kenyan rifles to Haiti are a plot and have no basis in fact.", "denied"),
        # what nobody knows
        ("According to unverified reports, Kenya sent 300 soldiers to Haiti.", "unconfirmed"),
        ("The UN is trying to determine whether Kenya sent soldiers to Haiti.", "unconfirmed"),
        ("The UN does not know whether Kenya sent soldiers to Haiti.", "unconfirmed"),
        ("The UN is investigating an alleged Kenyan air strike on the port of Kismayo.", "unconfirmed"),
    ],
)
def test_what_is_not_told_as_done_keeps_its_status(sentence: str, status: str, rows: Rows) -> None:
    assert {row["status"] for row in rows(sentence)} == {status}


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya is going to the polls with 300 soldiers on guard.",
        "The UN did not mention the embassy or whether Kenyan soldiers were wounded.",
        "Kenya would not say whether it would send soldiers to Haiti.",
        "The minister did not say where his troops would be based.",
        "A court must judge whether the rifle would be used to harm or be used by Kenyan soldiers.",
        "The strike might convince Kenya not to send rifles to Haiti again.",
        "The council must explain itself when it decides to kill a Kenyan citizen.",
        "Kenyan soldiers will not come into contact with the patients.",
        "Kenya is in talks about the price of tea with 300 soldiers' wives.",
    ],
)
def test_what_only_sounds_like_it_is_no_claim(sentence: str, rows: Rows) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Jane Doe decided to leave her home after two children from her street were killed by shells.",
        "There is no doubt that Kenya sent 300 soldiers to Haiti.",
        "Kenyan soldiers were killed in Haiti, and not for the first time.",
        "Most of the Kenyan soldiers sent to Haiti will not see their homes this year.",
        "Evidence that Kenya had bombed the port of Kismayo was not shown to the court.",
    ],
)
def test_what_stands_beside_it_is_told_as_done(sentence: str, rows: Rows) -> None:
    assert {row["status"] for row in rows(sentence)} == {"claimed"}


def test_who_plans_what_a_noun_names_does_it(rows: Rows) -> None:
    [row] = rows("Turkey called off the air strikes on Kobani.")

    assert row["attacker"] == ["Turkey"]


def test_whom_one_plans_to_strike_is_not_whom_one_struck(rows: Rows) -> None:
    told = rows(
        "Israel is ready to strike Russian convoys in Syria.",
        "Israel has carried out several air strikes in Lebanon since January.",
    )

    assert [row.get("target") for row in told if row["status"] == "claimed"] == [None]


def test_a_plan_of_a_force_named_elsewhere_is_its_own(rows: Rows) -> None:
    told = rows(
        "The United States will leave 200 American troops in Syria.",
        '"A small group of about 200 will remain in Syria," Pentagon spokesman Jim Doe said.',
    )

    assert {row["status"] for row in told} == {"planned"}


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        (
            "Blinken said that Russia had received missiles from Iran.",
            "Peter Stano said that this information still has to be confirmed by the allies.",
            "unconfirmed",
        ),
        (
            "The UN said that Rwanda had sent soldiers to Goma.",
            'Rwanda called that "rumour".',
            "denied",
        ),
        (
            "The UN said that Rwanda had sent soldiers to Goma.",
            "Rwanda denies the allegations, however, its presence at the talks was a sign.",
            "denied",
        ),
    ],
)
def test_a_reaction_takes_up_what_was_told(first: str, second: str, status: str, rows: Rows) -> None:
    assert [row["status"] for row in rows(first, second)] == ["claimed", status]


def test_a_shipment_told_of_far_above_has_not_been_sent(rows: Rows) -> None:
    told = rows(
        "A Russian official said his government would provide Syria with S-300 missiles.",
        "Israel has asked Moscow to think again.",
        '"At this stage I see no escalation," Moshe Yaalon told reporters. '
        '"The shipments have not been sent on their way yet," he said.',
    )

    assert [row["status"] for row in told if row["weapons"]][-1] == "denied"
