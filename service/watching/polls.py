"""One poll of a source: what is new in it is loaded, and what is known of it noted afterwards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from loaders.errors import Refused
from service.fetching import OK
from service.sources import Source
from service.watching import folders
from service.watching.configuration import Document, Feed, Folder
from service.watching.events import Event, Events
from service.watching.feeds import Entry, as_json, read_entries
from service.watching.loading import Loader, Told
from service.watching.outcomes import Gone
from service.watching.state import Item, Known, State, Waiting
from service.watching.web import Web, host_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.fetching import Answer
    from service.watching.clock import Clock
    from service.watching.configuration import Watched
    from service.watching.folders import File
    from service.watching.stopping import Stop
    from service.watching.web import Reply

UNCHANGED: Final = 304
GONE: Final = frozenset({404, 410})
FOR_GOOD: Final = 410
ORDER: Final = 0.001  # seconds between the pages of a feed, as far as that is a matter of order
# Of a feed at once; feeds have some 10 to 100 entries. One that lists more is not followed to all of them.
MOST_PAGES: Final = 500
TOGETHER: Final = 50  # files that are loaded before they are noted


@dataclass(frozen=True, kw_only=True, slots=True)
class Polled:
    """What is known of a source after a poll, and in how many seconds it is due, if sooner than usual."""

    known: Known
    soon: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Polls:
    """Polls sources of every kind.

    `limit` are the most bytes of a document, `workers` the processes that extract those of folders.
    """

    web: Web
    state: State
    loader: Loader
    events: Events
    clock: Clock
    stop: Stop
    limit: int
    workers: int = 1

    def poll(self, source: Watched, known: Known) -> Polled:
        """Look at a source, and load what is new in it.

        Raises:
            Refused: it cannot be read.
            CasusError: the store cannot be used.
            Stopped: the process is asked to stop; what was loaded is noted, or found unchanged later.
        """
        if isinstance(source, Folder):
            return self._folder(source, known)
        reply, known = self._asked(source, known)
        answer = reply.answer
        told = hashlib.sha256(answer.body).hexdigest()
        if answer.status == UNCHANGED or told == known.content:
            self.events.tell(Event.UNCHANGED, source.name)
        elif isinstance(source, Feed):
            self._feed(source, known, answer)
        else:
            self._document(source, answer)
        known = known if answer.status == UNCHANGED else _validated(known, answer, told)
        return Polled(known=known)

    def _asked(self, source: Feed | Document, known: Known) -> tuple[Reply, Known]:
        """Return what the address of a source answers, and what is known of it then."""
        at = known.moved or source.url
        fields = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        reply = self.web.get(at, {name: value for name, value in fields.items() if value is not None})
        status = reply.answer.status
        if status in GONE and known.moved is not None:
            # Where it moved to is no more: it may be where it was again.
            self.state.keep(replace(known, moved=None, etag=None, modified=None))
            raise Refused(known.moved, f"answers with status {status}, and it had moved there")
        if status == FOR_GOOD:
            raise Gone(at, "is gone for good")
        if status not in {OK, UNCHANGED}:
            raise Refused(at, f"answers with status {status}")
        if reply.moved is not None:
            self.events.tell(Event.MOVED, source.name, to=reply.moved)
            known = replace(known, moved=reply.moved)
        return reply, known

    def _feed(self, source: Feed, known: Known, answer: Answer) -> None:
        now = self.clock.now()
        entries = read_entries(answer.fetched, name=source.url, limit=self.limit)
        fresh = [entry for entry in entries.read if self._is_fresh(entry, known)]
        pages = [entry for entry in fresh if source.pages and entry.page.is_summary and entry.page.url]
        del pages[MOST_PAGES:]
        whole = [entry for entry in fresh if entry not in pages]
        report = self.loader.load(
            [_source(entry, source) for entry in whole], Told(publisher=source.publisher)
        )
        for refused in entries.refused:
            report.refuse(refused)
        if entries.broken is None or entries.read:
            self.events.loaded(source.name, report, pages=len(pages))
        loaded = [Item(key=entry.key, digest=entry.digest) for entry in whole]
        # In the order of the feed.
        waiting = [_waiting(entry, known.place, now + n * ORDER) for n, entry in enumerate(pages)]
        self.state.keep(known, items=loaded, pages=waiting, now=now)
        self.state.saw(known.place, [entry.key for entry in entries.read], now)
        if entries.broken is not None:
            raise entries.broken

    def _is_fresh(self, entry: Entry, known: Known) -> bool:
        held = self.state.item(known.place, entry.key)
        if held is not None and held.digest == entry.digest:
            return False
        return not self.state.awaits(known.place, entry.key, entry.digest)

    def _document(self, source: Document, answer: Answer) -> None:
        fetched = Source(name=source.url, path=None, address=source.url, fetched=answer.fetched)
        told = Told(publisher=source.publisher, format=source.format, encoding=source.encoding)
        self.events.loaded(source.name, self.loader.load([fetched], told))

    def _folder(self, source: Folder, known: Known) -> Polled:
        if not Path(source.path).is_dir():
            raise Refused(source.path, "is no folder")
        soon: float | None = None
        changed: list[tuple[File, str]] = []
        keys: list[str] = []
        for file in folders.files(source.path):
            if file.source.trouble is not None:
                raise Refused(file.source.name, file.source.trouble)
            keys.append(file.key)
            held = self.state.item(known.place, file.key)
            if held is not None and held.signature == file.signature:
                continue
            if file.changed + folders.SETTLED > self.clock.now():
                soon = folders.SETTLED
                continue
            digest = folders.content(file)
            if held is None or held.digest != digest:
                changed.append((file, digest))
            else:
                self._note(known, [(file, digest)])
        self._load_files(source, known, changed)
        self.state.saw(known.place, keys, self.clock.now())
        return Polled(known=known, soon=soon)

    def _load_files(self, source: Folder, known: Known, changed: list[tuple[File, str]]) -> None:
        told = Told(publisher=source.publisher, format=source.format, encoding=source.encoding)
        for some in _some(changed):
            report = self.loader.load([file.source for file, _ in some], told, workers=self.workers)
            self.events.loaded(source.name, report, files=len(some))
            self._note(known, [(file, digest) for file, digest in some if folders.is_as_it_was(file)])
            self.stop.check()

    def _note(self, known: Known, loaded: list[tuple[File, str]]) -> None:
        items = [Item(key=file.key, digest=digest, signature=file.signature) for file, digest in loaded]
        self.state.keep(known, items=items, now=self.clock.now())


def _source(entry: Entry, feed: Feed) -> Source:
    return Source(name=entry.page.url or f"{feed.url}, {entry.page.position}", path=None, page=entry.page)


def _waiting(entry: Entry, place: str, due: float) -> Waiting:
    assert entry.page.url is not None
    return Waiting(
        place=place,
        key=entry.key,
        digest=entry.digest,
        url=entry.page.url,
        host=host_of(entry.page.url),
        entry=as_json(entry.page),
        due=due,
    )


def _validated(known: Known, answer: Answer, content: str) -> Known:
    """Return what is known of a source with what its answer is to be asked for by."""
    etag, modified = answer.fields.get("ETag"), answer.fields.get("Last-Modified")
    return replace(known, etag=etag, modified=modified, content=content)


def _some(changed: list[tuple[File, str]]) -> Iterator[list[tuple[File, str]]]:
    for start in range(0, len(changed), TOGETHER):
        yield changed[start : start + TOGETHER]
