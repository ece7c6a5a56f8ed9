"""What is neither an item nor a page of items: problems, what was stored, the catalogue, SPARQL's results."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from service.contract.shape import Shape, part, told


class Problem(Shape):
    """Why a request is not answered (RFC 9457); some problems have more members than these."""

    model_config = ConfigDict(extra="allow")

    type: str = told("What kind of problem it is", "https://w3id.org/casus/problem/bad-request")
    title: str = told("The kind in words", "A parameter cannot be understood")
    status: int = told("The status of the answer", 400, ge=400, le=599)
    detail: str = Field(
        default="", description="What is wrong with this request", examples=["from: there is no such day"]
    )
    parameter: str = Field(
        default="", description="The parameter or field that it is about", examples=["from"]
    )


class StoredArticle(Shape):
    """The article that a document was stored as."""

    id: str = told("Id in /api/v1/articles", "92b75cb7a94fe610-c3346e8c4364")
    iri: str = told("Its IRI", "https://w3id.org/casus/id/article/92b75cb7a94fe610-c3346e8c4364")


class Stored(Shape):
    """What became of a document."""

    article: StoredArticle = part("The article")
    claims: int = told("How many claims it makes", 1, ge=0)
    unchanged: bool = told("Whether it was held just like this", False)  # noqa: FBT003 - an example
    outcome: Literal["new", "replaced", "unchanged", "restored"] = told(
        "Whether it is new, took the place of another version, was held as it is, or was withdrawn before",
        "new",
    )
    warnings: list[str] = told("What is to be known of its reading", ["no date of publication"])


class Written(Shape):
    """What a write to graphs changed."""

    added: int = told("How many triples came that were not there", 3, ge=0)
    removed: int = told("How many triples went that were there", 0, ge=0)
    sequence: int = told("Number of the newest change of the store", 34, ge=0)
    note: str = Field(
        default="",
        description="What was asked for and not done",
        examples=["graphs of the service's own were left as they are"],
    )


class QueryParameter(Shape):
    """A parameter of a catalogued query."""

    kind: str = told("What its values are: iri, date, string, …", "iri")
    description: str = told("What it narrows the query to", "Actor whose casualties are meant")
    default: str | None = told("Its value when none is given; null when the query is not narrowed then", None)
    of: str | None = told("What an id is the id of", "actor")


class QuerySummary(Shape):
    """A catalogued query."""

    name: str = told("Name", "casualty-figures")
    summary: str = told("What it answers", "Who has put a number on an actor's casualties")
    description: str = told("What it answers, at length", "Claims with a number of casualties, oldest first.")
    tags: list[str] = told("What it is about", ["casualties"])
    parameters: dict[str, QueryParameter] = Field(
        description="Its parameters by name",
        examples=[{"victim": {"kind": "iri", "description": "Actor", "default": None, "of": "actor"}}],
    )
    columns: dict[str, str] = told(
        "What each column of the answer holds", {"low": "The least that is claimed"}
    )
    results: str = told("Address of its answer", "/api/v1/queries/casualty-figures/results")


class Query(QuerySummary):
    """A catalogued query with its text."""

    query: str = told("The query, in SPARQL", "SELECT ?claim WHERE { ?claim a casus:Claim }")


class QueryList(Shape):
    """The catalogued queries."""

    items: list[QuerySummary] = part("The queries by name")
    next: None = told("There is one page", None)


class Solutions(Shape):
    """An answer in the SPARQL 1.1 Query Results JSON Format."""

    model_config = ConfigDict(extra="allow")

    head: dict[str, Any] = told("The names of the variables", {"vars": ["claim"]})
    results: dict[str, Any] = Field(
        default={},
        description="The solutions; not there for ASK",
        examples=[{"bindings": [{"claim": {"type": "uri", "value": "https://w3id.org/casus/id/claim/6"}}]}],
    )
    boolean: bool = Field(default=False, description="The answer to ASK", examples=[True])


class Health(Shape):
    """Whether the process runs."""

    status: Literal["ok"] = told("It does", "ok")


class Readiness(Shape):
    """Whether the service can answer."""

    status: Literal["ready"] = told("It can", "ready")
    sequence: int = told("Number of the newest change that it has seen", 33, ge=0)
