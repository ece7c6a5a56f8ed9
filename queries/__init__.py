"""Catalogued SPARQL queries: one .rq file a question, with a header that documents it."""

from queries.catalogue import CataloguedQuery, Parameter, catalogue, named, read
from queries.errors import BadHeader, BadParameter, UnknownParameter, UnknownQuery

__all__ = [
    "BadHeader",
    "BadParameter",
    "CataloguedQuery",
    "Parameter",
    "UnknownParameter",
    "UnknownQuery",
    "catalogue",
    "named",
    "read",
]
