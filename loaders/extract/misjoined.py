"""An infinitive that the parser joins to a finite verb: it belongs to the infinitive before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extract.tree import child, children

if TYPE_CHECKING:
    from loaders.extract.tokens import Token


def is_misjoined_infinitive(token: Token) -> bool:
    """Tell "was upset by plans to wait and send arms", where the tree joins "send" to "was upset"."""
    alone = child(token, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark") is None
    if token.dep_ != "conj" or token.tag_ != "VB" or not alone or child(token, "cc") is None:
        return False
    upper = token.head
    finite = upper.tag_ in {"VBD", "VBN", "VBZ", "VBG"} and all(
        c.tag_ != "MD" for c in children(upper, "aux")
    )
    return finite and upper.i < token.i and _infinitive_before(token) is not None


def _infinitive_before(verb: Token) -> Token | None:
    """Return the last infinitive between a verb and what it is joined to, or None."""
    between = verb.doc[verb.head.i + 1 : verb.i]
    found = [t for t in between if t.tag_ == "VB" and any(c.lower_ == "to" for c in children(t, "mark"))]
    return found[-1] if found else None


def join_to_infinitive(verb: Token) -> None:
    """Join a verb to the infinitive before it."""
    verb.head = _infinitive_before(verb) or verb.head
