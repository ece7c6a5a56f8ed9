"""A copy of another service's store, kept current from its change feed over HTTP."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

import pytest
import uvicorn
from starlette.testclient import TestClient

from loaders.model import Article, Document
from service.app import create_app
from service.cli import run
from service.cli.replicate import Copying
from service.errors import ReadOnlyCopy
from service.replication.dump import Dump
from service.replication.origin import Origin, OriginFailed, Page
from service.replication.replica import CopyDiffers, catch_up, check, state_of, state_since
from service.settings import Settings
from service.socket import listening
from service.store import Store, View
from service.watching.clock import WallClock
from service.watching.stopping import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from http.client import HTTPResponse

    from service.log import Log
    from service.store import Outcome

    Casus = Callable[..., tuple[int, str, str]]
    Note = Callable[..., str]
    Put = Callable[[Store, Document], Outcome]

BASE = "https://casus.example/id/"
PATIENCE: Final = 60.0  # seconds that the dump of a small store may take; it takes one


@contextmanager
def served(store: Store) -> Generator[str]:
    """Serve a store over HTTP, and give its address."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(store, Settings(readers=1)), port=0, log_level="error", lifespan="on")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def note(put: Put) -> Callable[..., str]:
    """Put a version of a short article without claims, and return its IRI."""

    def put_note(store: Store, name: str, version: int = 1) -> str:
        text = f"Note {name}\n\nThe sea was calm on day {version}.\n"
        put(
            store,
            Document(article=Article(text=text, title=f"Note {name}", url=f"https://news.example/{name}")),
        )
        return store.log.changes()[-1].article

    return put_note


@pytest.fixture
def origin(empty: Store, note: Note, documents: tuple[Document, ...], put: Put) -> Iterator[Origin]:
    """A service whose store has a history: three articles, one replaced, one withdrawn."""
    note(empty, "a")
    withdrawn = note(empty, "b")
    note(empty, "a", 2)
    empty.withdraw(withdrawn, "retracted")
    put(empty, documents[0])
    with served(empty) as address:
        opened = Origin(address)
        yield opened
        opened.close()


@pytest.fixture
def copy(blank: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty store that is to become a copy."""
    opened = Store.open(shutil.copytree(blank, tmp_path / "copy"))
    yield opened
    opened.close()


@pytest.fixture
def casus(capsys: pytest.CaptureFixture[str]) -> Casus:
    """Runs a command; gives its exit code, what it printed, and what it complained of."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        code = run(list(map(str, arguments)))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ran


def quiet(_done: int, _total: int) -> None:
    """Take the progress and do nothing."""


def held(store: Store) -> dict[str, str]:
    """Return the article graphs that a store holds, by name."""
    return {change.graph: store.nquads(change.graph) for change in store.log.held()}


def test_a_copy_holds_what_its_origin_holds(origin: Origin, empty: Store, copy: Store) -> None:
    told = catch_up(origin, copy, progressed=quiet)

    assert (told.changes, told.sequence) == (5, 5)
    assert held(copy) == held(empty)
    assert copy.log.changes() == empty.log.changes()
    assert told.state == state_of(copy, copy.log) == state_of(empty, empty.log)


def test_a_copy_takes_what_came_since(origin: Origin, empty: Store, copy: Store, note: Note) -> None:
    catch_up(origin, copy, progressed=quiet)
    latest = note(empty, "a", 3)
    empty.withdraw(latest, "retracted too")

    told = catch_up(origin, copy, progressed=quiet)

    assert told.changes == 2
    assert held(copy) == held(empty)
    assert told.state == state_of(copy, copy.log)
    assert catch_up(origin, copy, progressed=quiet).state is None


def test_a_copy_is_served_with_the_past_of_its_origin(
    origin: Origin, empty: Store, copy: Store, note: Note
) -> None:
    note(empty, "b", 2)
    catch_up(origin, copy, progressed=quiet)

    with TestClient(create_app(copy, Settings(readers=1))) as there:
        with TestClient(create_app(empty, Settings(readers=1))) as here:
            for path in ("/api/v1/articles", "/api/v1/claims", "/api/v1/articles?held_at=2030-01-01"):
                assert there.get(path).json() == here.get(path).json()
        refused = there.post("/api/v1/articles", json={"text": "Mine"})
    assert [bool(copy.log.content(seq).came) for seq in range(1, 7)] == [True, True, True, False, True, True]
    assert refused.status_code == 401


def test_a_copy_that_stopped_on_the_way_goes_on(
    origin: Origin, empty: Store, copy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.replication.replica.STEP", 2)
    taken: list[int] = []

    def stop(done: int, _: int) -> None:
        taken.append(done)
        if len(taken) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        catch_up(origin, copy, progressed=stop)
    told = catch_up(origin, copy, progressed=stop)

    assert taken == [2, 4, 5]
    assert held(copy) == held(empty)
    assert told.state == state_of(copy, copy.log)


def test_a_copy_refuses_what_is_written_to_it(origin: Origin, copy: Store, note: Note) -> None:
    catch_up(origin, copy, progressed=quiet)

    for write in (
        lambda: note(copy, "mine"),
        lambda: copy.withdraw(copy.log.held()[0].article, "mine"),
    ):
        with pytest.raises(ReadOnlyCopy, match=f"a read-only copy of {origin.address}"):
            write()


def test_a_store_with_articles_of_its_own_becomes_no_copy(origin: Origin, copy: Store, note: Note) -> None:
    note(copy, "mine")

    with pytest.raises(ReadOnlyCopy, match="holds articles of its own"):
        catch_up(origin, copy, progressed=quiet)


def test_a_store_that_is_no_copy_takes_no_changes_of_another(empty: Store) -> None:
    with pytest.raises(ReadOnlyCopy, match="is no copy"):
        empty.replay([])


def test_a_copy_that_lost_a_quad_is_found_to_differ(origin: Origin, copy: Store) -> None:
    told = catch_up(origin, copy, progressed=quiet)
    graph = copy.log.held()[0].graph
    copy.graphs.remove(next(copy.quads(graph)))

    with pytest.raises(CopyDiffers, match="after change 5 the copy's state is"):
        check(state_of(copy, copy.log), told)


def test_what_changed_since_leads_to_the_same_state_as_all_that_is_held(
    origin: Origin, empty: Store, copy: Store, note: Note
) -> None:
    before = catch_up(origin, copy, progressed=quiet)
    empty.withdraw(note(empty, "a", 3), "retracted too")
    told = catch_up(origin, copy, progressed=quiet)

    assert before.state is not None
    assert state_since(copy.log, before.state, after=5) == state_of(copy, copy.log) == told.state


def test_a_copy_that_is_kept_current_reads_all_of_it_once_a_day(
    origin: Origin, empty: Store, note: Note, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = WallClock(Stop())
    moments = iter([0.0, 10.0, 90_000.0])
    monkeypatch.setattr(clock, "now", lambda: next(moments))
    counted: list[int] = []

    def counting(view: View, log: Log) -> str:
        counted.append(view.sequence)
        return state_of(view, log)

    monkeypatch.setattr("service.cli.replicate.state_of", counting)
    copying = Copying(origin, tmp_path / "mirror", clock=clock)
    for name in ("d", "e", "f"):
        note(empty, name)
        copying.catch_up()

    assert counted == [6, 8]


def test_the_command_copies_checks_and_says_so(
    casus: Casus, origin: Origin, empty: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "mirror"

    code, printed, _ = casus("replicate", origin.address, "--store", folder, "--once")
    again, nothing, _ = casus("replicate", origin.address, "--store", folder, "--once")

    assert (code, printed) == (0, f"5 changes came; change 5 has the state {state_of(empty, empty.log)}\n")
    assert (again, nothing) == (0, "")
    copy = Store.open(folder)
    assert held(copy) == held(empty)
    copy.close()


def test_a_copy_that_is_served_is_kept_current_through_its_server(
    casus: Casus, origin: Origin, empty: Store, note: Note, copy: Store
) -> None:
    with listening(copy):
        first = casus("replicate", origin.address, "--store", copy.folder, "--once")
        note(empty, "d")
        second = casus("replicate", origin.address, "--store", copy.folder, "--once")

    assert (first[0], second[0]) == (0, 0)
    assert second[1].startswith("1 changes came; change 6 ")
    assert held(copy) == held(empty)


@pytest.mark.parametrize(
    ("address", "code", "complaint"),
    [
        ("nowhere", 2, "'nowhere' is no http or https address"),
        ("http://127.0.0.1:9", 1, "http://127.0.0.1:9 could not be asked"),
    ],
)
def test_an_origin_that_cannot_be_asked_is_told(
    casus: Casus, tmp_path: Path, address: str, code: int, complaint: str
) -> None:
    exit_code, _, complained = casus("replicate", address, "--store", tmp_path / "mirror", "--once")

    assert (exit_code, complaint in complained) == (code, True)


def test_a_connection_that_was_idle_too_long_is_opened_again(origin: Origin) -> None:
    first = origin.changes(after=0, limit=1)
    vars(origin)["_open"].sock.shutdown(socket.SHUT_RDWR)

    assert origin.changes(after=0, limit=1) == first


def test_an_address_that_is_no_change_feed_is_told(casus: Casus, origin: Origin, tmp_path: Path) -> None:
    code, _, complained = casus(
        "replicate", f"{origin.address}/docs", "--store", tmp_path / "mirror", "--once"
    )

    assert (code, "/docs answered 404 Not Found" in complained) == (1, True)


@pytest.fixture
def dump(origin: Origin, copy: Store) -> Dump:
    """The origin's dump, which the origin has built; nothing of it is fetched."""
    found = Dump(origin, copy.folder)
    end = monotonic() + PATIENCE
    while not found.fetch():
        assert monotonic() < end, "the dump is not built"
        sleep(0.1)
    found.remove()
    return found


def file_of(dump: Dump) -> Path:
    return Path(vars(dump)["_file"])


def test_a_copy_that_is_far_behind_begins_with_the_dump(
    origin: Origin, empty: Store, copy: Store, note: Note, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.replication.replica.FAR", 1)
    note(empty, "later")
    asked: list[int] = []
    ask = origin.changes

    def spied(*, after: int, limit: int) -> Page:
        asked.append(after)
        return ask(after=after, limit=limit)

    monkeypatch.setattr(origin, "changes", spied)

    told = catch_up(origin, copy, dump, progressed=quiet)

    assert (told.changes, told.sequence, asked) == (6, 6, [5, 6])
    assert held(copy) == held(empty)
    assert copy.log.changes() == empty.log.changes()
    assert told.state == state_of(copy, copy.log)
    assert not file_of(dump).parent.exists()


def test_changes_come_while_the_dump_is_built(
    origin: Origin, empty: Store, copy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.replication.replica.FAR", 1)
    monkeypatch.setattr("service.replication.replica.STEP", 2)
    dump = Dump(origin, copy.folder)
    monkeypatch.setattr(dump, "fetch", lambda: False)

    told = catch_up(origin, copy, dump, progressed=quiet)

    assert (told.changes, told.state) == (5, state_of(copy, copy.log))
    assert held(copy) == held(empty)


def test_what_was_copied_already_of_a_dump_is_passed_over(
    origin: Origin, copy: Store, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy.copy_from(origin.address)
    copy.replay(origin.changes(after=0, limit=2).changes)
    monkeypatch.setattr("service.replication.replica.FAR", 1)

    told = catch_up(origin, copy, dump, progressed=quiet)

    assert (told.changes, told.state) == (3, state_of(copy, copy.log))


def test_a_dump_that_broke_off_goes_on_where_it_was(
    origin: Origin, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dump.fetch()
    whole = file_of(dump).read_bytes()
    statuses: list[int] = []
    ask = origin.file

    def spied(path: str, headers: dict[str, str]) -> HTTPResponse:
        answer = ask(path, headers)
        statuses.append(answer.status)
        return answer

    monkeypatch.setattr(origin, "file", spied)
    for length in (100, len(whole)):
        file_of(dump).write_bytes(whole[:length])
        assert dump.fetch()
        assert file_of(dump).read_bytes() == whole

    assert statuses == [206, 416]


def test_a_dump_that_is_not_what_the_origin_says_is_fetched_anew(dump: Dump) -> None:
    assert dump.fetch()
    whole = file_of(dump).read_bytes()
    file_of(dump).write_bytes(b"x" * 100)

    with pytest.raises(OriginFailed, match=r"another casus\.jsonl\.zst than it says"):
        dump.fetch()

    assert dump.fetch()
    assert file_of(dump).read_bytes() == whole


def test_a_dump_holds_the_lines_of_the_feed(origin: Origin, dump: Dump) -> None:
    assert dump.fetch()

    (page,) = dump.pages(after=0, size=100)
    assert page == origin.changes(after=0, limit=100)


def test_a_copy_that_has_all_is_not_opened_again(
    origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying = Copying(origin, tmp_path / "mirror", clock=WallClock(Stop()))
    copying.catch_up()
    monkeypatch.setattr("service.cli.replicate.writing", None)
    monkeypatch.setattr(origin, "changes", None)

    copying.catch_up()
