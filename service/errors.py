"""Conditions that the service tells its users about, each in one sentence."""

from __future__ import annotations

from typing import ClassVar


class CasusError(Exception):
    """A condition that the user can understand; `status` and `title` are what an HTTP client sees of it."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "The service failed"


class StoreLocked(CasusError):
    """Another process writes to the store."""

    status = 503
    title = "The store is in use"


class StoreFailed(CasusError):
    """The store's files could not be written or read: a full disk, a missing right, damage."""

    status = 507
    title = "The store could not be written"


class NoStore(CasusError):
    """There is no store at the place that was named."""

    status = 503
    title = "There is no store"


class BaseMismatch(CasusError):
    """The store was made for another base IRI, or the base is no base at all."""

    title = "The base IRI does not fit"


class UnknownArticle(CasusError):
    """No article is held, or was ever held, under the name that was given."""

    status = 404
    title = "Unknown article"


class AlreadyWithdrawn(CasusError):
    """The article was withdrawn before."""

    status = 410
    title = "The article was withdrawn"


class ReadOnlyCopy(CasusError):
    """The store is a copy of another one, which alone it takes changes from."""

    status = 403
    title = "The store is a read-only copy"


class WrongUsage(CasusError):
    """The request contradicts itself or names what does not exist; nothing was done."""

    status = 400
    title = "Wrong usage"
