"""The words that carry a claim: the clause with what qualifies it, without who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.tree import ancestors, children

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.extract.commitment import Reading
    from loaders.extract.passages import Passage
    from loaders.extract.roles import Trigger
    from loaders.extract.tokens import Token
    from loaders.extract.voice import Voice
    from loaders.model import Span

# Shown even where the tree keeps them apart from the predicate ("3,000 dead").
_CARRIED: Final = ("victim", "force", "goods", "weapon", "intercepted")
_LINKS: Final = frozenset({"mark", "cc", "punct"})
_ASIDE: Final = frozenset({"although", "though", "while", "whereas", "even"})
_OPENING: Final = frozenset({"however", "meanwhile", "moreover", "but", "also"})


def evidence(
    passage: Passage, trigger: Trigger, reading: Reading, voice: Voice, others: list[Trigger]
) -> Span:
    """Return the clause from the highest predicate that qualifies the claim, without others' clauses."""
    top = reading.top or trigger.token
    root = trigger.token if top == trigger.token else top
    kept = [t for t in _without(root, _other_clauses(trigger, voice, root, others)) if not t.is_punct]
    kept += [t for t in _carried(trigger) if t.sent == trigger.token.sent]
    return passage.span(*_bounds(kept or [trigger.token]))


def clause(passage: Passage, head: Token) -> Span:
    """Return the words of the clause that a predicate heads, whole."""
    return passage.span(*_bounds([t for t in head.subtree if not t.is_punct] or [head]))


def _other_clauses(trigger: Trigger, voice: Voice, root: Token, others: list[Trigger]) -> set[int]:
    """Return the heads, below the root, of what other claims or the speaker say."""
    path = {trigger.token.i, *(a.i for a in ancestors(trigger.token))}
    later = {o.token.i for o in others if o.token.dep_ == "conj" and o.token.i > trigger.token.i}
    said = {t.i for t in root.subtree if t.dep_ == "parataxis"}
    speaker: set[int] = set() if voice.predicate is None or voice.rule == "floor kept" else {voice.predicate}
    aside = {
        t.i
        for t in root.subtree
        if t.dep_ == "advcl" and any(c.lower_ in _ASIDE for c in children(t, "mark"))
    }
    answers = {t.i for t in root.subtree if t.dep_ == "acl:relcl" and kinds(t) & {"deny", "confirm"}}
    return (later | said | speaker | aside | answers) - path


def _without(root: Token, heads: set[int]) -> list[Token]:
    row = [root]
    for token in row:
        row += [c for c in token.children if c.i not in heads]
    return row


def _carried(trigger: Trigger) -> list[Token]:
    first = [tokens[0] for role in _CARRIED if (tokens := trigger.roles.get(role))]
    subject = trigger.arguments.subject
    relative = [subject] if trigger.token.dep_ == "acl:relcl" and subject is not None else []
    return [
        t
        for head in (*first, *relative)
        for t in (head, *children(head, "nummod", "amod", "compound", "det"))
    ]


def _bounds(tokens: Iterable[Token]) -> tuple[int, int]:
    """Return the first and the last of some tokens, without a conjunction in front."""
    row = sorted(set(tokens), key=lambda t: t.i)
    while len(row) > 1 and (row[0].dep_ in _LINKS or row[0].lower_ in _OPENING):
        row.pop(0)
    return row[0].i, row[-1].i
