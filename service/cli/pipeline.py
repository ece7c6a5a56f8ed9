"""Which spaCy pipeline the commands that extract parse with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extract.pipelines import NoPipeline, installed_pipeline
from service.errors import WrongUsage

if TYPE_CHECKING:
    from service.settings import Settings


def model_of(settings: Settings) -> str | None:
    """Return the name of the pipeline to parse with, None for the shipped one.

    Raises:
        WrongUsage: there is none of that name, or none that extraction can be done with.
    """
    try:
        if settings.spacy_model is not None:
            installed_pipeline(settings.spacy_model)
    except NoPipeline as error:
        raise WrongUsage(f"CASUS_SPACY_MODEL: {error}") from error
    return settings.spacy_model
