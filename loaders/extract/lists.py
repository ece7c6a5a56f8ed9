"""Lists of weapons under a sentence that announces them: a claim for each system that an item names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.filler import Filler, narrowest
from loaders.extract.goods import count_of, weapons_in
from loaders.extract.nominals import Reader
from loaders.extract.places import PlaceFinder
from loaders.extract.tree import conjuncts
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.extract.drafts import Draft
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.tokens import Token

_BULLET: Final = re.compile(r"\s*(?:[-*•▪·‣\u2013\u2014]|\(?\d{1,2}[.)]|[a-z]\))\s+\S")
_REACH: Final = 3  # passages between the announcement and its list


def with_lists(scene: Scene, passages: list[Passage], drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts; a transfer that announces a list gives way to one of each system listed."""
    row = list(drafts)
    found: list[Draft] = []
    announcing: set[int] = set()
    for first, last in _lists(passages):
        draft = _announcement(passages[max(0, first - _REACH) : first], row)
        if draft is None:
            continue
        items = [item for passage in passages[first : last + 1] for item in _items(scene, passage, draft)]
        found += items
        if items and _is_bare(draft):
            announcing |= {id(d) for d in row if d.evidence.start == draft.evidence.start and _is_bare(d)}
    listed = {item.sentence.start for item in found}
    kept = [d for d in row if id(d) not in announcing and d.sentence.start not in listed]
    yield from sorted([*kept, *found], key=lambda d: d.evidence.start)


def _lists(passages: list[Passage]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of passages that are items of a list."""
    start = None
    for index, passage in enumerate([*passages, None]):
        is_item = passage is not None and _is_item(passage)
        if is_item and start is None:
            start = index
        elif not is_item and start is not None:
            yield start, index - 1
            start = None


def _is_item(passage: Passage) -> bool:
    line = passage.text.rfind("\n", 0, passage.zone.start) + 1
    return _BULLET.match(passage.text, line) is not None


def _announcement(before: list[Passage], drafts: list[Draft]) -> Draft | None:
    """Return the last transfer that the passages right before a list tell of, or None."""
    if not before:
        return None
    start, end = before[0].zone.start, before[-1].zone.end
    row = [
        d for d in drafts if d.slots.type is ClaimType.WEAPONS_TRANSFER and start <= d.evidence.start < end
    ]
    return next((d for d in reversed(row) if _is_bare(d)), row[-1] if row else None)


def _is_bare(draft: Draft) -> bool:
    """Tell whether a transfer names no weapon and no number: it only announces."""
    return draft.slots.quantity is None and all(w.concept == "weapons" for w in draft.slots.weapons)


def _items(scene: Scene, passage: Passage, model: Draft) -> Iterator[Draft]:
    reader = Reader(scene, passage)
    filler = Filler(reader, PlaceFinder(scene, passage))
    for head in _heads(passage):
        weapons = narrowest(weapons_in(reader, head, alone=True))
        if not weapons:
            continue
        span = passage.span(*_bounds(head))
        slots = replace(model.slots, weapons=weapons, quantity=count_of(filler, [head]))
        yield replace(
            model, slots=slots, date=None, zone=passage.zone.kind, evidence=span,
            sentence=passage.span(0, len(passage.doc) - 1), trigger="list", rules=("list", *model.rules),
        )  # fmt: skip


def _heads(passage: Passage) -> list[Token]:
    """Return the nouns that an item lists: its head and what is joined to it with a figure of its own."""
    heads: list[Token] = []
    for sentence in passage.doc.sents:
        row = conjuncts(sentence.root)
        counted = [
            t for t in row if any(c.i in passage.numbers for c in t.children) or t.i in passage.numbers
        ]
        heads += row if len(counted) > 1 else row[:1]
    return heads


def _bounds(head: Token) -> tuple[int, int]:
    """Return the first and last token of an item's part, without its bullet and the parts joined to it."""
    joined = {t.i for c in head.children if c.dep_ == "conj" for t in c.subtree}
    kept = [t.i for t in head.subtree if t.i not in joined and not t.is_punct and t.dep_ != "cc"] or [head.i]
    return min(kept), max(kept)
