"""How a predicate tells its event: as done, as done by now, or as going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.tree import ancestors, children

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_HELPERS: Final = ("aux", "aux:pass", "cop")
_HAVING: Final = frozenset({"has", "have", "'ve", "\u2019ve"})
_NOW: Final = frozenset({"VBZ", "VBP"})
# Clauses that tell an event of their own: the verb over them says nothing of when it was.
_APART: Final = frozenset({"ccomp", "acl:relcl", "parataxis"})


def tense(token: Token) -> str:
    """Return the tense of a predicate, or of the clause that a noun or participle stands in.

    "perfect" ("has killed"), "present" ("is shelling", "holds"), "past", "modal", or "" where none is told.
    """
    for verb in (token, *ancestors(token)):
        found = _own(verb)
        if found or verb.dep_ in _APART:
            return found
    return ""


def _own(verb: Token) -> str:
    helpers = children(verb, *_HELPERS)
    tags = {verb.tag_, *(helper.tag_ for helper in helpers)}
    if "MD" in tags:
        return "modal"
    if "VBD" in tags:
        return "past"
    if any(helper.lower_ in _HAVING for helper in helpers):
        return "perfect"
    return "present" if tags & _NOW else ""
