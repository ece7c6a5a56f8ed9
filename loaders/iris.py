"""IRIs of what a document gives rise to: the same words under the same address always get the same IRI."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

KEY_LENGTH: Final = 16
VERSION_LENGTH: Final = 12
# 80 bits: ten million claims collide with a chance of one in 24 billion.
NODE_LENGTH: Final = 20
# Parameters that tell where a reader came from, not what is read.
TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|igshid", re.IGNORECASE)
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
NOT_LATIN: Final = re.compile(r"[^a-z0-9]+")
NOT_A_WORD: Final = re.compile(r"[\W_]+")


def digest(*parts: str, length: int) -> str:
    """Return the first hexadecimal digits of the SHA-256 of some texts, kept apart from one another."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_url(url: str) -> str:
    """Return one spelling of an address: https, no fragment, no default port, no tracking parameter.

    Raises:
        ValueError: it is no http or https address.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or parts.hostname is None:
        raise ValueError(f"{url!r} is no http or https address")
    port = None if parts.port == DEFAULT_PORTS[scheme] else parts.port
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    host = name if port is None else f"{name}:{port}"
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = urlencode([pair for pair in asked if TRACKING.fullmatch(pair[0]) is None])
    return urlunsplit(("https", host, parts.path or "/", kept, ""))


def article_key(url: str | None, text: str, *, record: str | None = None) -> str:
    """Return what stays the same of an article from version to version.

    That is the name of the record that it is, else its address, else its text.

    Raises:
        ValueError: the address is no http or https address.
    """
    if record is not None:
        return digest(f"record:{record}", length=KEY_LENGTH)
    name = f"hash:{text_hash(text)}" if url is None else canonical_url(url)
    return digest(name, length=KEY_LENGTH)


def article_id(url: str | None, text: str, *, record: str | None = None) -> str:
    """Return the id of one version of an article: its key and its text's hash."""
    return f"{article_key(url, text, record=record)}-{text_hash(text)[:VERSION_LENGTH]}"


def node_hash(key: str, kind: str, words: str, ordinal: int) -> str:
    """Return the hash of a statement or claim: its article, kind, words, and place among equals."""
    return digest(key, kind, normalised(words), str(ordinal), length=NODE_LENGTH)


def normalised(words: str) -> str:
    """Return the words of a text alone: no case, no punctuation, single spaces."""
    return NOT_A_WORD.sub(" ", unicodedata.normalize("NFKC", words).casefold()).strip()


def local_id(label: str, country: str | None = None) -> str:
    """Return the id of an actor that the authority data lacks: `local-<its label>[-<its country>]`."""
    latin = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    slug = NOT_LATIN.sub("-", latin).strip("-") or digest(normalised(label), length=KEY_LENGTH)
    return f"local-{slug}" if country is None else f"local-{slug}-{country.lower()}"


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs under one base."""

    base: str

    @property
    def ontology_graph(self) -> str:
        """Return the graph of the ontology and its schemes."""
        return f"{self.base}graph/ontology"

    @property
    def authority_graph(self) -> str:
        """Return the graph of the actors and places that come with the package."""
        return f"{self.base}graph/authority"

    @property
    def local_graph(self) -> str:
        """Return the graph of the actors and places that articles name and the authority graph lacks."""
        return f"{self.base}graph/local"

    @property
    def run_graph(self) -> str:
        """Return the graph of the extraction runs."""
        return f"{self.base}graph/run"

    @property
    def article_graphs(self) -> str:
        """Return what the names of all article graphs start with."""
        return f"{self.base}graph/article/"

    def actor(self, actor_id: str) -> str:
        """Return the IRI of an actor."""
        return f"{self.base}actor/{_quoted(actor_id)}"

    def place(self, place_id: str) -> str:
        """Return the IRI of a place."""
        return f"{self.base}place/{_quoted(place_id)}"

    def article(self, version: str) -> str:
        """Return the IRI of an article's version, given its id."""
        return f"{self.base}article/{version}"

    def statement(self, name: str) -> str:
        """Return the IRI of a statement, given its hash."""
        return f"{self.base}statement/{name}"

    def claim(self, name: str) -> str:
        """Return the IRI of a claim, given its hash."""
        return f"{self.base}claim/{name}"

    def run(self, name: str) -> str:
        """Return the IRI of an extraction run, given its hash."""
        return f"{self.base}run/{name}"

    def article_graph(self, version: str, run: str) -> str:
        """Return the graph of what one run read out of one article version."""
        return f"{self.article_graphs}{version}/{run}"


@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    return quote(name, safe="")
