"""The keys with which clients may do more than read: kept as digests, in a file of the store's folder."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from service.database import database, failures
from service.errors import CasusError, StoreFailed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

FILE: Final = "keys.sqlite"
# Says in a leaked configuration what it opens.
PREFIX: Final = "casus_"
RANDOM_BYTES: Final = 32
SCHEMA: Final = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS key (
  name TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL, made TEXT NOT NULL
) WITHOUT ROWID;
"""


class Scope(StrEnum):
    """What a key is good for; `admin` is good for everything."""

    READ = "read"
    WRITE = "write"
    CURATE = "curate"
    ADMIN = "admin"


class KeyExists(CasusError):
    """There is a key of this name already."""

    status = 409
    title = "The key exists"


class UnknownKey(CasusError):
    """There is no key of this name."""

    status = 404
    title = "Unknown key"


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A key by the name that it was given; `made` is UTC in ISO 8601."""

    name: str
    scopes: frozenset[Scope]
    made: str

    def allows(self, scope: Scope) -> bool:
        """Return whether the key is good for this."""
        return scope in self.scopes or Scope.ADMIN in self.scopes


class Keys:
    """The keys of the store in a folder; several processes and threads may use them at once."""

    def __init__(self, folder: Path) -> None:
        """Open the file, making it when it is not there; raise `StoreFailed` when it cannot be used."""
        path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise StoreFailed(f"the file {path} cannot be used: {error.strerror}") from error
        self._lock = threading.Lock()
        self._db = database(path, SCHEMA)

    def add(self, name: str, scopes: Iterable[Scope], *, at: datetime) -> str:
        """Make a key and return it, which is kept nowhere; raise `KeyExists` when the name is taken."""
        secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
        told = " ".join(sorted(set(scopes)))
        made = at.isoformat(timespec="seconds").replace("+00:00", "Z")
        with failures(FILE), self._lock, self._db:
            added = self._db.execute(
                "INSERT OR IGNORE INTO key VALUES (?, ?, ?, ?)", (name, _digest(secret), told, made)
            ).rowcount
        if not added:
            raise KeyExists(f"there is a key named {name!r}; revoke it first")
        return secret

    def revoke(self, name: str) -> None:
        """Make a key good for nothing from now on; raise `UnknownKey` when there is none of the name."""
        with failures(FILE), self._lock, self._db:
            gone = self._db.execute("DELETE FROM key WHERE name = ?", (name,)).rowcount
        if not gone:
            raise UnknownKey(f"there is no key named {name!r}")

    def all(self) -> list[Key]:
        """Return the keys by name."""
        return self._found("SELECT name, scopes, made FROM key ORDER BY name")

    def find(self, secret: str) -> Key | None:
        """Return what a secret is the key of, None when it is none."""
        found = self._found("SELECT name, scopes, made FROM key WHERE digest = ?", _digest(secret))
        return found[0] if found else None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _found(self, query: str, *values: str) -> list[Key]:
        with failures(FILE), self._lock:
            rows = self._db.execute(query, values).fetchall()
        return [
            Key(name=name, scopes=frozenset(map(Scope, scopes.split())), made=made)
            for name, scopes, made in rows
        ]


def _digest(secret: str) -> str:
    # 256 random bits need neither salt nor stretching: nobody guesses them from their digest.
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
