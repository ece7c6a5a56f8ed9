"""The language model: tags, lemmas, dependencies and names of English text."""

from __future__ import annotations

import tempfile
import zipfile
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import spacy

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED: Final = "model/english.zip"


@cache
def language_model(name: str | None = None) -> Language:
    """Return the shipped pipeline, or the installed spaCy pipeline of that name.

    Raises OSError when no pipeline of that name is installed.
    """
    return _shipped() if name is None else spacy.load(name)


def _shipped() -> Language:
    resource = files("loaders.extract").joinpath(SHIPPED)
    with as_file(resource) as path, tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        nlp = spacy.load(folder)
    _widen(nlp)
    return nlp


def _widen(nlp: Language) -> None:
    """Cast the weights, stored at half precision, back to the single precision that the operations expect."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if model is None:
            continue
        for node in model.walk():
            for parameter in node.param_names:
                if node.has_param(parameter):
                    weights = cast(
                        "np.ndarray[tuple[int, ...], np.dtype[np.float16]]", node.get_param(parameter)
                    )
                    node.set_param(parameter, np.ascontiguousarray(weights, dtype=np.float32))
