"""An article's graph as what a client gets of it: the article, its statements, its claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.index.facts import SLOTS, FactReader, Facts, claim_type
from service.index.graph import Graph, local_id, notation

if TYPE_CHECKING:
    from service.index.authority import Authority, Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """The words that an item is found by, by where they stand."""

    evidence: str = ""
    actors: str = ""
    places: str = ""
    speakers: str = ""
    kinds: str = ""
    words: str = ""
    headline: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One article, statement or claim: its item, what pages show beside it, and what it is filtered by."""

    id: str
    item: Json
    more: Json
    text: Text
    facts: Facts
    claims: tuple[Row, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """What an article's graph holds, each statement with its claims; `day` is that of publication, or ''."""

    day: str
    article: Row
    statements: tuple[Row, ...]


class Reader:
    """Reads one article's graph; `loaded` is when the store came to hold it."""

    def __init__(self, graph: Graph, authority: Authority, *, loaded: str) -> None:
        self._graph = graph
        self._authority = authority
        self._loaded = loaded

    def rows(self) -> Rows:
        """Return the rows of the graph's one article."""
        (self._iri,) = self._graph.of_type("Article")
        self._article = self._reference()
        self._facts = FactReader(self._graph, self._authority, self._iri, loaded=self._loaded[:10])
        self._headline = self._graph.value(self._iri, "title") or ""
        statements = self._graph.values(self._iri, "contains")
        told = tuple(map(self._statement_row, statements))
        return Rows(
            day=self._graph.value(self._iri, "publishedOn") or "",
            article=self._article_row(statements, sum(len(row.claims) for row in told)),
            statements=told,
        )

    def _reference(self) -> Json:
        value = self._graph.value
        publisher = value(self._iri, "publisher")
        return {
            "id": local_id(self._iri),
            "title": value(self._iri, "title"),
            "publisher": None if publisher is None else self._authority.label(publisher),
            "published": value(self._iri, "publishedAt") or value(self._iri, "publishedOn"),
            "url": value(self._iri, "url"),
        }

    def _public_from(self) -> str:
        return self._graph.value(self._iri, "publishedOn") or self._loaded[:10]

    def _article_row(self, statements: list[str], claims: int) -> Row:
        value = self._graph.value
        people = {actor for one in statements for actor in self._chain(one)}
        words = "\n".join(self._exact(one) for one in statements)
        item = {
            **self._article,
            "iri": self._iri,
            "authors": self._graph.values(self._iri, "author"),
            "language": value(self._iri, "language"),
            "text_hash": value(self._iri, "textHash"),
            "republishes": [local_id(one) for one in self._graph.values(self._iri, "republishes")],
            "loaded": self._loaded,
            "public_from": self._public_from(),
            "statements": len(statements),
            "claims": claims,
            "links": {
                "self": f"/api/v1/articles/{self._article['id']}",
                "claims": f"/api/v1/claims?article={self._article['id']}",
                "page": f"/articles/{self._article['id']}",
            },
        }
        text = Text(headline=self._headline, words=words, speakers=self._names(people))
        return Row(id=local_id(self._iri), item=item, more={}, text=text, facts=self._facts.of_article())

    def _statement_row(self, iri: str) -> Row:
        value = self._graph.value
        speakers, carriers = self._graph.values(iri, "speaker"), self._graph.values(iri, "carrier")
        item: Json = {
            "id": local_id(iri),
            "iri": iri,
            "speakers": [self._authority.actor(one) for one in speakers],
            "carriers": [self._authority.actor(one) for one in carriers],
            "said": value(iri, "saidOn"),
            "direct": value(iri, "isDirect") == "true",
            "words": value(iri, "words"),
            "occasion": value(iri, "occasion"),
            "evidence": self._evidence(iri),
            "claims": [local_id(claim) for claim in self._graph.values(iri, "makes")],
            "article": self._article,
            "public_from": self._public_from(),
            "links": self._links("statements", iri),
        }
        text = Text(words=self._exact(iri), speakers=self._names(self._chain(iri)), headline=self._headline)
        return Row(
            id=local_id(iri),
            item=item,
            more=self._context(iri),
            text=text,
            facts=self._facts.of_statement(iri),
            claims=tuple(self._claim_row(iri, claim) for claim in self._graph.values(iri, "makes")),
        )

    def _claim_row(self, statement: str, iri: str) -> Row:
        parties = {slot: self._graph.values(iri, slot) for slot in SLOTS}
        places = self._graph.values(iri, "place")
        item = self._claim_item(statement, iri, parties, places)
        return Row(
            id=local_id(iri),
            item=item,
            more=self._claim_context(statement, iri),
            text=self._claim_text(statement, iri, parties, places),
            facts=self._facts.of_claim(statement, iri),
        )

    def _claim_item(self, statement: str, iri: str, parties: dict[str, list[str]], places: list[str]) -> Json:
        value, actor = self._graph.value, self._authority.actor
        speakers, carriers = (
            self._graph.values(statement, "speaker"),
            self._graph.values(statement, "carrier"),
        )
        return {
            "id": local_id(iri),
            "iri": iri,
            "type": claim_type(self._graph, iri),
            "statement": local_id(statement),
            "status": notation(value(iri, "status")),
            "stance": notation(value(iri, "stance")),
            "certainty": notation(value(iri, "certainty")),
            "time_frame": notation(value(iri, "timeFrame")),
            "claimants": [actor(one) for one in speakers[:1] + carriers],
            "co_claimants": [actor(one) for one in speakers[1:]],
            **{slot: [actor(one) for one in parties[slot]] for slot in SLOTS},
            "outcome": notation(value(iri, "outcome")),
            "weapons": [self._authority.weapon(one) for one in self._graph.values(iri, "weapon")],
            "place": [self._authority.place(one) for one in places],
            "quantity": self._quantity(iri),
            "value": self._value(iri),
            "date": self._date(iri),
            "evidence": self._evidence(iri),
            "confidence": float(value(iri, "confidence") or 0),
            "event": None,
            "article": self._article,
            "public_from": self._public_from(),
            "said": value(statement, "saidOn"),
            "links": {**self._links("claims", iri), "page": f"/claims/{local_id(iri)}", "event": None},
        }

    def _links(self, collection: str, iri: str) -> Json:
        return {
            "self": f"/api/v1/{collection}/{local_id(iri)}",
            "evidence": f"{iri}/evidence",
            "article": f"/api/v1/articles/{self._article['id']}",
        }

    def _claim_context(self, statement: str, iri: str) -> Json:
        value = self._graph.value
        return {
            **self._context(iri),
            "said": value(statement, "saidOn"),
            "direct": value(statement, "isDirect") == "true",
            "occasion": value(statement, "occasion"),
            "activity": notation(value(iri, "activity")),
            "transfer_stage": notation(value(iri, "transferStage")),
            "action": notation(value(iri, "action")),
        }

    def _claim_text(self, statement: str, iri: str, parties: dict[str, list[str]], places: list[str]) -> Text:
        concepts = ("status", "stance", "outcome", "activity", "transferStage", "action")
        kinds = [notation(self._graph.value(iri, name)) or "" for name in concepts]
        weapons = {one for iri in self._graph.values(iri, "weapon") for one in self._authority.broader(iri)}
        return Text(
            evidence=self._exact(iri),
            actors=self._names({one for actors in parties.values() for one in actors}),
            places=self._names(places),
            speakers=self._names(self._chain(statement)),
            kinds=" ".join([claim_type(self._graph, iri), *kinds]).replace("_", " ")
            + "\n"
            + self._names(weapons),
            words=self._exact(statement),
            headline=self._headline,
        )

    def _chain(self, statement: str) -> list[str]:
        return self._graph.values(statement, "speaker") + self._graph.values(statement, "carrier")

    def _names(self, iris: set[str] | list[str]) -> str:
        return "\n".join(map(self._authority.all_names, sorted(iris)))

    def _exact(self, iri: str) -> str:
        return self._graph.value(f"{iri}/evidence", "exact") or ""

    def _evidence(self, iri: str) -> Json:
        node = f"{iri}/evidence"
        number = self._graph.number
        return {"start": number(node, "start"), "end": number(node, "end"), "text": self._exact(iri)}

    def _context(self, iri: str) -> Json:
        node = f"{iri}/evidence"
        value = self._graph.value
        return {
            "prefix": value(node, "prefix") or "",
            "suffix": value(node, "suffix") or "",
            "zone": notation(value(node, "zone")),
        }

    def _quantity(self, iri: str) -> Json | None:
        node = self._graph.value(iri, "quantity")
        if node is None:
            return None
        best = self._graph.number(node, "best")
        return {
            "low": self._graph.number(node, "low"),
            "high": self._graph.number(node, "high"),
            "unit": self._graph.value(node, "unit"),
            "qualifier": notation(self._graph.value(node, "qualifier")),
            "text": self._graph.value(node, "text"),
            **({} if best is None else {"best": best}),
        }

    def _value(self, iri: str) -> Json | None:
        node = self._graph.value(iri, "value")
        if node is None:
            return None
        return {
            "amount": float(self._graph.value(node, "amount") or 0),
            "currency": self._graph.value(node, "currency"),
            "qualifier": notation(self._graph.value(node, "qualifier")),
            "text": self._graph.value(node, "text"),
        }

    def _date(self, iri: str) -> Json | None:
        start, end = self._graph.value(iri, "earliest"), self._graph.value(iri, "latest")
        if start is None and end is None:
            return None
        return {"start": start, "end": end, "precision": notation(self._graph.value(iri, "datePrecision"))}
