"""A client that a standard generator makes from the OpenAPI document, type-checked and used on a server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

ROOT: Final = Path(__file__).parents[2]
CASUS: Final = Path(sys.executable).with_name("casus")
# The generator wants another release of what our command line is made of: it gets an environment of its own.
TOOLS: Final = ("openapi-python-client==0.29.1", "mypy==2.4.1")
ARTICLE: Final = """The Kremlin denied that North Korean troops were fighting for Russia.
The Kremlin denied that Russia had launched missiles at Poltava.
South Korea's spy agency said on Monday that about 300 North Korean soldiers had been killed in Kursk Oblast.
"""
POSTED: Final = (
    "South Korea's spy agency said that about 400 North Korean soldiers had been killed in Kursk.\n"
)
DASHBOARD: Final = """
import json
import sys
from urllib.parse import parse_qs, urlsplit

from casus_client import AuthenticatedClient, Client
from casus_client.api.articles import add_article, withdraw_article
from casus_client.api.collections import list_claims, show_article, show_claim
from casus_client.models.claim import Claim
from casus_client.models.claim_page import ClaimPage
from casus_client.models.new_text import NewText
from casus_client.models.problem import Problem
from casus_client.models.stored import Stored
from casus_client.types import UNSET, Unset


def denials(client: Client) -> list[Claim]:
    found: list[Claim] = []
    cursor: str | Unset = UNSET
    while True:
        page = list_claims.sync(client=client, status=["denied"], limit=1, cursor=cursor)
        assert isinstance(page, ClaimPage)
        found += page.items
        if page.next_ is None:
            return found
        (cursor,) = parse_qs(urlsplit(page.next_).query)["cursor"]


def main(address: str, key: str, text: str) -> None:
    reader = Client(base_url=address)
    writer = AuthenticatedClient(base_url=address, token=key)
    denied = denials(reader)
    one = show_claim.sync(denied[0].id, client=reader)
    wrong = list_claims.sync_detailed(client=reader, cursor="none")
    assert isinstance(wrong.parsed, Problem)
    stored = add_article.sync(client=writer, body=NewText(text=text, published="2025-01-13"))
    assert isinstance(stored, Stored)
    withdrawn = withdraw_article.sync_detailed(stored.article.id, client=writer, reason="a try")
    gone = show_article.sync_detailed(stored.article.id, client=reader)
    told = {
        "denied": [[claim.claimants[0].label, claim.stance, claim.evidence.text] for claim in denied],
        "is_the_same": one == denied[0],
        "wrong": [wrong.status_code, wrong.parsed.parameter],
        "stored": [stored.claims, stored.outcome],
        "withdrawn": [withdrawn.status_code, gone.status_code],
    }
    print(json.dumps(told))


main(*sys.argv[1:])
"""
# What the types refuse: a number for a word, a status that there is none of, writing without a key.
MISTAKES: Final = """
from casus_client import Client
from casus_client.api.articles import add_article
from casus_client.api.collections import list_claims
from casus_client.models.new_text import NewText

reader = Client(base_url="http://casus.example")
list_claims.sync(client=reader, q=3)
list_claims.sync(client=reader, status=["rumoured"])
add_article.sync(client=reader, body=NewText(text="x"))
"""

pytestmark = pytest.mark.wheel


def run(*command: Path | str, cwd: Path, code: int = 0) -> str:
    """Return what the command prints, run with nothing of this environment on its path."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "VIRTUAL"))
    }
    done = subprocess.run(
        command, cwd=cwd, env=kept, check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with one article."""
    home = tmp_path_factory.mktemp("served")
    (home / "article.txt").write_text(ARTICLE, encoding="utf-8")
    run(CASUS, "load", "article.txt", "--store", "store", "--published", "2025-01-13", cwd=home)
    return home / "store"


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """The address of a server of that store."""
    with serving(store) as found:
        yield found


@contextmanager
def serving(store: Path) -> Generator[str]:
    command = [str(CASUS), "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture(scope="module")
def client(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds a client made from the server's document, and the environment that it runs in."""
    home = tmp_path_factory.mktemp("client")
    uv = (sys.executable, "-m", "uv", "--quiet")
    run(*uv, "venv", "--python", sys.executable, "environment", cwd=home)
    programs = home / "environment" / "bin"
    run(*uv, "pip", "install", "--python", programs / "python", *TOOLS, cwd=home)
    with urlopen(f"{address}/api/v1/openapi.json") as document:  # noqa: S310 - our own server
        (home / "openapi.json").write_bytes(document.read())
    (home / "options.yaml").write_text("literal_enums: true\npost_hooks: []\n", encoding="utf-8")
    made = ("generate", "--path", "openapi.json", "--output-path", "casus_client", "--meta", "none")
    told = run(programs / "openapi-python-client", *made, "--config", "options.yaml", cwd=home)
    (home / "generated.txt").write_text(told, encoding="utf-8")
    return home


def test_the_generator_understands_every_operation_of_the_api(client: Path) -> None:
    told = (client / "generated.txt").read_text(encoding="utf-8")

    warned = [line for line in told.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert [line for line in warned if "/api/v1/" in line] == []


def test_the_client_is_well_typed_and_so_is_a_program_that_uses_it(client: Path) -> None:
    (client / "dashboard.py").write_text(DASHBOARD, encoding="utf-8")

    strict = ("--strict", "--no-warn-redundant-casts")
    run(client / "environment" / "bin" / "mypy", *strict, "casus_client", "dashboard.py", cwd=client)


def test_the_types_refuse_what_the_service_would(client: Path) -> None:
    (client / "mistakes.py").write_text(MISTAKES, encoding="utf-8")

    told = run(client / "environment" / "bin" / "mypy", "mistakes.py", cwd=client, code=1)

    assert [line.rpartition("[")[2] for line in told.splitlines()[:-1]] == [
        "arg-type]",
        "list-item]",
        "arg-type]",
    ]


def test_a_program_reads_and_writes_through_the_client(client: Path, address: str, store: Path) -> None:
    (client / "dashboard.py").write_text(DASHBOARD, encoding="utf-8")
    added = run(CASUS, "keys", "add", "dashboard", "--scope", "write", "--store", store, cwd=client)
    key = added.splitlines()[-1]

    told = run(client / "environment" / "bin" / "python", "dashboard.py", address, key, POSTED, cwd=client)

    assert json.loads(told) == {
        "denied": [
            ["Kremlin", "denies", "The Kremlin denied that North Korean troops were fighting for Russia"],
            ["Kremlin", "denies", "The Kremlin denied that Russia had launched missiles at Poltava"],
        ],
        "is_the_same": True,
        "wrong": [400, "cursor"],
        "stored": [1, "new"],
        "withdrawn": [204, 410],
    }
