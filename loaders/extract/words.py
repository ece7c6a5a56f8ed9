"""Classes of common nouns, read from words.toml."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.extract.frames import predicates
from loaders.extract.inflection import lemma_by_form, verbs
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

# The sections of governors.toml that list verbs, in the order in which they are tried.
VERB_KINDS: Final = (
    "confirm",
    "deny",
    "refuse",
    "request",
    "speech",
    "believe",
    "commit",
    "perceive",
    "suspend",
    "fail",
    "attempt",
    "reveal",
    "aspect",
)


# Lemmas that the model makes up.
_VERBAL: Final = frozenset({"VERB", "AUX"})
_MISREAD: Final = {"sorty": "sortie"}
_KNOWN_WORDS: Final = 20_000  # an article has some 500


@cache
def noun_class(name: str) -> frozenset[str]:
    """Return the lemmas of one class of words.toml; KeyError for a class that it lacks."""
    return _classes()[name]


def lemma_of(token: Token) -> str:
    """Return a word's lemma in lower case, singular also where the model keeps the plural ("troops")."""
    return _lemma(token.lemma_, token.lower_, token.pos_, token.tag_)


@lru_cache(maxsize=_KNOWN_WORDS)
def _lemma(lemma: str, form: str, pos: str, tag: str) -> str:
    lemma = lemma.lower()
    lemma = _MISREAD.get(lemma, lemma)
    if pos in _VERBAL:
        return _verb_forms().get(form, lemma)
    if lemma.endswith("s") and tag in {"NNS", "NNPS"} and lemma == form and lemma not in _PLURAL_ONLY:
        return lemma.removesuffix("ies") + "y" if lemma.endswith("ies") else lemma.removesuffix("s")
    if lemma.endswith("men") and f"{lemma.removesuffix('men')}man" in _men():
        return f"{lemma.removesuffix('men')}man"
    return lemma


def verb_of(form: str) -> str | None:
    """Return the verb that a word form, in lower case, belongs to, or None for an unknown one."""
    return _verb_forms().get(form)


def is_only_a_verb(form: str) -> bool:
    """Tell whether a word form, in lower case, is always a verb ("denies", not "reports")."""
    return form in _ONLY_VERBS


_ONLY_VERBS: Final = frozenset(
    [
        "denies",
        "tore",
        "slammed",
        "denied",
        "says",
        "said",
        "tells",
        "told",
        "announces",
        "announced",
        "confirms",
        "confirmed",
        "admits",
        "admitted",
        "acknowledges",
        "insists",
        "insisted",
        "rejects",
        "rejected",
        "dismisses",
        "dismissed",
        "refutes",
        "refuted",
        "believes",
        "believed",
        "thinks",
        "thought",
        "expects",
        "killed",
        "wounds",
        "wounded",
        "kills",
        "injures",
        "injured",
        "destroys",
        "destroyed",
        "intercepts",
        "intercepted",
        "seizes",
        "seized",
        "captures",
        "captured",
        "sends",
        "sent",
        "delivers",
        "delivered",
        "supplies",
        "supplied",
        "deploys",
        "deployed",
        "withdraws",
        "withdrew",
        "vows",
        "vowed",
        "declares",
        "declared",
        "accuses",
        "accused",
        "repelled",
        "repels",
        "consists",
        "comprises",
        "butchered",
        "slew",
        "maimed",
        "massacred",
        "beheaded",
        "executed",
        "murdered",
        "assassinated",
        "abducted",
        "kidnapped",
        "bombed",
        "shelled",
        "raided",
        "ambushed",
        "stormed",
        "overran",
        "retook",
        "recaptured",
        "perished",
        "inflicted",
        "rammed",
        "torpedoed",
        "bombarded",
        "pounded",
        "strafed",
        "unleashed",
        "lobbed",
    ]
) - {"wounds", "wounded", "injured", "thought", "supplies"}


@cache
def _verb_forms() -> dict[str, str]:
    """Every form of the verbs that the extraction knows, with its lemma."""
    named = [
        verb
        for kind in ClaimType
        for predicate in predicates(kind)["predicate"]
        for verb in predicate.get("verbs", ())
    ]
    governors = tomllib.loads(files("loaders.extract").joinpath("governors.toml").read_text(encoding="utf-8"))
    over = [verb for kind in (*VERB_KINDS, "proposing") for verb in governors[kind]]
    return lemma_by_form(verbs([*named, *over]))


@cache
def _men() -> frozenset[str]:
    """The nouns that end in "man", whose plurals the model keeps ("policemen")."""
    return frozenset(word for words in _classes().values() for word in words if word.endswith("man"))


_PLURAL_ONLY = frozenset({"arms", "remains", "barracks", "headquarters", "news", "series", "forces"})


@cache
def _classes() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(lemmas) for name, lemmas in data.items()}
