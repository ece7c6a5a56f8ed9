"""What is told of a document beside it: the file `NAME.meta.json` next to `NAME.txt`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from loaders.errors import Refused
from loaders.iris import canonical_url
from service.dates import checked_moment

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".meta.json"


def _checked_url(url: str) -> str:
    canonical_url(url)
    return url


class Metadata(BaseModel):
    """What a document's sender knows of it: its address, its publisher, when it was published."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    url: Annotated[str, AfterValidator(_checked_url)] | None = None
    publisher: str | None = None
    published: Annotated[str, AfterValidator(checked_moment)] | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return this metadata, completed by another's where it tells nothing."""
        return other.model_copy(update=self.model_dump(exclude_none=True))


def beside(document: Path) -> Metadata:
    """Return what the file beside a document tells, nothing when there is none.

    Raises:
        Refused: the file cannot be read, is no JSON object, or holds a key or value that is not understood.
    """
    path = document.with_suffix(SUFFIX)
    try:
        return Metadata.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        raise Refused(str(path), error.strerror or str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused(str(path), f"{where}: {first['msg']}" if where else str(first["msg"])) from error
