"""What is said of a kind, of any event, or of one that nobody knows of, is no claim."""

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council warned anyone who sells rockets to the Libyan army.",
        "Any attack on the port would be a crime.",
        "Any missile harming Kenyan soldiers would be answered.",
        "The next rocket that hits Kampala may carry gas.",
        "Rebels need rifles with which to attack Kenyan soldiers.",
        "The most realistic option would be cruise missiles launched from Kenyan warships.",
        "He condemns rebels whenever they kill Kenyan soldiers.",
        "Kenyan police ran away instead of firing on protesters.",
        "It was not clear how many people were killed.",
        "It was not immediately known how many Kenyan soldiers were wounded.",
        "It is not clear if all Kenyan soldiers will leave Haiti.",
        "The siege could only be broken by sending 500 Kenyan soldiers to Haiti.",
        "No claim can justify bombing and killing Kenyan soldiers.",
        "Kenya should have stopped sending rockets to Sudan and arming the rebels.",
        "It is not necessary that Kenyan troops take part in the fighting in Haiti.",
        "A senator advocated sending Kenyan troops to Haiti.",
        "The militants told Kenyan soldiers to leave or die.",
        "He took power following the death of his father.",
        "It was unlikely that Kenyan troops shelled the hospital.",
    ],
)
def test_what_is_said_of_no_event_is_no_claim(sentence: str, rows: Rows) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("There is no evidence at this point that chemical weapons were used.", "denied"),
        ("The ministry said no Kenyan troops would be sent to Haiti.", "denied"),
        ("The mayor said he had no reports of casualties.", "denied"),
        ("The rocket caused no damage or injuries.", "denied"),
        ("There were no deaths or injuries.", "denied"),
        ("Kenya announced plans to buy 250 tanks from Poland.", "planned"),
        ("Kenya will send 600 police officers to Haiti.", "planned"),
        ("Kenya will send 600 police officers to Haiti, a diplomat said.", "expected"),
        ("Unconfirmed reports say that 40 Kenyan soldiers were killed.", "unconfirmed"),
        ("Kenya is weighing sending weapons to Ukraine.", "planned"),
        ("Kenya signed a deal to buy 20 tanks from Poland.", "planned"),
        ("Kenya said it was not aware of any strike on the hospital.", "denied"),
        ("The Taliban said they were not involved in the attack on the hospital in Kabul.", "denied"),
        ("Pakistan denied carrying out Friday's attack on a school in Kabul.", "denied"),
        ("Kenya will strengthen the mission by sending 300 soldiers to Haiti.", "expected"),
        ("Kenya strengthened the mission by sending 300 soldiers to Haiti.", "claimed"),
        ("The president has authorized the army to conduct airstrikes on militants in Somalia.", "planned"),
        ("There was no sign this week that Kenyan troops had left Haiti.", "denied"),
        ("Analysts said it was possible Kenyan troops shelled the hospital.", "expected"),
        ("The United States is looking into whether Kenya sent soldiers to Haiti.", "unconfirmed"),
        ("It is not known if Kenyan soldiers were killed.", "unconfirmed"),
        ("It's not clear whether Kenya has sent troops to Haiti.", "unconfirmed"),
        ("The Kenyan troops sent to Haiti last year could be tired.", "claimed"),
        ("The Kenyan soldiers who were killed in Haiti could be buried on Friday.", "claimed"),
    ],
)
def test_what_is_not_known_is_not_told_as_a_fact(sentence: str, status: str, rows: Rows) -> None:
    assert {row["status"] for row in rows(sentence)} == {status}
