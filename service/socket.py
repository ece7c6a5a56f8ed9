"""The socket in a store's folder, through which other processes hand their work to the server that holds it.

A line of JSON asks, a line of JSON answers: `{"ask": "put", …}`, then `{"answer": …}`, or `{"error": …,
"message": …}`. The socket's mode is 0600: who may use it is who may write the store's files.
"""

from __future__ import annotations

import json
import os
import socket
import socketserver
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

from service import errors
from service.inputs import Holding, Input, summary_of
from service.log import Action, Change, Content, Entry, SharedNode
from service.store import Arrival, Outcome, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from service.index import Index
    from service.inputs import Summary

NAME: Final = "socket"
PROTOCOL: Final = 3
# The longest address of a Unix socket is 107 bytes; a longer path is named through its open folder instead.
LONGEST: Final = 100

Message = dict[str, Any]


class Remote:
    """A store that a server holds, written through its socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        hello = self._ask("hello")
        if hello["protocol"] != PROTOCOL:
            raise errors.StoreLocked("the server that holds the store is another version of Casus")
        self.base: Final[str] = hello["base"]

    def holds(self, key: str, graph: str, digest: str) -> bool:
        """Return whether the store holds just this: article version, run and all that was told of it."""
        return bool(self._ask("holds", key=key, graph=graph, digest=digest))

    def put(self, arrival: Arrival) -> Outcome:
        """Store an article in place of any other version of it; raise what the store raises."""
        return Outcome(self._ask("put", **asdict(arrival)))

    def put_all(self, arrivals: Iterable[Arrival]) -> list[Outcome]:
        """Store articles, one after the other; raise what the store raises."""
        return [Outcome(one) for one in self._ask("put_all", arrivals=[asdict(one) for one in arrivals])]

    @property
    def sequence(self) -> int:
        """Return the number of the newest change."""
        return int(self._ask("sequence"))

    def recall(self, name: str) -> Summary | None:
        """Return what an input holds, if an earlier load took it in and all is held as it came; else None."""
        told = self._ask("recall", name=name)
        return None if told is None else summary_of(told)

    def remember(self, inputs: Iterable[Input]) -> None:
        """Keep in mind which inputs were taken in whole."""
        self._ask("remember", inputs=[asdict(one) for one in inputs])

    def withdraw(self, name: str, reason: str) -> Change:
        """Take an article out of the graph; raise what the store raises."""
        told = self._ask("withdraw", name=name, reason=reason)
        return Change(**told | {"action": Action(told["action"])})

    def copy_from(self, origin: str) -> None:
        """Make the store a copy of the one that a service serves; raise what the store raises."""
        self._ask("copy_from", origin=origin)

    def replay(self, changes: Iterable[tuple[Entry, Content]]) -> None:
        """Take over changes of the store that this one is a copy of; raise what the store raises."""
        told = [{"entry": asdict(entry), "content": asdict(content)} for entry, content in changes]
        self._ask("replay", changes=told)

    def checkpoint(self, folder: Path) -> None:
        """Have the server write what the store holds to a new folder."""
        self._ask("checkpoint", folder=str(folder.absolute()))

    def catch_up(self) -> None:
        """Have the server bring its index up to date."""
        self._ask("catch_up")

    def close(self) -> None:
        """Hang up."""
        # What could not be sent was told when it failed.
        with suppress(OSError):
            self._stream.close()

    def _ask(self, what: str, **values: object) -> Any:  # noqa: ANN401 - what JSON holds
        try:
            self._stream.write(json.dumps({"ask": what, **values}).encode() + b"\n")
            self._stream.flush()
            line = self._stream.readline()
        except OSError as error:
            raise errors.StoreFailed(f"the server that holds the store went away: {error}") from error
        if not line:
            raise errors.StoreFailed("the server that holds the store went away")
        told = json.loads(line)
        if "error" in told:
            raise getattr(errors, told["error"])(told["message"])
        return told["answer"]


@contextmanager
def connected(folder: Path) -> Generator[Remote | None]:
    """Give the server that holds a store, None when there is none."""
    with ExitStack() as closing:
        connection = closing.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        try:
            with _address(folder) as address:
                connection.connect(address)
        except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
            remote = None
        except OSError as error:
            raise errors.StoreFailed(f"the socket of the store {folder} cannot be used: {error}") from error
        else:
            remote = Remote(connection)
            closing.callback(remote.close)
        yield remote


@contextmanager
def listening(store: Store) -> Generator[Listener]:
    """Answer at the socket of a store that this process holds, in threads of its own."""
    path = store.folder / NAME
    path.unlink(missing_ok=True)
    with _address(store.folder) as address:
        before = os.umask(0o177)
        try:
            server = Listener(address, store)
        finally:
            os.umask(before)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="socket")
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        path.unlink(missing_ok=True)


class Listener(socketserver.ThreadingUnixStreamServer):
    """A thread for each client; `index` is the store's, once the process has it open."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: str, store: Store) -> None:
        super().__init__(address, _Handler)
        self.store = store
        self.index: Index | None = None


class _Handler(socketserver.StreamRequestHandler):
    """Answers one client's lines until it hangs up."""

    @override
    def handle(self) -> None:
        assert isinstance(self.server, Listener)
        with suppress(ConnectionError):
            for line in self.rfile:
                self.wfile.write(json.dumps(_answer(self.server, json.loads(line))).encode() + b"\n")


def _answer(listener: Listener, asked: Message) -> Message:
    what = asked.pop("ask")
    try:
        if what == "catch_up":
            return {"answer": _caught_up(listener.index)}
        return {"answer": ANSWERS[what](listener.store, asked)}
    except errors.CasusError as error:
        return {"error": type(error).__name__, "message": str(error)}


def _caught_up(index: Index | None) -> int:
    if index is None:
        raise errors.StoreLocked("the server that holds the store has not read its index yet")
    index.catch_up()
    return index.sequence


def _hello(store: Store, _: Message) -> Message:
    return {"protocol": PROTOCOL, "base": store.base}


def _holds(store: Store, asked: Message) -> bool:
    return store.holds(asked["key"], asked["graph"], asked["digest"])


def _put(store: Store, asked: Message) -> str:
    return store.put(_arrival(asked)).value


def _put_all(store: Store, asked: Message) -> list[str]:
    return [outcome.value for outcome in store.put_all(_arrival(one) for one in asked["arrivals"])]


def _arrival(told: Message) -> Arrival:
    shared = tuple(SharedNode(**node) for node in told.pop("shared"))
    return Arrival(**told, shared=shared)


def _sequence(store: Store, _: Message) -> int:
    return store.sequence


def _recall(store: Store, asked: Message) -> Message | None:
    found = store.recall(asked["name"])
    return None if found is None else asdict(found)


def _remember(store: Store, asked: Message) -> None:
    store.remember(_input(one) for one in asked["inputs"])


def _input(told: Message) -> Input:
    held = told["holdings"]
    return Input(
        name=told["name"],
        sequence=told["sequence"],
        summary=summary_of(told["summary"]),
        holdings=None if held is None else tuple(Holding(**one) for one in held),
    )


def _withdraw(store: Store, asked: Message) -> Message:
    return asdict(store.withdraw(asked["name"], asked["reason"]))


def _copy_from(store: Store, asked: Message) -> None:
    store.copy_from(asked["origin"])


def _replay(store: Store, asked: Message) -> None:
    store.replay(_told(one["entry"], one["content"]) for one in asked["changes"])


def _told(entry: Message, content: Message) -> tuple[Entry, Content]:
    entry["action"] = Action(entry["action"])
    content["shared"] = tuple(SharedNode(**node) for node in content["shared"])
    return Entry(**entry), Content(**content)


def _checkpoint(store: Store, asked: Message) -> None:
    store.checkpoint(Path(asked["folder"]))


ANSWERS: Final[dict[str, Callable[[Store, Message], object]]] = {
    "hello": _hello,
    "holds": _holds,
    "put": _put,
    "put_all": _put_all,
    "sequence": _sequence,
    "recall": _recall,
    "remember": _remember,
    "withdraw": _withdraw,
    "copy_from": _copy_from,
    "replay": _replay,
    "checkpoint": _checkpoint,
}


@contextmanager
def _address(folder: Path) -> Generator[str]:
    path = str(folder.absolute() / NAME)
    if len(path.encode()) <= LONGEST:
        yield path
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}/{NAME}"
    finally:
        os.close(opened)
