"""A copy that catches up over HTTP, against the same changes stored at the origin; both killed on the way.

usage: python -m tests.bench.bench_replicate [CHANGES] [KILLS]

Copies twice, first while the origin has no dump, then from its dump, and prints the rates beside that of
storing; then how far another copy was each time that it, or its origin, was killed. Exits with 1 when a copy
does not end in its origin's state, or a rate is less than is asked for.
"""

from __future__ import annotations

import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.log import Log
from service.store import Store
from tests.bench.reports import as_arrival, report

if TYPE_CHECKING:
    from collections.abc import Generator

CHANGES: Final = 4_000
KILLS: Final = 10
BATCH: Final = 200
SEED: Final = 7
LEAST: Final = 0.5
BUILT: Final = 200


def main(arguments: list[str]) -> int:
    """Return the exit code."""
    changes, kills = (*map(int, arguments), *(CHANGES, KILLS)[len(arguments) :])
    with tempfile.TemporaryDirectory() as name:
        origin, copy = Path(name, "origin"), Path(name, "copy")
        stored = _fill(origin, changes)
        sys.stdout.write(f"{changes:,} changes\n  stored at the origin in {stored:.1f} s\n")
        with _served(origin) as address:
            copied = _copied(address, Path(name, "first"))
            _say("copied and checked, with the start of the process", stored, copied)
            _say("the same from a dump", stored, _copied_from_dump(address, Path(name, "second")))
        code = 0 if kills == 0 else _killed(origin, copy, kills=kills, seconds=2 * copied / kills)
        return max(code, int(stored / copied < LEAST))


def _say(what: str, stored: float, copied: float) -> None:
    sys.stdout.write(
        f"  {what}, in {copied:.1f} s: {stored / copied:.2f} of the rate, at least {LEAST} is asked for\n"
    )


def _copied(address: str, folder: Path) -> float:
    """Copy a store, and return the seconds that it took."""
    # The graphs that come with the package are there before the clock runs.
    Store.open(folder).close()
    start = time.monotonic()
    subprocess.run(_replicate(address, folder), check=True, stdout=subprocess.DEVNULL)
    took = time.monotonic() - start
    shutil.rmtree(folder)
    return took


def _copied_from_dump(address: str, folder: Path) -> float:
    start = time.monotonic()
    while True:
        with urllib.request.urlopen(f"{address}/exports/casus.jsonl.zst") as answer:  # noqa: S310 - ours
            if answer.status == BUILT:
                sys.stdout.write(
                    f"  a dump of {int(answer.headers['Content-Length']) / 1e6:,.0f} MB is there "
                    f"{time.monotonic() - start:.1f} s after that\n"
                )
                break
        time.sleep(0.2)
    return _copied(address, folder)


def _killed(origin: Path, copy: Path, *, kills: int, seconds: float) -> int:
    chance = random.Random(SEED)  # noqa: S311 - the same moments each time
    port = _free_port()
    for number in range(kills):
        kills_origin = number % 2 == 1
        with _served(origin, port=port) as address, _running(_replicate(address, copy)) as copying:
            time.sleep(chance.uniform(0.2, seconds))
            if not kills_origin:
                copying.send_signal(signal.SIGKILL)
        victim = "the origin" if kills_origin else "the copy"
        sys.stdout.write(f"  {victim} killed when {_changes(copy):,} changes were copied\n")
    with _served(origin, port=port) as address:
        last = subprocess.run(_replicate(address, copy), capture_output=True, text=True, check=False)
    sys.stdout.write(f"  {last.stdout}{last.stderr}")
    return last.returncode


def _fill(folder: Path, changes: int) -> float:
    """Store made-up reports, and return the seconds that the store took for it."""
    store, took = Store.open(folder), 0.0
    for first in range(0, changes, BATCH):
        numbers = range(first, min(first + BATCH, changes))
        arrivals = [as_arrival(report(number), base=store.base) for number in numbers]
        start = time.monotonic()
        store.put_all(arrivals)
        took += time.monotonic() - start
    store.close()
    return took


@contextmanager
def _served(folder: Path, *, port: int | None = None) -> Generator[str]:
    """Serve a store in a process of its own, which is killed at the end."""
    port = port or _free_port()
    command = [sys.executable, "-m", "service.cli", "serve", "--store", str(folder), "--port", str(port)]
    with _running(command):
        address = f"http://127.0.0.1:{port}"
        _wait_for(port)
        yield address


@contextmanager
def _running(command: list[str]) -> Generator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def _replicate(address: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "service.cli", "replicate", address, "--store", str(folder), "--once"]


def _wait_for(port: int) -> None:
    for _ in range(3000):
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port))):
            return
        time.sleep(0.1)
    raise TimeoutError("the origin does not listen")


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _changes(folder: Path) -> int:
    path = folder / "log.sqlite"
    if not path.is_file():
        return 0
    with closing(Log(path)) as log:
        return log.sequence


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
