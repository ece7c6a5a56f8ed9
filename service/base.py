"""What is fixed when a store is made, and kept in it: its base IRI, and whether it has graphs of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from service.errors import BaseMismatch

if TYPE_CHECKING:
    from service.log import Log

BARE: Final = "bare"
DEFAULT_BASE: Final = "https://w3id.org/casus/id/"
# Absolute, http or https, ends in a slash, no character that an IRI or a SPARQL text would trip over.
BASE: Final = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+/")


def kept_base(log: Log, asked: str | None) -> str:
    """Return the store's base, fixing it now in a new store: the one asked for, or the default.

    Raises:
        BaseMismatch: the store has another base than the one asked for, or that is no base.
    """
    kept = log.meta("base")
    if asked is not None and BASE.fullmatch(asked) is None:
        raise BaseMismatch(f"{asked!r} cannot be a base: it must be an http or https IRI that ends in '/'")
    if kept is None:
        kept = asked or DEFAULT_BASE
        log.set_meta("base", kept)
    if asked not in {None, kept}:
        raise BaseMismatch(f"the store was made with the base {kept}, not {asked}")
    return kept


def keep_bare(log: Log, *, asked: bool) -> None:
    """Make a new store bare when that is asked; to be called before its base is fixed.

    Raises:
        BaseMismatch: the store has graphs of its own already.
    """
    if not asked or is_bare(log):
        return
    if log.meta("base") is not None:
        raise BaseMismatch("the store was made with the service's own graphs: a bare one is made anew")
    log.set_meta(BARE, "yes")


def is_bare(log: Log) -> bool:
    """Return whether a store was made without graphs of its own."""
    return log.meta(BARE) is not None
