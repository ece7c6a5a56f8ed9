"""SOURCES.toml: what is watched, how often, and what is told of it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from loaders.containers.formats import Format
from loaders.iris import canonical_url
from service.errors import WrongUsage
from service.rows import AUTO, formats

if TYPE_CHECKING:
    from pathlib import Path

UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
KINDS: Final = ("feed", "document", "folder")
SOONEST: Final = 60.0  # seconds between two polls of an address

# How pydantic's words for what is wrong with a key read here.
WORDS: Final = {"extra_forbidden": "is no key that is known here", "missing": "is missing"}

_NAME: Final = re.compile(r"[\w.-]{1,60}")
# What can stand in parentheses behind the product in a User-Agent.
_CONTACT: Final = re.compile(r"[!-'*-~]{3,200}")
_INTERVAL: Final = re.compile(r"(\d{1,6})([smhd])")
_HEADER: Final = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")

Place = tuple[int | str, ...]


def _seconds(words: object) -> float:
    found = _INTERVAL.fullmatch(words) if isinstance(words, str) else None
    if found is None:
        raise _wrong(f"{words!r} is no interval such as 90s, 15m, 6h or 1d")
    return float(found[1]) * UNITS[found[2]]


def _name(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise _wrong(f"{name!r} is no name of at most 60 letters, digits, dots, dashes and underscores")
    return name


def _contact(words: str) -> str:
    if _CONTACT.fullmatch(words) is None:
        raise _wrong(f"{words!r} is no address: no spaces and no parentheses")
    return words


def _address(url: str) -> str:
    try:
        canonical_url(url)
    except ValueError as error:
        raise _wrong(str(error)) from error
    return url


def _format(name: str) -> str:
    if name not in formats():
        raise _wrong(f"{name!r} is none of {', '.join(formats())}")
    return name


def _encoding(name: str) -> str:
    try:
        # Python looks the name up only when there is something to decode.
        b"a".decode(name, "ignore")
    except LookupError as error:
        raise _wrong(str(error)) from error
    return name


def _at_least_a_minute(seconds: float) -> float:
    if seconds < SOONEST:
        raise _wrong("an address is polled once a minute at most")
    return seconds


def _wrong(message: str) -> PydanticCustomError:
    # The message is a template: braces in it would be fields.
    return PydanticCustomError("casus", "{message}", {"message": message})


Interval = Annotated[float, BeforeValidator(_seconds), Field(ge=0)]
Every = Annotated[Interval, Field(gt=0)]
Address = Annotated[str, AfterValidator(_address)]
Spacing = Annotated[Every, AfterValidator(_at_least_a_minute)]


class _Strict(BaseModel):
    """Refuses keys and types that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Told(_Strict):
    """What is told of every source: its name in reports, when it is polled, who publishes what it holds."""

    name: Annotated[str, AfterValidator(_name)]
    jitter: Interval = 0.0
    publisher: Annotated[str, Field(min_length=1)] | None = None


class Feed(_Told):
    """A feed at an address; with `pages`, what it only sums up is read from the pages that it links to."""

    kind: Literal["feed"] = "feed"
    url: Address
    every: Spacing | None = None
    pages: bool = True

    @property
    def place(self) -> str:
        """Return where it is."""
        return self.url


class Document(_Told):
    """One document or file of data at an address, loaded again when it changes."""

    kind: Literal["document"] = "document"
    url: Address
    every: Spacing | None = None
    format: Annotated[str, AfterValidator(_format)] = AUTO
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None

    @property
    def place(self) -> str:
        """Return where it is."""
        return self.url


class Folder(_Told):
    """A folder, whose files are loaded when they come and when they change."""

    kind: Literal["folder"] = "folder"
    path: Annotated[str, Field(min_length=1)]
    every: Every | None = None
    format: Annotated[str, AfterValidator(_format)] = AUTO
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None

    @property
    def place(self) -> str:
        """Return where it is."""
        return self.path


Watched = Feed | Document | Folder


class Configuration(_Strict):
    """All that SOURCES.toml tells: of each source, and of all together.

    `every` is for sources that tell no interval of their own, `delay` the least time between two requests to
    a host, `contact` what the hosts are told of who asks.
    """

    every: Spacing = 900.0
    delay: Every = 1.0
    contact: Annotated[str, AfterValidator(_contact)] | None = None
    feed: list[Feed] = Field(default_factory=list[Feed])
    document: list[Document] = Field(default_factory=list[Document])
    folder: list[Folder] = Field(default_factory=list[Folder])

    @property
    def sources(self) -> list[Watched]:
        """Return all sources in the order of their kinds."""
        return [*self.feed, *self.document, *self.folder]


def read_configuration(path: Path) -> Configuration:
    """Return what a file tells; folders are named from where it lies.

    Raises:
        WrongUsage: it cannot be read, is no TOML, or holds a key or value that is not understood.
    """
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except OSError as error:
        raise WrongUsage(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{path} is no TOML: {error}") from error
    try:
        read = Configuration.model_validate(told)
    except ValidationError as error:
        raise WrongUsage("\n".join(_faults(path, text, told, error))) from error
    _check_together(read, path)
    folders = [one.model_copy(update={"path": str(path.parent / one.path)}) for one in read.folder]
    return read.model_copy(update={"folder": folders})


def _faults(path: Path, text: str, told: dict[str, Any], error: ValidationError) -> list[str]:
    """Return what is wrong, each with its line and field."""
    faults: list[str] = []
    for one in error.errors():
        place = one["loc"]
        line = _line(text, place)
        where = str(path) if line is None else f"{path}, line {line}"
        reason = WORDS.get(one["type"], one["msg"])
        faults.append(f"{where}: {_named(told, place)}: {reason}")
    return faults


def _named(told: dict[str, Any], place: Place) -> str:
    """Return what a place in the file is called: `feed "wire", every`."""
    match place:
        case (str(kind), int(number), *rest):
            entry: object = told[kind][number]
            name = cast("dict[str, object]", entry).get("name") if isinstance(entry, dict) else None
            called = f"{kind} {number + 1}" if name is None else f'{kind} "{name}"'
            return ", ".join([called, *map(str, rest[:1])])
        case _:
            return str(place[0])


def _line(text: str, place: Place) -> int | None:
    """Return the line of a key; that of the head of its table where it is not there, or is a table."""
    kind, number = (place[0], cast("int", place[1])) if len(place) > 1 else (None, 0)
    key = re.compile(rf"\s*[\"']?{re.escape(str(list(place)[-1]))}[\"']?\s*=")
    heads, within, head = 0, kind is None, None
    for count, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header is not None:
            heads += header[1] == kind
            within = header[1] == kind and heads == number + 1
            head = count if within or (kind is None and header[1] == next(iter(place))) else head
        elif within and key.match(line):
            return count
    return head


def _check_together(read: Configuration, path: Path) -> None:
    """Raise `WrongUsage` for sources that cannot be watched, or not beside each other."""
    if not read.sources:
        raise WrongUsage(f"{path} names no source: no [[feed]], [[document]] or [[folder]]")
    for what, values in (("name", [one.name for one in read.sources]), ("place", _places(read))):
        for value, times in Counter(values).items():
            if times > 1:
                raise WrongUsage(f"{path}: {times} sources have the {what} {value}")
    formatted: list[Document | Folder] = [*read.document, *read.folder]
    for one in formatted:
        if one.publisher is not None and one.format not in {AUTO, *Format}:
            raise WrongUsage(f'{path}: {one.kind} "{one.name}", publisher: a dataset publishes its own rows')


def _places(read: Configuration) -> list[str]:
    addresses = [one.url for one in read.feed] + [one.url for one in read.document]
    return [*map(canonical_url, addresses), *(one.path for one in read.folder)]
