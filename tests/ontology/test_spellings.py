"""The spellings under which a name of the authority data is found."""

from __future__ import annotations

import pytest

from ontology.generation.spellings import spellings


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        pytest.param(
            "Ukraine's Defence Ministry",
            "ministry",
            [
                "Ukraine's Defence Ministry",
                "Ukraine's defence ministry",
                "Ukraine's Defense Ministry",
                "Ukraine's defense ministry",
            ],
            id="british and american, large and small",
        ),
        pytest.param("Malian army", "armed_force", ["Malian army", "Malian Army"], id="given small"),
        pytest.param("US", "state", ["US", "U.S."], id="with full stops"),
        pytest.param("RUSI", "organization", ["RUSI"], id="letters inside another word stay"),
        pytest.param(
            "Department of Defense", "ministry", ["Department of Defense"], id="organ words alone stay"
        ),
        pytest.param("Army of Islam", "armed_group", ["Army of Islam"], id="a group's name is no organ"),
        pytest.param(
            "World Food Programme",
            "international_body",
            ["World Food Programme", "World Food Program"],
            id="spelling without case",
        ),
    ],
)
def test_a_name_is_spelled_as_newsrooms_spell_it(name: str, kind: str, expected: list[str]) -> None:
    assert spellings(name, kind) == expected
