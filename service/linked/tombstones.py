"""What is told of a resource that the store held once and holds no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from loaders.triples import RDF_TYPE
from service.feed.stream import ACTIVITY
from service.log import Action

if TYPE_CHECKING:
    from service.feed import History
    from service.store import Store

REPLACED_BY: Final = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")
DATE_TIME: Final = ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tombstone:
    """Since when (UTC) and why a resource is gone, and the article version that came in place of its own."""

    iri: str
    time: str
    reason: str | None
    replaced_by: str | None

    @property
    def detail(self) -> str:
        """Return it as a sentence."""
        how = "was replaced" if self.reason is None else "was withdrawn"
        why = "" if self.reason is None else f": {self.reason}"
        return f"{self.iri} {how} on {self.time[:10]}{why}"

    def triples(self) -> list[ox.Triple]:
        """Return it as RDF, in the words of ActivityStreams."""
        subject = ox.NamedNode(self.iri)
        found = [
            ox.Triple(subject, RDF_TYPE, ox.NamedNode(f"{ACTIVITY}Tombstone")),
            ox.Triple(subject, ox.NamedNode(f"{ACTIVITY}deleted"), ox.Literal(self.time, datatype=DATE_TIME)),
        ]
        if self.reason is not None:
            found.append(ox.Triple(subject, ox.NamedNode(f"{ACTIVITY}summary"), ox.Literal(self.reason)))
        if self.replaced_by is not None:
            found.append(ox.Triple(subject, REPLACED_BY, ox.NamedNode(self.replaced_by)))
        return found


def tombstone(store: Store, history: History, iri: str) -> Tombstone | None:
    """Return the tombstone of an article version, statement or claim; None for what is not gone.

    Only an article version is replaced by another; its claims just went.
    """
    history.catch_up()
    seq = history.gone_since(iri)
    if seq is None:
        return None
    is_version = iri.startswith(f"{store.base}article/")
    (change,) = store.log.changes(after=seq - 1, most=1)
    return Tombstone(
        iri=iri,
        time=change.time,
        reason=change.reason,
        replaced_by=change.article if is_version and change.action is Action.REPLACE else None,
    )
