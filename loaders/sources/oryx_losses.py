"""Oryx: counts of equipment that was lost, which are known by their header and claim nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.rows.row import OutOfScope

if TYPE_CHECKING:
    from loaders.rows.row import Row
    from loaders.rows.told import Told


def read(row: Row) -> Told:
    """Raise `OutOfScope`: equipment losses have no type of claim."""
    del row
    raise OutOfScope("equipment losses have no type of claim")
