"""A document as the JSON that `casus extract` prints."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from loaders.extract.confidence import contributions
from loaders.extract.explain import origins
from loaders.model import ClaimType
from loaders.slots import actors_of

if TYPE_CHECKING:
    from loaders.model import (
        Actor,
        Article,
        Claim,
        Document,
        EventDate,
        Money,
        Place,
        Quantity,
        Span,
        Statement,
        Weapon,
    )

Json = dict[str, object]


def as_json(document: Document, *, explain: bool = False) -> Json:
    """Return the article, its statements and its claims, every key present, null where nothing is said.

    Two keys are there only where a dataset tells them: the "record" of an article, the "best" of a quantity.
    With `explain`, each claim also tells how it was read: its zone, the frame, the predicate and its phrases,
    the path from it to the head of the sentence, the rules that fired, where each slot was read, and what
    each feature adds to the logarithm of the odds that its confidence stands for.
    """
    count = Counter(claim.statement for claim in document.claims)
    return {
        "article": _article(document.article),
        "statements": [_statement(statement) for statement in document.statements],
        "claims": [
            _claim(claim, said)
            | (_explanation(claim, said, alone=count[claim.statement] == 1) if explain else {})
            for claim in document.claims
            for said in (document.statements[claim.statement],)
        ],
    }


def _article(article: Article) -> Json:
    return {
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher if article.record is None else article.record.dataset.actor.label,
        "authors": list(article.authors),
        "url": article.url,
        "language": article.language,
        "text": article.text,
        **({} if article.record is None else {"record": article.record.name}),
    }


def _statement(statement: Statement) -> Json:
    return {
        "speakers": _actors(statement.speakers),
        "carriers": _actors(statement.carriers),
        "said": None if statement.said is None else statement.said.isoformat(),
        "direct": statement.direct,
        "words": statement.words,
        "evidence": _span(statement.evidence),
    }


def _claim(claim: Claim, statement: Statement) -> Json:
    return {
        "type": claim.type.value,
        "statement": claim.statement,
        "status": claim.status,
        "stance": claim.stance,
        "certainty": claim.certainty,
        "time_frame": claim.time_frame,
        "claimants": _actors(statement.speakers[:1] + statement.carriers),
        "co_claimants": _actors(statement.speakers[1:]),
        **{slot: _actors(actors) for slot, actors in actors_of(claim).items()},
        "outcome": claim.outcome if claim.type is ClaimType.CASUALTIES else None,
        "weapons": [_weapon(weapon) for weapon in claim.weapons],
        "place": [_place(place) for place in claim.place],
        "quantity": None if claim.quantity is None else _quantity(claim.quantity),
        "value": None if claim.value is None else _value(claim.value),
        "date": None if claim.date is None else _date(claim.date),
        "evidence": _span(claim.evidence),
        "confidence": claim.confidence,
    }


def _explanation(claim: Claim, statement: Statement, *, alone: bool) -> Json:
    trace = claim.trace
    return {
        "zone": claim.zone.value,
        "frame": None if trace is None else trace.frame,
        "predicate": None if trace is None else _span(trace.predicate),
        "phrases": [] if trace is None else [{"role": role} | _span(span) for role, span in trace.phrases],
        "path": [] if trace is None else list(trace.path),
        "rules": list(claim.rules),
        "slots": origins(claim, statement),
        "contributions": contributions(claim, statement, alone=alone),
    }


def _actors(actors: tuple[Actor, ...]) -> list[Json]:
    return [{"id": one.id, "label": one.label, "country": one.country, "kind": one.kind} for one in actors]


def _weapon(weapon: Weapon) -> Json:
    return {"concept": weapon.concept, "id": weapon.id, "label": weapon.label}


def _place(place: Place) -> Json:
    return {
        "id": place.id,
        "label": place.label,
        "country": place.country,
        "lat": None if place.lat is None else float(place.lat),
        "lon": None if place.lon is None else float(place.lon),
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "text": quantity.text,
        **({} if quantity.best is None else {"best": quantity.best}),
    }


def _value(value: Money) -> Json:
    return {
        "amount": float(value.amount),
        "currency": value.currency,
        "qualifier": value.qualifier,
        "text": value.text,
    }


def _date(date: EventDate) -> Json:
    return {
        "start": date.start.isoformat(),
        "end": None if date.end is None else date.end.isoformat(),
        "precision": date.precision,
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}
