"""A real store with the seeds in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.queries.library import Library

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Generator[Library]:
    """Return a store of the seeds, loaded once for all tests."""
    with Library.opened(tmp_path_factory.mktemp("seeds")) as opened:
        yield opened
