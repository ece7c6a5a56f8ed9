"""What the document says of the whole: how the service is asked, what may change, and what its parts are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

TAGS: Final = {
    "collections": "Lists with filters, and the items in them",
    "series and layers": "Figures over time and on a map, and a feed of what comes",
    "search": "Questions in plain words",
    "articles": "Articles that come and go; writing takes a key",
    "catalogued queries": "Questions that are ready to be asked",
    "SPARQL": "Any question at all, by SPARQL 1.1",
    "linked data": "What IRIs lead to",
    "change feed": "What came, changed and went, in order",
    "probes": "For those who run the service",
}


@cache
def description() -> str:
    """Return the description of the service, in Markdown."""
    return (files("service.contract") / "about.md").read_text(encoding="utf-8")
