"""What a SPARQL update changes, worked out operation by operation on a state of the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

import pyoxigraph as ox

from service.sparql.namespaces import NAMESPACES
from service.sparql.update_syntax import Data, Manage, Modify
from service.sparql.update_templates import Prologue, Template
from service.writes import MOST_QUADS, OwnGraph, WriteTooLarge, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Store as Graphs  # noqa: TID251 - handed over

    from service.sparql.update_checks import Asked
    from service.sparql.update_syntax import Operation
    from service.sparql.update_templates import Term

Node = ox.NamedNode | ox.DefaultGraph
DEFAULT: Final = "DEFAULT"


class Contradiction(Exception):
    """The update asks for what cannot be in the present state, such as to make a graph that there is."""


@dataclass(kw_only=True, slots=True)
class Changes:
    """What is to be held in the end and what is not, whatever is held now."""

    came: set[ox.Quad] = field(default_factory=set[ox.Quad])
    went: set[ox.Quad] = field(default_factory=set[ox.Quad])
    emptied: set[Node] = field(default_factory=set[Node])
    made: set[ox.NamedNode] = field(default_factory=set[ox.NamedNode])
    dropped: set[ox.NamedNode] = field(default_factory=set[ox.NamedNode])
    spared: bool = False

    def remove(self, quads: Iterable[ox.Quad]) -> None:
        """Have quads go."""
        for quad in quads:
            self.came.discard(quad)
            self.went.add(quad)
            self._check()

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Have quads come."""
        for quad in quads:
            self.went.discard(quad)
            self.came.add(quad)
            self._check()
            if isinstance(quad.graph_name, ox.NamedNode):
                self.dropped.discard(quad.graph_name)

    def empty(self, graph: Node) -> None:
        """Have all go that a graph holds now."""
        self.came = {quad for quad in self.came if quad.graph_name != graph}
        self.emptied.add(graph)

    def make(self, graph: ox.NamedNode) -> None:
        """Have a graph be there."""
        self.made.add(graph)
        self.dropped.discard(graph)

    def drop(self, graph: ox.NamedNode) -> None:
        """Have a graph be gone."""
        self.dropped.add(graph)
        self.made.discard(graph)

    def _check(self) -> None:
        if len(self.came) + len(self.went) > MOST_QUADS:
            raise WriteTooLarge(f"one update may change {MOST_QUADS:,} quads: do it in parts")


class Run:
    """An update as it goes on; operations that look at the state see what those before them did to it."""

    def __init__(self, asked: Asked, state: Graphs | None, *, changes_state: bool) -> None:
        self.changes = Changes()
        self._asked = asked
        self._state = state
        self._changes_state = changes_state

    def do(self, operation: Operation) -> None:
        """Do one operation.

        Raises:
            Contradiction: the state does not allow it.
            OwnGraph: it would change a graph of the service's own.
            WriteTooLarge: it would change too much.
        """
        prologue = Prologue(text=operation.prologue, base=self._asked.base)
        match operation:
            case Data():
                quads = prologue.data(operation.template)
                self._change(*((quads, []) if operation.deletes else ([], quads)))
            case Modify():
                self._modify(operation, prologue)
            case Manage():
                self._manage(operation, prologue)
            case _:
                assert_never(operation)

    def _change(self, going: Iterable[ox.Quad], coming: Iterable[ox.Quad]) -> None:
        going, coming = list(self._allowed(going)), list(self._allowed(coming))
        self.changes.remove(going)
        self.changes.add(coming)
        if self._changes_state:
            for quad in going:
                self._graphs.remove(quad)
            self._graphs.extend(coming)

    def _allowed(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        for count, quad in enumerate(quads):
            if count > MOST_QUADS:
                raise WriteTooLarge(f"one operation may touch {MOST_QUADS:,} quads: do it in parts")
            if isinstance(quad.graph_name, ox.NamedNode):
                self._allow(quad.graph_name)
            yield quad

    def _allow(self, graph: Node) -> None:
        if self._is_own(graph):
            raise OwnGraph(f"{graph} is a graph of the service's own, which a key does not open")

    def _is_own(self, graph: Node) -> bool:
        return self._asked.own is not None and name_of(graph).startswith(self._asked.own)

    def _modify(self, operation: Modify, prologue: Prologue) -> None:
        graph = None if operation.graph is None else prologue.iri(operation.graph)
        delete = Template.read(prologue, operation.delete, graph=graph)
        insert = Template.read(prologue, operation.insert, graph=graph)
        names = sorted({*delete.variables.values(), *insert.variables.values()})
        going, coming = set[ox.Quad](), set[ox.Quad]()
        for solution in self._solutions(operation, prologue, graph, names):
            values: dict[str, Term | None] = {name: solution[name] for name in names}
            going.update(self._allowed(delete.filled(values.get)))
            coming.update(self._allowed(insert.filled(values.get)))
            if len(going) + len(coming) > 2 * MOST_QUADS:
                raise WriteTooLarge(f"one operation may touch {MOST_QUADS:,} quads: do it in parts")
        self._change(going, coming)

    def _solutions(
        self, operation: Modify, prologue: Prologue, graph: ox.NamedNode | None, names: Sequence[str]
    ) -> ox.QuerySolutions:
        using = [prologue.iri(written) for written in operation.using] or _nodes(self._asked.using)
        named = [prologue.iri(written) for written in operation.using_named] or _nodes(
            self._asked.using_named
        )
        has_dataset = bool(using or named)
        default = using if has_dataset else None if graph is None else [graph]
        found = self._graphs.query(
            f"{prologue.text} SELECT {' '.join(f'?{name}' for name in names) or '*'} "
            f"WHERE {{ {operation.where}\n}}",
            base_iri=self._asked.base,
            prefixes=NAMESPACES,
            use_default_graph_as_union=self._asked.union and default is None,
            default_graph=list(default) if default is not None else None,
            named_graphs=list(named) if has_dataset else None,
        )
        assert isinstance(found, ox.QuerySolutions)
        return found

    def _manage(self, operation: Manage, prologue: Prologue) -> None:
        match operation.verb:
            case "LOAD":
                return
            case "CREATE":
                self._create(prologue.iri(operation.graph), silent=operation.silent)
            case "CLEAR" | "DROP":
                self._clear(operation, prologue)
            case "ADD" | "MOVE" | "COPY":
                self._transfer(operation, prologue)
            case _:
                assert_never(operation.verb)

    def _create(self, graph: ox.NamedNode, *, silent: bool) -> None:
        self._allow(graph)
        if self._there_is(graph) and not silent:
            raise Contradiction(f"there is a graph {graph} already")
        self._make(graph)

    def _clear(self, operation: Manage, prologue: Prologue) -> None:
        drops = operation.verb == "DROP"
        for graph in self._meant(operation.graph, prologue):
            self._allow(graph)
            if self._there_is(graph, silent=operation.silent):
                self._empty(graph, drops=drops)

    def _meant(self, written: str, prologue: Prologue) -> list[Node]:
        """Return the graphs that are meant; of several, the service's own are spared."""
        if written not in {"NAMED", "ALL"}:
            return [self._node(written, prologue)]
        named = [graph for graph in self._graphs.named_graphs() if isinstance(graph, ox.NamedNode)]
        self.changes.spared = self.changes.spared or any(map(self._is_own, named))
        open_: list[Node] = [graph for graph in named if not self._is_own(graph)]
        return open_ if written == "NAMED" else [ox.DefaultGraph(), *open_]

    def _transfer(self, operation: Manage, prologue: Prologue) -> None:
        source, target = self._node(operation.graph, prologue), self._node(operation.target, prologue)
        self._allow(target)
        if operation.verb == "MOVE":
            self._allow(source)
        if source == target or not self._there_is(source, silent=operation.silent):
            return
        coming = [
            ox.Quad(quad.subject, quad.predicate, quad.object, target) for quad in self._quads_of(source)
        ]
        if operation.verb != "ADD":
            self._empty(target, drops=False)
        if isinstance(target, ox.NamedNode):
            self._make(target)
        self._change([], coming)
        if operation.verb == "MOVE":
            self._empty(source, drops=True)

    def _make(self, graph: ox.NamedNode) -> None:
        self.changes.make(graph)
        if self._changes_state:
            self._graphs.add_graph(graph)

    def _empty(self, graph: Node, *, drops: bool) -> None:
        self.changes.empty(graph)
        if self._changes_state:
            self._graphs.clear_graph(graph)
        if drops and isinstance(graph, ox.NamedNode):
            self.changes.drop(graph)
            if self._changes_state:
                self._graphs.remove_graph(graph)

    def _there_is(self, graph: Node, *, silent: bool = True) -> bool:
        if isinstance(graph, ox.DefaultGraph) or self._graphs.contains_named_graph(graph):
            return True
        if not silent:
            raise Contradiction(f"there is no graph {graph}")
        return False

    def _quads_of(self, graph: Node) -> Iterator[ox.Quad]:
        return self._allowed(self._graphs.quads_for_pattern(None, None, None, graph))

    def _node(self, written: str, prologue: Prologue) -> Node:
        return ox.DefaultGraph() if written == DEFAULT else prologue.iri(written)

    @property
    def _graphs(self) -> Graphs:
        assert self._state is not None
        return self._state


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in iris]
