"""A reader process reaches no other machine, whatever a query holds."""

from __future__ import annotations

import platform
import socket
import subprocess
import sys
from contextlib import closing, suppress
from threading import Thread
from typing import TYPE_CHECKING, cast

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.keys import Keys, Scope
from service.settings import Settings
from service.sparql.isolation import SYSTEM_CALLS
from service.store import Store
from tests.service.web.conftest import LOADED

if TYPE_CHECKING:
    from collections.abc import Generator

    from fastapi import FastAPI

    from service.sparql.readers import Readers

CALL = """
import pyoxigraph as ox
print(list(ox.Store().query("SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")))
"""
ISOLATED = "from service.sparql.isolation import isolate; print(isolate())"
BY_FILTER = (
    "import ctypes; from service.sparql import isolation as i; "
    "print(i._refuse_sockets(ctypes.CDLL(None, use_errno=True)))"
)
BY_NAMESPACE = (
    "import ctypes; from service.sparql import isolation as i; "
    "print(i._leave_the_network(ctypes.CDLL(None, use_errno=True)))"
)


class Listener:
    """A server that counts its callers and hangs up on them."""

    def __init__(self, server: socket.socket) -> None:
        self.port: int = server.getsockname()[1]
        self.callers = 0
        self._server = server

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self.callers += 1
                connection.close()


@pytest.fixture
def listener() -> Generator[Listener]:
    """A server that counts its callers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        listening = Listener(server)
        thread = Thread(target=listening.listen)
        thread.start()
        yield listening
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def _run(code: str, listener: Listener) -> subprocess.CompletedProcess[str]:
    program = code + CALL.format(port=listener.port)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_the_engine_itself_would_call_another_server(listener: Listener) -> None:
    _run("", listener)

    assert listener.callers >= 1


@pytest.mark.parametrize("code", [ISOLATED, BY_FILTER, BY_NAMESPACE], ids=["both", "filter", "namespace"])
def test_an_isolated_process_calls_nobody(code: str, listener: Listener) -> None:
    ran = _run(code, listener)

    if ran.stdout.strip() in {"False", "()"}:
        pytest.skip("this system allows no isolation of this kind")
    assert (listener.callers, ran.returncode, "Error: " in ran.stderr) == (0, 1, True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p ?a FILTER(?a<1)SERVICE#c>\n<{url}>{{ ?x ?y ?z }} }}",
        "SELECT * {{ VALUES ?x {{ <{url}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        "LOAD <{url}>",
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        "SELECT * {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
        "DESCRIBE <{url}>",
    ],
)
def test_no_query_makes_the_service_call(client: TestClient, listener: Listener, query: str) -> None:
    url = f"http://127.0.0.1:{listener.port}/"

    answer = client.get("/sparql", params={"query": query.format(url=url)})

    assert answer.status_code in {200, 400}
    assert listener.callers == 0


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Generator[TestClient]:
    """A client with a key for writing."""
    with closing(Store.open(tmp_path_factory.mktemp("silent") / "store", bare=True)) as store:
        with closing(Keys(store.folder)) as keys:
            key = keys.add("desk", [Scope.WRITE], at=LOADED)
        with TestClient(
            create_app(store, Settings(readers=1)), headers={"Authorization": f"Bearer {key}"}
        ) as opened:
            yield opened


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <{url}>",
        "LOAD SILENT <{url}> INTO GRAPH <urn:g>",
        "INSERT DATA {{ <urn:a> <urn:b> 1 }} ; load#\n<{url}>",
        "BASE <{url}> LOAD <>",
        "PREFIX x: <{url}> LOAD x:",
        "LOAD <file:///etc/hostname>",
        "LOAD SILENT <file:///etc/hostname>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?a FILTER(?a<1)SERVICE#c>\n<{url}>{{ ?x ?y ?o }} }}",
        "INSERT {{ ?s ?p ?o }} WHERE {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
        "INSERT {{ ?s ?p ?o }} WHERE {{ {{ SELECT * {{ BIND(<{url}> AS ?x) SERVICE ?x {{ ?s ?p ?o }}}} }} }}",
        "INSERT {{ ?s ?p ?o }} USING <{url}> USING NAMED <{url}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "WITH <{url}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "COPY <{url}> TO DEFAULT",
    ],
)
def test_no_update_makes_the_service_call(writer: TestClient, listener: Listener, update: str) -> None:
    url = f"http://127.0.0.1:{listener.port}/"

    answer = writer.post("/update", data={"update": update.format(url=url)})

    assert answer.status_code in {200, 400, 409}
    assert answer.json().get("added", 0) == 0
    assert listener.callers == 0


RDF = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
NOTHING = f"{RDF}</r:RDF>"
ENTITY = f'{RDF}<r:Description r:about="urn:a"><u:b>&e;</u:b></r:Description></r:RDF>'


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/ld+json", '{{"@context": "{url}", "@id": "urn:a", "b": 1}}'),
        ("application/ld+json", '{{"@context": {{"@import": "{url}"}}, "@id": "urn:a", "b": 1}}'),
        ("application/ld+json", '{{"@context": "file:///etc/hostname", "@id": "urn:a", "b": 1}}'),
        (
            "application/rdf+xml",
            f'<!DOCTYPE r SYSTEM "{{url}}">{NOTHING}',
        ),
        (
            "application/rdf+xml",
            f'<!DOCTYPE r [<!ENTITY e SYSTEM "{{url}}">]>{ENTITY}',
        ),
        ("text/turtle", "@base <{url}> . @prefix x: <{url}> . <> x:b <c> ."),
    ],
)
def test_no_graph_makes_the_service_call(
    writer: TestClient, listener: Listener, media_type: str, content: str
) -> None:
    url = f"http://127.0.0.1:{listener.port}/"

    answer = writer.put(
        "/graphs",
        params={"graph": url},
        content=content.format(url=url),
        headers={"content-type": media_type},
    )

    assert answer.status_code in {201, 204, 400}
    assert listener.callers == 0


def test_the_readers_of_this_system_are_isolated(client: TestClient) -> None:
    client.get("/sparql", params={"query": "ASK {}"})

    readers: Readers = cast("FastAPI", client.app).state.readers
    if platform.machine() in SYSTEM_CALLS:
        assert all("filter" in means for means in readers.running.values())


def test_on_a_machine_whose_calls_are_not_known_no_filter_is_claimed() -> None:
    code = (
        "import platform; platform.machine = lambda: 'riscv64'; "
        "from service.sparql.isolation import isolate; print('filter' in isolate())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "False"
