"""A public LDES client, from the npm registry, follows the change feed: it must find every change, and once.

usage: make ldes, or after `npm ci` in this folder: python -m tests.ldes.run

A store of made-up reports is served, one of which was replaced and one withdrawn; there are several pages of
members. Exits with 1 when what the client finds is not what the log holds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from service.store import Store
from tests.bench import servers
from tests.bench.reports import as_arrival, report

BASE: Final = "https://casus.example/id/"
REPORTS: Final = 120
SCRIPT: Final = Path(__file__).with_name("follow.mjs")


def main() -> int:
    """Return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = _filled(folder / "store")
        with servers.casus(folder) as (port, _):
            found = _followed(f"http://127.0.0.1:{port}/feed")
    told = {member["id"]: _is_held(member) for member in found}
    is_same = told == expected and len(told) == len(found)
    quads = sum(member["quads"] for member in found)
    sys.stdout.write(
        f"{len(expected)} changes, {len(found)} members of {quads:,} quads: "
        f"{'the same' if is_same else 'NOT the same'}\n"
    )
    return 0 if is_same else 1


def _filled(folder: Path) -> dict[str, bool]:
    """Make a store, and return its changes by IRI: whether each brought a graph."""
    with closing(Store.open(folder, base=BASE)) as store:
        store.put_all(as_arrival(report(number), base=BASE) for number in range(REPORTS))
        store.put(as_arrival(report(1, version=1), base=BASE))
        store.withdraw(store.log.changes()[1].article, "retracted")
        return {f"{BASE}change/{one.seq}": one.action != "withdraw" for one in store.log.changes()}


def _followed(address: str) -> list[dict[str, Any]]:
    command = ["node", str(SCRIPT), address]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=300)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _is_held(member: dict[str, Any]) -> bool:
    """Return whether a member came with its graph."""
    return member["id"] in member["graphs"]


if __name__ == "__main__":
    sys.exit(main())
