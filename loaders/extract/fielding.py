"""What makes a deployment of a force that is told of: sent, present or on a side, not just at war at home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.enemies import enemies, expeditions
from loaders.extract.lexicon import NameKind
from loaders.extract.ownership import destinations
from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.slots import Slots
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger

# A group with no name but its kind ("militants") takes the field against somebody; nobody deploys it.
_GROUP: Final = "armed_group"
_MOVED: Final = frozenset({"sent", "arrived", "present", "withdrawn"})
_DWELLINGS: Final = frozenset({"home", "house", "school", "shelter", "family"})
# What fighters of no name do too, in good order: "militiamen withdrew from the compound".
_LEAVING: Final = frozenset({"withdraw", "pull", "withdrawal", "pullout"})
# Arms that are sent somewhere may be handed over there; those that are deployed are not.
_FIELDING: Final = frozenset({"deploy", "station", "base", "position"})
_ARMED: Final = frozenset({"state", "government", "ministry", "armed_force", "armed_group", "coalition"})
_CIVIL: Final = frozenset({"team", "convoy", "crew", "group", "column", "fleet"})
_USING: Final = frozenset({"use", "employ", "authorise", "authorize", "employment"})
_PARTICIPLES: Final = frozenset({"acl", "advcl", "amod"})


def is_deployment(filler: Filler, trigger: Trigger, slots: Slots) -> bool:
    """Tell whether the slots of a trigger are those of a deployment."""
    if _sounds_like_one(filler, trigger) or _are_civil(trigger, slots):
        return False
    if _only_belongs(trigger, slots) or _is_elsewhere(filler, trigger) or _is_left(filler, trigger, slots):
        return False
    if slots.host:
        return True
    if trigger.frame.strict and trigger.frame.activity in {"fighting", "arrived"}:
        return _is_abroad_against(filler, trigger.first("opponent"), slots)
    return _is_told(filler, trigger, slots)


def _sounds_like_one(filler: Filler, trigger: Trigger) -> bool:
    """Tell whether the words of a deployment say something else."""
    alone = (_is_without, _only_seems, _is_in_care, _is_violence, _comes_under)
    return any(test(trigger) for test in alone) or _are_a_people(filler, trigger)


def _is_told(filler: Filler, trigger: Trigger, slots: Slots) -> bool:
    """Tell a force that is somewhere from soldiers trained at home and from groups that are just about."""
    if trigger.frame.activity == "training" and trigger.token.pos_ == "VERB":
        return slots.quantity is not None or _is_abroad(slots)
    groups = bool(slots.force) and all(actor.kind == _GROUP for actor in slots.force)
    return not groups or _is_fielded(filler, trigger, slots)


def _is_abroad_against(filler: Filler, opponent: Token | None, slots: Slots) -> bool:
    if opponent is None or all(actor.country is None for actor in filler.reader.parties(opponent)):
        return _is_abroad(slots)
    return _fights_for_others(filler, opponent, slots)


def _fights_for_others(filler: Filler, opponent: Token, slots: Slots) -> bool:
    """Tell troops in a war that is not their state's own: North Koreans against Ukraine."""
    homes = {actor.country for actor in slots.force}
    others = {actor.country for actor in filler.reader.parties(opponent)}
    if None in homes or None in others or not others:
        return False
    return not any(
        frozenset({home, other}) in enemies() - expeditions() for home in homes for other in others
    )


def _is_fielded(filler: Filler, trigger: Trigger, slots: Slots) -> bool:
    """Tell whether armed groups are sent or stationed, not just about."""
    named = not all(actor.id.startswith("local-") for actor in slots.force)
    of_states = any(actor.country for actor in slots.force)
    match trigger.frame.activity:
        case "fighting":
            fielded = _is_abroad(slots)
        case "training":
            fielded = of_states
        case "arrived" | "present":
            fielded = of_states or (named and bool(slots.place))
        case "withdrawn":
            fielded = _has_left(trigger, slots, named=named)
        case "massed":
            counted = trigger.frame.mood is None or bool(slots.place) or slots.quantity is not None
            fielded = (named or of_states) and counted
        case _:
            senders = trigger.roles.get("sender", ())
            fielded = named or of_states or any(filler.reader.is_of(token, "actor") for token in senders)
    return fielded


def _has_left(trigger: Trigger, slots: Slots, *, named: bool) -> bool:
    """Tell fighters who leave a place from those who run."""
    verb = lemma_of(trigger.token)
    return verb != "flee" and (named or (bool(slots.place) and verb in _LEAVING))


def _are_civil(trigger: Trigger, slots: Slots) -> bool:
    """Tell "a team of the OSCE", "an aid convoy" from troops."""
    troops = trigger.first("force")
    bodies = bool(slots.force) and not any(actor.kind in _ARMED for actor in slots.force)
    return bodies and troops is not None and lemma_of(troops) in _CIVIL


def _is_violence(trigger: Trigger) -> bool:
    """Tell "the use of force" from that of a force."""
    troops = trigger.first("force")
    return (
        troops is not None
        and troops.lower_ == "force"
        and lemma_of(trigger.token) in _USING
        and child(troops, "det") is None
    )


def _comes_under(trigger: Trigger) -> bool:
    """Tell "came under shelling", "came into contact" from coming to a place."""
    if lemma_of(trigger.token) != "come":
        return False
    return any(
        case == "under" or (case == "into" and token.lower_ in _STATES_OF)
        for case, token in trigger.arguments.phrases
    )


_STATES_OF: Final = frozenset({"contact", "force", "effect", "power", "play", "view", "conflict", "question"})


def _only_seems(trigger: Trigger) -> bool:
    """Tell "appear to be winning", "flew warplanes" from appearing and going somewhere."""
    if trigger.frame.activity != "arrived":
        return False
    other = trigger.arguments.object is not None and trigger.frame.role("object") == "none"
    return other or child(trigger.token, "xcomp") is not None


def _are_a_people(filler: Filler, trigger: Trigger) -> bool:
    """Tell whether a people is spoken of, not its troops: "urged Americans to leave"."""
    passage = filler.reader.passage
    tokens = [*trigger.roles.get("force", ()), *trigger.roles.get("host", ())]
    cores = [(token, filler.reader.core(token)) for token in tokens]
    named = [(token, core) for token, core in cores if core.i in passage.actors]
    peoples = [(token, core) for token, core in named if passage.actors[core.i].kind is NameKind.DEMONYM]
    counts = [filler.count(token) for token, core in peoples if core.tag_ in {"NNS", "NNPS"}]
    fights = trigger.frame.activity == "fighting" and trigger.first("host") is None
    return not fights and any(count is None or count.low is count.high is None for count in counts)


def _is_in_care(trigger: Trigger) -> bool:
    """Tell whether soldiers are moved since they were hurt: "troops diagnosed with injuries arrived"."""
    troops = trigger.first("force")
    if troops is None or trigger.frame.activity not in _MOVED:
        return False
    told = [c for c in children(troops, "acl", "acl:relcl", "amod") if c != trigger.token]
    after = [c for c in children(trigger.token, "advcl", "obl") if preposition(c) in {"after", "for", "with"}]
    return any(lemma_of(token) in noun_class("care") for token in (*told, *after))


def _is_without(trigger: Trigger) -> bool:
    return any(c.lower_ == "without" for c in children(trigger.token, "mark", "case"))


def _is_elsewhere(filler: Filler, trigger: Trigger) -> bool:
    """Tell whether fighters are brought to prison, court or hospital, or leave what is no place."""
    if trigger.frame.activity == "withdrawn" and _leaves_no_place(filler.reader, trigger):
        return True
    near = [*destinations(filler, trigger), *(token for _, token in trigger.arguments.phrases)]
    words = [t for token in near for t in (token, *children(token, "compound"))]
    return any(filler.reader.lemma(token) in noun_class("custody") for token in words)


def _only_belongs(trigger: Trigger, slots: Slots) -> bool:
    """Tell whether troops only belong somewhere: "a unit based at Fort Bragg", not "900 based in Syria"."""
    located = any(c.lower_ == "where" for c in trigger.token.children) and trigger.token.dep_ == "acl:relcl"
    if trigger.frame.activity != "present" or not (located or trigger.token.dep_ in _PARTICIPLES):
        return False
    counted = slots.quantity is not None and (_is_abroad(slots) or bool(slots.host))
    doing = trigger.arguments.subject is not None and not trigger.arguments.passive
    return not counted and (located or (not doing and child(trigger.token, "aux:pass", "aux") is None))


def _leaves_no_place(reader: Reader, trigger: Trigger) -> bool:
    """Tell "retreated from its demands", "pulled out of the coalition": no ground is left."""
    left = [token for case, token in trigger.arguments.phrases if case in {"from", "out of"}]
    what = trigger.arguments.object
    if what is not None and what in trigger.roles.get("origin", ()):
        if lemma_of(what) in _DWELLINGS:
            return True  # "told them to leave their homes"
        left.append(what)
    return bool(left) and not any(_is_somewhere(reader, token) for token in left)


def _is_somewhere(reader: Reader, token: Token) -> bool:
    known = noun_class("things") | noun_class("ground") | noun_class("directions") | noun_class("whereabouts")
    named = token.pos_ == "PROPN" or token.i in reader.passage.actors or reader.is_of(token, "place")
    return named or lemma_of(token) in known or any(c.pos_ == "PROPN" for c in token.children)


def _is_materiel(filler: Filler, trigger: Trigger) -> bool:
    troops = trigger.first("force")
    return (
        troops is not None
        and bool(filler.reader.weapons(troops))
        and not filler.reader.is_of(troops, "troops")
    )


def _is_left(filler: Filler, trigger: Trigger, slots: Slots) -> bool:
    return _is_materiel(filler, trigger) and not _is_moved(filler, trigger, slots)


def _is_moved(filler: Filler, trigger: Trigger, slots: Slots) -> bool:
    """Tell whether somebody's ships, tanks or jets are moved to a place, not launched or handed over."""
    concepts = {weapon.concept for weapon in filler.reader.weapons(trigger.first("force"))}
    goals = [token for token in destinations(filler, trigger) if preposition(token) == "to"]
    handed = any(filler.reader.is_of(token, "actor") for token in goals)
    handed = handed and lemma_of(trigger.token) not in _FIELDING
    based = noun_class("fielded")
    if lemma_of(trigger.token) in _FIELDING:
        based = based | noun_class("based")  # missiles are stationed too; sent, they are fired
    return bool(slots.force) and not handed and bool(concepts & based)


def _is_abroad(slots: Slots) -> bool:
    homes = {actor.country for actor in slots.force}
    return None not in homes and any(place.country not in homes for place in slots.place)
