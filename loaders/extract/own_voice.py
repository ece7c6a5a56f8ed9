"""Where those who write speak of themselves: "the agency could not verify", "our teams counted"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.floor import in_quotes
from loaders.extract.sayings import vocabulary
from loaders.extract.tree import arguments, child
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token

_UNABLE: Final = frozenset({"not", "n't", "unable", "yet", "cannot", "never"})


def is_own_voice(reader: Reader, token: Token) -> bool:
    """Tell whether a saying is the article's own: of "our teams", of an office that could not check."""
    subject = arguments(token).subject
    if subject is None or subject.i in reader.passage.actors:
        return False
    owner = child(subject, "nmod:poss")
    if owner is not None and owner.lower_ == "our":
        return not in_quotes(token)
    if lemma_of(token) not in vocabulary("checking") or not _is_unable(subject, token):
        return False
    if subject.lower_ == "we":
        return reader.speaker is None or not in_quotes(token)
    alone = all(t == subject or t.dep_ == "det" for t in subject.subtree)
    return alone and subject.lower_ in vocabulary("own_organ") and child(subject, "det") is not None


def _is_unable(subject: Token, token: Token) -> bool:
    return any(t.lower_ in _UNABLE for t in token.doc[subject.i + 1 : token.i])
