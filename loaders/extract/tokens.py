"""The tokens of a parsed text as plain objects: one of spaCy's is made anew each time that it is looked at.

The names are spaCy's. A tree may be mended: a token given another head moves from the children of the one to
those of the other, and the sentences, which the roots' subtrees make, are found anew.
"""

from __future__ import annotations

from itertools import pairwise
from sys import intern
from typing import TYPE_CHECKING, overload

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import spacy.tokens


class Token:
    """A word or a mark, its place in its text, and where it hangs in the tree; a root is its own head."""

    __slots__ = (
        "_head",
        "children",
        "dep_",
        "doc",
        "i",
        "is_punct",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "tag_",
        "text",
    )

    def __init__(self, doc: Doc, token: spacy.tokens.Token) -> None:
        """Take over what a parsed token says of itself; its document ties it to the others."""
        self.doc = doc
        self.i: int = token.i
        self.text = intern(token.text)
        self.lower_ = intern(token.lower_)
        self.lemma_ = intern(token.lemma_)
        self.pos_ = intern(token.pos_)
        self.tag_ = intern(token.tag_)
        self.dep_ = intern(token.dep_)
        self.is_punct: bool = token.is_punct
        self.like_num: bool = token.like_num
        self.children: tuple[Token, ...] = ()
        self._head = self

    @override
    def __repr__(self) -> str:
        """Return the word."""
        return self.text

    @property
    def head(self) -> Token:
        """The token that this one hangs on."""
        return self._head

    @head.setter
    def head(self, head: Token) -> None:
        if head is self._head:
            return
        if self._head is not self:
            self._head.children = tuple(c for c in self._head.children if c is not self)
        self._head = head
        if head is not self:
            head.children = tuple(sorted((*head.children, self), key=lambda token: token.i))
        self.doc.forget_sentences()

    def hang(self, head: Token, children: Iterable[Token]) -> None:
        """Give a token its place in a tree that is being put up."""
        self._head = head
        self.children = tuple(children)

    @property
    def sent(self) -> Sentence:
        """The sentence that this token is in."""
        return self.doc.sentence_at(self.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads above this token, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> list[Token]:
        """This token and all below it, each between what hangs on it to the left and to the right."""
        if not self.children:
            return [self]
        left = [token for child in self.children if child.i < self.i for token in child.subtree]
        right = [token for child in self.children if child.i > self.i for token in child.subtree]
        return [*left, self, *right]

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree in the text."""
        return min(self.subtree, key=lambda token: token.i)

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree in the text."""
        return max(self.subtree, key=lambda token: token.i)

    def nbor(self, distance: int = 1) -> Token:
        """Return the token so many places further on; IndexError beyond the text's ends."""
        at = self.i + distance
        if at < 0:
            raise IndexError(at)
        return self.doc[at]


class _Row:
    """Some tokens in order."""

    __slots__ = ("_tokens",)

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens

    def __len__(self) -> int:
        return len(self._tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> list[Token]: ...
    def __getitem__(self, key: int | slice) -> Token | list[Token]:
        return self._tokens[key]


class Sentence(_Row):
    """The tokens from number `start` to before `end`, and the one that the others hang on."""

    __slots__ = ("doc", "end", "root", "start")

    def __init__(self, tokens: list[Token]) -> None:
        """Make a sentence of some neighbours."""
        super().__init__(tokens)
        self.doc = tokens[0].doc
        self.start = tokens[0].i
        self.end = tokens[-1].i + 1
        self.root = _root(tokens)


class Doc(_Row):
    """A parsed text: its tokens, and the sentences that they make."""

    __slots__ = ("_sentences",)

    def __init__(self, parsed: spacy.tokens.Doc) -> None:
        """Take over a text that spaCy has parsed."""
        super().__init__([Token(self, token) for token in parsed])
        self._sentences: list[Sentence] = []  # of each token; none until they are asked for
        heads = [self._tokens[token.head.i] for token in parsed]
        below: list[list[Token]] = [[] for _ in heads]
        for token, head in zip(self._tokens, heads, strict=True):
            if head is not token:
                below[head.i].append(token)
        for token, head, children in zip(self._tokens, heads, below, strict=True):
            token.hang(head, children)

    @property
    def sents(self) -> list[Sentence]:
        """The sentences, in order."""
        return list(dict.fromkeys(self._divided()))

    def sentence_at(self, at: int) -> Sentence:
        """Return the sentence of the token of a number."""
        return self._divided()[at]

    def forget_sentences(self) -> None:
        """Find the sentences anew when they are next asked for."""
        self._sentences = []

    def _divided(self) -> list[Sentence]:
        """Return the sentence of each token: one starts where the subtree of a root does."""
        if not self._sentences:
            starts = {token.left_edge.i for token in self._tokens if token.head is token}
            cuts = sorted({0, *starts, len(self._tokens)})
            rows = [Sentence(self._tokens[first:last]) for first, last in pairwise(cuts)]
            self._sentences = [row for row in rows for _ in row]
        return self._sentences


def _root(tokens: list[Token]) -> Token:
    """Return the first token that hangs on none, else the first of those highest in their tree."""
    return next((t for t in tokens if t.head is t), None) or min(tokens, key=_depth)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
