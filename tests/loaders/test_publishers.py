from __future__ import annotations

from loaders.model import Actor
from loaders.publishers import publisher


def test_a_publisher_of_the_authority_data_is_found_by_any_of_its_names() -> None:
    found = {publisher(name) for name in ("Ukrinform", "UKRINFORM", "ukrinform")}

    assert found == {Actor(id="ukrinform", label="Ukrinform", country="UKR", kind="news_organization")}


def test_an_unknown_publisher_is_a_local_news_organisation() -> None:
    assert publisher("The Kalvenia Courier") == Actor(
        id="local-the-kalvenia-courier", label="The Kalvenia Courier", country=None, kind="news_organization"
    )
