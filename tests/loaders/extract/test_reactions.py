"""Claims made by taking up an earlier one without saying it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


def test_a_denial_takes_actors_place_and_number_from_what_it_denies(rows: Rows) -> None:
    text = "UN experts said that Rwanda had sent 3,000 soldiers to Goma. Kigali denies it."

    claimed, denied = rows(text)

    assert denied == {**claimed, "status": "denied", "by": ["Rwanda"]}


def test_no_such_deployment_takes_no_number(rows: Rows) -> None:
    text = (
        "Seoul said that North Korea had sent 1,500 soldiers to Vladivostok. "
        "The Kremlin said there was no such deployment."
    )

    claimed, denied = rows(text)

    assert claimed["quantity"] == (1500, 1500, None)
    assert denied["status"] == "denied"
    assert denied["by"] == ["Kremlin"]
    assert "quantity" not in denied


def test_who_cannot_confirm_an_attack_did_not_carry_it_out(rows: Rows) -> None:
    text = "Israel said it had struck a depot in Tyre. Hezbollah could not confirm the attack."

    _, doubted = rows(text)

    assert (doubted["status"], doubted["by"], doubted["attacker"]) == (
        "unconfirmed",
        ["Hezbollah"],
        ["Israel"],
    )


def test_a_rejected_figure_is_denied_with_its_number(rows: Rows) -> None:
    claimed, denied = rows(
        "Uganda said that 30 rebels had been killed near Bunia.", "The rebels rejected the figure."
    )

    assert denied == {**claimed, "status": "denied", "by": ["rebels"]}


def test_what_may_still_happen_is_expected(rows: Rows) -> None:
    text = (
        'Rutte said: "We have not seen North Korean soldiers fighting in Donetsk. That will probably happen."'
    )

    assert [row["status"] for row in rows(text)] == ["denied", "expected"]


def test_a_reaction_without_an_earlier_claim_makes_none(rows: Rows) -> None:
    assert rows("The ministry denied the report.") == []


def test_nobody_reacts_to_an_own_claim(rows: Rows) -> None:
    found = rows("Uganda said that 30 rebels had been killed near Bunia. Uganda confirmed the figure.")

    assert [row["status"] for row in found] == ["claimed"]


def test_a_denial_by_a_stranger_to_the_last_claim_is_not_about_it(rows: Rows) -> None:
    text = (
        "Doctors said that 84 people had been killed in Ras Isa. "
        "Washington accused a firm of passing images to the Houthis; the firm denies it."
    )

    assert [row["status"] for row in rows(text)] == ["claimed"]


def test_a_relative_clause_denies_by_its_own_subject_alone(rows: Rows) -> None:
    claimed, denied = rows("The UN said Rwanda had sent 3,000 soldiers to Goma, which Kigali denies.")

    assert (claimed["by"], claimed["status"]) == (["United Nations"], "claimed")
    assert (denied["by"], denied["status"]) == (["Rwanda"], "denied")


@pytest.mark.parametrize(
    "reaction",
    [
        "Rwanda called the accusations baseless.",
        "Rwanda dismissed the report as fabricated.",
        "Rwanda said the claim was false.",
        "Rwanda said that this was not true.",
        "Rwanda said that this did not correspond to the truth.",
        "Rwanda has repeatedly denied doing so.",
        '"This is a lie," the Rwandan government said.',
    ],
)
def test_a_denial_in_other_words_is_one(rows: Rows, reaction: str) -> None:
    claimed, denied = rows("UN experts said that Rwanda had sent 3,000 soldiers to Goma.", reaction)

    assert (denied["status"], denied["force"], denied["quantity"]) == (
        "denied",
        claimed["force"],
        claimed["quantity"],
    )


@pytest.mark.parametrize(
    ("reaction", "by"),
    [
        ("The claim could not be independently verified.", None),
        ("There was no independent confirmation of the claim.", None),
        ("The report has not been confirmed.", None),
        ("It was not immediately possible to confirm the report.", None),
        ("We can't verify that at the moment.", None),
        ("Reuters was not able to verify the claims.", ["Reuters"]),
        ("The Israeli army said it was looking into the report.", ["Israeli army"]),
    ],
)
def test_what_nobody_could_verify_is_doubted_in_their_voice(
    rows: Rows, reaction: str, by: list[str] | None
) -> None:
    claimed, doubted = rows("Hamas said that 16 Israeli soldiers had been killed in Rafah.", reaction)

    assert (claimed["status"], doubted["status"]) == ("claimed", "unconfirmed")
    assert doubted.get("by") == by


@pytest.mark.parametrize(
    "reaction",
    [
        "Iran denied any role in the attack.",
        "Iran denied involvement.",
        "Iran said it had nothing to do with the attack.",
        "Iran said it was not involved in the attack.",
        "Iran said it had no part in it.",
    ],
)
def test_who_disclaims_an_attack_is_denied_to_have_made_it(rows: Rows, reaction: str) -> None:
    _, denied = rows("Drones attacked a refinery in Abqaiq on Monday.", reaction)

    assert (denied["status"], denied["by"], denied["attacker"]) == ("denied", ["Iran"], ["Iran"])


@pytest.mark.parametrize(
    "other",
    [
        "The army is investigating the theft of a car.",
        "The minister denied wrongdoing in the tax affair.",
        "The minister was not involved in the talks.",
        "Uganda wants moves that the United States has rejected as insufficient.",
        "The general acknowledged that there had been mixed accounts of whether the weapons were real.",
    ],
)
def test_what_is_about_something_else_is_no_reaction(rows: Rows, other: str) -> None:
    found = rows("Uganda said that 30 rebels had been killed near Bunia.", other)

    assert [row["status"] for row in found] == ["claimed"]


def test_who_disclaims_an_attack_means_the_one_they_did_not_suffer(rows: Rows) -> None:
    found = rows(
        "Militants attacked tourists in Pahalgam. On Tuesday India struck bases in Pakistan.",
        "Pakistan, which has denied any involvement in last month's attack, has called up reservists.",
    )

    denied = next(row for row in found if row["status"] == "denied")
    assert (denied["by"], denied["attacker"], denied["target"]) == (["Pakistan"], ["Pakistan"], ["tourists"])


def test_what_has_not_been_done_yet_is_denied_of_what_was_told(rows: Rows) -> None:
    found = rows(
        "Russia sent S-300 missiles to Syria, a Beirut paper said.",
        "The shipments have not been sent on their way yet, Israeli minister Moshe Yaalon said.",
    )

    assert [(row["status"], row["by"]) for row in found][1:] == [("denied", ["Moshe Yaalon"])]
    assert (found[1]["supplier"], found[1]["recipient"]) == (["Russia"], ["Syria"])


def test_what_follows_if_a_claim_is_confirmed_confirms_nothing(rows: Rows) -> None:
    found = rows(
        "A drone killed 30 fighters in Raqqa, the army said.",
        "If this is confirmed, the minister said, it will be a blow to the group.",
    )

    assert [row["status"] for row in found] == ["claimed"]
