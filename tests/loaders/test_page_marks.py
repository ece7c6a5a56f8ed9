"""The marks that tell the parts of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.page_marks import CAPTION, CREDIT, NOTICE, NOTICE_INSIDE, is_caption, is_notice

PIECES = (
    "file photo", "File Photo", "photo", "credit", "map", ":", " ", " ", "/", "(", ")", "Reuters", "AFP",
    "AP Photo", "Getty Images", "REUTERS/", "Ada Moss", "2024.", "Moss", "The bridge is closed", "Share this",
    "contributed to this report", "contributed reporting to this story", "views expressed here", "Help us!",
    "all rights reserved", "subscribe to our", "our telegram channel", "ctrl + enter", "3 min read", ".",
)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ada Moss",
        "File photo of a bridge",
        "A bridge. REUTERS/Ada Moss",
        "A bridge. AP Photo",
        "2024.Moss",
    ],
)
def test_a_caption_is_told(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize("line", ["Share this", "Ivo Lenz contributed to this report", "Press CTRL + Enter"])
def test_a_notice_is_told(line: str) -> None:
    assert is_notice(line)


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_looking_for_what_marks_need_first_changes_nothing(line: str) -> None:
    assert is_caption(line) == bool(CAPTION.search(line) or CREDIT.search(line))
    assert is_notice(line) == bool(NOTICE.search(line) or NOTICE_INSIDE.search(line))
