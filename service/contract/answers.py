"""What each operation is called and answers: the schema of its answer, its formats, its problems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from service.contract import items, lists, others, series

if TYPE_CHECKING:
    from service.contract.shape import Shape

JSON: Final = "application/json"
Formats = dict[str, object]
READING: Final = ("ETag", "Casus-Sequence", "Cache-Control", "Vary")
CSV: Final = "text/csv"
# Media types of answers that have no schema, with an example of each.
SOLUTIONS: Final[Formats] = {
    "application/sparql-results+xml": '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><boolean>true</boolean></sparql>',
    CSV: "claim,low\nhttps://w3id.org/casus/id/claim/61d2961785d7d28c2194,300\n",
    "text/tab-separated-values": "?claim\t?low\n<https://w3id.org/casus/id/claim/61d2961785d7d28c2194>\t300\n",
}
TRIPLE: Final = (
    "<https://w3id.org/casus/id/claim/61d2961785d7d28c2194> "
    '<https://w3id.org/casus/ontology#evidenceText> "about 300 soldiers had been killed" .\n'
)
LD: Final = "application/ld+json"
GRAPHS: Final[Formats] = {
    "text/turtle": TRIPLE,
    "application/n-triples": TRIPLE,
    "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    LD: [{"@id": "https://w3id.org/casus/id/claim/61d2961785d7d28c2194"}],
    "application/trig": TRIPLE,
    "application/n-quads": TRIPLE,
}
CHANGE: Final = (
    '{"sequence": 33, "time": "2025-01-14T08:00:00.000Z", "action": "load", "reason": null, "quads": ""}\n'
)
EXPLAINED: Final = {"rows": 3, "seconds": 0.002, "lane": "quick", "sequence": 33}
EVENT: Final = (
    "retry: 3000\n\nid: 33\nevent: load\n"
    'data: {"sequence": 33, "action": "load", "article": {"id": "92b75cb7a94fe610-c3346e8c4364"}}\n\n'
)
LISTED: Final[Formats] = {
    CSV: "id,type,status\n61d2961785d7d28c2194,casualties,claimed\n",
    "application/geo+json": {"type": "FeatureCollection", "features": [], "next": None, "total": 0},
    LD: GRAPHS[LD],
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an operation answers when all goes well (`statuses`, with what each means) and when not.

    `formats` are media types beside that of `model`, with an example each. With the header ETag it answers
    304 too. `or_model`: another shape that it may have. `has_tombstones`: 410 tells in the
    formats of graphs too.
    """

    name: str
    statuses: dict[int, str]
    model: type[Shape] | None = None
    media_type: str = JSON
    formats: Formats
    problems: tuple[int, ...]
    headers: tuple[str, ...] = ()
    or_model: type[Shape] | None = None
    has_tombstones: bool = False


def _list(name: str, model: type[Shape]) -> Answer:
    return Answer(
        name=name,
        statuses={200: "A page of the collection"},
        model=model,
        formats=LISTED,
        or_model=lists.SelectedPage,
        problems=(400, 406, 503),
        headers=(*READING, "Link"),
    )


def _item(name: str, model: type[Shape], *problems: int) -> Answer:
    return Answer(
        name=name,
        statuses={200: "The item"},
        model=model,
        formats={},
        problems=(400, 404, *problems, 503),
        headers=READING,
    )


def _asked(name: str, *problems: int) -> Answer:
    return Answer(
        name=name,
        statuses={200: "The results, in the format that is asked for"},
        model=others.Solutions,
        media_type="application/sparql-results+json",
        formats=SOLUTIONS | GRAPHS | {JSON: EXPLAINED},
        problems=(400, 406, 413, *problems, 429, 503),
        headers=("ETag", "Casus-Sequence", "Vary"),
    )


def _query_results() -> Answer:
    found = _asked("run_query", 404)
    return replace(
        found, statuses={**found.statuses, 303: "Location leads to the page that shows the results"}
    )


def _graph(name: str, *problems: int) -> Answer:
    return Answer(
        name=name,
        statuses={200: "The triples, in the format that is asked for"},
        formats=GRAPHS,
        problems=(400, 404, 406, *problems),
        headers=READING,
        has_tombstones=True,
    )


def _written(name: str, done: str) -> Answer:
    return Answer(
        name=name,
        statuses={201: "The graph is made; Location is its name", 204: done},
        model=others.Written,
        formats={},
        problems=(400, 401, 403, 408, 412, 413, 415, 503, 507),
        headers=("Location", "Casus-Sequence"),
    )


def _plain(name: str, model: type[Shape], meaning: str, *problems: int) -> Answer:
    return Answer(name=name, statuses={200: meaning}, model=model, formats={}, problems=problems)


def _told(
    name: str,
    model: type[Shape],
    meaning: str,
    *,
    media_type: str = JSON,
    or_model: type[Shape] | None = None,
) -> Answer:
    return Answer(
        name=name,
        statuses={200: meaning},
        model=model,
        media_type=media_type,
        formats={},
        problems=(400, 503),
        headers=READING,
        or_model=or_model,
    )


def _led(name: str) -> Answer:
    found = {303: "Location leads to the page or the data, by Accept"}
    return Answer(
        name=name,
        statuses=found,
        formats={},
        problems=(400, 404, 406),
        headers=("Location", "Vary"),
        has_tombstones=True,
    )


V1: Final = "/api/v1"
CLAIMS: Final = {
    "claims": "claim",
    "deployments": "deployment",
    "casualties": "casualty_claim",
    "weapons-transfers": "weapons_transfer",
    "armed-actions": "armed_action",
}

ANSWERS: Final[dict[tuple[str, str], Answer]] = {
    ("get", f"{V1}/articles"): _list("list_articles", lists.ArticlePage),
    ("get", f"{V1}/articles/{{name}}"): _item("show_article", items.Article, 410),
    ("post", f"{V1}/articles"): Answer(
        name="add_article",
        statuses={201: "The article is stored; Location is its address", 200: "The article was held before"},
        model=others.Stored,
        formats={},
        problems=(400, 401, 403, 413, 415, 422, 503, 507),
        headers=("Location", "Casus-Sequence"),
    ),
    ("delete", f"{V1}/articles/{{name}}"): Answer(
        name="withdraw_article",
        statuses={204: "The article is withdrawn"},
        formats={},
        problems=(400, 401, 403, 404, 410, 503, 507),
        headers=("Casus-Sequence",),
    ),
    ("get", f"{V1}/statements"): _list("list_statements", lists.StatementPage),
    ("get", f"{V1}/statements/{{name}}"): _item("show_statement", items.Statement),
    ("get", f"{V1}/events"): _list("list_events", lists.EventPage),
    ("get", f"{V1}/events/{{name}}"): _item("show_event", items.Event),
    ("get", f"{V1}/actors"): _list("list_actors", lists.ActorPage),
    ("get", f"{V1}/actors/{{name}}"): _item("show_actor", items.KnownActor),
    ("get", f"{V1}/places"): _list("list_places", lists.PlacePage),
    ("get", f"{V1}/places/{{name}}"): _item("show_place", items.KnownPlace),
    ("get", f"{V1}/concepts"): _list("list_concepts", lists.ConceptPage),
    ("get", f"{V1}/concepts/{{scheme}}/{{notation}}"): _item("show_concept", items.Concept),
    ("get", f"{V1}/timeline"): _told(
        "count_over_time", series.CountTimeline, "The series", or_model=series.RangeTimeline
    ),
    ("get", f"{V1}/map"): _told(
        "show_map", series.MapLayer, "The layer, as GeoJSON", media_type="application/geo+json"
    ),
    ("get", f"{V1}/stats"): _told("show_figures", series.Figures, "The figures"),
    ("get", f"{V1}/search"): _told("search", series.Answers, "The answers"),
    ("get", f"{V1}/stream"): Answer(
        name="follow",
        statuses={200: "Events without end; a comment every 15 seconds while there are none"},
        formats={"text/event-stream": EVENT},
        problems=(400,),
        headers=("Casus-Sequence", "Cache-Control"),
    ),
    ("get", f"{V1}/queries"): _told("list_queries", others.QueryList, "The catalogue"),
    ("get", f"{V1}/queries/{{name}}"): _item("show_query", others.Query),
    ("get", f"{V1}/queries/{{name}}/results"): _query_results(),
    ("get", "/sparql"): _asked("ask"),
    ("post", "/sparql"): _asked("ask_by_post", 415),
    ("post", "/update"): Answer(
        name="update_graphs",
        statuses={200: "The update is done"},
        model=others.Written,
        formats={},
        problems=(400, 401, 403, 408, 409, 413, 415, 503, 507),
        headers=("Casus-Sequence",),
    ),
    ("get", "/graphs"): Answer(
        name="read_graph",
        statuses={200: "The triples of the graph, in the format that is asked for"},
        formats=GRAPHS,
        problems=(400, 404, 406, 503),
        headers=("ETag", "Casus-Sequence", "Vary"),
    ),
    ("put", "/graphs"): _written("replace_graph", "The graph holds what was sent"),
    ("post", "/graphs"): _written("add_to_graph", "What was sent is added to the graph"),
    ("delete", "/graphs"): Answer(
        name="remove_graph",
        statuses={204: "The graph is gone"},
        formats={},
        problems=(400, 401, 403, 404, 412, 413, 503, 507),
        headers=("Casus-Sequence",),
    ),
    ("get", "/id/{path}"): _led("resolve_resource"),
    ("get", "/concept/{path}"): _led("resolve_concept"),
    ("get", "/data"): _graph("describe_resource"),
    ("get", "/ontology"): _graph("describe_ontology"),
    ("get", "/context.jsonld"): Answer(
        name="show_context",
        statuses={200: "The context"},
        formats={LD: {"@context": {"casus": "https://w3id.org/casus/ontology#"}}},
        problems=(),
        headers=("Cache-Control",),
    ),
    ("get", "/feed"): Answer(
        name="follow_changes",
        statuses={200: "The root of the event stream, in the format that is asked for"},
        formats={name: GRAPHS[name] for name in ("application/trig", "application/n-quads", LD)},
        problems=(406,),
        headers=READING,
    ),
    ("get", "/feed/changes"): Answer(
        name="list_changes",
        statuses={200: "The changes, a JSON object a line"},
        formats={"application/x-ndjson": CHANGE},
        problems=(400,),
        headers=("Casus-Sequence", "Cache-Control", "Link"),
    ),
    ("get", "/healthz"): _plain("is_alive", others.Health, "The process runs"),
    ("get", "/readyz"): _plain("is_ready", others.Readiness, "The service can answer", 503),
} | {
    ("get", f"{V1}/{path}{rest}"): answer
    for path, one in CLAIMS.items()
    for rest, answer in (
        ("", _list(f"list_{path.replace('-', '_')}", lists.ClaimPage)),
        ("/{name}", _item(f"show_{one}", items.Claim)),
    )
}
