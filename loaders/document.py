"""The whole extraction: an article in, its statements and claims out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from loaders.extract.claims import drafts
from loaders.extract.doers import with_doers
from loaders.extract.held import with_context
from loaders.extract.homes import with_homes
from loaders.extract.lists import with_lists
from loaders.extract.merge import merged
from loaders.extract.parser import language_model
from loaders.extract.partners import with_partners
from loaders.extract.passages import parse
from loaders.extract.place_reader import place_names
from loaders.extract.scene import Scene, survey, survey_places
from loaders.extract.settings import setting
from loaders.extract.sources import read_sources
from loaders.extract.statements import assemble
from loaders.extract.unsaid import with_sides
from loaders.model import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loaders.extract.passages import Passage
    from loaders.model import Article


def extract(article: Article, *, warnings: Sequence[str] = (), model: str | None = None) -> Document:
    """Return an article's statements and claims; none of either for a language other than English.

    `model` names an installed spaCy pipeline to use in place of the shipped one.

    Raises:
        NoPipeline: there is none of that name, or none that extraction can be done with.
    """
    if article.language not in {None, "en"}:
        return Document(article=article, warnings=tuple(warnings))
    published = None if article.published is None else date.fromisoformat(article.published[:10])
    passages = parse(article, language_model(model), published)
    scene = _scene(passages, published)
    held = setting(scene, passages)
    found = with_lists(scene, passages, with_context(drafts(scene, passages), held))
    told = with_sides(list(with_homes(merged(with_doers(with_partners(found))))), scene, held.passage)
    statements, claims = assemble(told, scene)
    return Document(article=article, statements=statements, claims=claims, warnings=tuple(warnings))


def _scene(passages: list[Passage], published: date | None) -> Scene:
    scene = Scene(published)
    survey(scene, passages)
    survey_places(
        scene, list(dict.fromkeys(name for passage in passages for name in place_names(scene, passage)))
    )
    read_sources(scene, passages)
    return scene
