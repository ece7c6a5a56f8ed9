"""Items as the pages show them: labels, days and parties in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from service.pages.days import day, days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Json = dict[str, object]

TYPES: Final = {
    "deployment": "Deployment",
    "casualties": "Casualties",
    "weapons_transfer": "Weapons transfer",
    "armed_action": "Armed action",
}
ROLES: Final = {
    "force": "Force",
    "host": "Host",
    "victim": "Victims",
    "perpetrator": "Caused by",
    "supplier": "Supplier",
    "recipient": "Recipient",
    "attacker": "Attacker",
    "target": "Target",
}
STATUSES: Final = {"denied": "denied or not observed"}
# The top concept of the weapon scheme: weapons, and no word of which.
ANY_WEAPON: Final = "weapons"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One thing that a claim says: what it is, and its words."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """The words behind a claim, with those around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """Who said it first, jointly with whom, and who passed it on."""

    speakers: str
    carriers: tuple[str, ...]
    is_unattributed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimView:
    """A claim as a page shows it."""

    id: str
    iri: str
    type: str
    status: str
    status_label: str
    commitment: str
    chain: Chain
    facts: tuple[Fact, ...]
    said: str | None
    quote: Quote
    article: Mapping[str, object]
    heading: str
    published: str | None
    address: str | None
    context: tuple[Fact, ...]


def claim_view(claim: Json, more: Json) -> ClaimView:
    """Return a claim as a page shows it."""
    article = cast("Json", claim["article"])
    status = str(claim["status"])
    return ClaimView(
        id=str(claim["id"]),
        iri=str(claim["iri"]),
        type=TYPES[str(claim["type"])],
        status=status,
        status_label=STATUSES.get(status, status),
        commitment=" · ".join(words(claim[key]) for key in ("stance", "certainty", "time_frame")),
        chain=_chain(claim),
        facts=tuple(_facts(claim, more)),
        said=day(more.get("said")),
        quote=quote(claim, more),
        article=article,
        heading=heading(article),
        published=day(article["published"]),
        address=web_address(article["url"]),
        context=tuple(_context(claim, more)),
    )


def quote(item: Json, more: Json) -> Quote:
    """Return the words behind a claim or statement, with the whole words around them in their line."""
    evidence = cast("Json", item["evidence"])
    return Quote(
        before=_before(str(more["prefix"])), words=str(evidence["text"]), after=_after(str(more["suffix"]))
    )


def statement_view(statement: Json, more: Json) -> dict[str, object]:
    """Return a statement that makes no claim as a page shows it."""
    speakers, carriers = _labels(statement["speakers"]), _labels(statement["carriers"])
    return {
        "chain": Chain(
            speakers=_joined(speakers), carriers=tuple(carriers), is_unattributed=not speakers + carriers
        ),
        "said": day(statement["said"]),
        "quote": quote(statement, more),
        "iri": statement["iri"],
    }


def words(notation: object) -> str:
    """Return a notation as words."""
    return str(notation).replace("_", " ")


def web_address(url: object) -> str | None:
    """Return an address that a link may lead to, None for any other."""
    text = str(url or "")
    return text if text.startswith(("https://", "http://")) else None


def heading(article: Mapping[str, object]) -> str:
    """Return what an article is called: its title, else who published it when, as far as that is known."""
    if article["title"]:
        return str(article["title"])
    known = (article["publisher"], day(article["published"]))
    return ", ".join(str(part) for part in known if part) or "Untitled article"


def _before(context: str) -> str:
    line = context.rpartition("\n")[2]
    return line if line != context or " " not in line else "…" + line.partition(" ")[2]


def _after(context: str) -> str:
    line = context.partition("\n")[0]
    return line if line != context or " " not in line else line.rpartition(" ")[0] + "…"


def _chain(claim: Json) -> Chain:
    claimants, joint = _labels(claim["claimants"]), _labels(claim["co_claimants"])
    return Chain(
        speakers=_joined(claimants[:1] + joint),
        carriers=tuple(claimants[1:]),
        is_unattributed=not claimants,
    )


def _facts(claim: Json, more: Json) -> Iterator[Fact]:
    told = claim | more
    for key, (name, written) in FACTS.items():
        if told.get(key):
            yield Fact(name=name, value=written(told[key]))


def _context(claim: Json, more: Json) -> Iterator[Fact]:
    yield Fact(name="Stance", value=words(claim["stance"]))
    yield Fact(name="Certainty", value=words(claim["certainty"]))
    yield Fact(name="Time frame", value=words(claim["time_frame"]))
    yield Fact(name="Reported as", value="direct quote" if more["direct"] else "indirect speech")
    if more["occasion"]:
        yield Fact(name="Occasion", value=str(more["occasion"]))
    if more["zone"]:
        yield Fact(name="Part of the page", value=words(more["zone"]))
    yield Fact(name="Confidence of extraction", value=f"{claim['confidence']:.2f}")
    yield Fact(name="Public from", value=day(claim["public_from"]) or "")


def _quantity(quantity: Json) -> str:
    low, high, unit = quantity["low"], quantity["high"], quantity["unit"]
    if low is None and high is None:
        bounds = str(quantity["text"])
    elif low is None:
        bounds = f"up to {high:,}"
    elif high is None:
        bounds = f"at least {low:,}"
    elif low == high:
        bounds = f"{low:,}"
    else:
        bounds = _range(low, high, quantity.get("best"))
    about = "about " if quantity["qualifier"] == "approximate" else ""
    return f"{about}{bounds}{'' if unit is None else f' {unit}'}"


def _range(low: object, high: object, best: object) -> str:
    return f"{low:,} to {high:,}" if best is None else f"{best:,} ({low:,} to {high:,})"


def _worth(value: Json) -> str:
    """Return an amount of money with every digit that is told."""
    amount = f"{Decimal(str(value['amount'])):,f}".removesuffix(".0")
    return f"{amount} {value['currency']}"


def _weapons(weapons: object) -> str:
    return _joined(
        [str("of a kind not said" if one["id"] == ANY_WEAPON else one["label"]) for one in _things(weapons)]
    )


def _places(places: object) -> str:
    """Return the places of a claim, a country after the places in it."""
    told = _things(places)
    countries = [one for one in told if _holds_others(one, told)]
    return ", ".join([_joined(_labels([one for one in told if one not in countries])), *_labels(countries)])


def _holds_others(place: Json, places: list[Json]) -> bool:
    is_country = place["country"] is not None and place["id"] == place["country"]
    return is_country and any(one["country"] == place["country"] for one in places if one is not place)


def _labels(things: object) -> list[str]:
    return [str(thing["label"]) for thing in _things(things)]


def _things(things: object) -> list[Json]:
    return cast("list[Json]", things)


def _joined(labels: list[str]) -> str:
    return ", ".join(labels[:-1]) + " and " + labels[-1] if len(labels) > 1 else "".join(labels)


FACTS: Final[dict[str, tuple[str, Callable[[object], str]]]] = {
    **{role: (name, lambda actors: _joined(_labels(actors))) for role, name in ROLES.items()},
    "activity": ("Activity", words),
    "transfer_stage": ("Stage", words),
    "action": ("Action", words),
    "outcome": ("Outcome", words),
    "weapons": ("Weapons", _weapons),
    "quantity": ("How many", lambda quantity: _quantity(cast("Json", quantity))),
    "value": ("Worth", lambda value: _worth(cast("Json", value))),
    "place": ("Where", _places),
    "date": ("When", lambda told: days(cast("Json", told))),
}
