"""What an export is to hold: in which format, which part of the store, in files of which size."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode

from pydantic import AfterValidator, Field, ValidationError

from service.dates import checked_moment
from service.errors import WrongUsage
from service.exports import parquet
from service.exports.formats import GZIP, TABULAR, ZSTD, Format
from service.rest.filters import TypedSelection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

# What asks when to answer and in which files, not for which claims.
ASIDE: Final = {"min_sequence", "shard"}


def utc(text: str) -> str:
    """Return a day as it is, a time as the log tells times, in UTC; so is one without an offset.

    Raises:
        ValueError: it is neither.
    """
    told = checked_moment(text)
    if "T" not in told:
        return told
    time = datetime.fromisoformat(told)
    aware = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return aware.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Where(TypedSelection):
    """Which claims an export holds, by the filters of the REST API, and since when they are held."""

    since: Annotated[
        str | None,
        AfterValidator(utc),
        Field(max_length=40, description="Only articles that came since a day or time in UTC"),
    ] = None

    @property
    def told(self) -> dict[str, Any]:
        """Return it as the manifest tells it: what is asked for, and no more."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=ASIDE)


def where(pairs: Iterable[str]) -> Where:
    """Return what `NAME=VALUE` pairs ask for.

    Raises:
        WrongUsage: there is no such filter, or a value does not fit it.
    """
    given: defaultdict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise WrongUsage(f"{pair!r} is no NAME=VALUE")
        given[name].append(value)
    listed = {
        field.alias or name
        for name, field in Where.model_fields.items()
        if isinstance(field.get_default(call_default_factory=True), list)
    }
    try:
        return Where.model_validate(
            {
                name: values if name in listed or len(values) > 1 else values[0]
                for name, values in given.items()
            }
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongUsage(f"{first['loc'][0]}: {first['msg']}") from None


ALL: Final = Where()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What an export is to hold; with `most`, a file holds so many quads or rows, and files are numbered."""

    format: Format
    where: Where = ALL
    most: int | None = None

    def __post_init__(self) -> None:
        """Refuse a part of what leaves whole."""
        if self.format is Format.CHANGES and not self.is_whole:
            raise WrongUsage("changes leave whole: filters and `since` are for graphs and tables")

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is left out."""
        return not self.where.told

    @property
    def needs_index(self) -> bool:
        """Return whether the index is read for it, not the graphs alone."""
        return self.format in TABULAR or not self.is_whole

    @property
    def query(self) -> str:
        """Return what is asked for as the query of an address, always the same for the same."""
        told = self.where.told | ({} if self.most is None else {"shard": self.most})
        return urlencode(sorted(told.items()), doseq=True)

    def check(self, out: PurePath) -> None:
        """Check that it can be written under a name.

        Raises:
            WrongUsage: it cannot.
        """
        if self.format is Format.PARQUET:
            parquet.arrow()
            if out.suffix in {GZIP, ZSTD}:
                raise WrongUsage(f"{out.name}: Parquet is packed already; end it in .parquet")
