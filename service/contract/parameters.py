"""Examples of parameters, and what those mean that do not say so where they are read."""

from __future__ import annotations

from typing import Any, Final

from service import schema_org
from service.linked.nanopublication import FORMAT as NANOPUBLICATION
from service.rest.shapes import KEYS, paths
from service.sparql.formats import GRAPHS, SOLUTIONS

Json = dict[str, Any]

QUERY: Final = "SELECT ?claim WHERE { ?claim a casus:Claim } LIMIT 10"
UPDATE: Final = (
    "INSERT DATA { GRAPH <http://desk.example/graph> { <http://desk.example/report> a prov:Entity } }"
)
# The same name means the same everywhere, but for the names in paths.
EXAMPLES: Final[dict[str | tuple[str, str], object]] = {
    "action": "load",
    "actor": "PRK",
    "after": 30,
    "article": "92b75cb7a94fe610-c3346e8c4364",
    "as_of": "2025-01-31",
    "bbox": "30.0,50.0,40.0,55.0",
    "bucket": "month",
    "certainty": "certain",
    "countries": True,
    "country": "RUS",
    "Last-Event-ID": "30",
    "count": "exact",
    "cursor": "WyIyMDI1LTAxLTEzIl0",
    "default-graph-uri": "https://w3id.org/casus/id/graph/authority",
    "embed": "article",
    "event": "kursk-2024-11",
    "explain": 1,
    "fields": "id",
    "format": "json",
    "from": "2024-11-01",
    "held_at": "2025-01-31",
    "include": "parts",
    "iri": "https://w3id.org/casus/concept/weapon/hwasong-11a",
    "kind": "state",
    "limit": 50,
    "measure": "claims",
    "min_quantity": 100,
    "min_sequence": 1,
    "named-graph-uri": "https://w3id.org/casus/id/graph/authority",
    "outcome": "killed",
    "place": "kursk-oblast",
    "publisher": "ukrinform",
    "q": "North Korean losses",
    "default": "",
    "graph": "http://desk.example/graph",
    "query": QUERY,
    "role": "victim",
    "said_from": "2024-11-01",
    "said_to": "2024-11-30",
    "scheme": "weapon",
    "series": 10,
    "sort": "-published",
    "speaker": "pat-ryder",
    "split": "status",
    "stance": "denies",
    "status": "denied",
    "time_frame": "past",
    "timeout": 5,
    "to": "2024-11-30",
    "type": "casualties",
    "weapon": "ballistic_missile",
    "zoom": 5,
    ("/data", "format"): "turtle",
    ("/graphs", "format"): "turtle",
    ("/ontology", "format"): "turtle",
    ("/api/v1/concepts", "sort"): "label",
    ("/api/v1/actors", "sort"): "label",
    ("/api/v1/places", "sort"): "label",
    ("/api/v1/places", "kind"): "region",
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
    ("/update", "application/x-www-form-urlencoded"): {"update": UPDATE},
    ("/update", "application/sparql-update"): UPDATE,
    ("/graphs", "text/turtle"): "<http://desk.example/report> <http://desk.example/seen> true .",
}

# What the values of a parameter are, beyond being text.
KINDS: Final = {
    "actor": "actor-id",
    "article": "article-id",
    "bbox": "box",
    "country": "country-code",
    "count": "exact",
    "cursor": "cursor",
    "default-graph-uri": "iri",
    "event": "event-id",
    "fields": "keys",
    "graph": "iri",
    "iri": "iri",
    "kind": "kind",
    "named-graph-uri": "iri",
    "place": "place-id",
    "publisher": "actor-id",
    "q": "question",
    "query": "sparql-query",
    "scheme": "scheme",
    "speaker": "actor-id",
    "update": "sparql-update",
    "using-graph-uri": "iri",
    "using-named-graph-uri": "iri",
    "weapon": "weapon-id",
}

# Numbers that the SPARQL protocol carries as text.
NUMBERS: Final[dict[str, Json]] = {
    "timeout": {"type": "number", "exclusiveMinimum": 0, "maximum": 999_999},
    "min_sequence": {"type": "integer", "minimum": 0},
    "explain": {"type": "integer", "enum": [0, 1]},
}
KINDS_POSTED: Final = {
    "text/turtle": "triples",
    "application/n-triples": "triples",
    "application/n-quads": "triples",
    "application/trig": "triples",
    "application/rdf+xml": "rdf-xml",
    "application/sparql-query": "sparql-query",
    "application/sparql-update": "sparql-update",
}
KINDS_IN_PATHS: Final = {"/id/{path}": "path-of-iri", "/concept/{path}": "path-of-iri"}

FORMATS: Final = {
    "/sparql": (*SOLUTIONS, *GRAPHS),
    "/data": (*GRAPHS, NANOPUBLICATION, schema_org.FORMAT),
    "/graphs": GRAPHS,
    "/ontology": GRAPHS,
}

# A catalogued query takes its own parameters by name, which no list can tell here.
OF_QUERIES: Final[list[Json]] = [
    {
        "name": "parameters",
        "in": "query",
        "style": "form",
        "explode": True,
        "description": "The query's own parameters, each by its name: /api/v1/queries/{name} tells which",
        "schema": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "examples": [{"victim": "PRK"}],
        },
    },
    {
        "name": "format",
        "in": "query",
        "description": "Format, instead of Accept; html leads to the page",
        "schema": {"type": "string", "enum": [*(one.name for one in SOLUTIONS), "html"]},
    },
    {
        "name": "min_sequence",
        "in": "query",
        "description": "The number of a change that the query must see",
        "schema": {"type": "integer", "minimum": 0},
    },
]


def described(parameter: Json, path: str) -> None:
    """Give a parameter of a path's operation an example, and a description where it has none."""
    name = parameter["name"]
    schema = parameter["schema"] = _without_null(parameter.get("schema", {}))
    _narrow(name, schema, path)
    if parameter["in"] == "path":
        place = f"{path.partition(f'{{{name}}}')[0]}{{{name}}}"
        meaning, value = IN_PATHS.get(place, (None, None))
        parameter.setdefault("description", meaning)
        _tell_kind(schema, KINDS_IN_PATHS.get(place))
    else:
        value = EXAMPLES.get((path, name), EXAMPLES.get(name))
    if value is not None and not _has_example(parameter):
        schema["examples"] = [[value] if schema.get("type") == "array" else value]


def posted(body: Json, path: str) -> None:
    """Give what is posted to a path a description and examples, and the fields of a form their kinds."""
    if body:
        body.setdefault("description", "What is posted, as one of these media types")
    for media_type, content in body.get("content", {}).items():
        content.setdefault("example", POSTED.get((path, media_type)))
        _tell_kind(content["schema"], KINDS_POSTED.get(media_type))
        for name, schema in content["schema"].get("properties", {}).items():
            _narrow(name, schema, path)


def _narrow(name: str, schema: Json, path: str) -> None:
    """Tell of the values of a parameter what its type does not."""
    if name == "format" and path in FORMATS:
        schema.setdefault("enum", [one.name for one in FORMATS[path]])
    if name == "fields":
        # The path's last word names the collection; claims of one type have the keys of claims.
        keys = "|".join(paths(KEYS.get(path.rpartition("/")[2], KEYS["claims"])))
        schema["pattern"] = f"^({keys})(,({keys}))*$"
    if name in NUMBERS and schema.get("type") == "string":
        schema.update(NUMBERS[name])
    _tell_kind(schema, KINDS.get(name))


def _without_null(schema: Json) -> Json:
    """Return a schema without the null that stands for a parameter which is not given."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**{key: value for key, value in schema.items() if key not in {"anyOf", "default"}}, **kinds[0]}


def _tell_kind(schema: Json, kind: str | None) -> None:
    told = schema["items"] if schema.get("type") == "array" else schema
    if kind is not None and "enum" not in told:
        told.setdefault("format", kind)


def _has_example(parameter: Json) -> bool:
    return bool({"example", "examples"} & parameter.keys()) or "examples" in parameter["schema"]
