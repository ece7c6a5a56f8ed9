"""Keys: made and revoked on the command line, asked for over HTTP."""

from __future__ import annotations

import base64
import stat
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import pytest
from fastapi import Depends, FastAPI
from starlette.testclient import TestClient

from service import problems
from service.authorization import requires
from service.keys import FILE, Key, KeyExists, Keys, Scope, UnknownKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    Casus = Callable[..., tuple[int, str, str]]

NOON = datetime(2024, 12, 10, 12, tzinfo=UTC)
CHALLENGE = 'Bearer realm="casus", Basic realm="casus", charset="UTF-8"'


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keys]:
    """The keys of a folder that holds nothing else."""
    with closing(Keys(tmp_path / "store")) as opened:
        yield opened


@pytest.fixture
def client(keys: Keys) -> Iterator[TestClient]:
    """A client of an app that tells whose key it was given."""
    app = FastAPI()
    app.state.keys = keys

    @app.post("/")
    def write(key: Annotated[Key, Depends(requires(Scope.WRITE))]) -> str:
        return key.name

    def page(_: problems.Problem) -> Response:
        raise AssertionError

    def has_page(_: Request) -> bool:
        return False

    problems.install(app, page=page, has_page=has_page)
    with TestClient(app) as opened:
        yield opened


def test_a_key_is_found_by_its_secret_until_it_is_revoked(keys: Keys) -> None:
    secret = keys.add("desk", [Scope.WRITE, Scope.READ], at=NOON)
    desk = Key(name="desk", scopes=frozenset({Scope.READ, Scope.WRITE}), made="2024-12-10T12:00:00Z")

    found = keys.find(secret)
    keys.revoke("desk")

    assert (found, keys.find(secret), keys.all()) == (desk, None, [])


def test_no_two_keys_have_one_name_and_no_two_names_one_key(keys: Keys) -> None:
    first = keys.add("a", [Scope.READ], at=NOON)
    second = keys.add("b", [Scope.READ], at=NOON)

    with pytest.raises(KeyExists):
        keys.add("a", [Scope.ADMIN], at=NOON)

    assert first != second
    assert [(key.name, key.scopes) for key in keys.all()] == [
        ("a", frozenset({Scope.READ})),
        ("b", frozenset({Scope.READ})),
    ]


def test_a_key_that_is_not_there_cannot_be_revoked(keys: Keys) -> None:
    with pytest.raises(UnknownKey):
        keys.revoke("nobody")


def test_the_file_holds_no_key_and_is_its_owner_s_alone(keys: Keys, tmp_path: Path) -> None:
    secret = keys.add("desk", [Scope.WRITE], at=NOON)

    files = sorted((tmp_path / "store").glob(f"{FILE}*"))

    assert files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert [file.name for file in files if secret.encode() in file.read_bytes()] == []


@pytest.mark.parametrize("scopes", [[Scope.WRITE], [Scope.ADMIN], [Scope.READ, Scope.WRITE]])
def test_a_key_with_the_scope_or_of_an_administrator_opens(
    client: TestClient, keys: Keys, scopes: list[Scope]
) -> None:
    secret = keys.add("desk", scopes, at=NOON)
    password = base64.b64encode(f"anyone:{secret}".encode()).decode()

    answers = [
        client.post("/", headers={"Authorization": given})
        for given in (f"Bearer {secret}", f"bearer  {secret}", f"Basic {password}")
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, "desk")] * 3


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer casus_unknown",
        "Digest casus_unknown",
        "Basic !",
        "Basic //79",
        "Basic \xff\xfe",
        "Basic " + base64.b64encode(b"casus_unknown").decode(),
        "Bearer \xff",
    ],
)
def test_without_a_key_that_is_known_nothing_opens(client: TestClient, given: str | None) -> None:
    answer = client.post("/", headers=[] if given is None else [(b"Authorization", given.encode("latin-1"))])

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, CHALLENGE)
    assert answer.json()["type"].endswith("/unauthorized")


@pytest.mark.parametrize("scope", [Scope.READ, Scope.CURATE])
def test_a_key_without_the_scope_does_not_open(client: TestClient, keys: Keys, scope: Scope) -> None:
    secret = keys.add("guest", [scope], at=NOON)

    answer = client.post("/", headers={"Authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer.json()) == (
        403,
        {
            "type": "https://w3id.org/casus/problem/forbidden",
            "title": "Not allowed",
            "status": 403,
            "detail": "the key 'guest' lacks the scope write",
            "scope": "write",
        },
    )


def test_the_command_line_prints_a_key_once_and_alone(casus: Casus, folder: Path) -> None:
    code, printed, complained = casus("keys", "add", "desk", "--scope", "write", "--scope", "read")

    with closing(Keys(folder)) as keys:
        found = keys.find(printed.splitlines()[-1])
    assert (code, complained) == (0, "")
    assert found is not None
    assert (found.name, found.scopes) == ("desk", frozenset({Scope.READ, Scope.WRITE}))
    assert casus("keys", "list") == (0, f"desk\tread write\t{found.made}\n", "")


def test_a_revoked_key_is_listed_no_more(casus: Casus) -> None:
    casus("keys", "add", "desk", "--scope", "admin")

    assert casus("keys", "revoke", "desk") == (0, "", "")
    assert casus("keys", "list") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("revoke", "nobody"), 1, "casus: there is no key named 'nobody'\n"),
        (("add", "taken", "--scope", "read"), 1, "casus: there is a key named 'taken'; revoke it first\n"),
    ],
)
def test_what_cannot_be_done_with_a_key_is_told(
    casus: Casus, arguments: tuple[str, ...], code: int, complaint: str
) -> None:
    casus("keys", "add", "taken", "--scope", "read")

    assert casus("keys", *arguments) == (code, "", complaint)


@pytest.mark.parametrize("arguments", [("add", "desk"), ("add", "desk", "--scope", "everything")])
def test_a_key_needs_a_scope_that_there_is(casus: Casus, arguments: tuple[str, ...]) -> None:
    assert casus("keys", *arguments)[0] == 2
