"""A parameter's value as a serialised RDF term."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

import pyoxigraph as ox

from queries.errors import BadParameter

Kind = Literal["iri", "string", "integer", "decimal", "date"]

CONCEPTS: Final = "https://w3id.org/casus/concept/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
MOST_DIGITS: Final = 18  # an integer that every engine holds

ABSOLUTE: Final = re.compile(r"(?:https?://|urn:)[^\s]+")
RELATIVE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~%-]*(?:/[A-Za-z0-9][A-Za-z0-9._~%-]*)*")
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
INTEGER: Final = re.compile(rf"[+-]?\d{{1,{MOST_DIGITS}}}")
DECIMAL: Final = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?")

ACTOR_NAMES: Final = frozenset(
    {
        "actor",
        "speaker",
        "carrier",
        "publisher",
        "claimant",
        "force",
        "host",
        "victim",
        "perpetrator",
        "supplier",
        "recipient",
        "attacker",
        "target",
    }
)
PLACE_NAMES: Final = frozenset({"place", "region", "within"})
SCHEMES: Final = frozenset(
    {
        "stance",
        "certainty",
        "time-frame",
        "status",
        "outcome",
        "qualifier",
        "precision",
        "weapon",
        "activity",
        "transfer-stage",
        "action",
        "actor-kind",
        "place-kind",
        "zone",
    }
)


def term(parameter: str, kind: Kind, value: str, *, of: str | None, base: str) -> str:
    """Return the value as a term in SPARQL's syntax.

    `of` says where a relative IRI belongs: "actor", "place", "article", or a concept scheme's path name.

    Raises:
        BadParameter: the value is not of the kind.
    """
    if kind == "iri":
        return str(_iri(parameter, value, of=of, base=base))
    if kind == "integer":
        return str(ox.Literal(_integer(parameter, value), datatype=ox.NamedNode(f"{XSD}integer")))
    if kind == "decimal":
        return str(ox.Literal(_decimal(parameter, value), datatype=ox.NamedNode(f"{XSD}decimal")))
    if kind == "date":
        return str(ox.Literal(_day(parameter, value), datatype=ox.NamedNode(f"{XSD}date")))
    return str(ox.Literal(value))


def namespace_of(parameter: str) -> str | None:
    """Return what a parameter of this name is about: "actor", "place", "article", a scheme, or None."""
    scheme = parameter.replace("_", "-")
    if scheme in SCHEMES:
        return scheme
    if parameter in ACTOR_NAMES:
        return "actor"
    if parameter in PLACE_NAMES:
        return "place"
    return "article" if parameter == "article" else None


def _iri(parameter: str, value: str, *, of: str | None, base: str) -> ox.NamedNode:
    if ABSOLUTE.fullmatch(value):
        text = value
    elif RELATIVE.fullmatch(value) and "/" in value:
        text = base + value
    elif RELATIVE.fullmatch(value) and of is not None:
        text = _resolved(value, of, base)
    else:
        raise BadParameter(
            parameter, value, f"is neither an absolute IRI nor an id of {of or 'anything known'}"
        )
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise BadParameter(parameter, value, f"is not an IRI: {error}") from None


def _resolved(value: str, of: str, base: str) -> str:
    if of in SCHEMES:
        return f"{CONCEPTS}{of}/{value.replace('_', '-')}"
    return f"{base}{of}/{value}"


def _integer(parameter: str, value: str) -> str:
    if not INTEGER.fullmatch(value):
        raise BadParameter(parameter, value, f"is not an integer of at most {MOST_DIGITS} digits")
    return str(int(value))


def _decimal(parameter: str, value: str) -> str:
    if not DECIMAL.fullmatch(value):
        raise BadParameter(parameter, value, "is not a number such as 0.5")
    return value


def _day(parameter: str, value: str) -> str:
    reason = "is not a day written YYYY-MM-DD"
    if not DAY.fullmatch(value):
        raise BadParameter(parameter, value, reason)
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadParameter(parameter, value, reason) from None
