"""A copy brought up to its origin, and checked to hold the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import RdfFormat

from service.errors import BaseMismatch, CasusError
from service.feed.state import EMPTY, moved, written
from service.feed.told import told as told_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from service.log import Content, Entry, Log
    from service.replication.dump import Dump
    from service.replication.origin import Origin, Page
    from service.store import View

# Changes asked for at once: some 20 MB of articles of ordinary length.
STEP: Final = 500
# Changes behind from which on a dump is taken.
FAR: Final = 10_000


class CopyDiffers(CasusError):
    """The copy does not hold what its origin says that it holds after the same change."""

    status = 409
    title = "The copy differs from its origin"


class Copy(Protocol):
    """Where changes go: a store that is a copy, or the server that holds it."""

    @property
    def base(self) -> str:
        """Return the base IRI of the store."""
        ...

    @property
    def sequence(self) -> int:
        """Return the number of the newest change."""
        ...

    def copy_from(self, origin: str) -> None:
        """Make the store a copy."""
        ...

    def replay(self, changes: Iterable[tuple[Entry, Content]]) -> None:
        """Take over changes."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class CaughtUp:
    """How many changes came, which is the newest, and the origin's state after it; None if nothing came.

    `vocabulary` is the digest of the origin's ontology and authority data.
    """

    changes: int
    sequence: int
    state: str | None
    vocabulary: str


def catch_up(
    origin: Origin, copy: Copy, dump: Dump | None = None, *, progressed: Callable[[int, int], None]
) -> CaughtUp:
    """Take over all that changed at the origin, in its order; from a dump what is far behind.

    What was taken away again comes too, so that a copy knows the past as its origin does. Each batch is whole
    or not there, so that a process that is killed goes on where it was.

    Raises:
        OriginFailed: it cannot be asked; what came before stays.
        BaseMismatch: its IRIs have another base than the copy's.
        ReadOnlyCopy: the store is no copy of this origin, and cannot become one.
    """
    copy.copy_from(origin.address)
    about = origin.about()
    if about.base != copy.base:
        raise BaseMismatch(f"{origin.address} has the base {about.base}, the copy {copy.base}")
    came, state = 0, None
    for page in _pages(origin, copy, dump, newest=about.newest):
        copy.replay(page.changes)
        came, state = came + len(page.changes), page.state
        progressed(page.last, max(page.last, about.newest))
    return CaughtUp(changes=came, sequence=copy.sequence, state=state, vocabulary=about.vocabulary)


def _pages(origin: Origin, copy: Copy, dump: Dump | None, *, newest: int) -> Iterator[Page]:
    """Yield what the copy lacks, given that it takes over each page before the next."""
    while dump is not None and newest - copy.sequence > FAR:
        if dump.fetch():
            yield from dump.pages(after=copy.sequence, size=STEP)
            break
        # It is being built, or there is none; meanwhile changes come as they are told.
        page = origin.changes(after=copy.sequence, limit=STEP)
        if not page.changes:
            break
        yield page
    if dump is not None:
        dump.remove()
    yield from _ahead(origin, after=copy.sequence)


def _ahead(origin: Origin, *, after: int) -> Iterator[Page]:
    """Yield pages of changes, each asked for while the one before is taken over."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(origin.changes, after=after, limit=STEP)
        while (page := coming.result()).changes:
            coming = thread.submit(origin.changes, after=page.last, limit=STEP)
            yield page


def state_of(view: View, log: Log) -> str:
    """Return the state of what a store holds, computed from its article graphs and its shared nodes."""
    sink = _Sink(f" <{view.base}graph/article/".encode())
    view.graphs.dump(sink, RdfFormat.N_QUADS)  # type: ignore[arg-type]  # a writer of bytes is all it needs
    shared = moved(sink.state, came=(log.shared_node(subject).quads for subject in log.shared_subjects()))
    return written(shared)


class _Sink:
    """A file that adds up the lines written to it that are of some graphs."""

    def __init__(self, graphs: bytes) -> None:
        self.state = EMPTY
        self._graphs = graphs
        self._rest = b""

    def write(self, data: bytes) -> int:
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        self.state = moved(
            self.state, came=(line.decode() for line in lines if self._graphs in line[line.rfind(b" <") :])
        )
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is counted."""


def state_since(log: Log, state: str, *, after: int) -> str:
    """Return the state of a store from that after one of its changes and what came and went since."""
    found = int(state, 16)
    for change in told_changes(log, until=log.sequence, after=after):
        content = log.content(change.seq)
        came = [content.came, *(node.quads for node in content.shared)]
        found = moved(found, came=came, went=[content.went])
    return written(found)


def check(own: str, told: CaughtUp) -> None:
    """Compare a copy's state with its origin's after the same change; raise `CopyDiffers` if they differ."""
    if told.state not in {None, own}:
        raise CopyDiffers(
            f"after change {told.sequence} the copy's state is {own}, the origin's {told.state}: "
            "remove the copy's folder and copy anew"
        )
