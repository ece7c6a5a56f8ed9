"""The document that a client hands in: its text or its web page, and what is known of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final, cast

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from loaders.containers.moments import read_moment
from loaders.iris import canonical_url
from service.problems import UNKNOWN, BadRequest, Refusal, TooLarge, UnsupportedMedia

if TYPE_CHECKING:
    from pydantic.config import JsonDict
    from starlette.requests import Request

JSON: Final = "application/json"
BODY: Final = "body"
# What no text has; a tab, line ends and page breaks are text.
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
PRINTABLE: Final[JsonDict] = {"pattern": r"^[^\x00-\x08\x0e-\x1f]*[^\s\x00-\x1f][^\x00-\x08\x0e-\x1f]*$"}
LANGUAGE: Final = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


class MalformedBody(Refusal):
    """The body is no JSON object."""

    title = "The body cannot be understood"


def _text(value: str) -> str:
    found = CONTROL.search(value)
    if found is not None:
        raise ValueError(f"the character U+{ord(found[0]):04X} at {found.start()} is none of a text")
    if not value.strip():
        raise ValueError("it is empty")
    return value


def _moment(value: str) -> str:
    if read_moment(value) is None:
        raise ValueError(f"{value[:80]!r} is no ISO 8601 date or time such as 2024-12-03 or 2024-12-03T03:06")
    return value


def _address(value: str) -> str:
    canonical_url(value)
    return value


Text = Annotated[str, AfterValidator(_text), Field(json_schema_extra=PRINTABLE)]
Name = Annotated[str, Field(max_length=1000, json_schema_extra=PRINTABLE), AfterValidator(_text)]
Moment = Annotated[
    str, Field(max_length=100, json_schema_extra={"format": "moment"}), AfterValidator(_moment)
]
Address = Annotated[
    str, Field(max_length=2000, json_schema_extra={"format": "address"}), AfterValidator(_address)
]


class Told(BaseModel):
    """What is known of a document beside its text; it goes before what the document itself tells."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Annotated[
        Name | None, Field(description="Headline", examples=["Pentagon has not seen DPRK forces in combat"])
    ] = None
    published: Annotated[
        Moment | None,
        Field(
            description="When it was published: a day, or a time, with an offset where the zone is known",
            examples=["2024-12-03T03:06:00"],
        ),
    ] = None
    publisher: Annotated[Name | None, Field(description="Who published it", examples=["Dnipro Wire"])] = None
    authors: Annotated[
        list[Name] | None,
        Field(max_length=100, description="Who wrote it, a name each", examples=[["Olena Example"]]),
    ] = None
    url: Annotated[
        Address | None,
        Field(
            description="Its address, http or https: another text under it takes the place of this one",
            examples=["https://news.example/briefing"],
        ),
    ] = None
    language: Annotated[
        str | None,
        Field(
            pattern=LANGUAGE,
            max_length=35,
            description="Its language (BCP 47), where the text is too short to tell it",
            examples=["en"],
        ),
    ] = None


class NewText(Told):
    """An article as plain text."""

    text: Annotated[
        Text,
        Field(
            description="The text that the offsets of evidence refer to",
            examples=["South Korea's spy agency said that about 300 North Korean soldiers had been killed."],
        ),
    ]


class NewPage(Told):
    """An article as the web page that it was published on."""

    html: Annotated[
        Text,
        Field(
            description="The page, which the text is taken out of; nothing that it names is fetched",
            examples=["<html><body><article><h1>…</h1><p>…</p></article></body></html>"],
        ),
    ]


async def read_submission(request: Request, *, most: int) -> NewText | NewPage:
    """Return the document that a request holds.

    Raises:
        UnsupportedMedia, TooLarge: its body is not read.
        MalformedBody: its body is no JSON object.
        BadRequest: a field is missing, unknown or malformed.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != JSON:
        raise UnsupportedMedia(f"a document is posted as {JSON}")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMedia("a compressed body is not read")
    return _checked(_members(await _body(request, most)))


async def _body(request: Request, most: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise TooLarge(f"a document may be {most:,} bytes long (CASUS_MAX_DOCUMENT)", most=most)
        pieces.append(piece)
    return b"".join(pieces)


def _members(body: bytes) -> dict[str, object]:
    try:
        value: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedBody(f"the body is no JSON: {error.msg}", parameter=BODY) from None
    if not isinstance(value, dict):
        raise MalformedBody("the body is no JSON object", parameter=BODY)
    return cast("dict[str, object]", value)


def _checked(members: dict[str, object]) -> NewText | NewPage:
    if members.get("text") is not None and members.get("html") is not None:
        raise BadRequest("html", "a document has text or html, not both")
    model = NewPage if members.get("html") is not None else NewText
    try:
        return model.model_validate(members)
    except ValidationError as error:
        first = error.errors()[0]
        told = UNKNOWN if first["type"] == "extra_forbidden" else str(first["msg"])
        raise BadRequest(str(first["loc"][0]), told.removeprefix("Value error, ")) from None
