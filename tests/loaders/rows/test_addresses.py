"""Who speaks at a web address."""

from __future__ import annotations

import pytest

from loaders.rows.addresses import speaker_at


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("https://twitter.com/invented_eye/status/1", "invented_eye on twitter.com"),
        ("https://www.tiktok.com/@invented.eye/video/7", "invented.eye on tiktok.com"),
        ("https://t.me/invented_channel/12", "invented_channel on t.me"),
        ("https://uk-ua.facebook.com/Invented.Page/posts/3", "Invented.Page on facebook.com"),
        ("https://m.news.example/a/b", "news.example"),
    ],
)
def test_an_address_tells_an_account_or_a_site(address: str, label: str) -> None:
    speaker = speaker_at(address)

    assert speaker is not None
    assert speaker.label == label


@pytest.mark.parametrize(
    "address",
    [
        "",
        "BBC Monitoring",
        "ftp://news.example/a",
        "https://[broken",
        "https://nowhere",
        "https://www.facebook.com/watch/?v=3",
        "https://t.me/c/123/4",
        "https://youtu.be/FqwM49",
        "https://www.youtube.com/watch?v=1",
        "https://twitter.com/",
    ],
)
def test_an_address_that_tells_neither_tells_nobody(address: str) -> None:
    assert speaker_at(address) is None
