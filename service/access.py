"""Getting at a store from the command line, whether a server holds it or nobody does."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from service.errors import BaseMismatch, NoStore
from service.socket import Remote, connected
from service.store import Store, View

if TYPE_CHECKING:
    from collections.abc import Generator

READING: Final = "reading"
MARK: Final = "lock"


@contextmanager
def writing(folder: Path, *, base: str | None) -> Generator[Store | Remote]:
    """Give the store for writing: through the server that holds it, or opened here.

    Raises:
        StoreLocked: another process than a server writes to it.
        BaseMismatch: it was made with another base.
    """
    with connected(folder) as remote:
        if remote is not None:
            if base not in {None, remote.base}:
                raise BaseMismatch(f"the store was made with the base {remote.base}, not {base}")
            yield remote
            return
    store = Store.open(folder, base=base)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def reading(folder: Path) -> Generator[View]:
    """Give the store for reading: a checkpoint of it, which goes away afterwards.

    Raises:
        NoStore: there is no store in the folder.
        StoreLocked: a process that is no server writes to it.
    """
    if not (folder / "log.sqlite").is_file():
        raise NoStore(f"there is no store in {folder}; `casus load` makes one")
    with _room(folder) as room:
        with writing(folder, base=None) as store:
            store.checkpoint(room / "checkpoint")
        yield View.at(room / "checkpoint")


@contextmanager
def _room(folder: Path) -> Generator[Path]:
    """Give a folder of one's own inside the store's; those of readers that were killed are removed."""
    rooms = folder / READING
    rooms.mkdir(exist_ok=True)
    for left in rooms.iterdir():
        _remove_if_left(left)
    with TemporaryDirectory(dir=rooms) as name, (Path(name) / MARK).open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        yield Path(name)


def _remove_if_left(room: Path) -> None:
    try:
        with (room / MARK).open("r+") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(room, ignore_errors=True)
    except (FileNotFoundError, BlockingIOError):
        return
