"""What a client is told of a write that was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson
from starlette.responses import Response

from service.http import SEQUENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.sparql.writing import Written

NO_CONTENT: Final = 204
SPARED: Final = "graphs of the service's own were left as they are"


def told(written: Written, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer to a write: how many quads came and went, the number of the newest change."""
    found = {"added": len(written.net.came), "removed": len(written.net.went), "sequence": written.sequence}
    note = {"note": SPARED} if written.spared else {}
    return Response(
        None if status == NO_CONTENT else orjson.dumps(found | note),
        status,
        {SEQUENCE: str(written.sequence), **(headers or {})},
        "application/json",
    )
