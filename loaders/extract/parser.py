"""The language model: tags, lemmas and dependencies of English text."""

from __future__ import annotations

import tempfile
import zipfile
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import spacy
from spacy.util import registry

from loaders.extract import clear_labels
from loaders.extract.pipelines import NoPipeline, installed_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

SHIPPED: Final = "model/english.zip"
# Names are found by the lexicons; what else a pipeline may have is nothing that extraction reads.
UNREAD: Final = ("ner", "entity_linker", "entity_ruler", "textcat", "textcat_multilabel", "spancat")

# The folder has the tokenizer's rules: making those of the language first would take as long as all the rest.
EMPTY_TOKENIZER: Final = "casus.empty_tokenizer.v1"


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
        nlp = spacy.load(folder, exclude=UNREAD, config={"nlp.tokenizer": {"@tokenizers": EMPTY_TOKENIZER}})
    _widen(nlp)
    return nlp


@registry.tokenizers(EMPTY_TOKENIZER)  # type: ignore[untyped-decorator]
def _empty_tokenizer() -> Callable[[Language], Any]:
    make: Callable[[object], object] = import_module("spacy.tokenizer").Tokenizer  # it has no types
    return lambda nlp: make(nlp.vocab)


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
