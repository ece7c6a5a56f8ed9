"""Examples of parameters, and what those mean that do not say so where they are read."""

from __future__ import annotations

from typing import Any, Final

Json = dict[str, Any]

QUERY: Final = "SELECT ?claim WHERE { ?claim a casus:Claim } LIMIT 10"
# The same name means the same everywhere, but for the names in paths.
EXAMPLES: Final[dict[str, object]] = {
    "actor": "PRK",
    "after": 30,
    "article": "92b75cb7a94fe610-c3346e8c4364",
    "as_of": "2025-01-31",
    "bbox": "30.0,50.0,40.0,55.0",
    "bucket": "month",
    "certainty": "certain",
    "country": "RUS",
    "cursor": "WyIyMDI1LTAxLTEzIl0",
    "default-graph-uri": "https://w3id.org/casus/id/graph/authority",
    "embed": "article",
    "event": "kursk-2024-11",
    "fields": "id",
    "format": "json",
    "from": "2024-11-01",
    "held_at": "2025-01-31",
    "include": "parts",
    "iri": "https://w3id.org/casus/concept/weapon/hwasong-11a",
    "kind": "state",
    "limit": 50,
    "min_quantity": 100,
    "min_sequence": 33,
    "named-graph-uri": "https://w3id.org/casus/id/graph/authority",
    "outcome": "killed",
    "place": "kursk-oblast",
    "publisher": "dnipro-wire",
    "q": "North Korean losses",
    "query": QUERY,
    "role": "victim",
    "said_from": "2024-11-01",
    "said_to": "2024-11-30",
    "scheme": "weapon",
    "speaker": "pat-ryder",
    "stance": "denies",
    "status": "denied",
    "time_frame": "past",
    "to": "2024-11-30",
    "type": "casualties",
    "weapon": "ballistic_missile",
    "zoom": 5,
}
# What stands in a path: what it means, and an example.
IN_PATHS: Final[dict[str, tuple[str, object]]] = {
    "/api/v1/articles/{name}": ("Id of an article", "92b75cb7a94fe610-c3346e8c4364"),
    "/api/v1/statements/{name}": ("Id of a statement", "0ed7a36d57a3689dea4c"),
    "/api/v1/claims/{name}": ("Id of a claim", "61d2961785d7d28c2194"),
    "/api/v1/deployments/{name}": ("Id of a claim", "61d2961785d7d28c2194"),
    "/api/v1/casualties/{name}": ("Id of a claim", "61d2961785d7d28c2194"),
    "/api/v1/weapons-transfers/{name}": ("Id of a claim", "61d2961785d7d28c2194"),
    "/api/v1/armed-actions/{name}": ("Id of a claim", "61d2961785d7d28c2194"),
    "/api/v1/events/{name}": ("Id of an event", "kursk-2024-11"),
    "/api/v1/actors/{name}": ("Id of an actor", "PRK"),
    "/api/v1/places/{name}": ("Id of a place", "kursk-oblast"),
    "/api/v1/concepts/{scheme}": ("Notation of a scheme", "weapon"),
    "/api/v1/concepts/{scheme}/{notation}": ("Local name of a concept of it", "hwasong-11a"),
    "/api/v1/queries/{name}": ("Name of a catalogued query", "casualty-figures"),
    "/id/{path}": ("What follows the base of the store's IRIs", "actor/PRK"),
    "/concept/{path}": ("Scheme and local name of a concept", "weapon/hwasong-11a"),
}
# What is posted to a path as a media type.
POSTED: Final[dict[tuple[str, str], object]] = {
    ("/sparql", "application/x-www-form-urlencoded"): {"query": QUERY},
    ("/sparql", "application/sparql-query"): QUERY,
}


def described(parameter: Json, path: str) -> None:
    """Give a parameter of a path's operation an example, and a description where it has none."""
    name, schema = parameter["name"], parameter.setdefault("schema", {})
    if parameter["in"] == "path":
        place = f"{path.partition(f'{{{name}}}')[0]}{{{name}}}"
        meaning, value = IN_PATHS.get(place, (None, None))
        parameter.setdefault("description", meaning)
    else:
        value = EXAMPLES.get(name)
    if value is not None and not _has_example(parameter):
        schema["examples"] = [[value] if schema.get("type") == "array" else value]


def _has_example(parameter: Json) -> bool:
    return bool({"example", "examples"} & parameter.keys()) or "examples" in parameter["schema"]
