"""The tokens of a parsed text, and a tree that is mended."""

from __future__ import annotations

import pytest
import spacy
import spacy.tokens

from loaders.extract.tokens import Doc


@pytest.fixture
def doc() -> Doc:
    """A name that hangs on nothing, and a sentence."""
    words = ["Kyiv", "Norway", "pledged", "new", "arms", "."]
    heads, relations = [0, 2, 2, 4, 2, 2], ["ROOT", "nsubj", "ROOT", "amod", "obj", "punct"]
    return Doc(spacy.tokens.Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=relations))


def sentences(doc: Doc) -> list[str]:
    return [" ".join(t.text for t in sentence) for sentence in doc.sents]


def test_a_token_knows_its_tree(doc: Doc) -> None:
    arms = doc[4]

    assert [t.text for t in doc[2].children] == ["Norway", "arms", "."]
    assert [t.text for t in doc[2].subtree] == ["Norway", "pledged", "new", "arms", "."]
    assert [t.text for t in doc[3].ancestors] == ["arms", "pledged"]
    assert (arms.left_edge, arms.right_edge, arms.nbor(), arms.nbor(-1)) == (doc[3], doc[4], doc[5], doc[3])
    assert (str(arms), len(doc), doc[4].is_punct, doc[5].is_punct) == ("arms", 6, False, True)


def test_there_is_no_neighbour_beyond_the_ends(doc: Doc) -> None:
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[5].nbor()


def test_a_sentence_is_the_subtree_of_a_root(doc: Doc) -> None:
    second = doc[4].sent

    assert sentences(doc) == ["Kyiv", "Norway pledged new arms ."]
    assert (second.start, second.end, second.root, len(second)) == (1, 6, doc[2], 5)
    assert (second[-1], second[:2]) == (doc[5], doc[1:3])


def test_a_token_that_is_hung_elsewhere_moves_and_joins_the_sentence(doc: Doc) -> None:
    doc[0].head = doc[4]
    doc[3].head = doc[4]

    assert [t.text for t in doc[4].children] == ["Kyiv", "new"]
    assert sentences(doc) == ["Kyiv Norway pledged new arms ."]


def test_a_token_that_becomes_a_root_leaves_its_head_and_starts_a_sentence(doc: Doc) -> None:
    doc[5].head = doc[5]

    assert [t.text for t in doc[2].children] == ["Norway", "arms"]
    assert sentences(doc) == ["Kyiv", "Norway pledged new arms", "."]


def test_an_empty_text_has_no_sentences() -> None:
    assert Doc(spacy.tokens.Doc(spacy.blank("en").vocab)).sents == []
