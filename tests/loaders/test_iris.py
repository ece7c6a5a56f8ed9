from __future__ import annotations

import pytest

from loaders.iris import Iris, article_id, article_key, canonical_url, local_id, node_hash, normalised


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://News.Example:80/a/B?x=1#top", "https://news.example/a/B?x=1"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y", "https://news.example/a?id=7"),
        ("https://[::1]/a", "https://[::1]/a"),
        (" https://user:secret@news.example/a ", "https://news.example/a"),
    ],
)
def test_an_address_has_one_spelling(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize("url", ["ftp://news.example/a", "news.example/a", "https:///a", "https://x:y/", ""])
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        article_key(url, "text")


def test_an_article_keeps_its_key_when_its_text_changes() -> None:
    before, after = (article_id("https://news.example/a", text) for text in ("old", "new"))

    assert before.partition("-")[0] == after.partition("-")[0]
    assert before != after


def test_an_article_without_an_address_is_its_text() -> None:
    assert article_id(None, "a text") == "683deeb424791e6b-734194ede5b0"
    assert article_key(None, "a text") != article_key(None, "another")


def test_a_claim_is_the_same_whatever_the_case_spacing_and_quotes_of_its_words() -> None:
    assert normalised("“Three  KILLED”,\nhe said") == "three killed he said"
    assert node_hash("k", "casualties", "Three killed.", 1) == node_hash(
        "k", "casualties", "three\nkilled", 1
    )


def test_claims_differ_by_article_type_words_and_ordinal() -> None:
    names = {
        node_hash(*about)
        for about in [
            ("k", "t", "w", 1),
            ("l", "t", "w", 1),
            ("k", "u", "w", 1),
            ("k", "t", "x", 1),
            ("k", "t", "w", 2),
        ]
    }

    assert len(names) == 5


def test_a_local_actor_is_named_by_its_label() -> None:
    assert local_id("Ada Möss", "UKR") == "local-ada-moss-ukr"
    assert local_id("The Kalvenia Courier") == "local-the-kalvenia-courier"
    assert local_id("Воїн") == "local-d11d88e8af7cf369"


def test_an_id_cannot_leave_its_place_in_an_iri() -> None:
    assert Iris("https://b.example/id/").actor("a/../b c") == "https://b.example/id/actor/a%2F..%2Fb%20c"
