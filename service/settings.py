"""The settings of a Casus process, each an environment variable `CASUS_…`; read by `cli` and `app` only."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an installation may choose; a value that does not fit raises `pydantic.ValidationError`."""

    model_config = SettingsConfigDict(env_prefix="CASUS_", frozen=True)

    store: Path = Field(default=Path("casus-data"), description="Folder of the store")
    base_iri: str | None = Field(
        default=None,
        description="Base of the store's own IRIs, fixed when the store is made; "
        "without it https://w3id.org/casus/id/, which is for trying only",
    )
    host: str = Field(default="127.0.0.1", description="Address that `casus serve` listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that `casus serve` listens on")
    readers: int = Field(default=2, ge=1, description="Processes that answer SPARQL")
    query_timeout: float = Field(default=30.0, gt=0, description="Seconds that a SPARQL query may take")
    query_memory: int = Field(
        default=1_000_000_000, ge=200_000_000, description="Bytes of memory that a SPARQL query may take"
    )
    max_result: int = Field(
        default=1_000_000_000, gt=0, description="Bytes that the result of a SPARQL query may have"
    )
    max_queries: int = Field(default=128, gt=0, description="SPARQL queries that may be under way, in all")
    max_queries_each: int = Field(
        default=64,
        gt=0,
        description="SPARQL queries that may be under way for one client: a key, or an address",
    )
    cache_bytes: int = Field(
        default=100_000_000, ge=0, description="Bytes of SPARQL results that are kept for who asks again"
    )
    export_age: float = Field(
        default=3600.0, ge=0, description="Seconds that an export is given out before a newer one is built"
    )
    default_graph: Literal["union", "unnamed"] = Field(
        default="union",
        description="What SPARQL's default graph is: the union of all graphs, or the unnamed one",
    )
    bare: bool = Field(
        default=False,
        description="Whether `casus serve` makes a plain store, without graphs of the service's own, "
        "in which every graph can be written",
    )
    fetch_private: bool = Field(
        default=False, description="Whether addresses of private and loopback hosts are fetched too"
    )
    max_document: int = Field(
        default=20_000_000, gt=0, description="Largest document in bytes; a larger one is refused unread"
    )
    spacy_model: str | None = Field(
        default=None,
        description="English spaCy pipeline, an installed package's name or a folder, that `casus load` and "
        "`casus extract` parse with in place of the shipped one",
    )
