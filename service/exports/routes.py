"""The addresses of the exports: what there is, and the files, whole or in part."""

from __future__ import annotations

from base64 import b64encode
from email.utils import formatdate
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse, JSONResponse, RedirectResponse
from typing_extensions import override

from service.exports.manifest import MANIFEST
from service.exports.offered import EXPORT_OF, EXPORTS, MEDIA_TYPES, files
from service.problems import NotFound
from service.rest.conditional import SEQUENCE, unchanged

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from service.exports.building import Built, Exports

router = APIRouter(include_in_schema=False, default_response_class=Response)

RETRY: Final = "5"  # seconds


class File(FileResponse):
    """A file of which, as for any file, HEAD is answered without reading it."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__({**scope, "method": "HEAD"} if scope.get("is_head") else scope, receive, send)


@router.get("/exports/")
def exports(request: Request) -> Response:
    """List the exports that there are, and how each stands."""
    kept = _kept(request)
    return JSONResponse(
        {"exports": [_told(kept, name) for name in EXPORTS]}, headers={"Cache-Control": "no-cache"}
    )


@router.get("/exports/{name}")
def export(request: Request, name: str) -> Response:
    """Return a file of an export, or a part of it; while the export is built, how far that is: 202.

    The name of an export of several files leads to its manifest, which names them.

    Raises:
        NotFound: no export has such a file.
    """
    if name in EXPORTS and name not in EXPORT_OF:
        return RedirectResponse(f"/exports/{name}{MANIFEST}", status_code=303)
    if name not in EXPORT_OF:
        raise NotFound(f"no export has a file {name[:80]!r}: /exports/ lists them")
    kept, of = _kept(request), EXPORT_OF[name]
    # Who has a part already wants the rest of the same.
    built = (kept.built(of) if "range" in request.headers else None) or kept.ready(of)
    if built is None:
        headers = {"Retry-After": RETRY, "Cache-Control": "no-store"}
        return JSONResponse({"name": of, **kept.progress(of)}, status_code=202, headers=headers)
    headers = _headers(built, name)
    return unchanged(request, headers) or File(
        built.folder / name, headers=headers, media_type=MEDIA_TYPES[PurePath(name).suffix]
    )


def _kept(request: Request) -> Exports:
    kept: Exports = request.app.state.exports
    return kept


def _told(kept: Exports, name: str) -> dict[str, object]:
    built = kept.built(name)
    told = {"name": name, "format": EXPORTS[name], **kept.progress(name)}
    told["files"] = [f"/exports/{file}" for file in files(name)]
    if built is not None:
        told |= {key: built.manifest[key] for key in ("sequence", "count")}
        told["size"] = sum(file["bytes"] for file in built.manifest["files"])
        told["built"] = formatdate(built.time, usegmt=True)
    return told


def _headers(built: Built, name: str) -> dict[str, str]:
    digests = {file["name"]: file["sha256"] for file in built.manifest["files"]}
    told = {SEQUENCE: str(built.sequence), "Cache-Control": "no-cache"}
    if name not in digests:
        return told | {"ETag": f'"{built.sequence}-{built.time}"'}
    digest = b64encode(bytes.fromhex(digests[name])).decode()
    return told | {
        "ETag": f'"{digests[name][:32]}"',
        "Repr-Digest": f"sha-256=:{digest}:",
        "Link": f'</exports/{EXPORT_OF[name]}{MANIFEST}>; rel="describedby"; type="application/json"',
    }
