"""Which spaCy pipeline a name means, and whether extraction can be done with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spacy import util

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGE: Final = "en"
# What a pipeline must give each token, with the components that can give it.
NEEDED: Final = {
    "a parser": ("parser",),
    "a tagger": ("tagger",),
    "a lemmatizer": ("lemmatizer", "trainable_lemmatizer"),
}
# A label that every parser of a set of labels has.
LABELS: Final = {"obj": "universal", "dobj": "clear"}


class NoPipeline(Exception):
    """There is no spaCy pipeline of a name, or none that extraction can be done with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pipeline:
    """An installed pipeline: its name with its version, its folder, which labels its parser gives."""

    title: str
    folder: Path
    labels: str

    def digest(self) -> str:
        """Return the SHA-256 of the pipeline's files with their names, in hexadecimal."""
        sha = hashlib.sha256()
        for path in _files(self.folder):
            content = path.read_bytes()
            sha.update(f"{path.relative_to(self.folder).as_posix()}\x1f{len(content)}\x1f".encode())
            sha.update(content)
        return sha.hexdigest()


@cache
def installed_pipeline(name: str) -> Pipeline:
    """Return the installed spaCy pipeline of a package's name, or the one in a folder.

    Raises:
        NoPipeline: there is none, or it is of another language or lacks a part that extraction needs.
    """
    folder = _folder(name)
    meta = _meta(name, folder)
    if meta.get("lang") != LANGUAGE:
        raise NoPipeline(
            f"the spaCy pipeline {name!r} is for the language {meta.get('lang')!r}, not {LANGUAGE!r}"
        )
    lacking = [
        part for part, components in NEEDED.items() if not set(components) & set(meta.get("components", []))
    ]
    if lacking:
        raise NoPipeline(f"the spaCy pipeline {name!r} lacks {' and '.join(lacking)}")
    return Pipeline(
        title=f"{meta['lang']}_{meta['name']}-{meta['version']}", folder=folder, labels=_label_set(name, meta)
    )


def _folder(name: str) -> Path:
    """Return the folder that holds a pipeline's `meta.json`."""
    if util.is_package(name):
        package = util.get_package_path(name)
        found = sorted(package.glob("*/meta.json"))
        return found[0].parent if found else package
    folder = Path(name)
    if not (folder / "meta.json").is_file():
        raise NoPipeline(f"no spaCy pipeline is installed under the name {name!r}")
    return folder


def _meta(name: str, folder: Path) -> dict[str, Any]:
    try:
        return util.load_meta(folder / "meta.json")
    except (OSError, ValueError) as error:
        raise NoPipeline(f"the spaCy pipeline {name!r} cannot be read: {error}") from error


def _label_set(name: str, meta: dict[str, Any]) -> str:
    labels: list[str] = meta.get("labels", {}).get("parser", [])
    found = next((known for label, known in LABELS.items() if label in labels), None)
    if found is None:
        raise NoPipeline(
            f"the labels of the spaCy pipeline {name!r} are neither Universal Dependencies nor CLEAR's"
        )
    return found


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
