"""What of a source leaves the service: all that it says, or only which of its documents are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms

if TYPE_CHECKING:
    from service.store import View

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# What names a document and says nothing of what it says.
REFERENCE: Final = tuple(
    f"<{name}>"
    for name in (
        RDF_TYPE,
        terms.publisher.value,
        terms.record.value,
        terms.url.value,
        terms.publishedOn.value,
        terms.textHash.value,
    )
)
ARTICLE: Final = f"<{RDF_TYPE}> <{terms.Article.value}>"
TRUE: Final = ox.Literal(value=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rights:
    """The sources, by IRI, whose documents leave as references only, since their terms forbid more."""

    reference_only: frozenset[str]

    @classmethod
    def of(cls, view: View) -> Rights:
        """Return the rights that a store's graphs tell."""
        told = view.graphs.quads_for_pattern(None, terms.isReferenceOnly, TRUE, None)
        return cls(
            reference_only=frozenset(
                quad.subject.value for quad in told if isinstance(quad.subject, ox.NamedNode)
            )
        )

    def leaving(self, nquads: str) -> str:
        """Return what may leave of an article's graph, given as N-Quads: all of it, or the reference."""
        return reference(nquads) if self.is_reference_only(nquads) else nquads

    def is_reference_only(self, nquads: str) -> bool:
        """Return whether an article's graph, given as N-Quads, is of a source that leaves as reference."""
        return any(f" <{terms.publisher.value}> <{source}> " in nquads for source in self.reference_only)


def reference(nquads: str) -> str:
    """Return of an article's graph the quads that name the article."""
    lines = nquads.split("\n")
    articles = tuple(line.split(" ", 1)[0] for line in lines if ARTICLE in line)
    named = (line for line in lines if line.startswith(articles) and line.split(" ", 2)[1] in REFERENCE)
    return "".join(f"{line}\n" for line in named)
