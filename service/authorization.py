"""Which requests may do more than read: those that bring a key with the scope that is needed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.keys import Key, Keys, Scope

REALM: Final = "casus"
CHALLENGE: Final = f'Bearer realm="{REALM}", Basic realm="{REALM}", charset="UTF-8"'
DOCUMENTED: Final = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="A key made by `casus keys add`; also the password of Basic",
)


class Unauthorized(Refusal):
    """The request brings no key, or one that is not known."""

    status = 401
    title = "A key is needed"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": CHALLENGE})


class Forbidden(Refusal):
    """The key is known, and not good for this."""

    status = 403
    title = "Not allowed"


def requires(scope: Scope) -> Callable[..., Key]:
    """Return a dependency that lets requests pass whose key has a scope, and gives the key.

    It raises `Unauthorized` without a key that is known, `Forbidden` when the key lacks the scope.
    """

    def authorized(
        request: Request,
        _: Annotated[HTTPAuthorizationCredentials | None, Security(DOCUMENTED)],
    ) -> Key:
        if _secret(request.headers.get("authorization")) is None:
            raise Unauthorized(f"this takes a key with the scope {scope}, as Authorization: Bearer KEY")
        key = known_key(request)
        if key is None:
            raise Unauthorized("the key is not known here")
        if not key.allows(scope):
            raise Forbidden(f"the key {key.name!r} lacks the scope {scope}", scope=scope.value)
        return key

    return authorized


def known_key(request: Request) -> Key | None:
    """Return the key that a request brings, None when it brings none that is known."""
    keys: Keys = request.app.state.keys
    secret = _secret(request.headers.get("authorization"))
    return None if secret is None else keys.find(secret)


def _secret(header: str | None) -> str | None:
    """Return the key of an Authorization header: the token of Bearer, the password of Basic."""
    scheme, _, given = (header or "").strip().partition(" ")
    given = given.strip()
    if scheme.lower() == "basic":
        given = _password(given)
    elif scheme.lower() != "bearer":
        return None
    return given or None


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""
