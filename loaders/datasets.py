"""The datasets that can be read, and the documents that the rows of their files are."""

from __future__ import annotations

import codecs
import io
import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol, cast

from typing_extensions import override

from loaders.containers.objects import read_objects
from loaders.containers.table import is_wide, read_lines
from loaders.errors import Refused
from loaders.headers import find_header, read_header, starts_with_row
from loaders.model import Article, Document, Record, Zone, ZoneKind
from loaders.rows.layout import Container, read_layout
from loaders.rows.row import OutOfScope, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.headers import Header
    from loaders.rows.layout import Layout
    from loaders.rows.told import Told

# What a file is known by stands in its first bytes; SIPRI's preamble has some 1,500 of them.
HEAD: Final = 65_536
# Rows after which their mean number of claims says something about a load.
ENOUGH_ROWS: Final = 100


class Source(Protocol):
    """The module of a dataset."""

    def read(self, row: Row) -> Told:
        """Return what a row tells; raise `OutOfScope` or `Refused` for one that tells nothing."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftAside:
    """A row that makes no claim that the ontology can say, and why."""

    source: str
    line: int
    reason: str


Outcome = Document | LeftAside | Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """What stands in a row, by column, and the line that it starts on."""

    line: int
    values: dict[str, str]


@cache
def names() -> tuple[str, ...]:
    """Return the names of the datasets, which are those of the formats too."""
    found = (entry.name for entry in files("loaders.sources").iterdir())
    return tuple(sorted(name[:-5].replace("_", "-") for name in found if name.endswith(".yaml")))


@cache
def layout(name: str) -> Layout:
    """Return the layout of a dataset; FileNotFoundError when there is none of that name."""
    described = files("loaders.sources") / f"{name.replace('-', '_')}.yaml"
    return read_layout(name, described.read_text("utf-8"))


def recognised(head: bytes) -> str | None:
    """Return the dataset whose layout a file has for certain, by its first `HEAD` bytes; else None."""
    found = [name for name in names() if _has_layout(layout(name), head)]
    return found[0] if len(found) == 1 else None


def read_dataset(
    name: str, stream: BinaryIO, *, source: str, encoding: str | None = None
) -> Iterator[Outcome]:
    """Yield what the rows of a file are, in order, reading no further ahead than a buffer.

    A row that cannot be read is told as refused, and the others are read.

    Raises:
        Refused: the file is not one of this dataset, lacks a column, or has one that is not known.
    """
    rows = RowReader(name, source)
    documents = claims = 0
    for cells in read_cells(name, stream, source=source, encoding=encoding):
        outcome = cells if isinstance(cells, Refused) else rows.read(cells)
        yield outcome
        if isinstance(outcome, Document):
            documents += 1
            claims += len(outcome.claims)
    odd = odd_number(name, source, documents=documents, claims=claims)
    if odd is not None:
        yield odd


def odd_number(name: str, source: str, *, documents: int, claims: int) -> Refused | None:
    """Return a refusal of a file of which so many rows make so many claims, None where it is as expected."""
    least, most = layout(name).claims
    if documents < ENOUGH_ROWS or least <= claims / documents <= most:
        return None
    told = f"{documents:,} rows make {claims:,} claims, and {least} to {most} a row are expected"
    return Refused(source, told)


def read_cells(
    name: str, stream: BinaryIO, *, source: str, encoding: str | None = None
) -> Iterator[Cells | Refused]:
    """Yield the rows of a file as they are written, in order; one that cannot be read is told as refused.

    Raises:
        Refused: the file is not one of this dataset, lacks a column, or has one that is not known.
    """
    wanted = layout(name)
    head = stream.read(HEAD)
    if encoding is not None:
        _check_encoding(encoding, source)
    if encoding is None and is_wide(head):
        raise Refused(source, "is UTF-16 or UTF-32; name its encoding to have it read")
    whole = io.BufferedReader(_Rejoined(head, stream))
    if wanted.container is Container.JSON:
        yield from _objects(wanted, whole, source, encoding)
    else:
        header = read_header(wanted, head, source=source, encoding=encoding)
        yield from _lines(header, whole, source, encoding)


class RowReader:
    """Reads the rows of one file of a dataset, or of a part of it.

    Where rows have no id and those alike are counted (`numbered`), one reader has to see all of a file.
    """

    def __init__(self, name: str, source: str) -> None:
        self._layout = layout(name)
        self._source = source
        module = import_module(f"loaders.sources.{name.replace('-', '_')}")
        self._read = cast("Source", module).read
        self._ids: Counter[str] = Counter()

    def read(self, cells: Cells) -> Outcome:
        """Return what a row is."""
        try:
            row = Row(self._layout, cells.values, source=self._source, line=cells.line)
            told = self._read(row)
            row.close()
        except OutOfScope as left:
            return LeftAside(source=self._source, line=cells.line, reason=left.reason)
        except Refused as refused:
            return refused
        return self._document(row, told)

    def _document(self, row: Row, told: Told) -> Document:
        record = Record(dataset=self._layout.dataset, id=self._named(told.id), mentions=told.mentions)
        article = Article(
            text=row.text,
            title=f"{self._layout.dataset.actor.label} {record.id}",
            published=told.published,
            zones=(Zone(kind=ZoneKind.BODY, start=0, end=len(row.text)),),
            record=record,
        )
        return Document(article=article, statements=told.statements, claims=told.claims)

    def _named(self, name: str) -> str:
        """Return the id of a row; rows of a dataset without ids that are alike are counted."""
        if not self._layout.numbered:
            return name
        self._ids[name] += 1
        return name if self._ids[name] == 1 else f"{name} #{self._ids[name]}"


def _has_layout(wanted: Layout, head: bytes) -> bool:
    if wanted.container is Container.TABLE:
        # Most files name none of the columns: three milliseconds of parsing would find nothing in them.
        named = any(all(one.encode() in head for one in signature) for signature in wanted.signatures)
        return (named and find_header(wanted, head) is not None) or starts_with_row(wanted, head)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n[")
    end = start.find(b"}") + 1
    try:
        first: object = json.loads(start[:end])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and wanted.is_signed_by(cast("dict[str, object]", first))


def _lines(header: Header, whole: BinaryIO, source: str, encoding: str | None) -> Iterator[Cells | Refused]:
    columns = header.columns
    for line in read_lines(whole, header.dialect, source=source, encoding=encoding):
        if isinstance(line, Refused):
            yield line
            continue
        where = f"line {line.number}"
        beyond = line.cells[len(columns) :]
        unnamed = [cell for name, cell in zip(columns, line.cells, strict=False) if not name and cell]
        if len(line.cells) < len(columns) or any(beyond):
            told = f"has {len(line.cells)} cells, and the header {len(columns)} columns"
            yield Refused(source, told, where)
        elif unnamed:
            yield Refused(source, f"{unnamed[0]!r} stands in a column without a name", where)
        else:
            yield Cells(line=line.number, values=dict(zip(columns, line.cells, strict=False)))


def _objects(wanted: Layout, whole: BinaryIO, source: str, encoding: str | None) -> Iterator[Cells | Refused]:
    for found in read_objects(whole, source=source, encoding=encoding):
        unknown = [name for name in found.members if name not in wanted.columns]
        lacking = [name for name in wanted.required if name not in found.members]
        where = f"line {found.number}"
        if unknown:
            yield Refused(source, f"the member {unknown[0]!r} is not known", where)
        elif lacking:
            yield Refused(source, f"lacks the member {lacking[0]!r}", where)
        else:
            values = {name: _text(value) for name, value in found.members.items()}
            yield Cells(line=found.number, values=values)


def _check_encoding(encoding: str, source: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise Refused(source, f"{encoding!r} is no known text encoding") from error


class _Rejoined(io.RawIOBase):
    """A stream of which the first bytes were read already, from its start."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Any, /) -> int:
        wanted = len(buffer)
        piece, self._head = self._head[:wanted], self._head[wanted:]
        if not piece:
            piece = self._rest.read(wanted)
        buffer[: len(piece)] = piece
        return len(piece)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
