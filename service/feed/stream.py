"""The change feed as a Linked Data Event Stream: its root, the nodes that lead to its pages, and the pages.

A member is a change: named `change/N` by its number in the log, it tells in the default graph what happened
to which article, and holds in the graph of its own name what the article's graph says from then on, with the
nodes that it brought for all. Pages hold a fixed number of members in the order of the log, so that a full
one never changes. After https://w3id.org/ldes/specification (1.0) and https://w3id.org/tree/specification.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.log import Action
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.feed.history import History, Step
    from service.log import Change, Content, Log

MEMBERS: Final = 50  # of a page: some 20,000 quads where each is an article of ordinary length
PAGES: Final = 100  # of a node between the root and the pages
POLLING: Final = 60  # seconds that a client is advised to wait between two looks

LDES: Final = "https://w3id.org/ldes#"
TREE: Final = "https://w3id.org/tree#"
SHACL: Final = "http://www.w3.org/ns/shacl#"
ACTIVITY: Final = "https://www.w3.org/ns/activitystreams#"
DCTERMS, CASUS, XSD = (NAMESPACES[name] for name in ("dcterms", "casus", "xsd"))
TYPE: Final = f"<{NAMESPACES['rdf']}type>"
KINDS: Final = {Action.LOAD: "Create", Action.REPLACE: "Update", Action.WITHDRAW: "Delete"}
PREFIXES: Final = {
    "as": ACTIVITY,
    "casus": CASUS,
    "dcterms": DCTERMS,
    "ldes": LDES,
    "sh": SHACL,
    "tree": TREE,
    "xsd": XSD,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One resource of the stream as N-Quads; one that `is_full` never changes again."""

    nquads: str
    is_full: bool


class Stream:
    """The stream of one store, whose resources stand under one address."""

    def __init__(self, history: History, log: Log, *, base: str, address: str) -> None:
        self._history = history
        self._log = log
        self._base = base
        self._address = address
        self._stream = f"<{base}feed>"

    def root(self) -> Node:
        """Return the root: what the stream is, and the nodes that lead to its pages."""
        here = f"<{self._address}>"
        blocks = _ranges(self._history.length(), MEMBERS * PAGES)
        links = self._relations(here, "nodes", 1, blocks)
        return Node(nquads="".join([*self._context(here), *links]), is_full=False)

    def block(self, number: int) -> Node | None:
        """Return a node that leads to pages, counted from 1; None when there is none of that number."""
        length, size = self._history.length(), MEMBERS * PAGES
        first, last = (number - 1) * size + 1, min(number * size, length)
        if number < 1 or first > length:
            return None
        here = f"<{self._address}/nodes/{number}>"
        pages = [(first + at, first + end - 1) for at, end in _spans(last - first + 1, MEMBERS)]
        lines = [*_node(here), *self._relations(here, "pages", (number - 1) * PAGES + 1, pages)]
        return _immutable(here, lines, is_full=length >= number * size)

    def page(self, number: int) -> Node | None:
        """Return a page of members, counted from 1; None when there is none of that number."""
        steps = self._history.steps(first=(number - 1) * MEMBERS + 1, last=number * MEMBERS)
        if number < 1 or not steps:
            return None
        here = f"<{self._address}/pages/{number}>"
        lines = [*_node(here), f"{self._stream} <{TREE}view> <{self._address}> .\n"]
        first, last = steps[0].seq, steps[-1].seq
        changes = {change.seq: change for change in self._log.changes(after=first - 1, most=last - first + 1)}
        for step in steps:
            lines += self._member(step, changes[step.seq])
        return _immutable(here, lines, is_full=len(steps) == MEMBERS)

    def _context(self, here: str) -> Iterator[str]:
        shape, policy = f"<{self._address}#shape>", f"<{self._address}#retention>"
        yield from _node(here)
        yield f"{self._stream} {TYPE} <{LDES}EventStream> .\n"
        yield f"{self._stream} <{TREE}view> {here} .\n"
        for name, path in (
            ("timestampPath", f"{DCTERMS}created"),
            ("sequencePath", f"{CASUS}sequence"),
            ("versionOfPath", f"{DCTERMS}isVersionOf"),
            ("versionCreateObject", f"{ACTIVITY}Create"),
            ("versionUpdateObject", f"{ACTIVITY}Update"),
            ("versionDeleteObject", f"{ACTIVITY}Delete"),
        ):
            yield f"{self._stream} <{LDES}{name}> <{path}> .\n"
        yield f'{self._stream} <{LDES}pollingInterval> "{POLLING}"^^<{XSD}integer> .\n'
        yield f"{self._stream} <{TREE}shape> {shape} .\n"
        yield from _shape(shape)
        # Nothing is taken out of the log: the whole of it is there from the first change on.
        yield f"{here} {TYPE} <{LDES}EventSource> .\n"
        yield f"{here} <{LDES}retentionPolicy> {policy} .\n"
        yield f"{policy} {TYPE} <{LDES}RetentionPolicy> .\n"
        yield f'{policy} <{LDES}startingFrom> "1970-01-01T00:00:00Z"^^<{XSD}dateTime> .\n'

    def _relations(
        self, here: str, kind: str, first: int, ranges: Iterable[tuple[int, int]]
    ) -> Iterator[str]:
        """Yield two relations to each node: it holds what came no earlier, and no later, than these times."""
        for number, (since, until) in enumerate(self._history.bounds(ranges), start=first):
            node = f"<{self._address}/{kind}/{number}>"
            for name, comparison, time in (
                ("from", "GreaterThanOrEqualToRelation", since),
                ("to", "LessThanOrEqualToRelation", until),
            ):
                relation = f"<{here[1:-1]}#{kind}-{number}-{name}>"
                if name == "from" or self._is_full(kind, number):
                    yield f"{here} <{TREE}relation> {relation} .\n"
                    yield f"{relation} {TYPE} <{TREE}{comparison}> .\n"
                    yield f"{relation} <{TREE}node> {node} .\n"
                    yield f"{relation} <{TREE}path> <{DCTERMS}created> .\n"
                    yield f'{relation} <{TREE}value> "{time}"^^<{XSD}dateTime> .\n'

    def _is_full(self, kind: str, number: int) -> bool:
        size = MEMBERS if kind == "pages" else MEMBERS * PAGES
        return self._history.length() >= number * size

    def _member(self, step: Step, change: Change) -> Iterator[str]:
        member = f"<{self._base}change/{step.seq}>"
        yield f"{self._stream} <{TREE}member> {member} .\n"
        yield from _told(member, step, change, self._base)
        yield from self._held(member, change, self._log.content(step.seq))

    def _held(self, member: str, change: Change, content: Content) -> Iterator[str]:
        if change.action is not Action.WITHDRAW:
            for nquads in (
                self._history.rights.leaving(content.came),
                *(node.quads for node in content.shared),
            ):
                for line in nquads.split("\n"):
                    if line:
                        yield f"{line.rsplit(' ', 2)[0]} {member} .\n"


def _told(member: str, step: Step, change: Change, base: str) -> Iterator[str]:
    """Yield what a member tells of its change."""
    yield f"{member} {TYPE} <{ACTIVITY}{KINDS[change.action]}> .\n"
    yield f"{member} {TYPE} <{CASUS}Change> .\n"
    yield f"{member} <{DCTERMS}isVersionOf> <{base}article/{change.key}> .\n"
    yield f"{member} <{ACTIVITY}object> <{change.article}> .\n"
    yield f"{member} <{CASUS}inGraph> <{change.graph}> .\n"
    yield f'{member} <{DCTERMS}created> "{step.time}"^^<{XSD}dateTime> .\n'
    yield f'{member} <{CASUS}sequence> "{step.seq}"^^<{XSD}integer> .\n'
    yield f'{member} <{CASUS}stateHash> "{step.state}" .\n'


def _shape(shape: str) -> Iterator[str]:
    yield f"{shape} {TYPE} <{SHACL}NodeShape> .\n"
    yield f"{shape} <{SHACL}nodeKind> <{SHACL}IRI> .\n"
    for number, (path, constraint) in enumerate(
        (
            (f"{DCTERMS}isVersionOf", f"<{SHACL}nodeKind> <{SHACL}IRI>"),
            (f"{DCTERMS}created", f"<{SHACL}datatype> <{XSD}dateTime>"),
            (f"{CASUS}sequence", f"<{SHACL}datatype> <{XSD}integer>"),
            (f"{CASUS}stateHash", f"<{SHACL}datatype> <{XSD}string>"),
        ),
        start=1,
    ):
        part = f"{shape[:-1]}-{number}>"
        yield f"{shape} <{SHACL}property> {part} .\n"
        yield f"{part} <{SHACL}path> <{path}> .\n"
        yield f"{part} {constraint} .\n"
        for count in ("minCount", "maxCount"):
            yield f'{part} <{SHACL}{count}> "1"^^<{XSD}integer> .\n'


def _node(here: str) -> Iterator[str]:
    yield f"{here} {TYPE} <{TREE}Node> .\n"


def _immutable(here: str, lines: list[str], *, is_full: bool) -> Node:
    if is_full:
        lines.append(f'{here} <{LDES}immutable> "true"^^<{XSD}boolean> .\n')
    return Node(nquads="".join(lines), is_full=is_full)


def _ranges(length: int, size: int) -> list[tuple[int, int]]:
    """Return the first and last ordinals of each part of so many."""
    return [(at + 1, end) for at, end in _spans(length, size)]


def _spans(length: int, size: int) -> Iterator[tuple[int, int]]:
    return ((at, min(at + size, length)) for at in range(0, length, size))
