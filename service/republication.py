"""Which article repeats which: the one rule, and what follows from it when articles come and go.

An article repeats the first published of those held that are like it and were published before it; of the
same day those with a time are first, then the key decides. So the links follow from what is held alone, in
whatever order it came.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.likeness import LATE, likeness
from ontology import terms
from service.likenesses import Story
from service.log import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.likenesses import Likenesses
    from service.log import Change, Log
    from service.texts import Texts

SEEN_AT_ONCE: Final = 500
RECORD: Final = f" {terms.record} "
LINK: Final = re.compile(rf"^\S+ {re.escape(str(terms.republishes))} <(\S+)> \S+ \.\n", re.MULTILINE)
PUBLISHED: Final = {
    "{}": re.compile(rf'^<\S+/article/\S+> {re.escape(str(terms.publishedAt))} "([^"]+)"', re.MULTILINE),
    f"{{}}T{LATE}": re.compile(
        rf'^<\S+/article/\S+> {re.escape(str(terms.publishedOn))} "([^"]+)"', re.MULTILINE
    ),
}


def relinked(likenesses: Likenesses, came: Iterable[Story], *, gone: Iterable[str]) -> dict[str, str | None]:
    """Take in the stories that come, and return what those repeat, by key, whose link changes by them.

    `gone` are the keys of the articles that go or are replaced.
    """
    touched: dict[str, Story] = {}
    for key in gone:
        before = likenesses.get(key)
        if before is not None:
            touched.update((one.key, one) for one in likenesses.republishing(before.article))
            likenesses.remove(key)
    stories = list(came)
    for story in stories:
        likenesses.put(story)
    for story in stories:
        touched |= {one.key: one for one in likenesses.like(story) if one.rank > story.rank}
    touched |= {story.key: story for story in stories}
    changed: dict[str, str | None] = {}
    for key, story in touched.items():
        first = next((one for one in likenesses.like(story) if one.rank < story.rank), None)
        republishes = None if first is None else first.article
        if likenesses.get(key) is not None and republishes != story.republishes:
            likenesses.link(key, republishes)
            changed[key] = republishes
    return changed


def linked(nquads: str, republishes: str | None, *, article: str, graph: str) -> str:
    """Return an article's graph with this link and no other."""
    plain = LINK.sub("", nquads)
    if republishes is None:
        return plain
    return f"{plain}<{article}> {terms.republishes} <{republishes}> <{graph}> .\n"


def see(likenesses: Likenesses, log: Log, texts: Texts) -> None:
    """Take in the changes of the log that were not seen."""
    while changes := log.changes(after=likenesses.sequence, most=SEEN_AT_ONCE):
        with likenesses.changing(sequence=changes[-1].seq):
            for change in changes:
                _see_one(change, likenesses, log, texts)


def _see_one(change: Change, likenesses: Likenesses, log: Log, texts: Texts) -> None:
    if change.action is Action.WITHDRAW:
        likenesses.remove(change.key)
    elif change.action in {Action.LOAD, Action.REPLACE}:
        likenesses.remove(change.key)
        for story in _told(change, log.content(change.seq).came, texts):
            likenesses.put(story)


def _told(change: Change, came: str, texts: Texts) -> Iterator[Story]:
    """Yield the story that a change brought, unless it is a row of a dataset or too short."""
    text = texts.get(change.text_hash)
    found = None if text is None or RECORD in came else likeness(text, _since(came))
    if found is not None:
        link = LINK.search(came)
        yield Story(
            key=change.key,
            article=change.article,
            likeness=found,
            republishes=None if link is None else link[1],
        )


def _since(came: str) -> str:
    for form, pattern in PUBLISHED.items():
        told = pattern.search(came)
        if told is not None:
            return form.format(told[1])
    return LATE
