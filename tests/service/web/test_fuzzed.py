"""Schemathesis tries every operation of the OpenAPI document, with all its checks, on a real server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.request import Request, urlopen

import pytest
import uvicorn

from service.app import create_app
from service.contract.routes import PATH
from service.keys import Keys, Scope
from service.settings import Settings
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from loaders.model import Document
    from service.store import Outcome

# Of each operation; `CASUS_FUZZ=1000 pytest tests/service/web/test_fuzzed.py` looks further.
EXAMPLES: Final = int(os.environ.get("CASUS_FUZZ", "3"))
HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[2]
BASE: Final = "https://casus.example/id/"


@pytest.fixture(scope="module")
def held(
    tmp_path_factory: pytest.TempPathFactory,
    documents: Iterable[Document],
    put: Callable[[Store, Document], Outcome],
) -> Generator[Store]:
    """A store that is written to."""
    store = Store.open(tmp_path_factory.mktemp("fuzzed") / "store", base=BASE)
    for document in documents:
        put(store, document)
    yield store
    store.close()


@pytest.fixture(scope="module")
def address(held: Store) -> Generator[str]:
    """The address of a server of that store."""
    app = create_app(held, Settings(readers=1, max_document=50_000))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield "http://{}:{}".format(*listener.getsockname())
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def key(held: Store) -> str:
    """A key that may do everything."""
    keys = Keys(held.folder)
    made = keys.add("fuzz", [Scope.ADMIN], at=datetime.now(UTC))
    keys.close()
    return made


def test_every_operation_does_what_the_document_says(address: str, key: str, tmp_path: Path) -> None:
    # The language model takes its time to load; no answer is to take that long.
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    urlopen(Request(address + "/api/v1/articles", b'{"text": "Nothing happened."}', headers)).close()  # noqa: S310

    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("--config-file", HERE / "schemathesis.toml", "run", address + PATH, "--checks", "all"),
            *("--max-examples", str(EXAMPLES), "--generation-deterministic", "--request-timeout", "60"),
            *("--header", f"Authorization: Bearer {key}"),
        ],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.service.web.fuzz_hooks", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[done.stdout.find("FAILURES") :] + done.stderr
