"""The exports that a server keeps ready: each built when asked for, one at a time, in its own process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from service.errors import CasusError
from service.exports.manifest import MANIFEST

if TYPE_CHECKING:
    from service.index import Index
    from service.store import Store

FOLDER: Final = "exports"
BUILDING: Final = ".building-"
PROGRAM: Final = "service.exports.child"
GRACE: Final = 60.0  # seconds that who had an export built has to fetch it, however fast the store changes
TOLD: Final = 2_000  # characters of what a failed process complained of


class ExportFailed(CasusError):
    """An export could not be built."""

    status = 503
    title = "The export could not be built"


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


class Exports:
    """The exports of one store, in its folder; safe to use from several threads."""

    def __init__(self, store: Store, index: Index, *, age: float) -> None:
        self._store = store
        self._index = index
        self._age = age
        self._folder = store.folder / FOLDER
        self._jobs: dict[str, Future[None]] = {}
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="exports")
        self._child: subprocess.Popen[str] | None = None
        self._written: Path | None = None
        for left in self._folder.glob(f"{BUILDING}*"):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)

    def built(self, name: str) -> Built | None:
        """Return an export as it was built last, None when it was not."""
        found = (self._folder / name).glob(f"*/{name}{MANIFEST}")
        newest = max(found, key=lambda path: int(path.parent.name), default=None)
        if newest is None:
            return None
        manifest = json.loads(newest.read_text(encoding="utf-8"))
        return Built(folder=newest.parent, manifest=manifest, time=newest.stat().st_mtime)

    def ready(self, name: str) -> Built | None:
        """Return an export if it is young enough or shows the newest change; else have it built.

        Raises:
            ExportFailed: the build that was asked for last came to nothing.
        """
        built = self.built(name)
        if built is not None and self._is_good(built):
            return built
        with self._lock:
            job = self._jobs.get(name)
            if job is not None and job.done():
                del self._jobs[name]
                job.result()
                built, job = self.built(name), None
                if built is not None and self._age_of(built) < self._age + GRACE:
                    return built
            if job is None:
                self._jobs[name] = self._worker.submit(self._build, name)
        return None

    def progress(self, name: str) -> dict[str, object]:
        """Return how far the building of an export is."""
        with self._lock:
            job = self._jobs.get(name)
        if job is None or job.done():
            return {"state": "not built" if self.built(name) is None else "built"}
        if not job.running():
            return {"state": "waiting"}
        written = self._written
        return {"state": "building", "bytes": 0 if written is None else sum(map(_size, written.glob("*")))}

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

    def _build(self, name: str) -> None:
        try:
            self._replace(name)
        except OSError as error:
            raise ExportFailed(str(error)) from error

    def _replace(self, name: str) -> None:
        """Build an export beside the others, and put it in the place of the older when it is whole."""
        self._folder.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=self._folder, prefix=BUILDING) as room:
            out = Path(room) / "out"
            out.mkdir()
            self._written = out
            self._run(Path(room), out / name)
            sequence = json.loads((out / f"{name}{MANIFEST}").read_text(encoding="utf-8"))["sequence"]
            place = self._folder / name / str(sequence)
            older = list(place.parent.glob("*"))
            shutil.rmtree(place, ignore_errors=True)
            place.parent.mkdir(exist_ok=True)
            out.rename(place)
        for folder in older:
            if folder != place:
                shutil.rmtree(folder, ignore_errors=True)

    def _run(self, room: Path, out: Path) -> None:
        self._index.catch_up()
        with (
            (room / "complaints").open("w+") as complaints,
            subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", PROGRAM, str(self._store.folder.absolute()), str(out.absolute())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            ) as child,
        ):
            self._child = child
            assert child.stdin is not None
            assert child.stdout is not None
            if child.stdout.readline():
                self._store.checkpoint(room / "checkpoint")
                child.stdin.write(f"{(room / 'checkpoint').absolute()}\n")
                child.stdin.flush()
            code = child.wait()
            self._child = None
            if code != 0:
                complaints.seek(0)
                raise ExportFailed(f"the process ended with {code}: {complaints.read()[-TOLD:].strip()}")


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):  # it just got its name
        return path.stat().st_size
    return 0
