"""The sides that a claim leaves unsaid, taken from the article's other claims only where these agree."""

from loaders.document import extract
from loaders.model import ClaimType
from loaders.reading import read_article


def sides(text: str) -> list[tuple[str, list[str], list[str]]]:
    """Return (type, doers, those it was done to) of each strike and toll, in order of the text."""
    article, _ = read_article(text, published="2024-12-03")
    return [
        (
            claim.type.value,
            [a.id for a in (*claim.attacker, *claim.perpetrator)],
            [a.country or a.id for a in (*claim.target, *claim.victim)],
        )
        for claim in extract(article).claims
        if claim.type in {ClaimType.ARMED_ACTION, ClaimType.CASUALTIES}
    ]


def test_a_toll_is_the_doing_of_the_one_side_told_of_striking() -> None:
    text = (
        "Russian troops shelled the town of Kupiansk in Ukraine on Monday, the governor said.\n\n"
        "Two Ukrainian soldiers were killed in the shelling, the governor said.\n"
    )
    assert sides(text)[-1] == ("casualties", ["RUS"], ["UKR"])


def test_each_sides_dead_are_the_other_sides_doing() -> None:
    text = (
        "Indian artillery struck a depot in Pakistan on Monday, officials in Islamabad said.\n\n"
        "Pakistani drones struck a depot in India on Tuesday, the Indian army said.\n\n"
        "Five Pakistani civilians were killed in the attacks.\n\n"
        "Three Indian soldiers were killed in the attacks.\n"
    )
    assert sides(text)[-2:] == [("casualties", ["IND"], ["PAK"]), ("casualties", ["PAK"], ["IND"])]


def test_a_toll_that_names_no_attack_far_from_one_is_nobodys() -> None:
    text = (
        "Russian troops shelled the town of Kupiansk in Ukraine on Monday, the governor said.\n\n"
        "Schools in the region stay closed, the ministry of education said.\n\n"
        "Shops open for two hours a day.\n\n"
        "Some 70,000 Ukrainian soldiers have been killed since February 2022, the outlet said.\n"
    )
    assert sides(text)[-1] == ("casualties", [], ["UKR"])


def test_a_denied_strike_makes_nobody_a_doer() -> None:
    text = (
        "Russia denied that its troops had shelled the town of Kupiansk.\n\n"
        "Two women were killed in the shelling, residents said.\n"
    )
    assert ("casualties", ["RUS"], ["UKR"]) not in sides(text)


def test_the_toll_of_an_attack_that_nobody_claimed_is_nobodys() -> None:
    text = (
        "Hezbollah fired rockets at Haifa on Monday, the Israeli army said.\n\n"
        "Police said that there was no word from the island.\n\n"
        "In an unclaimed attack, a bomb exploded in Tel Aviv on Tuesday, killing two people.\n"
    )
    assert sides(text)[-1][:2] == ("casualties", [])


def test_an_attack_of_a_state_at_war_is_on_its_enemy() -> None:
    text = "Russia attacked with 77 drones overnight, the Ukrainian air force said.\n"
    assert sides(text) == [("armed_action", ["RUS"], ["UKR"])]


def test_an_attack_of_which_nothing_is_said_but_its_target_is_none() -> None:
    assert sides("The battle against the militants will not be quick, the general said.\n") == []


def test_those_who_are_fired_at_do_not_use_the_rockets() -> None:
    text = "Ukrainian forces were fired at using Grad rockets from Russian territory, Kyiv said.\n"
    assert all("UKR" not in doers for _, doers, _ in sides(text))


def test_a_sea_is_no_target() -> None:
    text = "The army said it detected a missile that landed in the Sea of Japan on Sunday.\n"
    assert [sufferers for _, _, sufferers in sides(text)] == [[]]


def test_they_are_not_the_state_of_the_one_who_tells_of_them() -> None:
    text = "The president of the United States has told us they used chemical weapons in Syria.\n"
    assert [doers for _, doers, _ in sides(text)] == [[]]


def test_who_did_not_claim_an_attack_did_not_make_it() -> None:
    text = "The Taliban did not claim responsibility for the bombing that killed nine people in Kabul.\n"
    assert ("casualties", [], ["AFG"]) in sides(text)


def test_a_town_that_an_attack_is_called_after_did_not_make_it() -> None:
    text = (
        "The Paris attacks of November 13, 2015 killed 130 people, and a Moscow drone attack wounded two.\n"
    )
    assert all(not {"FRA", "RUS"} & set(doers) for _, doers, _ in sides(text))


def test_who_is_told_of_elsewhere_is_not_the_doer_of_a_strike_apart() -> None:
    text = (
        "American jets struck a base in Syria on Friday, the Pentagon said.\n\n"
        "The gas attack on Douma killed dozens of Syrian civilians, doctors said.\n"
    )
    assert ("casualties", ["USA"], ["SYR"]) not in sides(text)


def test_the_state_where_a_strike_falls_is_not_its_target() -> None:
    text = (
        "Israel carried out airstrikes in Syria on Monday, a monitor said.\n\n"
        "Israel has not confirmed the strikes.\n"
    )
    assert all("SYR" not in sufferers for _, _, sufferers in sides(text))
