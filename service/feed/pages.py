"""The pages of the feed that never change again, kept in memory as they were sent."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Some twenty pages of articles of ordinary length: what those read that follow the feed closely.
MOST_BYTES: Final = 64_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The content of an answer and its headers."""

    content: bytes
    headers: Mapping[str, str]
    media_type: str


class Pages:
    """Pages by what was asked, the ones least lately asked for given up first; for one event loop."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[str, Page] = OrderedDict()

    def get(self, key: str) -> Page | None:
        """Return a page that is kept, None when it is not."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def keep(self, key: str, page: Page) -> None:
        """Keep a page, and give up others until all fit."""
        self._size += len(page.content)
        self._kept[key] = page
        while self._size > self._most:
            _, given_up = self._kept.popitem(last=False)
            self._size -= len(given_up.content)
