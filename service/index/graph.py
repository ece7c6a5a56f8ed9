"""Quads as they are asked for one node at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import unquote

import pyoxigraph as ox

from loaders.triples import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

CASUS: Final = "https://w3id.org/casus/ontology#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
TYPE: Final = RDF_TYPE.value

# A quad as the store writes it. To read the log so takes a third of the time of making quads of it.
LINE: Final = re.compile(
    rf"^<([^>]*)> <(?:{re.escape(CASUS)})?([^>]*)> "
    r'(?:<([^>]*)>|"([^"\\]*(?:\\.[^"\\]*)*)"(?:@[\w-]+|\^\^<[^>]*>)?) <[^>]*> \.$',
    re.MULTILINE,
)
ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


class Graph:
    """Values by subject and property, as strings, in the order in which they were said."""

    def __init__(self, said: Iterable[tuple[str, str, str, str]]) -> None:
        """Take in what is said: subject, property without the ontology's IRI, and an IRI or else a text."""
        self._values: dict[str, dict[str, list[str]]] = {}
        for subject, name, iri, text in said:
            known = self._values.get(subject)
            if known is None:
                self._values[subject] = {name: [iri or text]}
            elif name in known:
                known[name].append(iri or text)
            else:
                known[name] = [iri or text]

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Self:
        """Return the values of some quads."""
        return cls(_said(quad) for quad in quads)

    @classmethod
    def read(cls, nquads: str) -> Self:
        """Return the values of quads that are written as the store writes them, or as others do."""
        lines = LINE.findall(nquads)
        if len(lines) != nquads.count("\n"):
            return cls.of(ox.parse(nquads, ox.RdfFormat.N_QUADS))
        if "\\" in nquads:
            return cls((subject, name, iri, _plain(text)) for subject, name, iri, text in lines)
        return cls(lines)

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property, given by its local name in the ontology, else by its IRI."""
        known = self._values.get(subject)
        return [] if known is None else known.get(name, [])

    def value(self, subject: str, name: str) -> str | None:
        """Return the first value of a property, None without one."""
        known = self._values.get(subject)
        return None if known is None or name not in known else known[name][0]

    def number(self, subject: str, name: str) -> int | None:
        """Return the integer that a property has, None without one."""
        found = self.value(subject, name)
        return None if found is None else int(found)

    def of_type(self, name: str) -> list[str]:
        """Return the subjects of a class of the ontology."""
        return [subject for subject, known in self._values.items() if CASUS + name in known.get(TYPE, ())]


def local_id(iri: str) -> str:
    """Return the last segment of an IRI, as an id."""
    name = iri.rpartition("/")[2]
    return unquote(name) if "%" in name else name


def notation(iri: str | None) -> str | None:
    """Return the notation of a concept, from its IRI."""
    return None if iri is None else local_id(iri).replace("-", "_")


def _said(quad: ox.Quad) -> tuple[str, str, str, str]:
    assert isinstance(quad.subject, ox.NamedNode)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.subject.value, quad.predicate.value.removeprefix(CASUS), quad.object.value, ""


def _plain(text: str) -> str:
    return ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else ESCAPES.get(found[3], found[3])
