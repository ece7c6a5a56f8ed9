"""The language model: tags, lemmas and dependencies of English text."""

from __future__ import annotations

import tempfile
import zipfile
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import spacy

from loaders.extract import clear_labels
from loaders.extract.pipelines import NoPipeline, installed_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED: Final = "model/english.zip"
# Names are found by the lexicons; what else a pipeline may have is nothing that extraction reads.
UNREAD: Final = ("ner", "entity_linker", "entity_ruler", "textcat", "textcat_multilabel", "spancat")


@cache
def language_model(name: str | None = None) -> Language:
    """Return the shipped pipeline, or the installed spaCy pipeline of that name or in that folder.

    Raises:
        NoPipeline: there is none, or none that extraction can be done with.
    """
    return _shipped() if name is None else _installed(name)


def _shipped() -> Language:
    resource = files("loaders.extract").joinpath(SHIPPED)
    with as_file(resource) as path, tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        nlp = spacy.load(folder, exclude=UNREAD)
    _widen(nlp)
    return nlp


def _installed(name: str) -> Language:
    pipeline = installed_pipeline(name)
    try:
        nlp = spacy.load(pipeline.folder, exclude=UNREAD)
    except (ImportError, OSError, ValueError) as error:
        raise NoPipeline(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    if pipeline.labels == "clear":
        nlp.add_pipe(clear_labels.COMPONENT)
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
