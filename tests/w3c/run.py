"""Runs the W3C's SPARQL test suites over HTTP against a bare service: `python -m tests.w3c.run RDF-TESTS`.

The path is that of a copy of the repository w3c/rdf-tests, whose files stay out of this project.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.w3c.cases import cases
from tests.w3c.client import Client
from tests.w3c.suites import SUITES, failure

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

KNOWN: Final = Path(__file__).parent / "known.toml"


def main() -> None:
    """Print how many cases of each suite pass, and why each other one does not; exit with 1 on a surprise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", type=Path, help="a copy of w3c/rdf-tests")
    parser.add_argument("--suite", action="append", choices=[*SUITES], help="run this suite alone")
    parser.add_argument("--only", default="", help="run cases alone whose names hold this")
    given = parser.parse_args()
    known: dict[str, str] = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    with service() as client:
        surprises = [
            tell(suite, given.tests, client, known, only=given.only) for suite in given.suite or SUITES
        ]
    sys.exit(any(surprises))


def tell(suite: str, root: Path, client: Client, known: Mapping[str, str], *, only: str = "") -> int:
    """Run one suite, print what came of it, and return how many cases are not as it is known of them."""
    passed, run, surprises = Counter[str](), Counter[str](), 0
    for case in cases(root, SUITES[suite]):
        if only in case.name:
            kind = "syntax" if "Syntax" in case.kind else "evaluation"
            found = failure(case, client)
            run[kind] += 1
            passed[kind] += found is None
            surprises += (found is None) == (case.name in known)
            if found is not None:
                reason = known.get(case.name, f"NOT KNOWN: {' '.join(found.split())}")
                print(f"  fails: {case.name}: {reason}")  # noqa: T201
            elif case.name in known:
                print(f"  passes, NOT KNOWN: {case.name}")  # noqa: T201
    figures = ", ".join(f"{kind} {passed[kind]} of {run[kind]}" for kind in run)
    print(f"{suite}: {figures}", flush=True)  # noqa: T201
    return surprises


@contextmanager
def service() -> Generator[Client]:
    """Give a client of a new bare service, whose default graph is the unnamed one."""
    with TemporaryDirectory() as folder:
        settings = {
            "CASUS_STORE": folder,
            "CASUS_BARE": "1",
            "CASUS_DEFAULT_GRAPH": "unnamed",
            "CASUS_PORT": "0",
        }
        environment = {**os.environ, **settings}
        casus = [sys.executable, "-m", "service.cli"]
        made = subprocess.run(
            [*casus, "keys", "add", "w3c", "--scope", "write"],
            env=environment, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        with subprocess.Popen(
            [*casus, "serve"], env=environment, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            try:
                yield Client(server.stdout.readline().strip(), made.stdout.strip())
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
