"""The entries of a feed: which of them are new or changed, and what of them is loaded."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final, cast

from loaders.containers import feed as feed_reader
from loaders.containers.container import Container
from loaders.containers.formats import is_gzip
from loaders.containers.html import read_html
from loaders.containers.packed import unpacked
from loaders.containers.page import Page
from loaders.errors import Refused
from loaders.iris import article_key, digest
from service.fetching import OK

if TYPE_CHECKING:
    from typing import BinaryIO

    from service.fetching import Answer, Fetched

DIGEST_LENGTH: Final = 32
HTML: Final = frozenset({"text/html", "application/xhtml+xml", ""})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry of a feed: what stays the same of it, and a digest of all that the feed tells of it."""

    key: str
    digest: str
    page: Page


@dataclass(kw_only=True, slots=True)
class Entries:
    """The entries of a feed, those that cannot be read, and why it cannot be read further, if so."""

    read: list[Entry] = field(default_factory=list[Entry])
    refused: list[Refused] = field(default_factory=list[Refused])
    broken: Refused | None = None


def read_entries(fetched: Fetched, *, name: str, limit: int) -> Entries:
    """Return the entries of a feed; of several about the same address, the first."""
    entries = Entries()
    container = Container(source=name, limit=limit, url=fetched.url, charset=fetched.charset)
    raw = io.BytesIO(fetched.content)
    stream = unpacked(raw, source=name) if is_gzip(fetched.content) else raw
    known: set[str] = set()
    try:
        for found in feed_reader.pages(cast("BinaryIO", stream), container):
            if isinstance(found, Refused):
                entries.refused.append(found)
                continue
            entry = _entry(found)
            if entry.key not in known:
                entries.read.append(entry)
            known.add(entry.key)
    except Refused as refused:
        entries.broken = refused
    return entries


def as_json(page: Page) -> str:
    """Return an entry as JSON, to be kept until its page is read."""
    return json.dumps(asdict(page))


def from_json(told: str) -> Page:
    """Return the entry that was kept as JSON."""
    members: dict[str, Any] = json.loads(told)
    members["authors"] = tuple(members["authors"])
    return Page(**members)


def whole_page(answer: Answer, entry: Page) -> Page:
    """Return the article of the page that an entry links to, completed by what the entry tells.

    Raises:
        Refused: it does not answer with a web page, or with one that has no article.
    """
    assert entry.url is not None
    if answer.status != OK:
        raise Refused(entry.url, f"answers with status {answer.status}")
    if answer.type not in HTML:
        raise Refused(entry.url, f"is no web page but {answer.type!r}")
    found = answer.fetched
    read = read_html(found.content, source=entry.url, url=found.url, charset=found.charset)
    lacking = {one.name: getattr(entry, one.name) for one in fields(Page) if not getattr(read, one.name)}
    told = ("title", "published", "published_text", "publisher", "authors", "language")
    if read.published is not None:
        lacking.pop("published_text", None)
    return replace(read, **{name: value for name, value in lacking.items() if name in told})


def _entry(page: Page) -> Entry:
    told = json.dumps(asdict(replace(page, position=None)), sort_keys=True)
    return Entry(key=_key(page), digest=digest(told, length=DIGEST_LENGTH), page=page)


def _key(page: Page) -> str:
    return article_key(page.url, page.text)
