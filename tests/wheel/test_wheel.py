"""The wheel, installed on its own into an environment without any of the development tools."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("loaders", "ontology", "queries", "service")
SOURCES: Final = (*PACKAGES, "pyproject.toml", "README.md", "LICENSE", "NOTICE")
TEXT: Final = (
    "KYIV, May 5, 2024 - Russia launched 12 drones at Ukraine overnight, the Ukrainian air force said.\n"
)
OWNERS: Final = """
from importlib.metadata import packages_distributions
import json
owners = packages_distributions()
print(json.dumps({name: owners[name] for name in ("loaders", "ontology", "queries", "service")}))
"""

pytestmark = pytest.mark.wheel


def run(*command: Path | str, cwd: Path) -> str:
    """Return what the command prints, run with nothing of this environment on its path."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "VIRTUAL"))
    }
    done = subprocess.run(
        command, cwd=cwd, env=kept, check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built, with the locked build backend, from a copy of what is checked in."""
    source = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", "dist", ".", cwd=source)
    (built,) = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the programs are of an environment with the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("installed")
    uv = (sys.executable, "-m", "uv", "--quiet")
    run(*uv, "venv", "--python", sys.executable, "environment", cwd=home)
    python = home / "environment" / "bin" / "python"
    locked = ("--constraint", ROOT / "requirements.lock")
    run(*uv, "pip", "install", "--python", python, *locked, wheel, cwd=home)
    return python.parent


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == files


def test_the_wheel_carries_its_licences(wheel: Path) -> None:
    licences = {
        name.partition("/licenses/")[2] for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name
    }

    assert licences == {"LICENSE", "NOTICE", "loaders/extract/model/LICENSE"}


def test_the_generic_package_names_belong_to_casus_alone(scripts: Path, tmp_path: Path) -> None:
    owners = json.loads(run(scripts / "python", "-c", OWNERS, cwd=tmp_path))

    assert owners == {package: ["casus"] for package in PACKAGES}


def test_no_development_tool_is_needed(scripts: Path, tmp_path: Path) -> None:
    listed = run(sys.executable, "-m", "uv", "pip", "list", "--python", scripts / "python", cwd=tmp_path)

    names = {line.split()[0] for line in listed.splitlines()[2:]}
    assert "casus" in names
    assert names.isdisjoint({"hatchling", "hypothesis", "mypy", "pytest", "ruff"})


def test_the_installed_command_explains_itself(scripts: Path, tmp_path: Path) -> None:
    told = run(scripts / "casus", "--help", cwd=tmp_path)

    assert [name for name in ("load", "extract", "serve", "query") if name not in told] == []


def test_the_installed_command_extracts_a_claim(scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")

    document = json.loads(run(scripts / "casus", "extract", "news.txt", cwd=tmp_path))

    assert document["article"]["text"] == TEXT
    assert [(claim["type"], claim["quantity"]["low"]) for claim in document["claims"]] == [
        ("armed_action", 12)
    ]
