"""Which of a sentence's sayings a claim is among the words of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.sayings import first_of, has_content, is_inserted, vocabulary
from loaders.extract.tree import ancestors, child, children
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loaders.extract.sayings import Saying
    from loaders.extract.tokens import Sentence, Token

_NOT_CONTENT: Final = frozenset({"nsubj", "obl:agent", "vocative", "nmod:poss"})
_BEARERS: Final = frozenset({"news_organization", "organization"})
_NEXT: Final = 8  # tokens between two insertions of which the second passes the first on: "X said, Y reports"


def segments(sentence: Sentence, sayings: Sequence[Saying]) -> list[tuple[int, int]]:
    """Return the runs of a sentence (first and last token) that have sayers of their own."""
    cuts = {sentence.start}
    cuts |= {t.i + 1 for t in sentence if t.text == ";" and t.i + 1 < sentence.end}
    said_before = False
    for saying in sorted(sayings, key=lambda s: s.token.i):
        if saying.source:
            continue
        first = first_of(saying.token)
        before = saying.token.doc[first - 1].lower_ if first > sentence.start else ""
        if before in vocabulary("contrasting") | {"and"} and _has_subject(saying.token):
            cuts.add(first - 1)
        elif before == "," and said_before and has_content(saying.token) and _has_subject(saying.token):
            cuts.add(first)
        said_before = said_before or has_content(saying.token)
    edges = [*sorted(cuts), sentence.end]
    return [(a, b - 1) for a, b in pairwise(edges)]


def covering(here: list[Saying], trigger: Token, *, same: bool) -> list[Saying]:
    """Return those of a run's sayings that a trigger is among the words of, the innermost first.

    `same` when the trigger stands in the run itself; a later run without sayings goes on with the last one.
    """
    verbs = [s for s in here if not s.source]
    over = sorted((s for s in verbs if governs(s, trigger)), key=lambda s: -_depth(s.token))
    aside = [s for s in verbs if s not in over and is_inserted(s)]
    beside = _beside(aside, trigger) if not over or over[0].token.i > trigger.i else []
    if not over and not beside and not same:
        over = verbs[-1:]
    elif over and not beside:
        beside = [s for s in aside if s.token.i > trigger.i and s.who and s.who[0].kind in _BEARERS]
    sources = [s for s in here if s.source]
    inner = [s for s in sources if _is_inside(s, over)]
    return [*inner, *over, *beside, *(s for s in sources if s not in inner)]


def _depth(token: Token) -> int:
    return sum(1 for _ in ancestors(token))


def _beside(inserted: list[Saying], trigger: Token) -> list[Saying]:
    """Return the inserted saying next to a trigger, after rather than before, and who passes that one on."""
    after = [s for s in inserted if s.token.i > trigger.i]
    if not after:
        return inserted[-1:]
    return [s for s in after[:2] if s.token.i - after[0].token.i <= _NEXT]


def _is_inside(source: Saying, over: list[Saying]) -> bool:
    """Tell whether a source is named by somebody who speaks: "said that, according to the UN, ..."."""
    first = min((t.i for t in source.token.subtree), default=source.token.i)
    before = [t.lower_ for t in source.token.doc[max(0, first - 2) : first]]
    return bool(over) and over[0].token.i < first and "that" in before


def governs(saying: Saying, trigger: Token) -> bool:
    """Tell whether the tree puts a trigger among the words of a saying."""
    if saying.token == trigger:
        return True
    if (
        not saying.source
        and saying.token.dep_ in {"acl", "acl:relcl", "amod"}
        and saying.token.head == trigger
        and saying.token.tag_ == "VBN"
    ):
        return True
    if (
        saying.token.dep_ == "acl:relcl"
        and saying.token.head == trigger
        and lemma_of(saying.token) == "blame"
    ):
        return True  # "the killing, for which Delhi blames the group"
    path = [trigger]
    for above in ancestors(trigger):
        if above == saying.token:
            return not _is_outside(path[-1], above, saying)
        path.append(above)
    return False


def _is_outside(branch: Token, predicate: Token, saying: Saying) -> bool:
    """Tell whether a branch below a predicate of saying is not part of what it says."""
    if saying.source:
        return False
    if branch.dep_ in _NOT_CONTENT:
        return True
    if branch.dep_ == "nsubj:pass":
        return child(predicate, "obl:agent") is None and not kinds(predicate) & {"confirm", "deny", "believe"}
    apart = child(branch, "nsubj", "nsubj:pass") is not None and child(branch, "mark") is None
    if branch.dep_ in {"conj", "parataxis"} and branch.i > predicate.i and apart:
        before = predicate.doc[predicate.i + 1 : branch.i]
        return any(t.text in {",", ";"} for t in before) and not any(
            t.text in {":", '"', "-"} for t in before
        )
    return branch.dep_ == "advcl" and _stands_against(branch, predicate)


def _stands_against(branch: Token, predicate: Token) -> bool:
    """Tell whether a clause is told beside what is said: "while ...", "As it sends tanks, he said"."""
    marks = {c.lower_ for c in children(branch, "mark")}
    fronted = "as" in marks and branch.i < predicate.i and _has_subject(branch)
    return fronted or bool(marks & vocabulary("contrasting"))


def _has_subject(token: Token) -> bool:
    return child(token, "nsubj", "nsubj:pass") is not None
