"""A document as RDF: the quads of its article's graph, and the shared nodes that it needs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from loaders.iris import Iris, article_id, article_key, node_hash, normalised, text_hash
from loaders.model import ClaimType
from loaders.publishers import publisher
from loaders.run import Run, current_run
from loaders.shared_nodes import SharedQuads, shared_nodes
from loaders.slots import actors_of
from loaders.triples import RDF_TYPE, Triples, quads_of
from ontology import terms
from ontology.concepts import concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Quad

    from loaders.model import (
        Actor,
        Article,
        Claim,
        Dataset,
        Document,
        Money,
        Place,
        Quantity,
        Span,
        Statement,
        ZoneKind,
    )

# Characters of text kept before and after an evidence's words, so that they are found again in a mended text.
CONTEXT: Final = 32
CLASSES: Final = {
    ClaimType.DEPLOYMENT: terms.DeploymentClaim,
    ClaimType.CASUALTIES: terms.CasualtyClaim,
    ClaimType.WEAPONS_TRANSFER: terms.TransferClaim,
    ClaimType.ARMED_ACTION: terms.ActionClaim,
}
SLOTS: Final = {
    "force": terms.force,
    "host": terms.host,
    "victim": terms.victim,
    "perpetrator": terms.perpetrator,
    "supplier": terms.supplier,
    "recipient": terms.recipient,
    "attacker": terms.attacker,
    "target": terms.target,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapped:
    """A document's RDF: its article's graph as N-Quads, the run and local nodes that it needs beside it."""

    key: str
    article_iri: str
    graph_iri: str
    run_iri: str
    nquads: str
    shared: tuple[SharedQuads, ...]

    @property
    def quads(self) -> tuple[Quad, ...]:
        """Return the quads of the article's graph as objects."""
        return quads_of(self.nquads)


def quads(document: Document, *, base: str, run: Run | None = None) -> Mapped:
    """Return a document as RDF under a base IRI; the same document and run always give the same quads.

    Raises:
        ValueError: the article's address is no http or https address.
    """
    return _Mapping(document, Iris(base), run or current_run()).mapped()


class _Mapping:
    """One document being mapped."""

    def __init__(self, document: Document, iris: Iris, run: Run) -> None:
        self._document = document
        self._article = document.article
        self._iris = iris
        self._run = run
        told, record = (self._article.url, self._article.text), self._article.known_as
        self._key = article_key(*told, record=record)
        self._id = article_id(*told, record=record)
        self._iri = iris.article(self._id)
        self._published = published_on(self._article)
        self._triples = Triples()
        self._ordinals: Counter[tuple[str, str]] = Counter()

    def mapped(self) -> Mapped:
        self._map_article()
        statements = [self._map_statement(statement) for statement in self._document.statements]
        for claim in self._document.claims:
            self._map_claim(claim, self._document.statements[claim.statement], statements[claim.statement])
        graph = self._iris.article_graph(self._id, self._run.name)
        return Mapped(
            key=self._key,
            article_iri=self._iri,
            graph_iri=graph,
            run_iri=self._iris.run(self._run.name),
            nquads=self._triples.nquads(graph),
            shared=shared_nodes(
                self._iris,
                _actors(self._document),
                _places(self._document),
                self._run,
                dataset=_dataset(self._article),
            ),
        )

    def _map_article(self) -> None:
        article, iri, triples = self._article, self._iri, self._triples
        triples.link(iri, RDF_TYPE, terms.Article)
        triples.tell(iri, terms.title, article.title)
        for actor in _publisher(article):
            triples.link(iri, terms.publisher, self._iris.actor(actor.id))
        for author in article.authors:
            triples.tell(iri, terms.author, author)
        triples.tell(iri, terms.publishedOn, self._published)
        triples.tell(iri, terms.publishedAt, published_at(article))
        triples.tell(iri, terms.publishedText, article.published_text)
        triples.tell(iri, terms.textHash, text_hash(article.text))
        triples.tell(iri, terms.pageHash, article.page_hash)
        triples.tell(iri, terms.isSummary, article.is_summary or None)
        triples.tell(iri, terms.url, article.url)
        triples.tell(iri, terms.language, article.language)
        if article.record is not None:
            triples.tell(iri, terms.record, article.record.name)
            triples.tell(iri, terms.mentionsRecord, article.record.mentions)

    def _map_statement(self, statement: Statement) -> str:
        iri, triples = self._iris.statement(self._name("statement", statement.evidence)), self._triples
        triples.link(self._iri, terms.contains, iri)
        triples.link(iri, RDF_TYPE, terms.Statement)
        self._link_actors(iri, terms.speaker, statement.speakers)
        self._link_actors(iri, terms.carrier, statement.carriers)
        chain = [(1, actor) for actor in statement.speakers]
        chain += list(enumerate(statement.carriers, start=2))
        for number, (position, actor) in enumerate(chain, start=1):
            self._map_attribution(iri, number, position, actor)
        triples.tell(iri, terms.saidOn, statement.said)
        triples.tell(iri, terms.isDirect, statement.direct)
        triples.tell(iri, terms.words, statement.words)
        triples.tell(iri, terms.occasion, statement.occasion)
        self._map_evidence(iri, statement.evidence, self._zone_at(statement.evidence.start))
        return iri

    def _map_attribution(self, statement: str, number: int, position: int, actor: Actor) -> None:
        iri = f"{statement}/attribution/{number}"
        self._triples.link(statement, terms.attribution, iri)
        self._triples.link(iri, RDF_TYPE, terms.Attribution)
        self._triples.tell(iri, terms.position, position)
        self._link_actors(iri, terms.actor, (actor,))

    def _map_claim(self, claim: Claim, statement: Statement, statement_iri: str) -> None:
        iri, triples = self._iris.claim(self._name(claim.type.value, claim.evidence)), self._triples
        triples.link(statement_iri, terms.makes, iri)
        triples.link(iri, RDF_TYPE, CLASSES[claim.type], terms.Claim)
        self._map_commitment(iri, claim)
        self._map_facts(iri, claim)
        self._map_evidence(iri, claim.evidence, claim.zone)
        triples.tell(iri, terms.confidence, Decimal(f"{claim.confidence:.3f}"))
        triples.link(iri, terms.madeBy, self._iris.run(self._run.name))
        self._link_actors(iri, terms.speaker, statement.speakers)
        triples.tell(iri, terms.evidenceText, claim.evidence.text)
        triples.tell(iri, terms.saidOn, statement.said)
        triples.tell(iri, terms.publishedOn, self._published)
        triples.link(iri, terms.inArticle, self._iri)

    def _map_commitment(self, iri: str, claim: Claim) -> None:
        self._triples.link(iri, terms.status, concept("status", claim.status))
        self._triples.link(iri, terms.stance, concept("stance", claim.stance))
        self._triples.link(iri, terms.certainty, concept("certainty", claim.certainty))
        self._triples.link(iri, terms.timeFrame, concept("time_frame", claim.time_frame))

    def _map_facts(self, iri: str, claim: Claim) -> None:
        triples = self._triples
        for slot, actors in actors_of(claim).items():
            self._link_actors(iri, SLOTS[slot], actors)
        for predicate, scheme, notation in (
            (terms.outcome, "outcome", claim.outcome),
            (terms.activity, "activity", claim.activity),
            (terms.transferStage, "transfer_stage", claim.transfer_stage),
            (terms.action, "action", claim.action),
            (terms.placePrecision, "place_precision", claim.place_precision),
            (terms.clarity, "clarity", claim.clarity),
        ):
            if notation is not None:
                triples.link(iri, predicate, concept(scheme, notation))
        triples.link(iri, terms.weapon, *(concept("weapon", weapon.id) for weapon in claim.weapons))
        triples.link(iri, terms.place, *(self._iris.place(place.id) for place in claim.place))
        if claim.quantity is not None:
            self._map_quantity(iri, claim.quantity)
        if claim.value is not None:
            self._map_value(iri, claim.value)
        if claim.date is not None:
            triples.tell(iri, terms.earliest, claim.date.start)
            triples.tell(iri, terms.latest, claim.date.end)
            triples.link(iri, terms.datePrecision, concept("precision", claim.date.precision))

    def _map_quantity(self, claim: str, quantity: Quantity) -> None:
        iri, triples = f"{claim}/quantity", self._triples
        triples.link(claim, terms.quantity, iri)
        triples.link(iri, RDF_TYPE, terms.Quantity)
        for subject in (claim, iri):
            triples.tell(subject, terms.low, quantity.low)
            triples.tell(subject, terms.best, quantity.best)
            triples.tell(subject, terms.high, quantity.high)
        triples.tell(iri, terms.unit, quantity.unit)
        triples.link(iri, terms.qualifier, concept("qualifier", quantity.qualifier))
        triples.tell(iri, terms.text, quantity.text)

    def _map_value(self, claim: str, value: Money) -> None:
        iri, triples = f"{claim}/value", self._triples
        triples.link(claim, terms.value, iri)
        triples.link(iri, RDF_TYPE, terms.MoneyValue)
        triples.tell(iri, terms.amount, value.amount)
        triples.tell(iri, terms.currency, value.currency)
        triples.link(iri, terms.qualifier, concept("qualifier", value.qualifier))
        triples.tell(iri, terms.text, value.text)

    def _map_evidence(self, subject: str, span: Span, zone: ZoneKind | None) -> None:
        iri, triples, text = f"{subject}/evidence", self._triples, self._article.text
        triples.link(subject, terms.evidence, iri)
        triples.link(iri, RDF_TYPE, terms.Evidence)
        triples.tell(iri, terms.exact, span.text)
        triples.tell(iri, terms.prefix, text[max(0, span.start - CONTEXT) : span.start])
        triples.tell(iri, terms.suffix, text[span.end : span.end + CONTEXT])
        triples.tell(iri, terms.start, span.start)
        triples.tell(iri, terms.end, span.end)
        if zone is not None:
            triples.link(iri, terms.zone, concept("zone", zone.value))

    def _link_actors(self, subject: str, predicate: NamedNode, actors: tuple[Actor, ...]) -> None:
        # Most slots of a claim are empty.
        if actors:
            self._triples.link(subject, predicate, *[self._iris.actor(actor.id) for actor in actors])

    def _name(self, kind: str, evidence: Span) -> str:
        equals = kind, normalised(evidence.text)
        self._ordinals[equals] += 1
        return node_hash(self._key, kind, evidence.text, self._ordinals[equals])

    def _zone_at(self, offset: int) -> ZoneKind | None:
        return next((zone.kind for zone in self._article.zones if zone.start <= offset < zone.end), None)


def published_on(article: Article) -> date | None:
    """Return the day on which an article was published, as its page counts days."""
    return None if article.published is None else date.fromisoformat(article.published[:10])


def published_at(article: Article) -> datetime | None:
    """Return the moment at which an article was published, in UTC, where its page tells the zone."""
    if article.published is None or "T" not in article.published:
        return None
    moment = datetime.fromisoformat(article.published)
    return None if moment.tzinfo is None else moment.astimezone(UTC)


def _dataset(article: Article) -> Dataset | None:
    return None if article.record is None else article.record.dataset


def _publisher(article: Article) -> tuple[Actor, ...]:
    if article.record is not None:
        return (article.record.dataset.actor,)
    return () if article.publisher is None else (publisher(article.publisher),)


def _actors(document: Document) -> Iterator[Actor]:
    yield from _publisher(document.article)
    dataset = _dataset(document.article)
    if dataset is not None and dataset.publisher is not None:
        yield dataset.publisher
    for statement in document.statements:
        yield from statement.speakers
        yield from statement.carriers
    for claim in document.claims:
        for actors in actors_of(claim).values():
            yield from actors


def _places(document: Document) -> Iterator[Place]:
    for claim in document.claims:
        yield from claim.place
