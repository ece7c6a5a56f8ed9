"""The changes that arrivals and withdrawals make to a store, as they are to be committed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from loaders.likeness import Likeness
from service.arrivals import Outcome
from service.commit import Planned
from service.likenesses import Story
from service.log import Action, Content, Entry
from service.republication import linked, relinked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from loaders.iris import Iris
    from service.arrivals import Arrival
    from service.likenesses import Likenesses
    from service.log import Change, Log
    from service.texts import Texts
    from service.view import View

# Shared nodes that are known to be described, so that they need not be looked for: some 3 MB.
MOST_SHARED: Final = 20_000
One = TypeVar("One")
RELINKED: Final = "the article whose text it repeats, as far as it is held, is another now"


class Planner:
    """Works out changes from what a store holds; writes none of them."""

    def __init__(self, view: View, log: Log, texts: Texts, likenesses: Likenesses, iris: Iris) -> None:
        self._view = view
        self._log = log
        self._texts = texts
        self._likenesses = likenesses
        self._iris = iris
        self._shared: set[str] = set()

    def held(self, key: str) -> Change | None:
        """Return the change that brought what is held of a key, None when nothing is."""
        last = self._log.last(key)
        return None if last is None or last.action is Action.WITHDRAW else last

    def arrivals(self, arrivals: Sequence[Arrival]) -> tuple[list[Planned], list[Outcome]]:
        """Return the changes that articles of different keys make, and what each of them is.

        Those that are changed by it but did not arrive come last.
        """
        last = {one.key: self._log.last(one.key) for one in arrivals}
        coming = [one for one in arrivals if not _is_held(one, last[one.key])]
        hashes = self._texts.add_all(one.text for one in coming)
        links = relinked(
            self._likenesses,
            [
                Story(key=one.key, article=one.article, likeness=Likeness.parsed(one.likeness))
                for one in coming
                if one.likeness is not None
            ],
            gone=[one.key for one in coming if last[one.key] is not None],
        )
        described: set[str] = set()
        planned = [
            self._arrival(one, text_hash, links.pop(one.key, None), described)
            for one, text_hash in zip(coming, hashes, strict=True)
        ]
        planned += self._relinked(links)
        new = {one.key for one in coming}
        outcomes = [_outcome(last[one.key]) if one.key in new else Outcome.UNCHANGED for one in arrivals]
        return planned, outcomes

    def withdrawal(self, last: Change, reason: str) -> list[Planned]:
        """Return the changes that an article's going makes, its own first."""
        links = relinked(self._likenesses, (), gone=[last.key])
        own = Planned(
            entry=_entry(last, Action.WITHDRAW, reason),
            content=Content(went=self._view.nquads(last.graph)),
            drop=last.graph,
        )
        return [own, *self._relinked(links)]

    def copied(self, entry: Entry, content: Content) -> Planned:
        """Return a change of another log as one of this: what it takes away is what is held here."""
        held = self.held(entry.key)
        drop = None if held is None else held.graph
        went = "" if drop is None else self._view.nquads(drop)
        return Planned(entry=entry, content=replace(content, went=went), drop=drop)

    def forget(self) -> None:
        """Look for all shared nodes again."""
        self._shared.clear()

    def _arrival(
        self, arrival: Arrival, text_hash: str, republishes: str | None, described: set[str]
    ) -> Planned:
        """Return the change that an arrival is; `described` are the shared nodes that come before it."""
        held = self.held(arrival.key)
        lacking = tuple(node for node in arrival.shared if self._lacks(node.subject, described))
        described.update(node.subject for node in lacking)
        came = arrival.quads
        if republishes is not None:
            came = linked(came, republishes, article=arrival.article, graph=arrival.graph)
        return Planned(
            entry=Entry(
                action=Action.LOAD if held is None else Action.REPLACE,
                key=arrival.key,
                article=arrival.article,
                graph=arrival.graph,
                run=arrival.run,
                digest=arrival.digest,
                text_hash=text_hash,
            ),
            content=Content(
                came=came, went="" if held is None else self._view.nquads(held.graph), shared=lacking
            ),
            drop=None if held is None else held.graph,
        )

    def _relinked(self, links: dict[str, str | None]) -> Iterator[Planned]:
        """Yield the changes of held articles that repeat another article now, or none."""
        for key, republishes in sorted(links.items()):
            held = self.held(key)
            assert held is not None
            went = self._view.nquads(held.graph)
            came = linked(went, republishes, article=held.article, graph=held.graph)
            yield Planned(
                entry=_entry(held, Action.REPLACE, RELINKED),
                content=Content(came=came, went=went),
                drop=held.graph,
            )

    def _lacks(self, subject: str, described: set[str]) -> bool:
        """Return whether no graph describes a shared node yet."""
        if subject in described or subject in self._shared:
            return False
        is_curated = self._view.tells_of(subject, graph=self._iris.authority_graph)
        lacks = not (is_curated or self._log.has_shared(subject))
        if not lacks:
            if len(self._shared) >= MOST_SHARED:
                self._shared.clear()
            self._shared.add(subject)
        return lacks


def apart(ones: Iterable[One], *, key: Callable[[One], str]) -> Iterator[list[One]]:
    """Yield things in order, in groups in which no key comes twice."""
    group: dict[str, One] = {}
    for one in ones:
        if key(one) in group:
            yield list(group.values())
            group = {}
        group[key(one)] = one
    if group:
        yield list(group.values())


def _is_held(arrival: Arrival, last: Change | None) -> bool:
    if last is None or last.action is Action.WITHDRAW:
        return False
    return (last.graph, last.digest) == (arrival.graph, arrival.digest)


def _outcome(before: Change | None) -> Outcome:
    if before is None:
        return Outcome.NEW
    return Outcome.RESTORED if before.action is Action.WITHDRAW else Outcome.REPLACED


def _entry(change: Change, action: Action, reason: str) -> Entry:
    """Return the row of another change of what a change brought."""
    return Entry(
        action=action,
        key=change.key,
        article=change.article,
        graph=change.graph,
        run=change.run,
        digest=change.digest,
        text_hash=change.text_hash,
        reason=reason,
    )
