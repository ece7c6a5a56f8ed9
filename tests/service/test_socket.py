"""Writing to a store that a server holds, and reading from one."""

from __future__ import annotations

import json
import shutil
import socket
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.access import READING, reading, writing
from service.errors import (
    AlreadyWithdrawn,
    BaseMismatch,
    NoStore,
    StoreFailed,
    StoreLocked,
    UnknownArticle,
)
from service.socket import ANSWERS, PROTOCOL, Message, Remote, connected, listening
from service.store import Outcome, Store, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.store import Arrival

    Make = Callable[..., Arrival]

BASE = "https://kalvenia.example/id/"


@pytest.fixture
def served(store: Store) -> Iterator[Store]:
    """A store that answers at its socket."""
    with listening(store):
        yield store


def test_work_handed_over_is_done_as_if_the_store_were_open_here(
    served: Store, arrival: Make, tmp_path: Path
) -> None:
    put = arrival()

    with writing(served.folder, base=None) as remote:
        assert isinstance(remote, Remote)
        assert remote.base == BASE
        assert not remote.holds(put.key, put.graph, put.digest)
        assert remote.put(put) is Outcome.NEW
        assert remote.put(put) is Outcome.UNCHANGED
        assert remote.holds(put.key, put.graph, put.digest)
        remote.checkpoint(tmp_path / "checkpoint")
        change = remote.withdraw(put.article, "wrong")

    assert change == served.log.changes()[-1]
    assert served.log.content(1).came == put.quads
    assert View.at(tmp_path / "checkpoint").sequence == 1


def test_what_the_store_raises_is_raised_here(served: Store, arrival: Make) -> None:
    with writing(served.folder, base=None) as remote:
        with pytest.raises(UnknownArticle, match=r"no article is or was held as https://news\.example/a"):
            remote.withdraw("https://news.example/a", "r")
        remote.put(arrival())
        remote.withdraw(arrival().article, "wrong")
        with pytest.raises(AlreadyWithdrawn, match="was withdrawn on"):
            remote.withdraw(arrival().article, "wrong")


def test_another_base_is_refused_by_the_server_s_store_too(served: Store) -> None:
    with (
        pytest.raises(BaseMismatch, match=r"not https://other\.example/"),
        writing(served.folder, base="https://other.example/"),
    ):
        pytest.fail("it was opened")


def test_only_its_owner_may_use_the_socket(served: Store) -> None:
    assert stat.S_IMODE((served.folder / "socket").stat().st_mode) == 0o600


def test_a_socket_left_by_a_killed_server_is_no_server(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(folder / "socket"))

    with connected(folder) as remote:
        assert remote is None
    with writing(folder, base=None) as store:
        assert isinstance(store, Store)
        with listening(store):
            pass
    assert not (folder / "socket").exists()


@pytest.mark.parametrize("leave", ["close", "shut"])
def test_a_server_that_goes_away_is_told(arrival: Make, leave: str) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(json.dumps({"answer": {"protocol": PROTOCOL, "base": BASE}}).encode() + b"\n")
        remote = Remote(ours)
        if leave == "close":
            theirs.close()
        else:
            theirs.shutdown(socket.SHUT_WR)

        with pytest.raises(StoreFailed, match="the server that holds the store went away"):
            remote.put(arrival())
        remote.close()


def _old_hello(_: Store, __: Message) -> Message:
    return {"protocol": 1, "base": BASE}


def test_a_server_of_another_version_is_told(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.socket.PROTOCOL", 2)
    monkeypatch.setitem(ANSWERS, "hello", _old_hello)

    with pytest.raises(StoreLocked, match="another version"), connected(served.folder):
        pytest.fail("it was connected")


def test_a_socket_that_cannot_be_used_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.socket.NAME", "x" * 300)

    with pytest.raises(StoreFailed, match="cannot be used"), connected(folder):
        pytest.fail("it was connected")


def test_a_store_in_a_folder_with_a_long_name_is_served(
    empty_store: Path, arrival: Make, tmp_path: Path
) -> None:
    folder = shutil.copytree(empty_store, tmp_path / ("long" * 30) / "store")
    store = Store.open(folder)
    with listening(store), writing(folder, base=None) as remote:
        assert isinstance(remote, Remote)
        assert remote.put(arrival()) is Outcome.NEW
    store.close()


def test_a_store_is_read_at_a_checkpoint_beside_its_server(served: Store, arrival: Make) -> None:
    served.put(arrival())

    with reading(served.folder) as view:
        served.put(arrival("later"))
        assert view.sequence == 1
    assert list((served.folder / READING).iterdir()) == []


def test_a_store_with_a_relative_name_is_read_beside_its_server(
    served: Store, arrival: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.put(arrival())
    monkeypatch.chdir(served.folder.parent)

    with reading(Path(served.folder.name)) as view:
        assert (view.base, view.sequence) == (BASE, 1)


def test_a_store_that_nobody_holds_is_read_at_a_checkpoint_too(folder: Path, arrival: Make) -> None:
    with reading(folder) as view, writing(folder, base=None) as store:
        assert view.base == BASE
        store.put(arrival())


def test_what_a_killed_reader_left_is_removed_and_what_another_reads_is_not(folder: Path) -> None:
    left = folder / READING / "left"
    left.mkdir(parents=True)
    (left / "lock").touch()
    (folder / READING / "unmarked").mkdir()

    with reading(folder) as first, reading(folder) as second:
        assert first.sequence == second.sequence == 0
        rooms = {path.name for path in (folder / READING).iterdir()}
    assert len(rooms) == 3
    assert "left" not in rooms


def test_there_is_nothing_to_read_without_a_store(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="there is no store in"), reading(tmp_path / "none"):
        pytest.fail("it was opened")
    assert list(tmp_path.iterdir()) == []
