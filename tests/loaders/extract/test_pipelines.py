"""Another spaCy pipeline in the place of the shipped one."""

from __future__ import annotations

import json
import sys
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc

from loaders.extract.clear_labels import universal
from loaders.extract.parser import SHIPPED, language_model
from loaders.extract.pipelines import NoPipeline, installed_pipeline
from loaders.run import current_run

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

PARTS = ["tagger", "parser", "trainable_lemmatizer"]


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pipeline as spaCy saves it, with names that extraction does not read."""
    folder = tmp_path_factory.mktemp("pipelines") / "saved"
    saved = spacy.blank("en")
    shipped = language_model()
    for name in shipped.pipe_names:
        saved.add_pipe(name, source=shipped)
    saved.add_pipe("entity_ruler")
    saved.meta.update(name="kalvenian", version="0.3.0")
    saved.to_disk(folder)
    return folder


def test_the_shipped_pipeline_splits_words_by_its_own_files_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(str(files("loaders.extract").joinpath(SHIPPED))) as archive:
        archive.extractall(tmp_path)

    assert rules(language_model()) == rules(spacy.load(tmp_path))


def rules(pipeline: Language) -> bytes:
    """Return what a pipeline splits words by."""
    tokenizer: Any = pipeline.tokenizer
    found: bytes = tokenizer.to_bytes(exclude=["vocab"])
    return found


def described(folder: Path, **meta: object) -> str:
    """Make the folder of a pipeline that says of itself what is given, and return its name."""
    told = {"lang": "en", "name": "made", "version": "1.0.0", "components": PARTS} | meta
    folder.mkdir(exist_ok=True)
    (folder / "meta.json").write_text(json.dumps(told))
    (folder / "config.cfg").write_text('[nlp]\nlang = "en"\npipeline = ["nowhere"]\n')
    return str(folder)


def tree(words: str) -> Doc:
    """Return a parsed sentence, written word/tag/relation/head's number from 1."""
    rows = [word.split("/") for word in words.split()]
    return Doc(
        spacy.blank("en").vocab,
        words=[row[0] for row in rows],
        lemmas=["be" if row[0] in {"was", "were"} else row[0] for row in rows],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) - 1 for row in rows],
    )


def relations(doc: Doc) -> list[str]:
    return [f"{token.text} {token.dep_} {token.head.text}" for token in doc]


def test_a_pipeline_in_a_folder_parses_and_is_a_run_of_its_own(pipeline: Path) -> None:
    nlp = language_model(str(pipeline))

    assert nlp.pipe_names == language_model().pipe_names
    assert nlp("Troops fired.")[0].dep_ == "nsubj"
    shipped, other = current_run(), current_run(str(pipeline))
    assert other.configuration.startswith(f"{shipped.configuration} en_kalvenian-0.3.0 sha256:")
    assert other.name != shipped.name


def test_a_pipeline_is_found_by_its_package_s_name(
    pipeline: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "en_kalvenian"
    (package / "en_kalvenian-0.3.0").parent.mkdir()
    (package / "__init__.py").write_text("")
    (package / "en_kalvenian-0.3.0").symlink_to(pipeline)
    (tmp_path / "en_kalvenian-0.3.0.dist-info").mkdir()
    (tmp_path / "en_kalvenian-0.3.0.dist-info" / "METADATA").write_text(
        "Name: en_kalvenian\nVersion: 0.3.0\n"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    found = installed_pipeline("en_kalvenian")

    assert (found.title, found.folder, found.labels) == (
        "en_kalvenian-0.3.0",
        package / "en_kalvenian-0.3.0",
        "universal",
    )
    assert found.digest() == installed_pipeline(str(pipeline)).digest()


def test_other_weights_are_another_run(tmp_path: Path) -> None:
    names = [described(tmp_path / name, labels={"parser": ["obj"]}) for name in ("a", "b")]
    (tmp_path / "b" / "weights").write_bytes(b"\x01")

    first, second = map(current_run, names)

    assert first.name != second.name


@pytest.mark.parametrize(
    ("meta", "reason"),
    [
        ({"lang": "de"}, "the spaCy pipeline {} is for the language 'de', not 'en'"),
        ({"components": ["parser"]}, "the spaCy pipeline {} lacks a tagger and a lemmatizer"),
        (
            {"labels": {"parser": ["SB", "OA"]}},
            "the labels of the spaCy pipeline {} are neither Universal Dependencies nor CLEAR's",
        ),
        ({"lang": ""}, "the spaCy pipeline {} cannot be read: "),
        ({"labels": {"parser": ["dobj"]}}, "the spaCy pipeline {} cannot be loaded: "),
    ],
)
def test_a_pipeline_that_cannot_serve_is_refused(
    tmp_path: Path, meta: dict[str, object], reason: str
) -> None:
    name = described(tmp_path / "made", **meta)

    with pytest.raises(NoPipeline) as refused:
        language_model(name)

    assert str(refused.value).startswith(reason.format(repr(name)))


def test_a_name_that_nothing_has_is_refused() -> None:
    with pytest.raises(NoPipeline, match="no spaCy pipeline is installed under the name 'en_nowhere'"):
        language_model("en_nowhere")


@pytest.mark.parametrize(
    ("clear", "universal_tree"),
    [
        (
            (
                "Troops/NOUN/nsubjpass/3 were/AUX/auxpass/3 hit/VERB/ROOT/3 by/ADP/agent/3 "
                "rockets/NOUN/pobj/4 fired/VERB/acl/5 from/ADP/prep/6 across/ADP/prep/7 "
                "the/DET/det/10 river/NOUN/pobj/8"
            ),
            [
                "Troops nsubj:pass hit",
                "were aux:pass hit",
                "hit ROOT hit",
                "by case rockets",
                "rockets obl:agent hit",
                "fired acl rockets",
                "from case river",
                "across case river",
                "the det river",
                "river obl fired",
            ],
        ),
        (
            (
                "Kyiv/PROPN/nsubj/2 blamed/VERB/ROOT/2 Moscow/PROPN/dobj/2 for/ADP/prep/2 "
                "shelling/VERB/pcomp/4 homes/NOUN/dobj/5 ,/PUNCT/punct/6 farms/NOUN/conj/6 "
                "and/CCONJ/cc/8 a/DET/det/11 clinic/NOUN/conj/8"
            ),
            [
                "Kyiv nsubj blamed",
                "blamed ROOT blamed",
                "Moscow obj blamed",
                "for mark shelling",
                "shelling advcl blamed",
                "homes obj shelling",
                ", punct homes",
                "farms conj homes",
                "and cc clinic",
                "a det clinic",
                "clinic conj homes",
            ],
        ),
        (
            (
                "Reports/NOUN/nsubj/2 were/AUX/ROOT/2 false/ADJ/acomp/2 ,/PUNCT/punct/2 "
                "according/VERB/prep/2 to/ADP/prep/5 Kyiv/PROPN/pobj/6"
            ),
            [
                "Reports nsubj false",
                "were cop false",
                "false ROOT false",
                ", punct false",
                "according case Kyiv",
                "to fixed according",
                "Kyiv obl false",
            ],
        ),
        (
            (
                "There/PRON/expl/2 was/AUX/ROOT/2 talk/NOUN/attr/2 that/SCONJ/mark/6 it/PRON/nsubj/6 "
                "was/AUX/acl/3 a/DET/det/8 bomb/NOUN/attr/6"
            ),
            [
                "There expl was",
                "was ROOT was",
                "talk nsubj was",
                "that mark bomb",
                "it nsubj bomb",
                "was cop bomb",
                "a det bomb",
                "bomb acl talk",
            ],
        ),
        (
            (
                "They/PRON/nsubj/2 gave/VERB/ROOT/2 it/PRON/dative/2 19/NUM/dobj/2 of/ADP/prep/4 "
                "30/NUM/pobj/5 before/ADP/prep/2"
            ),
            [
                "They nsubj gave",
                "gave ROOT gave",
                "it iobj gave",
                "19 obj gave",
                "of case 30",
                "30 nmod 19",
                "before advmod gave",
            ],
        ),
    ],
)
def test_clear_s_trees_are_turned_into_universal_ones(clear: str, universal_tree: list[str]) -> None:
    assert relations(universal(tree(clear))) == universal_tree
