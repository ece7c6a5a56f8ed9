"""A claim in the words of schema.org: who claimed it, in which words, and where that appeared.

It is a `schema:Claim`, never a `ClaimReview`: that is a verdict with a rating, and Casus gives none. What the
speaker's stance is, and how the claim therefore stands, is told as keywords of our own code lists. The
article is where the claim appeared (`appearance`); that it did so there first is not known, so
`firstAppearance` is not said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from loaders.iris import Iris
from ontology import terms
from ontology.terms import CONCEPT
from service.negotiation import Format

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]

FORMAT: Final = Format(name="schema", media_type="application/ld+json")
CONTEXT: Final = "https://schema.org"
SLOTS: Final = ("force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target")
KINDS: Final = {"person": "Person", "state": "Country", "news_organization": "NewsMediaOrganization"}
OTHER: Final = "Organization"
CODED: Final = ("status", "stance", "certainty", "time_frame")
CLASSES: Final = {
    "deployment": terms.DeploymentClaim,
    "casualties": terms.CasualtyClaim,
    "weapons_transfer": terms.TransferClaim,
    "armed_action": terms.ActionClaim,
}


def claim(item: Mapping[str, Any], base: str) -> Json:
    """Return a claim, given as REST has it, as a JSON-LD document; what is not known is left out."""
    iris = Iris(base)
    told = {
        "@context": CONTEXT,
        "@type": "Claim",
        "@id": item["iri"],
        "additionalType": CLASSES[item["type"]].value,
        "text": item["evidence"]["text"],
        "author": [_actor(one, iris) for one in item["claimants"][:1] + item["co_claimants"]],
        "dateCreated": item["said"],
        "appearance": _article(item["article"], iris),
        "about": [_actor(one, iris) for slot in SLOTS for one in item[slot]],
        "contentLocation": [_place(one, iris) for one in item["place"]],
        "temporalCoverage": _span(item["date"]),
        "keywords": [_coded(key, item[key]) for key in CODED if item[key] is not None],
    }
    return _known(told)


def _actor(told: Json, iris: Iris) -> Json:
    return {
        "@type": KINDS.get(told["kind"], OTHER),
        "@id": iris.actor(told["id"]),
        "name": told["label"],
    }


def _article(told: Json, iris: Iris) -> Json:
    publisher = told["publisher"]
    return _known(
        {
            "@type": "CreativeWork",
            "@id": iris.article(told["id"]),
            "headline": told["title"],
            "url": told["url"],
            "datePublished": told["published"],
            "publisher": None if publisher is None else {"@type": "Organization", "name": publisher},
        }
    )


def _place(told: Json, iris: Iris) -> Json:
    where = (
        None
        if told["lat"] is None
        else {"@type": "GeoCoordinates", "latitude": told["lat"], "longitude": told["lon"]}
    )
    return _known({"@type": "Place", "@id": iris.place(told["id"]), "name": told["label"], "geo": where})


def _span(told: Json | None) -> str | None:
    """Return days as ISO 8601 writes an interval, `..` where it is open."""
    if told is None:
        return None
    start, end = told["start"] or "..", told["end"] or ".."
    return start if start == end else f"{start}/{end}"


def _coded(key: str, notation: str) -> Json:
    scheme = f"{CONCEPT}{key.replace('_', '-')}"
    return {
        "@type": "DefinedTerm",
        "@id": f"{scheme}/{notation.replace('_', '-')}",
        "termCode": notation,
        "inDefinedTermSet": scheme,
    }


def _known(told: Json) -> Json:
    return {key: value for key, value in told.items() if value is not None and value != []}
