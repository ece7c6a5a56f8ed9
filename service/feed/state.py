"""The state of a store as one number, whatever the order in which its quads came and went.

It is the sum of the SHA-256 of each quad, as a line of canonical N-Quads without its line end, modulo 2^256.
So it is kept up to date change by change, and equal for two copies that hold the same quads (AdHash, an
incremental hash after Bellare and Micciancio, 1997). It finds every difference that comes about by accident;
it is no seal against somebody who forges quads with much computing.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.log import Content
    from service.rights import Rights

BYTES: Final = 32
MODULUS: Final = 1 << (8 * BYTES)
EMPTY: Final = 0


def moved(state: int, *, came: Iterable[str] = (), went: Iterable[str] = ()) -> int:
    """Return the state after quads came and others went, all as N-Quads texts."""
    return (state + sum(map(_weight, came)) - sum(map(_weight, went))) % MODULUS


def after(state: int, content: Content, rights: Rights) -> int:
    """Return the state after a change, of which what may leave counts."""
    came = [rights.leaving(content.came), *(node.quads for node in content.shared)]
    return moved(state, came=came, went=[rights.leaving(content.went)])


def written(state: int) -> str:
    """Return a state as 64 hexadecimal digits."""
    return f"{state:064x}"


def _weight(nquads: str) -> int:
    return sum(int.from_bytes(sha256(line.encode()).digest(), "big") for line in nquads.split("\n") if line)
