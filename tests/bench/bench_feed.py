"""A page of the change feed as it lies in the cache, against a bare Starlette route of the same bytes.

usage: python -m tests.bench.bench_feed [SECONDS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.store import Store
from tests.bench import servers
from tests.bench.arrivals import BASE
from tests.bench.http_load import each_in_turn, measure
from tests.bench.reports import as_arrival, report

if TYPE_CHECKING:
    from collections.abc import Generator

CHANGES: Final = 300
CONNECTIONS: Final = 8
SECONDS: Final = 5.0
ROUNDS: Final = 3
LEAST: Final = 0.5
PAGE: Final = "/feed/pages/1"
BARE: Final = """
import sys
from pathlib import Path
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
content = Path(sys.argv[1]).read_bytes()
async def page(request):
    return Response(content, media_type="application/trig")
app = Starlette(routes=[Route("/feed/pages/{number:int}", page)])
uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", access_log=False)
"""


def main(arguments: list[str]) -> int:
    """Return the exit code."""
    seconds = float(arguments[0]) if arguments else SECONDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(Store.open(folder / "store", base=BASE)) as store:
            store.put_all([as_arrival(report(number), base=store.base) for number in range(CHANGES)])
        with servers.casus(folder) as (ours, _):
            with urllib.request.urlopen(f"http://127.0.0.1:{ours}{PAGE}", timeout=60) as answer:
                content = answer.read()
                assert "immutable" in answer.headers["Cache-Control"], "the page is not full"
            (folder / "page").write_bytes(content)
            with _bare(folder / "page") as theirs:
                rates = [_rates(ours, theirs, seconds) for _ in range(ROUNDS)]
    our_rate, their_rate = max(rate[0] for rate in rates), max(rate[1] for rate in rates)
    ratio = our_rate / their_rate
    sys.stdout.write(
        f"a page of {len(content):,} bytes: {our_rate:,.0f}/s, a bare route {their_rate:,.0f}/s: "
        f"{ratio:.2f} of the rate, at least {LEAST} is asked for\n"
    )
    return 1 if ratio < LEAST else 0


def _rates(ours: int, theirs: int, seconds: float) -> tuple[float, float]:
    request = f"GET {PAGE} HTTP/1.1\r\nHost: bench\r\nAccept: application/trig\r\n\r\n".encode()
    our_rate, their_rate = (
        measure(port, each_in_turn([request]), connections=CONNECTIONS, seconds=seconds).rate
        for port in (ours, theirs)
    )
    return our_rate, their_rate


@contextmanager
def _bare(page: Path) -> Generator[int]:
    port = servers.free_port()
    with subprocess.Popen([sys.executable, "-c", BARE, str(page), str(port)]) as process:
        try:
            servers.wait_for(port)
            yield port
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
