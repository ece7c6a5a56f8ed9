"""The exports that a server keeps ready: each built when asked for, one at a time, in its own process.

Those of the whole store are kept for good, the others as long as not too many came after them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from service.errors import CasusError
from service.exports.manifest import MANIFEST
from service.exports.offered import EXPORTS
from service.exports.wanted import Wanted

if TYPE_CHECKING:
    from service.index import Index
    from service.store import Store

FOLDER: Final = "exports"
BUILDING: Final = ".building-"
PROGRAM: Final = "service.exports.child"
GRACE: Final = 60.0  # seconds that who had an export built has to fetch it, however fast the store changes
SELECTIONS: Final = "selections"
MOST_SELECTIONS: Final = 50  # that are kept
MOST_WAITING: Final = 16
TOLD: Final = 2_000  # characters of what a failed process complained of


class ExportFailed(CasusError):
    """An export could not be built."""

    status = 503
    title = "The export could not be built"


class TooManyExports(CasusError):
    """More exports are asked for than wait to be built."""

    status = 503
    title = "Too many exports are being built"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """An export by its name, of those that are offered, and what of the store it is to hold."""

    name: str
    wanted: Wanted

    @classmethod
    def whole(cls, name: str) -> Order:
        """Return the order of everything under a name."""
        return cls(name=name, wanted=Wanted(format=EXPORTS[name]))

    @property
    def place(self) -> str:
        """Return where it is kept, in the folder of the exports."""
        query = self.wanted.query
        return (
            f"{SELECTIONS}/{sha256(f'{self.name}?{query}'.encode()).hexdigest()[:32]}" if query else self.name
        )

    @property
    def suffix(self) -> str:
        """Return what addresses of its files have at their end."""
        query = self.wanted.query
        return f"?{query}" if query else ""

    def told(self) -> str:
        """Return what the process that builds it is told."""
        return json.dumps({"where": self.wanted.where.told, "shard": self.wanted.most})


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """An export as its files lie in a folder, with what its manifest tells and when it was built."""

    folder: Path
    manifest: dict[str, Any]
    time: float

    @property
    def sequence(self) -> int:
        """Return the number of the newest change that the export shows."""
        return int(self.manifest["sequence"])

    @property
    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each file by its name."""
        return {file["name"]: file["sha256"] for file in self.manifest["files"]}


class Exports:
    """The exports of one store, in its folder; safe to use from several threads."""

    def __init__(self, store: Store, index: Index, *, age: float) -> None:
        self._store = store
        self._index = index
        self._age = age
        self._folder = store.folder / FOLDER
        self._jobs: dict[str, Future[None]] = {}
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="exports")
        self._child: subprocess.Popen[str] | None = None
        self._written: Path | None = None
        self._done = 0
        for left in self._folder.glob(f"{BUILDING}*"):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)

    def built(self, order: Order) -> Built | None:
        """Return an export as it was built last, None when it was not."""
        found = (self._folder / order.place).glob(f"*/{order.name}{MANIFEST}")
        newest = max(found, key=lambda path: int(path.parent.name), default=None)
        if newest is None:
            return None
        manifest = json.loads(newest.read_text(encoding="utf-8"))
        return Built(folder=newest.parent, manifest=manifest, time=newest.stat().st_mtime)

    def ready(self, order: Order) -> Built | None:
        """Return an export if it is young enough or shows the newest change; else have it built.

        Raises:
            ExportFailed: the build that was asked for last came to nothing.
            TooManyExports: too many others wait to be built.
        """
        built = self.built(order)
        if built is not None and self._is_good(built):
            return built
        with self._lock:
            job = self._jobs.get(order.place)
            if job is not None and job.done():
                del self._jobs[order.place]
                job.result()
                built, job = self.built(order), None
                if built is not None and self._age_of(built) < self._age + GRACE:
                    return built
            if job is None:
                self._submit(order)
        return None

    def progress(self, order: Order) -> dict[str, object]:
        """Return how far the building of an export is: bytes, and quads or rows where they can be told."""
        with self._lock:
            job = self._jobs.get(order.place)
        if job is None or job.done():
            return {"state": "not built" if self.built(order) is None else "built"}
        if not job.running():
            return {"state": "waiting"}
        written = self._written
        size = 0 if written is None else sum(map(_size, written.glob("*")))
        return {"state": "building", "bytes": size, "count": self._done}

    def _submit(self, order: Order) -> None:
        if sum(not job.done() for job in self._jobs.values()) >= MOST_WAITING:
            raise TooManyExports("as many exports as are taken on wait to be built: ask again later")
        self._jobs[order.place] = self._worker.submit(self._build, order)

    def close(self) -> None:
        """Stop building."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        if (child := self._child) is not None:
            child.kill()
        self._worker.shutdown()

    def _is_good(self, built: Built) -> bool:
        return self._age_of(built) < self._age or built.sequence == self._store.sequence

    def _age_of(self, built: Built) -> float:
        return self._store.clock().timestamp() - built.time

    def _build(self, order: Order) -> None:
        try:
            self._replace(order)
        except OSError as error:
            raise ExportFailed(str(error)) from error

    def _replace(self, order: Order) -> None:
        """Build an export beside the others, and put it in the place of the older when it is whole."""
        self._folder.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=self._folder, prefix=BUILDING) as room:
            out = Path(room) / "out"
            out.mkdir()
            self._written, self._done = out, 0
            self._run(Path(room), out / order.name, order)
            sequence = json.loads((out / f"{order.name}{MANIFEST}").read_text(encoding="utf-8"))["sequence"]
            place = self._folder / order.place / str(sequence)
            older = [folder for folder in place.parent.glob("*") if folder != place]
            shutil.rmtree(place, ignore_errors=True)
            self._make_room(place.parent)
            out.rename(place)
        for folder in older:
            shutil.rmtree(folder, ignore_errors=True)

    def _make_room(self, place: Path) -> None:
        """Make the folder of an export; when it is of a selection too many, the oldest others go."""
        place.mkdir(exist_ok=True, parents=True)
        selections = [one for one in (self._folder / SELECTIONS).glob("*") if one != place]
        for oldest in sorted(selections, key=lambda one: one.stat().st_mtime)[: 1 - MOST_SELECTIONS]:
            shutil.rmtree(oldest, ignore_errors=True)

    def _run(self, room: Path, out: Path, order: Order) -> None:
        self._index.catch_up()
        with (
            (room / "complaints").open("w+") as complaints,
            subprocess.Popen(  # noqa: S603 - our own program
                [
                    sys.executable,
                    "-m",
                    PROGRAM,
                    str(self._store.folder.absolute()),
                    str(out.absolute()),
                    order.told(),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            ) as child,
        ):
            self._child = child
            self._follow(child, room / "checkpoint")
            code = child.wait()
            self._child = None
            if code != 0:
                complaints.seek(0)
                raise ExportFailed(f"the process ended with {code}: {complaints.read()[-TOLD:].strip()}")

    def _follow(self, child: subprocess.Popen[str], checkpoint: Path) -> None:
        """Give the process its checkpoint when it is ready, and note how far it is."""
        assert child.stdin is not None
        assert child.stdout is not None
        if child.stdout.readline():
            self._store.checkpoint(checkpoint)
            child.stdin.write(f"{checkpoint.absolute()}\n")
            child.stdin.flush()
        for line in child.stdout:
            self._done = int(line)


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):  # it just got its name
        return path.stat().st_size
    return 0
