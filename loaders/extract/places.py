"""Where a claim's event was: the place phrases of its clause, else the place that earlier sentences set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.nominals import proper_run
from loaders.extract.scene import choose
from loaders.extract.tree import ancestors, children, preposition
from loaders.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from loaders.extract.passages import Passage
    from loaders.extract.roles import Trigger
    from loaders.extract.scene import Scene

_LOCATIVE: Final = frozenset(
    {"in", "at", "near", "across", "outside", "inside", "around", "over", "along", "off", "from", "to", "into", "towards", "toward", "on", "of",
     "through", "throughout", "beyond", "between", "beside", "above", "within", "against", "via", "close to", "north of", "south of", "east of", "west of", "for"}
)  # fmt: skip
_STRICT: Final = _LOCATIVE - {"from", "of", "for", "against", "between", "through", "beyond", "via"}
_LEADING: Final = frozenset({"to", "into", "towards", "toward"})
_REGION_WORDS: Final = frozenset(
    {
        "oblast",
        "region",
        "province",
        "governorate",
        "district",
        "state",
        "city",
        "town",
        "village",
        "strip",
        "area",
        "camp",
        "county",
        "direction",
        "sector",
        "front",
        "settlement",
    }
)


@dataclass(slots=True)
class PlaceFinder:
    """Finds the places of one passage's claims; `held` are those that hold until another is named."""

    scene: Scene
    passage: Passage
    held: tuple[Place, ...] = field(default_factory=tuple)

    def of(self, trigger: Trigger) -> tuple[Place, ...]:
        """Return the places that the trigger's own clause names."""
        found: list[Place] = []
        seizes = trigger.frame.action == "seizure"
        for token in _clause(trigger.token):
            case = preposition(token)
            taken = seizes and (token == trigger.arguments.object or token in trigger.roles.get("target", ()))
            hit = token == trigger.arguments.object and trigger.frame.type == "armed_action"
            leads = case in _LEADING and trigger.frame.type != "deployment"
            if (case in _STRICT and not leads) or taken or hit:
                found += self.named(token, as_object=hit or taken)
        return tuple(dict.fromkeys(found))

    def named(self, token: Token, *, as_object: bool = False) -> Iterator[Place]:
        """Yield the places that a phrase names: by itself, "town of X", and those joined by "and"."""
        row = [token]
        for member in row:
            place = self._place(member, as_object=as_object)
            if place is not None:
                yield place
            for c in member.children:
                inner = (
                    c.dep_ in {"nmod", "appos", "flat", "compound"}
                    and preposition(c) in {"of", "in", "near", ""}
                    and place is None
                )
                if inner or c.dep_ == "conj":
                    row.append(c)

    def _place(self, token: Token, *, as_object: bool) -> Place | None:
        found = self.passage.actors.get(token.i)
        if found is not None:
            if as_object or found.kind is NameKind.DEMONYM or found.entries[0].kind != "state":
                return None
            return self.scene.places.get(choose(self.scene, found).label)
        words = [self.passage.span(t.i, t.i).text for t in _run(self.passage, token)]
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                name = " ".join(words[start:end])
                if name in self.scene.places:
                    return self.scene.places[name]
        return None


def place_names(scene: Scene, passage: Passage) -> Iterator[str]:
    """Yield the names in a passage that may be places: capitalised runs in place phrases, and states."""
    for token in passage.doc:
        found = passage.actors.get(token.i)
        if found is not None:
            if found.entries[0].kind == "state":
                yield choose(scene, found).label
            continue
        if _is_place_like(passage, token):
            words = [passage.span(t.i, t.i).text for t in _run(passage, token)]
            yield " ".join(words)
            for size in range(1, len(words)):
                yield " ".join(words[:size])
                yield " ".join(words[size:])


def _is_place_like(passage: Passage, token: Token) -> bool:
    if (
        not token.text[:1].isupper()
        or token.pos_ not in {"PROPN", "NOUN", "ADJ"}
        or token.i in passage.dates
        or token.i in passage.weapons
    ):
        return False
    run = _run(passage, token)
    if not run:
        return False
    heads = [t for t in run if t.head not in run] or run
    return any(
        preposition(t) in _LOCATIVE
        or t.ent_type_ == "LOC"
        or t.dep_ in {"obj", "nsubj:pass", "nsubj", "conj", "appos", "nmod", "compound", "flat"}
        for t in heads
    )


def _run(passage: Passage, token: Token) -> list[Token]:
    run = proper_run(passage, token)
    run = [t for t in run if t.i not in passage.actors and t.i not in passage.dates]
    if token not in run:
        return []
    after = run[-1].i + 1
    if after < len(passage.doc) and passage.doc[after].lower_ in _REGION_WORDS:
        run.append(passage.doc[after])
    return run


def _clause(trigger: Token) -> list[Token]:
    """The tokens that may say where: below the trigger, and the oblique phrases of the clauses over it."""
    row = [t for t in trigger.subtree if not _is_under_other_clause(t, trigger)]
    for token in ancestors(trigger):
        row += [c for c in children(token, "obl", "obl:unmarked") if c not in row and c.i < trigger.i]
        row += [c for c in children(token, "nmod") if c not in row and token.pos_ == "NOUN"]
        if token.pos_ == "VERB" and token.dep_ in {"ROOT", "ccomp"}:
            break
    return row


def _is_under_other_clause(token: Token, trigger: Token) -> bool:
    for a in (token, *ancestors(token)):
        if a == trigger:
            return False
        if a.dep_ in {"parataxis", "conj", "ccomp"} and a.pos_ == "VERB":
            return True
    return False
