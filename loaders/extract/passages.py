"""The passages of an article, parsed: each name, number and date as one plain token with its place in it.

A small parser errs most on what the lexicons know already: long names, qualified numbers, dates and inserted
abbreviations. So each of them is put to it as one familiar word of the same sort, and every token remembers
the characters that it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import spacy.tokens

from loaders.extract.dates import DateMention, find_dates
from loaders.extract.lexicon import (
    ActorEntry,
    Found,
    NameKind,
    WeaponEntry,
    find_actors,
    find_weapons,
    straight,
)
from loaders.extract.quantities import NumberMention, find_quantities
from loaders.extract.repairs import repair
from loaders.extract.tokens import Doc
from loaders.extract.windows import parts, readable, windows
from loaders.model import Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from spacy.language import Language

    from loaders.extract.tokens import Token
    from loaders.model import Article

Mention = Found[ActorEntry] | Found[WeaponEntry] | NumberMention | DateMention

# What stands for a name of several words; all are frequent in the parser's training text.
_STAND_INS: Final = {
    "state": "Russia",
    "government": "Moscow",
    "news_organization": "Reuters",
    "armed_group": "Hezbollah",
    "person": None,
}
_STAND_IN: Final = "Pentagon"
_ABBREVIATION: Final = re.compile(r"\s*\((?:the )?(?:[A-Z][A-Za-z&.'-]{1,11}[A-Z0-9]|[A-Z]{2,}s?|[A-Z]\d+)\)")
_HYPHENATED: Final = re.compile(
    r"\b[A-Z][\w']*(?:-[\w']+)*-[A-Z][\w']*\b|\b[A-Z][\w']+(?:-[a-z']+)+-[A-Z]\w*\b"
    r"|\b[A-Z][\w']+-(?:e|i|ye|yi|ul|ol)(?= [A-Z])"
    r"|(?<![\w-])(?:al|el|ar|as|ash|at|an|ad|az|ul)-[A-Z][\w']*(?:-[A-Z]?[\w']+)*"
)
_SHORTENED: Final = re.compile(
    r"\b(?:Capt|Gen|Lt|Col|Maj|Sgt|Adm|Cmdr|Brig|Gov|Sen|Rep|Dr|Mr|Mrs|Ms|St|Mt|Ft|Prof|Rev)\s?\.$"
)
# Inserted between subject and verb, they lose the subject.
_INSERTED: Final = re.compile(
    r",\s*(?:however|meanwhile|though|too|in turn|for (?:its|his|her|their) part|in particular|moreover"
    r"|in addition|as well|by contrast|of course|once more|once again),",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION: Final = 5
# Unknown to the parser as one word.
_AIR_STRIKE: Final = re.compile(r"\b[Aa]ir-?(strikes?)\b")
_ENDS: Final = re.compile(r"[.!?…](?:\s*[\"')\]]+|\s*\[\s*\w{1,3}\s*\])*$")
_CLOSING: Final = tuple(".!?…\"')]")  # what such an end can only end with
_LED_DATE: Final = re.compile(
    r"(?:(?:late|early) )?(on|in|during|over|since|by|from|between|until|before|after)\b(?=.)", re.IGNORECASE
)
_FOOTNOTE: Final = re.compile(r"(?<=[\w.,;:!?\"')\]])\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\]")
_NO_WORD: Final = re.compile(r"\S{200,}")  # an address, data, thousands of brackets
_SMALL_NUMBER: Final = re.compile(r"\w+")


class _Piece(NamedTuple):
    start: int
    end: int
    word: str
    mention: Mention | None = None


@dataclass(slots=True)
class Passage:
    """A parsed zone: `doc[i]` stands for the characters `spans[i]` of the article's text."""

    zone: Zone
    doc: Doc
    spans: list[tuple[int, int]]
    text: str
    actors: dict[int, Found[ActorEntry]] = field(default_factory=dict[int, Found[ActorEntry]])
    weapons: dict[int, Found[WeaponEntry]] = field(default_factory=dict[int, Found[WeaponEntry]])
    numbers: dict[int, NumberMention] = field(default_factory=dict[int, NumberMention])
    dates: dict[int, DateMention] = field(default_factory=dict[int, DateMention])

    def span(self, first: int, last: int) -> Span:
        """Return the article's words from token `first` to token `last`, both included."""
        start, end = self.spans[first][0], self.spans[last][1]
        return Span(start=start, end=end, text=self.text[start:end])

    def words(self, tokens: Iterable[Token]) -> str:
        """Return the article's words for some tokens, in order, with single spaces."""
        runs = [self.text[slice(*self.spans[t.i])] for t in sorted(tokens, key=lambda t: t.i)]
        return " ".join(" ".join(runs).split())


def parse(article: Article, nlp: Language, published: date | None) -> list[Passage]:
    """Return the article's passages that can hold claims, parsed, in order of the text."""
    read = (zone for zone in article.zones if zone.kind is not ZoneKind.BOILERPLATE)
    zones = [part for zone in read for part in parts(article.text, zone)]
    rows = (_pieces(article.text[zone.start : zone.end], nlp, published) for zone in zones)
    pieces = [readable(row, _ends(row)) for row in rows]
    docs = (_doc(row, nlp) for row in pieces)
    return [
        _passage(article.text, zone, doc, row)
        for zone, doc, row in zip(zones, _parsed(docs, nlp), pieces, strict=True)
        if len(doc)
    ]


def _parsed(docs: Iterable[spacy.tokens.Doc], nlp: Language) -> Iterator[Doc]:
    for window in windows(docs):
        for parsed in nlp.pipe(window, batch_size=len(window)):
            doc = Doc(parsed)
            repair(doc)
            yield doc


def _passage(text: str, zone: Zone, doc: Doc, pieces: list[_Piece]) -> Passage:
    passage = Passage(zone, doc, [(p.start + zone.start, p.end + zone.start) for p in pieces], text)
    for index, piece in enumerate(pieces):
        token = doc[index]
        if (
            piece.mention is None
            and token.pos_ == "ADJ"
            and _HYPHENATED.fullmatch(text, *passage.spans[index])
        ):
            token.pos_, token.tag_ = "PROPN", "NNP"  # "al-Mawasi", by its ending like "Iraqi"
        match piece.mention:
            case NumberMention() as number:
                passage.numbers[index] = number
            case DateMention() as day:
                passage.dates[index] = day
            case Found() as found if isinstance(found.entries[0], ActorEntry):
                passage.actors[index] = cast("Found[ActorEntry]", found)
            case Found() as found:
                passage.weapons[index] = cast("Found[WeaponEntry]", found)
            case None:
                pass
    return passage


def _doc(pieces: list[_Piece], nlp: Language) -> spacy.tokens.Doc:
    spaces = [b.start > a.end for a, b in pairwise(pieces)] + [False] * bool(pieces)
    # Left alone, the parser also ends sentences at commas: it may only end them at a full stop and its like.
    starts: list[bool | int | None] = [None if end else False for end in _ends(pieces)]
    words = [piece.word for piece in pieces]
    return spacy.tokens.Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


def _ends(pieces: list[_Piece]) -> list[bool]:
    return [
        i > 0 and pieces[i - 1].word.endswith(_CLOSING) and _is_end(_run_up(pieces, i), piece.word)
        for i, piece in enumerate(pieces)
    ]


def _is_end(before: str, word: str) -> bool:
    """Tell whether a sentence may end between some words and the next: not after a title, nor in "No. 4"."""
    if _ENDS.search(before) is None:
        return False
    return _SHORTENED.search(before) is None and not (before.endswith(("No.", "No .")) and word.isdigit())


def _run_up(pieces: list[_Piece], index: int) -> str:
    return " ".join(piece.word for piece in pieces[max(0, index - 5) : index])


def _pieces(raw: str, nlp: Language, published: date | None) -> list[_Piece]:
    text = straight(raw)
    pieces: list[_Piece] = []
    position = 0
    for fixed in [*_fixed(text, published), None]:
        end = len(text) if fixed is None else fixed.start
        pieces += _tokens(text, position, end, nlp)
        if fixed is not None:
            if fixed.word:
                pieces.append(fixed)
            position = fixed.end
    return pieces


def _tokens(text: str, start: int, end: int, nlp: Language) -> Iterator[_Piece]:
    between = text[start:end]
    if not between or between.isspace():
        return
    for token in nlp.tokenizer(between):
        if not token.is_space:
            first = start + token.idx
            last, word = first + len(token), token.text
            cuts = _hyphens(text, first, last) if "-" in {word[0], word[-1]} else ()
            edges = [first, *cuts, last]
            yield from (_Piece(a, b, text[a:b]) for a, b in pairwise(edges))


def _hyphens(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a hyphen ties a word to the name before or after it: "(Iran)-backed", "anti-(Iranian)"."""
    if (
        end - start > 1
        and text[start] == "-"
        and text[start - 1 : start].isalnum()
        and text[start + 1].isalpha()
    ):
        yield start + 1
    if end - start > 1 and text[end - 1] == "-" and text[end - 2].isalpha() and text[end : end + 1].isalnum():
        yield end - 1


def _fixed(text: str, published: date | None) -> list[_Piece]:
    """Return the pieces that stand for a whole mention, in order, none overlapping; a word "" drops it."""
    # A date beats a number, both beat a name; a longer name beats a shorter one.
    numbers = [n for n in find_quantities(text) if n.kind == "count"]
    candidates = [
        *(_Piece(m.start(), m.end(), "") for m in _NO_WORD.finditer(text)),
        *(piece for d in find_dates(text, published) for piece in _date_pieces(text, d)),
        *(_Piece(n.start, n.end, _number_word(text, n), n) for n in numbers),
        *(_Piece(m.start(), m.end(), "") for m in _ABBREVIATION.finditer(text)),
        *(_Piece(m.start(), m.end(), "") for m in _INSERTED.finditer(text)),
        *(_Piece(m.start(), m.end(), "") for m in _FOOTNOTE.finditer(text)),
        *_names(text),
        *(_Piece(m.start(), m.end(), m.group(1)) for m in _AIR_STRIKE.finditer(text)),
        *(_Piece(m.start(), m.end(), _hyphenated_word(m.group())) for m in _HYPHENATED.finditer(text)),
    ]
    taken = bytearray(len(text))
    kept: list[_Piece] = []
    for piece in candidates:
        if not any(taken[piece.start : piece.end]):
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.start)


def _names(text: str) -> list[_Piece]:
    actors: list[Found[ActorEntry]] = find_actors(text)
    weapons: list[Found[WeaponEntry]] = find_weapons(text)
    pieces = [
        *(_Piece(f.start, f.end, _weapon_word(text, f), f) for f in weapons),
        *(_Piece(f.start, f.end, _actor_word(text, f), f) for f in map(_without_article(text), actors)),
    ]
    return sorted(pieces, key=lambda piece: piece.start - piece.end)


def _without_article(text: str):  # type: ignore[no-untyped-def] # noqa: ANN202
    def strip(found: Found[ActorEntry]) -> Found[ActorEntry]:
        article = 4 if text[found.start : found.start + 4].lower() == "the " else 0
        return Found(found.start + article, found.end, found.kind, found.entries)

    return strip


def _actor_word(text: str, found: Found[ActorEntry]) -> str:
    words = text[found.start : found.end]
    if not re.search(r"[\W_]", words) and words != "IS":  # to the parser, a verb
        return words.capitalize() if words.isupper() and len(words) > _LONGEST_ABBREVIATION else words
    if found.kind is NameKind.DEMONYM:
        return "Russians" if words.endswith("s") else "Russian"
    kind = found.entries[0].kind
    return _STAND_INS.get(kind, _STAND_IN) or re.sub(r"\W", "", words.split()[-1])


def _weapon_word(text: str, found: Found[WeaponEntry]) -> str:
    words = text[found.start : found.end]
    if words.isalpha() and words.islower():
        return words
    return "missiles" if words.endswith("s") else "missile"


def _hyphenated_word(words: str) -> str:
    """A name is put as one capitalised word: "Dashtebarchi", "Maasheeq" for "al-Maasheeq"."""
    plain = words.replace("-", "") if words[0].isupper() else words.split("-", 1)[1].replace("-", "")
    return plain[:1].upper() + plain[1:]


def _number_word(text: str, number: NumberMention) -> str:
    words = text[number.start : number.end]
    if number.low is None and number.high is None:
        return words if _SMALL_NUMBER.fullmatch(words) else "many"
    if words.isalpha():
        return words
    bound = number.low if number.low is not None else number.high
    return str(bound)


def _date_pieces(text: str, day: DateMention) -> Iterator[_Piece]:
    """A date is put as a weekday, after its own preposition."""
    words = text[day.start : day.end]
    led = _LED_DATE.match(words)
    start = day.start
    if led is not None:
        yield _Piece(start, start + led.end(), led.group(1))
        start += led.end() + 1
        words = text[start : day.end]
    yield _Piece(start, day.end, words if words.isalnum() else "Monday", day)
