"""A fuzzer of the SPARQL endpoint: queries grown from the grammar, broken bytes and headers, bad clients.

`python -m tests.service.web.fuzz_sparql SECONDS [SEED]` starts `casus serve` on a new store, and fails on an
answer of status 500, on one that does not come, and on memory, processes or files that keep growing.
"""

from __future__ import annotations

import random
import socket
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_from_bytes

from tests.bench.servers import QUADS_EACH, casus, family, make_store, memory
from tests.service.web.runaways import RUNAWAYS

CLIENTS: Final = 8
TIMEOUT: Final = 25.0  # of a client; queries end after SECONDS
SECONDS: Final = "1.5"
DEPTH: Final = 5
STATUSES: Final = frozenset({100, 200, 304, 400, 404, 405, 406, 413, 414, 415, 429, 431, 501, 503, 505})
LEAK: Final = 400_000_000  # bytes that the service may grow beyond what it holds when warm
SUBJECTS: Final = ("?s", "?s", "?o", "$x", "<http://e/a>", "_:b", "[]")
VERBS: Final = ("casus:low", "casus:status", "a", "<http://e/a>", "skos:prefLabel")
VALUES: Final = (
    '"a"',
    "'b'@en",
    "1",
    "1.5e3",
    "true",
    '"2024-12-03"^^xsd:date',
    "<<( ?s ?p ?o )>>",
    '"\\u0001"',
    "()",
)
FORMATS: Final = ("", "json", "xml", "csv", "tsv", "turtle", "nquads", "jsonld", "excel")
HEADERS: Final = (
    "Accept: */*",
    "Accept: text/html;q=x, */*;q=0.00001",
    "Accept: application/sparql-results+xml, " + ", ".join(f"a/{n}" for n in range(500)),
    "Accept-Encoding: zstd, gzip;q=0",
    "Accept-Encoding: gzip",
    "If-None-Match: *",
    "Origin: https://other.example",
    "Authorization: Basic \xff\xfe",
    "Content-Length: -5",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "Content-Encoding: gzip",
    "Expect: 100-continue",
    "Connection: upgrade\r\nUpgrade: websocket",
    "X: " + "y" * 20_000,
    "Host: [::1",
)


class Grammar:
    """Grows queries: whole ones most of the time, of any shape that the grammar has."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - to be repeated
        self.pick = self._random.choice
        self.chance = self._random.random

    def query(self) -> str:
        """Return a query."""
        if self.chance() < 0.03:
            return self.pick(RUNAWAYS)
        heads = (
            "SELECT *",
            "SELECT DISTINCT ?s",
            "ASK",
            "CONSTRUCT { ?s ?p ?o }",
            "DESCRIBE ?s",
        )
        tails = (
            "",
            "LIMIT 10",
            "ORDER BY ?o LIMIT 5",
            "OFFSET 3",
            "ORDER BY DESC(STR(?s))",
            "VALUES ?s { 1 }",
        )
        return f"{self.pick(heads)} WHERE {self._group(DEPTH)} {self.pick(tails)}"

    def _group(self, depth: int) -> str:
        parts = [self._part(depth - 1) for _ in range(self.pick((0, 1, 1, 2, 3)))]
        return "{ " + " . ".join(parts) + " }"

    def _part(self, depth: int) -> str:
        if depth <= 0 or self.chance() < 0.4:
            verb = "?p" if self.chance() < 0.3 else self._path(depth)
            return f"{self.pick(SUBJECTS)} {verb} {self.pick(SUBJECTS + VALUES)}"
        group = self._group(depth)
        forms = (
            f"OPTIONAL {group}",
            f"{group} UNION {self._group(depth)}",
            f"MINUS {group}",
            f"GRAPH ?g {group}",
            f"FILTER ({self._expression(depth)})",
            f"FILTER NOT EXISTS {group}",
            f"BIND ({self._expression(depth)} AS ?b{depth})",
            f"VALUES (?s ?o) {{ ({self.pick(VALUES)} UNDEF) }}",
            f"{{ SELECT * {group} LIMIT 20 }}",
            f"SERVICE <http://127.0.0.1:9/> {group}",
            f'?s casus:matches "{self.pick(("river", "soldiers seen", "", "é*", "a OR b"))}"',
        )
        return self.pick(forms)

    def _path(self, depth: int) -> str:
        if depth <= 0 or self.chance() < 0.6:
            return self.pick(VERBS)
        inner = self._path(depth - 1)
        return self.pick(
            (f"{inner}*", f"({inner})+", f"^{inner}", f"!({inner})", f"{inner}/{self._path(depth - 1)}")
        )

    def _expression(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(("?s", "?o", *VALUES))
        one, other = self._expression(depth - 1), self._expression(depth - 2)
        forms = (
            f"{one} {self.pick(('<', '=', '&&', '+', '/', '||'))} {other}",
            f"!({one})",
            f"REGEX(STR({one}), '(a+)+$')",
            f"geof:distance({one}, {other})",
            f"IF({one}, {other}, 1)",
            f"{one} IN ({other})",
            f"SUM({one})",
            f"xsd:integer({one})",
            f"SUBSTR(STR({one}), -1, 1e9)",
        )
        return self.pick(forms)

    def broken(self, data: bytes) -> bytes:
        """Return bytes with some changed, doubled or taken out."""
        pieces = bytearray(data)
        for _ in range(self.pick((1, 1, 3, 20))):
            at = self._random.randrange(len(pieces) + 1)
            change = self.pick(("put", "take", "double"))
            if change == "put":
                pieces[at:at] = self.pick(
                    (b"\x00", b"\xff", b"{", b"}", b"\\", b"'", b"\xe2\x80", b"%", b"\r\n", b"<<")
                )
            elif change == "take":
                del pieces[at : at + self.pick((1, 5))]
            else:
                pieces[at:at] = pieces[max(at - 30, 0) : at]
        return bytes(pieces)

    def request(self) -> bytes:
        """Return the bytes of a request."""
        query = self.query().encode()
        if self.chance() < 0.3:
            query = self.broken(query)
        headers = [self.pick(HEADERS) for _ in range(self.pick((0, 0, 1, 2)))]
        if self.chance() < 0.5:
            extra = self.pick(
                (
                    "",
                    "&explain=1",
                    "&timeout=0.2",
                    "&min_sequence=99&timeout=0.3",
                    "&default-graph-uri=x:y",
                    "&timeout=-1",
                )
            )
            target = f"/sparql?query={quote_from_bytes(query)}&format={quote(self.pick(FORMATS))}{extra}"
            head, body = f"{self.pick(('GET', 'GET', 'HEAD', 'DELETE', 'BREW'))} {target} HTTP/1.1", b""
        else:
            head, body = "POST /sparql HTTP/1.1", query
            kinds = (
                "application/sparql-query",
                "application/x-www-form-urlencoded",
                "text/x; charset=\xff",
                "multipart/form-data",
            )
            headers += [f"Content-Type: {self.pick(kinds)}", f"Content-Length: {len(body)}"]
        whole = (
            "\r\n".join([head, "Host: fuzz", "Connection: close", *headers, "", ""]).encode("latin-1") + body
        )
        return self.broken(whole) if self.chance() < 0.1 else whole


@dataclass(kw_only=True)
class Report:
    """What came of the requests."""

    statuses: Counter[int] = field(default_factory=Counter[int])
    faults: list[str] = field(default_factory=list[str])


def fuzz(seconds: float, *, seed: int) -> Report:
    """Send requests for some seconds, and return what came of them."""
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_store(folder, 200 * QUADS_EACH)
        with casus(folder, CASUS_QUERY_TIMEOUT=SECONDS) as (port, process):
            _run(port, report, 3.0, seed)
            warm = memory(process)
            _run(port, report, seconds, seed + 1_000)
            time.sleep(float(SECONDS) + 1)
            _judge(port, process, warm, report)
    return report


def _run(port: int, report: Report, seconds: float, seed: int) -> None:
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as pool:
        for number in range(CLIENTS):
            pool.submit(_client, port, report, end, Grammar(seed + number))


def _client(port: int, report: Report, end: float, grammar: Grammar) -> None:
    while time.monotonic() < end:
        request = grammar.request()
        manner = grammar.pick(("plain",) * 8 + ("goes", "drips", "stalls"))
        with suppress(ConnectionError):
            status = _asked(port, request, manner)
            report.statuses[status] += 1
            if status not in STATUSES and status != 0:
                report.faults.append(f"{status}: {request[:2_000]!r}")


def _asked(port: int, request: bytes, manner: str) -> int:
    """Return the status of an answer, 0 when there is none because the client or the server hung up."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
        if manner == "drips":
            for at in range(0, min(len(request), 200), 20):
                connection.sendall(request[at : at + 20])
                time.sleep(0.005)
            connection.sendall(request[200:])
        else:
            connection.sendall(request)
        if manner == "goes":
            return 0
        if manner == "stalls":
            time.sleep(0.3)
        return _status(connection)


def _status(connection: socket.socket) -> int:
    first = b""
    try:
        while piece := connection.recv(262_144):
            first = first or piece
    except TimeoutError:
        # A head or body that was broken may leave the server waiting for the rest of it, which never comes.
        return int(first[9:12]) if first else 0
    return int(first[9:12]) if first.startswith(b"HTTP/1.1 ") and first[9:12].isdigit() else 0


def _judge(port: int, process: int, warm: int, report: Report) -> None:
    try:
        status = _asked(
            port, b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "plain"
        )
    except OSError as error:
        report.faults.append(f"the service is gone: {error}")
        return
    grown = memory(process) - warm
    processes = len(family(process))
    if status != 200:
        report.faults.append(f"afterwards a query is answered by {status}")
    if grown > LEAK:
        report.faults.append(f"memory grew by {grown:,} bytes")
    if processes > 12:
        report.faults.append(f"{processes} processes are left")
    open_files = len(list(Path(f"/proc/{process}/fd").iterdir()))
    if open_files > 300:
        report.faults.append(f"{open_files} files are open")


def main() -> None:
    """Fuzz for the given seconds, print what came of it, and fail on any fault."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    report = fuzz(seconds, seed=seed)
    sys.stdout.write(f"{report.statuses.total():,} requests: {dict(sorted(report.statuses.items()))}\n")
    for fault in report.faults[:20]:
        sys.stdout.write(fault + "\n")
    sys.exit(bool(report.faults))


if __name__ == "__main__":
    main()
