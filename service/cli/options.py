"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from loaders.iris import canonical_url
from service.base import DEFAULT_BASE
from service.cli.output import complain
from service.dates import checked_moment
from service.errors import WrongUsage
from service.rows import formats
from service.settings import Settings
from service.sidecar import Metadata


def _format(value: str) -> str:
    if value not in formats():
        raise typer.BadParameter(f"{value!r} is none of {', '.join(formats())}")
    return value


def _moment(value: str | None) -> str | None:
    try:
        return None if value is None else checked_moment(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _address(value: str | None) -> str | None:
    try:
        if value is not None:
            canonical_url(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return value


def _encoding(value: str | None) -> str | None:
    try:
        if value is not None:
            # Python looks the name up only when there is something to decode.
            b"a".decode(value, "ignore")
    except LookupError as error:
        raise typer.BadParameter(str(error)) from error
    return value


StoreOption = Annotated[
    Path | None,
    typer.Option("--store", help="Folder of the store (CASUS_STORE; ./casus-data)."),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        callback=_format,
        metavar="NAME",
        help=f"What the documents are written in: {', '.join(formats())}.",
    ),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        callback=_moment, metavar="DATE", help="When it was published, as an ISO 8601 date or time."
    ),
]
PublisherOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")]
UrlOption = Annotated[
    str | None, typer.Option(callback=_address, help="Its address; for one document alone.")
]
EncodingOption = Annotated[
    str | None,
    typer.Option(callback=_encoding, metavar="NAME", help="Its character encoding, if not UTF-8."),
]


def settings_of(context: typer.Context) -> Settings:
    """Return the settings that the process was started with."""
    settings = context.find_object(Settings)
    assert settings is not None
    return settings


def is_store(folder: Path) -> bool:
    """Return whether there is a store in a folder."""
    return (folder / "log.sqlite").is_file()


def tell_base(*, new: bool, settings: Settings) -> None:
    """Warn once, when a store is made, that the default base is no one's own."""
    if new and settings.base_iri is None:
        complain(
            f"warning: this new store's IRIs begin with {DEFAULT_BASE} for good, which is for trying only; "
            "set CASUS_BASE_IRI before you make one to keep"
        )


def metadata(paths: list[str], *, published: str | None, publisher: str | None, url: str | None) -> Metadata:
    """Return what the command line tells of the documents; raise `WrongUsage` for one address of several."""
    if url is not None and (len(paths) > 1 or Path(paths[0]).is_dir()):
        raise WrongUsage("--url is the address of one document; name that one file")
    return Metadata(published=published, publisher=publisher, url=url)
