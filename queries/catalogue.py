"""The catalogued queries: what each asks, and its text with parameters bound."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Final

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from queries.errors import BadHeader, UnknownParameter, UnknownQuery
from queries.terms import Kind, namespace_of, term

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIX: Final = ".rq"
ANY: Final = "*"  # the value that takes a default away
HEADER: Final = re.compile(r"(?:#\+[^\n]*\n)+")
PLACEHOLDER: Final = re.compile(r"\bVALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")

Text = Annotated[str, BeforeValidator(lambda value: str(value).strip())]


class Parameter(BaseModel):
    """A value that the asker may give; without one and without a default, the query is not narrowed by it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    description: Text
    default: Text | None = None
    of: str | None = None


class Header(BaseModel):
    """What a query file says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    summary: Text
    description: Text
    tags: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = {}
    columns: dict[str, Text] = {}


class CataloguedQuery(Header):
    """A query of the catalogue, by name, with its text as it stands in its file (header included)."""

    name: str
    text: str

    def bind(self, params: Mapping[str, str], *, base: str) -> str:
        """Return the query's text with the given values (and the defaults) in place of `UNDEF`.

        The value `*` stands for any: it takes a default away.

        Raises:
            UnknownParameter: the query does not declare one of the names.
            BadParameter: a value is not of the declared kind.
        """
        for name in params:
            if name not in self.parameters:
                raise UnknownParameter(name, tuple(self.parameters))
        defaults = {name: told.default for name, told in self.parameters.items() if told.default is not None}
        terms = {
            name: self._term(name, self.parameters[name], value, base)
            for name, value in {**defaults, **params}.items()
            if value != ANY
        }
        return PLACEHOLDER.sub(lambda match: _bound(match, terms), self.text)

    def named_iris(self, params: Mapping[str, str], *, base: str) -> dict[str, str]:
        """Return the IRIs that the given values name, by parameter."""
        return {
            name: self._term(name, self.parameters[name], value, base)[1:-1]
            for name, value in params.items()
            if self.parameters[name].kind == "iri" and value != ANY
        }

    @staticmethod
    def _term(name: str, parameter: Parameter, value: str, base: str) -> str:
        return term(name, parameter.kind, value, of=parameter.of or namespace_of(name), base=base)


@cache
def catalogue() -> Mapping[str, CataloguedQuery]:
    """Return the queries that come with the package, by name, in the order of their names.

    Raises:
        BadHeader: a query file does not describe itself.
    """
    found = {
        entry.name.removesuffix(SUFFIX): entry
        for entry in files("queries").iterdir()
        if entry.name.endswith(SUFFIX)
    }
    return {name: read(name, found[name].read_text("utf-8")) for name in sorted(found)}


def named(name: str) -> CataloguedQuery:
    """Return the query of this name.

    Raises:
        UnknownQuery: there is none.
    """
    try:
        return catalogue()[name]
    except KeyError:
        raise UnknownQuery(name) from None


def read(name: str, text: str) -> CataloguedQuery:
    """Return the query that a file's text holds.

    Raises:
        BadHeader: the header is missing or malformed, or its parameters are not those of the text.
    """
    header = HEADER.match(text)
    if header is None:
        raise BadHeader(name, "the file does not start with a header of #+ lines")
    lines = (line[2:].removeprefix(" ") for line in header.group().splitlines())
    try:
        described = Header.model_validate(yaml.safe_load("\n".join(lines)))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadHeader(name, str(error)) from error
    _check_parameters(name, text, described)
    return CataloguedQuery(
        name=name, text=text, **{key: getattr(described, key) for key in Header.model_fields}
    )


def _check_parameters(name: str, text: str, header: Header) -> None:
    placed = set(PLACEHOLDER.findall(text))
    differing = sorted(placed.symmetric_difference(header.parameters))
    if differing:
        raise BadHeader(name, f"declared or placed, but not both: {', '.join(differing)}")


def _bound(match: re.Match[str], terms: Mapping[str, str]) -> str:
    name = match.group(1)
    return f"VALUES ?{name} {{ {terms[name]} }}" if name in terms else match.group()
