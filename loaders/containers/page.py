"""A document as its container holds it: its text, and what is told of it beside the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One document: the text that offsets refer to, and what its container tells of it.

    `position` says where in its container it stands ("line 3"), None where it is the whole. `headline` is the
    line that the text begins with, where it is known to be one. `published` is ISO 8601, `published_text` the
    container's own words for it. `page_hash` is the SHA-256 of the page that the text was taken out of.
    `is_summary` says that the text only sums up what stands at the address.
    """

    text: str
    position: str | None = None
    headline: str | None = None
    title: str | None = None
    published: str | None = None
    published_text: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    page_hash: str | None = None
    is_summary: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PassedOver:
    """Something that a container holds beside articles, and what it is: "an answer with status 404"."""

    reason: str
