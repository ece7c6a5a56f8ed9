"""The locks hold what pyproject.toml asks for, by hash, and name no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[2]
LOCKS: Final = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions of each package in a lock; several where they depend on the Python version."""
    versions: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            requirement = Requirement(line.removesuffix(" \\"))
            versions.setdefault(canonicalize_name(requirement.name), set()).add(
                str(requirement.specifier)[2:]
            )
    return versions


def asked(*groups: str) -> list[Requirement]:
    """Return what the project and some of its dependency groups ask for."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [line for group in groups for line in told["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in told["project"]["dependencies"] + named]


@pytest.mark.parametrize(
    ("lock", "groups"), list(zip(LOCKS, (["build"], ["build", "dev"], ["bench"]), strict=True))
)
def test_every_requirement_is_locked_in_a_version_that_it_allows(lock: str, groups: list[str]) -> None:
    versions = locked(lock)

    unmet = [
        str(requirement)
        for requirement in asked(*groups)
        if not any(map(requirement.specifier.contains, versions.get(canonicalize_name(requirement.name), ())))
    ]

    assert unmet == []


def test_all_locks_agree() -> None:
    runtime, development, bench = map(locked, LOCKS)

    assert {name: development.get(name) for name in runtime} == runtime
    assert {name: versions for name, versions in bench.items() if name in development} == {
        name: versions for name, versions in development.items() if name in bench
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"\S*://\S*|^-.*", text, re.MULTILINE) == []
    assert len(re.findall(r"^\S+==", text, re.MULTILINE)) == len(
        re.findall(r"^\S.*\\\n +--hash=", text, re.MULTILINE)
    )
