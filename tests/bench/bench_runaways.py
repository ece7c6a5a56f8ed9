"""Other people's quick queries while twenty runaways are under way, against the same without them."""

from __future__ import annotations

import socket
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.bench.arrivals import BASE
from tests.bench.bench_sparql import LOOKUP
from tests.bench.http_load import asking, is_whole, measure, posting
from tests.bench.servers import casus, family, make_store, memory
from tests.service.web.runaways import RUNAWAYS

QUADS: Final = 1_000_000
DEADLINE: Final = 5.0
AT_ONCE: Final = 20
QUIET: Final = 5.0
CONNECTIONS: Final = 4


def main() -> None:
    """Print by when each runaway was answered, what the others had to wait, memory, and what is left."""
    with tempfile.TemporaryDirectory() as name:
        make_store(Path(name), QUADS)
        with casus(Path(name), CASUS_QUERY_TIMEOUT=str(DEADLINE)) as (port, process):
            numbers = iter(range(10**9))

            def lookup() -> bytes:
                return asking(LOOKUP.format(claim=f"{BASE}claim/{next(numbers)}"))

            measure(port, lookup, connections=CONNECTIONS, seconds=2.0)
            quiet = measure(port, lookup, connections=CONNECTIONS, seconds=QUIET)
            before = len(family(process))
            with ThreadPoolExecutor(AT_ONCE + 1) as pool:
                asked = [pool.submit(_runaway, port, number) for number in range(AT_ONCE)]
                weighed = pool.submit(_heaviest, process)
                busy = measure(port, lookup, connections=CONNECTIONS, seconds=DEADLINE + 1)
                ended = [each.result() for each in asked]
            time.sleep(2.0)
            statuses = sorted({status for status, _ in ended})
            _tell("runaways answered, the last after (s)", max(took for _, took in ended), f"{statuses}")
            _tell("lookups, quiet p99 (ms)", quiet.quantile(0.99) * 1e3, f"{quiet.rate:,.0f}/s")
            _tell("lookups, busy p99 (ms)", busy.quantile(0.99) * 1e3, f"{busy.rate:,.0f}/s {busy.statuses}")
            _tell("ratio", busy.quantile(0.99) / quiet.quantile(0.99), "")
            _tell("memory at most (MB)", weighed.result() / 1e6, f"afterwards {memory(process) / 1e6:,.0f}")
            _tell("processes", float(len(family(process))), f"before {before}")


def _runaway(port: int, number: int) -> tuple[int, float]:
    """Ask a runaway from an address of its own, and return the status of its answer, and when it came."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)) as connection:
        connection.sendall(posting(RUNAWAYS[number % len(RUNAWAYS)]))
        answer = bytearray()
        while not is_whole(answer) and (piece := connection.recv(262_144)):
            answer += piece if len(answer) < 1_000_000 else piece[-16:]
    return int(answer[9:12]), time.monotonic() - started


def _heaviest(process: int) -> int:
    """Return the most that the service held while the runaways were under way."""
    end = time.monotonic() + DEADLINE + 1
    most = 0
    while time.monotonic() < end:
        most = max(most, memory(process))
        time.sleep(0.2)
    return most


def _tell(title: str, value: float, more: str) -> None:
    sys.stdout.write(f"{title:<42} {value:>12,.2f}   {more}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
