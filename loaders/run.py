"""Which extraction read an article: its program, version and configuration, without a clock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.extract.pipelines import installed_pipeline
from loaders.iris import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

RUN_LENGTH: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """An extraction: loader, version, and a digest of the rules, word lists and model."""

    loader: str
    version: str
    configuration: str

    @property
    def name(self) -> str:
        """Return the hash that names this run."""
        return digest(self.loader, self.version, self.configuration, length=RUN_LENGTH)


@cache
def current_run(model: str | None = None) -> Run:
    """Return the run that extraction by this package is, `model` being the pipeline put in its own's place.

    The digests cover every file that extraction reads: when a rule, a word list or the model has changed, an
    article is read anew, be the version the same.

    Raises:
        NoPipeline: there is no pipeline of that name, or none that extraction can be done with.
    """
    sha = hashlib.sha256()
    for package, folder in (("loaders", ""), ("ontology", "lexicon")):
        root = files(package) / folder if folder else files(package)
        for path, content in _contents(root, package):
            sha.update(f"{path}\x1f{len(content)}\x1f".encode())
            sha.update(content)
    configuration = f"sha256:{sha.hexdigest()}"
    if model is not None:
        pipeline = installed_pipeline(model)
        configuration += f" {pipeline.title} sha256:{pipeline.digest()}"
    return Run(loader="casus", version=version("casus"), configuration=configuration)


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _contents(entry, name)
        elif not entry.name.endswith(".pyc"):
            yield name, entry.read_bytes()
