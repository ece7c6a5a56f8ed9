"""The addresses of the exports: what there is, and the files, whole or in part, of all or of a selection."""

from __future__ import annotations

from base64 import b64encode
from email.utils import formatdate
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from starlette.responses import FileResponse, JSONResponse, RedirectResponse
from typing_extensions import override

from service.exports.building import Order
from service.exports.manifest import MANIFEST
from service.exports.offered import EXPORT_OF, EXPORTS, MEDIA_TYPES, export_of, files
from service.exports.wanted import Wanted, Where
from service.http import SEQUENCE
from service.negotiation import Format, negotiate
from service.pages.render import page
from service.problems import NotFound
from service.rest.conditional import fresh, unchanged
from service.rest.wanted import once, wanted

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from service.exports.building import Built, Exports

router = APIRouter(include_in_schema=False, default_response_class=Response)

RETRY: Final = "5"  # seconds
LEAST: Final = 10_000  # quads or rows of a file
PAGE: Final = Format(name="html", media_type="text/html")
OFFERED: Final = (Format(name="json", media_type="application/json"), PAGE)


class Asked(Where):
    """What of the store a file is to hold, and how many quads or rows a file."""

    shard: Annotated[
        int | None, Field(ge=LEAST, le=1_000_000_000, description="Most quads or rows in a file")
    ] = None


class File(FileResponse):
    """A file of which, as for any file, HEAD is answered without reading it."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__({**scope, "method": "HEAD"} if scope.get("is_head") else scope, receive, send)


@router.get("/exports/")
def exports(request: Request) -> Response:
    """List the exports of the whole store that there are, and how each stands: a page for browsers."""
    kept = _kept(request)
    told = [_told(kept, name) for name in EXPORTS]
    headers = {"Cache-Control": "no-cache", "Vary": "Accept"}
    choice = negotiate(request.headers.get("accept"), OFFERED)
    if choice is not None and choice.format is PAGE:
        return page("exports.html", headers=headers, exports=told)
    return JSONResponse({"exports": told}, headers=headers)


@router.get("/exports/{name}")
def export(request: Request, name: str, asked: Annotated[Asked, Query()]) -> Response:
    """Return a file of an export, or a part of it; while the export is built, how far that is: 202.

    The name of an export of several files leads to its manifest, which names them.

    Raises:
        NotFound: no export has such a file.
    """
    once(request, asked)
    order = _order(request, name, asked)
    if name == order.name and (asked.shard is not None or name not in EXPORT_OF):
        return RedirectResponse(f"/exports/{name}{MANIFEST}{order.suffix}", status_code=303)
    kept = _kept(request)
    # Who has a part already wants the rest of the same.
    built = (kept.built(order) if "range" in request.headers else None) or kept.ready(order)
    if built is None:
        headers = {"Retry-After": RETRY, "Cache-Control": "no-store"}
        return JSONResponse({"name": order.name, **kept.progress(order)}, status_code=202, headers=headers)
    if name != f"{order.name}{MANIFEST}" and name not in built.digests:
        raise _absent(name)
    headers = _headers(built, name, order)
    return unchanged(request, headers) or File(
        built.folder / name, headers=headers, media_type=MEDIA_TYPES[PurePath(name).suffix]
    )


def _order(request: Request, name: str, asked: Asked) -> Order:
    """Return what is to be built for a file; raise `NotFound` or `BadRequest` when nothing is."""
    of = export_of(name)
    if of is None or (asked.shard is None and name not in {of, *EXPORT_OF}):
        raise _absent(name)
    if asked.told:
        with fresh(request, asked.min_sequence).reading() as db:
            wanted(db, asked, request.app.state.store.base)
    return Order(name=of, wanted=Wanted(format=EXPORTS[of], where=asked, most=asked.shard))


def _absent(name: str) -> NotFound:
    return NotFound(f"no export has a file {name[:80]!r}: /exports/ lists them")


def _kept(request: Request) -> Exports:
    kept: Exports = request.app.state.exports
    return kept


def _told(kept: Exports, name: str) -> dict[str, object]:
    order = Order.whole(name)
    built = kept.built(order)
    told = {"name": name, "format": EXPORTS[name], **kept.progress(order)}
    told["files"] = [f"/exports/{file}" for file in files(name)]
    if built is not None:
        told |= {key: built.manifest[key] for key in ("sequence", "count")}
        told["size"] = sum(file["bytes"] for file in built.manifest["files"])
        told["built"] = formatdate(built.time, usegmt=True)
    return told


def _headers(built: Built, name: str, order: Order) -> dict[str, str]:
    told = {SEQUENCE: str(built.sequence), "Cache-Control": "no-cache"}
    digest = built.digests.get(name)
    if digest is None:
        return told | {"ETag": f'"{built.sequence}-{built.time}"'}
    manifest = f"/exports/{order.name}{MANIFEST}{order.suffix}"
    return told | {
        "ETag": f'"{digest[:32]}"',
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(digest)).decode()}:",
        "Link": f'<{manifest}>; rel="describedby"; type="application/json"',
    }
